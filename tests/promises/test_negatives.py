"""What was looked for and not found is never found: the worst error an archive of
biomarkers can make. And a value of expression puts no gene on a patient."""

import pytest

from casebase.archive import publishing
from tests.archive import generated
from tests.browse import archive, pages

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]

ALK, KIT, NTRK1 = {"key": "ALK"}, {"key": "KIT"}, {"key": "NTRK1"}
#: What the source says, as docs/curating.md has it recorded.
SAID = {
    "ALK: no secondary mutation": {
        "biomarker": {"key": "alk-mutation", "kind": "snv_indel", "gene": ALK},
        "result": "negative",
    },
    "no NTRK fusion found": {
        "biomarker": {
            "key": "ntrk-fusion-gene-not-named",
            "kind": "fusion",
            "fusion": {
                "key": "NTRK-family",
                "state": "family",
                "family": {"key": "NTRK"},
            },
        },
        "result": "negative",
    },
    "CD117 negative": {
        "biomarker": {
            "key": "kit-cd117-ihc",
            "kind": "protein_ihc",
            "gene": KIT,
            "marker": "CD117",
        },
        "result": "negative",
    },
    "NTRK1 expression reduced": {
        "biomarker": {"key": "ntrk1-expression", "kind": "expression", "gene": NTRK1},
        "result": "positive",
    },
}
NEVER = [
    *(("gene", gene) for gene in ("ALK", "KIT", "NTRK1", "NTRK2", "NTRK3")),
    *(("family", family) for family in ("ALK", "NTRK")),
    ("fusion", "NTRK-family"),
    *(("biomarker", key) for key in ("alk-mutation", "kit-cd117-ihc")),
    ("biomarker", "ntrk-fusion-gene-not-named"),
    ("finding_kind", "snv_indel"),
    ("finding_kind", "fusion"),
    ("finding_kind", "protein_ihc"),
    ("tested_negative", "ETV6"),
]
FOUND = [
    *(("tested_negative", key) for key in ("ALK", "KIT", "NTRK")),
    *(("tested_negative", gene) for gene in ("NTRK1", "NTRK2", "NTRK3")),
    ("biomarker", "ntrk1-expression"),
    ("finding_kind", "expression"),
]


def term(facet: str, key: str, parents: tuple[str, ...] = (), **facts: object) -> dict:
    """A word of the vocabulary, as readers have it."""
    return {
        "facet": facet,
        "key": key,
        "label": key,
        "aliases": [],
        "parents": list(parents),
        "facts": facts,
    }


@pytest.fixture
def patient(db):
    """A patient of whom all this is said, beside three with an NTRK3 fusion."""
    archive.put_words()
    family = {"state": "family", "genes": [], "family": "NTRK"}
    publishing.put_terms(
        [
            term("family", "NTRK", genes=["NTRK1", "NTRK2", "NTRK3"]),
            term("family", "ALK", genes=["ALK"]),
            term("gene", "ALK", ("ALK",)),
            term("gene", "NTRK2", ("NTRK",)),
            term("fusion", "NTRK-family", **family),
            *(term("biomarker", said["biomarker"]["key"]) for said in SAID.values()),
        ]
    )
    archive.put_made_up(3)
    findings = [
        {
            "ref": f"F{number}",
            "reported": reported,
            "source": {"article": "made-up-9", "assertion": "stated"},
            **said,
        }
        for number, (reported, said) in enumerate(SAID.items(), start=1)
    ]
    case = archive.made_up(9, findings=findings)
    return publishing.put(case, **generated.ENVELOPE).record.name


@pytest.mark.parametrize("view", ["cards", "table"])
def test_a_patient_tested_negative_is_never_found_by_it(client, patient, view):
    for facet, key in NEVER:
        answer = client.get(f"/cases/?{facet}={key}&view={view}")
        assert answer.status_code == 200, (facet, key)
        assert patient not in pages.read(answer).accessions, (facet, key)


def test_a_patient_tested_negative_is_found_under_tested_negative(client, patient):
    for facet, key in FOUND:
        found = pages.read(client.get(f"/cases/?{facet}={key}"))
        assert found.accessions == [patient], (facet, key)


def test_no_count_of_a_gene_counts_what_was_not_found(client, patient):
    counted = pages.read(client.get("/cases/")).options
    genes = {(key, count) for facet, key, count in counted if facet == "gene"}
    assert genes == {("ETV6", 3), ("NTRK3", 3)}
    families = {(key, count) for facet, key, count in counted if facet == "family"}
    assert families == {("NTRK", 3)}
    cleared = {
        key: count for facet, key, count in counted if facet == "tested_negative"
    }
    assert cleared == dict.fromkeys(
        ["ALK", "KIT", "NTRK", "NTRK1", "NTRK2", "NTRK3"], 1
    )


@pytest.mark.parametrize("gene", ["ALK", "KIT", "NTRK1"])
def test_the_page_of_a_gene_lists_nobody_who_was_negative(client, patient, gene):
    answer = client.get(f"/genes/{gene}/")
    assert answer.status_code == 200
    assert patient not in pages.read(answer).accessions
