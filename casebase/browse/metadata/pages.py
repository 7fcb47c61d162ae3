"""The head of each page: pure functions of what the page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from casebase.archive import facets
from casebase.archive.choices import ReviewBasis
from casebase.archive.document import ArticleDocument
from casebase.archive.finding_keys import genes_found
from casebase.archive.models import Record, Version
from casebase.browse import gap_map, wording
from casebase.browse.addresses import HUBS, Address
from casebase.browse.article_lists import ArticlePageOfList, SeriesPage
from casebase.browse.biomarker_index import BiomarkerIndex
from casebase.browse.chapters.page import CasePage
from casebase.browse.chosen_cases import address_of
from casebase.browse.facet_values import ORDERS, FacetValues
from casebase.browse.filters import PER_PAGE, SORTS, VIEWS, CaseFilterSet
from casebase.browse.formats.kinds import KINDS as DOWNLOADS
from casebase.browse.front import Front
from casebase.browse.hubs import Hub, SeriesHub, Subject
from casebase.browse.lists import ListPage
from casebase.browse.matrix import Matrix
from casebase.browse.records import address_of as permanent
from casebase.browse.templatetags.synthetic import share
from casebase.browse.term_index import TermIndex
from casebase.browse.version_changes import TwoVersions

from . import citation, forms, schema
from .head import ATOM, LICENCE, SITE, Head, Link, Tag, absolute

#: More values of one facet are counted in a title, not named.
NAMED = 4
WHAT = "who was treated with what, at which dose, and what happened"
ABOUT = (
    "An open archive of published oncology case reports, found by gene fusion: "
    f"{WHAT}. Every fact names its source; every version keeps its address."
)


# ── One case ──────────────────────────────────────────────────────────────────────


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
    return _with(head, _page_of_case(head, record, version, case))


def _name(record: Record, which: str) -> str:
    return f"{record.name}{which}{', synthetic' if record.synthetic else ''}"


def _cited(case: CasePage) -> tuple[Tag, ...]:
    primary = case.sources[0].article
    return citation.tags(primary) if primary else ()


def _dates(versions: Sequence[Version], shown: Version) -> tuple[Tag, ...]:
    first = min(versions, key=lambda one: one.number)
    return (
        ("article:published_time", _iso(first.published_at)),
        ("article:modified_time", _iso(shown.published_at)),
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


# ── Articles ──────────────────────────────────────────────────────────────────────


def of_article(context: dict[str, Any]) -> Head:
    """Describe the page of an article."""
    record: Record = context["record"]
    article: ArticleDocument = context["article"]
    cases = len(context["rows"])
    title = wording.article_title(article)
    if not article.title and article.year:
        title = f"{title}, {article.year}"
    if record.synthetic:
        title = f"{title}, synthetic"
    path = f"/articles/{record.name}"
    cited = forms.of_record(path, forms.CITED)
    made_up = "Synthetic, made up. " if record.synthetic else ""
    told = wording.plural(cases, "case") if cases else "No case"
    return Head(
        title=title,
        description=f"{made_up}{wording.cited(article)} {told} of it published here.",
        path=f"{path}/",
        links=(
            *cited,
            *forms.signposts(absolute(f"{path}/"), [], cited),
            Link("type", f"https://schema.org/{schema.kind_of(article)}"),
        ),
        citation=citation.tags(article),
        dates=(("article:modified_time", _iso(context["version"].published_at)),),
        graph=(schema.article(record.name, article, is_published=True),),
        is_made_up=record.synthetic,
    )


def of_articles(page: ArticlePageOfList, number: int) -> Head:
    """Describe a page of the list of articles."""
    address = Address("/articles/")
    made_up = share(page.synthetic, page.total, "article")
    told = wording.plural(page.total, "paper or news item", "papers and news items")
    feed = Link("alternate", absolute("/articles/feed.atom"), ATOM, "Articles")
    head = Head(
        title="Articles behind the cases",
        description=f"{told} behind the cases, last entered first. {made_up}".strip(),
        path=str(address),
        links=(feed,),
    )
    return _numbered(head, address, number)


def of_series(page: SeriesPage, hub: SeriesHub) -> Head:
    """Describe the page of a series."""
    series = page.series
    name = f"{series.title} {series.strapline}".strip()
    path = f"/series/{series.slug}/"
    node = {
        "@type": "CreativeWorkSeries",
        "@id": absolute(path),
        "url": absolute(path),
        "name": name,
        "hasPart": [{"@id": absolute(f"/articles/{row.slug}/")} for row in page.rows],
    }
    return Head(
        title=f"{name}, series of articles",
        description=f"{name}, a series of articles. {_counted(hub)}",
        path=path,
        links=(forms.feed(hub.case_list),),
        graph=(node,),
    )


# ── Lists ─────────────────────────────────────────────────────────────────────────


def of_list(page: ListPage) -> Head:
    """Describe a list by what it was asked and how it is seen."""
    asked = page.asked
    name = wording.sentence_case("treatments" if page.one == "course" else page.nouns)
    narrowed = page.panel.question(NAMED)
    title = f"{name}. {narrowed}" if narrowed else f"All {wording.in_sentence(name)}"
    title = "; ".join((title, *_seen(asked)))
    made_up = share(page.selection.synthetic, len(page.selection.cases), "case")
    return Head(
        title=title,
        description=f"{title}: {page.heading}, {WHAT}. {made_up}".strip(),
        path=str(page.permalink),
        links=tuple(forms.of_list(page.address)) if page.one == "case" else (),
    )


def _seen(asked: CaseFilterSet) -> Iterator[str]:
    """Say how a list is seen, as far as not as usual: table, order, page."""
    if asked.asked("view") != "cards":
        yield wording.in_sentence(VIEWS[asked.asked("view")])
    if asked.asked("sort") != "newest":
        yield wording.in_sentence(SORTS[asked.asked("sort")])
    if asked.asked("per_page") != PER_PAGE[0]:
        yield f"{asked.asked('per_page')} on a page"
    if asked.asked("page") > 1:
        yield f"page {asked.asked('page')}"


def of_values(values: FacetValues) -> Head:
    """Describe all values of a facet at the question of a list."""
    counted = (
        f"{values.one}s with {values.others}" if values.others else f"all {values.one}s"
    )
    title = f"{values.title}: values in {counted}"
    if values.order != "count":
        title = f"{title}, {wording.in_sentence(ORDERS[values.order])}"
    head = Head(
        title=title,
        description=f"{title}: {values.status}, each with its {values.one}s.",
        path=str(values.address),
    )
    return _numbered(head, values.address, values.page)


def of_terms(terms: TermIndex) -> Head:
    """Describe the index page of a facet."""
    address = Address(HUBS[terms.facet])
    everything = terms.now.select({})
    head = Head(
        title=f"{terms.title} with published cases",
        description=f"{terms.size} {wording.in_sentence(terms.title)}. {terms.words} "
        f"{share(everything.synthetic, everything.total, 'case')}".strip(),
        path=str(address),
    )
    return _numbered(head, address, terms.page)


def of_biomarkers(terms: BiomarkerIndex) -> Head:
    """Describe the index of biomarkers."""
    address = Address(HUBS["biomarker"])
    made_up = share(terms.everything.synthetic, terms.everything.total, "case")
    head = Head(
        title="Biomarkers: genes by alteration, and how they were tested",
        description=(
            f"{wording.plural(terms.size, 'gene')} altered in published cases, by kind "
            "of alteration, with assays and drugs; and what was tested negative. "
            f"{made_up}"
        ).strip(),
        path=str(address),
    )
    return _numbered(head, address, terms.page)


def _numbered(head: Head, address: Address, number: int) -> Head:
    """Tell a page of a list from the first."""
    if number == 1:
        return head
    return replace(
        head,
        title=f"{head.title}, page {number}",
        description=f"Page {number}. {head.description}",
        path=str(address.asking("page", number)),
    )


# ── Terms ─────────────────────────────────────────────────────────────────────────

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
        description=f"{name}{also}. {_counted(hub)} {made_up}".strip(),
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


def _counted(hub: Subject) -> str:
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


# ── The front page ────────────────────────────────────────────────────────────────


def of_home(home: Front, changed: datetime | None) -> Head:
    """Describe the archive as a whole."""
    everything = home.everything
    made_up = share(everything.synthetic, everything.total, "case")
    site = {
        "@type": "WebSite",
        "@id": absolute("/#site"),
        "url": absolute("/"),
        "name": SITE,
        "inLanguage": "en",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute("/search/?q={search_term_string}"),
            },
            "query-input": "required name=search_term_string",
        },
    }
    head = Head(
        title="Published cancer cases by gene fusion",
        description=f"{ABOUT} {made_up}".strip(),
        path="/",
        links=(
            forms.feed(Address("/cases/"), "New and changed cases"),
            Link("alternate", absolute("/articles/feed.atom"), ATOM, "Articles"),
            Link("license", LICENCE),
            Link("type", "https://schema.org/Dataset"),
            Link("cite-as", absolute("/")),
        ),
    )
    dataset = {
        "@type": "Dataset",
        **schema.dataset(),
        "url": absolute("/"),
        "name": f"{SITE}: published oncology case reports by gene fusion",
        "description": head.description,
        "creator": schema.publisher(),
        "version": str(home.now.version),
        "dateModified": _iso(changed) if changed else "",
        "variableMeasured": [
            facet.label for facet in facets.FACETS.values() if facet.listed
        ],
        "distribution": [*_downloads()],
        **schema.free(),
    }
    return _with(head, site, dict(schema.said(dataset)))


def of_gaps(found: Matrix) -> Head:
    """Describe the map of what has no case here."""
    what = wording.in_sentence(found.title)
    usual = found.by == next(iter(gap_map.BY))
    address = Address(gap_map.AT)
    return Head(
        title=f"Gap map: {what}",
        description=f"Which {what} have no published case in this archive.",
        path=str(address if usual else address.asking("by", found.by)),
    )


def _downloads() -> Iterator[schema.Node]:
    for kind in DOWNLOADS.values():
        yield {
            "@type": "DataDownload",
            "name": kind.name,
            "description": kind.says,
            "encodingFormat": kind.media_type.partition(";")[0],
            "contentUrl": absolute(f"/cases/download.{kind.suffix}"),
        }


def _with(head: Head, *graph: schema.Node) -> Head:
    return replace(head, graph=graph)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
