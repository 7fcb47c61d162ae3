"""The page of one term: gene, family, fusion, biomarker, drug, class or diagnosis."""

from dataclasses import dataclass
from functools import cached_property

from casebase.archive import index
from casebase.archive.models import Term
from casebase.browse import term_tables, wording
from casebase.browse.addresses import HUBS, Address, hub
from casebase.browse.labels import Labels, fusion_of
from casebase.browse.records import versions_at
from casebase.browse.rows import CaseRow, NotGivenLine, case_rows

from .page import Page

#: Index page a hub belongs to.
PARENTS = {
    "gene": "Genes",
    "family": "Gene families",
    "fusion": "Gene fusions",
    "biomarker": "Biomarkers",
    "drug": "Drugs",
    "drug_class": "Drug classes",
    "diagnosis": "Diagnoses",
}

#: What the broader terms of a term are called, and their facet.
BROADER = {"gene": ("family", "Family"), "drug": ("drug_class", "Class")}

#: Cases told in which a drug was considered and not given; the list has the rest.
CONSIDERED = 6


@dataclass(frozen=True)
class Hub(Page):
    """One term and what the archive has of it, at one version."""

    term: Term

    # ── The term ──────────────────────────────────────────────────────────────────

    @property
    def facet(self) -> str:
        """Facet of the term."""
        return self.term.facet

    @property
    def key(self) -> str:
        """Key of the term."""
        return self.term.key

    @property
    def label(self) -> str:
        """What readers call it."""
        return self.term.label or self.term.key

    @property
    def title(self) -> str:
        """The name as a heading."""
        if self.facet == "family":
            return f"{self.label.removesuffix(' family')} family"
        return self.label if self.is_symbol else wording.sentence_case(self.label)

    @cached_property
    def keys(self) -> set[str]:
        """Its key, and those by which cases knew it before it was renamed."""
        former = Term.objects.filter(facet=self.facet, facts__now=self.term.key)
        return {self.term.key, *former.values_list("key", flat=True)}

    @property
    def parent(self) -> tuple[str, str]:
        """The index page it stands on."""
        return HUBS[self.facet], PARENTS[self.facet]

    @property
    def address(self) -> str:
        """Where it stands."""
        return hub(self.facet, self.key)

    @property
    def is_symbol(self) -> bool:
        """Whether the name is a symbol that no browser may translate."""
        return self.facet in ("gene", "family", "fusion")

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
        told = (self.label, self.term.key, self.full_name)
        known = {name.casefold() for name in told}
        names = [n for n in self.term.aliases if n.casefold() not in known]
        return wording.listed(names[:8])

    @property
    def genes(self) -> list[tuple[str, str]]:
        """The genes of a fusion, or of a family, each with its own page."""
        fusion = fusion_of(self.term)
        keys = [gene.key for gene in fusion.genes] if fusion else []
        if self.facet == "family":
            keys = list(self.term.facts.get("genes") or ())
        return [(key, hub("gene", key)) for key in keys]

    @cached_property
    def broader(self) -> list[tuple[str, str]]:
        """Family of a gene, classes of a drug, each with its own page."""
        facet, _ = BROADER.get(self.facet, (self.facet, ""))
        if facet not in HUBS or not self.term.parents:
            return []
        labels = Labels.of((facet, key) for key in self.term.parents)
        direct = labels.narrowest(facet, self.term.parents)
        return [(labels(facet, key), hub(facet, key)) for key in direct]

    @property
    def broader_noun(self) -> str:
        """What broader terms are called."""
        return BROADER.get(self.facet, ("", "Part of"))[1]

    @property
    def own_genes(self) -> set[str]:
        """The gene, or the genes of the family."""
        if self.facet == "family":
            return {key for key, _ in self.genes}
        return self.keys

    def drugs_of_the_page(self, keys: list[str]) -> list[str]:
        """Those of these drugs that the page is about; all, where it is about none."""
        if self.facet == "drug":
            return [key for key in keys if key == self.key]
        if self.facet == "drug_class":
            known = Term.objects.filter(facet="drug", key__in=keys)
            members = {term.key for term in known if self.key in term.parents}
            return [key for key in keys if key in members]
        return keys

    # ── Considered, not given ─────────────────────────────────────────────────────

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
        names = self.considered.page(1, CONSIDERED) if self.considered else []
        return [
            (row, line)
            for row in case_rows(names, versions_at(self.now.version, names))
            for line in row.not_given
            if self.keys & line.drugs
        ]


def find(facet: str, key: str) -> Term | None:
    """Return a term of the vocabulary by its key."""
    return Term.objects.filter(facet=facet, key=key).first()
