"""Courses and their outcomes in numbers and words: always courses, never a rate."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from casebase.archive.choices import ResponseCategory
from casebase.archive.index import Index
from casebase.browse import wording

from .addresses import Address

#: Widths of a part of the bar; the style sheet has a class for each.
WEIGHTS = 20

#: Outcomes that are said even when nobody had them: silence about them would flatter.
ALWAYS_SAID = (
    ResponseCategory.CR,
    ResponseCategory.PR,
    ResponseCategory.SD,
    ResponseCategory.PD,
)

Asked = Mapping[str, Sequence[str]]

NOT_IN_PART_READ = "not_in_part_read"
_SILENT = (ResponseCategory.NOT_REPORTED, NOT_IN_PART_READ)

_IN_A_SENTENCE = {
    ResponseCategory.CR: ("complete response", "complete responses"),
    ResponseCategory.PR: ("partial response", "partial responses"),
    ResponseCategory.MR: ("minor response", "minor responses"),
    ResponseCategory.VGPR: (
        "very good partial response",
        "very good partial responses",
    ),
    ResponseCategory.MIXED: ("mixed response", "mixed responses"),
}


@dataclass(frozen=True)
class BarPart:
    """The courses of one response: a link to exactly these."""

    code: str
    colour: str
    words: str
    count: int
    weight: int
    address: Address


@dataclass(frozen=True)
class ResponseBar:
    """Best responses of courses, the best first."""

    parts: list[BarPart]
    courses: int
    patients: int

    @property
    def words(self) -> str:
        """How many courses in how many patients."""
        return courses_in_patients(self.courses, self.patients)


def courses_in_patients(courses: int, patients: int) -> str:
    """Count courses, and the patients they were given to."""
    return (
        f"{wording.plural(courses, 'course')} in {wording.plural(patients, 'patient')}"
    )


def response_bar(
    counts: Iterable[tuple[str, int]],
    *,
    patients: int,
    list_of: Callable[[str], Address],
) -> ResponseBar:
    """Draw counts of courses by response, in the order of the categories."""
    found = dict(counts)
    order = [*ResponseCategory.values, NOT_IN_PART_READ]
    told = [(value, found[value]) for value in order if found.get(value)]
    most = max((count for _, count in told), default=1)
    parts = [
        BarPart(
            *_mark(value),
            words=response_label(value),
            count=count,
            weight=max(1, round(count / most * WEIGHTS)) if most > WEIGHTS else count,
            address=list_of(value),
        )
        for value, count in told
    ]
    return ResponseBar(parts, sum(count for _, count in told), patients)


def bar_of(index: Index, asked: Asked, words: str, address: Address) -> ResponseBar:
    """Draw the courses of a question: `address` is the list of these courses."""
    courses = index.select(asked, words, "courses")
    chosen = asked.get("response", ())
    counts = [
        (value, count)
        for value, count in courses.counts("response")
        if count and (not chosen or value in chosen)
    ]
    # A patient may have no course at all; those counted here have one of these.
    judged = {**asked, "response": [value for value, _ in counts]}
    return response_bar(
        counts,
        patients=index.select(judged, words).total if counts else 0,
        list_of=lambda value: address.asking("response", value),
    )


def response_label(value: str) -> str:
    """Write a value of the response facet."""
    if value == NOT_IN_PART_READ:
        return "Response not in the part read"
    return str(ResponseCategory(value).label)


def outcomes(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return every outcome to be said, with its count; the usual ones also at zero."""
    found = dict(counts)
    said = [
        value
        for value in ResponseCategory.values
        if found.get(value) or value in ALWAYS_SAID
    ]
    if ResponseCategory.NOT_REPORTED not in said:
        said.append(ResponseCategory.NOT_REPORTED)
    if found.get(NOT_IN_PART_READ):
        said.append(NOT_IN_PART_READ)
    return [(value, found.get(value, 0)) for value in said]


def outcome_words(value: str, count: int) -> str:
    """Write one outcome with its count: "0 partial responses", "3 stable disease"."""
    if value in _IN_A_SENTENCE:
        one, many = _IN_A_SENTENCE[ResponseCategory(value)]
        return wording.plural(count, one, many)
    words = wording.in_sentence(response_label(value))
    return f"{count} with {words}" if value in _SILENT else f"{count} {words}"


def _mark(value: str) -> tuple[str, str]:
    category = ResponseCategory.NOT_REPORTED
    if value != NOT_IN_PART_READ:
        category = ResponseCategory(value)
    return wording.MARKS[category]
