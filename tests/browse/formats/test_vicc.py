"""Gene fusions by the VICC specification: nothing claimed that was not reported.

The structure is checked as the models of `fusor` have it (cancervariants/fusor,
src/fusor/models.py, read in November 2026): keys and values of AssayedFusion and
CategoricalFusion, at least two elements, two different genes, `?` of a patient alone
and `v` of a category alone.
"""

from typing import Any

import pytest

from casebase.archive import document as d
from casebase.browse.formats import vicc
from tests.browse.formats.starter import CASES

#: What fusor allows, and what it asks for, of each type that is written here.
ALLOWED = {
    "AssayedFusion": {
        "structure",
        "viccNomenclature",
        "readingFramePreserved",
        "causativeEvent",
        "assay",
    },
    "CategoricalFusion": {"structure", "viccNomenclature"},
    "GeneElement": {"gene"},
    "UnknownGeneElement": set(),
    "MultiplePossibleGenesElement": set(),
    "CausativeEvent": {"eventType", "eventDescription"},
    "Assay": {"assayName", "assayId", "methodUri", "fusionDetection"},
}
ELEMENTS = {
    "AssayedFusion": {"GeneElement", "UnknownGeneElement"},
    "CategoricalFusion": {"GeneElement", "MultiplePossibleGenesElement"},
}
EVENTS = {"rearrangement", "read-through", "trans-splicing"}
SOURCE = {"article": "made-up", "assertion": "stated"}
TPM3 = {"key": "TPM3", "code": "HGNC:12012"}
NTRK1 = {"key": "NTRK1", "code": "HGNC:8031"}


def is_valid(fusion: dict[str, Any]) -> bool:
    """Check a fusion as fusor does."""
    for part in (fusion, fusion.get("assay"), fusion.get("causativeEvent")):
        assert not part or part.keys() - {"type"} <= ALLOWED[part["type"]], part
    elements = fusion["structure"]
    assert len(elements) == 2
    for element in elements:
        assert element["type"] in ELEMENTS[fusion["type"]]
        assert element.keys() - {"type"} == ALLOWED[element["type"]]
    genes = [one["gene"] for one in elements if "gene" in one]
    codes = {gene["primaryCoding"]["id"] for gene in genes}
    assert len(codes) == len(genes) >= 1
    for gene in genes:
        assert gene.keys() == {"conceptType", "name", "primaryCoding"}
        coding = gene["primaryCoding"]
        assert coding["id"] == coding["code"].lower()
    assay = fusion.get("assay", {})
    assert assay.get("fusionDetection", "observed") in ("observed", "inferred")
    assert fusion.get("causativeEvent", {}).get("eventType", "rearrangement") in EVENTS
    return True


def finding(fusion: dict[str, Any], **more: Any) -> d.Finding:
    """Return a fusion found in a patient."""
    key = fusion.get("key", "TPM3::NTRK1")
    return d.Finding.model_validate(
        {
            "ref": "F1",
            "biomarker": {
                "key": "a-fusion",
                "kind": "fusion",
                "fusion": {"key": key, "genes": [TPM3, NTRK1], **fusion},
            },
            "result": "positive",
            "reported": "TPM3-NTRK1",
            "source": SOURCE,
            **more,
        }
    )


TWO = {"state": "two_genes", "five_prime": TPM3, "three_prime": NTRK1}
LONE = {"state": "partner_unknown", "genes": [NTRK1]}


def nomenclature(row: d.Finding) -> str:
    fusion = vicc.assayed(row)
    assert fusion is not None, vicc.why_not(row)
    assert is_valid(fusion)
    return str(fusion["viccNomenclature"])


@pytest.mark.parametrize("name", CASES)
def test_every_fusion_of_the_starter_is_valid_or_says_why_not(name):
    for told in vicc.fusions_of(CASES[name]):
        assert (told["fusion"] is None) == bool(told["why_not"])
        assert told["fusion"] is None or is_valid(told["fusion"])
        assert told["reported"]["words"]


@pytest.mark.parametrize(
    ("fusion", "more", "expected"),
    [
        (TWO, {}, "TPM3(hgnc:12012)::NTRK1(hgnc:8031)"),
        (TWO, {"detection": "inferred"}, "TPM3(hgnc:12012)(::)NTRK1(hgnc:8031)"),
        (LONE, {"known_gene_side": "three_prime"}, "?::NTRK1(hgnc:8031)"),
        (LONE, {"known_gene_side": "five_prime"}, "NTRK1(hgnc:8031)::?"),
        (
            LONE,
            {"known_gene_side": "three_prime", "detection": "inferred"},
            "?(::)NTRK1(hgnc:8031)",
        ),
        (
            TWO,
            {
                "transcript_5p": "NM_152263.3",
                "exon_5p": "8",
                "transcript_3p": "NM_002529.3",
                "exon_3p": "10",
            },
            "NM_152263.3(TPM3):e.8::NM_002529.3(NTRK1):e.10",
        ),
        # No transcript is filled in, none without its version is taken.
        (TWO, {"exon_5p": "8", "exon_3p": "10"}, "TPM3(hgnc:12012)::NTRK1(hgnc:8031)"),
        (
            TWO,
            {
                "transcript_5p": "NM_152263",
                "exon_5p": "8",
                "transcript_3p": "NM_002529.3",
                "exon_3p": "10",
            },
            "TPM3(hgnc:12012)::NTRK1(hgnc:8031)",
        ),
        # What lies between is not left out of a junction.
        (
            TWO,
            {
                "transcript_5p": "NM_152263.3",
                "exon_5p": "8",
                "transcript_3p": "NM_002529.3",
                "exon_3p": "10",
                "linker_note": "6 bases",
            },
            "TPM3(hgnc:12012)::NTRK1(hgnc:8031)",
        ),
    ],
)
def test_a_fusion_is_written_as_far_as_it_is_known(fusion, more, expected):
    assert nomenclature(finding(fusion, **more)) == expected


@pytest.mark.parametrize(
    ("fusion", "more", "why"),
    [
        (LONE, {}, "On which side"),
        (LONE, {"known_gene_side": "not_stated"}, "On which side"),
        ({"state": "order_not_reported"}, {}, "The order of the genes"),
        ({"state": "family", "genes": []}, {}, "No gene is named"),
        ({"state": "regulatory"}, {}, "regulatory"),
        (LONE | {"genes": []}, {"known_gene_side": "three_prime"}, "No gene is named"),
        ({"state": "two_genes", "five_prime": TPM3}, {}, "A fusion has two genes"),
        (TWO | {"three_prime": TPM3}, {}, "A fusion has two genes"),
        (TWO, {"effect": "regulatory"}, "regulatory"),
        (
            TWO | {"genes": [{"key": "TPM3"}, NTRK1], "five_prime": {"key": "TPM3"}},
            {},
            "No HGNC identifier is known: TPM3.",
        ),
    ],
)
def test_what_is_not_known_is_not_claimed(fusion, more, why):
    row = finding(fusion, **more)
    assert vicc.assayed(row) is None
    assert why in vicc.why_not(row)


@pytest.mark.parametrize("result", ["negative", "equivocal", "not_tested"])
def test_a_fusion_that_was_not_found_is_none(result):
    assert vicc.assayed(finding(TWO, result=result)) is None


def test_one_assay_is_named_and_what_it_saw():
    fish = {"ref": "AS1", "method": "fish_break_apart", "detection": "inferred"}
    fish |= {"result": "positive", "source": SOURCE}
    told = vicc.assayed(finding(TWO, assays=[fish], in_frame="yes"))
    assert told["assay"] == {
        "type": "Assay",
        "assayName": "FISH, break-apart",
        "assayId": "obi:OBI_0003094",
        "fusionDetection": "inferred",
    }
    assert told["readingFramePreserved"] is True
    several = [fish, fish | {"ref": "AS2", "method": "rna_ngs"}]
    told = vicc.assayed(finding(TWO, assays=several, detection="direct"))
    assert told["assay"] == {"type": "Assay", "fusionDetection": "observed"}


def test_the_event_is_told_with_its_karyotype():
    told = vicc.assayed(finding(TWO, cause="read_through", iscn="t(1;1)(q21;q23)"))
    assert is_valid(told)
    assert told["causativeEvent"] == {
        "type": "CausativeEvent",
        "eventType": "read-through",
        "eventDescription": "t(1;1)(q21;q23)",
    }


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"state": "two_genes", "five_prime": "TPM3", "three_prime": "NTRK1"},
            "TPM3(hgnc:12012)::NTRK1(hgnc:8031)",
        ),
        ({"state": "partner_unknown", "three_prime": "NTRK1"}, "v::NTRK1(hgnc:8031)"),
        ({"state": "partner_unknown", "five_prime": "NTRK1"}, "NTRK1(hgnc:8031)::v"),
        ({"state": "partner_unknown", "genes": ["NTRK1"]}, None),
        ({"state": "order_not_reported", "genes": ["TPM3", "NTRK1"]}, None),
        ({"state": "family", "family": "NTRK"}, None),
        ({"state": "regulatory"}, None),
        ({"state": "two_genes", "five_prime": "XXX", "three_prime": "NTRK1"}, None),
    ],
)
def test_a_category_is_told_where_its_order_is_known(facts, expected):
    known = {"TPM3": TPM3, "NTRK1": NTRK1}
    told, why_not = vicc.category(
        facts, lambda key: d.Coded(**known.get(key, {"key": key}))
    )
    assert (told is None) == bool(why_not)
    if told:
        assert is_valid(told)
    assert (told or {}).get("viccNomenclature") == expected
