"""Usual doses come from a file in which every row names the page that was read."""

from pathlib import Path

import pytest
from django.conf import settings

from casebase.vocabulary.loading.files import UnreadableFile, read_table
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.loading.usual_doses import COLUMNS, load_usual_doses
from casebase.vocabulary.models import Drug, UsualDose

pytestmark = pytest.mark.django_db
FILE = Path(settings.BASE_DIR) / "starter/vocabulary/usual_doses.tsv"


@pytest.fixture
def rows():
    """The rows of the starter, with their drugs in the vocabulary."""
    found = read_table(FILE, set(COLUMNS.split()))
    for name in {row["drug"] for row in found}:
        Drug.objects.create(name=name, kind="small_molecule")
    return found


def test_every_row_is_placed_and_sound_and_loading_again_adds_none(rows):
    report = Report()
    load_usual_doses(rows, report)
    assert UsualDose.objects.count() == len(rows) > 20
    assert report.unplaced == []
    for dose in UsualDose.objects.all():
        dose.full_clean()
    again = Report()
    load_usual_doses(rows, again)
    assert not again.changed_anything


def test_what_a_curator_corrected_stays(rows):
    load_usual_doses(rows, Report())
    UsualDose.objects.filter(drug__name="crizotinib", unit="mg").update(highest=251)
    load_usual_doses(rows, Report())
    assert UsualDose.objects.filter(highest=251).count() == 1


def test_a_row_without_its_source_or_with_an_unknown_word_is_refused(rows):
    for wrong in ({"url": ""}, {"source": ""}, {"unit": "spoon"}, {"from": "much"}):
        with pytest.raises(UnreadableFile):
            load_usual_doses([rows[0] | wrong], Report())
    assert not UsualDose.objects.exists()


def test_a_drug_that_is_not_here_is_reported(rows):
    report = Report()
    load_usual_doses([rows[0] | {"drug": "nosuchinib"}], report)
    assert report.unplaced == ["the usual dose of nosuchinib, an unknown drug"]
