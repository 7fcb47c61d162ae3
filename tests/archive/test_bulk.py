"""Made-up cases that several processes make are those that one makes."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import EntryName, IndexEntry, Record, Term, Version
from casebase.archive.synthetic import writing
from tests import seed
from tests.archive import synthetic_words
from tests.archive.conftest import ENVELOPE

pytestmark = pytest.mark.django_db
CASES = 14


def everything():
    """All that was written, but for when, and for how many steps it took."""
    versions = Version.objects.order_by("record__name").values(
        "record__name", "number", "document", "sha256", "reason", "review_basis"
    )
    entries = IndexEntry.objects.order_by("record__name").values(
        "record__name", "terms", "words", "number", "title", "row", "card", "written_by"
    )
    return (
        list(versions),
        list(entries),
        list(Record.objects.values("name", "kind", "key", "synthetic", "withdrawn")),
        list(Record.objects.values_list("name", "latest__record__name")),
        sorted(EntryName.objects.values_list("record__name", "name")),
        list(Term.objects.values_list("facet", "key", "label", "aliases")),
    )


@pytest.fixture
def few_at_once(monkeypatch):
    """Small batches, so that there are several."""
    monkeypatch.setattr(writing, "AT_ONCE", 3)
    synthetic_words.put_words()


@pytest.fixture
def wanted(few_at_once):
    """What one process makes of them."""
    with transaction.atomic():
        writing.write(CASES, 1)
        made = everything()
        transaction.set_rollback(True)
    return made


def test_two_processes_make_what_one_makes(wanted):
    assert writing.write(CASES, 1, processes=2).published == CASES
    assert everything() == wanted
    call_command("check_archive", stdout=StringIO())


def test_several_processes_go_on_where_one_stopped(wanted):
    writing.write(5, 1)
    assert writing.write(CASES, 1, processes=2) == writing.Written(CASES - 5, 5)
    assert everything() == wanted


def test_where_others_publish_meanwhile_nothing_is_lost(few_at_once, monkeypatch):
    """From there on the numbers are others', and each case has one of its own."""

    def publish(done, of):
        if done < 6:
            case = d.as_dict(seed.case_document())
            put({**case, "key": f"{seed.PAPER}/patient-{done}"})

    def put(case):
        publishing.put(d.read(case), **ENVELOPE)

    writing.write(CASES, 1, processes=2, say=publish)
    assert Record.objects.cases().filter(synthetic=True).count() == CASES
    assert Record.objects.cases().filter(synthetic=False).exists()
    call_command("check_archive", stdout=StringIO())
