"""Every facet, once: its name, its label, and how it is read off a case.

A facet lives in one space of rows. What is asked of courses holds of *one* course, what
is asked of findings of *one* finding (decision 12). Two spaces are apart, so that both
sides can be asked at once: `considered` are treatments that were not given ("took
crizotinib, and larotrectinib was not given because of cost"), `negative` are findings
that say no ("NTRK1, and tested negative for ALK").
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pycountry

from . import choices as c
from . import document as d
from . import facet_keys as keys
from . import finding_keys as findings
from .facet_keys import Case
from .models import Record, Term

Space = Literal["case", "course", "considered", "finding", "negative"]
SPACES: tuple[Space, ...] = ("case", "course", "considered", "finding", "negative")
#: What an unstated fact is called, by how much was read (data-model 0).
SILENCES = {"not_reported": "Not reported", "not_in_part_read": "Not in the part read"}
COUNTRIES = {
    country.alpha_2: getattr(country, "common_name", country.name)
    for country in pycountry.countries
}
CONCORDANCE = {
    "agree": "Tests agree",
    "disagree": "Tests disagree",
    "one_test": "One test only",
    "not_comparable": "Several tests, results not told of each",
}
ACQUIRED = {"yes": "Arose under treatment", "no": "There before treatment"}
#: So many articles that name a slug are read for it.
MOST_IN_A_SERIES = 500
LINES = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th or later"}


@dataclass(frozen=True)
class Facet:
    """One question readers ask.

    `read` takes a row of the facet's space and the case, and yields keys. Valid keys
    are terms of the facets named in `terms`, values of `choices`, or `names`.
    """

    name: str
    label: str
    space: Space
    read: Callable[[Any, Case], Iterable[str]]
    terms: tuple[str, ...] = ()
    choices: Any = None
    silent: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    also: Space | None = None
    """A second space in which it is read, and asked where only that one is asked."""
    listed: bool = True
    """Whether it stands among the filters of every list, or only where it is asked."""

    @cached_property
    def closed(self) -> dict[str, str]:
        """The keys that need no vocabulary, with their labels."""
        labels = dict(self.names)
        if self.choices is not None:
            labels |= {
                value: label
                for value, label in self.choices.choices
                if value != "not_reported"
            }
        return labels | (SILENCES if self.silent else {})

    def unknown(self, asked: Iterable[str]) -> list[str]:
        """Return those keys that are not values of this facet, or no longer."""
        rest = [key for key in asked if key not in self.closed]
        if self.name == "year":
            return [key for key in rest if not _is_year(key)]
        if self.name == "series":
            titles = titles_of_series(rest)
            return [key for key in rest if key not in titles]
        if not self.terms or not rest:
            return rest
        found = Term.objects.filter(facet__in=self.terms, key__in=rest)
        found = found.exclude(facts__has_key="now")
        known = set(found.values_list("key", flat=True))
        return [key for key in rest if key not in known]

    def labels(self, asked: Iterable[str]) -> dict[str, str]:
        """Return how readers see each key; an unknown key stands for itself."""
        wanted = list(asked)
        labels = {key: self.closed.get(key, key) for key in wanted}
        if self.name == "series":
            labels |= titles_of_series(wanted)
        if self.terms:
            found = Term.objects.filter(facet__in=self.terms, key__in=wanted)
            labels |= {
                key: label
                for key, label in found.values_list("key", "label")
                if label and key not in self.closed
            }
        return labels


def titles_of_series(slugs: Iterable[str]) -> dict[str, str]:
    """Return the titles of those series in which an article appeared, by their slug.

    A series is known by its articles alone. The text search narrows their records, the
    documents decide.
    """
    articles = Record.objects.articles().readable().order_by("-latest__archive_version")
    titles = {}
    for slug in slugs:
        marked = articles.filter(
            latest__document__contains=f'"slug":{json.dumps(slug)}'
        )
        for record in marked[:MOST_IN_A_SERIES]:
            content = record.latest.content if record.latest else None
            series = content.series if isinstance(content, d.Citation) else None
            if series and series.slug == slug:
                titles[slug] = series.title
                break
    return titles


def _is_year(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) == 4


_DECLARED = (
    Facet("fusion", "Gene fusion", "finding", findings.fusion, terms=("fusion",)),
    Facet("gene", "Gene", "finding", findings.gene, terms=("gene",)),
    Facet("family", "Gene family", "finding", findings.family, terms=("family",)),
    Facet(
        "diagnosis",
        "Diagnosis",
        "case",
        keys.diagnosis,
        terms=("diagnosis",),
        silent=True,
    ),
    Facet("drug", "Drug", "course", keys.drug, terms=("drug",)),
    Facet("drug_class", "Drug class", "course", keys.drug_class, terms=("drug_class",)),
    Facet(
        "response",
        "Response",
        "course",
        keys.response,
        choices=c.ResponseCategory,
        silent=True,
    ),
    Facet("label", "Label", "course", keys.label, choices=c.LabelStatus, silent=True),
    Facet("line", "Line", "course", keys.line, names=LINES, silent=True),
    Facet(
        "not_given",
        "Not given",
        "considered",
        keys.not_given,
        choices=c.ReasonNotGiven,
        silent=True,
    ),
    Facet(
        "not_given_drug",
        "Drug not given",
        "considered",
        keys.not_given_drug,
        terms=("drug",),
    ),
    Facet(
        "adverse_event",
        "Adverse event",
        "course",
        keys.adverse_event,
        terms=("adverse_event",),
    ),
    Facet(
        "biomarker", "Biomarker", "finding", findings.biomarker, terms=("biomarker",)
    ),
    Facet(
        "finding_kind",
        "Kind of finding",
        "finding",
        findings.finding_kind,
        choices=c.BiomarkerKind,
    ),
    Facet(
        "site",
        "Site",
        "case",
        keys.site,
        terms=("site",),
        names={keys.UNKNOWN_PRIMARY: "Primary site not known"},
        silent=True,
    ),
    Facet("age", "Age", "case", keys.age, choices=c.AgeGroup, silent=True),
    Facet("sex", "Sex", "case", keys.sex, choices=c.Sex, silent=True),
    Facet(
        "assay",
        "Assay",
        "finding",
        findings.assay,
        choices=c.AssayMethod,
        silent=True,
        also="negative",
    ),
    Facet(
        "year",
        "Year of the report",
        "case",
        keys.year,
        names={"not_reported": SILENCES["not_reported"]},
    ),
    Facet("country", "Country", "case", keys.country, names=COUNTRIES, silent=True),
    Facet(
        "article_kind",
        "Kind of article",
        "case",
        keys.article_kind,
        choices=c.ArticleKind,
    ),
    Facet("series", "Series", "case", keys.series, listed=False),
    Facet("part_read", "Source read", "case", keys.part_read, choices=c.PartRead),
    Facet(
        "stop_reason",
        "Why stopped",
        "course",
        keys.stop_reason,
        choices=c.StopReason,
        silent=True,
    ),
    Facet(
        "severe_event",
        "Adverse event, grade 3 or more",
        "course",
        keys.severe_event,
        terms=("adverse_event",),
    ),
    Facet(
        "ungraded_event",
        "Adverse event without a grade",
        "course",
        keys.ungraded_event,
        terms=("adverse_event",),
        listed=False,
    ),
    Facet(
        "acquired",
        "Acquired",
        "finding",
        findings.acquired,
        names=ACQUIRED,
        silent=True,
    ),
    Facet(
        "fusion_state",
        "Fusion as far as known",
        "finding",
        findings.fusion_state,
        choices=c.FusionState,
        listed=False,
    ),
    Facet(
        "concordance",
        "Agreement of tests",
        "finding",
        findings.concordance,
        names=CONCORDANCE,
        silent=True,
        also="negative",
        listed=False,
    ),
    Facet(
        "tested_negative",
        "Tested negative",
        "negative",
        findings.tested_negative,
        terms=("gene", "family", "biomarker"),
    ),
)

#: In the order in which readers see them (DESIGN.md 5).
FACETS: dict[str, Facet] = {facet.name: facet for facet in _DECLARED}


def spaces_asked(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the facets that are asked, by the space they are asked in."""
    asked = set(names)
    spaces = {FACETS[name].space for name in asked if FACETS[name].also is None}
    found: dict[str, list[str]] = {}
    for name, facet in FACETS.items():
        if name in asked:
            also = facet.also
            elsewhere = also in spaces and facet.space not in spaces
            home = also if also and elsewhere else facet.space
            found.setdefault(home, []).append(name)
    return found


def rows_of(document: d.CaseDocument, space: Space) -> list[tuple[str, Any]]:
    """Return the rows of a case in one space, each with its ref."""
    if space == "course":
        return [(x.treatment.ref, x) for x in keys.courses(document)]
    if space == "considered":
        return [(x.ref, x) for x in keys.considered(document)]
    if space == "finding":
        return [(x.ref, x) for x in document.findings]
    if space == "negative":
        return [(x.ref, x) for x in keys.negative(document)]
    return [("", document)]


Keys = dict[str, list[str]]


def keys_of(case: Case) -> dict[str, list[tuple[str, Keys]]]:
    """Return, for each space, the rows of a case as (ref, {facet: keys}).

    What belongs to the case and to no row of the space has no ref: all of a case's own
    facets, and adverse events that are tied to no course. It finds the case and is
    counted as no course.
    """
    spaces: dict[str, list[tuple[str, Keys]]] = {}
    for space in SPACES:
        here = [f for f in FACETS.values() if space in (f.space, f.also)]
        spaces[space] = [
            (ref, {f.name: found for f in here if (found := _read(f, row, case))})
            for ref, row in rows_of(case.document, space)
        ]
    untied = keys.untied(case.document)
    of_events = [f for f in FACETS.values() if f.terms == ("adverse_event",)]
    if loose := {f.name: k for f in of_events if (k := _read(f, untied, case))}:
        spaces["course"].append(("", loose))
    return spaces


def _read(facet: Facet, row: Any, case: Case) -> list[str]:
    keys = [str(key) for key in facet.read(row, case)]
    for home in facet.terms:
        keys = [case.terms.key_now(home, key) for key in keys]
    return list(dict.fromkeys(keys))
