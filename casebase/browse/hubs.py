"""The page of one term: one honest sentence, its cases, and ways into the lists."""

from dataclasses import dataclass, field
from functools import cached_property

from casebase.archive import index
from casebase.archive.choices import StopReason
from casebase.archive.models import Record, Term
from casebase.browse import wording

from . import summaries, term_tables
from .addresses import Address, hub
from .labels import Labels, fusion_of
from .lists import versions_of
from .rows import CaseRow, NotGivenLine, case_rows

#: Cases shown on a hub; the list has the rest.
SHOWN = 10

#: Rows of a table on a hub.
ROWS = 12

#: Why a course stopped stands in the documents alone: read of so many cases, no more.
READ = 50

#: What a hub tells of its cases beside the drugs, by the facet of its term.
TABLES = {
    "gene": ("fusion", "diagnosis"),
    "fusion": ("diagnosis",),
    "biomarker": ("diagnosis", "assay"),
    "drug": ("fusion", "diagnosis"),
    "diagnosis": ("fusion", "gene"),
}

TITLES = {
    "fusion": ("Gene fusions", "Fusion"),
    "gene": ("Genes", "Gene"),
    "diagnosis": ("Tumours", "Tumour"),
    "assay": ("Assays", "Assay"),
}

#: Index page a hub belongs to.
PARENTS = {
    "gene": ("/genes/", "Genes"),
    "fusion": ("/fusions/", "Gene fusions"),
    "biomarker": ("/biomarkers/", "Biomarkers"),
    "drug": ("/drugs/", "Drugs"),
    "diagnosis": ("/diagnoses/", "Diagnoses"),
}


@dataclass(frozen=True)
class Outcome:
    """One outcome in words, with the courses that had it."""

    words: str
    list: Address | None


@dataclass(frozen=True)
class DrugRow:
    """A drug given in these cases, with the best response of each course."""

    label: str
    hub: str
    bar: summaries.ResponseBar
    list: Address


@dataclass(frozen=True)
class EventRow:
    """An adverse event, with the courses it was reported in."""

    label: str
    count: int
    list: Address


@dataclass(frozen=True)
class Hub:
    """One term and what the archive has of it, at one version."""

    term: Term
    now: index.Index = field(default_factory=index.current)

    @property
    def facet(self) -> str:
        """Facet of the term."""
        return self.term.facet

    @property
    def label(self) -> str:
        """What readers call it."""
        return self.term.label or self.term.key

    @property
    def title(self) -> str:
        """The name as a heading."""
        return self.label if self.is_symbol else wording.sentence_case(self.label)

    @cached_property
    def keys(self) -> set[str]:
        """Its key, and those by which cases knew it before it was renamed."""
        former = Term.objects.filter(facet=self.facet, facts__now=self.term.key)
        return {self.term.key, *former.values_list("key", flat=True)}

    @property
    def parent(self) -> tuple[str, str]:
        """The index page it stands on."""
        return PARENTS[self.facet]

    @property
    def is_symbol(self) -> bool:
        """Whether the name is a symbol that no browser may translate."""
        return self.facet in ("gene", "fusion")

    @property
    def fusion(self) -> object:
        """The fusion, to be drawn as one; nothing for other terms."""
        return fusion_of(self.term)

    @property
    def full_name(self) -> str:
        """The name behind a symbol, where the vocabulary has it."""
        name = self.term.facts.get("name", "")
        return wording.sentence_case(name) if name != self.label else ""

    @property
    def also_called(self) -> str:
        """Other names of the term."""
        known = {self.label.casefold(), self.term.key.casefold()}
        names = [n for n in self.term.aliases if n.casefold() not in known]
        return wording.listed(names[:8])

    @property
    def genes(self) -> list[tuple[str, str]]:
        """The genes of a fusion, each with its own page."""
        fusion = fusion_of(self.term)
        return [(g.key, hub("gene", g.key)) for g in fusion.genes] if fusion else []

    @property
    def asked(self) -> dict[str, list[str]]:
        """The question this page answers."""
        return {self.facet: [self.term.key]}

    @cached_property
    def cases(self) -> index.Selection:
        """Its cases."""
        return self.now.select(self.asked)

    @property
    def total(self) -> int:
        """How many cases there are."""
        return self.cases.total

    @cached_property
    def courses(self) -> index.Selection:
        """Courses in its cases; of a drug, the courses of this drug."""
        return self.now.select(self.asked, rows="courses")

    @property
    def case_list(self) -> Address:
        """The list of all its cases."""
        return term_tables.list_of("/cases/", self.asked)

    @property
    def course_list(self) -> Address:
        """The list of all these courses."""
        return term_tables.list_of("/treatments/", self.asked)

    @cached_property
    def bar(self) -> summaries.ResponseBar:
        """Best responses of these courses."""
        return summaries.bar_of(self.now, self.asked, "", self.course_list)

    @cached_property
    def articles(self) -> int:
        """How many articles report these cases: the key of a case begins with one."""
        names = self.cases.accessions()
        keys: set[str] = set()
        for start in range(0, len(names), 1000):
            some = Record.objects.filter(name__in=names[start : start + 1000])
            keys |= {key.split("/")[0] for key in some.values_list("key", flat=True)}
        return len(keys)

    @property
    def outcomes(self) -> list[Outcome]:
        """Each outcome with its list: none is left out for being zero."""
        return [
            Outcome(
                summaries.outcome_words(value, count),
                self.course_list.asking("response", value) if count else None,
            )
            for value, count in summaries.outcomes(self.courses.counts("response"))
        ]

    @cached_property
    def _read(self) -> list[CaseRow]:
        names = self.cases.page(1, READ)
        return case_rows(names, versions_of(names))

    @property
    def rows(self) -> list[CaseRow]:
        """Its newest cases."""
        return self._read[:SHOWN]

    @property
    def stopped_for_toxicity(self) -> int | None:
        """Courses stopped for toxicity; None where too many cases had to be read."""
        if self.total > READ:
            return None
        counted = set(self.courses.page(1, self.courses.total or 1))
        return sum(
            line.course.treatment.stop_reason == StopReason.TOXICITY
            for row in self._read
            for line in row.given
            if (row.accession, line.course.treatment.ref) in counted
        )

    @cached_property
    def tables(self) -> list[term_tables.TermTable]:
        """What its cases have in common."""
        made = (self._table(facet) for facet in TABLES[self.facet])
        return [table for table in made if table.rows]

    def _table(self, facet: str) -> term_tables.TermTable:
        title, noun = TITLES[facet]
        counts = self.cases.counts(facet)
        return term_tables.TermTable(
            id=f"t-{facet}",
            title=title,
            noun=noun,
            rows=term_tables.term_rows(
                self.now, facet, counts[:ROWS], within=self.asked
            ),
            foot="A case can stand in several rows." if len(counts) > 1 else "",
        )

    @cached_property
    def drugs(self) -> list[DrugRow]:
        """Drugs given in its cases; a drug's own page has no need of them."""
        if self.facet == "drug":
            return []
        given = self.cases.counts("drug")[:ROWS]
        labels = Labels.of(("drug", key) for key, _ in given)
        return [self._drug(key, labels("drug", key)) for key, _ in given]

    def _drug(self, key: str, label: str) -> DrugRow:
        asked = self.asked | {"drug": [key]}
        treatments = term_tables.list_of("/treatments/", asked)
        bar = summaries.bar_of(self.now, asked, "", treatments)
        return DrugRow(wording.sentence_case(label), hub("drug", key), bar, treatments)

    @cached_property
    def events(self) -> list[EventRow]:
        """Adverse events of these courses."""
        counts = self.courses.counts("adverse_event")[:ROWS]
        labels = Labels.of(("adverse_event", key) for key, _ in counts)
        return [
            EventRow(
                wording.sentence_case(labels("adverse_event", key)),
                count,
                self.course_list.asking("adverse_event", key),
            )
            for key, count in counts
        ]

    @cached_property
    def considered(self) -> index.Selection | None:
        """Cases in which this drug was considered and not given."""
        if self.facet != "drug":
            return None
        return self.now.select({"not_given_drug": [self.term.key]})

    @property
    def considered_list(self) -> Address:
        """The list of all of them."""
        return term_tables.list_of("/cases/", {"not_given_drug": [self.term.key]})

    @cached_property
    def considered_rows(self) -> list[tuple[CaseRow, NotGivenLine]]:
        """Each time it was considered, and why it was not given."""
        names = self.considered.page(1, SHOWN) if self.considered else []
        return [
            (row, line)
            for row in case_rows(names, versions_of(names))
            for line in row.not_given
            if self.keys & line.drugs
        ]


def find(facet: str, key: str) -> Term | None:
    """Return a term of the vocabulary by its key."""
    return Term.objects.filter(facet=facet, key=key).first()
