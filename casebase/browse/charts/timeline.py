"""The clinical course in columns: before treatment, each dose step, afterwards.

Columns stand in order and are not to scale. A block has a jagged edge where the source
does not say how long the step lasted. Numbers are those of the list of the course.
x is in per cent of the chart, y in px. Words in the drawing are cut where the narrowest
column has no room for more; `words` and `table` have them whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from casebase.archive.document import CaseDocument, DoseStep
from casebase.browse import wording
from casebase.browse.chapters.courses import Course
from casebase.browse.chapters.moments import (
    AFTER,
    CONSIDERED,
    DISEASE,
    EVENTS,
    RESPONSE,
    UNDATED,
    Moment,
)
from casebase.browse.chapters.story import has_steps

from . import clock
from .fitting import LETTER, cut, lines, percent
from .timeline_parts import (
    ABREAST,
    ALONE,
    FEWEST,
    GAP,
    HEAD_LINES,
    LABEL,
    LINE,
    LOW,
    MOST,
    NARROWEST,
    TALLEST,
    TITLES,
    TOP,
    UNSAID,
    UNTOLD,
    WITH_SIGN,
    Bar,
    Column,
    Dot,
    Entry,
    Head,
    Row,
    amount_of,
    height_of,
    is_told,
    jag,
)


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
        rows = [self._events_row(DISEASE), self._events_row(CONSIDERED)]
        rows += [self._course_row(course) for course in self.courses]
        rows.append(self._events_row(EVENTS))
        rows += [self._supporting_row(course) for course in self.supporting]
        rows += [self._events_row(RESPONSE), self._events_row(AFTER)]
        return [row for row in rows if row.bars or row.dots or row.is_undated]

    @property
    def width(self) -> int:
        """Number of columns, for the least width of the chart."""
        return min(len(self.columns), MOST)

    @property
    def heads(self) -> list[Head]:
        """The words above the columns, on lines that do not touch their neighbours."""
        return [
            Head(
                percent(self._middle(n)),
                lines(column.title, self._fit, HEAD_LINES),
                lines(column.length, self._fit, HEAD_LINES),
            )
            for n, column in enumerate(self.columns)
        ]

    @property
    def head_height(self) -> int:
        """Px above the first row."""
        return max(len(head.title) + len(head.length) for head in self.heads) * 14 + 10

    @property
    def placed(self) -> list[tuple[int, Row]]:
        """The rows with their y, one below the other."""
        tops = accumulate((row.height for row in self.rows), initial=self.head_height)
        return list(zip(tops, self.rows, strict=False))

    @property
    def height(self) -> int:
        """Px of the whole chart."""
        return self.head_height + sum(row.height for row in self.rows)

    @cached_property
    def table(self) -> list[Entry]:
        """Every mark as a row: number, column with its length, line, words."""
        beside = {course.treatment.ref for course in self.supporting}
        titles = TITLES | {
            course.treatment.ref: wording.sentence_case(course.name)
            for course in (*self.courses, *self.supporting)
        }
        return [
            Entry(
                number,
                UNTOLD
                if moment.row in beside
                else self.columns[self._column_of(moment)],
                titles[moment.row],
                moment.words,
            )
            for number, moment in enumerate(self.moments, start=1)
        ]

    @property
    def edges(self) -> list[str]:
        """Where a line parts two columns."""
        wide = 100 / len(self.columns)
        return [percent(wide * n) for n in range(1, len(self.columns))]

    @property
    def words(self) -> str:
        """Every mark of the chart in words, column by column."""
        told = []
        for column in self.columns:
            here = [entry.told for entry in self.table if entry.column is column]
            head = self._head(column)
            told.append(f"{head}: {'; '.join(here) or 'nothing dated'}")
        for course in self.supporting:
            name = wording.sentence_case(course.name)
            beside = [e for e in self.table if (e.column, e.line) == (UNTOLD, name)]
            here = [entry.told for entry in beside]
            told.append(f"{name}, dates {self.missing}: {'; '.join(here)}")
        return ". ".join(told) + "."

    def _head(self, column: Column) -> str:
        """Title and length of a column, and what its block leaves open."""
        given = {course.treatment.ref: course for course in self.courses}
        course = given.get(column.course)
        parts = (
            column.title,
            "" if column.is_silent else column.length,
            "length not known" if course and column.is_open else "",
            "dose not known" if course and not is_told(column.step, course) else "",
        )
        return ", ".join(part for part in parts if part)

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
            length, is_open = self._course_length(course)
            title = name if len(self.courses) > 1 else "On treatment"
            return [
                Column(
                    frozenset(refs), title, length, treatment.ref, only, is_open=is_open
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
            known or UNSAID,
            course.treatment.ref,
            step,
            is_open=not known,
        )

    @staticmethod
    def _course_length(course: Course) -> tuple[str, bool]:
        """Return what is said of the length, and whether it stays unknown."""
        treatment = course.treatment
        goes_on = treatment.ongoing == "yes"
        told = wording.duration(
            treatment.duration_min, treatment.duration_unit, treatment.duration_max
        )
        begin, end = wording.time(treatment.start), wording.time(treatment.end)
        if told:
            least = treatment.duration_qualifier == "at_least"
            length = f"at least {told}" if least else told
            return (f"{length}, continuing" if goes_on else length), least or goes_on
        if treatment.cycles:
            return wording.plural(treatment.cycles, "cycle"), False
        if not (treatment.agents or treatment.regimen):
            return begin, False  # an operation has a day and no length
        if clock.on_treatment(treatment) is not None and end:
            return f"{begin} to {end}", False
        if goes_on:
            return "continuing", True
        return (f"until {end}" if end else UNSAID), True

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
        abreast = self._abreast(WITH_SIGN if row == RESPONSE else ALONE)
        dots = [
            dot
            for column, cell in cells.items()
            for dot in self._dots(column, cell, LINE // 2 + 2, abreast)
        ]
        return Row(TITLES[row], LINE * _lines(cells, abreast) + 4, dots=tuple(dots))

    def _supporting_row(self, course: Course) -> Row:
        """What was given beside, whose time against the rest is not told."""
        numbers = [
            number
            for number, moment in enumerate(self.moments, start=1)
            if moment.row == course.treatment.ref
        ]
        abreast = (self._room - LABEL) // ALONE
        step = 100 * ALONE / self._room
        dots = tuple(
            Dot(
                number,
                percent(step * (place % abreast + 0.5)),
                LINE // 2 + LINE * (place // abreast),
                (),
            )
            for place, number in enumerate(numbers)
        )
        height = LINE * max(1, -(-len(numbers) // abreast))
        return Row(
            wording.sentence_case(course.name), height, dots=dots, is_undated=True
        )

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
            dots.append(Dot(number, percent(x), top + LINE * line, moment.marks))
        return dots

    def _course_row(self, course: Course) -> Row:
        own = [
            (n, column)
            for n, column in enumerate(self.columns)
            if column.course == course.treatment.ref
        ]
        cells = self._numbered(course.treatment.ref)
        abreast = self._abreast(ALONE)
        has_dose = any(column.step and amount_of(column.step) for _, column in own)
        tall = TALLEST if has_dose else LOW
        tall += LINE * (max(1, _lines(cells, abreast)) - 1)
        bars = [self._bar(n, column, course, tall) for n, column in own]
        dots = [
            dot
            for column, cell in cells.items()
            for dot in self._dots(column, cell, TOP + 16, abreast)
        ]
        height = TOP + tall + (4 if any(bar.amount for bar in bars) else 2)
        return Row(wording.sentence_case(course.name), height, tuple(bars), tuple(dots))

    def _bar(self, number: int, column: Column, course: Course, tall: int) -> Bar:
        wide = 100 / len(self.columns)
        gap = min(GAP, wide / 10)
        left, right = wide * number + gap, wide * (number + 1) - gap
        height = round(tall * height_of(column.step, course))
        amount = wording.amount(column.step) if column.step else ""
        often = wording.frequency(column.step) if column.step else ""
        return Bar(
            percent(left),
            percent(right - left),
            percent(right),
            TOP + tall - height,
            height,
            percent((left + right) / 2),
            cut(amount, self._fit),
            # A dose never stands without its frequency.
            cut(often or "how often?", self._fit) if amount else "",
            jag(height) if column.is_open else "",
            "dose" if is_told(column.step, course) else "f-NR",
        )

    # ── Room ──────────────────────────────────────────────────────────────────────

    @property
    def _room(self) -> int:
        """Px of the whole chart where it is narrowest."""
        return NARROWEST * min(max(len(self.columns), FEWEST), MOST)

    @property
    def _fit(self) -> int:
        """Letters of a line in a column."""
        return max(self._room // len(self.columns) // LETTER, 2)

    def _abreast(self, wide: int) -> int:
        """How many numbers of a width stand beside each other in a column."""
        return max(min(self._room // len(self.columns) // wide, ABREAST), 1)


def _lines(cells: Mapping[int, Sequence[object]], abreast: int) -> int:
    return max((-(-len(cell) // abreast) for cell in cells.values()), default=0)
