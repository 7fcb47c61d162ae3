"""What lists and indexes say: by what was asked, and how they are seen."""

from collections.abc import Iterator

from casebase.browse import gap_map, wording
from casebase.browse.addresses import HUBS, Address
from casebase.browse.biomarker_index import BiomarkerIndex
from casebase.browse.facet_values import NAMED, ORDERS, FacetValues
from casebase.browse.filters import PER_PAGE, SORTS, VIEWS, CaseFilterSet
from casebase.browse.formats.kinds import KINDS
from casebase.browse.lists import ListPage
from casebase.browse.matrix import Matrix
from casebase.browse.selections import PATH, SelectionPage
from casebase.browse.templatetags.synthetic import share
from casebase.browse.term_index import TermIndex

from . import forms
from .head import WHAT, Head, Link, absolute


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
    if values.chosen:
        title = f"{title}, chosen: {values.chosen}"
    if values.order != "count":
        title = f"{title}, {wording.in_sentence(ORDERS[values.order])}"
    head = Head(
        title=title,
        description=f"{title}: {values.status}, each with its {values.one}s.",
        path=str(values.own),
    )
    return head.numbered(values.own, values.page)


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
    return head.numbered(address, terms.page)


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
    return head.numbered(address, terms.page)


def of_selection(page: SelectionPage) -> Head:
    """Describe a frozen selection: a data set of its own, to be cited as such."""
    path = f"{PATH}{page.selection.name}"
    cases = wording.plural(page.total, "case")
    cited = forms.of_record(f"{path}/cite", forms.CITED)
    taken = [
        Link("", absolute(f"{path}.{kind.suffix}"), kind.media_type.partition(";")[0])
        for kind in KINDS.values()
    ]
    head = Head(
        title=f"Frozen selection {page.selection.name}: {cases}",
        description=(
            f"{cases} of archive version {page.selection.archive_version}, each at the "
            "version that was frozen."
        ),
        path=f"{path}/",
        links=(
            *cited,
            *forms.signposts(page.address, taken, cited),
            Link("type", "https://schema.org/Dataset"),
        ),
    )
    return head.numbered(Address(f"{path}/"), page.page)


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
