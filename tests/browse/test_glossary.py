"""The glossary: every closed word that readers meet is explained; every link leads."""

import re
from enum import Enum

import pytest

from casebase.archive import choices as c
from casebase.browse.glossary import ENTRIES, GROUPS, explained, values_named

#: Lists whose values readers meet, and that must be explained value by value.
MET_BY_READERS = [
    c.ResponseCategory,
    c.ResponseCriteria,
    c.AssayMethod,
    c.FindingResult,
    c.FusionState,
    c.FusionDetection,
    c.PartnerStatus,
    c.GeneSide,
    c.Causality,
    c.Rechallenge,
    c.AdverseEventStatement,
    c.GradeBasis,
    c.LabelStatus,
    c.Setting,
    c.Decision,
    c.ReasonNotGiven,
    c.Assertion,
    c.Confidence,
    c.PartRead,
    c.ReviewBasis,
    c.Integrity,
    c.WithdrawReason,
]
#: They say what they are, or a standard nobody of ours may retell is needed for them.
NEED_NONE = {
    c.AssayMethod.SANGER,
    c.AssayMethod.KARYOTYPE,
    c.AssayMethod.ARRAY,
    c.AssayMethod.EXPRESSION_PANEL,
    c.AssayMethod.METHYLATION,
    c.AssayMethod.OTHER,
}


@pytest.mark.parametrize("words", MET_BY_READERS, ids=lambda words: words.__name__)
def test_every_value_readers_meet_is_explained_or_needs_no_explanation(words):
    unexplained = [v for v in words if not explained(v) and v not in NEED_NONE]
    assert unexplained == []


def test_no_value_is_explained_twice_and_none_is_excused_that_is_explained():
    told = [(type(v), v) for entry in ENTRIES.values() for v in entry.values]
    assert len(told) == len(set(told))
    assert [value for value in NEED_NONE if explained(value)] == []


def test_every_entry_is_in_a_group_and_says_what_it_rests_on():
    assert sum(len(group.entries) for group in GROUPS) == len(ENTRIES)
    for entry in ENTRIES.values():
        assert re.fullmatch(r"[a-z0-9-]+", entry.slug)
        assert entry.brief.endswith(".")
        assert entry.sources
        assert len(explained(*entry.see)) == len(entry.see)


def test_a_list_is_named_as_a_whole_or_by_one_of_its_members():
    assert values_named("GradeBasis.*") == tuple(c.GradeBasis)
    assert values_named("PartRead.ABSTRACT") == (c.PartRead.ABSTRACT,)
    with pytest.raises(KeyError):
        values_named("PartRead.NOSUCH")


def test_what_is_asked_for_twice_is_explained_once_and_in_order():
    asked = explained("grade", [c.ResponseCategory.CR, c.GradeBasis.STATED])
    assert [entry.slug for entry in asked] == ["grade", "complete-response"]
    assert explained(c.YesNo.YES) == []
    with pytest.raises(KeyError):
        explained("no-such-word")


def test_the_same_value_of_two_lists_is_not_taken_for_the_other():
    """Every list has a `not_reported`; a test's is not a response's."""
    of = {v: explained(v)[0].slug for v in (c.Causality.NOT_REPORTED,)}
    assert of == {"not_reported": "attribution"}
    assert explained(c.ResponseCategory.NOT_REPORTED)[0].slug == "response-not-reported"


@pytest.mark.django_db
def test_the_glossary_links_to_a_page_of_each_word(client, page):
    listed = page("/glossary/")
    assert {e.address for e in ENTRIES.values()} <= set(listed.links)
    for entry in ENTRIES.values():
        told = page(entry.address)
        assert entry.brief in told.words
        assert all(source in told.words for source in entry.sources)
        missing = [
            a for a in told.links if a.startswith("/glossary/") and not _known(a)
        ]
        assert missing == []
    assert client.get("/glossary/no-such-word/").status_code == 404


@pytest.mark.django_db
def test_a_case_page_explains_its_words_once_in_each_section(page, seed_case):
    told = page(f"/cases/{seed_case}/")
    folded = re.findall(r'<details class="explained.*?</details>', told.text, re.DOTALL)
    assert len(folded) == 6
    slugs = [re.findall(r"/glossary/([a-z0-9-]+)/", each) for each in folded]
    for each in slugs:
        assert len(each) == len(set(each)) > 0
        assert set(each) <= set(ENTRIES)
    said = {slug for each in slugs for slug in each}
    assert {"partner-unknown", "complete-response", "grade", "part-read"} <= said
    assert "partial-response" not in said  # no such response on this page


@pytest.mark.django_db
def test_the_legend_of_responses_leads_to_the_glossary(page, made_up):
    assert "/glossary/#responses" in page("/cases/").links
    assert 'id="responses"' in page("/glossary/").text


def _known(address: str) -> bool:
    where, _, anchor = address.partition("#")
    slug = where.removeprefix("/glossary/").strip("/")
    groups = {group.key for group in GROUPS}
    return slug in ENTRIES if slug else anchor in groups or not anchor


def test_marks_stand_beside_responses_alone():
    marked = [entry for entry in ENTRIES.values() if entry.mark]
    assert {type(e.values[0]) for e in marked} == {c.ResponseCategory}
    assert all(isinstance(value, Enum) for e in marked for value in e.values)
