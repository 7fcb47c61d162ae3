"""What is published, renamed or withdrawn is searched so at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import choices as c
from casebase.archive import publishing
from casebase.archive.document import as_dict, read
from casebase.archive.models import Record
from casebase.browse.search import search, suggest
from tests.browse import archive

pytestmark = pytest.mark.django_db


def accessions(query):
    return [hit.accession for hit in search(query).hits]


def call_crizotinib(*names):
    word = {"facet": "drug", "key": "crizotinib", "label": "crizotinib"}
    publishing.put_terms([word | {"aliases": list(names), "parents": []}])


def test_another_name_is_read_at_once(seed_case):
    assert [one.key for one in suggest("xalk")] == ["crizotinib"]
    assert search("Zalcori").parts[0].kind == "words"
    call_crizotinib("Zalcori")
    assert search("Zalcori").parts[0].label == "crizotinib"
    assert accessions("Zalcori") == [seed_case]
    assert suggest("xalk") == []


def test_a_case_is_found_once_it_is_published(seed_case):
    assert accessions("entrectinib") == []
    assert search("entrectinib").terms[0].cases == 0
    made_up = archive.put_made_up(2)
    assert accessions("entrectinib") == made_up[::-1]
    assert search("entrectinib").synthetic == 2
    assert search("entrectinib").terms[0].cases == 2


def test_a_publication_reads_no_name_anew(seed_case):
    suggest("criz")
    archive.put_made_up(1)
    with CaptureQueriesContext(connection) as caught:
        assert len(accessions("crizotinib")) == 2
        suggest("criz")
    assert not [query for query in caught if "archive_term" in query["sql"]]


def test_a_withdrawn_case_and_article_are_not_found(seed_case):
    assert [one.slug for one in search("Hou").articles] == [archive.seed.PAPER]
    for name in (archive.seed.PAPER, seed_case):
        record = Record.objects.get(name=name)
        publishing.withdraw(record, by="Ada", reason=c.WithdrawReason.ERROR)
    answer = search("NTRK1")
    assert (answer.total, answer.hits) == (0, ())
    assert search("Hou").articles == ()
    assert "Article" not in {one.kind for one in suggest("hou")}


def test_the_case_of_a_retracted_article_is_not_searched(seed_case):
    paper = Record.objects.get(name=archive.seed.PAPER).latest.content
    retracted = as_dict(paper) | {"integrity": "retracted"}
    publishing.put(read(retracted), **archive.ENVELOPE)
    assert accessions("NTRK1 sarcoma crizotinib") == []
    [article] = search("Hou").articles
    assert article.notice == "Retracted"


def test_a_made_up_article_is_marked(seed_case):
    paper = Record.objects.get(name=archive.seed.PAPER).latest.content
    made_up = as_dict(paper) | {"key": "made-up-article", "synthetic": True}
    publishing.put(read(made_up), **archive.ENVELOPE)
    assert {one.slug: one.synthetic for one in search("Hou").articles} == {
        archive.seed.PAPER: False,
        "made-up-article": True,
    }
    labels = [one.label for one in suggest("hou") if one.kind != "Diagnosis"]
    assert sum("synthetic" in label for label in labels) >= 1
