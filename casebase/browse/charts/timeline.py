"""The clinical course in columns: before treatment, each dose step, afterwards.

Columns stand in order and are not to scale. A block has a jagged edge where the source
does not say how long the step lasted. Numbers are those of the list of the course.
x is in per cent of the chart, y in px.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.document import CaseDocument, DoseStep
from casebase.browse import wording
from casebase.browse.chapters.courses import Course
from casebase.browse.chapters.story import (
    AFTER,
    CONSIDERED,
    DISEASE,
    EVENTS,
    RESPONSE,
    UNDATED,
    Moment,
    has_steps,
)

from . import clock

#: Px: the line of a number, the tallest dose, a course without a dose.
LINE, TALLEST, LOW = 28, 62, 30
#: Numbers beside each other in one column.
ABREAST = 3
GAP = 1.0
TITLES = {
    DISEASE: "Disease",
    CONSIDERED: "Considered",
    EVENTS: "Adverse events",
    RESPONSE: "Response",
    AFTER: "Follow-up",
}


@dataclass(frozen=True)
class Column:
    """A stretch of the course: what its moments are tied to, and its heading."""

    refs: frozenset[str]
    title: str
    length: str
    course: str = ""
    step: DoseStep | None = None
    is_open: bool = True


@dataclass(frozen=True)
class Dot:
    """The number of a moment, with the signs of the responses it tells."""

    number: int
    x: str
    y: int
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A dose or a course as a block."""

    x: str
    width: str
    right: str
    y: int
    height: int
    middle: str
    amount: str
    frequency: str
    jag: str


@dataclass(frozen=True)
class Row:
    """One line of the chart."""

    title: str
    height: int
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    is_undated: bool = False


@dataclass(frozen=True)
class Timeline:
    """The clinical course of one case as a chart."""

    case: CaseDocument
    courses: Sequence[Course]
    supporting: Sequence[Course]
    moments: Sequence[Moment]
    missing: str

    @cached_property
    def columns(self) -> list[Column]:
        """The stretches, in order; before and after only where something stands."""
        steps = [c for course in self.courses for c in self._columns(course)]
        placed = {ref for column in steps for ref in column.refs}
        loose = [m for m in self.moments if m.at not in {*placed, AFTER, UNDATED}]
        # What was considered stands before what was given in its place.
        before = [Column(frozenset({""}), "Before", "")] if loose or not steps else []
        after = [
            Column(frozenset({at}), title, "")
            for at, title in ((AFTER, "Afterwards"), (UNDATED, "Time not known"))
            if any(moment.at == at for moment in self.moments)
        ]
        return before + steps + after

    @cached_property
    def rows(self) -> list[Row]:
        """The lines, from the disease to what followed."""
        lines = [self._events_row(DISEASE), self._events_row(CONSIDERED)]
        lines += [self._course_row(course) for course in self.courses]
        lines.append(self._events_row(EVENTS))
        lines += [self._supporting_row(course) for course in self.supporting]
        lines += [self._events_row(RESPONSE), self._events_row(AFTER)]
        return [row for row in lines if row.bars or row.dots or row.is_undated]

    @property
    def width(self) -> int:
        """Number of columns, for the least width of the chart; at most 12."""
        return min(len(self.columns), 12)

    @property
    def heads(self) -> list[tuple[str, str, str]]:
        """Middle, title and length of each column."""
        return [
            (_percent(self._middle(n)), column.title, column.length)
            for n, column in enumerate(self.columns)
        ]

    @property
    def edges(self) -> list[str]:
        """Where a line parts two columns."""
        wide = 100 / len(self.columns)
        return [_percent(wide * n) for n in range(1, len(self.columns))]

    @property
    def words(self) -> str:
        """Every mark of the chart in words, column by column."""
        told = []
        for number, column in enumerate(self.columns):
            here = [
                f"{n} {moment.words.rstrip('.')}"
                for n, moment in enumerate(self.moments, start=1)
                if self._column_of(moment) == number
            ]
            head = f"{column.title}, {column.length}" if column.length else column.title
            told.append(f"{head}: {'; '.join(here) or 'nothing dated'}")
        told += [
            f"{wording.sentence_case(course.name)}: dates {self.missing}"
            for course in self.supporting
        ]
        return ". ".join(told) + "."

    # ── Columns ───────────────────────────────────────────────────────────────────

    def _columns(self, course: Course) -> list[Column]:
        treatment = course.treatment
        agents = treatment.agents
        doses = agents[0].doses if len(agents) == 1 else ()
        several = has_steps(treatment)
        name = wording.sentence_case(course.name)
        if not several:
            refs = {treatment.ref, *(d.ref for a in agents for d in a.doses)}
            only = doses[0] if doses else None
            length = self._course_length(course)
            title = name if len(self.courses) > 1 else "On treatment"
            closed = bool(length) or not (agents or treatment.regimen)
            return [
                Column(
                    frozenset(refs),
                    title,
                    length or ("" if closed else "length?"),
                    treatment.ref,
                    only,
                    is_open=not closed,
                )
            ]
        return [
            self._step_column(step, number, course, is_first=number == 1)
            for number, step in enumerate(doses, start=1)
        ]

    def _step_column(
        self, step: DoseStep, number: int, course: Course, *, is_first: bool
    ) -> Column:
        length = wording.duration(step.duration_value, step.duration_unit)
        ends = clock.after_start(step.end, course.treatment.start)
        known = length or (wording.time(step.end) if ends else "")
        prefix = "" if len(self.courses) == 1 else f"{course.name}, "
        refs = {step.ref, course.treatment.ref} if is_first else {step.ref}
        return Column(
            frozenset(refs),
            wording.sentence_case(f"{prefix}step {number}"),
            known or "length?",
            course.treatment.ref,
            step,
            is_open=not known,
        )

    @staticmethod
    def _course_length(course: Course) -> str:
        treatment = course.treatment
        told = wording.duration(
            treatment.duration_min, treatment.duration_unit, treatment.duration_max
        )
        if told and treatment.duration_qualifier == "at_least":
            return f"at least {told}"
        if told:
            return told
        if treatment.cycles:
            return wording.plural(treatment.cycles, "cycle")
        begin, end = wording.time(treatment.start), wording.time(treatment.end)
        return f"{begin} to {end}" if begin and end else ""

    def _column_of(self, moment: Moment) -> int:
        """The column a moment stands in; what was considered, before what was given."""
        found = self._find(moment.at)
        if found is not None:
            return found
        order = [t.ref for t in sorted(self.case.treatments, key=lambda t: t.sequence)]
        if moment.at in order:
            place = order.index(moment.at)
            ahead = [self._find(ref) for ref in order[place + 1 :]]
            later = next((n for n in ahead if n is not None), None)
            if later is not None:
                return max(later - 1, 0)
            return max(n for n, c in enumerate(self.columns) if c.course or n == 0)
        return 0

    def _find(self, ref: str) -> int | None:
        return next((n for n, c in enumerate(self.columns) if ref in c.refs), None)

    def _middle(self, number: int) -> float:
        return 100 / len(self.columns) * (number + 0.5)

    # ── Rows ──────────────────────────────────────────────────────────────────────

    def _numbered(self, row: str) -> dict[int, list[tuple[int, Moment]]]:
        found: dict[int, list[tuple[int, Moment]]] = {}
        for number, moment in enumerate(self.moments, start=1):
            if moment.row == row:
                found.setdefault(self._column_of(moment), []).append((number, moment))
        return found

    def _events_row(self, row: str) -> Row:
        cells = self._numbered(row)
        abreast = ABREAST if row != RESPONSE else 2
        lines = max((-(-len(cell) // abreast) for cell in cells.values()), default=0)
        dots = [
            dot
            for column, cell in cells.items()
            for dot in self._dots(column, cell, LINE // 2 + 2, abreast)
        ]
        return Row(TITLES[row], LINE * lines + 4, dots=tuple(dots))

    def _supporting_row(self, course: Course) -> Row:
        """What was given beside, whose time against the rest is not told."""
        numbers = [
            number
            for number, moment in enumerate(self.moments, start=1)
            if moment.row == course.treatment.ref
        ]
        dots = tuple(
            Dot(number, _percent(3.0 * place), LINE // 2, ())
            for place, number in enumerate(numbers, start=1)
        )
        return Row(wording.sentence_case(course.name), LINE, dots=dots, is_undated=True)

    def _dots(
        self, column: int, cell: list[tuple[int, Moment]], top: int, abreast: int
    ) -> list[Dot]:
        """Spread the numbers of one column over lines, evenly across its width."""
        wide = 100 / len(self.columns)
        dots = []
        for place, (number, moment) in enumerate(cell):
            line, n = divmod(place, abreast)
            beside = min(len(cell) - line * abreast, abreast)
            x = wide * (column + (n + 0.5) / beside)
            dots.append(Dot(number, _percent(x), top + LINE * line, moment.marks))
        return dots

    def _course_row(self, course: Course) -> Row:
        own = [
            (n, column)
            for n, column in enumerate(self.columns)
            if column.course == course.treatment.ref
        ]
        cells = self._numbered(course.treatment.ref)
        has_dose = any(column.step and _amount(column.step) for _, column in own)
        tall = TALLEST if has_dose else LOW
        bottom = tall + 6
        bars = [self._bar(n, column, own[0][1], tall, bottom) for n, column in own]
        dots = [
            dot
            for column, cell in cells.items()
            for dot in self._dots(column, cell, bottom - tall + 16, ABREAST)
        ]
        words = max((len(bar.amount) > 0 for bar in bars), default=False)
        height = bottom + (4 if words else 2)
        return Row(wording.sentence_case(course.name), height, tuple(bars), tuple(dots))

    def _bar(
        self, number: int, column: Column, first: Column, tall: int, bottom: int
    ) -> Bar:
        wide = 100 / len(self.columns)
        left, right = wide * number + GAP, wide * (number + 1) - GAP
        height = round(tall * _height(column.step, first.step))
        amount = wording.amount(column.step) if column.step else ""
        often = wording.frequency(column.step) if column.step else ""
        return Bar(
            _percent(left),
            _percent(right - left),
            _percent(right),
            bottom - height,
            height,
            _percent((left + right) / 2),
            amount,
            often if amount else "",
            _jag(height) if column.is_open else "",
        )


def _amount(step: DoseStep) -> float | None:
    return None if step.dose_value is None else float(step.dose_value)


def _height(step: DoseStep | None, first: DoseStep | None) -> float:
    """The dose against the first one; a pause is a thin line, unknown is full."""
    if step is None or first is None:
        return 1.0
    if step.change in ("held", "stopped"):
        return 0.1
    one, start = _amount(step), _amount(first)
    if one is None or not start or step.dose_unit != first.dose_unit:
        return 1.0
    # Room for two lines of words.
    return min(max(one / start, 0.5), 1.0)


def _jag(height: int) -> str:
    """The jagged right edge of a block whose length is not known, as a path."""
    teeth = max(2, round(height / 6))
    tooth = height / teeth
    path = "M0 0"
    for n in range(teeth):
        path += f"L4 {tooth * (n + 0.5):.1f}L0 {tooth * (n + 1):.1f}"
    return path


def _percent(value: float) -> str:
    return f"{value:.2f}%"
