"""Doses in words. A dose is never printed without its frequency."""

from casebase.archive.choices import DoseChange, DoseUnit, Frequency, Route
from casebase.archive.document import Agent, DoseStep

from .times import duration

#: Changes that say something without a dose.
_UNSIZED = {
    DoseChange.HELD: "held",
    DoseChange.STOPPED: "stopped",
    DoseChange.RESTARTED: "restarted",
    DoseChange.REDUCED: "reduced",
    DoseChange.ESCALATED: "raised",
    DoseChange.RESTORED: "restored",
}


def dose(step: DoseStep, missing: str, *, route: bool = True) -> str:
    """Write one dose: "250 mg twice daily by mouth".

    `missing` says in the words of the case that the source is silent.
    """
    size, often = amount(step), frequency(step)
    if size and often:
        words = f"{size} {often}"
    elif size:
        words = f"{size}, frequency {missing}"
    elif often:
        # "Daily" without an amount does not say that it was one dose a day.
        words = f"{often.removeprefix('once ')}, amount {missing}"
    elif step.change in _UNSIZED:
        return _UNSIZED[step.change]
    elif step.change == DoseChange.MODIFIED:
        return f"dose changed, to what {missing}"
    else:
        return f"dose {missing}"
    return f"{words} {step.route.label}" if route and _is_named(step.route) else words


def dose_and_length(step: DoseStep, missing: str, *, route: bool = True) -> str:
    """Write one dose with how long it was taken: "125 mg twice daily for 2 months"."""
    length = duration(step.duration_value, step.duration_unit)
    words = dose(step, missing, route=route)
    return f"{words} for {length}" if length else words


def dose_path(agent: Agent, missing: str) -> str:
    """Write all steps in order, each with its frequency: "…, then …, then …"."""
    steps = [dose_and_length(step, missing) for step in agent.doses]
    return ", then ".join(steps)


def amount(step: DoseStep) -> str:
    """Write the amount alone: "250 mg", "100–200 mg", "AUC 5"; empty when unknown."""
    if step.dose_value is None:
        return ""
    number = step.dose_value
    if step.dose_max and step.dose_max != step.dose_value:
        number = f"{number}–{step.dose_max}"
    if step.dose_unit is None or step.dose_unit == DoseUnit.OTHER:
        return step.reported or number
    if step.dose_unit == DoseUnit.AUC:
        return f"{step.dose_unit.label} {number}"
    return f"{number} {step.dose_unit.label}"


def frequency(step: DoseStep) -> str:
    """Write how often: "twice daily"; the source's schedule where we have no word."""
    if step.frequency == Frequency.NOT_REPORTED:
        return step.schedule_reported
    if step.frequency == Frequency.OTHER:
        return step.schedule_reported or step.frequency.label
    return str(step.frequency.label)


def change(step: DoseStep) -> str:
    """Write how the dose was changed and why: "Reduced: adverse events"."""
    reasons = [reason.label.lower() for reason in step.change_reasons]
    words = str(step.change.label)
    return f"{words}: {', '.join(reasons)}" if reasons else words


def _is_named(route: Route) -> bool:
    return route not in (Route.NOT_REPORTED, Route.OTHER)
