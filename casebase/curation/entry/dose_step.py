"""One step of a dose line: "250 mg bid po x 2 mo".

What is known is taken away word by word; if anything is left, the step is refused as a
whole, since the word may turn it round. What can be meant in two ways is asked.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from casebase.archive.choices import DoseChange, DoseUnit, Frequency

from . import dose_words as words
from .numbers import NUMBER, is_zero
from .reading import AsReported, Choice, Question, Row, boxes, listed

_UNIT = "|".join(f"(?:{way})" for way, _ in words.UNITS)
DOSE = re.compile(
    rf"(?<![\w.,/])(?P<low>{NUMBER})"
    rf"(?: ?(?:{_UNIT})?(?:-| - | to | or )(?P<high>{NUMBER}))?"
    rf" ?-?(?P<unit>{_UNIT})(?![\w²^])(?:/dose| per dose)?",
    re.IGNORECASE,
)
_AUC = re.compile(
    rf"\bauc ?(?:=|:|of)? ?(?P<low>{NUMBER})(?: ?(?:-|to) ?(?P<high>{NUMBER}))?",
    re.IGNORECASE,
)
_TIMES = re.compile(rf"({NUMBER}) ?[x×*] ?(?={NUMBER} ?(?:{_UNIT})(?!\w))", re.I)
_FROM_TO = re.compile(
    rf"\bfrom ({NUMBER} ?(?:{_UNIT})?) to ({NUMBER} ?(?:{_UNIT}))(?!\w)", re.I
)
_SECOND_DOSE = re.compile(rf", ?(?={NUMBER} ?(?:{_UNIT})(?!\w))", re.IGNORECASE)
_PIECES = re.compile(
    rf"(?:\d[\d./ ½¼]*|half an?|one|two|three|an?) ?-?(?:{words.PIECES})(?!\w)", re.I
)
_LENGTHS = "|".join(f"(?:{way})" for way, _ in words.LENGTH_UNITS)
_LENGTH = re.compile(
    rf"(?:(?<!\w)(?:for|during)|[x×]) ?(?P<n>{NUMBER}) ?-?(?P<unit>{_LENGTHS})(?!\w)",
    re.IGNORECASE,
)
_BARE_LENGTH = re.compile(rf"(?P<n>{NUMBER}) ?-?(?P<unit>{_LENGTHS})(?!\w)", re.I)
_CYCLES = re.compile(
    rf"(?:(?:for|[x×]) ?)?(?P<n>[0-9]{{1,3}}) ?{words.CYCLES}(?!\w)", re.IGNORECASE
)
_X_ALONE = re.compile(rf"[x×] ?({NUMBER})(?! ?(?:\w|/))", re.IGNORECASE)
_MONTH_OR_MINUTE = re.compile(rf"({NUMBER}) ?m(?![\w²/])")

#: Changes that have no dose.
UNDOSED = {DoseChange.HELD, DoseChange.STOPPED}
#: With days of a cycle beside them they are the cycle.
_CYCLIC = {Frequency.WEEKLY, Frequency.Q2W, Frequency.Q3W, Frequency.Q4W}


@dataclass(frozen=True, slots=True)
class Step:
    """One step as far as it is read; empty where the line says nothing."""

    low: str = ""
    high: str = ""
    unit: str = ""
    frequency: str = ""
    route: str = ""
    schedule: str = ""
    length: str = ""
    length_unit: str = ""
    change: str = ""
    reported: str = ""
    notes: tuple[str, ...] = field(default=())

    def row(self) -> Row:
        """The boxes of the step."""
        return boxes(
            dose_value=self.low,
            dose_max=self.high,
            dose_unit=self.unit,
            frequency=self.frequency,
            route=self.route,
            schedule_reported=self.schedule,
            duration_value=self.length,
            duration_unit=self.length_unit,
            change=self.change,
            reported=self.reported,
        )


class Refused(Exception):
    """A step that cannot be read; holds the answer for the whole line."""

    def __init__(self, answer: Question | AsReported) -> None:
        super().__init__()
        self.answer = answer


class _Scanner:
    """The words of a step that nobody has taken yet."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first match away; words around it do not grow together."""
        hit = pattern.search(self.left)
        if hit:
            self.left = f"{self.left[: hit.start()]} ¦ {self.left[hit.end() :]}"
        return hit

    def take_all(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Take all matches away."""
        found = []
        while hit := self.take(pattern):
            found.append(hit)
        return found

    @property
    def rest(self) -> str:
        """What is left, without the joints."""
        return " ".join(re.sub(r"[¦,;()]|\.(?!\d)", " ", self.left).split())


def read_step(part: str, line: str) -> Step:
    """Read one step of a line; raises Refused with the answer for the whole line."""
    _refuse_two_meanings(part, line)
    scan = _Scanner(part)
    change = _change(scan)
    low, high, unit = _dose(scan, part)
    others = [_per(hit[0]) for hit in scan.take_all(words.whole(words.DIVIDED))]
    length, length_unit = _length(scan, change)
    cycles = scan.take(_CYCLES)
    schedule = [
        hit[0] for hit in scan.take_all(words.whole(f"{words.ON_OFF}|{words.DAYS}"))
    ]
    others += [hit[0] for hit in scan.take_all(words.whole(words.OTHER_SCHEDULES))]
    frequency = _frequency(scan, schedule)
    others += [_per(hit[0]) for hit in scan.take_all(words.whole(words.PER))]
    route = _route(scan)
    if (others and frequency) or len(others) > 1:
        raise Refused(AsReported("Two ways are named how often it was taken."))
    if others or (schedule and not frequency):
        frequency = Frequency.OTHER.value
    harmless = [hit[0] for hit in scan.take_all(words.whole(words.HARMLESS))]
    harmless += [hit[0] for hit in scan.take_all(re.compile("~"))]
    if scan.rest:
        raise Refused(_not_understood(scan.rest, part))
    notes = []
    if cycles:
        notes.append(f"{cycles['n']} cycles belong to the course, into its own box")
    if harmless:
        notes.append(f"“{listed(harmless)}” stays in the words as reported")
    says_nothing = not (low or frequency or change or length)
    if says_nothing:
        raise Refused(AsReported("No dose, frequency or change is told."))
    is_kept = bool(harmless or cycles) or unit == DoseUnit.OTHER
    return Step(
        low=low,
        high=high,
        unit=unit,
        frequency=frequency,
        route=route,
        schedule=" ".join([*others, *schedule]),
        length=length,
        length_unit=length_unit,
        change=change,
        reported=part if is_kept else "",
        notes=tuple(notes),
    )


def _refuse_two_meanings(part: str, line: str) -> None:
    """Ask about what can be meant in two ways, where both can be written out."""

    def instead(hit: re.Match[str], said: str) -> str:
        return line.replace(part, part[: hit.start()] + said + part[hit.end() :], 1)

    if hit := _TIMES.search(part):
        dose = part[hit.end() :]
        if hit[1] in ("2", "3"):
            often = {"2": "twice daily", "3": "three times daily"}[hit[1]]
            answers = (
                Choice(f"{dose} {often}", line.replace(part, f"{dose} {often}", 1)),
                Choice(
                    f"{hit[1]} tablets at a time, {dose} each",
                    line.replace(part, f"{hit[1]} tablets of {dose}", 1),
                ),
            )
            raise Refused(Question(f"“{hit[0].strip()}”: how is it meant?", answers))
        raise Refused(AsReported(f"What “{hit[0].strip()}” counts is not said."))
    if hit := _FROM_TO.search(part):
        low, high = hit[1], hit[2]
        both = (
            Choice(f"first {low}, then {high}", instead(hit, f"{low}, then {high}")),
            Choice(f"between {low} and {high}", instead(hit, f"{low}-{high}")),
        )
        raise Refused(Question("Is this a change, or a range?", both))
    if hit := _SECOND_DOSE.search(part):
        choice = Choice("one after the other", instead(hit, ", then "))
        raise Refused(Question("Two doses: one after the other?", (choice,)))
    if hit := _MONTH_OR_MINUTE.search(part):
        answers = (
            Choice(f"{hit[1]} months", instead(hit, f"{hit[1]} months")),
            Choice(f"{hit[1]} minutes", instead(hit, f"{hit[1]} minutes")),
        )
        raise Refused(Question(f"“{hit[0]}”: months or minutes?", answers))
    if (hit := _X_ALONE.search(part)) and hit[1] not in ("0", "1"):
        said = ["twice daily"] * (hit[1] == "2")
        said += [f"for {hit[1]} cycles", f"for {hit[1]} days"]
        choices = tuple(Choice(one, instead(hit, one)) for one in said)
        raise Refused(Question(f"“{hit[0]}”: of what?", choices))


def _change(scan: _Scanner) -> str:
    for way, change in words.CHANGES:
        if scan.take(re.compile(rf"^(?:{way})(?!\w)", re.IGNORECASE)):
            return change.value
    return ""


def _dose(scan: _Scanner, part: str) -> tuple[str, str, str]:
    """The dose, its upper bound and its unit; all empty if none is named."""
    if words.whole(words.BOUNDS).search(part) or re.search(r"[<>≤≥]", part):
        raise Refused(AsReported("A bound or a plan is no dose that was taken."))
    if hit := _PIECES.search(part):
        raise Refused(
            AsReported(
                f"“{hit[0]}” counts pieces or units of its own: no box holds it."
            )
        )
    aucs, doses = scan.take_all(_AUC), scan.take_all(DOSE)
    if len(aucs) + len(doses) > 1:
        raise Refused(
            AsReported("More than one dose stands here. Write “then” between steps.")
        )
    if not aucs and not doses:
        return "", "", ""
    hit = (aucs or doses)[0]
    low, high = hit["low"], hit["high"] or ""
    unit = DoseUnit.AUC.value if aucs else _unit(hit["unit"])
    if is_zero(low):
        raise Refused(AsReported("A dose of 0 is no dose. Write held or stopped."))
    if high and " or " in hit[0]:
        raise Refused(AsReported("Two doses with “or”: which was taken is not said."))
    if high and Decimal(high) <= Decimal(low):
        after = f"{low} {hit['unit']}, then {high} {hit['unit']}"
        change = Choice(after, part.replace(hit[0], after, 1))
        raise Refused(
            Question("The second number is not above the first. A change?", (change,))
        )
    return low, high, unit


def _unit(typed: str) -> str:
    for way, unit in words.UNITS:
        if re.fullmatch(way, typed, re.IGNORECASE):
            return unit.value
    raise AssertionError(f"{typed} is one of the units")


def _length(scan: _Scanner, change: str) -> tuple[str, str]:
    hit = scan.take(_LENGTH)
    if hit is None and change in UNDOSED:
        hit = scan.take(_BARE_LENGTH)
    if hit is None:
        return "", ""
    for way, unit in words.LENGTH_UNITS:
        if re.fullmatch(way, hit["unit"], re.IGNORECASE):
            return hit["n"], unit.value
    raise AssertionError(f"{hit['unit']} is one of the lengths")


def _frequency(scan: _Scanner, schedule: list[str]) -> str:
    found: list[Frequency] = []
    for way, frequency in words.FREQUENCIES:
        for hit in scan.take_all(words.whole(way)):
            if schedule and frequency in _CYCLIC:
                schedule.append(hit[0])  # "d1,8 q21d" is not every 3 weeks.
            elif frequency not in found:
                found.append(frequency)
    if len(found) > 1:
        raise Refused(AsReported("Two ways are named how often it was taken."))
    return found[0].value if found else ""


def _route(scan: _Scanner) -> str:
    found = [
        route for way, route in words.ROUTES for _ in scan.take_all(words.whole(way))
    ]
    if len(set(found)) > 1:
        raise Refused(AsReported("Two routes are named."))
    return found[0].value if found else ""


def _per(typed: str) -> str:
    """Write "/d" as "per day"."""
    text = re.sub(r"^(?:/ ?(?:d|day|24 ?h)|a day)\b", "per day", typed, flags=re.I)
    return re.sub(r"^(?:/ ?(?:w|wk|week)|a week)\b", "per week", text, flags=re.I)


def _not_understood(rest: str, part: str) -> AsReported:
    if words.whole(words.WITHOUT_A_NUMBER).search(part):
        return AsReported(f"“{part}” names no amount.")
    if re.search(r"[+&]|\bplus\b|\bwith\b", part):
        return AsReported("Two drugs in one line. Write a line for each.")
    return AsReported(f"“{rest}” is not understood, so the line stays words.")
