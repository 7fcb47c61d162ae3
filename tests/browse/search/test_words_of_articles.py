"""The words of articles follow the archive, also from where they are kept."""

from io import StringIO

import pytest
from django.core.management import call_command

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.models import IndexSnapshot, Record
from casebase.browse.search import article_words
from tests import seed
from tests.browse.archive import ENVELOPE


@pytest.fixture(autouse=True)
def anew(monkeypatch):
    """A process that has read nothing yet."""

    def begin():
        monkeypatch.setattr(article_words, "_kept", article_words.ArticleWords())

    begin()
    return begin


@pytest.fixture
def kept(seed_case, anew):
    """What a process would read, kept."""
    call_command("snapshot_index", stdout=StringIO())
    assert {one.of for one in IndexSnapshot.objects.all()} == {"cases", "articles"}
    words = article_words.current(index.current()).words
    anew()
    return words


def paper():
    return next(one for _, one in seed.documents() if one.key == seed.PAPER)


def entered_last_first():
    names = Record.objects.articles().order_by("-pk").values_list("name", flat=True)
    return [name for name in names if name in (seed.PAPER, seed.NEWS)]


def found(*words):
    having = article_words.current(index.current()).having(words)
    return [article.key for article in article_words.newest(having, 10)]


def test_a_process_starts_from_them_and_reads_no_article(
    kept, django_assert_num_queries
):
    now = index.current()
    with django_assert_num_queries(2) as asked:
        assert article_words.current(now).words == kept
    told = [one["sql"] for one in asked.captured_queries]
    assert "archive_indexsnapshot" in told[0]
    assert f'"archive_version" > {now.version}' in told[1]
    assert found("mesenchymal") == entered_last_first()


def test_what_was_published_since_is_read(kept):
    changed = d.read(d.as_dict(paper()) | {"title": "A zibeline of the scalp"})
    publishing.put(changed, **ENVELOPE)
    assert found("zibeline") == [seed.PAPER]
    record = Record.objects.get(name=seed.PAPER)
    assert Record.objects.articles().readable().filter(pk=record.pk).exists()


def test_what_is_not_whole_is_not_used(kept, caplog):
    IndexSnapshot.objects.filter(of="articles").update(data=b"{}")
    assert article_words.current(index.current()).words == kept
    assert "The kept index of articles is not used" in caplog.text


def test_words_of_another_archive_are_not_used(kept):
    IndexSnapshot.objects.update(epoch="another")
    assert article_words.current(index.current()).words == kept


def test_a_rebuilt_index_and_a_removal_leave_none_behind(kept, seed_case):
    call_command("rebuild_index", stdout=StringIO())
    assert not IndexSnapshot.objects.exists()
    call_command("snapshot_index", stdout=StringIO())
    publishing.purge(Record.objects.get(name=seed_case), by="Grace", note="")
    assert not IndexSnapshot.objects.exists()


def test_articles_come_the_last_entered_first(seed_case):
    assert found("mesenchymal") == entered_last_first()
    assert article_words.newest(article_words.NOTHING, 10) == []
    having = article_words.current(index.current()).having(["mesenchymal"])
    [last] = article_words.newest(having, 1)
    assert last.key == entered_last_first()[0]
