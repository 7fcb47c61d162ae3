"""What is typed and what a document says are the same words."""

import pytest

from casebase.archive import words
from tests import seed


@pytest.mark.parametrize("hyphen", ["-", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"])
def test_a_hyphen_is_one_however_it_is_printed(hyphen):
    assert words.normalise(f"EML4{hyphen}ALK") == "eml4-alk"


def test_a_fusion_is_spelt_though_another_finding_has_none():
    case = seed.case_document()
    [found] = case.findings
    stain = found.biomarker.model_copy(update={"kind": "protein_ihc", "fusion": None})
    first = found.model_copy(update={"ref": "F2", "biomarker": stain})
    both = case.model_copy(update={"findings": (first, found)})
    spelt = [*words.fusion_spellings(both)]
    assert "NTRK1 fusion rearrangement" in spelt
    assert spelt == [*words.fusion_spellings(case)]
