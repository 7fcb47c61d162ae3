"""One word written twice is found; two words that are nearly alike are left alone."""

import pytest

from casebase.vocabulary.models import AdverseEventTerm, Drug, DrugAlias, Institution
from casebase.vocabulary.similar import likeness, similar_to, similar_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Larotrectinb", "larotrectinib"),
        ("larotrectinib", "Larotrectinib"),
        ("Zhongshan Hospital", "Zhong-shan hospital"),
        ("Weight gain", "weightgain"),
        ("Oedème", "oedeme"),
        ("Transaminases increased", "Transaminase increased"),
    ],
)
def test_what_is_one_word_looks_alike(one, other):
    assert likeness(one, other) > 0
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypernatremia", "hyponatremia"),
        ("apatinib", "lapatinib"),
        ("MET inhibitor", "MEK inhibitor"),
        ("PD-1 inhibitor", "PD-L1 inhibitor"),
        ("Grade 1 neuropathy", "Grade 2 neuropathy"),
        ("T-Cell Lymphoma of skin", "B-Cell Lymphoma of skin"),
        ("nausea", "Nauset"),
    ],
)
def test_what_are_two_words_does_not(one, other):
    assert likeness(one, other) == 0


@pytest.mark.usefixtures("starter")
@pytest.mark.django_db
class TestAmongTheStartersWords:
    """The whole vocabulary, and a few words that somebody added to it."""

    def test_no_two_of_its_own_words_look_alike(self):
        assert similar_words() == []

    def test_a_slip_of_the_pen_is_found_and_goes_into_the_accepted_word(self):
        Drug.objects.create(name="Larotrectinb", kind="small_molecule")
        twin = {"name": "Zhongshan Hosptal", "city": "Shanghai", "country": "CN"}
        Institution.objects.create(**twin)
        Institution.objects.create(**twin | {"name": "Zhongshan Hospital"})
        found = [(str(pair.word), str(pair.other)) for pair in similar_words()]
        assert ("Larotrectinb", "larotrectinib") in found
        assert len(found) == 2
        assert len(similar_words(most=1)) == 1

    def test_a_brand_is_no_new_drug(self):
        word = Drug.objects.create(name="xal-kori", kind="small_molecule")
        assert [str(pair.other) for pair in similar_to(word)] == ["crizotinib"]
        assert DrugAlias.objects.filter(text="Xalkori").exists()

    def test_a_synonym_is_no_new_event(self):
        known = AdverseEventTerm.objects.exclude(synonyms="").first()
        word = AdverseEventTerm(key="new", name=known.synonym_list()[0].upper())
        assert known in [pair.other for pair in similar_to(word)]
