"""Where a time puts a fact in the clinical course: by what the document ties it to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.choices import AgentRole, Anchor, SpecimenKind, TimeKind
from casebase.archive.document import (
    Agent,
    CaseDocument,
    FuzzyTime,
    Specimen,
    Treatment,
)
from casebase.browse import wording

from .courses import events_of, in_order
from .moments import UNDATED

# For ordering alone; none of these numbers is shown.
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "cycle": 21, "month": 30, "year": 365}
#: What stands before all treatment, counted from where the story begins.
_FIRST = (Anchor.PRESENTATION, Anchor.DIAGNOSIS)


@dataclass(frozen=True)
class Place:
    """A place in the story, and the order among what stands there."""

    at: str
    """Ref of a course; empty before all treatment, `undated` where nothing says."""
    order: tuple[TimeKind, float] | None = None
    """A calendar month, or days of the course; only equal kinds compare."""


NOWHERE = Place(UNDATED)


def days(at: FuzzyTime) -> float | None:
    """Return an offset in days; None where the source gives no number."""
    if at.kind != TimeKind.OFFSET or at.offset_unit is None or at.offset_min is None:
        return None
    return at.offset_min * _DAYS[at.offset_unit]


def order_of(at: FuzzyTime | None) -> tuple[TimeKind, float] | None:
    """Return the order of a time among the times of one course."""
    if at is None:
        return None
    if at.kind == TimeKind.DATE:
        year, _, month = at.date.partition("-")
        return (at.kind, int(year) * 12 + int(month or 0))
    since = days(at)
    if at.anchor != Anchor.THIS_COURSE_START or since is None:
        return None
    return (at.kind, since)


def after(place: Place, at: FuzzyTime) -> Place:
    """Return the place of a time that is counted from the event at a place."""
    since = days(at)
    if place.order is None or place.order[0] != TimeKind.OFFSET or since is None:
        return Place(place.at)
    return Place(place.at, (TimeKind.OFFSET, place.order[1] + since))


def is_after_the_event_before(at: FuzzyTime | None) -> bool:
    """Whether a time is counted from the event told before."""
    return at is not None and at.anchor == Anchor.PREVIOUS_EVENT


@dataclass(frozen=True)
class _Begun:
    """A treatment that was given, and what shows that it had begun."""

    ref: str
    start: str
    """Date of the start; empty when not known."""
    shown: str
    """First date of an end or a response; empty when there is none."""

    def by(self, date: str) -> bool:
        """Whether it had begun by a date; in the month of its start it may not have."""
        return bool(
            (self.start and self.start < date) or (self.shown and self.shown <= date)
        )


@dataclass(frozen=True)
class Places:
    """The places of one case."""

    document: CaseDocument

    def of(self, at: FuzzyTime | None) -> Place:
        """Return the place a time is tied to.

        A date stands after the last course that had begun by then. Words alone ("when
        the manuscript was written"), no time, and an offset from something that the
        document does not name give no place.
        """
        if at is None or at.kind == TimeKind.NOT_REPORTED:
            return NOWHERE
        if at.kind == TimeKind.ORDER_ONLY:
            return NOWHERE if at.sequence is None else Place("")
        if at.kind == TimeKind.DATE:
            begun = (one.ref for one in reversed(self._begun) if one.by(at.date))
            return Place(next(begun, ""), order_of(at))
        if at.anchor in _FIRST:
            return Place("")
        if at.anchor == Anchor.BIRTH:
            return self._since_birth(at)
        if at.anchor == Anchor.FIRST_TREATMENT:
            return Place(self.given[0].ref) if self.given else NOWHERE
        ref = self._course_of(at)
        return Place(ref, order_of(at)) if ref else NOWHERE

    def of_rows(self, times: Iterable[FuzzyTime | None]) -> Iterator[Place]:
        """Yield the places of rows told one after the other.

        A time counted from the event before follows the row before, on its course.
        """
        before = NOWHERE
        for at in times:
            here = self.of(at)
            if at and is_after_the_event_before(at) and before.at not in ("", UNDATED):
                here = after(before, at)
            before = here
            yield here

    def of_specimen(self, specimen: Specimen) -> Place:
        """Return the place of a specimen; what was cut out follows its operation."""
        if specimen.at and specimen.kind == SpecimenKind.RESECTION:
            for treatment in self.given:
                if not treatment.agents and _same(treatment.start, specimen.at):
                    return Place(treatment.ref, order_of(specimen.at))
        return self.of(specimen.at)

    def is_last(self, ref: str) -> bool:
        """Whether nothing was given against the tumour after a course."""
        refs = [treatment.ref for treatment in self.given]
        rest = self.given[refs.index(ref) + 1 :] if ref in refs else self.given
        return not any(_is_against_the_tumour(treatment) for treatment in rest)

    @cached_property
    def given(self) -> Sequence[Treatment]:
        """The treatments that were given, in order."""
        return [t for t in in_order(self.document) if wording.is_given(t)]

    @cached_property
    def _begun(self) -> list[_Begun]:
        found = []
        for treatment in self.given:
            rows = self.document.outcome.responses
            responses = [r.at for r in rows if r.course == treatment.ref]
            shown = [at.date for at in (treatment.end, *responses) if at and at.date]
            start = treatment.start.date if treatment.start else ""
            found.append(_Begun(treatment.ref, start, min(shown, default="")))
        return found

    def _since_birth(self, at: FuzzyTime) -> Place:
        """Place an age among the ages at which courses began."""
        age = days(at)
        ages = [
            (days(t.start), t.ref)
            for t in self.given
            if t.start and t.start.anchor == Anchor.BIRTH
        ]
        known = [(began, ref) for began, ref in ages if began is not None]
        if age is None or (age and not known):
            return NOWHERE
        ref = next((ref for began, ref in reversed(known) if began < age), "")
        # The next course may have begun by then, if its own age is not told.
        refs = [treatment.ref for treatment in self.given]
        rest = refs[refs.index(ref) + 1 :] if ref else refs
        is_sure = not age or not rest or rest[0] in {other for _, other in known}
        return Place(ref) if is_sure else NOWHERE

    def _course_of(self, at: FuzzyTime) -> str:
        """Return the one course an offset belongs to; empty where that is not said.

        Another fact of a course has the same time, or the words name the course, or
        only one course can be meant.
        """
        same = {ref for ref, other in self._times if _same(other, at)}
        told = at.reported.casefold()
        named = {
            t.ref
            for t in self.given
            if any(_is_named(agent, told) for agent in t.agents)
        }
        drugs = {t.ref for t in self.given if t.agents and _is_against_the_tumour(t)}
        only = drugs if at.anchor == Anchor.THIS_COURSE_START else set[str]()
        return next((refs.pop() for refs in (same, named, only) if len(refs) == 1), "")

    @cached_property
    def _times(self) -> list[tuple[str, FuzzyTime | None]]:
        """The times of facts that name their course."""
        outcome = self.document.outcome
        found = [(t.ref, at) for t in self.given for at in (t.start, t.end)]
        found += [(one.course, one.at) for one in outcome.responses if one.course]
        found += [(one.course, one.at) for one in outcome.follow_up if one.course]
        for treatment in self.given:
            events = events_of(self.document, treatment)
            found += [(treatment.ref, event.start) for event in events]
        return found


def _is_named(agent: Agent, told: str) -> bool:
    name = wording.agent_name(agent).casefold()
    return bool(name) and name in told


def _same(one: FuzzyTime | None, other: FuzzyTime) -> bool:
    """Whether two times say the same; the words may differ."""
    blank = {"reported": ""}
    return one is not None and (
        one.model_copy(update=blank) == other.model_copy(update=blank)
    )


def _is_against_the_tumour(treatment: Treatment) -> bool:
    agents = treatment.agents
    return not agents or any(agent.role == AgentRole.ANTICANCER for agent in agents)
