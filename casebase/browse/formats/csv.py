"""CSV that spreadsheets open rightly, and in which no cell is a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

#: So that a spreadsheet reads the file as UTF-8.
MARK = "\ufeff"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(cell: str) -> str:
    """Return a cell that no spreadsheet runs; a number such as -2.5 stays one."""
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def written(rows: Iterable[Sequence[str]]) -> str:
    """Write rows as a file."""
    file = io.StringIO()
    file.write(MARK)
    csv.writer(file).writerows([plain(cell) for cell in row] for row in rows)
    return file.getvalue()
