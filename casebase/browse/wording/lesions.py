"""How large a lesion was, in words."""

import re

from casebase.archive.document import Lesion, LesionMeasurement

_ML = r"\s?(?:cm³|cm3|mL|ml|cc)"


def size(measured: Lesion | LesionMeasurement) -> str:
    """Write a size as printed, else by its diameters in mm; empty when not told.

    A volume is added unless it is what was printed.
    """
    diameters = (measured.dim1_mm, measured.dim2_mm, measured.dim3_mm)
    by_diameters = " × ".join(filter(None, diameters))
    told = measured.dims_reported or (f"{by_diameters} mm" if by_diameters else "")
    volume = getattr(measured, "volume_ml", None)
    if not volume or re.search(rf"(?<![\d.]){re.escape(volume)}{_ML}", told):
        return told
    return f"{told}, {volume} mL" if told else f"{volume} mL"
