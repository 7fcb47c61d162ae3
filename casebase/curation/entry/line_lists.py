"""What the lines of quick entry can be about: one list of rows each, and its words.

The lists and their boxes come from the tables, the closed lists from
`archive/choices.py`; here stands only what these do not say: by which letters a line
begins, the few short words people use, and what a quotation is of.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django.contrib.admin import site
from django.db import models

from casebase.archive import choices as c
from casebase.curation.fields import (
    ChoiceListField,
    FuzzyTimeField,
    ListField,
    NumberField,
    RefField,
    RefListField,
)
from casebase.curation.models import FactProvenance, Patient, PatientSource
from casebase.curation.models.base import Row
from casebase.curation.shapes import CASE, Shape

#: Boxes of which a bare word is never meant: it has to be named.
NAMED_ONLY = frozenset({"confidence", "age_unit", "dose_unit", "duration_unit"}) | {
    *("interval_unit", "duration_qualifier", "age_qualifier", "grade_basis"),
    *("intensity", "build"),
}
#: Values that say nothing by themselves.
SILENT = frozenset({"not_reported", "unknown", "not_stated", "none", "other", "na"}) | {
    *("yes", "no"),
}
#: Names of boxes besides that of the column and that of the form.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "at": ("time",),
    "reading_note": ("note",),
    "locator": ("place",),
    "reported": ("words",),
    "reason_text": ("reason",),
    "reasons_not_given": ("reasons", "why not"),
    "change_reasons": ("reasons", "why"),
    "line_number": ("line",),
    "value_a": ("first", "first says"),
    "value_b": ("second", "second says"),
    "target": ("about",),
    "looked_for_not_found": ("not found", "looked for"),
    "part_note": ("read",),
    "institutions": ("institution", "hospital"),
    "smoking_reported": ("smoking",),
    "value_num": ("value",),
    "site_reported": ("site in words",),
    "label_country": ("country",),
    "target_findings": ("aims",),
    "agents": ("due to",),
    "stop_reason": ("stopped for",),
    "proven_by": ("proven",),
    "modality_reported": ("how",),
    "trial_nct": ("trial",),
    "severity_reported": ("severity",),
    "method": ("assay",),
    "assay_name": ("name",),
    "volume_ml": ("volume",),
    "schedule_reported": ("schedule",),
    "beyond_progression_reason": ("why continued",),
}
#: Other words for values of closed lists, where they certainly mean the same: in small
#: letters, by the column.
SAME_WORDS: Mapping[str, Mapping[str, str]] = {
    "stop_reason": {"complete remission": c.StopReason.REMISSION.value},
    "vital_status": {
        "alive with no disease": c.VitalStatus.ALIVE_NO_DISEASE.value,
        "alive with no evidence of disease": c.VitalStatus.ALIVE_NO_DISEASE.value,
    },
    "disease_status": {"ned": c.DiseaseStatus.NO_EVIDENCE.value},
}


@dataclass(frozen=True)
class Column:
    """One box of a row: how its values are read, and what it is called."""

    name: str
    kind: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    word: str = ""
    #: What the form calls it, if not by its label.
    on_form: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What may stand before a colon."""
        plain = self.name.replace("_", " ")
        more = OTHER_NAMES.get(self.name, ())
        names = (plain, self.label.lower(), self.on_form.lower(), *more)
        return tuple(dict.fromkeys(filter(None, names)))


@dataclass(frozen=True)
class RowList:
    """One list of rows that lines can be about.

    `below` is the lower list whose boxes a line can fill as well: a course's agents, a
    finding's assays. `beside` is one of which it can fill one row: a procedure.
    `above` has the letters of the list that it hangs in itself.
    """

    letters: str
    name: str
    table: type[models.Model]
    above: str = ""
    below: str = ""
    beside: str = ""
    quoted: str = ""
    #: Whether its status has no box for the source's words: words are asked about.
    is_wordless: bool = False
    #: The vocabulary that words which nobody knows are most likely of.
    word: str = ""
    #: Exact words → boxes.
    phrases: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: The same for the lower row.
    below_phrases: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: What stands before a value, as a pattern → the box, and boxes that follow.
    leads: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()

    @property
    def columns(self) -> Mapping[str, Column]:
        """The boxes of a row, by name."""
        return columns_of(self.table)

    @property
    def prefix(self) -> str:
        """The letters of its rows' refs; none for lists without refs, or below rows."""
        return "" if self.above else getattr(self.table, "PREFIX", "")

    @property
    def root(self) -> str:
        """The letters of the list that it hangs in at last: T of a dose step."""
        return LISTS[self.above].root if self.above else self.letters

    @property
    def called(self) -> str:
        """What one row is called."""
        if self.table is Patient:
            return "facts about the patient"
        return str(self.table._meta.verbose_name)


@cache
def columns_of(table: type[models.Model]) -> Mapping[str, Column]:
    """Return the boxes of a table that a curator fills."""
    opts = table._meta
    called = _called_on_forms().get(table, {})
    return {
        column.name: replace(column, on_form=called.get(column.name, ""))
        for one in (*opts.concrete_fields, *opts.many_to_many)
        if one.editable and not one.primary_key and (column := _column(one))
    }


@cache
def _called_on_forms() -> Mapping[type[models.Model], Mapping[str, str]]:
    """What the patient's page calls boxes that it does not call as the column is."""
    found = {}
    waiting: list[Any] = [site.get_model_admin(Patient)]
    for page in waiting:
        found[page.model] = getattr(page, "labels", {})
        waiting += page.inlines
    return found


def _column(one: Any) -> Column | None:
    label = str(one.verbose_name)
    label = label[:1].upper() + label[1:]
    related = one.related_model
    if related is not None:
        if related is Patient or issubclass(related, Row) or one.name == "ref":
            return None
        kind = "words" if one.many_to_many else "word"
        return Column(one.name, kind, label, word=related._meta.model_name)
    if one.name == "ref":
        return None
    if isinstance(one, ChoiceListField):
        return Column(one.name, "ticks", label, tuple(one.choices_class.choices))
    if one.choices:
        options = tuple((str(value), str(words)) for value, words in one.choices)
        return Column(one.name, "closed", label, options)
    for kind, types in _KINDS:
        if isinstance(one, types):
            return Column(one.name, kind, label)
    return Column(one.name, "text", label)


_KINDS: tuple[tuple[str, Any], ...] = (
    ("refs", RefListField),
    ("list", ListField),
    ("ref", RefField),
    ("time", FuzzyTimeField),
    ("number", NumberField | models.IntegerField),
    ("tick", models.BooleanField),
)

_NOT = {"decision": c.Decision.CONSIDERED_NOT_GIVEN.value}
_YES = c.YesNo.YES.value
_ONGOING = {"ongoing": _YES, "stop_reason": c.StopReason.ONGOING.value}
_ATTRIBUTED = {"causality": c.Causality.AUTHOR_ATTRIBUTED.value}
_AFTER_EVENTS = {"change_reasons": [c.ChangeReason.TOXICITY.value]}
_BEGAN_ENDED: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    (r"(?:from|since|began|started)", "start", {}),
    (r"(?:until|till|ended)", "end", {}),
)
#: Assays as papers name them, by the rules of docs/curating.md.
_ASSAYS = {
    "fish": {"method": c.AssayMethod.OTHER.value, "assay_name": "FISH"},
    "ngs": {"method": c.AssayMethod.OTHER.value, "assay_name": "NGS"},
    "rna seq": {"method": c.AssayMethod.RNA_NGS.value},
    "exome": {"method": c.AssayMethod.WES.value},
    "immunostain": {"method": c.AssayMethod.IHC.value},
    "molecular testing": {
        "method": c.AssayMethod.NOT_REPORTED.value,
        "assay_name": "molecular testing",
    },
}
#: What a list knows beyond its columns, by its letters.
_MORE: dict[str, dict[str, Any]] = {
    "DX": {
        "quoted": "reported",
        "word": "disease",
        "leads": ((r"stage", "stage", {}), (r"TNM", "tnm", {})),
    },
    "L": {
        "quoted": "site_reported",
        "word": "bodysite",
        "phrases": {
            "unknown primary": {"unknown_primary": "on", "role": "primary"},
            "both": {"laterality": c.Laterality.BILATERAL.value},
            "lymph nodes": {"role": c.LesionRole.NODAL.value},
            "skin involved": {"skin_involved": _YES},
        },
        "leads": ((r"proven by", "proven_by", {}),),
    },
    "M": {"quoted": "dims_reported"},
    "S": {
        "quoted": "finding",
        "leads": ((r"(?:of|from)(?= L\d)", "lesion", {}),),
    },
    "O": {
        "quoted": "text_reported",
        "phrases": {"other": {"kind": c.ObservationKind.OTHER.value}},
    },
    "F": {
        "quoted": "reported",
        "word": "biomarker",
        "below": "AS",
        "below_phrases": _ASSAYS,
        "phrases": {
            "novel": {"claimed_novel": "on"},
            "acquired": {"is_acquired": "true"},
            "in frame": {"in_frame": _YES},
        },
        "leads": (
            (r"(?:acquired|emerged) on", "emerged_on", {"is_acquired": "true"}),
            (r"(?:in|on)(?= S\d)", "specimen", {}),
        ),
    },
    "AS": {
        "phrases": {
            **_ASSAYS,
            "not reported": {"method": c.AssayMethod.NOT_REPORTED.value},
        },
    },
    "T": {
        "word": "drug",
        "below": "A",
        "beside": "PR",
        "phrases": {
            "considered": _NOT,
            "not given": _NOT,
            "declined": {"decision": c.Decision.RECOMMENDED_DECLINED.value},
            "ongoing": _ONGOING,
            "clinical trial": {"label_status": c.LabelStatus.TRIAL.value},
            "beyond progression": {"beyond_progression": _YES},
            "adverse events listed": {"ae_statement": "listed"},
            "no adverse events": {"ae_statement": "none_stated"},
            "adverse events negligible": {"ae_statement": "negligible_unspecified"},
            "negligible toxicity": {"ae_statement": "negligible_unspecified"},
        },
        "leads": (
            (r"instead of", "instead_of", {}),
            (r"(?:aims(?: at)?|aimed at|because of(?= F\d))", "target_findings", {}),
            (r"line", "line_number", {}),
            (r"regimen", "regimen", {}),
            (r"(?:going on|ongoing) as of", "ongoing_as_of", _ONGOING),
            (r"stopped for", "stop_reason", {}),
            *_BEGAN_ENDED,
        ),
    },
    "A": {"quoted": "reported"},
    "DS": {
        "quoted": "reported",
        "leads": ((r"because of", "caused_by", _AFTER_EVENTS), *_BEGAN_ENDED),
    },
    "PR": {"quoted": "procedure"},
    "R": {
        "quoted": "reported",
        "phrases": {
            "best": {"is_best": "on"},
            "best response": {"is_best": "on"},
            "still ongoing": {"still_ongoing": _YES},
            "ongoing": {"still_ongoing": _YES},
        },
        "leads": ((r"(?:of|on|to)(?= T\d)", "course", {}),),
    },
    "AE": {
        "quoted": "reported",
        "word": "adverseeventterm",
        "phrases": {"serious": {"serious": _YES}},
        "leads": (
            (r"(?:due to|attributed to)", "agents", _ATTRIBUTED),
            (r"during(?= T\d)", "during", {}),
            *_BEGAN_ENDED,
        ),
    },
    "FU": {
        "quoted": "modality_reported",
        "is_wordless": True,
        "phrases": {
            "last contact": {"is_last_contact": "on"},
            "last": {"is_last_contact": "on"},
            "ned": {"disease_status": c.DiseaseStatus.NO_EVIDENCE.value},
            "died": {"event": c.FollowUpEvent.DEATH.value},
        },
        "leads": ((r"(?:of|on|after)(?= T\d)", "course", {}),),
    },
    "C": {},
}


def _lists(shapes: Mapping[str, Shape], above: str = "") -> Iterator[RowList]:
    for path, shape in shapes.items():
        # P is the patient: a procedure has letters of its own here.
        prefix = shape.table.PREFIX
        letters = "PR" if prefix == "P" else prefix
        name = path if above else f"{shape.table._meta.model_name}_rows"
        yield RowList(letters, name, shape.table, above, **_MORE[letters])
        yield from _lists(shape.below, letters)


#: The lists by the letters that begin a line.
LISTS: Mapping[str, RowList] = {one.letters: one for one in _lists(CASE)} | {
    "P": RowList(
        "P",
        "",
        Patient,
        leads=(
            (r"as of", "vital_as_of", {}),
            (r"(?:times )?counted from", "index_event", {}),
            (r"treated at", "institutions", {}),
            (r"ECOG", "ecog", {}),
            (r"Karnofsky", "karnofsky", {}),
        ),
        phrases={
            "alive": {"vital_status": c.VitalStatus.ALIVE_NOS.value},
            **{
                words: {"vital_status": value}
                for words, value in SAME_WORDS["vital_status"].items()
            },
            "age not reported": {"age_qualifier": c.Qualifier.NOT_REPORTED.value},
        },
    ),
    "FACT": RowList("FACT", "facts", FactProvenance, quoted="quote"),
    "SOURCE": RowList(
        "SOURCE",
        "sources",
        PatientSource,
        quoted="part_note",
        leads=((r"(?:looked for|not found)", "looked_for_not_found", {}),),
    ),
}
#: Other letters for the same list.
SAME = {"D": "DX"}

_BEGINS = re.compile(r"(?P<letters>[A-Za-z]{1,6})(?P<number>[1-9]\d{0,3})?(?= |;|$)")


def begun_by(line: str) -> tuple[RowList | None, str, int]:
    """Return the list a line is about, the ref that was typed, where the rest begins.

    The letters of refs are capitals: "as" and "so" are words of their own.
    """
    hit = _BEGINS.match(line)
    if not hit:
        return None, "", 0
    typed = hit["letters"]
    letters = SAME.get(typed, typed)
    found = LISTS.get(letters.upper())
    is_word = found is not None and not issubclass(found.table, Row) and len(typed) > 1
    if found is None or (typed != typed.upper() and not is_word):
        return None, "", 0
    if not hit["number"]:
        return found, "", hit.end()
    if not issubclass(found.table, Row):
        return None, "", 0
    return found, f"{found.table.PREFIX}{hit['number']}", hit.end()
