"""What the front door shows of the archive, at one version."""

from dataclasses import dataclass, field
from functools import cached_property

from casebase.archive import index
from casebase.archive.document import ArticleDocument, SeriesRef
from casebase.archive.models import Record
from casebase.browse import wording

from . import matrix, term_tables
from .cards import Cards, cards_at
from .filters import PageForm, WordField
from .labels import Labels
from .panel import silence_last
from .term_index import FACETS, FEET

#: From so many cases on, a matrix says more than a list of fusions.
MATRIX_FROM = 40

#: Rows of the table of fusions, alone and below a matrix; its own page has the rest.
FUSIONS, FUSIONS_BELOW = 40, 8
RECENT = 5
SERIES = 6

#: Newest articles that are asked which series they belong to.
ARTICLES = 50


@dataclass(frozen=True)
class Figure:
    """A number that opens the list it counts."""

    count: int
    words: str
    address: str


@dataclass(frozen=True)
class Try:
    """A question that has an answer here."""

    words: str
    address: str


class FrontForm(PageForm):
    """What the front door may be asked: which columns the matrix has."""

    page = None  # type: ignore[assignment]
    by = WordField(matrix.BY, default="tumour")


@dataclass(frozen=True)
class Front:
    """The archive at a glance."""

    by: str = "tumour"
    now: index.Index = field(default_factory=index.current)

    @cached_property
    def everything(self) -> index.Selection:
        """All cases."""
        return self.now.select({})

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.everything.total

    @cached_property
    def figures(self) -> list[Figure]:
        """Key figures, each with its list."""
        fusions = len(self.everything.counts("fusion"))
        courses = self.now.select({}, rows="courses").total
        drugs = len(self.everything.counts("drug"))
        articles = Record.objects.articles().readable().count()
        return [
            _figure(self.cases, "case", "/cases/"),
            _figure(
                fusions,
                "fusion as far as known",
                "/fusions/",
                "fusions as far as known",
            ),
            _figure(courses, "treatment course", "/treatments/"),
            _figure(drugs, "drug given", "/drugs/", "drugs given"),
            _figure(articles, "article", "/articles/"),
        ]

    @cached_property
    def matrix(self) -> matrix.Matrix | None:
        """Genes by tumour or by partner; nothing while there are few cases."""
        return matrix.of(self.now, self.by) if self.cases >= MATRIX_FROM else None

    @cached_property
    def top_fusions(self) -> term_tables.TermTable:
        """The fusions reported most, below a matrix."""
        counts = self.everything.counts("fusion")
        return term_tables.TermTable(
            id="tf",
            title="Most reported fusions",
            noun=FACETS["fusion"][1],
            rows=term_tables.term_rows(self.now, "fusion", counts[:FUSIONS_BELOW]),
            foot=FEET["fusion"],
        )

    @cached_property
    def fusions(self) -> term_tables.TermTable:
        """Every fusion, most reported first."""
        _, noun, _, beside = FACETS["fusion"]
        counts = self.everything.counts("fusion")
        return term_tables.TermTable(
            id="tf",
            title="Fusions in the archive",
            noun=noun,
            words="Most reported first. Pick one to see its cases."
            if len(counts) > FUSIONS
            else "Every fusion, most reported first. Pick one to see its cases.",
            rows=term_tables.term_rows(
                self.now, "fusion", counts[:FUSIONS], beside=tuple(beside)
            ),
            foot=FEET["fusion"],
            columns=tuple(beside.values()),
        )

    @cached_property
    def recent(self) -> Cards:
        """The cases added last."""
        names = self.everything.page(1, RECENT, "added")
        return Cards(cards_at(self.now.version, names))

    @cached_property
    def series(self) -> list[SeriesRef]:
        """Series of the newest articles, each once."""
        articles = Record.objects.articles().readable()
        newest = articles.order_by("-latest__archive_version")[:ARTICLES]
        documents = (record.latest.content for record in newest if record.latest)
        by_slug = {
            article.series.slug: article.series
            for article in documents
            if isinstance(article, ArticleDocument) and article.series
        }
        return list(by_slug.values())[:SERIES]

    @cached_property
    def tries(self) -> list[Try]:
        """Questions that have an answer: what is reported most."""
        top = [
            (facet, counts[0][0])
            for facet in ("fusion", "gene", "drug", "diagnosis", "not_given")
            if (counts := silence_last(self.everything.counts(facet)))
        ]
        labels = Labels.of(top)
        return [
            Try(
                _as_question(facet, labels(facet, value)),
                str(term_tables.list_of("/cases/", {facet: [value]})),
            )
            for facet, value in top
        ]


def _figure(count: int, one: str, address: str, many: str = "") -> Figure:
    words = wording.plural(count, one, many).removeprefix(f"{count} ")
    return Figure(count, words, address)


def _as_question(facet: str, label: str) -> str:
    if facet == "not_given":
        return f"not given: {wording.in_sentence(label)}"
    # "Soft Tissue" is written like a name; half of it would be "soft Tissue".
    is_name = any(word.istitle() for word in label.split()[1:])
    return label if is_name else wording.in_sentence(label)
