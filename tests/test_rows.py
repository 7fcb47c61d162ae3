"""A draft that is put back is the one that was imported."""

import pytest
from django.core.management.color import no_style
from django.db import connections, transaction

from casebase.archive import index
from casebase.archive.models import ArchiveState
from casebase.curation import workflow
from casebase.curation.models import ContentEdit
from tests import rows, seed

#: Drawn anew for each archive.
EPOCH = ArchiveState._meta.get_field("epoch").column


@pytest.fixture
def kept(monkeypatch):
    """Begin as a run begins: nothing is kept."""
    monkeypatch.setattr(seed, "_draft", rows.Kept())
    return lambda: seed._draft.tables


def everything():
    """All rows of all tables, but for the epoch."""
    connection = connections["default"]
    found = {}
    for table in rows.filled(connection):
        columns, held = rows._read(connection, table)
        told = [dict(zip(columns, row, strict=True)) for row in held]
        found[table] = sorted(
            repr({**row, EPOCH: ""} if EPOCH in row else row) for row in told
        )
    return found


@pytest.mark.django_db
def test_every_row_of_every_table_is_as_it_was_imported(kept):
    ada = seed.person("ada")
    with transaction.atomic():
        seed.import_seed(ada)
        imported, epoch = everything(), ArchiveState.objects.get().epoch
        transaction.set_rollback(True)
    assert set(everything()) <= rows.PEOPLE
    assert len(kept()) > 30
    seed.import_seed(ada)
    assert everything() == imported
    assert ArchiveState.objects.get().epoch != epoch
    # And the rules of the database still hold for it.
    patient = seed.find_patient(seed.case_document())
    workflow.transcribe(patient, by=ada, reason="Read again")
    assert index.current().select({}).total == 1


@pytest.mark.django_db
def test_it_is_the_work_of_whoever_asks_for_it(kept):
    with transaction.atomic():
        seed.import_seed(seed.person("ada"))
        transaction.set_rollback(True)
    seed.person("grace", reviewer=True)
    edith = seed.person("edith")
    seed.import_seed(edith)
    named = set()
    for table in kept():
        columns, held = rows._read(connections["default"], table)
        for name in rows._persons(table):
            named |= {row[columns.index(name)] for row in held}
    assert named - {None} == {edith.pk}


@pytest.mark.django_db
def test_beside_anything_else_it_is_imported(kept, monkeypatch):
    ada = seed.person("ada")
    with transaction.atomic():
        seed.import_seed(ada)
        transaction.set_rollback(True)
    seed.Gene.objects.create(symbol="KIT", hgnc_status="custom")
    asked = []
    imported = seed.import_documents
    monkeypatch.setattr(
        seed, "import_documents", lambda *told, by: asked.append(imported(*told, by=by))
    )
    seed.import_seed(ada)
    assert len(asked) == 1


@pytest.mark.django_db
def test_the_next_row_has_a_number_of_its_own(kept):
    connection = connections["default"]
    sequences = connection.introspection.sequence_list()
    from_one = connection.ops.sequence_reset_by_name_sql(no_style(), sequences)
    ada = seed.person("ada")
    edited = [s for s in from_one if "curation_contentedit" in s]
    with transaction.atomic(), connection.cursor() as cursor:
        for sql in edited:
            cursor.execute(sql)
        seed.import_seed(ada)
        for sql in edited:  # as a restore of an archive that had fewer rows
            cursor.execute(sql)
        transaction.set_rollback(True)
    patient = seed.import_seed(ada)
    workflow.record_edit(patient, by=ada)
    assert ContentEdit.objects.filter(patient=patient).count() == 2
