"""No real case is called synthetic, and beside made-up ones the numbers tell."""

import pytest

from tests.browse import archive

REAL = ["/", "/cases/", "/cases/?view=table", "/cases/?view=swimmer", "/treatments/"]
REAL += ["/findings/", "/fusions/", "/genes/NTRK1/", "/drugs/crizotinib/", "/articles/"]
REAL += ["/cases/CB-000001/", "/cases/CB-000001/v1/", "/series/biomarker-ntrk/"]
REAL += [f"/articles/{archive.NEWS}/", "/drugs/larotrectinib/"]


def test_among_real_cases_the_made_up_ones_are_counted_apart(made_up, page):
    """One real case and three made-up ones."""
    assert "3 of the 4 cases counted here are synthetic" in page("/cases/").words
    assert "synthetic" not in page("/genes/NTRK1/").words.lower()


@pytest.mark.parametrize("address", REAL)
def test_real_cases_are_never_called_so(seed_case, page, address):
    """Nothing on their pages has the word."""
    assert "synthetic" not in page(address).text.lower(), address
