"""The index page of a facet: every term with at least one case."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import Http404

from casebase.archive import index

from . import paging, term_tables
from .addresses import HUBS, Address

PER_PAGE = 100

#: Title, noun in the table, lede and the facets told beside each term.
FACETS = {
    "fusion": (
        "Gene fusions",
        "Fusion",
        "Every fusion with at least one case.",
        {"diagnosis": "Tumours", "drug": "Drugs given"},
    ),
    "gene": (
        "Genes",
        "Gene",
        "Every gene altered in at least one case, on either side of a fusion.",
        {"fusion": "Fusions", "diagnosis": "Tumours", "drug": "Drugs given"},
    ),
    "family": (
        "Gene families",
        "Family",
        "Every family with a gene altered in at least one case.",
        {"gene": "Genes", "diagnosis": "Tumours", "drug": "Drugs given"},
    ),
    "drug": (
        "Drugs",
        "Drug",
        "Every anticancer drug given in at least one case.",
        {"fusion": "Fusions", "diagnosis": "Tumours"},
    ),
    "drug_class": (
        "Drug classes",
        "Class",
        "Every class with a drug given in at least one case.",
        {"drug": "Drugs given", "diagnosis": "Tumours"},
    ),
    "diagnosis": (
        "Diagnoses",
        "Diagnosis",
        "Every diagnosis with at least one case. A diagnosis includes its subtypes.",
        {"fusion": "Fusions", "drug": "Drugs given"},
    ),
}

#: What must not be counted with the terms themselves, by their facet.
APART = {
    "drug": (
        "not_given_drug",
        "Considered, not given",
        "Drugs that were considered for a patient and not given to them.",
    ),
}

#: The same cases by broader or narrower terms: words, and facet of that index.
OTHERWISE = {
    "gene": ("By gene family", "family"),
    "family": ("By gene", "gene"),
    "drug": ("By drug class", "drug_class"),
    "drug_class": ("By drug", "drug"),
}

FEET = {
    "fusion": (
        "Hatched: partner not known. Counts show what authors chose to publish, not "
        "how common a fusion is."
    ),
}


@dataclass(frozen=True)
class TermIndex:
    """One page of the terms of a facet that have cases."""

    facet: str
    page: int
    now: index.Index = field(default_factory=index.current)

    def __post_init__(self) -> None:
        """A page beyond the last is not there."""
        if self.page > paging.last_page(self.size, PER_PAGE):
            raise Http404

    @cached_property
    def counts(self) -> list[tuple[str, int]]:
        """Terms with their cases, most first."""
        return self.now.select({}).counts(self.facet)

    @property
    def size(self) -> int:
        """How many terms there are."""
        return len(self.counts)

    @property
    def title(self) -> str:
        """Name of the page."""
        return FACETS[self.facet][0]

    @property
    def words(self) -> str:
        """What is listed."""
        return FACETS[self.facet][2]

    @cached_property
    def table(self) -> term_tables.TermTable:
        """The terms of this page."""
        title, noun, _, beside = FACETS[self.facet]
        first = (self.page - 1) * PER_PAGE
        return term_tables.TermTable(
            id=f"t-{self.facet}",
            title=f"{self.size} {title.lower() if self.size != 1 else noun.lower()}",
            noun=noun,
            words="Most reported first. Pick one to see its cases.",
            rows=term_tables.term_rows(
                self.now,
                self.facet,
                self.counts[first : first + PER_PAGE],
                beside=tuple(beside),
                most=max((count for _, count in self.counts), default=1),
            ),
            foot=FEET.get(self.facet, ""),
            columns=tuple(beside.values()),
        )

    @property
    def otherwise(self) -> tuple[str, str] | None:
        """The index of broader or narrower terms: words and address."""
        words, facet = OTHERWISE.get(self.facet, ("", ""))
        return (words, HUBS[facet]) if facet else None

    @property
    def pager(self) -> paging.Pager:
        """The other pages."""
        return paging.pager(
            Address(HUBS[self.facet]),
            page=self.page,
            per_page=PER_PAGE,
            total=self.size,
            noun=self.title,
        )

    @cached_property
    def apart(self) -> term_tables.TermTable | None:
        """What stands apart: drugs that were only considered."""
        if self.facet not in APART:
            return None
        facet, title, words = APART[self.facet]
        counts = self.now.select({}).counts(facet)
        return term_tables.TermTable(
            id=f"t-{facet}",
            title=title,
            noun=FACETS[self.facet][1],
            words=words,
            rows=term_tables.term_rows(self.now, facet, counts[:PER_PAGE]),
        )
