"""The index of biomarkers: genes by kind of alteration, then what is no alteration.

A row is one question about one finding, so its number opens exactly these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.http import Http404

from casebase.archive import index
from casebase.archive.choices import ALTERATIONS, BiomarkerKind, FusionState
from casebase.archive.facets import SILENCES
from casebase.browse import wording

from . import paging, term_tables
from .addresses import HUBS, Address, hub
from .labels import Labels

GENES_PER_PAGE = 50
#: Biomarkers beside the genes, and those tested negative.
BESIDE = 100
#: Assays and drugs named in a row.
NAMED = 3

Asked = Mapping[str, Sequence[str]]


def _of_a_kind(kind: BiomarkerKind, word: str) -> list[tuple[str, Asked]]:
    """Ask for alterations of a kind: those that arose under treatment apart."""
    rest = ["no", *SILENCES]
    return [
        (word, {"finding_kind": [kind], "acquired": rest}),
        (
            f"{word}, arose under treatment",
            {"finding_kind": [kind], "acquired": ["yes"]},
        ),
    ]


NAMED_PARTNER = [
    FusionState.TWO_GENES,
    FusionState.ORDER_NOT_REPORTED,
    FusionState.REGULATORY,
]

#: Kinds of alteration as readers tell them apart: name, and what is asked.
KINDS: list[tuple[str, Asked]] = [
    ("Fusion, partner named", {"fusion_state": NAMED_PARTNER}),
    (
        "Rearrangement, partner not known",
        {"fusion_state": [FusionState.PARTNER_UNKNOWN]},
    ),
    *_of_a_kind(BiomarkerKind.SNV_INDEL, "Mutation"),
    *_of_a_kind(BiomarkerKind.AMPLIFICATION, "Amplification"),
    *_of_a_kind(BiomarkerKind.DELETION, "Deletion"),
]


@dataclass(frozen=True)
class Number:
    """A number with its words; it opens the list it counts."""

    words: str
    count: int
    list: Address


@dataclass(frozen=True)
class Row:
    """A gene and a kind of alteration, or a biomarker: its cases, assays, drugs."""

    name: str
    hub: str
    kind: str
    cases: Number
    assays: list[Number]
    drugs: list[tuple[str, str]]


@dataclass(frozen=True)
class BiomarkerIndex:
    """One page of the genes that are altered in some case, and what stands beside."""

    page: int
    now: index.Index = field(default_factory=index.current)

    def __post_init__(self) -> None:
        """A page beyond the last is not there."""
        if self.page > paging.last_page(self.size, GENES_PER_PAGE):
            raise Http404

    @property
    def everything(self) -> index.Selection:
        """All cases."""
        return self.now.select({})

    @cached_property
    def genes(self) -> list[str]:
        """Genes altered, by their cases."""
        return [key for key, _ in self.everything.counts("gene")]

    @property
    def size(self) -> int:
        """How many genes there are."""
        return len(self.genes)

    @property
    def findings(self) -> Number:
        """All findings, one per row."""
        return _number("finding", self.now.select({}, rows="findings"), "/findings/")

    @cached_property
    def kinds(self) -> list[Number]:
        """The kinds of alteration that some case has, each as a list of findings."""
        asked = ((name, self.now.select(ask, rows="findings")) for name, ask in KINDS)
        return [
            _number(name, found, "/findings/") for name, found in asked if found.total
        ]

    @cached_property
    def rows(self) -> list[Row]:
        """Genes by kind of alteration, on this page."""
        first = (self.page - 1) * GENES_PER_PAGE
        return self._rows(
            (gene, hub("gene", gene), kind, {"gene": [gene], **asked})
            for gene in self.genes[first : first + GENES_PER_PAGE]
            for kind, asked in KINDS
        )

    @cached_property
    def beside(self) -> list[Row]:
        """What was found and is no alteration of a gene: stains, measures, viruses."""
        kinds = [k for k in BiomarkerKind if k not in ALTERATIONS]
        found = [
            (key, kind)
            for kind in kinds
            for key, _ in self.now.select({"finding_kind": [kind]}).counts("biomarker")
        ][:BESIDE]
        labels = Labels.of(("biomarker", key) for key, _ in found)
        return self._rows(
            (
                labels("biomarker", key),
                hub("biomarker", key),
                str(kind.label),
                {"biomarker": [key], "finding_kind": [kind]},
            )
            for key, kind in found
        )

    @cached_property
    def negative(self) -> term_tables.TermTable:
        """What was looked for and not found: counted apart."""
        counts = self.everything.counts("tested_negative")[:BESIDE]
        return term_tables.TermTable(
            id="tested-negative",
            title="Tested negative",
            noun="Gene or biomarker",
            words="Looked for and not found. Nobody is counted above for these.",
            rows=term_tables.term_rows(self.now, "tested_negative", counts),
        )

    @property
    def pager(self) -> paging.Pager:
        """The other pages."""
        return paging.pager(
            Address(HUBS["biomarker"]),
            page=self.page,
            per_page=GENES_PER_PAGE,
            total=self.size,
            noun="Genes",
        )

    def _rows(self, asked: Iterator[tuple[str, str, str, Asked]]) -> list[Row]:
        """Return a row for each of these questions that some case answers."""
        told = []
        for name, address, kind, question in asked:
            cases = self.now.select(question)
            if cases.total:
                findings = self.now.select(question, rows="findings")
                assays = [
                    (key, count)
                    for key, count in findings.counts("assay")
                    if key not in SILENCES
                ][:NAMED]
                drugs = [key for key, _ in cases.counts("drug")[:NAMED]]
                told.append((name, address, kind, question, cases, assays, drugs))
        labels = Labels.of(("drug", key) for *_, drugs in told for key in drugs)
        return [
            Row(
                name,
                address,
                kind,
                _number(f"{name}, {wording.in_sentence(kind)}", cases, "/cases/"),
                [
                    Number(
                        labels("assay", key),
                        count,
                        term_tables.list_of("/findings/", question).asking(
                            "assay", key
                        ),
                    )
                    for key, count in assays
                ],
                [(labels("drug", key), hub("drug", key)) for key in drugs],
            )
            for name, address, kind, question, cases, assays, drugs in told
        ]


def _number(words: str, found: index.Selection, path: str) -> Number:
    return Number(words, found.total, term_tables.list_of(path, found.chosen))
