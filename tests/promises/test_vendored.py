"""What others wrote stands here as they published it, with its licence."""

import hashlib

import pytest
from django.conf import settings

VENDORED = sorted((settings.BASE_DIR / "static" / "js").glob("*.min.js"))
RECORD = settings.BASE_DIR / "docs" / "adr" / "0012-what-we-depend-on.md"


def test_there_is_something_to_look_at():
    assert VENDORED


@pytest.mark.parametrize("path", VENDORED, ids=lambda path: path.name)
def test_a_vendored_file_is_the_one_that_was_recorded(path):
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    assert f"`{path.name}` | `{checksum}`" in RECORD.read_text()
    licence = path.with_name(path.name.removesuffix(".min.js") + ".LICENSE")
    assert "Permission to use, copy, modify" in licence.read_text()
