"""Whoever finds a weakness is told whom to write to, and the answer is not stale."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

#: A release may be used for a while before the next one brings another date.
STILL_GOOD_FOR = timedelta(days=30)
#: RFC 9116 recommends less than a year.
AT_MOST = timedelta(days=366)


def test_it_says_whom_and_until_when(client):
    answer = client.get("/.well-known/security.txt", secure=True)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(
        re.fullmatch(r"([A-Z][A-Za-z-]+): (\S+)", line).groups()
        for line in answer.content.decode().splitlines()
    )
    assert fields["Contact"] == f"{settings.PUBLIC_URL}/report/"
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    until = datetime.fromisoformat(fields["Expires"])
    left = until - timezone.now()
    assert left > STILL_GOOD_FOR, "Set SECURITY_CONTACT_UNTIL within a year from now."
    assert left < AT_MOST


def test_times_to_mend_are_promised():
    words = (settings.BASE_DIR / "SECURITY.md").read_text()
    for what in ("hear from us", "identify a person", "critical", "medium", "low"):
        assert re.search(rf"\| [^|]*{what}[^|]*\| \d+ (working )?days? \|", words), what
