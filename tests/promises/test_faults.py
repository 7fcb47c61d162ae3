"""Every promise has a fault that can still be planted (`make trust-selftest` does)."""

import pytest
from django.conf import settings

from tests.promises.faults import FAULTS
from tests.promises.watching import ROWS


def test_every_promise_has_a_fault():
    assert {fault.row for fault in FAULTS} == set(ROWS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.row}")
def test_a_fault_can_be_planted(fault):
    file, _, name = fault.test.partition("::")
    assert f"def {name or 'test_'}" in (settings.BASE_DIR / file).read_text("utf-8")
    for change in fault.changes:
        text = (settings.BASE_DIR / change.file).read_text("utf-8")
        assert text.count(change.old) == 1
        assert change.new != change.old
