"""Our CSV in LibreOffice: every cell as we wrote it, and no formula.

Not part of the ordinary run, since LibreOffice is large: `make soak` installs it.
"""

import csv
import io
import subprocess
from itertools import zip_longest
from xml.etree import ElementTree

import pytest

from casebase.browse.formats import csv as ours
from casebase.browse.formats import kinds

pytestmark = pytest.mark.django_db

#: As LibreOffice asks on opening: comma, quote, UTF-8, from the first row, English.
#: The last: whether it looks for dates and other numbers in texts.
FILTER = "CSV:44,34,76,1,,2057,false,{}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
MOST = 300

HOSTILE = [
    ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1:A9)", '=HYPERLINK("http://x","y")'],
    ["+1+1", "-1-1", "\t=1+1", "-2.5"],
    ["+", "+/-", "'quoted", "5 µg", "5′ to 3′"],
    ["SEPT9", "MARCH1", "DEC1", "OCT4", "NTRK1"],
    ["2.5 × 1.5 × 1.0 cm", "Hélène", "Jin-Hee", "two\nlines", 'a "b", c'],
]
#: Which columns tell symbols of genes.
OF_GENES = ("genes", "fusions")


def opened(folder, text, special):
    """The cells of a table as LibreOffice has them: what is seen, and any formula."""
    (folder / "table.csv").write_text(text, encoding="utf-8", newline="")
    subprocess.run(
        [
            "soffice",
            "--headless",
            "--norestore",
            f"-env:UserInstallation=file://{folder}",
            f"--infilter={FILTER.format(special)}",
            "--convert-to",
            "fods",
            "--outdir",
            str(folder),
            str(folder / "table.csv"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    root = ElementTree.parse(folder / "table.fods").getroot()
    return [list(cells_of(row)) for row in root.iter(f"{TABLE}table-row")]


def cells_of(row):
    """Each cell of a row: its text, its formula."""
    for cell in row.findall(f"{TABLE}table-cell"):
        lines = ("".join(part.itertext()) for part in cell.findall(f"{TEXT}p"))
        seen = "\n".join(lines), cell.get(f"{TABLE}formula")
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        yield from [seen] * min(repeated, MOST)


def table(reader, suffix):
    """A table of the whole archive, and its rows."""
    text = reader.get(f"/cases/download.{suffix}").getvalue().decode()
    return text, list(csv.reader(io.StringIO(text.removeprefix(ours.MARK), newline="")))


@pytest.mark.parametrize("special", ["false", "true"])
def test_no_cell_is_a_formula_and_signs_and_symbols_stay(tmp_path, special):
    seen = opened(tmp_path, ours.written(HOSTILE), special)
    assert not [cell for row in seen for cell in row if cell[1]]
    shown = [text for row in seen for text, _ in row]
    for name in ("SEPT9", "MARCH1", "DEC1", "OCT4", "NTRK1", "5 µg", "5′ to 3′"):
        assert name in shown
    for text in ("-2.5", "+", "+/-", "2.5 × 1.5 × 1.0 cm", "Hélène", "two\nlines"):
        assert text in shown
    assert "'=1+1" in shown


@pytest.mark.parametrize("suffix", [one for one in kinds.KINDS if one.endswith("csv")])
def test_every_cell_of_the_archive_opens_as_it_was_written(reader, tmp_path, suffix):
    text, rows = table(reader, suffix)
    seen = opened(tmp_path, text, "false")
    compared = 0
    for row, cells in zip(rows, seen, strict=False):
        for said, (shown, formula) in zip_longest(row, cells, fillvalue=("", None)):
            if isinstance(said, str) and said:
                compared += 1
                assert formula is None
                assert shown == said
    assert compared > 300


@pytest.mark.parametrize("suffix", ["csv", "courses.csv"])
def test_gene_symbols_are_no_dates_however_it_is_opened(reader, tmp_path, suffix):
    text, rows = table(reader, suffix)
    seen = opened(tmp_path, text, "true")
    places = [rows[0].index(name) for name in OF_GENES]
    symbols = 0
    for row, cells in zip(rows[1:], seen[1:], strict=False):
        assert not [cell for cell in cells if cell[1]]
        for place in places:
            if row[place]:
                symbols += 1
                assert cells[place][0] == row[place]
    assert symbols > 10
