"""The accepted words as readers may meet them, as plain values.

Pure reading: the caller writes them into the archive. `parents` are all broader
terms, groups included, so that an index needs no walk through a tree. They lie in the
term's own facet, but for genes, whose parents are families, and for drugs, whose
parents are drug classes. `former` are keys under which readers may know the term
from before a renaming.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils.text import slugify

from casebase.vocabulary import former_keys
from casebase.vocabulary.choices import DrugAliasKind
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugClass,
    Gene,
    GeneFamily,
    GeneFusion,
)
from casebase.vocabulary.models.word import Word

PublicTerm = dict[str, Any]

FUSION_ENDS = ("five_prime", "three_prime", "gene", "other_gene")
FUSION_GENES = (*FUSION_ENDS, "family")


def public_terms(facets: Iterable[str] | None = None) -> Iterator[PublicTerm]:
    """Every accepted word of these facets, or of all, in the order of their keys."""
    merged = former_keys.all_merged()
    for facet in _READ if facets is None else facets:
        for term in _READ[facet]():
            own = [term["key"], *term["former"]]
            gone = list(former_keys.merged_into(facet, own, merged))
            yield term | {
                "aliases": _each_once(term["aliases"], *(word.label for word in gone)),
                "former": _each_once(term["former"], *(word.key for word in gone)),
            }


def facets_with(word: Word) -> Iterable[str]:
    """The facets in which something changes when this word is accepted.

    A gene or a family stands in the facts of many others; HGNC's whole list takes
    seconds to read, so it is not read for the sake of a fusion.
    """
    return _FACETS_WITH.get(type(word), tuple(_READ))


def _term(
    facet: str, word, *, aliases=(), parents=(), former=(), **facts
) -> PublicTerm:
    coded = word.coded()
    return {
        "facet": facet,
        "key": coded["key"],
        "label": coded["label"],
        "aliases": _each_once(aliases),
        "parents": list(parents),
        "former": _each_once(former),
        "facts": {"code": coded["code"], **facts},
    }


def _each_once(names: Iterable[str], *more: str) -> list[str]:
    return [name for name in dict.fromkeys([*names, *more]) if name]


def _genes() -> Iterator[PublicTerm]:
    genes = Gene.objects.accepted().select_related("family")
    for gene in genes.prefetch_related("aliases").order_by("symbol"):
        family = gene.family if gene.family and gene.family.is_accepted else None
        yield _term(
            "gene",
            gene,
            aliases=[alias.text for alias in gene.aliases.all()],
            parents=[family.key] if family else [],
            former=former_keys.of_gene(gene),
            name=gene.name,
            locus=gene.locus,
            hgnc_status=gene.hgnc_status,
        )


def _families() -> Iterator[PublicTerm]:
    genes = Prefetch("genes", Gene.objects.accepted().order_by("symbol"))
    families = GeneFamily.objects.accepted().prefetch_related(genes)
    for family in families.order_by("key"):
        yield _term(
            "family",
            family,
            aliases=[family.name],
            name=family.name,
            genes=[gene.symbol for gene in family.genes.all()],
        )


def _fusions() -> Iterator[PublicTerm]:
    related = (*FUSION_GENES, "reciprocal_of")
    fusions = GeneFusion.objects.accepted().select_related(*related)
    former_names = [f"{end}__aliases" for end in FUSION_ENDS]
    for fusion in fusions.prefetch_related("reciprocals", *former_names).order_by(
        "key"
    ):
        document = fusion.as_document()
        reciprocal = [other.key for other in fusion.reciprocals.all()]
        if fusion.reciprocal_of:
            reciprocal.append(fusion.reciprocal_of.key)
        yield _term(
            "fusion",
            fusion,
            aliases=fusion.other_spellings(),
            former=former_keys.of_fusion(fusion),
            state=document["state"],
            five_prime=document["five_prime"],
            three_prime=document["three_prime"],
            genes=document["genes"],
            family=document["family"],
            reciprocal=sorted(reciprocal),
        )


def _biomarkers() -> Iterator[PublicTerm]:
    fusion_genes = [f"fusion__{end}" for end in FUSION_GENES]
    biomarkers = Biomarker.objects.accepted().select_related(
        "gene", "fusion", *fusion_genes
    )
    former_names = [f"fusion__{end}__aliases" for end in FUSION_ENDS]
    for biomarker in biomarkers.prefetch_related(
        "gene__aliases", *former_names
    ).order_by("key"):
        facts = biomarker.as_document()
        fusion = facts.pop("fusion")
        del facts["key"], facts["label"]
        spellings = biomarker.fusion.other_spellings() if biomarker.fusion else []
        yield _term(
            "biomarker",
            biomarker,
            aliases=spellings,
            former=former_keys.of_biomarker(biomarker),
            fusion=fusion["key"] if fusion else "",
            **facts,
        )


def _diagnoses() -> Iterator[PublicTerm]:
    """Diseases and groups in one facet: `sarcoma` is asked for like `SARCNOS`."""
    accepted = set(Disease.objects.accepted().values_list("key", flat=True))
    groups = set(DiseaseGroup.objects.accepted().values_list("key", flat=True))
    diseases = Disease.objects.accepted().select_related("parent")
    for disease in diseases.prefetch_related("groups").order_by("key"):
        above = [key for key in disease.ancestor_keys() if key in accepted]
        beside = [key for key in disease.group_keys() if key in groups]
        yield _term(
            "diagnosis",
            disease,
            aliases=disease.synonym_list(),
            former=disease.synonym_list(),
            parents=[*above, *beside],
            ncit=f"NCIT:{disease.ncit}" if disease.ncit else "",
            ontology=disease.ontology,
            ontology_version=disease.ontology_version,
            is_group=False,
        )
    for group in DiseaseGroup.objects.accepted().order_by("key"):
        yield _term(
            "diagnosis",
            group,
            aliases=group.synonym_list(),
            description=group.description,
            is_group=True,
        )


def _sites() -> Iterator[PublicTerm]:
    yield from _tree("site", BodySite)


def _drug_classes() -> Iterator[PublicTerm]:
    yield from _tree("drug_class", DrugClass)


def _tree(facet: str, model) -> Iterator[PublicTerm]:
    words = list(model.objects.accepted().order_by("key"))
    accepted = {word.key for word in words}
    for word in words:
        above = [key for key in word.ancestor_keys() if key in accepted]
        yield _term(facet, word, aliases=word.synonym_list(), parents=above)


def _drugs() -> Iterator[PublicTerm]:
    classes = Prefetch("classes", DrugClass.objects.accepted().order_by("key"))
    targets = Prefetch("targets", Gene.objects.accepted().order_by("symbol"))
    accepted = set(DrugClass.objects.accepted().values_list("key", flat=True))
    drugs = Drug.objects.accepted().prefetch_related(classes)
    for drug in drugs.prefetch_related(targets, "aliases").order_by("key"):
        names = list(drug.aliases.all())
        own = [found.key for found in drug.classes.all()]
        above = {
            key
            for found in drug.classes.all()
            for key in (*found.ancestor_keys(), found.key)
            if key in accepted
        }
        yield _term(
            "drug",
            drug,
            aliases=[alias.text for alias in names],
            former=[slugify(alias.text) for alias in names],
            parents=sorted(above),
            kind=drug.kind,
            classes=own,
            targets=[gene.symbol for gene in drug.targets.all()],
            brands=[a.text for a in names if a.kind == DrugAliasKind.BRAND],
        )


def _adverse_events() -> Iterator[PublicTerm]:
    for term in AdverseEventTerm.objects.accepted().order_by("key"):
        yield _term(
            "adverse_event",
            term,
            aliases=term.synonym_list(),
            soc=term.soc,
            ctcae_version=term.ctcae_version,
        )


_READ: dict[str, Callable[[], Iterator[PublicTerm]]] = {
    "gene": _genes,
    "family": _families,
    "fusion": _fusions,
    "biomarker": _biomarkers,
    "diagnosis": _diagnoses,
    "site": _sites,
    "drug": _drugs,
    "drug_class": _drug_classes,
    "adverse_event": _adverse_events,
}
_FACETS_WITH: dict[type[Word], tuple[str, ...]] = {
    GeneFusion: ("fusion", "biomarker"),
    Biomarker: ("biomarker",),
    Disease: ("diagnosis",),
    DiseaseGroup: ("diagnosis",),
    BodySite: ("site",),
    Drug: ("drug",),
    DrugClass: ("drug", "drug_class"),
    AdverseEventTerm: ("adverse_event",),
}
