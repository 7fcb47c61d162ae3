"""What a reader must know before reading: said once, on every surface."""

import re

import pytest

from casebase.archive import publishing
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive
from tests.browse.test_case_page import changed, put_second_version

pytestmark = pytest.mark.django_db

#: A row of a list, and what the case and article pages say in full.
NOTICES = {
    "retracted": ("Article retracted", "This article was retracted", "bad"),
    "corrected": ("Article corrected", "This article was corrected", "info"),
    "expression_of_concern": (
        "Concern about the article",
        "The publisher has expressed concern about this article",
        "warn",
    ),
}
WITH_RETRACTED = "?retracted=include"
PAPER = f"/articles/{seed.PAPER}/"


def give_notice(integrity):
    """Let the publisher of the seed's paper say something about it."""
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    publishing.put(changed(paper, integrity=integrity), **archive.ENVELOPE)


def notes(page):
    """Return the notes about standing: their class and their words."""
    found = re.findall(
        r'<div class="note note--(\w+)" role="note"[^>]*>(.*?)</div>',
        page.text,
        re.DOTALL,
    )
    return [
        (kind, " ".join(re.sub(r"<[^>]+>", "", words).split())) for kind, words in found
    ]


@pytest.mark.parametrize("integrity", NOTICES)
def test_a_notice_is_said_once_on_the_page_of_the_case_and_of_the_article(
    page, seed_case, integrity
):
    give_notice(integrity)
    _, words, kind = NOTICES[integrity]
    for address in (f"/cases/{seed_case}/", PAPER):
        told = notes(page(address))
        assert [each[0] for each in told] == [kind], address
        assert told[0][1].count(words) == 1


@pytest.mark.parametrize("integrity", NOTICES)
@pytest.mark.parametrize(
    "address",
    [
        f"/cases/{WITH_RETRACTED}",
        f"/cases/{WITH_RETRACTED}&view=table",
        f"/cases/{WITH_RETRACTED}&view=swimmer",
        f"/treatments/{WITH_RETRACTED}&drug=crizotinib",
    ],
)
def test_a_notice_is_said_once_in_each_row(page, seed_case, integrity, address):
    assert NOTICES[integrity][0] not in page(address).words
    give_notice(integrity)
    assert page(address).words.count(NOTICES[integrity][0]) == 1


def test_a_hub_marks_a_case_with_a_corrected_article(page, made_up, seed_case):
    give_notice("corrected")
    told = page("/genes/NTRK1/")
    rows = re.findall(
        r'<li class="case.*?</li>\s*(?=<li class="case|</ol>)', told.text, re.S
    )
    marked = [row for row in rows if "Article corrected" in row]
    assert len(marked) == 1
    assert seed_case in marked[0]


def test_a_case_of_a_sound_article_has_no_note(page, made_up, seed_case):
    assert notes(page(f"/cases/{seed_case}/")) == []
    assert notes(page(f"/cases/{seed_case}/v1/")) == []
    assert notes(page(PAPER)) == []
    assert not re.search(r"tag--bad", page("/cases/").text)


def test_an_older_version_of_a_retracted_article_says_both_in_one_note(page, seed_case):
    put_second_version()
    give_notice("retracted")
    ((kind, words),) = notes(page(f"/cases/{seed_case}/v1/"))
    assert kind == "bad"
    assert words.count("An older version.") == 1
    assert words.count("This article was retracted.") == 1
    ((kind, words),) = notes(page(f"/cases/{seed_case}/"))
    assert "An older version." not in words


def test_an_older_version_alone_is_said_quietly(page, seed_case):
    put_second_version()
    ((kind, words),) = notes(page(f"/cases/{seed_case}/v1/"))
    assert kind == "info"
    assert "The newest is version 2" in words


def test_a_former_version_of_a_withdrawn_record_says_so_and_not_that_it_is_older(
    page, seed_case
):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="error", note="Two patients in one.")
    ((kind, words),) = notes(page(f"/cases/{seed_case}/v1/"))
    assert kind == "bad"
    assert "This record was withdrawn." in words
    assert "older" not in words
    gone = page(f"/cases/{seed_case}/", 410)
    assert gone.words.count("Two patients in one.") == 1
    assert gone.words.count("Error in the record") == 1


@pytest.mark.parametrize("view", ["cards", "table", "swimmer"])
def test_a_made_up_case_says_so_in_every_view(page, made_up, view):
    text = page(f"/cases/?view={view}").text
    assert len(re.findall(r">Synthetic<", text)) >= len(made_up)
    for accession in made_up:
        assert page(f"/cases/{accession}/").text.count('class="synbar"') == 1


@pytest.mark.parametrize("view", ["cards", "table"])
def test_what_was_read_and_who_reviewed_it_stand_once_in_each_row(
    page, made_up, seed_case, view
):
    told = page(f"/cases/?view={view}").words
    assert told.count("From a news summary") == 1
    assert told.count("From the full paper") == len(made_up)
    assert told.count("Not independently reviewed") == len(made_up) + 1


def test_a_reviewed_case_says_so_in_its_head_and_in_its_row(page, words):
    envelope = archive.ENVELOPE | {
        "review_basis": "independent",
        "reviewed_by": "Grace",
    }
    for _, document in seed.documents():
        name = publishing.put(document, **envelope).record.name
    head = page(f"/cases/{name}/").text
    assert (
        "Independently reviewed"
        in head[: head.index("</header>", head.index("casehead"))]
    )
    assert page("/cases/").words.count("Independently reviewed") == 1
    assert "Not independently reviewed" not in page("/cases/").words
