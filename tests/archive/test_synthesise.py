"""Made-up cases are written whole, once, and beside real ones only when told twice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casebase.archive import index, publishing
from casebase.archive.models import Record, Version
from casebase.archive.synthetic import writing
from tests.archive import synthetic_words


def synthesise(cases, **options):
    """Run the command; return what it says."""
    said = StringIO()
    call_command("synthesise", cases=cases, stdout=said, **options)
    return said.getvalue()


@pytest.fixture
def words(db):
    """The words alone."""
    synthetic_words.put_words()


def texts():
    """Every document in the order of the archive."""
    listed = Version.objects.order_by("archive_version")
    return list(listed.values_list("record__name", "document"))


def test_how_many_are_to_be_made_is_asked():
    """No number of cases is meant by saying none."""
    with pytest.raises(CommandError, match="--cases"):
        call_command("synthesise")


@pytest.mark.parametrize("cases", ["0", "-1", "1.5", "many", "²"])
def test_no_other_number_is_a_number_of_cases(cases):
    """One at least, in digits."""
    with pytest.raises(CommandError, match=r"--cases: (?!invalid)"):
        call_command("synthesise", f"--cases={cases}")


def test_without_words_it_says_what_to_do(db):
    """No vocabulary, no case, and a sentence."""
    with pytest.raises(CommandError, match="Run load_vocabulary first"):
        synthesise(1)
    assert not Record.objects.exists()


@pytest.mark.parametrize("flags", [(), ("beside_real_cases",), ("yes_really",)])
def test_it_refuses_an_archive_of_real_cases(published, words, flags):
    """Not asked twice, it writes nothing and says why."""
    before = texts()
    with pytest.raises(CommandError, match="never be taken out"):
        synthesise(1, **dict.fromkeys(flags, True))
    assert texts() == before


def test_told_twice_it_writes_and_counts_apart(published, words):
    """The real case stays what it is; the index tells the others from it."""
    synthesise(3, beside_real_cases=True, yes_really=True)
    everything = index.current().select({})
    assert (everything.total, everything.synthetic) == (4, 3)
    call_command("check_archive", stdout=StringIO())


def test_asked_again_it_adds_nothing_and_for_more_it_goes_on(words, monkeypatch):
    """Interrupted it leaves whole cases; then it makes the same as in one go."""
    monkeypatch.setattr(writing, "AT_ONCE", 3)

    def interrupt(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        writing.write(12, 1, say=interrupt)
    there = {record.key for record in Record.objects.all()}
    cases = list(Record.objects.cases())
    assert 0 < len(cases) < 12
    for record in cases:
        assert {s.article for s in record.latest.content.articles} <= there
    synthesise(12)
    once = texts()
    assert "0 published now, 12 there already" in synthesise(12)
    assert "0 published now, 8 there already" in synthesise(8)
    assert texts() == once
    assert [name for name, _ in once if name.startswith("CB-")] == [
        f"CB-{number:06}" for number in range(1, 13)
    ]


class Terminal(StringIO):
    """A stream that a person looks at."""

    def isatty(self):
        """Say so."""
        return True


def test_who_waits_at_a_terminal_sees_on_one_line_how_far_it_is(words, monkeypatch):
    """Both commands count; into a file they write no counter."""
    said, told = Terminal(), Terminal()
    synthesise(3, stderr=said)
    assert said.getvalue().endswith("\r3 of 3 synthetic cases\n")
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    call_command("rebuild_index", stdout=told)
    counted = "\r2 of 3 cases\r3 of 3 cases\nIndexed 3 cases.\n"
    assert told.getvalue() == counted
    told = StringIO()
    call_command("rebuild_index", stdout=told)
    assert told.getvalue() == "Indexed 3 cases.\n"
