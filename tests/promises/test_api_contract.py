"""The API answers as it says it does: drawn questions, every check of Schemathesis.

`CASEBASE_SOAK=1` asks thousands, and each parameter at its limits.
"""

import os
import sys

import pytest

from casebase.browse.api.schema import described
from tests.browse import archive
from tests.browse.api import contract

pytestmark = pytest.mark.django_db(transaction=True)

IS_SOAK = bool(os.environ.get("CASEBASE_SOAK"))
CHECKS = {
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
}


@pytest.fixture
def public_archive(own_index, db):
    """The seed, and made-up cases beside it."""
    archive.put_words()
    archive.put_seed()
    archive.put_made_up(8 if IS_SOAK else 3)


@pytest.mark.promise(2)
def test_the_api_answers_as_it_says(public_archive, capsys, looked_at):
    report = contract.examine(examples=100 if IS_SOAK else 2, coverage=IS_SOAK)
    with capsys.disabled():
        sys.stdout.write(f"\n{report}\n")
    assert report.errors == []
    assert report.failures == {}
    assert {*report.checked} >= CHECKS
    assert report.operations == {f"GET {path}" for path in described()["paths"]}
    least = 5_000 if IS_SOAK else 60
    looked_at(sum(report.asked.values()), "questions", least=least)
    assert {200, 400, 404} <= {*report.statuses}
