"""What the pages of terms say: genes, fusions, biomarkers, drugs, diagnoses."""

from casebase.browse import wording
from casebase.browse.addresses import HUBS
from casebase.browse.hubs import Hub, Subject
from casebase.browse.templatetags.synthetic import share

from . import forms, schema
from .head import WHAT, Head, absolute

#: What a page is about, where its name does not say so.
DIAGNOSES = HUBS["diagnosis"]
KINDS = {
    "gene": "gene",
    "fusion": "gene fusion",
    "family": "gene family",
    "biomarker": "biomarker",
    "drug": "drug",
    "drug_class": "drug class",
    "diagnosis": "diagnosis",
}


def of_hub(hub: Hub) -> Head:
    """Describe the page of a term."""
    name = _told_apart(hub)
    also = f" ({hub.full_name})" if hub.full_name else ""
    made_up = share(hub.cases.synthetic, hub.total, "case")
    category = forms.FUSION if hub.facet == "fusion" else {}
    itself = forms.of_record(hub.address.removesuffix("/"), category)
    return Head(
        title=f"{name}: published cases",
        description=f"{name}{also}. {counted(hub)} {made_up}".strip(),
        path=hub.address,
        links=(*itself, forms.feed(hub.case_list)),
        graph=_graph_of(hub),
        is_made_up=bool(hub.total) and hub.cases.synthetic == hub.total,
    )


def _told_apart(hub: Hub) -> str:
    """Name a term so that no other page has the name: "ETV6::NTRK3, biomarker"."""
    kind = KINDS[hub.facet]
    if hub.facet == "diagnosis":
        if hub.term.facts.get("is_group"):
            kind = "group of diagnoses"
        elif hub.term.code:
            kind = f"diagnosis {hub.term.code.rpartition(':')[2]}"
    if hub.facet == "family":
        return f"{hub.label.removesuffix(' family')} gene family"
    return f"{hub.title}, {kind}"


def counted(hub: Subject) -> str:
    """Say how much there is, never what came of it."""
    if hub.total:
        courses = hub.courses.total
        told = wording.plural(courses, "treatment course") if courses else ""
        counted = (wording.plural(hub.total, "published case"), told)
        articles = wording.plural(hub.articles, "article")
        return f"{wording.listed(counted, 'with')} from {articles}: {WHAT}."
    considered = hub.considered.total if isinstance(hub, Hub) and hub.considered else 0
    if considered:
        cases = wording.plural(considered, "case")
        return f"Given in no published case here; considered in {cases}."
    return "No published case in this archive."


def _graph_of(hub: Hub) -> tuple[schema.Node, ...]:
    thing = schema.of_term(hub.term, hub.label, hub.broader)
    if hub.facet == "gene" and hub.tumours:
        found = [row for row in hub.tumours.rows if row.hub.startswith(DIAGNOSES)]
        thing["associatedDisease"] = [
            {"@type": "MedicalCondition", "@id": absolute(row.hub), "name": row.label}
            for row in found
        ]
    if hub.facet != "fusion":
        return (thing,)
    page = {
        "@type": "MedicalWebPage",
        "@id": f"{absolute(hub.address)}#page",
        "url": absolute(hub.address),
        "name": hub.title,
        "mainEntity": {"@id": thing["@id"]},
        "about": [schema.thing("Gene", "gene", key, key) for key, _ in hub.genes],
        "isPartOf": schema.dataset(),
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
    }
    return thing, schema.said(page)
