"""Vocabulary files are read repeatably, all or nothing, and take nothing away."""

import json
import time
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from casebase.vocabulary.loading.genes import load_genes
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugAlias,
    Gene,
    GeneAlias,
    GeneFamily,
    GeneFusion,
    Journal,
)

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


def rows_of_all_tables() -> dict:
    """Everything in the vocabularies, to compare before and after."""
    return {
        model.__name__: sorted(model.objects.values_list())
        for model in apps.get_app_config("vocabulary").get_models(
            include_auto_created=True
        )
    }


def hgnc_file(folder, *genes: dict):
    """A table as HGNC publishes it."""
    lines = ["\t".join(HGNC_HEADER)]
    for gene in genes:
        gene.setdefault("status", "Approved")
        lines.append("\t".join(gene.get(column, "") for column in HGNC_HEADER))
    path = folder / "hgnc_complete_set.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def oncotree_file(folder, tree: dict, version="2099_01_01"):
    """A tree as OncoTree publishes it; `tree` is {code: {code: …}}."""

    def nodes(children):
        return {
            code: {
                "code": code,
                "name": f"Name of {code}",
                "externalReferences": {"UMLS": ["C0"], "NCI": ["C1"]},
                "children": nodes(below),
            }
            for code, below in children.items()
        }

    path = folder / f"oncotree_{version}.json"
    path.write_text(json.dumps({"TISSUE": {"code": "TISSUE", "children": nodes(tree)}}))
    return path


# ── The starter ───────────────────────────────────────────────────────────────────


def test_the_starter_is_loaded_quickly_and_accepted():
    begun = time.monotonic()
    load(verbosity=0)
    assert time.monotonic() - begun < 10  # 1 second where nothing else runs
    assert Gene.objects.accepted().count() == 389
    assert Disease.objects.accepted().count() == 897
    assert Drug.objects.accepted().count() > 60
    assert BodySite.objects.accepted().count() > 100
    assert AdverseEventTerm.objects.accepted().count() > 60


def test_everything_in_the_starter_finds_its_place_and_is_valid():
    said = load()
    assert "Could not place" not in said
    for model in apps.get_app_config("vocabulary").get_models():
        for row in model.objects.all():
            row.clean_fields()  # The tables have checked the rest.


def test_a_second_run_changes_nothing():
    load(verbosity=0)
    before = rows_of_all_tables()
    said = load()
    assert rows_of_all_tables() == before
    assert "Nothing had to be changed." in said
    assert "Genes: 0 added, 0 changed, 389 unchanged." in said


def test_what_the_first_case_needs_is_there():
    load(verbosity=0)
    assert Gene.objects.with_key("NTRK1").coded()["code"] == "HGNC:8031"
    assert Gene.objects.with_key("NTRK1").family.key == "NTRK"
    sarcoma = Disease.objects.with_key("SARCNOS")
    assert sarcoma.coded()["code"] == "ONCOTREE:SARCNOS"
    assert "sarcoma" in sarcoma.group_keys()
    assert BodySite.objects.with_key("scalp").code == "UBERON:0000403"
    crizotinib = Drug.objects.with_key("crizotinib")
    assert crizotinib.code == "NCIT:C74061"
    assert crizotinib.classes.filter(key="alk-inhibitor").exists()
    assert not crizotinib.targets.filter(symbol="NTRK1").exists()
    assert Drug.objects.with_key("larotrectinib").aliases.filter(text="Vitrakvi")
    assert Drug.objects.with_key("glutathione").kind == "supplement"
    for term in ("transaminases-increased", "anorexia", "nausea", "vomiting"):
        assert AdverseEventTerm.objects.with_key(term).is_accepted
    assert AdverseEventTerm.objects.with_key("anorexia").code == ""


@pytest.mark.parametrize(
    ("group", "inside", "outside"),
    [
        (
            "sarcoma",
            ["SARCNOS", "IFS", "DDLS", "OS", "ES", "ULMS", "BA", "MPNST", "LIAS"],
            ["LM", "HEMA", "MYXO", "ULM", "IMT", "GIST", "GCTB", "CHDM", "GSARC"],
        ),
        ("non-small-cell-lung-cancer", ["NSCLC", "LUAD", "SARCL"], ["SCLC", "CMPT"]),
        ("melanoma", ["SKCM", "UM", "MEL"], ["SKCN", "AN"]),
        ("bone-sarcoma", ["OS", "CHS"], ["EMCHS", "CHBL"]),
    ],
)
def test_a_group_holds_what_it_says_and_nothing_benign(group, inside, outside):
    load(verbosity=0)
    members = set(
        DiseaseGroup.objects.with_key(group).diseases.values_list("key", flat=True)
    )
    assert set(inside) <= members
    assert not members & set(outside)


def test_every_code_of_the_starter_has_a_place_where_it_was_seen():
    """No code is written from memory: these few were verified, no others are."""
    load(verbosity=0)
    sites = dict(BodySite.objects.exclude(code="").values_list("key", "code"))
    events = dict(AdverseEventTerm.objects.exclude(code="").values_list("key", "code"))
    drugs = dict(Drug.objects.exclude(ncit="").values_list("key", "ncit"))
    assert sites == {
        "scalp": "UBERON:0000403",
        "neck": "UBERON:0000974",
        "skin-of-back": "UBERON:0001068",
    }
    assert events == {
        "transaminases-increased": "HP:0002910",
        "nausea": "HP:0002018",
        "vomiting": "HP:0002013",
    }
    assert drugs == {"crizotinib": "C74061"}


def test_oncotree_is_attributed_where_its_nodes_are_kept():
    readme = settings.BASE_DIR / "starter" / "vocabulary" / "README.md"
    text = readme.read_text(encoding="utf-8")
    assert "Memorial Sloan Kettering" in text
    assert "CC BY 4.0" in text


# ── What curators did stays ───────────────────────────────────────────────────────


def test_what_curators_added_is_not_taken_away():
    load(verbosity=0)
    scalp = BodySite.objects.with_key("scalp")
    scalp.synonyms = "Skin of the head"
    scalp.save()
    own = Disease.objects.create(key="own", name="A disease of our own")
    DiseaseGroup.objects.with_key("sarcoma").diseases.add(own)
    crizotinib = Drug.objects.with_key("crizotinib")
    DrugAlias.objects.create(drug=crizotinib, text="a local brand", kind="brand")
    journal = Journal.objects.get()
    journal.abbreviation = "Corrected"
    journal.save()
    before = rows_of_all_tables()
    load(verbosity=0)
    assert rows_of_all_tables() == before


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


def test_a_withdrawn_gene_is_marked_and_kept(tmp_path):
    gene = {"hgnc_id": "HGNC:1", "symbol": "AAA", "name": "a"}
    load(hgnc=hgnc_file(tmp_path, gene), verbosity=0)
    gene["status"] = "Entry Withdrawn"
    said = load(hgnc=hgnc_file(tmp_path, gene))
    assert "Kept: AAA, which HGNC has withdrawn." in said
    assert Gene.objects.get().hgnc_status == "withdrawn"


def test_an_ambiguous_alias_is_kept_for_both_genes():
    load(verbosity=0)
    genes = GeneAlias.objects.filter(text="TRK").values_list("gene__symbol", flat=True)
    assert set(genes) == {"NTRK1", "TPM3"}


def test_families_hold_only_their_own_genes():
    load(verbosity=0)
    ntrk = GeneFamily.objects.with_key("NTRK")
    assert [gene.symbol for gene in ntrk.genes.all()] == ["NTRK1", "NTRK2", "NTRK3"]


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
