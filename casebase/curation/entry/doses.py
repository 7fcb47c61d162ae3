"""A dose line: "250 mg bid po x 2 mo, then 125 mg" becomes two dose steps.

A step that holds a word this module does not know stays as reported as a whole: the
word may turn it round ("planned", "not"). The steps are rows of `DoseStep`; frequency
and route are left out where the line does not say them, also where the step before did.
"""

import re
from dataclasses import replace
from decimal import Decimal

from casebase.archive.choices import DoseChange, DoseUnit, Frequency, Route

from . import dose_words as words
from .days import PRIVATE, holds_a_day
from .dose_step import DOSE, UNDOSED, Refused, Step, read_step
from .numbers import NUMBER, asked, tidy
from .reading import (
    LONGEST,
    AsReported,
    Choice,
    Question,
    Reading,
    Row,
    Understood,
    boxes,
    listed,
)

_CHANGE = "|".join(way for way, _ in words.CHANGES)
_SPLIT = re.compile(
    r"\s*(?:[,.;]?\s*\b(?:and then|then|followed by|thereafter|subsequently)\b,?"
    r"|;|→|->|=>)\s*"
    rf"|(?:\s*,\s*|\s+)(?:and |but )?(?=(?:{_CHANGE})(?!\w))",
    re.IGNORECASE,
)
_LEADING = re.compile(r"[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,2}(?= )")

#: How a change is written in a line that can be read again.
_WRITTEN = {
    DoseChange.REDUCED: "reduced to",
    DoseChange.ESCALATED: "increased to",
    DoseChange.HELD: "held",
    DoseChange.RESTARTED: "restarted at",
    DoseChange.RESTORED: "restored to",
    DoseChange.STOPPED: "stopped",
    DoseChange.MODIFIED: "changed to",
}
#: Doses a day.
DAILY = {Frequency.QD: 1, Frequency.BID: 2, Frequency.TID: 3, Frequency.QID: 4}


def read(text: str, *, printed: str = "", drug: str = "") -> Reading:
    """Read a dose line. `drug` is a name at its start that is known to be a drug's.

    `printed` is the line as it stands in the source, if `text` is an answer to a
    question about it.
    """
    line = tidy(text)
    if drug and line.lower().startswith(drug.lower()):
        line = line[len(drug) :].lstrip(" :,")
    kept = (boxes(reported=tidy(printed or text)[:LONGEST]),)
    if not line or len(line) > LONGEST:
        return AsReported("There is no dose line to read.", kept if line else ())
    if holds_a_day(line):
        return AsReported(PRIVATE)
    try:
        steps = _steps(line, chosen=bool(printed))
    except Refused as refused:
        if isinstance(refused.answer, AsReported):
            return replace(refused.answer, rows=kept)
        return refused.answer
    if printed and tidy(printed) != tidy(text):
        steps = [replace(step, reported=tidy(printed)) for step in steps]
    return _understood(steps)


def leading_words(text: str) -> list[str]:
    """What may be the name of a drug at the start of a line, longest first."""
    hit = _LEADING.match(tidy(text))
    if not hit:
        return []
    names = hit[0].split()
    return [" ".join(names[:count]) for count in range(len(names), 0, -1)]


def render(rows: tuple[Row, ...]) -> str:
    """Write the steps as one line that `read` understands as the same steps."""
    return ", then ".join(_line(row) for row in rows)


def _amount(row: Row) -> str:
    """The amount alone: "250 mg", "250-500 mg", "AUC 5"."""
    low, high = row.get("dose_value", ""), row.get("dose_max", "")
    if not low:
        return ""
    number = f"{low}-{high}" if high else low
    unit = DoseUnit(row["dose_unit"])
    return f"AUC {number}" if unit is DoseUnit.AUC else f"{number} {unit.label}"


def _line(row: Row) -> str:
    amount = _amount(row)
    change = _WRITTEN.get(DoseChange(row.get("change") or "start"), "")
    if not amount:
        change = change.removesuffix(" to").removesuffix(" at")
    frequency = row.get("frequency", "")
    named = frequency not in ("", Frequency.OTHER)
    length, of = row.get("duration_value", ""), row.get("duration_unit", "")
    plural = "" if length == "1" else "s"
    route = row.get("route", "")
    return " ".join(
        part
        for part in (
            change,
            amount,
            Frequency(frequency).label if named else "",
            row.get("schedule_reported", ""),
            Route(route).label if route else "",
            f"for {length} {of}{plural}" if length else "",
        )
        if part
    )


def _steps(line: str, *, chosen: bool) -> list[Step]:
    if question := asked(line, chosen=chosen):
        raise Refused(question)
    for way, meanings, answers in words.ASKED:
        if hit := words.whole(way).search(line):
            choices = tuple(
                Choice(label, line[: hit.start()] + said + line[hit.end() :])
                for label, said in answers
            )
            raise Refused(Question(f"“{hit[0]}” {meanings}. Which is it?", choices))
    parts = [part.strip(" ,.;") for part in _SPLIT.split(line) if part.strip(" ,.;")]
    _refuse_bare_numbers(parts)
    steps: list[Step] = []
    for part in parts:
        steps.append(_with_change(read_step(part, line), steps, line))
    return steps


def _refuse_bare_numbers(parts: list[str]) -> None:
    """ "250 → 125 → 250 mg twice daily": ask what belongs to the first numbers."""
    bare = [part for part in parts if re.fullmatch(NUMBER, part)]
    last = DOSE.match(parts[-1]) if parts else None
    if not bare:
        return
    if last is None or last["high"]:
        raise Refused(AsReported(f"“{bare[0]}” has no unit."))
    tail = parts[-1][last.end("low") :].strip()

    def filled(tail: str) -> str:
        return ", then ".join(f"{p} {tail}" if p in bare else p for p in parts)

    choices = [Choice(filled(tail), filled(tail))]
    if tail.lower() != last["unit"].lower():
        choices.append(Choice(filled(last["unit"]), filled(last["unit"])))
    raise Refused(
        Question(f"Does “{tail}” belong to {listed(bare)} too?", tuple(choices))
    )


def _with_change(step: Step, before: list[Step], line: str) -> Step:
    """Say how the step differs from those before it, where it says so or shows it."""
    if not before:
        if step.change in (DoseChange.REDUCED, DoseChange.ESCALATED) and not step.low:
            raise Refused(AsReported(f"“{line}” names no amount."))
        return step if step.change else replace(step, change=DoseChange.START.value)
    dosed = [one for one in before if one.low]
    if not step.low or not dosed:
        return replace(step, change=step.change or DoseChange.MODIFIED.value)
    last = dosed[-1]
    shown = _direction(last, step)
    says = step.change
    opposite = {
        DoseChange.REDUCED.value: DoseChange.ESCALATED,
        DoseChange.ESCALATED.value: DoseChange.REDUCED,
    }
    if says in opposite and shown in (opposite[says], DoseChange.UNCHANGED):
        word = "reduced" if says == DoseChange.REDUCED else "increased"
        choice = Choice(
            "keep both: changed, direction not reported",
            re.sub(_CHANGE, "changed to", line, count=1, flags=re.IGNORECASE),
        )
        raise Refused(
            Question(
                f"It says {word}, but {step.low} after {last.low} is not. "
                "Look at the source again.",
                (choice,),
            )
        )
    if says:
        return step
    if before[-1].change in UNDOSED:
        return replace(step, change=DoseChange.RESTARTED.value)
    was_reduced = before[-1].change == DoseChange.REDUCED
    known = [(one.low, one.high, one.unit, one.frequency) for one in dosed[:-1]]
    is_back = (step.low, step.high, step.unit, step.frequency) in known
    if was_reduced and is_back and shown is DoseChange.ESCALATED:
        shown = DoseChange.RESTORED
    return replace(step, change=shown.value)


def _direction(last: Step, now: Step) -> DoseChange:
    """Whether a dose is more or less than the one before, by what both say.

    Where one does not say how often, single doses are compared.
    """
    if last.unit != now.unit or last.high or now.high:
        return DoseChange.MODIFIED
    was, is_now = Decimal(last.low), Decimal(now.low)
    if last.frequency and now.frequency and last.frequency != now.frequency:
        per_day = [DAILY.get(Frequency(one.frequency)) for one in (last, now)]
        if None in per_day:
            return DoseChange.MODIFIED
        was, is_now = was * (per_day[0] or 0), is_now * (per_day[1] or 0)
    if last.schedule != now.schedule:
        return DoseChange.MODIFIED
    if is_now == was:
        return DoseChange.UNCHANGED
    return DoseChange.REDUCED if is_now < was else DoseChange.ESCALATED


def _understood(steps: list[Step]) -> Understood:
    rows = tuple(step.row() for step in steps)
    told = render(rows)
    count = f"{len(rows)} steps: " if len(rows) > 1 else ""
    silent = [
        f"how often {_amount(step.row())} was taken"
        for step in steps
        if step.low and not step.frequency
    ]
    if all(not step.low and step.change not in UNDOSED for step in steps):
        silent.append("how much")
    if any(step.schedule == "per day" for step in steps):
        silent.append("in how many doses a day")
    if not any(step.route or step.unit == DoseUnit.GY for step in steps):
        silent.append("by which route")
    unsaid = [f"Not said: {listed(list(dict.fromkeys(silent)))}."] if silent else []
    unsaid += [f"{note}." for step in steps for note in step.notes]
    return Understood(f"{count}{told}.", rows, " ".join(unsaid))
