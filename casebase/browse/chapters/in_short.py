"""Findings and adverse events in a line, with what must not be missed of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from casebase.archive.choices import ALTERATIONS, AdverseEventAction
from casebase.archive.document import AdverseEvent, Finding, FuzzyTime
from casebase.browse import wording
from casebase.browse.addresses import hub

from .gaps import is_next_untold
from .page import CasePage


@dataclass(frozen=True)
class FindingLine:
    """One result, and the findings that are the same again in other specimens."""

    findings: tuple[Finding, ...]
    acquired: str
    specimens: tuple[str, ...]
    missing: str

    @property
    def finding(self) -> Finding:
        """The first of them."""
        return self.findings[0]

    @property
    def words(self) -> str:
        """Name, whether it was acquired, result; several with their specimens."""
        name = wording.finding_sentence(self.finding, self.missing)
        said = f"{name}, {self.acquired}" if self.acquired else name
        result = wording.in_sentence(str(self.finding.result.label))
        return "; ".join((f"{said}: {result}", *self._seen()))

    def _seen(self) -> Iterable[str]:
        several, named = len(self.findings), len(self.specimens)
        if several > max(1, named):
            yield f"{several} findings"
        if named and (several > 1 or self.acquired):
            noun = "specimen" if named == 1 else "specimens"
            yield f"{noun}: {wording.listed(self.specimens)}"


def finding_lines(case: CasePage) -> list[FindingLine]:
    """Return the findings of a case, equal ones once.

    The alteration the case goes by stands first, then what was found, then the rest;
    of each what was acquired, and alterations before stains.
    """
    leading, courses = case.finding, case.course_names
    ranked = sorted(
        case.document.findings,
        key=lambda one: (
            one is not leading,
            not wording.is_found(one),
            not one.is_acquired,
            one.biomarker.kind not in ALTERATIONS,
        ),
    )
    equal: dict[tuple[object, ...], list[Finding]] = {}
    for one in ranked:
        tests = tuple((a.method, a.assay_name, a.result) for a in one.assays)
        name = wording.finding_sentence(one, case.missing)
        acquired = how_acquired(one, courses, case.missing)
        equal.setdefault((name, acquired, one.result, tests), []).append(one)
    return [
        FindingLine(
            findings=tuple(findings),
            acquired=how_acquired(findings[0], courses, case.missing),
            specimens=_specimens(case, findings),
            missing=case.missing,
        )
        for findings in equal.values()
    ]


def _specimens(case: CasePage, findings: Iterable[Finding]) -> tuple[str, ...]:
    names = (case.specimen_names.get(one.specimen or "", "") for one in findings)
    return tuple(dict.fromkeys(wording.in_sentence(name) for name in names if name))


def how_acquired(finding: Finding, courses: Mapping[str, str], missing: str) -> str:
    """Say that it arose under treatment: "acquired on crizotinib"; empty if not."""
    if not finding.is_acquired:
        return ""
    course = courses.get(finding.emerged_on or "")
    where = f" on {course}" if course else f", on which treatment {missing}"
    return f"acquired{where}"


@dataclass(frozen=True)
class Acquired:
    """Alterations that arose in one way: when, on which treatment, what they are."""

    how: str
    names: tuple[tuple[str, str], ...]
    """Each name with the page of its biomarker."""
    next_untold: str
    """That nothing is told of what was tried next; "" where something is."""
    before: str
    """Ref of the course against the tumour it stands before; "" after all of them."""


def acquired_lines(case: CasePage) -> list[Acquired]:
    """Return what arose under treatment, what arose in one way together."""
    ways: dict[tuple[str, str, str], dict[tuple[str, str], None]] = {}
    courses = [course for course in case.given if course.is_anticancer]
    for one in case.acquired:
        how = how_acquired(one, case.course_names, case.missing)
        if not one.emerged_on and (found := wording.time(_found_at(case, one))):
            how = how.replace("acquired", f"acquired, found {found}", 1)
        untold = is_next_untold(one, courses)
        then = f"what was tried next {case.missing}" if untold else ""
        page = hub("biomarker", one.biomarker.key)
        way = how, then, _before(case, one)
        ways.setdefault(way, {})[wording.finding_name(one), page] = None
    return [
        Acquired(how, tuple(names), then, before)
        for (how, then, before), names in ways.items()
    ]


def _before(case: CasePage, finding: Finding) -> str:
    """Return the course that follows: on the one it arose on, or certainly on its date.

    Empty where none does, and where nothing tells it.
    """
    refs = [course.treatment.ref for course in case.given]
    if finding.emerged_on in refs:
        return next(iter(refs[refs.index(finding.emerged_on) + 1 :]), "")
    found = _date(_found_at(case, finding))
    for course in case.given:
        start = _date(course.treatment.start)
        # Of two dates only what both tell compares: a month, or a year.
        told = min(len(found), len(start))
        if found[:told] < start[:told]:
            return course.treatment.ref
    return ""


def _date(at: FuzzyTime | None) -> str:
    return at.date if at else ""


def _found_at(case: CasePage, finding: Finding) -> FuzzyTime | None:
    """Return when it was found: its own time, or that of the specimen."""
    specimens = {one.ref: one.at for one in case.document.specimens}
    return finding.at or specimens.get(finding.specimen or "")


def what_followed(event: AdverseEvent, changes: Iterable[str], missing: str) -> str:
    """Say what was done about an event, how it ended, and whether it came again.

    `changes` are those of the dose. What is not told of the first two is said.
    """
    said = what_was_done(event, changes, missing)
    if wording.is_stated(event.rechallenge):
        again = wording.in_sentence(str(event.rechallenge.label))
        return f"{said}; tried again: {again}"
    return said


def what_was_done(event: AdverseEvent, changes: Iterable[str], missing: str) -> str:
    """Say what was done about an event, and how it ended, or that it is not told."""
    done = actions_once(event, changes)
    ended = wording.is_stated(event.outcome)
    if not done and not ended:
        return f"what followed {missing}"
    outcome = wording.in_sentence(str(event.outcome.label))
    said = done or f"what was done {missing}"
    return "; ".join([said, outcome if ended else f"outcome {missing}"])


def actions_once(event: AdverseEvent, changes: Iterable[str]) -> str:
    """Say what was done about an event; empty where that is not told.

    What a change of the dose says, with its length, is not said again: "held for 7
    days".
    """
    done = [wording.in_sentence(one) for one in changes]
    told = {
        action
        for action in (AdverseEventAction.HELD, AdverseEventAction.STOPPED)
        if any(one.startswith(action.value) for one in done)
    }
    if set(event.actions) - told:
        done.append(wording.actions(event, told))
    return "; ".join(done)
