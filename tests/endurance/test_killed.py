"""A few kills in every run; `make soak` does hundreds, and kills PostgreSQL too."""

from pathlib import Path

import pytest
from django.conf import settings

from .killing_imports import kill_imports
from .killing_writers import kill_under_writers
from .place import place

# The second, so that the suite's tables are made also where nobody else asks for them.
pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


@pytest.fixture
def quick_place(django_db_setup):
    """A place whose tables are those that the suite has made."""
    with place("sqlite", Path(settings.DATABASES["default"]["NAME"])) as here:
        yield here


@pytest.mark.promise(5)
def test_a_killed_import_leaves_nothing_by_halves(quick_place, looked_at):
    told = kill_imports(quick_place, points=4, seed=7)
    assert (told.partial, told.not_completed) == ([], [])
    looked_at(told.kills.total(), "imports killed", least=4)


@pytest.mark.promise(6)
def test_nothing_acknowledged_is_lost(quick_place, looked_at):
    told = kill_under_writers(quick_place, writers=1, writes=120, kills=1, seed=7)
    assert (told.lost, told.twice) == ([], [])
    looked_at(told.edits + told.versions, "writes acknowledged", least=120)
