"""What a new archive starts with: every row in its place, nothing made up."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from casebase.archive.models import Term
from casebase.vocabulary.models import (
    AdverseEventTerm,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugAlias,
    Gene,
    GeneFamily,
    Institution,
    Journal,
)
from tests.vocabulary.tables import rows_of_all_tables

pytestmark = [pytest.mark.usefixtures("starter"), pytest.mark.django_db]


def load() -> str:
    """Run the command once more and give back what it said."""
    said = StringIO()
    call_command("load_vocabulary", stdout=said)
    return said.getvalue()


def test_the_starter_is_accepted_and_before_readers():
    assert Gene.objects.accepted().count() == 389
    assert Disease.objects.accepted().count() == 897 + 1
    assert Drug.objects.accepted().count() >= 80
    assert BodySite.objects.accepted().count() > 100
    assert AdverseEventTerm.objects.accepted().count() > 70
    for facet, key in (
        ("gene", "NTRK1"),
        ("diagnosis", "ameloblastoma"),
        ("drug", "capecitabine"),
        ("site", "floor-of-mouth"),
    ):
        assert Term.objects.filter(facet=facet, key=key).exists()


def test_a_second_run_changes_nothing_and_finds_a_place_for_everything():
    before = rows_of_all_tables()
    said = load()
    assert rows_of_all_tables() == before
    assert "Nothing had to be changed." in said
    assert "Genes: 0 added, 0 changed, 389 unchanged." in said
    assert "Readers: 0 words are new or have changed." in said
    assert "Could not place" not in said


def test_every_row_is_valid():
    for model in apps.get_app_config("vocabulary").get_models():
        for row in model.objects.all():
            row.clean_fields()  # The tables have checked the rest.


def test_a_disease_that_oncotree_lacks_stands_below_the_nearest_without_a_code():
    own = Disease.objects.with_key("ameloblastoma")
    assert (own.label, own.code) == ("Ameloblastoma", "")
    assert own.ancestor_keys() == ["HEAD_NECK"]


def test_a_node_is_found_by_the_words_of_a_case():
    for words, key in (
        ("Oncocytic carcinoma of the thyroid", "THHC"),
        ("Inflammatory myofibroblastic tumour", "IMT"),
    ):
        assert words in Disease.objects.with_key(key).synonym_list()


def test_the_names_of_a_radioligand_and_a_conjugate_are_kept_apart():
    lutetium = Drug.objects.with_key("lutetium-177lu-oxodotreotide")
    assert lutetium.kind == "radioligand"
    assert lutetium.aliases.filter(text="Lutathera", kind="brand").exists()
    assert Drug.objects.with_key("trastuzumab-deruxtecan").kind == "adc"


def test_no_name_of_a_drug_is_that_of_another():
    names = {}
    for alias in DrugAlias.objects.select_related("drug"):
        names.setdefault(alias.text.casefold(), set()).add(alias.drug.name)
    assert not [drugs for drugs in names.values() if len(drugs) > 1]
    assert not {d.name.casefold() for d in Drug.objects.all()} & names.keys()


def test_where_the_first_cases_come_from_is_there():
    assert Journal.objects.filter(name="Gan To Kagaku Ryoho").exists()
    assert Institution.objects.filter(city="Baltimore", country="US").exists()


def test_what_the_first_case_needs_is_there():
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
    members = set(
        DiseaseGroup.objects.with_key(group).diseases.values_list("key", flat=True)
    )
    assert set(inside) <= members
    assert not members & set(outside)


def test_every_code_of_the_starter_has_a_place_where_it_was_seen():
    """No code is written from memory: these few were verified, no others are."""
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


def test_what_curators_added_is_not_taken_away():
    scalp = BodySite.objects.with_key("scalp")
    scalp.synonyms = "Skin of the head"
    scalp.save()
    own = Disease.objects.create(key="own", name="A disease of our own")
    DiseaseGroup.objects.with_key("sarcoma").diseases.add(own)
    crizotinib = Drug.objects.with_key("crizotinib")
    DrugAlias.objects.create(drug=crizotinib, text="a local brand", kind="brand")
    journal = Journal.objects.get(name="BMC Cancer")
    journal.abbreviation = "Corrected"
    journal.save()
    before = rows_of_all_tables()
    assert rows_of_all_tables() == before


def test_an_ambiguous_alias_is_kept_for_both_genes():
    for name, symbols in (
        ("TRK", {"NTRK1", "TPM3"}),
        ("PTC", {"CCDC6", "RET"}),
    ):
        genes = Gene.objects.filter(aliases__text=name)
        assert set(genes.values_list("symbol", flat=True)) == symbols


def test_families_hold_only_their_own_genes():
    ntrk = GeneFamily.objects.with_key("NTRK")
    assert [gene.symbol for gene in ntrk.genes.all()] == ["NTRK1", "NTRK2", "NTRK3"]
