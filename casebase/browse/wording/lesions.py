"""How large a lesion was, in words."""

from casebase.archive.document import Lesion, LesionMeasurement


def size(measured: Lesion | LesionMeasurement) -> str:
    """Write a size as printed, else by its diameters in mm; empty when not told."""
    if measured.dims_reported:
        return measured.dims_reported
    told = filter(None, (measured.dim1_mm, measured.dim2_mm, measured.dim3_mm))
    diameters = " × ".join(told)
    return f"{diameters} mm" if diameters else ""
