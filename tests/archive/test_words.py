"""What is typed and what a document says are the same words."""

import pytest

from casebase.archive import words


@pytest.mark.parametrize("hyphen", ["-", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"])
def test_a_hyphen_is_one_however_it_is_printed(hyphen):
    assert words.normalise(f"EML4{hyphen}ALK") == "eml4-alk"
