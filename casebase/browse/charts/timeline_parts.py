"""The parts of the clinical course as a chart."""

from dataclasses import dataclass

from casebase.archive.document import DoseStep
from casebase.browse.chapters.courses import Course
from casebase.browse.chapters.moments import (
    AFTER,
    CONSIDERED,
    DISEASE,
    EVENTS,
    RESPONSE,
)

from .fitting import lines

#: Px: the line of a number, the tallest dose, a course without a dose, room above.
LINE, TALLEST, LOW, TOP = 28, 62, 30, 6
#: Px: a number, a number with the sign of a response, the words "dates not known".
ALONE, WITH_SIGN, LABEL = 26, 46, 124
#: Numbers beside each other in one column, at most.
ABREAST = 3
#: Between a block and the edge of its column, in per cent of the chart.
GAP = 1.0
#: Px of the narrowest column; columns that a phone shows whole, and columns up to
#: which the sheet gives each as much.
NARROWEST, FEWEST, MOST = 96, 3, 12
#: Lines of a name, or of a length, above a column.
HEAD_LINES = 3
#: Letters of a line beside the chart.
FIT_BESIDE = 20
#: Above a column of which the source does not say how long it lasted.
UNSAID = "length?"
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
    """Whether its length is not known; a stretch without a course has none."""

    @property
    def is_silent(self) -> bool:
        """Whether nothing at all is said of the length of a course."""
        return self.length == UNSAID


#: Where what was given beside the courses stands: on a line of its own.
UNTOLD = Column(frozenset(), "Dates not known", "")


@dataclass(frozen=True)
class Head:
    """The words above a column, line by line."""

    x: str
    title: list[str]
    length: list[str]

    @property
    def lines(self) -> list[tuple[int, str, str]]:
        """The y, the class and the words of each line."""
        styled = [("t-ink", line) for line in self.title]
        styled += [("t-3", line) for line in self.length]
        return [(14 + 14 * n, css, line) for n, (css, line) in enumerate(styled)]


@dataclass(frozen=True)
class Entry:
    """One mark of the chart as a row of a table."""

    number: int
    column: Column
    line: str
    words: str

    @property
    def told(self) -> str:
        """Number and words, to be listed."""
        return f"{self.number} {self.words.rstrip('.')}"


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
    css: str


@dataclass(frozen=True)
class Row:
    """One line of the chart."""

    title: str
    height: int
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    is_undated: bool = False

    @property
    def beside(self) -> list[tuple[int, str]]:
        """The y and the words of each line of the title, where no text flows."""
        told = lines(self.title, FIT_BESIDE)
        top = self.height / 2 + 4 - 7 * (len(told) - 1)
        return [(round(top + 14 * n), line) for n, line in enumerate(told)]


def jag(height: int) -> str:
    """The jagged right edge of a block whose length is not known, as a path."""
    teeth = max(2, round(height / 6))
    tooth = height / teeth
    path = "M0 0"
    for n in range(teeth):
        path += f"L4 {tooth * (n + 0.5):.1f}L0 {tooth * (n + 1):.1f}"
    return path


def amount_of(step: DoseStep) -> float | None:
    """Return the number of a dose; None where none is told."""
    return None if step.dose_value is None else float(step.dose_value)


def is_told(step: DoseStep | None, course: Course) -> bool:
    """Whether the source says how much was given; an operation has no dose."""
    treatment = course.treatment
    if step is not None:
        return amount_of(step) is not None or step.change in ("held", "stopped")
    doses = [dose for agent in treatment.agents for dose in agent.doses]
    has_dose = any(amount_of(dose) is not None for dose in doses)
    return has_dose or not (treatment.agents or treatment.regimen)


def height_of(step: DoseStep | None, course: Course) -> float:
    """The dose against the largest one; a pause is a thin line, unknown is full."""
    if step is None:
        return 1.0
    if step.change in ("held", "stopped"):
        return 0.1
    doses = course.treatment.agents[0].doses
    known = [amount_of(dose) or 0 for dose in doses if dose.dose_unit == step.dose_unit]
    largest, one = max(known, default=0), amount_of(step)
    # Room for two lines of words.
    return max(one / largest, 0.5) if one and largest else 1.0
