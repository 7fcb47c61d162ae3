"""A Phenopacket says what the record says: no date, no code, no age beyond it."""

import json
import re
from pathlib import Path

import pytest

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.browse.formats.phenopackets import codes, phenopacket, places, times
from casebase.browse.formats.phenopackets.actions import response_code
from tests.browse import archive
from tests.browse.formats import official
from tests.browse.formats.starter import CASES, changed, envelope

SEED = "hou-ntrk1-mesenchymal-sarcoma.the-patient"
IMT = "zhang-alk-imt-2020.patient-2"
#: All but addresses.
CURIE = re.compile(r"[A-Za-z][A-Za-z0-9]*:(?!//)\S+")
MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-[0-9]{2}T[0-9:]{8}Z")
PAGE = Path(__file__).resolve().parents[3] / "docs" / "phenopackets.md"


def packet(case: d.CaseDocument, **more):
    return phenopacket(case, envelope(**more))


def strings(value, key=""):
    """Every text of a value, with the key it stands under."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, key)
    elif isinstance(value, str):
        yield key, value


@pytest.fixture(params=CASES, scope="module")
def case(request):
    """Each case of the starter."""
    return CASES[request.param]


# ── Every case of the starter ─────────────────────────────────────────────────────


def test_the_official_classes_read_it_and_nothing_is_lost(case):
    official.loses_nothing(packet(case))


def test_the_official_validator_misses_nothing(case):
    official.is_complete(packet(case))


def test_no_code_is_made_up(case):
    """Whatever looks like a code is one of the document, or of the short list here."""
    known = {text for _, text in strings(d.as_dict(case)) if CURIE.fullmatch(text)}
    cited = [source.citation for source in case.articles if source.citation]
    known |= {f"PMID:{one.pmid}" for one in cited} | {f"DOI:{one.doi}" for one in cited}
    found = {text for _, text in strings(packet(case)) if CURIE.fullmatch(text)}
    assert any(code.startswith("HGNC:") for code in known)
    assert found <= known | codes.OURS


def test_no_date_is_made_up(case):
    """Every moment bounds a month or a year that the document names."""
    dated = {text for key, text in strings(d.as_dict(case)) if key == "date"}
    for key, text in strings(packet(case)):
        if moment := MOMENT.fullmatch(text):
            is_published = key in ("created", "timestamp")
            month = f"{moment[1]}-{moment[2]}"
            assert is_published or month in dated or moment[1] in dated, text


def test_every_prefix_is_declared_once(case):
    found = packet(case)
    prefixes = [one["namespacePrefix"] for one in found["metaData"]["resources"]]
    used = {code.partition(":")[0] for code in codes.curies(found)}
    assert sorted(used) == prefixes


def test_only_what_was_found_and_given_stands_in_it(case):
    found = packet(case)
    told = [
        one["variantInterpretation"]["variationDescriptor"]["id"].rpartition(".")[2]
        for row in found["interpretations"]
        for one in row.get("diagnosis", {}).get("genomicInterpretations", [])
    ]
    positive = {row.ref for row in case.findings if row.result == "positive"}
    assert set(told) <= positive
    given = [row for row in case.treatments if row.decision == c.Decision.GIVEN]
    assert len(found.get("medicalActions", [])) <= len(given)


def test_every_part_of_a_case_is_in_it_or_named(case):
    """A treatment, a finding, an adverse event: nothing goes without a word."""
    text = " ".join(text for _, text in strings(packet(case)))
    for row in case.findings:
        assert row.reported in text
    for event in case.outcome.adverse_events:
        tied = [a for t in case.treatments for a in t.agents if a.ref in event.agents]
        assert not tied or event.reported in text
    for treatment in case.treatments:
        assert f"Treatment {treatment.sequence}" in text


# ── One thing at a time ───────────────────────────────────────────────────────────


def test_the_seed_is_told_as_it_was_reported():
    found = packet(CASES[SEED])
    assert found["subject"] == {
        "id": "CB-000001",
        "timeAtLastEncounter": {
            "interval": {
                "start": "2020-07-01T00:00:00Z",
                "end": "2020-07-31T23:59:59Z",
            }
        },
        "vitalStatus": {"status": "ALIVE"},
        "sex": "MALE",
    }
    [disease] = found["diseases"]
    assert disease["term"] == {"id": "ONCOTREE:SARCNOS", "label": "Sarcoma, NOS"}
    assert disease["onset"] == {"age": {"iso8601duration": "P33Y"}}
    [action] = found["medicalActions"]
    assert action["treatment"]["agent"]["id"] == "NCIT:C74061"
    assert action["responseToTreatment"]["id"] == "NCIT:C4870"
    [reading] = found["interpretations"]
    [finding] = reading["diagnosis"]["genomicInterpretations"]
    # The person alone would mean the germline.
    assert finding["subjectOrBiosampleId"] == "CB-000001.specimen-not-named"
    assert found["biosamples"][-1]["id"] == "CB-000001.specimen-not-named"
    variant = finding["variantInterpretation"]["variationDescriptor"]
    assert variant["geneContext"] == {"valueId": "HGNC:8031", "symbol": "NTRK1"}
    # The source says translocation: no fusion, no side, no partner.
    assert variant["structuralType"]["id"] == "SO:0001537"
    assert "::" not in json.dumps(found, ensure_ascii=False)
    assert "larotrectinib; financial reasons" in reading["summary"]
    [update] = found["metaData"]["updates"]
    assert "No code is known for: Back; larotrectinib;" in update["comment"]
    assert "country and institutions" in update["comment"]


def test_a_drug_without_a_code_is_told_in_words_with_its_response():
    found = packet(CASES["gan-to-kagaku-ryoho-lmna-ntrk1-sarcoma-2019.the-patient"])
    [action] = found["medicalActions"]
    told = action["therapeuticRegimen"]["externalReference"]
    assert told["description"] == "larotrectinib"
    assert told["reference"].endswith("/drugs/larotrectinib/")
    assert action["responseToTreatment"]["label"] == "Complete Response"


def test_both_genes_of_a_fusion_stand_in_its_structure():
    found = packet(CASES[IMT])
    [finding, *_] = found["interpretations"][0]["diagnosis"]["genomicInterpretations"]
    assert finding["subjectOrBiosampleId"] == "CB-000001.S2"
    variant = finding["variantInterpretation"]["variationDescriptor"]
    assert variant["xrefs"] == ["HGNC:11973", "HGNC:427"]
    more = {one["name"]: one["value"] for one in variant["extensions"]}
    assert (more["exon_5p"], more["exon_3p"]) == ("18", "18")
    structure = json.loads(more["vicc_assayed_fusion"])["structure"]
    assert [one["gene"]["name"] for one in structure] == ["TNS1", "ALK"]


def test_a_diagnosis_that_was_revised_is_no_disease_of_the_patient():
    found = packet(CASES[IMT])
    assert [x["term"]["id"] for x in found["diseases"]] == ["ONCOTREE:IMT"]
    assert "leiomyosarcoma" in found["interpretations"][0]["summary"]


def test_without_a_coded_diagnosis_the_findings_are_text():
    found = packet(CASES["fernandes-braf-ameloblastoma-2018.the-patient"])
    [reading] = found["interpretations"]
    assert "diagnosis" not in reading
    assert "diseases" not in found
    assert "BRAF V600E, positive" in reading["summary"]


def test_a_made_up_case_says_so_wherever_it_is_read():
    made_up = archive.made_up(1)
    found = packet(made_up)
    official.loses_nothing(found)
    assert found["id"] == "CB-000001-synthetic.v1"
    assert found["subject"]["id"] == "CB-000001-synthetic"
    assert found["interpretations"][0]["summary"].startswith("SYNTHETIC: made up")
    assert found["metaData"]["updates"][0]["comment"].startswith("SYNTHETIC: made up")


def test_a_file_says_what_it_rests_on():
    [update] = packet(CASES[SEED])["metaData"]["updates"]
    first, second, *_ = update["comment"].splitlines()
    assert first == (
        "Made from CB-000001, version 1, archive version 7. Not independently "
        "reviewed. From a news summary. Licence CC0-1.0; quotes and article texts are "
        "not ours and are excluded."
    )
    assert second == "The whole record: https://casebase.example/cases/CB-000001/v1/"


@pytest.mark.parametrize(
    ("integrity", "told"),
    [("retracted", "article: retracted."), ("ok", None), (None, None)],
)
def test_a_retraction_is_told(integrity, told):
    [update] = packet(CASES[SEED], integrity=integrity)["metaData"]["updates"]
    assert (
        (told in update["comment"]) if told else ("ublisher" not in update["comment"])
    )


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"age_value": None, "age_unit": None}, None),
        ({"age_value": "6", "age_unit": "week"}, {"age": {"iso8601duration": "P6W"}}),
        (
            {"age_value": "3.5", "age_unit": "month"},
            {"age": {"iso8601duration": "P3.5M"}},
        ),
        ({"age_value": "12", "age_unit": "day"}, {"age": {"iso8601duration": "P12D"}}),
        ({"age_value": "90", "age_qualifier": "at_least"}, None),
        ({"age_value": "60", "age_qualifier": "at_most"}, None),
        ({"age_value": "50", "age_qualifier": "about"}, None),
        (
            {"age_value": "40", "age_qualifier": "decade"},
            {
                "ageRange": {
                    "start": {"iso8601duration": "P40Y"},
                    "end": {"iso8601duration": "P49Y"},
                }
            },
        ),
        (
            {"age_value": "5", "age_value_max": "10", "age_qualifier": "range"},
            {
                "ageRange": {
                    "start": {"iso8601duration": "P5Y"},
                    "end": {"iso8601duration": "P10Y"},
                }
            },
        ),
        (
            {"age_value": "22", "age_unit": "gestational_week"},
            {"gestationalAge": {"weeks": 22}},
        ),
    ],
)
def test_an_age_is_never_finer_than_it_was_told(told, expected):
    exact = {"age_unit": "year", "age_qualifier": "exact", "age_at": "diagnosis"}
    case = changed(CASES[SEED], patient=exact | told)
    assert times.age(case.patient) == expected
    found = packet(case)
    official.loses_nothing(found)
    assert found["diseases"][0].get("onset") == expected
    if case.patient.age_value:
        assert "Age: " in found["interpretations"][0]["summary"]


@pytest.mark.parametrize("at", ["treatment_start", "not_reported"])
def test_an_age_of_another_moment_is_no_onset(at):
    found = packet(changed(CASES[SEED], patient={"age_at": at}))
    assert "onset" not in found["diseases"][0]
    assert "Age: 33 years" in found["interpretations"][0]["summary"]


def test_an_age_at_the_report_is_that_of_the_last_encounter():
    found = packet(changed(CASES[SEED], patient={"age_at": "report"}))
    last = found["subject"]["timeAtLastEncounter"]
    assert last == {"age": {"iso8601duration": "P33Y"}}


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2020", "2020-01-01T00:00:00Z", "2020-12-31T23:59:59Z"),
        ("2020-02", "2020-02-01T00:00:00Z", "2020-02-29T23:59:59Z"),
    ],
)
def test_a_month_or_a_year_is_the_whole_of_it(date, start, end):
    at = d.FuzzyTime(kind="date", date=date)
    assert times.when(at) == {"interval": {"start": start, "end": end}}


def test_a_time_after_something_is_no_date():
    at = d.FuzzyTime(kind="offset", offset_min=3, offset_unit="month")
    assert times.when(at) is None


def test_criteria_are_never_assumed():
    told = {"course": "T2", "category": "CR", "source": {}, "ref": "R1"}
    plain = [d.Response.model_construct(**told, criteria="not_stated")]
    named = [d.Response.model_construct(**told, criteria="recist_1_1")]
    assert [response_code(one)["id"] for one in plain + named] == [
        "NCIT:C4870",
        "NCIT:C159715",
    ]


def test_a_prefix_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError, match="NOSUCH"):
        codes.declared({"diseases": [{"term": {"id": "NOSUCH:1", "label": "x"}}]})


@pytest.mark.parametrize("code", ["NOSUCH:1", "C74061", "NCIT: C74061", "ncit:C1", ""])
def test_a_code_that_cannot_be_declared_is_left_out(code):
    assert codes.coded(d.Coded(key="x", code=code)) is None


# ── The map ───────────────────────────────────────────────────────────────────────


def test_every_key_of_a_document_has_its_place():
    def keys(model, above=""):
        for name, field in model.model_fields.items():
            path = f"{above}.{name}".lstrip(".")
            inner = [x for x in _parts(field.annotation) if x not in _LEAVES]
            if inner and name not in ("ref", "source"):
                for one in inner:
                    yield from keys(one, path)
            else:
                yield path

    for path in keys(d.CaseDocument):
        assert places.place_of(path), path


_LEAVES = (d.Coded, d.FuzzyTime, d.Citation, d.Institution)


def _parts(annotation):
    if isinstance(annotation, type) and issubclass(annotation, d.Part):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _parts(inner)


def test_the_page_shows_the_map():
    assert places.table() in PAGE.read_text("utf-8")
