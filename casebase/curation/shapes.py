"""Which table keeps which part of a case document: read by freezing and importing.

Columns have the names of the document's keys, so a shape only says what names cannot:
the table, the part, and the lists of rows that hang on a row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from casebase.archive import document as d

from . import models as m
from .models.base import Row


@dataclass(frozen=True)
class Shape:
    """One list of rows: its table, its part of the document, the lists below it."""

    table: type[Row]
    part: type[d.Part]
    parent: str = ""
    below: Mapping[str, "Shape"] = field(default_factory=dict)


#: Dotted path of the list in the document → its shape, in the order of the document.
CASE: dict[str, Shape] = {
    "diagnoses": Shape(m.Diagnosis, d.Diagnosis),
    "lesions": Shape(
        m.Lesion,
        d.Lesion,
        below={
            "measurements": Shape(m.LesionMeasurement, d.LesionMeasurement, "lesion")
        },
    ),
    "specimens": Shape(m.Specimen, d.Specimen),
    "observations": Shape(m.Observation, d.Observation),
    "findings": Shape(
        m.BiomarkerFinding,
        d.Finding,
        below={"assays": Shape(m.AssayResult, d.AssayResult, "finding")},
    ),
    "treatments": Shape(
        m.Treatment,
        d.Treatment,
        below={
            "agents": Shape(
                m.TreatmentAgent,
                d.Agent,
                "treatment",
                below={"doses": Shape(m.DoseStep, d.DoseStep, "agent")},
            ),
            "procedures": Shape(m.ProcedureDetail, d.Procedure, "treatment"),
        },
    ),
    "outcome.responses": Shape(m.ResponseAssessment, d.Response),
    "outcome.adverse_events": Shape(m.AdverseEvent, d.AdverseEvent),
    "outcome.follow_up": Shape(m.FollowUp, d.FollowUp),
    "provenance.conflicts": Shape(m.FactConflict, d.FactConflict),
}


def all_shapes(lists: Mapping[str, Shape] = CASE) -> Iterator[Shape]:
    """Every list of rows of a case, those below others included."""
    for shape in lists.values():
        yield shape
        yield from all_shapes(shape.below)
