"""`docs/agreement.md`: both tables, the method, its limits, and what was learnt."""

from collections import Counter, defaultdict

from .agreement import Row, is_dangerous, table
from .sets import Extraction

METHOD = """\
# Two extractions of the starter cases

The cases that a new archive starts with were transcribed twice from the same source
facts, the second time without sight of the first. This page counts how far the two
agree. It is generated: `python -m tests.extraction --write`.

## Method

- Both transcriptions are kept as they were made: `tests/first_extraction/` and
  `tests/second_extraction/`. What differs stands in `tests/extraction/differences.tsv`,
  one line for each leaf, or for each row that only one of the two has: who was right,
  and why. `starter/` holds what was settled. A test fails if a difference is not
  listed, a listed one is gone, or `starter/` holds anything else.
- Documents and rows are matched by their content, never by their names; then cross
  references are compared: which drug an event is attributed to, which course a response
  belongs to.
- A word of a vocabulary is compared by its key, a number by its value, words as
  reported without regard to capitals, white space and typography. What the curator
  wrote in their own words is compared only by being there or not.
- A leaf that only one of the two has counts as a difference. So does every leaf of a
  row that only one has.
- After settling, a difference counts as agreed unless it is still open.

## Limits

- The second extractor had the [guide](curating.md), and the guide's examples are these
  cases: the agreement is that of two people taught with the answers of some questions.
- Both read prepared facts, not the papers: a slip in the facts is not seen here.
- Own words may say different things and still count as agreed.
- Rows are matched by likeness. A wrong match shows as differences, never as agreement
  of values that differ.
- Agreement after settling says that nothing was left open, not that it is right.
"""


def table_of(extraction: Extraction) -> tuple[list[Row], Row]:
    """The table of an extraction, as its differences are settled now."""
    return table(extraction.compared, extraction.found)


def text_of(extraction: Extraction) -> str:
    """Return the whole page."""
    rows, everything = table_of(extraction)
    shown = [row for row in rows if row.compared]
    documents = (
        f"{len(extraction.first['cases'])} cases and "
        f"{len(extraction.first['articles'])} articles"
    )
    return "\n".join(
        [
            METHOD,
            "## Before settling",
            "",
            f"{documents}, {everything.compared} leaves. Kinds in bold are dangerous "
            "if wrong.",
            "",
            *_table(
                ("field kind", "leaves", "agreed", "agreement"),
                [
                    (_name(row), row.compared, row.agreed, share_text(row.before))
                    for row in [*shown, everything]
                ],
            ),
            "",
            "## After settling",
            "",
            *_table(
                ("field kind", "leaves", "settled", "open", "agreement"),
                [
                    (
                        _name(row),
                        row.compared,
                        row.settled,
                        row.open,
                        share_text(row.after),
                    )
                    for row in [*shown, everything]
                ],
            ),
            "",
            *_who_was_right(extraction),
            "",
            "## What was learnt",
            "",
            *_learnt(extraction),
            "",
        ]
    )


def _table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> list[str]:
    numbers = ["---:"] * (len(heads) - 1)
    return [
        f"| {' | '.join(heads)} |",
        f"|---|{'|'.join(numbers)}|",
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
    ]


def _name(row: Row) -> str:
    return f"**{row.kind}**" if is_dangerous(row.kind) else row.kind


def share_text(share: float) -> str:
    """A share with three decimals, never rounded up to 1."""
    return f"{int(share * 1000) / 1000:.3f}"


def _who_was_right(extraction: Extraction) -> list[str]:
    settled = Counter(line.settled for line in extraction.found.values())
    said = (
        f"{settled.total()} lines of differences: the first was right in "
        f"{settled['first']}, the second in {settled['second']}, neither in "
        f"{settled['neither']}; {settled['open']} are open."
    )
    both = len(extraction.corrected)
    return [
        said,
        f"Places at which both agreed, or saw nothing, and were wrong: {both}.",
    ]


def _learnt(extraction: Extraction) -> list[str]:
    """The reasons of the settled lines by kind, the most frequent first."""
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for line in [*extraction.found.values(), *extraction.corrected]:
        if line.why:
            reasons[line.kind][line.why] += 1
    if not reasons:
        return ["Nothing differed."]
    told: list[str] = []
    for kind in sorted(reasons):
        told.append(f"- {kind}")
        told += [
            f"  - {why}" + (f" ({times} times)" if times > 1 else "")
            for why, times in reasons[kind].most_common()
        ]
    return told
