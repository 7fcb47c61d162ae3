"""Things of the archive in the words of schema.org.

Each has the address of its page here as `@id`. A patient is no thing of this list: a
case is a page about a condition, a gene and drugs, never about a person.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from casebase.archive.choices import ArticleKind, Integrity
from casebase.archive.document import ArticleDocument, Author, Citation, Coded
from casebase.archive.models import Term
from casebase.browse.addresses import hub

from . import citation
from .head import LICENCE, SITE, Node, absolute

#: Sequence Ontology: gene_fusion.
GENE_FUSION = "http://purl.obolibrary.org/obo/SO_0001565"
#: Vocabularies behind a code, by the prefix of its CURIE.
SYSTEMS = {"ONCOTREE": "OncoTree", "NCIT": "NCI Thesaurus", "HGNC": "HGNC"}

CASE_REPORTS = (ArticleKind.CASE_REPORT, ArticleKind.CASE_SERIES)


def said(node: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing."""
    return {name: value for name, value in node.items() if value}


def thing(kind: str, facet: str, key: str, name: str) -> dict[str, Any]:
    """Begin a thing that has a page here."""
    address = absolute(hub(facet, key))
    return {"@type": kind, "@id": address, "url": address, "name": name or key}


def word(kind: str, facet: str, coded: Coded) -> Node:
    """Return a word of a document as the thing it names."""
    return thing(kind, facet, coded.key, coded.label)


# ── Terms ─────────────────────────────────────────────────────────────────────────


def of_term(
    term: Term, title: str, broader: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    """Return the thing that a term names; `broader` are names and pages above it."""
    kind, more = _KINDS[term.facet], _MORE.get(term.facet, _names)(term)
    above = [{"@type": "DrugClass", "name": n, "url": absolute(a)} for n, a in broader]
    if term.facet == "drug":
        more["drugClass"] = above
    return said(thing(kind, term.facet, term.key, title) | more)


_KINDS = {
    "gene": "Gene",
    "fusion": "BioChemEntity",
    "biomarker": "BioChemEntity",
    "family": "DefinedTerm",
    "drug": "Drug",
    "drug_class": "DrugClass",
    "diagnosis": "MedicalCondition",
}


def _names(term: Term) -> dict[str, Any]:
    return {"alternateName": list(term.aliases)}


def _gene(term: Term) -> dict[str, Any]:
    full = term.facts.get("name") or ""
    names = [full, *term.aliases] if full != term.label else term.aliases
    of_hgnc = term.code.startswith("HGNC:")
    return {
        "alternateName": [name for name in names if name],
        "identifier": term.code,
        # HGNC names human genes, and identifiers.org leads to its page of the gene.
        "sameAs": f"https://identifiers.org/{term.code}" if of_hgnc else "",
        "taxonomicRange": "Homo sapiens" if of_hgnc else "",
    }


def _fusion(term: Term) -> dict[str, Any]:
    genes = term.facts.get("genes") or ()
    return _names(term) | {
        "additionalType": GENE_FUSION,
        "hasBioChemEntityPart": [thing("Gene", "gene", key, key) for key in genes],
    }


def _drug(term: Term) -> dict[str, Any]:
    brands = term.facts.get("brands") or []
    return {
        "nonProprietaryName": term.label,
        "proprietaryName": brands,
        "alternateName": [name for name in term.aliases if name not in brands],
        "code": _codes(term.code),
    }


def _condition(term: Term) -> dict[str, Any]:
    codes = _codes(term.code, term.facts.get("ncit") or "")
    return _names(term) | {"code": codes}


_MORE = {"gene": _gene, "fusion": _fusion, "drug": _drug, "diagnosis": _condition}


def _codes(*curies: str) -> list[Node]:
    return [
        {
            "@type": "MedicalCode",
            "codeValue": curie.partition(":")[2],
            "codingSystem": SYSTEMS.get(curie.partition(":")[0], curie.split(":")[0]),
        }
        for curie in curies
        if ":" in curie
    ]


def condition(disease: Coded) -> Node:
    """Return a diagnosis of a document."""
    node = dict(word("MedicalCondition", "diagnosis", disease))
    return said(node | {"code": _codes(disease.code)})


# ── Articles ──────────────────────────────────────────────────────────────────────


def kind_of(cited: Citation) -> str:
    """Name the type of an article."""
    is_news = cited.kind == ArticleKind.NEWS_ITEM
    return "NewsArticle" if is_news else "MedicalScholarlyArticle"


def article(slug: str, cited: Citation, is_published: bool) -> Node:
    """Return an article; one that is published here has the address of its page."""
    node = {
        "@type": kind_of(cited),
        "@id": absolute(f"/articles/{slug}/") if is_published else "",
        "headline": cited.title,
        "author": [_person(author) for author in citation.signing(cited)],
        "datePublished": citation.date(cited, "-"),
        "inLanguage": cited.language,
        "pagination": cited.pages,
        "url": cited.url,
        "sameAs": citation.same_as(cited),
        "isPartOf": _part_of(cited),
    }
    if cited.kind in CASE_REPORTS:
        node["publicationType"] = "Case Reports"
    if isinstance(cited, ArticleDocument) and cited.integrity != Integrity.OK:
        node["creativeWorkStatus"] = str(cited.integrity.label)
    return said(node)


def _person(author: Author) -> Node:
    return said(
        {
            "@type": "Person",
            "name": " ".join(part for part in (author.given, author.family) if part),
            "givenName": author.given,
            "familyName": author.family,
            "honorificSuffix": author.suffix,
            "sameAs": f"https://orcid.org/{author.orcid}" if author.orcid else "",
        }
    )


def _part_of(cited: Citation) -> Node | None:
    """Return the issue, in its volume, in its journal, as far as they are known."""
    name = cited.journal or cited.outlet
    if not name:
        return None
    part: Node = {"@type": "Periodical" if cited.journal else "CreativeWork"}
    part = {**part, "name": name}
    if cited.volume:
        volume = {"@type": "PublicationVolume", "volumeNumber": cited.volume}
        part = {**volume, "isPartOf": part}
    if cited.issue:
        issue = {"@type": "PublicationIssue", "issueNumber": cited.issue}
        part = {**issue, "isPartOf": part}
    return part


# ── The site ──────────────────────────────────────────────────────────────────────


def breadcrumbs(trail: Iterable[tuple[str, str]]) -> Node:
    """Return the way to a page: names and addresses, none for the page itself."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            said(
                {
                    "@type": "ListItem",
                    "position": place,
                    "name": name,
                    "item": absolute(address) if address else "",
                }
            )
            for place, (name, address) in enumerate(trail, start=1)
        ],
    }


def dataset() -> Node:
    """Name the archive as a whole; the front page describes it."""
    return {"@id": absolute("/#dataset")}


def publisher() -> Node:
    """Name who publishes the archive."""
    return {"@type": "Organization", "name": SITE, "url": absolute("/")}


def free() -> dict[str, Any]:
    """Say on which terms it is given."""
    return {"license": LICENCE, "isAccessibleForFree": True}
