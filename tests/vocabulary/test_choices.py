"""Two rooms word the same lists, since neither may import the other."""

import pytest

from casebase.archive import choices as of_the_archive
from casebase.vocabulary import choices as of_the_vocabulary


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("FusionState", "FusionState"),
        ("BiomarkerKind", "BiomarkerKind"),
        ("DoseUnit", "DoseUnit"),
        ("DoseFrequency", "Frequency"),
        ("DoseRoute", "Route"),
    ],
)
def test_both_rooms_have_the_same_values_and_words(name, theirs):
    ours = getattr(of_the_vocabulary, name)
    assert ours.choices == getattr(of_the_archive, theirs).choices
