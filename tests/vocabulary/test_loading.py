"""Vocabulary files are read repeatably, all or nothing, and take nothing away."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from casebase.vocabulary.loading.genes import load_genes
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import (
    Biomarker,
    Disease,
    Drug,
    Gene,
    GeneAlias,
    GeneFusion,
)
from tests.vocabulary.tables import rows_of_all_tables

pytestmark = pytest.mark.django_db

HGNC_HEADER = [
    # In another order than ours, with columns we do not read, as HGNC has them.
    "locus_type",
    "symbol",
    "hgnc_id",
    "name",
    "status",
    "location",
    "alias_symbol",
    "prev_symbol",
    "entrez_id",
    "mane_select",
]


def load(**options) -> str:
    """Run the command and give back what it said."""
    said = StringIO()
    call_command("load_vocabulary", stdout=said, **options)
    return said.getvalue()


def hgnc_file(folder, *genes: dict):
    """A table as HGNC publishes it."""
    lines = ["\t".join(HGNC_HEADER)]
    for gene in genes:
        gene.setdefault("status", "Approved")
        lines.append("\t".join(gene.get(column, "") for column in HGNC_HEADER))
    path = folder / "hgnc_complete_set.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def oncotree_file(folder, tree: dict, version="2099_01_01", **more: dict):
    """A tree as OncoTree publishes it; `tree` is {code: {code: …}}.

    `more` are further keys of single nodes, such as their history.
    """

    def nodes(children):
        return {
            code: {
                "code": code,
                "name": f"Name of {code}",
                "externalReferences": {"UMLS": ["C0"], "NCI": ["C1"]},
                "children": nodes(below),
                **more.get(code, {}),
            }
            for code, below in children.items()
        }

    path = folder / f"oncotree_{version}.json"
    path.write_text(json.dumps({"TISSUE": {"code": "TISSUE", "children": nodes(tree)}}))
    return path


def test_a_proposed_word_that_the_file_has_is_accepted():
    Drug.objects.create(name="crizotinib", kind="other")
    gene = Gene.objects.create(symbol="ntrk1", hgnc_status="custom")
    load(verbosity=0)
    assert Drug.objects.with_key("crizotinib").kind == "small_molecule"
    assert Drug.objects.with_key("crizotinib").is_accepted
    gene.refresh_from_db()
    assert (gene.symbol, gene.hgnc_id, gene.hgnc_status, gene.status) == (
        "NTRK1",
        "HGNC:8031",
        "approved",
        "accepted",
    )


# ── HGNC's own table ──────────────────────────────────────────────────────────────


def test_hgnc_is_read_by_the_names_of_its_columns(tmp_path):
    path = hgnc_file(
        tmp_path,
        {
            "hgnc_id": "HGNC:8031",
            "symbol": "NTRK1",
            "name": "neurotrophic receptor tyrosine kinase 1",
            "location": "1q23.1",
            "alias_symbol": '"TRK|TRKA|MTC"',
            "entrez_id": "4914",
        },
        {"hgnc_id": "HGNC:1", "symbol": "OLD", "status": "Entry Withdrawn"},
    )
    load(hgnc=path, verbosity=0)
    gene = Gene.objects.get()
    assert (gene.symbol, gene.locus, gene.entrez_id) == ("NTRK1", "1q23.1", 4914)
    names = gene.aliases.values_list("text", flat=True)
    assert set(names) == {"TRK", "TRKA", "MTC"}


def test_a_renamed_gene_keeps_its_former_symbol_and_its_fusions_follow(tmp_path):
    load(
        hgnc=hgnc_file(
            tmp_path,
            {"hgnc_id": "HGNC:7323", "symbol": "SEPT9", "name": "septin 9"},
            {"hgnc_id": "HGNC:9967", "symbol": "RET", "name": "ret"},
        ),
        verbosity=0,
    )
    septin, ret = Gene.objects.get(symbol="SEPT9"), Gene.objects.get(symbol="RET")
    fusion = GeneFusion(state="two_genes", five_prime=septin, three_prime=ret)
    fusion.save()
    biomarker = Biomarker(kind="fusion", fusion=fusion)
    biomarker.save()
    stain = Biomarker(kind="expression", gene=septin)
    stain.save()
    newer = hgnc_file(
        tmp_path,
        {"hgnc_id": "HGNC:7323", "symbol": "SEPTIN9", "name": "septin 9"},
        {"hgnc_id": "HGNC:9967", "symbol": "RET", "name": "ret"},
    )
    said = load(hgnc=newer)
    assert "Renamed: SEPT9 is now SEPTIN9." in said
    assert GeneAlias.objects.get(text="SEPT9").kind == "previous"
    for row in (septin, fusion, biomarker, stain):
        row.refresh_from_db()
    assert septin.symbol == "SEPTIN9"
    assert fusion.key == "SEPTIN9::RET"
    assert biomarker.key == "septin9-ret-fusion"
    assert stain.label == "SEPTIN9 expression"
    assert "Nothing had to be changed." in load(hgnc=newer)


def test_an_older_table_does_not_turn_a_name_back():
    new, old = (
        [
            {
                "hgnc_id": "HGNC:7323",
                "symbol": symbol,
                "name": "septin 9",
                "status": "Approved",
                "alias_symbol": "",
                "prev_symbol": former,
            }
        ]
        for symbol, former in (("SEPTIN9", "SEPT9"), ("SEPT9", ""))
    )
    load_genes(new, Report(), official=True)
    report = Report()
    load_genes(old, report, official=False)
    assert Gene.objects.get().symbol == "SEPTIN9"
    assert not report.changed_anything


def test_two_genes_may_swap_symbols(tmp_path):
    first = {"hgnc_id": "HGNC:1", "symbol": "AAA", "name": "a"}
    second = {"hgnc_id": "HGNC:2", "symbol": "BBB", "name": "b"}
    load(hgnc=hgnc_file(tmp_path, first, second), verbosity=0)
    first["symbol"], second["symbol"] = "BBB", "AAA"
    load(hgnc=hgnc_file(tmp_path, first, second), verbosity=0)
    symbols = dict(Gene.objects.values_list("hgnc_id", "symbol"))
    assert symbols == {"HGNC:1": "BBB", "HGNC:2": "AAA"}


def test_a_symbol_that_is_taken_is_reported_and_not_forced(tmp_path):
    load(
        hgnc=hgnc_file(tmp_path, {"hgnc_id": "HGNC:1", "symbol": "AAA", "name": "a"}),
        verbosity=0,
    )
    said = load(
        hgnc=hgnc_file(tmp_path, {"hgnc_id": "HGNC:2", "symbol": "AAA", "name": "b"})
    )
    assert "Could not place: HGNC:2 AAA" in said
    assert Gene.objects.get().hgnc_id == "HGNC:1"


def test_a_former_symbol_that_another_gene_has_now_is_reported(tmp_path):
    first = {"hgnc_id": "HGNC:1", "symbol": "AAA", "name": "a"}
    load(hgnc=hgnc_file(tmp_path, first), verbosity=0)
    first["symbol"] = "CCC"
    second = {"hgnc_id": "HGNC:2", "symbol": "BBB", "name": "b"}
    assert "published cases" not in load(hgnc=hgnc_file(tmp_path, first, second))
    first["symbol"], second["symbol"] = "BBB", "CCC"
    said = load(hgnc=hgnc_file(tmp_path, first, second))
    assert "Could not place: published cases that say CCC and mean BBB" in said


def test_a_withdrawn_gene_is_marked_and_kept(tmp_path):
    gene = {"hgnc_id": "HGNC:1", "symbol": "AAA", "name": "a"}
    load(hgnc=hgnc_file(tmp_path, gene), verbosity=0)
    gene["status"] = "Entry Withdrawn"
    said = load(hgnc=hgnc_file(tmp_path, gene))
    assert "Kept: AAA, which HGNC has withdrawn." in said
    assert Gene.objects.get().hgnc_status == "withdrawn"


# ── OncoTree as published ─────────────────────────────────────────────────────────


def test_oncotree_is_read_nested_with_all_its_levels(tmp_path):
    path = oncotree_file(tmp_path, {"LUNG": {"NSCLC": {"LCLC": {"CCLC": {}}}}})
    load(oncotree=path, verbosity=0)
    leaf = Disease.objects.with_key("CCLC")
    assert leaf.ancestor_keys() == ["LUNG", "NSCLC", "LCLC"]
    assert leaf.parent.key == "LCLC"
    assert (leaf.ncit, leaf.ontology_version) == ("C1", "2099_01_01")


def test_a_branch_that_moved_is_moved_and_a_node_that_went_is_kept(tmp_path):
    load(
        oncotree=oncotree_file(tmp_path, {"A": {"X": {"Y": {}}, "Z": {}}}), verbosity=0
    )
    moved = oncotree_file(tmp_path, {"A": {}, "B": {"X": {"Y": {}}}}, "2099_02_02")
    said = load(oncotree=moved)
    assert "Kept: Z, which this OncoTree no longer has." in said
    assert Disease.objects.with_key("Y").ancestor_keys() == ["B", "X"]


def test_an_older_oncotree_changes_nothing(tmp_path):
    load(oncotree=oncotree_file(tmp_path, {"A": {"X": {}}}), verbosity=0)
    before = rows_of_all_tables()
    older = oncotree_file(tmp_path, {"B": {"X": {}}}, "2001_01_01")
    assert "Kept: OncoTree 2099_01_01" in load(oncotree=older)
    assert rows_of_all_tables() == before


def test_a_code_that_no_address_can_carry_gets_a_key_that_can(tmp_path):
    load(oncotree=oncotree_file(tmp_path, {"M": {"MDS/MPN": {}}}), verbosity=0)
    disease = Disease.objects.with_key("MDS_MPN")
    assert disease.coded()["code"] == "ONCOTREE:MDS/MPN"


def test_a_code_that_changed_renames_the_node_and_stays_as_its_synonym(tmp_path):
    load(oncotree=oncotree_file(tmp_path, {"A": {"OLD": {"X": {}}}}), verbosity=0)
    newer = oncotree_file(
        tmp_path, {"A": {"NEW": {"X": {}}}}, "2099_02_02", NEW={"history": ["OLD"]}
    )
    said = load(oncotree=newer)
    assert "Renamed: OLD is now NEW." in said
    assert Disease.objects.with_key("NEW").synonym_list() == ["OLD"]
    assert Disease.objects.with_key("X").ancestor_keys() == ["A", "NEW"]
    assert not Disease.objects.filter(key="OLD").exists()
    assert "Nothing had to be changed." in load(oncotree=newer)


def test_a_node_that_others_stand_in_for_is_kept_and_they_are_named(tmp_path):
    """Whether they are wider or narrower OncoTree does not say: nobody is moved."""
    load(oncotree=oncotree_file(tmp_path, {"A": {"ALL": {}}}), verbosity=0)
    newer = oncotree_file(
        tmp_path,
        {"A": {"BLL": {}, "TLL": {}}},
        "2099_02_02",
        BLL={"revocations": ["ALL"]},
        TLL={"precursors": ["ALL"]},
    )
    said = load(oncotree=newer)
    assert "Kept: ALL, which this OncoTree no longer has; it points to BLL and TLL" in (
        said
    )
    assert Disease.objects.with_key("ALL").ancestor_keys() == ["A"]


def test_a_changed_code_that_is_here_beside_the_old_one_is_reported(tmp_path):
    load(oncotree=oncotree_file(tmp_path, {"A": {"OLD": {}, "NEW": {}}}), verbosity=0)
    newer = oncotree_file(
        tmp_path, {"A": {"NEW": {}}}, "2099_02_02", NEW={"history": ["OLD"]}
    )
    assert (
        "Could not place: OLD, whose code is now NEW, a disease here already."
        in load(oncotree=newer)
    )
    assert Disease.objects.with_key("OLD")
