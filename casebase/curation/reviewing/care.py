"""How much of the CARE checklist (2013) a record shows of its report. Pure.

It judges the report, not the curator, and only where the paper was read whole: of a
part, silence says nothing. Three items are not kept in a record and are named as such.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebase.archive import choices as c
from casebase.archive import document as d

from .leaves import times

ITEMS = 13
#: Items of the checklist that no key of a record holds.
NOT_KEPT = ("key words", "introduction")
_OF_THE_PATIENT = {
    c.ObservationKind.SYMPTOM,
    c.ObservationKind.SIGN,
    c.ObservationKind.COMORBIDITY,
}


@dataclass(frozen=True)
class Care:
    """How many of the 13 items are reported, and which are not."""

    reported: Sequence[str]
    not_reported: Sequence[str]
    not_kept: Sequence[str]

    @property
    def count(self) -> int:
        """How many items are reported."""
        return len(self.reported)

    @property
    def sentence(self) -> str:
        """“9 of 13 items; not reported: …”."""
        told = f"{self.count} of {ITEMS} items of CARE"
        if self.not_reported:
            told += f"; not reported: {', '.join(self.not_reported)}"
        if self.not_kept:
            told += f"; a record does not keep: {', '.join(self.not_kept)}"
        return f"{told}."


def care(document: d.CaseDocument, article: d.ArticleDocument | None) -> Care | None:
    """Return what the primary report tells; None where it was not read whole.

    `article` is the primary report's own document, as far as it is known.
    """
    if document.primary.part_read != c.PartRead.FULL_TEXT:
        return None
    items = dict(_items(document, article))
    kept = {name: told for name, told in items.items() if told is not None}
    return Care(
        [name for name, told in kept.items() if told],
        [name for name, told in kept.items() if not told],
        [name for name, told in items.items() if told is None] + list(NOT_KEPT),
    )


def _items(
    document: d.CaseDocument, article: d.ArticleDocument | None
) -> Iterator[tuple[str, bool | None]]:
    """Yield each item with whether it is told; None where that cannot be known."""
    patient, outcome = document.patient, document.outcome
    kinds = {row.kind for row in document.observations}
    given = [row for row in document.treatments if row.decision == c.Decision.GIVEN]
    title = article.title if article else ""
    yield "title", "case" in title.lower() if title else None
    # An abstract is kept only where its licence allows.
    yield "abstract", True if article and article.abstract else None
    yield (
        "patient information",
        patient.age_value is not None
        and patient.sex != c.Sex.NOT_REPORTED
        and (c.ObservationKind.SYMPTOM in kinds or bool(patient.history)),
    )
    yield "clinical findings", c.ObservationKind.SIGN in kinds or bool(document.lesions)
    yield "timeline", any(_is_told(at) for at in times(document))
    yield (
        "diagnostic assessment",
        bool(document.diagnoses)
        and bool(document.findings or document.specimens or kinds - _OF_THE_PATIENT),
    )
    yield (
        "therapeutic intervention",
        any(
            row.procedures or any(agent.doses for agent in row.agents) for row in given
        ),
    )
    yield "follow-up and outcomes", bool(outcome.follow_up or outcome.responses)
    yield "discussion", bool(patient.take_away)
    yield "patient perspective", bool(patient.patient_perspective)
    yield (
        "informed consent",
        article.ethics != c.Ethics.NOT_STATED if article else None,
    )


def _is_told(at: d.FuzzyTime) -> bool:
    return at.kind in (c.TimeKind.DATE, c.TimeKind.OFFSET)
