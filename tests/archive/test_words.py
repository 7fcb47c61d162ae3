"""What is typed and what a document says are the same words."""

import pytest

from casebase.archive import choices as c
from casebase.archive import document as d
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


@pytest.mark.parametrize(
    ("known", "pairs"),
    [
        (
            {
                "state": "two_genes",
                "five_prime": {"key": "LMNA"},
                "three_prime": {"key": "NTRK1"},
            },
            {"LMNA::NTRK1"},
        ),
        ({"state": "order_not_reported"}, {"LMNA::NTRK1", "NTRK1::LMNA"}),
    ],
)
def test_a_pair_is_spelt_in_its_order_else_either_way(known, pairs):
    case = d.as_dict(seed.case_document())
    genes = [{"key": "LMNA"}, {"key": "NTRK1"}]
    fusion = {"key": "a-pair", "genes": genes} | known
    case["findings"][0]["biomarker"]["fusion"] = fusion
    spelt = {*words.fusion_spellings(d.read(case))}
    assert {one for one in spelt if "::" in one} == pairs


def test_a_choice_is_told_by_its_own_words_whatever_else_has_its_value():
    """Two lists may have the same value, such as `stopped`, with other words for it."""
    lists = [one for one in vars(c).values() if isinstance(one, type(c.Modality))]
    choices = [choice for each in lists for choice in each]
    assert len(choices) > len({choice.value for choice in choices})
    for choice in choices:
        silent = choice.value in ("not_reported", "not_stated", "unknown")
        assert words.strings_of((choice,)) == ([] if silent else [str(choice.label)])
