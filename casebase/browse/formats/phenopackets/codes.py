"""Codes a Phenopacket may carry, each with the place it was read in.

A term's own code stands in the document. Beside these there are few: units, outcomes,
kinds of specimen. None is written from memory, and a prefix that is declared nowhere is
an error.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from casebase.archive import choices as c
from casebase.archive.document import Coded

Class = dict[str, str]

#: What a term's version is where the record does not say; the schema asks for one.
NOT_RECORDED = "not recorded"
OBO = "http://purl.obolibrary.org/obo"
BIOREGISTRY = "https://bioregistry.io"

#: Vocabularies by the prefix of their codes: id, name, address, where a code leads.
RESOURCES: dict[str, tuple[str, str, str, str]] = {
    "DOI": ("doi", "DOI", "https://doi.org/", "https://doi.org/"),
    "DOID": (
        "doid",
        "Human Disease Ontology",
        f"{OBO}/doid.owl",
        f"{OBO}/DOID_",
    ),
    "HGNC": (
        "hgnc",
        "HUGO Gene Nomenclature Committee",
        "https://www.genenames.org/",
        f"{BIOREGISTRY}/hgnc:",
    ),
    "HP": ("hp", "Human Phenotype Ontology", f"{OBO}/hp.owl", f"{OBO}/HP_"),
    "LOINC": ("loinc", "LOINC", "https://loinc.org/", "https://loinc.org/"),
    "MONDO": (
        "mondo",
        "Mondo Disease Ontology",
        f"{OBO}/mondo.owl",
        f"{OBO}/MONDO_",
    ),
    "NCIT": ("ncit", "NCI Thesaurus", f"{OBO}/ncit.owl", f"{OBO}/NCIT_"),
    "ONCOTREE": (
        "oncotree",
        "OncoTree, Memorial Sloan Kettering Cancer Center, CC BY 4.0",
        "https://oncotree.mskcc.org/",
        f"{BIOREGISTRY}/oncotree:",
    ),
    "PMID": (
        "pubmed",
        "PubMed",
        "https://pubmed.ncbi.nlm.nih.gov/",
        "https://pubmed.ncbi.nlm.nih.gov/",
    ),
    "SO": ("so", "Sequence Ontology", f"{OBO}/so.owl", f"{OBO}/SO_"),
    "UBERON": (
        "uberon",
        "Uber-anatomy ontology",
        f"{OBO}/uberon.owl",
        f"{OBO}/UBERON_",
    ),
    "UCUM": (
        "ucum",
        "Unified Code for Units of Measure",
        "https://ucum.org/",
        f"{BIOREGISTRY}/ucum:",
    ),
}

_CURIE = re.compile(r"([A-Za-z][A-Za-z0-9]*):(\S+)")
#: Keys of a Phenopacket whose values are codes.
_CODES = ("id", "valueId")


def a_class(code: str, label: str) -> Class:
    """Write a code with its name."""
    return {"id": code, "label": label}


# ── Codes of our own choice of words ──────────────────────────────────────────────

#: SO, as seen in the schema's docs/variant.rst. A rearrangement is no fusion yet.
GENE_FUSION = a_class("SO:0001565", "gene_fusion")
REARRANGEMENT = a_class("SO:0001537", "structural_variant")
#: LOINC, as mCODE's profile of tumour sizes has them.
TUMOUR_SIZE = a_class("LOINC:21889-1", "Size Tumor")
LARGEST = a_class("LOINC:33728-7", "Size.maximum dimension in Tumor")
OTHER_DIAMETER = a_class("LOINC:33729-5", "Size additional dimension in Tumor")
MILLIMETRE = a_class("UCUM:mm", "millimeter")

#: HPO's file of 2024.
SIDES = {
    c.Laterality.LEFT: a_class("HP:0012835", "Left"),
    c.Laterality.RIGHT: a_class("HP:0012834", "Right"),
}
SEVERITIES = {
    "mild": a_class("HP:0012825", "Mild"),
    "moderate": a_class("HP:0012826", "Moderate"),
    "severe": a_class("HP:0012828", "Severe"),
}
#: NCIt: the schema's docs/treatment.rst.
ROUTES = {
    c.Route.ORAL: a_class("NCIT:C38288", "Oral Route of Administration"),
    c.Route.IV: a_class("NCIT:C38276", "Intravenous Route of Administration"),
}
#: NCIt: the schema's docs/biosample.rst and its example of a cancer.
BIOPSY = a_class("NCIT:C15189", "Biopsy")
SPECIMENS = {c.SpecimenKind.BIOPSY: BIOPSY, c.SpecimenKind.CORE_NEEDLE: BIOPSY}
PROGRESSIONS = {
    c.LesionRole.PRIMARY: a_class("NCIT:C8509", "Primary Neoplasm"),
    c.LesionRole.METASTASIS: a_class("NCIT:C3261", "Metastatic Neoplasm"),
    c.LesionRole.RECURRENCE: a_class("NCIT:C4798", "Recurrent Neoplasm"),
}
#: NCIt: the schema's docs. A stage with a letter has no code here.
STAGES = {
    "I": a_class("NCIT:C27966", "Stage I"),
    "II": a_class("NCIT:C28054", "Stage II"),
    "III": a_class("NCIT:C27970", "Stage III"),
    "IV": a_class("NCIT:C27971", "Stage IV"),
}
#: NCIt: the dictionary of the Pediatric Cancer Data Commons; iRECIST: oncopacket.
#: Categories as they are, and those that the source ties to criteria by name: the
#: code of one set of criteria is never given to a response without them.
RESPONSES = {
    c.ResponseCategory.CR: a_class("NCIT:C4870", "Complete Response"),
    c.ResponseCategory.PR: a_class("NCIT:C18058", "Partial Response"),
    c.ResponseCategory.SD: a_class("NCIT:C18213", "Stable Disease"),
    c.ResponseCategory.PD: a_class("NCIT:C35571", "Progressive Disease"),
    c.ResponseCategory.VGPR: a_class("NCIT:C123618", "Very Good Partial Response"),
    c.ResponseCategory.NOT_EVALUABLE: a_class("NCIT:C62222", "Not Evaluable"),
}
RESPONSES_BY_CRITERIA = {
    (c.ResponseCriteria.RECIST_1_1, c.ResponseCategory.CR): a_class(
        "NCIT:C159715", "RECIST Complete Response"
    ),
    (c.ResponseCriteria.RECIST_1_1, c.ResponseCategory.PR): a_class(
        "NCIT:C159547", "RECIST Partial Response"
    ),
    (c.ResponseCriteria.RECIST_1_1, c.ResponseCategory.SD): a_class(
        "NCIT:C159546", "RECIST Stable Disease"
    ),
    (c.ResponseCriteria.RECIST_1_1, c.ResponseCategory.PD): a_class(
        "NCIT:C159716", "RECIST Progressive Disease"
    ),
    (c.ResponseCriteria.IRECIST, c.ResponseCategory.CR): a_class(
        "NCIT:C142357", "iRECIST Complete Response"
    ),
    (c.ResponseCriteria.IRECIST, c.ResponseCategory.SD): a_class(
        "NCIT:C142359", "iRECIST Stable Disease"
    ),
}

#: Every code above, for whoever checks a Phenopacket.
OURS = {
    found["id"]
    for found in (
        GENE_FUSION,
        REARRANGEMENT,
        TUMOUR_SIZE,
        LARGEST,
        OTHER_DIAMETER,
        MILLIMETRE,
        *SIDES.values(),
        *SEVERITIES.values(),
        *ROUTES.values(),
        *SPECIMENS.values(),
        *PROGRESSIONS.values(),
        *STAGES.values(),
        *RESPONSES.values(),
        *RESPONSES_BY_CRITERIA.values(),
    )
}


# ── Codes of the document ─────────────────────────────────────────────────────────


def is_code(text: str) -> bool:
    """Whether a text is a code of a vocabulary that can be declared."""
    found = _CURIE.fullmatch(text)
    return found is not None and found[1] in RESOURCES


def coded(term: Coded | None) -> Class | None:
    """Return a term with its code; None without one, so that none is made up."""
    if term is None or not is_code(term.code):
        return None
    return a_class(term.code, term.label or term.key)


def curies(packet: Any, key: str = "") -> Iterator[str]:
    """Every code in a Phenopacket: values of its keys `id` and `valueId`, and xrefs."""
    if isinstance(packet, Mapping):
        for name, value in packet.items():
            yield from curies(value, name)
    elif isinstance(packet, list):
        for value in packet:
            yield from curies(value, key)
    elif key in (*_CODES, "xrefs") and _CURIE.fullmatch(str(packet)):
        yield str(packet)


def declared(packet: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return a resource for each prefix in use; KeyError for one nobody declared."""
    prefixes = sorted({code.partition(":")[0] for code in curies(packet)})
    return [_resource(prefix, *RESOURCES[prefix]) for prefix in prefixes]


def _resource(prefix: str, *parts: str) -> dict[str, str]:
    name = ("id", "name", "url", "iriPrefix")
    known = dict(zip(name, parts, strict=True))
    return known | {"version": NOT_RECORDED, "namespacePrefix": prefix}
