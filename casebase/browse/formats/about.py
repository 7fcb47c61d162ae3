"""The header file of a download: what was asked, what is in it, how to cite it."""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from casebase.browse import records, wording

from . import case_table, course_table, fact_table
from .question import Question
from .snapshot import Snapshot
from .tables import Column

TABLES: dict[str, Iterable[Column[Any]]] = {
    "csv": case_table.COLUMNS,
    "courses.csv": course_table.COLUMNS,
    "facts.csv": fact_table.COLUMNS,
}
_WIDTH = 88


def written(snapshot: Snapshot, today: date) -> Iterator[str]:
    """Write it, paragraph by paragraph."""
    question = Question(snapshot.asked)
    yield "Casebase: about this download\n\n"
    for name, said in _facts(snapshot, question, today).items():
        yield _paragraph(f"{name}: {said}")
    yield "\nHow to cite\n"
    yield _paragraph(
        f"Casebase, archive version {snapshot.archive_version}. "
        f"{wording.plural(len(snapshot.accessions), 'case')}: {question.words}. "
        f"Downloaded on {wording.day(today)}. {question.address}"
    )
    yield _paragraph(
        "Cite single cases by their address, which has the version, and always cite "
        "the original articles: they are in the RIS, BibTeX and CSL JSON of this list."
    )
    yield "\nHow to read it\n"
    for said in READING:
        yield _paragraph(said)
    for suffix, columns in TABLES.items():
        yield f"\nColumns of download.{suffix}\n"
        for column in columns:
            yield _paragraph(f"{column.name}: {column.says}", indent="  ")


READING = (
    "One case shows what happened to one patient. Good outcomes are published more "
    "often, so no share of responses here is a response rate. Not medical advice.",
    "An empty cell means that nothing is recorded. Whether the source is silent, or "
    "only the part of it that was read, stands in the column empty_means of the row.",
    "Several values in one cell are parted by a vertical bar with blanks around it. "
    "Words with an underscore are keys of closed lists; the JSON Schema of a case has "
    "them all: /data/case.schema.json.",
    "CSV is UTF-8 with a byte order mark, quoted as RFC 4180 has it. A cell that a "
    "spreadsheet would run as a formula has an apostrophe before it, and so has one "
    "that begins with an apostrophe: drop the first to have what was written. "
    "Numbers such as -2.5, and signs alone, stay as they are. JSON Lines is exact.",
    "A spreadsheet that looks for dates makes the first day of “July 2020”, which no "
    "source told: import columns of times as text.",
)


def _facts(snapshot: Snapshot, question: Question, today: date) -> dict[str, str]:
    cases, made_up = len(snapshot.accessions), snapshot.selection.synthetic
    return {
        "Question": question.words,
        "Address": question.address,
        "Archive version": str(snapshot.archive_version),
        "Downloaded on": today.isoformat(),
        "Cases": str(cases),
        "Synthetic among them": f"{made_up} (made up, for trying the software)",
        "Courses of treatment": (
            f"{snapshot.courses.total} that were asked for; download.courses.csv has "
            "every treatment of these cases, given or not, and marks these (asked_for)"
        ),
        "Articles": str(len(snapshot.articles)),
        "Retracted": _retracted(snapshot),
        "Licence": f"{records.LICENCE}. {records.LICENCE_NOTE}",
    }


def _retracted(snapshot: Snapshot) -> str:
    asked = snapshot.asked.chosen.get("retracted")
    if asked == ["include"]:
        return "cases of retracted articles are included, see the column integrity"
    if asked == ["only"]:
        return "only cases of retracted articles"
    if not snapshot.retracted:
        return "no case had to be left out for it"
    cases = wording.plural(snapshot.retracted, "case")
    return f"{cases} of retracted articles left out; retracted=include has them"


def _paragraph(text: str, indent: str = "") -> str:
    filled = textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return f"{filled}\n"
