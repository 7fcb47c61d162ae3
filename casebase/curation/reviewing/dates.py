"""Dates that contradict each other: what is told after all that could be known."""

from collections.abc import Iterator

from casebase.archive import document as d

from .leaves import leaves


def remarks(document: d.CaseDocument) -> Iterator[tuple[str, str]]:
    """Yield (ref of the row, sentence) for dates that cannot all be right."""
    citation = document.primary.citation
    last = document.patient.vital_as_of
    known = {
        f"the article appeared ({_when(citation)})": _when(citation),
        f"the patient was last reported on ({last.date if last else ''})": (
            last.date if last else ""
        ),
    }
    for ref, _, one in leaves(document):
        if not isinstance(one, d.FuzzyTime) or not one.date:
            continue
        for words, date in known.items():
            if is_after(one.date, date):
                yield ref, f"{one.date} is after {words}."


def is_after(date: str, other: str) -> bool:
    """Whether a year or month is certainly after another; never after an unknown one.

    2020-07 is not certainly after 2020.
    """
    length = min(len(date), len(other))
    return bool(length) and date[:length] > other[:length]


def _when(citation: d.Citation | None) -> str:
    if not citation or not citation.year:
        return ""
    month = f"-{citation.month:02}" if citation.month else ""
    return f"{citation.year}{month}"
