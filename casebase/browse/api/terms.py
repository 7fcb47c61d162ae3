"""Words of the vocabulary: those with a case, and one of them."""

from typing import Any, ClassVar

from django.http import Http404
from pydantic import Field
from rest_framework.response import Response

from casebase.archive import document as d
from casebase.archive.models import Term
from casebase.browse import hubs, names
from casebase.browse.addresses import HUBS, Address, hub
from casebase.browse.labels import Labels, fusion_of

from . import questions
from .parts import Answer, Links, Paged
from .places import api, page
from .problems import Ambiguous
from .resource import Resource


class TermLinks(Links):
    """Where a word stands, and what is told of it."""

    cases: str
    """Its cases."""
    treatments: str
    """Courses of it, or in cases with it."""
    findings: str
    """Findings of it, or in cases with it."""


class TermOfList(d.Part):
    """A word of the vocabulary with the number of its cases."""

    key: str
    """Stable key, as in addresses: `NTRK1`, `SARCNOS`, `crizotinib`."""
    label: str
    """Preferred name."""
    code: str = ""
    """CURIE of the official vocabulary."""
    cases: int = Field(ge=0)
    """How many cases there are: the total of `links.cases`."""
    links: TermLinks
    """Where it stands."""


class Terms(Paged):
    """One page of the words of a facet that have cases, most cases first."""

    facet: str
    """Name of the facet, as a parameter of lists."""
    terms: tuple[TermOfList, ...]
    """The words of this page."""


class TermAnswer(Answer):
    """A word of the vocabulary, with or without a case."""

    facet: str
    """Name of the facet, as a parameter of lists."""
    key: str
    """Stable key."""
    label: str
    """Preferred name."""
    name: str = ""
    """Full name of a gene."""
    code: str = ""
    """CURIE of the official vocabulary."""
    aliases: tuple[str, ...] = ()
    """Other names: brands, former names, synonyms."""
    parents: tuple[str, ...] = ()
    """Keys of all broader words."""
    fusion: d.Fusion | None = None
    """Genes of a fusion, as far as they are known."""
    cases: int = Field(ge=0)
    """How many cases there are: the total of `links.cases`."""
    treatments: int = Field(ge=0)
    """How many courses: the total of `links.treatments`."""
    findings: int = Field(ge=0)
    """How many findings: the total of `links.findings`."""
    links: TermLinks
    """Where it stands."""


def links_of(facet: str, key: str) -> TermLinks:
    """Link to a word and to what is told of it."""

    def asked(path: str) -> str:
        return api(Address(path).asking(facet, key))

    place = hub(facet, key)
    return TermLinks(
        self=api(place),
        html=page(place),
        cases=asked("/cases/"),
        treatments=asked("/treatments/"),
        findings=asked("/findings/"),
    )


class TermList(Resource):
    """The words of one facet that have cases."""

    facet: ClassVar[str]
    question, answer = questions.PageQuestion, Terms

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of them."""
        at, per_page = asked.cleaned_data["page"], asked.cleaned_data["per_page"]
        counts = self.now.select({}).counts(self.facet)
        path = HUBS[self.facet]
        of_page = self.about_page(
            questions.paged(path, per_page),
            total=len(counts),
            at=at,
            per_page=per_page,
            html=page(path),
        )
        shown = counts[(at - 1) * per_page : at * per_page]
        labels = Labels.of((self.facet, key) for key, _ in shown)
        terms = [(key, count, labels.term(self.facet, key)) for key, count in shown]
        return Terms(
            **of_page,
            facet=self.facet,
            terms=tuple(
                TermOfList(
                    key=key,
                    label=labels(self.facet, key),
                    code=term.code if term else "",
                    cases=count,
                    links=links_of(self.facet, key),
                )
                for key, count, term in terms
            ),
        )


class OneTerm(Resource):
    """One word of a facet, with or without a case."""

    facet: ClassVar[str]
    answer = TermAnswer
    moves = (301, 302)

    def __init_subclass__(cls, **named: Any) -> None:
        """Its keys are those of its facet."""
        super().__init_subclass__(**named)
        cls.keys = {"key": f"{cls.facet}-key"}

    def answer_to(self, asked: Any, *, key: str) -> Answer | Response:
        """Give it; one that was renamed, or is named otherwise, leads to it."""
        term = hubs.find(self.facet, key)
        if term is None:
            meant = names.meant([self.facet], key)
            if len(meant) == 1:
                return self._at(meant[0].key, 302)
            if meant:
                places = [(t.key, api(hub(self.facet, t.key))) for t in meant]
                raise Ambiguous(key, places)
            raise Http404
        return self._at(term.now, 301) if term.now else self._told(term)

    def _at(self, key: str, status: int) -> Response:
        return Response(status=status, headers={"Location": api(hub(self.facet, key))})

    def _told(self, term: Term) -> Answer:
        chosen = {self.facet: [term.key]}
        return TermAnswer(
            **self.about() | {"links": links_of(self.facet, term.key)},
            facet=self.facet,
            key=term.key,
            label=term.label or term.key,
            name=term.facts.get("name") or "",
            code=term.code,
            aliases=tuple(term.aliases),
            parents=tuple(term.parents),
            fusion=fusion_of(term),
            cases=self.now.select(chosen).total,
            treatments=self.now.select(chosen, rows="courses").total,
            findings=self.now.select(chosen, rows="findings").total,
        )


class FusionList(TermList):
    """List gene fusions with at least one case, most cases first."""

    tag, facet = "Gene fusions", "fusion"


class Fusion(OneTerm):
    """Give one gene fusion: `ETV6::NTRK3`, `NTRK1-partner-unknown`."""

    tag, facet = "Gene fusions", "fusion"


class GeneList(TermList):
    """List genes altered in at least one case, on either side of a fusion."""

    tag, facet = "Genes", "gene"


class Gene(OneTerm):
    """Give one gene."""

    tag, facet = "Genes", "gene"


class FamilyList(TermList):
    """List gene families with a gene altered in at least one case."""

    tag, facet = "Genes", "family"


class Family(OneTerm):
    """Give one gene family."""

    tag, facet = "Genes", "family"


class BiomarkerList(TermList):
    """List biomarkers found in at least one case, most cases first."""

    tag, facet = "Biomarkers", "biomarker"


class Biomarker(OneTerm):
    """Give one biomarker."""

    tag, facet = "Biomarkers", "biomarker"


class DrugList(TermList):
    """List anticancer drugs given in at least one case, most cases first.

    Drugs that were considered and not given have a facet of their own,
    `not_given_drug`.
    """

    tag, facet = "Drugs", "drug"


class Drug(OneTerm):
    """Give one drug, also by a brand name."""

    tag, facet = "Drugs", "drug"


class DrugClassList(TermList):
    """List drug classes with a drug given in at least one case."""

    tag, facet = "Drugs", "drug_class"


class DrugClass(OneTerm):
    """Give one drug class."""

    tag, facet = "Drugs", "drug_class"


class DiagnosisList(TermList):
    """List diagnoses with at least one case; a diagnosis includes its subtypes."""

    tag, facet = "Diagnoses", "diagnosis"


class Diagnosis(OneTerm):
    """Give one diagnosis, or one group of diagnoses."""

    tag, facet = "Diagnoses", "diagnosis"
