"""What the pages of cases say: a case, its versions and sheet, changes, comparisons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from casebase.archive.choices import ReviewBasis
from casebase.archive.finding_keys import genes_found
from casebase.archive.models import Record, Version
from casebase.browse import wording
from casebase.browse.addresses import Address
from casebase.browse.chapters.page import CasePage
from casebase.browse.chosen_cases import address_of
from casebase.browse.records import address_of as permanent
from casebase.browse.version_changes import TwoVersions

from . import citation, forms, schema
from .head import Head, Link, Tag, iso


def of_case(context: dict[str, Any]) -> Head:
    """Describe the page of a case at its newest version."""
    return _of_version(context, "", "")


def of_version(context: dict[str, Any]) -> Head:
    """Describe a page that keeps one version for good."""
    number = context["version"].number
    return _of_version(context, f"/v{number}", f", version {number}")


def of_sheet(context: dict[str, Any], is_newest: bool) -> Head:
    """Describe a sheet for a tumour board: the same case, for paper."""
    number = context["version"].number
    which = "" if is_newest else f", version {number}"
    head = _of_version(context, "" if is_newest else f"/v{number}", which)
    title = f"{_name(context['record'], which)}: sheet for a tumour board"
    words = f"{title}. {context['case'].summary}"
    return Head(title, words, head.path, is_made_up=head.is_made_up)


def _of_version(context: dict[str, Any], at: str, which: str) -> Head:
    record: Record = context["record"]
    version: Version = context["version"]
    case: CasePage = context["case"]
    path = f"/cases/{record.name}"
    facts = forms.of_record(
        f"{path}{at}", forms.FACTS_OF_VERSION if at else forms.FACTS
    )
    cited = forms.of_record(f"{path}{at}", forms.CITED)
    name = _name(record, which)
    made_up = "Synthetic, made up. " if record.synthetic else ""
    title = f"{name}: {case.title}"
    head = Head(
        title=title,
        description=f"{made_up}{record.name}{which}. {case.summary}",
        path=f"{path}/",
        links=(
            *facts,
            *cited,
            *forms.signposts(permanent(record, version), facts, cited),
            Link("type", "https://schema.org/MedicalWebPage"),
        ),
        citation=_cited(case),
        dates=_dates(context["versions"], version),
        is_made_up=record.synthetic,
    )
    return replace(head, graph=(_page_of_case(head, record, version, case),))


def _name(record: Record, which: str) -> str:
    return f"{record.name}{which}{', synthetic' if record.synthetic else ''}"


def _cited(case: CasePage) -> tuple[Tag, ...]:
    primary = case.sources[0].article
    return citation.tags(primary) if primary else ()


def _dates(versions: Sequence[Version], shown: Version) -> tuple[Tag, ...]:
    first = min(versions, key=lambda one: one.number)
    return (
        ("article:published_time", iso(first.published_at)),
        ("article:modified_time", iso(shown.published_at)),
    )


def _page_of_case(
    head: Head, record: Record, version: Version, case: CasePage
) -> dict[str, Any]:
    """Describe a case: a page about a condition, genes and drugs; never a person."""
    diagnosis = case.diagnosis
    condition = None
    if diagnosis and diagnosis.disease:
        condition = schema.condition(diagnosis.disease)
    elif diagnosis:
        condition = {"@type": "MedicalCondition", "name": wording.tumour(diagnosis)}
    page = {
        "@type": "MedicalWebPage",
        "@id": head.canonical,
        "url": head.canonical,
        "name": head.title,
        "description": head.description,
        "inLanguage": "en",
        "identifier": record.name,
        "version": str(version.number),
        "datePublished": head.dates[0][1],
        "dateModified": head.dates[1][1],
        "mainEntity": condition,
        "about": [*([condition] if condition else []), *_found(case), *_given(case)],
        "isBasedOn": [
            schema.article(source.slug, source.article, source.is_published)
            for source in case.sources
            if source.article
        ],
        "isPartOf": schema.dataset(),
        "audience": {"@type": "MedicalAudience", "audienceType": "Clinician"},
        "publisher": schema.publisher(),
        "keywords": "synthetic" if record.synthetic else "",
        **schema.free(),
    }
    if version.review_basis == ReviewBasis.INDEPENDENT:
        # What is published is what was approved: publishing compares the two.
        page["lastReviewed"] = version.published_at.date().isoformat()
        page["reviewedBy"] = {"@type": "Person", "name": version.reviewed_by}
    return dict(schema.said(page))


def _found(case: CasePage) -> Iterator[schema.Node]:
    found = (key for one in case.document.findings for key in genes_found(one))
    for key in dict.fromkeys(found):
        yield schema.thing("Gene", "gene", key, key)


def _given(case: CasePage) -> Iterator[schema.Node]:
    agents = (agent for course in case.given for agent in course.treatment.agents)
    drugs = {agent.drug.key: agent.drug for agent in agents if agent.drug}
    for drug in drugs.values():
        yield schema.word("Drug", "drug", drug)


def of_changes(record: Record, two: TwoVersions) -> Head:
    """Describe what differs between two versions of a case."""
    before, after = two.before.number, two.after.number
    name = _name(record, "")
    path = f"/cases/{record.name}/changes/"
    asked = (("from", str(before)), ("to", str(after)))
    is_usual = two.after == two.every[-1] and two.before in two.every[-2:-1]
    return Head(
        title=f"{name}: what changed from version {before} to version {after}",
        description=(
            "What was added, changed and removed between version "
            f"{before} and version {after} of {name}."
        ),
        path=path if is_usual or len(two.every) == 1 else str(Address(path, asked)),
        is_made_up=record.synthetic,
    )


def of_comparison(records: Sequence[Record]) -> Head:
    """Describe cases side by side."""
    names = [record.name for record in records]
    told = wording.listed(_name(record, "") for record in records)
    return Head(
        title=f"Compare {told}",
        description=(
            f"{told} side by side: patient, tumour, treatment, doses and what happened."
        ),
        path=str(address_of(names)),
        is_made_up=all(record.synthetic for record in records),
    )
