"""Who follows the tutorial line by line has a published case at its end.

With `CASEBASE_PICTURES=1` its pictures are taken anew on the way.
"""

import os
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from casebase.archive.models import Record
from casebase.curation.management.commands import (
    create_development_accounts as accounts,
)
from casebase.curation.models import Patient

from .tutorial import NotAStep, Picture, Reader, Step, read

FILE = settings.BASE_DIR / "docs" / "tutorial.md"
PICTURES = FILE.parent / "images" / "tutorial"
TAKES_PICTURES = bool(os.environ.get("CASEBASE_PICTURES"))


def steps():
    """What the tutorial says, in order."""
    return read(FILE.read_text("utf-8"))


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_who_follows_it_has_a_published_case(page, db):
    call_command("load_vocabulary", verbosity=0, stdout=StringIO())
    call_command("create_development_accounts", stdout=StringIO())
    known = accounts.read(accounts.accounts_file())
    page.context.set_default_timeout(30_000)
    page.set_viewport_size({"width": 1280, "height": 800})
    reader = Reader(page, dict(known.values()))
    for one in steps():
        if isinstance(one, Step):
            reader.follow(one)
        else:
            reader.look(one, FILE.parent / one.file if TAKES_PICTURES else None)

    version = Record.objects.cases().get().latest
    case = version.content
    assert version.number == 1
    assert case.synthetic
    assert version.submitted_by == "Development curator"
    assert version.reviewed_by == "Development reviewer"
    [event] = case.outcome.adverse_events
    assert (event.grade_min, event.outcome) == (2, "resolved")
    assert event.source.quote.startswith("Nausea of grade 2")
    [finding] = case.findings
    assert (finding.biomarker.label, finding.detection) == ("LMNA::NTRK1 fusion", None)
    assert Patient.objects.get().biomarkerfinding_rows.get().detection == "direct"


def test_its_pictures_are_there_and_no_others():
    named = [FILE.parent / one.file for one in steps() if isinstance(one, Picture)]
    assert sorted(named) == sorted(PICTURES.iterdir())


def test_a_made_up_case_says_so_before_the_first_step():
    before, _, _ = FILE.read_text("utf-8").partition("\n1. ")
    assert "**The case is made up.**" in before


@pytest.mark.parametrize(
    "line",
    [
        "1. The desk opens.",
        "1. Here you **click** `Add patient`.",
        "1. **Admire** `Add patient`.",
        "1. **Press** `Alt+L`.\n\n   ```\n   one\n   ```\n\n   ```\n   two\n   ```",
    ],
)
def test_a_numbered_line_that_nobody_can_follow_is_refused(line):
    with pytest.raises(NotAStep, match="line"):
        read(line)


def test_a_line_is_read_as_it_is_meant():
    text = """
Only read: **this** and `that`.

1. **Choose** `Resolved` in `Outcome` of `AE1`, then
   **press** `Ctrl+S`.
2. **Type** into `Summary`:

   ```
   Two
   lines.
   ```

   It says so.

![It](images/it.png "How it stands")
"""
    assert read(text) == [
        Step(4, "choose", ["Resolved"], "Outcome", "AE1"),
        Step(4, "press", ["Ctrl+S"]),
        Step(6, "type", box="Summary", block="Two\nlines."),
        Picture(15, "images/it.png", "How it stands"),
    ]
