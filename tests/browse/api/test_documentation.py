"""Every question that docs/api.md shows is answered as it says."""

import re
import shlex

import pytest
from django.conf import settings

TEXT = (settings.BASE_DIR / "docs" / "api.md").read_text("utf-8")
ASKED = re.findall(r"^curl (.+?)(?:  # (\d{3}))?$", TEXT, re.MULTILINE)


def test_there_are_examples():
    assert len(ASKED) > 10


@pytest.mark.django_db
@pytest.mark.parametrize(("line", "status"), ASKED)
def test_an_example_is_answered_as_it_says(client, seed_case, line, status):
    words = shlex.split(line)
    [address] = [word for word in words if word.startswith("http")]
    headers = dict(words[i + 1].split(": ") for i, w in enumerate(words) if w == "-H")
    if "If-None-Match" in headers:
        headers["If-None-Match"] = client.get(address)["ETag"]
    answer = client.get(address, headers=headers)
    assert answer.status_code == int(status or 200)
    if not status and "total" in answer.json():
        assert answer.json()["total"] > 0
