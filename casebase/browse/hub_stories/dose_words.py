"""The doses of one agent in a sentence: each step, why, and whether it was borne."""

from collections.abc import Iterable, Sequence

from casebase.archive.choices import ChangeReason, DoseChange, Rechallenge
from casebase.archive.document import AdverseEvent, Agent, DoseStep
from casebase.browse import wording
from casebase.browse.chapters.courses import event_name

_TO = {
    DoseChange.REDUCED: "reduced to",
    DoseChange.ESCALATED: "raised to",
    DoseChange.RESTARTED: "restarted at",
    DoseChange.RESTORED: "back to",
    DoseChange.MODIFIED: "changed to",
    DoseChange.SWITCHED_FORMULATION: "formulation changed:",
    DoseChange.UNCHANGED: "continued at",
}

#: Changes that have a reason; a drug is taken up again because it can be.
_FOR_A_REASON = (
    DoseChange.REDUCED,
    DoseChange.HELD,
    DoseChange.STOPPED,
    DoseChange.ESCALATED,
    DoseChange.MODIFIED,
)
_UP_AGAIN = (DoseChange.RESTARTED, DoseChange.RESTORED, DoseChange.ESCALATED)


def ladder_words(agent: Agent, events: Iterable[AdverseEvent], missing: str) -> str:
    """Tell all steps of an agent in one sentence.

    A step back up says whether it was borne, or that the source does not tell. Empty
    without a step; `missing` is what the case calls that silence.
    """
    known = {event.ref: event for event in events}
    told: list[str] = []
    harm: list[AdverseEvent] = []
    harmed = False
    for step in agent.doses:
        causes = [known[ref] for ref in step.caused_by if ref in known]
        words = _step(step, agent.doses[0], missing) + _why(step, causes, missing)
        if step.change in _UP_AGAIN and harmed:
            words = f"{words}, {_borne(harm, missing)}"
            harm, harmed = [], False
        harm += causes
        harmed = harmed or bool(causes) or ChangeReason.TOXICITY in step.change_reasons
        told.append(words)
    return f"{wording.sentence_case('; '.join(told))}." if told else ""


def tried_again(event: AdverseEvent) -> str:
    """Tell what happened when the drug was tried again; empty where it is not told."""
    name = wording.in_sentence(event_name(event))
    match event.rechallenge:
        case Rechallenge.TOLERATED:
            return f"Tried again after {name}: tolerated."
        case Rechallenge.RECURRED:
            return f"Tried again after {name}: it came back."
        case Rechallenge.NOT_DONE:
            return f"Not tried again after {name}."
    return ""


def _step(step: DoseStep, first: DoseStep, missing: str) -> str:
    by_mouth_again = step is not first and step.route == first.route
    words = wording.dose_and_length(step, missing, route=not by_mouth_again)
    if step is first:
        return words
    if step.dose_value is None and not wording.frequency(step):
        return _unsized(step, words, missing)
    return f"{_TO.get(step.change, step.change.label.lower())} {words}"


def _unsized(step: DoseStep, words: str, missing: str) -> str:
    if step.change == DoseChange.UNCHANGED:
        return "unchanged"
    if step.change in (DoseChange.REDUCED, *_UP_AGAIN):
        return f"{words}, dose {missing}"
    return words


def _why(step: DoseStep, causes: Sequence[AdverseEvent], missing: str) -> str:
    reasons = [_event(event) for event in causes]
    reasons += [
        wording.in_sentence(str(reason.label))
        for reason in step.change_reasons
        if wording.is_stated(reason)
        and not (causes and reason == ChangeReason.TOXICITY)
    ]
    if reasons:
        return f" ({wording.listed(reasons)})"
    return f" (why is {missing})" if step.change in _FOR_A_REASON else ""


def _event(event: AdverseEvent) -> str:
    name, grade = wording.in_sentence(event_name(event)), wording.grade(event)
    return f"{name}, grade {grade}" if grade else name


def _borne(harm: Sequence[AdverseEvent], missing: str) -> str:
    """Say whether going up again was borne, event by event where they differ."""
    by_outcome: dict[Rechallenge, list[str]] = {}
    for event in harm:
        name = wording.in_sentence(event_name(event))
        by_outcome.setdefault(event.rechallenge, []).append(name)
    silence = f"whether it was tolerated is {missing}"
    if not by_outcome:
        return silence
    alone = len(by_outcome) == 1
    parts = []
    for outcome, names in by_outcome.items():
        listed = wording.listed(dict.fromkeys(names))
        if outcome == Rechallenge.TOLERATED:
            parts.append("tolerated" if alone else f"tolerated as to {listed}")
        elif outcome == Rechallenge.RECURRED:
            parts.append(f"{listed} came back")
        else:
            parts.append(silence if alone else f"{silence} as to {listed}")
    return ", ".join(parts)
