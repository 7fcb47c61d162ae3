"""The front door of an archive that is no longer small: genes by tumour, by partner."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import publishing
from casebase.browse import front
from casebase.browse.charts import matrix as chart
from tests.browse import archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def matrix(made_up, monkeypatch):
    """Five cases, one without a diagnosis, and the matrix shown for so few."""
    publishing.put(archive.made_up(9, diagnoses=[]), **archive.ENVELOPE)
    monkeypatch.setattr(front, "MATRIX_FROM", 5)


def test_a_matrix_takes_the_place_of_the_list_of_fusions_at_40_cases(page, words):
    archive.put_made_up(39)
    small = page("/").words
    assert "Fusions in the archive" in small
    assert "Cases by altered gene" not in small
    archive.put_seed()
    large = page("/").words
    assert "Cases by altered gene and tumour type" in large
    assert "Most reported fusions" in large
    assert "Fusions in the archive" not in large


def test_columns_that_have_no_place_are_counted_below(page, matrix, monkeypatch):
    archive.put_seed()
    assert "left out" not in page("/?by=partner").words
    monkeypatch.setattr(chart, "MOST_COLUMNS", 1)
    assert "1 partner with fewer cases left out." in page("/?by=partner").words


@pytest.mark.parametrize("address", ["/", "/?by=partner"])
def test_every_number_of_a_matrix_opens_a_list_of_that_many(page, matrix, address):
    counted = {
        (int(text), link)
        for text, link in page(address).counted
        if text.isdigit() and link.startswith("/cases/?")
    }
    assert len(counted) >= 4
    for count, link in counted:
        assert page(link).total == count, link


def test_a_cell_says_to_a_screen_reader_what_it_counts(page, matrix):
    words = page("/").words
    assert "NTRK3, Soft Tissue: 3 cases" in words
    assert "NTRK3, all: 4 cases" in words
    assert "NTRK1, Soft Tissue: 1 case" in words
    assert "NTRK1, all: 1 case" in words


def test_a_tumour_is_counted_in_one_column(page, matrix):
    heads = page("/").text.split("<thead>")[1].split("</thead>")[0]
    # A group cuts across the tissues, a subtype is part of one.
    asked = re.findall(r"diagnosis=([\w-]+)", heads)
    assert asked == ["SOFT_TISSUE"]


def test_partners_are_columns_and_one_not_known_is_too(page, matrix):
    by_partner = page("/?by=partner")
    assert "/cases/?fusion=ETV6::NTRK3" in by_partner.links
    assert "NTRK1, Partner not known: 1 case" in by_partner.words
    # ETV6 and NTRK3 have as many cases: one row is enough for their fusion.
    assert "ETV6, NTRK3: 4 cases" in by_partner.words
    assert "NTRK3, ETV6" not in by_partner.words
    assert "none" in by_partner.words


@pytest.mark.parametrize(
    ("query", "culprit"), [("by=age", "by"), ("page=1", "page"), ("gene=KIT", "gene")]
)
def test_what_the_front_door_cannot_read_is_refused(page, words, query, culprit):
    assert page(f"/?{query}", 400).culprits == [culprit]


def test_the_way_to_the_other_matrix_stands_above_it(page, matrix):
    assert "/?by=partner#mx-t" in page("/").links
    assert "/#mx-t" in page("/?by=partner").links


def test_a_matrix_costs_the_same_queries_however_many_cases(client, matrix):
    def queries(address):
        client.get(address)  # brings the index up to date
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    few = [queries("/"), queries("/?by=partner")]
    archive.put_made_up(12)
    assert [queries("/"), queries("/?by=partner")] == few
    assert max(few) <= 12
