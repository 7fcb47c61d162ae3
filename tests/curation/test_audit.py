"""Who did what is written down with the act, and a change of it is named."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction

from casebase.archive import immutability
from casebase.archive.checks import Seen, all_checks
from casebase.archive.models import Version
from casebase.curation import audit, removal, triggers, workflow
from casebase.curation.models import AuditEntry
from casebase.curation.people import log
from tests import seed
from tests.curation.admin.conftest import curator, patient, reviewer

__all__ = ["curator", "patient", "reviewer"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(curator):
    """Six acts of no case: the chain alone is asked about."""
    return [audit.note(curator, f"Did {n} things.", curator) for n in range(1, 7)]


def broken():
    """What the check says, which `check_archive` runs too."""
    assert audit.broken in all_checks().values()
    return list(audit.broken(Seen()))


def run(*statements):
    """As the owner of the tables, who can take the triggers away."""
    guards = [triggers, immutability]
    for guard in guards:
        guard.remove(connection)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    for guard in guards:
        guard.install(connection)


def test_each_act_is_written_down_with_who_and_what(patient, curator, reviewer):
    workflow.submit(patient, by=curator)
    workflow.approve(patient, by=reviewer)
    workflow.publish(patient, by=reviewer)
    log.note(reviewer, curator, "Account disabled.")
    ada, grace = curator.username, reviewer.username
    trail = [(e.by, e.did, e.about) for e in AuditEntry.objects.all()]
    assert trail == [
        (ada, "Submitted for review.", f"patient {patient.pk}"),
        (grace, "Approved.", f"patient {patient.pk}"),
        (grace, "Published.", f"{seed.PAPER} version 1"),
        (grace, "Published.", f"{seed.NEWS} version 1"),
        (grace, "Published.", "CB-000001 version 1"),
        (grace, "Account disabled.", f"person {ada}"),
    ]
    sealed = AuditEntry.objects.exclude(seal="").values_list("about", flat=True)
    assert sorted(sealed) == sorted(str(version) for version in Version.objects.all())
    assert broken() == []

    editor = seed.person("edith", reviewer=True, is_superuser=True)
    removal.remove(patient, by=editor, note="")
    last = AuditEntry.objects.last()
    assert (last.did, last.about) == ("Removed for privacy.", "CB-000001 version 2")
    assert broken() == []

    run(
        "UPDATE archive_version SET reviewed_by = 'Mallory' WHERE number = 1 AND "
        "record_id = (SELECT id FROM archive_record WHERE name = 'CB-000001')"
    )
    (sentence,) = broken()
    assert sentence.startswith("CB-000001 version 1: who")


def test_an_act_that_is_taken_back_leaves_no_entry(curator):
    with transaction.atomic():
        audit.note(curator, "Did something.")
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE curation_auditentry SET did = 'nothing'",
        "DELETE FROM curation_auditentry WHERE number = 6",
    ],
)
def test_the_database_refuses_to_change_it(entries, statement):
    with (
        pytest.raises(IntegrityError, match="audit trail is never"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE curation_auditentry SET by = 'mallory' WHERE number = 2", "entry 2 "),
        ("UPDATE curation_auditentry SET about = '' WHERE number = 6", "entry 6 "),
        ("DELETE FROM curation_auditentry WHERE number = 3", "3 to 3 are missing"),
        ("DELETE FROM curation_auditentry WHERE number < 3", "1 to 2 are missing"),
    ],
)
def test_a_change_past_the_triggers_is_named(entries, statement, named):
    run(statement)
    (sentence,) = broken()
    assert named in sentence
    with pytest.raises(CommandError, match="1 differing"):
        call_command("audit_trail", stdout=StringIO(), stderr=StringIO())


def test_an_end_that_was_kept_shows_a_chain_made_anew(entries):
    printed = StringIO()
    call_command("audit_trail", stdout=printed)
    *lines, last = printed.getvalue().splitlines()
    assert len(lines) == len(entries)
    end = last.rpartition(" ")[2]
    assert end == f"6:{entries[-1].link}"
    call_command("audit_trail", since=end, stdout=StringIO())
    other = f"6:{entries[0].link}"
    with pytest.raises(CommandError, match="1 differing"):
        call_command("audit_trail", since=other, stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db(transaction=True)
def test_two_at_one_moment_are_two_links_of_one_chain(curator):
    def write():
        for _ in range(5):
            audit.note(curator, "Did something.")
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert AuditEntry.objects.count() == 20
    assert broken() == []
