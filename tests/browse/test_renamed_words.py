"""A word that is renamed keeps its old addresses, and its cases are found by either."""

import json

import pytest

from casebase.archive import checks, publishing
from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.curation.terms import publish_terms
from casebase.vocabulary.choices import Ontology
from casebase.vocabulary.fusion_names import two_genes
from casebase.vocabulary.loading.diseases import load_diseases
from casebase.vocabulary.loading.drugs import load_drugs
from casebase.vocabulary.loading.genes import load_families, load_genes
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import Biomarker, Disease, Drug
from casebase.vocabulary.resolving import fusion_of
from tests.browse import archive

pytestmark = pytest.mark.django_db

#: The words of a made-up case, as it was published: all four are renamed later.
AS_PUBLISHED = {
    "ETV6": "SEPT9",
    "etv6-ntrk3-fusion": "sept9-ntrk3-fusion",
    "entrectinib": "apatinib",
    "SARCNOS": "OLDSARC",
}


def genes(**former: str) -> None:
    """Load NTRK3, and septin 9 under a symbol: `SEPTIN9="SEPT9"` was renamed."""
    ((symbol, before),) = former.items()
    rows = [
        {
            "hgnc_id": hgnc_id,
            "symbol": name,
            "name": name.lower(),
            "status": "Approved",
            "alias_symbol": "",
            "prev_symbol": previous,
        }
        for hgnc_id, name, previous in (
            ("HGNC:7323", symbol, before),
            ("HGNC:8033", "NTRK3", ""),
        )
    ]
    load_genes(rows, Report(), official=True)


def drug(name: str, synonyms: str = "") -> None:
    """Load one drug."""
    columns = ["classes", "targets", "brands", "code_names", "ncit", "chembl"]
    row = {"name": name, "kind": "small_molecule", "synonyms": synonyms}
    load_drugs([row | dict.fromkeys(columns, "")], Report())


def oncotree(version: str, *nodes: tuple[str, str, str]) -> None:
    """Load nodes as (code, parent, history)."""
    rows = [
        {"code": code, "name": code, "parent": parent, "ncit": "", "history": history}
        for code, parent, history in nodes
    ]
    load_diseases(rows, Report(), version=version)


@pytest.fixture
def renamed(db):
    """A case told in words that have all been renamed since; its accession."""
    genes(SEPT9="")
    fusion = fusion_of(two_genes("SEPT9", "NTRK3"))
    fusion.accept()
    Biomarker(kind="fusion", fusion=fusion, status="accepted").save()
    drug("apatinib")
    oncotree("2001_01_01", ("TOP", "", ""), ("OLDSARC", "TOP", ""))
    publish_terms()
    text = d.canonical(archive.made_up(1))
    for old, new in AS_PUBLISHED.items():
        text = text.replace(old, new)
    document = d.CaseDocument.model_validate(json.loads(text))
    accession = publishing.put(document, **archive.ENVELOPE).record.name
    genes(SEPTIN9="SEPT9")
    load_families([{"key": "MSF", "name": "Septins", "genes": "SEPTIN9"}], Report())
    drug("rivoceranib", "apatinib")
    oncotree("2002_02_02", ("BROAD", "", ""), ("NEWSARC", "BROAD", "OLDSARC"))
    publish_terms()
    return accession


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/genes/SEPT9/", "/genes/SEPTIN9/"),
        ("/fusions/SEPT9::NTRK3/", "/fusions/SEPTIN9::NTRK3/"),
        ("/biomarkers/sept9-ntrk3-fusion/", "/biomarkers/septin9-ntrk3-fusion/"),
        ("/drugs/apatinib/", "/drugs/rivoceranib/"),
        ("/diagnoses/OLDSARC/", "/diagnoses/NEWSARC/"),
    ],
)
def test_an_old_address_leads_for_good_to_the_new_one(client, page, renamed, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, new)
    assert renamed in page(new).accessions


@pytest.mark.parametrize(
    ("facet", "old", "new"),
    [
        ("gene", "SEPT9", "SEPTIN9"),
        ("fusion", "SEPT9::NTRK3", "SEPTIN9::NTRK3"),
        ("biomarker", "sept9-ntrk3-fusion", "septin9-ntrk3-fusion"),
        ("drug", "apatinib", "rivoceranib"),
        ("diagnosis", "OLDSARC", "NEWSARC"),
    ],
)
def test_a_case_is_found_and_counted_under_the_new_name(page, renamed, facet, old, new):
    for asked in (new, old):
        found = page(f"/cases/?{facet}={asked}")
        assert found.accessions == [renamed]
        assert (facet, new, 1) in found.options
        assert (facet, new) in found.checked
    assert not [key for name, key, _ in found.options if (name, key) == (facet, old)]


def test_broader_terms_are_those_of_today(page, renamed):
    assert page("/cases/?family=MSF").accessions == [renamed]
    assert page("/cases/?diagnosis=BROAD").accessions == [renamed]
    assert page("/cases/?diagnosis=TOP").total == 0


@pytest.mark.parametrize("words", ["SEPT9", "SEPTIN9", "apatinib", "rivoceranib"])
def test_words_find_a_case_by_the_old_name_and_by_the_new(page, renamed, words):
    assert page(f"/cases/?q={words}").accessions == [renamed]


def test_a_name_that_a_word_gets_later_finds_what_was_published_before(page, renamed):
    row = {"facet": "gene", "key": "SEPTIN9", "label": "SEPTIN9"}
    publishing.put_terms([row | {"aliases": ["MSFX"]}])
    assert page("/cases/?q=MSFX").accessions == [renamed]


def test_what_was_published_says_what_it_said(page, renamed):
    version = Record.objects.get(name=renamed).latest
    assert "SEPTIN9" not in version.document
    words = page(f"/cases/{renamed}/").words
    assert "SEPT9" in words
    assert "rivoceranib" not in words.lower()


def test_the_index_is_what_a_rebuild_makes_of_it(renamed):
    assert list(checks.index(checks.Seen())) == []


def test_a_second_renaming_leads_on_from_the_first_name(client, renamed):
    genes(SEPTX="SEPT9|SEPTIN9")
    publish_terms()
    for old in ("SEPT9", "SEPTIN9"):
        assert client.get(f"/genes/{old}/")["Location"] == "/genes/SEPTX/"


def test_a_former_name_of_two_genes_leads_to_neither(client, renamed):
    rows = [
        {"facet": "gene", "key": key, "label": key, "former": ["SEPTIN9"]}
        for key in ("AAA1", "AAA2")
    ]
    publishing.put_terms(rows)
    assert client.get("/genes/SEPTIN9/").status_code == 200


def test_a_drug_renamed_by_a_curator_keeps_its_former_name(client, renamed):
    known = Drug.objects.with_key("rivoceranib")
    known.name = "Rivoceranib mesylate"
    known.save()
    publish_terms()
    for old in ("apatinib", "rivoceranib"):
        answer = client.get(f"/drugs/{old}/")
        assert answer["Location"] == "/drugs/rivoceranib-mesylate/"


def test_a_disease_of_our_own_moves_with_the_branch_it_hangs_on(renamed):
    parent = Disease.objects.with_key("NEWSARC")
    own = Disease.objects.create(key="own", name="Our own", parent=parent)
    nodes = ("ELSE", "", ""), ("NEWSARC", "ELSE", "OLDSARC")
    oncotree("2003_03_03", *nodes)
    own.refresh_from_db()
    assert own.ontology == Ontology.CUSTOM
    assert own.ancestor_keys() == ["ELSE", "NEWSARC"]
