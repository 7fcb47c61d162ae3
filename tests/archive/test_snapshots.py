"""A process starts from the index that is kept, and from nothing that is not whole."""

from io import StringIO

import pytest
from django.core.management import call_command

from casebase.archive import bitmaps, checks, index, publishing, snapshots
from casebase.archive.models import ArchiveState, IndexEntry, IndexSnapshot
from tests.archive.conftest import ENVELOPE

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(published, monkeypatch):
    """An index that is kept in many small parts."""
    monkeypatch.setattr(snapshots, "PART", 100)
    now = index.current()
    assert snapshots.keep(now) > 1000
    assert IndexSnapshot.objects.count() > 10
    return now


def loaded():
    """What a process would start from now; None where it reads the entries."""
    state = ArchiveState.objects.get()
    return snapshots.kept(index.Index, state.epoch, state.version)


def test_what_is_kept_is_the_same_index(kept):
    again = loaded()
    assert again.holds_the_same_as(kept)
    assert (again.version, again.epoch) == (kept.version, kept.epoch)
    chosen = {"drug": ["crizotinib"]}
    assert again.select(chosen).page(1, 25) == kept.select(chosen).page(1, 25)
    rows = again.select(chosen, rows="courses")
    assert rows.page(1, 25) == kept.select(chosen, rows="courses").page(1, 25)


def test_a_process_starts_from_it_and_reads_no_entry(kept, django_assert_num_queries):
    with django_assert_num_queries(4) as asked:
        index.brought_up_to_date(index.Index())
    told = [one["sql"] for one in asked.captured_queries]
    assert ["archive_indexentry" in sql for sql in told] == [False, False, True, False]
    assert f'"archive_version" > {kept.version}' in told[2]


def test_what_was_published_since_comes_from_the_entries(kept, published):
    publishing.withdraw(published.record, by="Grace", reason="error")
    now = index.brought_up_to_date(index.Index())
    assert now.version == kept.version + 1
    assert now.select({}).total == 0
    assert list(checks.index(checks.Seen())) == []


@pytest.mark.parametrize("part", [0, 5, "last"])
def test_what_is_not_whole_is_not_used(kept, caplog, part):
    parts = IndexSnapshot.objects.order_by("number")
    if part == "last":
        part = parts.count() - 1
    parts.filter(number=part).delete()
    assert loaded() is None
    assert "The kept index of cases is not used" in caplog.text
    assert index.brought_up_to_date(index.Index()).holds_the_same_as(kept)


def test_what_was_changed_is_not_used(kept, caplog):
    first = IndexSnapshot.objects.get(number=3)
    IndexSnapshot.objects.filter(number=3).update(data=bytes(first.data)[:-1] + b"!")
    assert loaded() is None
    assert "Part 3 is missing or damaged." in caplog.text


def test_what_goes_on_after_its_end_is_not_used(kept, caplog):
    last = IndexSnapshot.objects.order_by("number").last()
    last.pk, last.number = None, last.number + 1
    last.save()
    assert loaded() is None
    assert "It goes on after its end." in caplog.text


def test_another_format_is_not_used(kept, monkeypatch, caplog):
    monkeypatch.setattr(snapshots, "FORMAT", snapshots.FORMAT + 1)
    assert loaded() is None
    assert "format" in caplog.text


def test_another_archive_s_and_a_later_one_s_are_not_used(kept):
    state = ArchiveState.objects.get()
    assert snapshots.kept(index.Index, "another", state.version) is None
    assert snapshots.kept(index.Index, state.epoch, state.version - 1) is None


def test_the_next_one_takes_its_place(kept, published):
    publishing.withdraw(published.record, by="Grace", reason="error")
    said = StringIO()
    call_command("snapshot_index", stdout=said)
    assert "0 cases" in said.getvalue()
    assert loaded().version == kept.version + 1
    assert kept.words
    assert not loaded().words


def test_a_purge_leaves_no_word_of_it(kept, published):
    publishing.purge(published.record, by="Grace")
    assert not IndexSnapshot.objects.exists()


def test_rebuilding_leaves_none(kept):
    publishing.rebuild_index()
    assert not IndexSnapshot.objects.exists()


def test_an_empty_archive_can_be_kept(db):
    snapshots.keep(bitmaps.Index(version=0, epoch="new"))
    again = snapshots.kept(index.Index, "new", 0)
    assert again.holds_the_same_as(index.Index())


def test_readers_may_read_it(kept, client, monkeypatch):
    IndexEntry.objects.all().delete()  # so that nothing else could answer
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    answer = client.get("/api/v1/cases/")
    assert answer.json()["total"] == 1


def test_what_another_process_commits_meanwhile_is_not_mixed_in(published, monkeypatch):
    """The statement that fetches entries tells of which version they are."""
    state = index._state
    told = []

    def once_behind():
        if not told:
            told.append(state())
            publishing.put_all([], **ENVELOPE)
            publishing.withdraw(published.record, by="Grace", reason="error")
            return told[0]
        return state()

    monkeypatch.setattr(index, "_state", once_behind)
    found = index.brought_up_to_date(index.Index())
    assert told[0][0] < found.version == ArchiveState.objects.get().version
    assert found.select({}).total == 0


def test_what_is_published_while_it_looks_is_seen_at_the_next_question(
    published, monkeypatch
):
    look = index.brought_up_to_date

    def look_and_lag(known):
        found = look(known)
        publishing.withdraw(published.record, by="Grace", reason="error")
        return found

    index.notice()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(index, "brought_up_to_date", look_and_lag)
        assert index.current().select({}).total == 1
    assert index.current().select({}).total == 0


def test_what_is_published_between_two_looks_at_the_version_is_seen(
    published, monkeypatch
):
    known, state, looks = index.current(), index._state, []
    drug = {"facet": "drug", "key": "unheard-of", "label": "Unheard of"}
    publishing.put_terms([drug])  # another version, and no other entry

    def looked():
        looks.append("")
        if len(looks) == 2:
            publishing.withdraw(published.record, by="Grace", reason="error")
        return state()

    monkeypatch.setattr(index, "_state", looked)
    assert index.brought_up_to_date(known).select({}).total == 0


def test_words_of_what_was_purged_meanwhile_are_not_kept(kept, published):
    publishing.purge(published.record, by="Grace", note="at the patient's wish")
    assert not IndexSnapshot.objects.exists()
    assert kept.words
    assert snapshots.keep(kept) == 0
    assert snapshots.keep_words("articles", kept.version, kept.epoch, kept.words) == 0
    assert not IndexSnapshot.objects.exists()
    call_command("snapshot_index", verbosity=0)
    assert not loaded().words
