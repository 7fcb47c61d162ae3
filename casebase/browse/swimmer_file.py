"""The swimmer plot of a list as a file: what it says beside the lanes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.conf import settings

from casebase.browse import wording
from casebase.browse.charts import swim_poster
from casebase.browse.charts.poster import Poster
from casebase.browse.charts.swim_poster import SwimPoster, Told

from .filters import SORTS
from .lists import ListPage
from .rows import CaseRow
from .swimmer import Swim, Swimmer

KEY = (
    "Months from the first dose, one lane for each course against the tumour. "
    "A response without a time stands at the right.",
    "Fill: the response so far; empty: before the first assessment; hatched: not known."
    " Jagged edge: length not known. Height: dose against the first.",
    "Thin line: off treatment, followed. Black triangle: adverse event, with a number "
    "if several are close together. Arrow: continuing. Thick end: died.",
    "Do not compare lengths: reports end when they are written.",
)
_NO_COURSE = "No course with a response that could be asked for."


@dataclass(frozen=True)
class SwimmerFile:
    """One page of a list of cases, drawn."""

    page: ListPage
    today: date

    @property
    def swimmer(self) -> Swimmer:
        """The lanes, on the axis that the page has."""
        return self.page.swimmer

    @property
    def address(self) -> str:
        """The list, as this archive gives it."""
        shown = self.page.permalink.asking("view", "swimmer")
        return f"{settings.PUBLIC_URL}{shown}"

    @property
    def title(self) -> str:
        """The query in words, the date, and the version of the archive."""
        return f"Time on treatment: {self.page.heading}{self._asked}. {self._as_of}."

    @property
    def _as_of(self) -> str:
        read = wording.day(self.today)
        return f"Archive version {self.page.archive_version}, read on {read}"

    @property
    def _asked(self) -> str:
        """What narrows the list; empty where nothing does."""
        told: dict[str, list[str]] = {}
        for chip in self.page.chips:
            told.setdefault(chip.title, []).append(chip.label)
        said = [
            f"{wording.in_sentence(title)} {' or '.join(names)}"
            for title, names in told.items()
        ]
        return f" with {'; '.join(said)}" if said else ""

    @cached_property
    def plot(self) -> SwimPoster:
        """Every course in its place."""
        signs = [
            (colour, f"{code} {wording.in_sentence(str(category.label))}")
            for category, (code, colour) in wording.MARKS.items()
            if code == colour or code in ("~", "×")
        ]
        return swim_poster.of_swimmer(list(self._courses()), signs)

    def framed(self, made_up: str) -> Poster:
        """Frame it; `made_up` says how many of the cases found are synthetic."""
        page = self.page
        order = wording.in_sentence(SORTS[page.asked.asked("sort")])
        above = (
            *([made_up] if made_up else []),
            f"Time on treatment: {page.heading}{self._asked}.",
            f"{page.pager.words}, sorted by {order}. {self._as_of}.",
        )
        below = (
            f"Casebase, archive version {page.archive_version}. {self.address}",
            "CC0 1.0. Not medical advice.",
        )
        return swim_poster.frame(self.plot, above, KEY, below)

    @property
    def words(self) -> str:
        """Every lane in words."""
        return " ".join(
            " ".join((*(f"{line}." for line in told.case), told.words))
            for told in self._courses()
        )

    def _courses(self) -> Iterator[Told]:
        for row, lanes in self.swimmer.cases:
            if not lanes:
                yield Told(_case(row), _NO_COURSE, None, (), _NO_COURSE, ())
            for swim in lanes:
                yield _told(row, swim, is_first=swim is lanes[0])


def _case(row: CaseRow) -> tuple[str, ...]:
    flag = "Synthetic. " if row.page.document.synthetic else ""
    notice = f". {row.notice}" if row.notice else ""
    return (f"{flag}{row.accession}: {row.page.title}{notice}",)


def _told(row: CaseRow, swim: Swim, *, is_first: bool) -> Told:
    line = swim.line
    credit = f"{line.course.word} {line.course.name}"
    return Told(
        case=_case(row) if is_first else (),
        given=f"{line.name} {line.doses}".strip(),
        drawing=swim.drawing,
        undated=swim.lane.undated,
        words=swim.words,
        outcome=(
            f"{line.mark[0]} {line.response} {credit}",
            *([row.last_known] if swim.is_last and row.last_known else []),
        ),
    )
