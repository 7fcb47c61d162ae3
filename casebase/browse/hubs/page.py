"""The blocks of a hub, from the index; what a page has no use for is empty."""

from functools import cached_property

from casebase.archive.facets import SILENCES
from casebase.browse import term_tables
from casebase.browse.labels import Labels

from . import after_events, people, tables
from .subject import Count, Subject
from .together import Together, together

#: What its cases share, by the facet of the page: facet, title, noun.
FUSIONS = ("fusion", "Gene fusions", "Fusion")
SHARED = {
    "gene": [("fusion", "Fusion partners", "Fusion")],
    "family": [("gene", "Genes of the family", "Gene"), FUSIONS],
    "drug": [FUSIONS],
    "drug_class": [FUSIONS],
    "diagnosis": [FUSIONS, ("gene", "Genes", "Gene")],
    "series": [FUSIONS],
}

#: Responses that a bar of half a page has room for.
MOST_IN_HALF = 6

#: Pages of what was found: their findings are those of the term.
OF_FINDINGS = ("gene", "family", "fusion", "biomarker")


class Page(Subject):
    """A subject with the tables of its page."""

    @property
    def own_genes(self) -> set[str]:
        """Genes that the page is about: those found beside them are others."""
        return self.keys

    def drugs_of_the_page(self, keys: list[str]) -> list[str]:
        """Those of these drugs that the page is about; all, where it is about none."""
        return keys

    @property
    def is_of_drugs(self) -> bool:
        """Whether it is about one drug or a class of drugs."""
        return self.facet in ("drug", "drug_class")

    @property
    def is_of_findings(self) -> bool:
        """Whether it is about something that was found."""
        return self.facet in OF_FINDINGS

    @cached_property
    def boxes(self) -> list[people.Box]:
        """Who was treated, with what, and how complete that is."""
        if self.is_small:
            return []
        counts = tables.tumours(self)
        labels = Labels.of(("diagnosis", key) for key, _ in counts)
        ask = self.case_list.asking
        told = [
            Count(labels("diagnosis", key), count, ask("diagnosis", key))
            for key, count in counts
            if key not in SILENCES
        ]
        return people.boxes(self, told)

    @cached_property
    def shared(self) -> list[term_tables.TermTable]:
        """What its cases have in common: partners, fusions, genes."""
        if self.is_small:
            return []
        made = (self._shared(*one) for one in SHARED.get(self.facet, ()))
        return [table for table in made if len(table.rows) > 1]

    def _shared(self, facet: str, title: str, noun: str) -> term_tables.TermTable:
        counts = self.cases.counts(facet)
        if self.facet == "family" and facet == "gene":
            counts = [(key, count) for key, count in counts if key in self.own_genes]
        return tables.terms(self, facet, title, noun, counts)

    @cached_property
    def tumours(self) -> tables.Table[tables.ResponseRow] | None:
        """Tumours with the responses of their courses; one alone says nothing new."""
        if self.is_small:
            return None
        table = tables.responses(self, "diagnosis", tables.tumours(self))
        return table if len(table.rows) > 1 else None

    @property
    def tumours_are_wide(self) -> bool:
        """Whether half a page is too narrow for names, or for so many responses."""
        rows = self.tumours.rows if self.tumours else []
        return self.facet == "diagnosis" or any(
            len(row.bar.parts) > MOST_IN_HALF for row in rows
        )

    @cached_property
    def drugs(self) -> tables.Table[tables.ResponseRow] | None:
        """Drugs given in its cases; a drug's own page has no need of them."""
        if self.facet == "drug":
            return None
        counts = dict(self.courses.counts("drug"))
        wanted = self.drugs_of_the_page([*counts])
        pairs = [(key, counts[key]) for key in wanted]
        table = tables.responses(self, "drug", pairs)
        return table if table.rows else None

    @cached_property
    def events(self) -> tables.Table[tables.EventRow] | None:
        """Adverse events of these courses, by drug and grade."""
        drugs = [key for key, _ in self.courses.counts("drug")]
        table = tables.events(self, self.drugs_of_the_page(drugs))
        return table if table.rows else None

    @cached_property
    def followed(self) -> list[after_events.Followed]:
        """What was done about the events of its newest cases, and what came of it."""
        return after_events.followed(self.stories.given)

    @property
    def followed_shown(self) -> list[after_events.Followed]:
        """As many of these as the page shows."""
        return self.followed[: after_events.ROWS]

    @property
    def has_several_drugs(self) -> bool:
        """Whether its adverse events are those of several drugs."""
        return self.facet != "drug"

    @cached_property
    def barriers(self) -> tables.Table[tables.BarrierRow] | None:
        """What was considered and not given, why and where."""
        asked = {} if self.is_of_drugs else self.asked
        counts = self.now.select(asked).counts("not_given_drug")
        drugs = self.drugs_of_the_page([key for key, _ in counts])
        table = tables.barriers(self, asked, drugs)
        # One case alone says it better itself.
        return table if sum(row.cases.count for row in table.rows) > 1 else None

    @cached_property
    def assays(self) -> tables.Table[tables.Bar] | None:
        """How it was tested, where any test is named."""
        if not self.is_of_findings or self.is_small:
            return None
        table = tables.bars(self, "assay")
        return table if not all(bar.is_unknown for bar in table.rows) else None

    @cached_property
    def agreement(self) -> list[tables.Bar]:
        """Whether the tests of one finding agree."""
        if not self.assays:
            return []
        rows = tables.bars(self, "concordance").rows
        return [bar for bar in rows if not bar.is_unknown]

    @cached_property
    def kinds(self) -> tables.Table[tables.Bar] | None:
        """Kinds of alteration, where there are several."""
        if self.facet not in ("gene", "family"):
            return None
        table = tables.bars(self, "finding_kind")
        return table if len(table.rows) > 1 else None

    @cached_property
    def gaps(self) -> list[tables.Gap]:
        """What is not known."""
        if self.is_small:
            return []
        return tables.gaps(self, of_findings=self.is_of_findings)

    @cached_property
    def together(self) -> list[Together]:
        """Other alterations of its newest cases."""
        if not self.is_of_findings or self.is_small:
            return []
        return together(self.rows_read, self.facet, self.keys, self.own_genes)
