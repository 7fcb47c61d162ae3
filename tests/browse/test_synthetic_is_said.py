"""Where a made-up case is shown or counted, the page says so."""

import json
import re
from functools import cache
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from casebase.archive.models import Record
from casebase.browse.templatetags.synthetic import share
from tests import page_text
from tests.an_archive import for_a_while
from tests.archive import synthetic_words

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]

#: Pages that count cases, by address; each has the line on top.
COUNTING = [
    "/",
    "/cases/",
    "/cases/?gene=ALK",
    "/cases/?view=table",
    "/cases/?view=swimmer",
    "/cases/values/drug/",
    "/treatments/",
    "/treatments/values/drug/",
    "/findings/",
    "/fusions/",
    "/genes/",
    "/biomarkers/",
    "/drugs/",
    "/diagnoses/",
    "/genes/ALK/",
    "/families/NTRK/",
    "/fusions/ALK-partner-unknown/",
    "/biomarkers/alk-fusion-partner-unknown/",
    "/drugs/crizotinib/",
    "/drugs/larotrectinib/",
    "/diagnoses/LUAD/",
    "/articles/",
    "/series/synthetic-series/",
    "/data/",
]
CASE = re.compile(r"/cases/CB-\d{6}/")
#: What holds rows: a row is what stands in one of these, and says its own word.
HOLDERS = {"article", "aside", "figcaption", "figure", "main", "ol", "section"}
HOLDERS |= {"table", "thead", "ul"}


@pytest.fixture(scope="module")
def ask(django_db_setup, django_db_blocker):
    """A reader of twenty made-up cases; each page is asked for once."""
    with for_a_while(django_db_blocker):
        synthetic_words.put_words()
        call_command("synthesise", cases=20, stdout=StringIO())
        client = Client()

        @cache
        def ask(address):
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            return page_text.read(answer.content.decode())

        yield ask


def rows_about_cases(node, row=None):
    """Yield the row around each link to a case."""
    many = node.tag == "tbody" and "data-accession" not in node.attributes
    if node.tag in HOLDERS or many:
        row = None
    elif node.tag and row is None:
        row = node
    if CASE.fullmatch(node.attributes.get("href", "")):
        yield row
    for child in node.children:
        yield from rows_about_cases(child, row)


@pytest.mark.parametrize("address", COUNTING)
def test_a_count_of_made_up_cases_says_so(ask, address):
    """All are made up, and the first line says it, with the number."""
    main = ask(address).all("main")[0]
    lines = [n for n in main.walk() if n.attributes.get("class") == "synbar"]
    assert len(lines) == 1, address
    said = r"(All \d+ (cases|articles)|The one (case|article)) counted here (are|is)"
    assert re.match(f"{said} synthetic: made up", lines[0].words), lines[0].words


@pytest.mark.parametrize("address", COUNTING)
def test_each_row_of_a_made_up_case_says_so(ask, address):
    """Whatever links to a case says in the same row what that case is."""
    for row in rows_about_cases(ask(address).all("main")[0]):
        assert "synthetic" in row.words.lower(), (address, row.words[:200])


def test_lists_do_have_rows_to_look_at(ask):
    """The test above has looked at something."""
    for address in ("/", "/cases/", "/cases/?view=swimmer", "/drugs/crizotinib/"):
        assert len(list(rows_about_cases(ask(address).all("main")[0]))) > 4, address


def test_every_case_and_article_says_so_before_anything_else(ask):
    """The page, its former address, its title, its citation, and its file."""
    records = Record.objects
    for record in (*records.cases()[:3], *records.articles()[:3]):
        case = record.name.startswith("CB-")
        at = f"/cases/{record.name}/" if case else f"/articles/{record.name}/"
        for address in (at, f"{at}v1/") if case else (at,):
            page = ask(address)
            words = page.all("main")[0].words
            said = words.index("Synthetic: made up, for trying the software")
            assert said < words.index(page.all("h1")[0].words), address
            assert "synthetic" in page.all("title")[0].words.lower(), address
            if case:
                assert f"{record.name}, version 1, synthetic" in words


def test_the_file_of_a_case_says_so(ask):
    """The envelope and the document in it."""
    answer = json.loads(Client().get("/cases/CB-000001.json").content)
    assert answer["record"]["synthetic"] is True
    assert answer["document"]["synthetic"] is True
    assert "synthetic" in answer["record"]["citation"]


def test_a_comparison_says_so_in_each_column(ask):
    """Two made-up cases side by side."""
    page = ask("/cases/compare/?case=CB-000001&case=CB-000002")
    heads = [n for n in page.all("th") if "data-accession" in n.attributes]
    assert len(heads) == 2
    assert all("Synthetic" in head.words for head in heads)


@pytest.mark.parametrize(
    ("synthetic", "total", "words"),
    [
        (0, 3, ""),
        (1, 3, "1 of the 3 cases counted here is synthetic"),
        (2, 3, "2 of the 3 cases counted here are synthetic"),
        (3, 3, "All 3 cases counted here are synthetic"),
        (1, 1, "The one case counted here is synthetic"),
    ],
)
def test_how_many_of_how_many(synthetic, total, words):
    """The sentence suits the numbers; without made-up cases there is none."""
    assert share(synthetic, total, "case").partition(":")[0] == words
