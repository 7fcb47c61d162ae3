"""What a hub is about: one question to the index, and the one honest sentence."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from casebase.archive import index
from casebase.archive.choices import StopReason
from casebase.archive.models import Record
from casebase.browse import summaries, term_tables, wording
from casebase.browse.addresses import Address
from casebase.browse.hub_stories import Stories
from casebase.browse.records import versions_at
from casebase.browse.rows import CaseRow, case_rows

#: Cases shown on a hub; the list has the rest.
SHOWN = 3

#: What stands in documents alone is read of so many cases, the newest, no more.
READ = 50

#: With so few cases a table would say less than the cases themselves.
FEW = 2


@dataclass(frozen=True)
class Count:
    """A number with its words; it opens the list of exactly that many."""

    words: str
    count: int
    list: Address | None


@dataclass(frozen=True, kw_only=True)
class Subject(ABC):
    """A question that has a page of its own, and its answers at one version."""

    now: index.Index = field(default_factory=index.current)

    @property
    @abstractmethod
    def facet(self) -> str:
        """Facet that is asked."""

    @property
    @abstractmethod
    def key(self) -> str:
        """Value that is asked for."""

    @property
    @abstractmethod
    def label(self) -> str:
        """What readers call it."""

    @property
    def keys(self) -> set[str]:
        """Every key under which documents know it."""
        return {self.key}

    @property
    def asked(self) -> dict[str, list[str]]:
        """The question this page answers."""
        return {self.facet: [self.key]}

    # ── Its cases and courses ─────────────────────────────────────────────────────

    @cached_property
    def cases(self) -> index.Selection:
        """Its cases."""
        return self.now.select(self.asked)

    @property
    def total(self) -> int:
        """How many cases there are."""
        return self.cases.total

    @property
    def is_small(self) -> bool:
        """Whether its cases say all that tables could."""
        return self.total <= FEW

    @cached_property
    def courses(self) -> index.Selection:
        """Courses in its cases; of a drug, the courses of this drug."""
        return self.now.select(self.asked, rows="courses")

    @cached_property
    def findings(self) -> index.Selection:
        """Findings in its cases; of a gene, the findings of this gene."""
        return self.now.select(self.asked, rows="findings")

    def beside(
        self, more: Mapping[str, Sequence[str]], rows: index.Rows = "courses"
    ) -> index.Selection:
        """Ask for more of it, as courses, cases or findings."""
        return self.now.select({**self.asked, **more}, rows=rows)

    @cached_property
    def acquired(self) -> index.Selection | None:
        """Cases in which this biomarker arose under treatment; else None."""
        if self.facet != "biomarker":
            return None
        return self.beside({"acquired": ["yes"]}, rows="cases")

    @property
    def acquired_list(self) -> Address:
        """The list of those cases."""
        return term_tables.list_of("/cases/", {**self.asked, "acquired": ["yes"]})

    @property
    def case_list(self) -> Address:
        """The list of all its cases."""
        return term_tables.list_of("/cases/", self.asked)

    @property
    def course_list(self) -> Address:
        """The list of all these courses."""
        return term_tables.list_of("/treatments/", self.asked)

    @property
    def finding_list(self) -> Address:
        """The list of all these findings."""
        return term_tables.list_of("/findings/", self.asked)

    # ── The sentence ──────────────────────────────────────────────────────────────

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
    def outcomes(self) -> list[Count]:
        """Each outcome with its list: none is left out for being zero."""
        return [
            self._count(summaries.outcome_words(value, count), count, "response", value)
            for value, count in summaries.outcomes(self.courses.counts("response"))
        ]

    @property
    def stops(self) -> list[Count]:
        """Why courses were stopped: what a best response does not tell."""
        return [self.stopped_for_toxicity, self.stopped_for_progression]

    @property
    def stopped_for_progression(self) -> Count:
        """Courses that were stopped for progression, whatever their best response."""
        return self._stopped(StopReason.PROGRESSION)

    @property
    def stopped_for_toxicity(self) -> Count:
        """Courses that were stopped for toxicity."""
        return self._stopped(StopReason.TOXICITY)

    def _stopped(self, reason: StopReason) -> Count:
        count = dict(self.courses.counts("stop_reason")).get(reason, 0)
        words = f"{count} stopped for {wording.in_sentence(str(reason.label))}"
        return self._count(words, count, "stop_reason", str(reason))

    def _count(self, words: str, count: int, facet: str, value: str) -> Count:
        link = self.course_list.asking(facet, value) if count else None
        return Count(words, count, link)

    # ── What its documents tell ───────────────────────────────────────────────────

    @cached_property
    def rows_read(self) -> list[CaseRow]:
        """Its newest cases, as many as a page reads."""
        names = self.cases.page(1, READ)
        return case_rows(names, versions_at(self.now.version, names))

    @property
    def rows(self) -> list[CaseRow]:
        """Its newest cases, as many as a page shows."""
        return self.rows_read[:SHOWN]

    @cached_property
    def stories(self) -> Stories:
        """What the documents of its newest cases tell."""
        return self._stories_of(self.rows_read)

    def has_chain_of(self, rows: Iterable[CaseRow]) -> bool:
        """Whether its page tells what arose under treatment in one of these cases."""
        read = {*self.cases.page(1, READ)}
        shown = [row for row in rows if row.accession in read]
        return bool(shown and self._stories_of(shown).chains)

    def _stories_of(self, rows: Sequence[CaseRow]) -> Stories:
        # The courses of the newest cases come first, and no case has so many.
        courses = self.courses.page(1, READ * 20)
        return Stories(
            facet=self.facet,
            label=self.label,
            keys=self.keys,
            rows=rows,
            total=self.total,
            courses=frozenset(courses),
            case_list=self.case_list,
            course_list=self.course_list,
        )
