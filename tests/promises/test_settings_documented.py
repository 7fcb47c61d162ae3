"""Every setting that the environment may give is in README's table, and no other."""

import re

from django.conf import settings


def read_by_settings():
    """Name every variable that settings.py reads."""
    source = (settings.BASE_DIR / "casebase" / "settings.py").read_text()
    return set(re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', source))


def in_the_table():
    """Name every variable that a row of README's table begins with."""
    readme = (settings.BASE_DIR / "README.md").read_text()
    return set(re.findall(r"^\|\s*`([A-Z_]+)`\s*\|", readme, re.MULTILINE))


def test_settings_reads_what_we_think_it_does():
    assert {"SECRET_KEY", "DATABASE_URL", "CASEBASE_DATA"} <= read_by_settings()


def test_every_setting_is_documented():
    assert read_by_settings() - in_the_table() == set()


def test_no_setting_is_documented_that_nobody_reads():
    # HOST and PORT are for `make run`, not for the settings.
    assert in_the_table() - read_by_settings() <= {"HOST", "PORT"}
