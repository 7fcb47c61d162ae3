"""CSV that spreadsheets open rightly, and in which no cell is a formula.

UTF-8 with a mark that spreadsheets know it by, lines ended by CR LF, quotes as RFC 4180
has them. The rule for cells, which can be undone:

* A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break, or with one of the
  wide forms of the first four, would be run by some spreadsheet: it gets an apostrophe
  before it.
* Numbers ("-2.5", "+1", "-30%") and signs alone ("+", "+/-") are no formula and stay.
* A cell that begins with an apostrophe gets one more. So whoever reads the file drops
  one apostrophe from the beginning of a cell, and has what was written.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: So that a spreadsheet reads the file as UTF-8.
MARK = "\ufeff"
_HARMLESS = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*%?|[+-]{1,4}(?:/[+-]{1,4})?")
_MARKED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")  # noqa: RUF001


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet runs; numbers and lone signs stay."""
    if cell.startswith(_MARKED) and not _HARMLESS.fullmatch(cell):
        return f"'{cell}"
    return cell


def as_was(cell: str) -> str:
    """Return what was written into a cell: `plain` undone."""
    return cell.removeprefix("'")


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as lines of a file."""
    file = io.StringIO()
    csv.writer(file).writerows([plain(cell) for cell in row] for row in rows)
    return file.getvalue()


def written(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as a file."""
    return MARK + lines(rows)
