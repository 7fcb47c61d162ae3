"""What is wrong with documents, all of it, before anything is written."""

from typing import Any

from casebase.archive import document as d
from casebase.curation.models import Article, Patient, Series
from casebase.curation.shapes import CASE
from casebase.vocabulary.models import Biomarker, Gene, GeneFamily

from .faults import Fault, Faulty, dotted, named
from .linking import NO_ARTICLE, Known, Linker, Place
from .rows import SERIES_WORDS


class Check:
    """Looks at one document after the other, then says what is wrong with them all.

    It keeps the keys it has seen, not the documents.
    """

    def __init__(self, known: Known) -> None:
        self.count = 0
        self._known = known
        self._faults: list[Fault] = []
        self._seen: dict[str, str] = {}
        self._cited: dict[str, list[Fault]] = {}

    def look(self, name: str, entry: d.Document | Faulty) -> None:
        """Note what is wrong with one document by itself, and what it cites."""
        self.count += 1
        if isinstance(entry, Faulty):
            self._faults += named(name, entry.faults)
            return
        if entry.key in self._seen:
            said = f"{self._seen[entry.key]} has the same key"
            self._faults.append(Fault(name, said))
        self._seen[entry.key] = name
        words = _Words(self._known)
        words.look(entry)
        self._faults += named(name, words.faults)
        for slug, fault in words.cited.items():
            self._cited.setdefault(slug, []).extend(named(name, [fault]))

    def faults(self) -> list[Fault]:
        """Everything that is wrong, articles that are nowhere included."""
        missing = self._cited.keys() - self._seen.keys()
        here = Article.objects.filter(slug__in=missing)
        missing -= set(here.values_list("slug", flat=True))
        return [*self._faults, *(f for slug in missing for f in self._cited[slug])]


class _Words(Linker):
    """Looks up every word that a document names, and notes what it cites."""

    def __init__(self, known: Known) -> None:
        super().__init__(known)
        self.cited: dict[str, Fault] = {}

    def look(self, document: d.Document) -> None:
        """Note the words that the vocabulary does not know."""
        if isinstance(document, d.ArticleDocument):
            self._article(document)
            return
        self.columns(document.patient, Patient, ("patient",))
        for index, source in enumerate(document.articles):
            self.find_article(source.article, ("articles", index, "article"))
        for path, shape in CASE.items():
            part: Any = document
            for step in path.split("."):
                part = getattr(part, step)
            self.look_up(shape, part, tuple(path.split(".")))

    def find_article(self, slug: str, place: Place) -> None:
        """Note that an article is cited; it may come with another file."""
        if slug not in self.cited:
            self.cited[slug] = Fault(dotted(place), NO_ARTICLE.format(slug))

    def new_biomarker(self, part: d.Biomarker, place: Place) -> Biomarker | None:
        """Look up what a biomarker that is to be proposed is made of."""
        fusion = part.fusion
        genes = [(part.gene, (*place, "gene"))] if part.gene else []
        if fusion:
            here = (*place, "fusion", "genes")
            genes += [(gene, (*here, index)) for index, gene in enumerate(fusion.genes)]
            if fusion.family and fusion.state == d.c.FusionState.FAMILY:
                self.word(GeneFamily, fusion.family.key, (*place, "fusion", "family"))
        for gene, where in genes:
            self.word(Gene, gene.key, where)
        return None

    def _article(self, document: d.ArticleDocument) -> None:
        for index, relation in enumerate(document.relations):
            self.find_article(relation.article, ("relations", index, "article"))
        for index, fact in enumerate(document.facts):
            self.sourcing(fact.source, ("facts", index, "source"))
        series = document.series
        if series and not Series.objects.filter(slug=series.slug).exists():
            for name, table in SERIES_WORDS.items():
                for index, word in enumerate(getattr(series, name)):
                    self.word(table, word.key, ("series", name, index))
