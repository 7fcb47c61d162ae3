"""What rows and values of a document are called where two versions are compared."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from casebase.archive import document as d
from casebase.archive.choices import Anchor, AssayMethod
from casebase.browse import wording
from casebase.browse.chapters.courses import event_name


def _lesion(lesion: d.Lesion) -> str:
    site = wording.name(lesion.site) or lesion.site_reported
    role = str(lesion.role.label) if wording.is_stated(lesion.role) else "Lesion"
    return f"{role}, {wording.in_sentence(site)}" if site else role


def _assay(assay: d.AssayResult) -> str:
    named = assay.method == AssayMethod.OTHER and assay.assay_name
    return named or str(assay.method.label)


#: What a row goes by.
ROWS: Mapping[type, Callable[[Any], str]] = {
    d.Treatment: wording.course_name,
    d.Agent: lambda agent: wording.agent_name(agent) or agent.ref,
    d.DoseStep: lambda step: f"step {step.sequence}",
    d.Procedure: lambda row: row.procedure,
    d.AdverseEvent: event_name,
    d.Finding: wording.finding_name,
    d.AssayResult: _assay,
    d.Diagnosis: wording.tumour,
    d.Lesion: _lesion,
    d.LesionMeasurement: lambda row: f"measurement {row.ref}",
    d.Specimen: lambda row: row.label or str(row.kind.label),
    d.Observation: lambda row: row.text_reported,
    d.Response: lambda row: "Response",
    d.FollowUp: lambda row: str(row.event.label),
    d.FactConflict: lambda row: row.target,
    d.ArticleSource: lambda row: row.article,
    d.FactProvenance: lambda row: wording.sentence_case(row.field.replace("_", " ")),
}
#: What a part is called as a whole; what its words leave out is told beside them.
PARTS: Mapping[type, Callable[[Any], str]] = {
    d.FuzzyTime: wording.time,
    d.Coded: wording.name,
    d.Institution: wording.institution,
    d.Fusion: wording.fusion_name,
    d.Biomarker: wording.biomarker_name,
    d.Author: wording.author_name,
}
#: Values that are written otherwise than they are kept, by their key.
FORMS: Mapping[str, Callable[[str], str]] = {
    "date": lambda date: wording.month(date) if date else "",
    "country": wording.country,
    "label_country": wording.country,
}
#: Anchors that a time does not name where it has words of the source.
VAGUE = (Anchor.PREVIOUS_EVENT, Anchor.OTHER)
#: A dose is told with its frequency, and so as a whole.
DOSE = (
    "dose_value",
    "dose_max",
    "dose_unit",
    "frequency",
    "schedule_reported",
    "route",
    "duration_value",
    "duration_unit",
)
#: Amounts that are told with their unit, and the key that holds it.
UNITS = {
    "age_value": "age_unit",
    "age_value_max": "age_unit",
    "duration_min": "duration_unit",
    "duration_max": "duration_unit",
    "interval_value": "interval_unit",
    "value_num": "unit",
    "value_max": "unit",
}
#: Amounts in per cent.
SHARES = (
    "tumour_percent",
    "percent_positive",
    "cutoff_percent",
    "percent_change",
    "vaf",
)
#: What a reference to a key of a row looks like: "F13.comparator_value".
_KEY_OF_A_ROW = re.compile(r"([A-Z]+[0-9]+|patient)\.([a-z0-9_]+)")


def measured(words: str, part: d.Part | None, key: str) -> str:
    """Give an amount its unit; other words, and none, stay as they are."""
    if words and key in SHARES:
        return f"{words} %"
    unit = getattr(part, UNITS.get(key, ""), None)
    if not words or not unit:
        return words
    if not isinstance(unit, Enum):
        return f"{words} {unit}"
    name, *rest = str(getattr(unit, "label", unit.value)).split(" ")
    return " ".join((words, name if words == "1" else f"{name}s", *rest))


@dataclass(frozen=True)
class Side:
    """One of the two versions, with what its references stand for."""

    document: d.Document
    names: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Name every row once."""
        object.__setattr__(self, "names", dict(_named(self.document)))

    @property
    def missing(self) -> str:
        """What silence is called in this version."""
        if not isinstance(self.document, d.CaseDocument):
            return ""
        return wording.missing(self.document.part_read)

    def row(self, part: Any) -> str:
        """Name a row; a response with the drug it is a response to."""
        if part is None:
            return ""
        words = wording.sentence_case(ROWS[type(part)](part))
        if isinstance(part, d.FactConflict):
            return wording.sentence_case(self.value(part.target))
        if isinstance(part, d.Response) and part.course:
            return f"{words} to {self.names.get(part.course, part.course)}"
        return words

    def value(self, value: Any) -> str:
        """Write a single value; empty where nothing is recorded."""
        match value:
            case None | "" | ():
                return ""
            case bool():
                return "Yes" if value else "No"
            case tuple():
                return "; ".join(self.value(one) for one in value)
            case Enum():
                return str(getattr(value, "label", value.value))
            case str() if value in self.names:
                return self.names[value]
            case str() if about := _KEY_OF_A_ROW.fullmatch(value):
                row, key = about.groups()
                return f"{self.names.get(row, row)}, {key.replace('_', ' ')}"
        return str(value)

    def dose(self, step: d.DoseStep | None) -> str:
        """Write a dose with its frequency and length."""
        if step is None:
            return ""
        return wording.sentence_case(wording.dose_and_length(step, self.missing))


def _named(part: Any) -> Iterator[tuple[str, str]]:
    """Name every row of a document by its ref."""
    for name in type(part).model_fields:
        held = getattr(part, name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, d.Part):
                if type(one) in ROWS and hasattr(one, "ref"):
                    yield one.ref, ROWS[type(one)](one)
                yield from _named(one)
