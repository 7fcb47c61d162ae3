"""An audit that asked nobody does not pass for one that found nothing."""

import importlib.util
import json

import pytest
from django.conf import settings

spec = importlib.util.spec_from_file_location(
    "audited", settings.BASE_DIR / "scripts" / "audited.py"
)
audited = importlib.util.module_from_spec(spec)
spec.loader.exec_module(audited)

GOOD = {"name": "good", "version": "1", "vulns": []}
WEAK = {
    "name": "weak",
    "version": "1",
    "vulns": [{"id": "CVE-0", "fix_versions": ["2"]}],
}
SKIPPED = {"name": "unknown", "skip_reason": "nobody answered"}


@pytest.mark.parametrize(
    ("libraries", "status", "said"),
    [
        ([GOOD, GOOD], 0, "2 libraries asked about, 0 weak"),
        ([GOOD, WEAK], 1, "WEAK weak 1: CVE-0, mended in 2"),
        ([WEAK, SKIPPED], 1, "SKIPPED r.txt: 1 of 2"),
        ([GOOD, SKIPPED], 3, "SKIPPED r.txt: 1 of 2"),
        ([SKIPPED], 3, "(nobody answered). This is no pass."),
        ([], 3, "no advisory source answered"),
    ],
)
def test_what_was_not_asked_is_no_pass(libraries, status, said):
    judged, sentences = audited.judged("r.txt", json.dumps({"dependencies": libraries}))
    assert judged == status
    assert said in "\n".join(sentences)


@pytest.mark.parametrize("report", ["", "{}", "no report"])
def test_no_report_is_no_pass(report):
    assert audited.judged("r.txt", report)[0] == 3
