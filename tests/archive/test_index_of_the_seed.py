"""What the index answers of one real case: polarity, one course, one finding."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.archive.facets import FACETS
from casebase.archive.models import IndexEntry, Term
from tests import seed

TERMS = [
    ("gene", "NTRK1", "NTRK1", ["TRKA"], ["NTRK"], {}),
    ("family", "NTRK", "NTRK family", [], [], {"genes": ["NTRK1", "NTRK2", "NTRK3"]}),
    ("fusion", "NTRK1-partner-unknown", "NTRK1 fusion, partner not known", [], [], {}),
    ("diagnosis", "SARCNOS", "Sarcoma, NOS", [], ["SOFT_TISSUE", "sarcoma"], {}),
    ("diagnosis", "SOFT_TISSUE", "Soft tissue", [], [], {}),
    ("diagnosis", "sarcoma", "Sarcoma, any site", [], [], {}),
    ("site", "scalp", "Scalp", [], ["head-and-neck"], {}),
    ("site", "head-and-neck", "Head and neck", [], [], {}),
    ("drug", "crizotinib", "crizotinib", ["Xalkori"], ["alk-inhibitor"], {}),
    ("drug", "larotrectinib", "larotrectinib", ["Vitrakvi"], ["trk-inhibitor"], {}),
    ("drug", "glutathione", "glutathione", [], [], {}),
    ("drug_class", "alk-inhibitor", "ALK inhibitor", [], [], {}),
    ("drug_class", "trk-inhibitor", "TRK inhibitor", [], [], {}),
    ("adverse_event", "nausea", "Nausea", [], [], {}),
]
COLUMNS = ("facet", "key", "label", "aliases", "parents", "facts")


@pytest.fixture
def terms(db):
    """The words the seed is told in, as readers meet them."""
    return publishing.put_terms(dict(zip(COLUMNS, row, strict=True)) for row in TERMS)


@pytest.fixture
def found(terms, published):
    """Ask the index and name the cases it finds."""

    def ask(words="", rows="cases", **chosen):
        asked = {k: v if isinstance(v, list) else [v] for k, v in chosen.items()}
        return index.current().select(asked, words, rows).page(1, 100)

    return ask


SEED = ["CB-000001"]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"fusion": "NTRK1-partner-unknown"},
        {"gene": "NTRK1"},
        {"family": "NTRK"},
        {"biomarker": "ntrk1-fusion-partner-unknown"},
        {"finding_kind": "fusion"},
        {"diagnosis": "SARCNOS"},
        {"diagnosis": "SOFT_TISSUE"},
        {"diagnosis": "sarcoma"},
        {"site": "scalp"},
        {"site": "head-and-neck"},
        {"age": "young_adult"},
        {"sex": "male"},
        {"country": "CN"},
        {"drug": "crizotinib"},
        {"drug_class": "alk-inhibitor"},
        {"drug": "crizotinib", "response": "CR", "label": "off_label"},
        {"drug": "crizotinib", "adverse_event": "nausea"},
        {"not_given": "cost"},
        {"not_given": "cost", "not_given_drug": "larotrectinib"},
        {"drug": "crizotinib", "not_given_drug": "larotrectinib"},
        {"gene": "NTRK1", "assay": "not_in_part_read"},
        {"line": "not_in_part_read"},
        {"part_read": "secondary_summary"},
        {"article_kind": "case_report"},
        {"year": "not_reported"},
        {"sex": ["female", "male"]},
        {"since": "2020-01-01"},
        {"retracted": "include"},
    ],
    ids=str,
)
def test_the_seed_is_found(found, asked):
    assert found(**asked) == SEED


@pytest.mark.parametrize(
    "asked",
    [
        {"drug": "larotrectinib"},
        {"drug": "glutathione"},
        {"drug_class": "trk-inhibitor"},
        {"not_given_drug": "crizotinib"},
        {"tested_negative": "NTRK1"},
        {"drug": "crizotinib", "response": "PR"},
        {"response": "not_in_part_read"},
        {"response": "not_reported"},
        {"label": "not_in_part_read"},
        {"year": "2021"},
        {"article_kind": "news_item"},
        {"site": "neck"},
        {"not_given": "cost", "not_given_drug": "crizotinib"},
        {"gene": "NTRK1", "sex": "female"},
        {"gene": "NOSUCH"},
        {"retracted": "only"},
        {"since": "2999-01-01"},
    ],
    ids=str,
)
def test_the_seed_is_not_found(found, asked):
    assert found(**asked) == []


@pytest.mark.parametrize(
    "words",
    [
        "crizotinib",
        "Xalkori",
        "vitrakvi",
        "NTRK1 fusion",
        "ntrk1 rearrangements",
        "TRKA",
        "sarcomas of the scalp",
        "ALK inhibitor",
        "Hou",
        "Zhongshan",
        "CB-000001",
        "complete response",
        "off-label",
        "nauséa",
        "Rare Case of Mesenchymal Sarcoma",
    ],
)
def test_words_find_the_seed(found, words):
    assert found(words) == SEED


@pytest.mark.parametrize(
    "words", ["alectinib", "NTRK1 alectinib", "LMNA::NTRK1", "?", "T2", "NTRK1::NTRK1"]
)
def test_other_words_do_not(found, words):
    assert found(words) == ([] if words != "?" else SEED)


def test_one_course_is_listed_and_counted_once(found):
    assert found(rows="courses") == [("CB-000001", "T2")]
    courses = index.current().select({"gene": ["NTRK1"]}, rows="courses")
    assert courses.total == 1
    assert courses.counts("response") == [("CR", 1)]
    assert index.current().select({}).course_counts("response") == [("CR", 1)]
    assert found(rows="findings") == [("CB-000001", "F1")]


def test_a_withdrawn_case_leaves_at_once_and_comes_back(found, published, put):
    publishing.withdraw(published.record, by="Grace", reason="error", note="wrong man")
    assert found() == found("crizotinib") == found(rows="courses") == []
    assert index.current().select({}).counts("gene") == []
    put(seed.case_document())
    assert found() == SEED


def test_a_retraction_of_the_article_reaches_its_case(found, put):
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    put(d.read(d.as_dict(paper) | {"integrity": "retracted", "year": 2021}))
    assert found() == found(year="2021") == []
    assert found(retracted="only") == SEED
    assert found(retracted="include", year="2021") == SEED


def test_the_index_of_a_process_that_has_seen_nothing_is_the_same(found, published):
    assert index.brought_up_to_date(index.Index()).holds_the_same_as(index.current())


def test_a_changed_term_reaches_the_cases_told_in_it_and_no_others(found, published):
    before = IndexEntry.objects.get().archive_version
    row = dict(zip(COLUMNS, TERMS[0], strict=True))
    assert publishing.put_terms([row]) == 0
    publishing.put_terms([row | {"key": "NTRK3", "label": "NTRK3"}])
    assert IndexEntry.objects.get().archive_version == before
    publishing.put_terms([row | {"parents": [], "aliases": ["MTC"]}])
    assert found(family="NTRK") == []
    assert found("MTC") == SEED
    # A term above one that is named has its part in the entry too.
    publishing.put_terms([dict(zip(COLUMNS, TERMS[5], strict=True)) | {"label": "Any"}])
    assert found("any") == SEED
    # So has one of another facet: the family of a gene, the class of a drug.
    publishing.put_terms(
        [dict(zip(COLUMNS, TERMS[11], strict=True)) | {"label": "ALKI"}]
    )
    assert found("alki") == SEED


def test_a_term_that_comes_later_than_its_case_reaches_it(found, put):
    case = d.as_dict(seed.case_document())
    (finding, *_) = case["findings"]
    finding["biomarker"]["fusion"]["genes"] = [{"key": "NTRK9", "label": "NTRK9"}]
    put(d.read(case))
    assert found("trkq") == []
    row = {"facet": "gene", "key": "NTRK9", "label": "NTRK9", "aliases": ["TRKQ"]}
    with CaptureQueriesContext(connection) as told:
        publishing.put_terms([row | {"parents": ["any"]}])
    assert found("trkq") == SEED
    assert not any("LIKE" in one["sql"] for one in told)  # no entry is searched
    publishing.put_terms([{"facet": "family", "key": "any", "label": "Oddkin"}])
    assert found("oddkin") == SEED


def test_a_code_is_told_apart_from_the_other_facts_of_a_term(db):
    row = dict(zip(COLUMNS, TERMS[0], strict=True))
    publishing.put_terms([row | {"facts": {"code": "HGNC:8031", "name": "Long"}}])
    term = Term.objects.get()
    assert (term.code, term.facts) == ("HGNC:8031", {"name": "Long"})


def test_a_value_is_known_if_the_vocabulary_or_the_list_has_it(terms):
    assert FACETS["gene"].unknown(["NTRK1", "NOSUCH"]) == ["NOSUCH"]
    assert FACETS["diagnosis"].unknown(["sarcoma", "not_in_part_read"]) == []
    assert FACETS["tested_negative"].unknown(["NTRK1", "NTRK"]) == []
    assert FACETS["response"].unknown(["CR", "not_reported", "GREAT"]) == ["GREAT"]
    assert FACETS["year"].unknown(["2021", "21", "²²²²"]) == ["21", "²²²²"]
    assert FACETS["country"].unknown(["CN", "XX"]) == ["XX"]
    assert FACETS["line"].labels(["4"]) == {"4": "4th or later"}
    assert Term.objects.filter(facet="gene").count() == 1


@pytest.fixture
def put_findings(terms, put):
    """Publish the seed with other findings; each is what differs from its own one."""

    def publish(*findings):
        for _, document in seed.documents()[:2]:
            put(document)
        case = d.as_dict(seed.case_document())
        [own] = case["findings"]
        bare = own | {"assays": []}
        case["findings"] = [
            bare | {"ref": f"F{number}"} | finding
            for number, finding in enumerate(findings, start=1)
        ]
        return put(d.read(case))

    return publish


def test_a_negative_test_and_an_expression_value_put_no_gene_on_a_patient(put_findings):
    stain = {"key": "ntrk1-expression", "kind": "expression", "gene": {"key": "NTRK1"}}
    put_findings({"result": "negative"}, {"biomarker": stain})
    now = index.current()
    for facet in ("gene", "family", "fusion"):
        assert now.select({}).counts(facet) == []
    assert now.select({"tested_negative": ["NTRK1"]}).total == 1
    assert now.select({}).counts("finding_kind") == [("expression", 1)]
    assert now.select({}).counts("biomarker") == [("ntrk1-expression", 1)]


def test_a_family_tested_negative_clears_its_genes(put_findings):
    family = {"key": "NTRK-family", "state": "family", "family": {"key": "NTRK"}}
    biomarker = {"key": "ntrk-fusion", "kind": "fusion", "fusion": family}
    put_findings({}, {"result": "negative", "biomarker": biomarker})
    now = index.current()
    cleared = dict(now.select({}).counts("tested_negative"))
    assert cleared == {"NTRK": 1, "NTRK1": 1, "NTRK2": 1, "NTRK3": 1}
    # Found and cleared are two findings: both can be asked of one case.
    assert now.select({"gene": ["NTRK1"], "tested_negative": ["NTRK3"]}).total == 1


def test_an_assay_is_that_of_the_finding_asked_for(put_findings):
    def by(ref, method):
        source = d.as_dict(seed.case_document())["findings"][0]["source"]
        return {"assays": [{"ref": ref, "method": method, "source": source}]}

    stain = {"key": "alk-protein", "kind": "protein_ihc", "gene": {"key": "ALK"}}
    put_findings(
        by("AS1", "rna_ngs"),
        {"result": "negative", "biomarker": stain} | by("AS2", "ihc"),
    )

    def total(**asked):
        return index.current().select({k: [v] for k, v in asked.items()}).total

    assert total(gene="NTRK1", assay="rna_ngs") == 1
    assert total(gene="NTRK1", assay="ihc") == 0
    assert total(tested_negative="ALK", assay="ihc") == 1
    assert total(tested_negative="ALK", assay="rna_ngs") == 0
    assert total(tested_negative="ALK", gene="NTRK1", assay="rna_ngs") == 1
    assert total(assay="ihc") == total(assay="rna_ngs") == 1
