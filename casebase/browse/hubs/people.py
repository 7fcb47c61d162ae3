"""Who was treated, with what, and how complete that is: the three boxes of a hub."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from casebase.archive.choices import AgeGroup, PartRead
from casebase.archive.facets import SILENCES
from casebase.browse import wording
from casebase.browse.addresses import Address
from casebase.browse.labels import Labels

from .subject import Count, Subject

#: Values in the large line of a box, and in its small one.
TOP, MORE = 3, 6


@dataclass(frozen=True)
class Box:
    """A small question with its answer: counts, each a list."""

    title: str
    main: list[Count]
    small: list[Count] = field(default_factory=list)
    lead: str = ""
    words: str = ""


def boxes(subject: Subject, tumours: list[Count]) -> list[Box]:
    """Return the boxes that have an answer; `tumours` are those of its cases."""
    made = [_who(subject, tumours), _with_what(subject), _how_complete(subject)]
    return [box for box in made if box.main]


def _who(subject: Subject, tumours: list[Count]) -> Box:
    ages = dict(subject.cases.counts("age"))
    order = [*AgeGroup.values, *SILENCES]
    small = [
        Count(_small("age", value), ages[value], subject.case_list.asking("age", value))
        for value in order
        if value in ages
    ]
    return Box("Who has been treated?", tumours[:TOP], small, "Age: ")


def _with_what(subject: Subject) -> Box:
    """Drugs; of a drug, on which footing and in which line."""
    if subject.facet == "drug":
        return Box(
            "How was it given?",
            _told(subject, "label", "{}", "label {}"),
            _told(subject, "line", "{} line", "line {}"),
            words="Courses are counted.",
        )
    given = subject.courses.counts("drug")
    return Box(
        "With what?",
        _counted(subject, "drug", given[:TOP]),
        _counted(subject, "drug", given[TOP : TOP + MORE]),
        "Then ",
        words="Courses are counted; one of several drugs under each.",
    )


def _told(subject: Subject, facet: str, told: str, silent: str) -> list[Count]:
    """Return the values of a facet in words, what is not told last."""
    counts = subject.courses.counts(facet)
    stated = [pair for pair in counts if pair[0] not in SILENCES]
    silences = [pair for pair in counts if pair[0] in SILENCES]
    return [
        Count(form.format(one.words), one.count, one.list)
        for form, pairs in ((told, stated), (silent, silences))
        for one in _counted(subject, facet, pairs)
    ]


def _how_complete(subject: Subject) -> Box:
    read = dict(subject.cases.counts("part_read"))
    whole = read.pop(PartRead.FULL_TEXT, 0)
    ask = subject.case_list.asking
    main = [Count("read whole", whole, ask("part_read", "full_text"))]
    if read:
        only = Count("only in part", sum(read.values()), ask("part_read", *read))
        main.append(only)
    return Box(
        "How complete is this?",
        [one for one in main if one.count],
        words="Not searched systematically: curators enter the reports they know of.",
    )


def _counted(
    subject: Subject, facet: str, counts: Iterable[tuple[str, int]]
) -> list[Count]:
    counts = list(counts)
    labels = Labels.of((facet, value) for value, _ in counts)
    return [
        Count(
            wording.in_sentence(labels(facet, value)),
            count,
            _courses(subject, facet, value),
        )
        for value, count in counts
        if count
    ]


def _courses(subject: Subject, facet: str, value: str) -> Address:
    return subject.course_list.asking(facet, value)


def _small(facet: str, value: str) -> str:
    return wording.in_sentence(Labels.of([])(facet, value))
