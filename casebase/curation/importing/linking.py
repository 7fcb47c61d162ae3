"""What a document names by a key, as rows of the tables; nothing is written here."""

from typing import Any

from django.db import models

from casebase.archive import document as d
from casebase.curation.models import Article
from casebase.curation.models.base import Sourcing
from casebase.curation.shapes import Shape
from casebase.vocabulary.former_keys import word_of
from casebase.vocabulary.models import Biomarker, Drug, Gene, Institution
from casebase.vocabulary.models.word import Word

from .faults import Fault, Faulty, dotted

Place = tuple[Any, ...]
Values = dict[str, Any]
#: Words of the vocabulary by table and key. Importing makes none of them, so they can
#: be kept over many documents.
Known = dict[tuple[type[Word], str], Word]

NO_ARTICLE = (
    "there is no article “{}” here; import its file before this one, or in the same "
    "command"
)


class Linker:
    """Finds the rows that one document names; collects every fault it meets."""

    def __init__(self, known: Known | None = None) -> None:
        self.faults: list[Fault] = []
        self._known: Known = {} if known is None else known
        self._articles: dict[str, Article | None] = {}

    # ── What comes of a part that is not there yet ────────────────────────────────

    def institution(self, part: d.Institution) -> Institution | None:
        """Return the institution; without writing, none."""
        return None

    def new_biomarker(self, part: d.Biomarker, place: Place) -> Biomarker | None:
        """Return a biomarker that is not in the vocabulary; without writing, none."""
        return None

    # ── A part as columns ─────────────────────────────────────────────────────────

    def columns(self, part: d.Part, table: type[models.Model], place: Place) -> Values:
        """Return the values of the columns that the part has keys for."""
        values: Values = {}
        if issubclass(table, Sourcing) and hasattr(part, "source"):
            values |= self.sourcing(part.source, (*place, "source"))
        for column in table._meta.concrete_fields:
            name = column.name
            if (
                name not in type(part).model_fields
                or name in values
                or name == "source"
            ):
                continue
            value = getattr(part, name)
            if not column.is_relation:
                values[name] = self.plain(value, column)
            elif value is not None and name not in ("journal", "series"):
                values[name] = self.linked(value, column, (*place, name))
        return values

    def look_up(self, shape: Shape, parts: tuple[d.Part, ...], place: Place) -> None:
        """Note unknown words in rows, and in those below them."""
        for index, part in enumerate(parts):
            here = (*place, index)
            self.columns(part, shape.table, here)
            for name, lower in shape.below.items():
                self.look_up(lower, getattr(part, name), (*here, name))

    @staticmethod
    def plain(value: Any, column: models.Field) -> Any:
        """Return a value as its column holds it; nothing in a text column is ""."""
        if isinstance(value, tuple):
            return [str(entry) for entry in value]
        if value is None or value == "":
            text = (
                isinstance(column, models.CharField | models.TextField)
                and not column.null
            )
            return "" if text else None
        return value

    def sourcing(self, part: d.Sourcing, place: Place) -> Values:
        """Return the columns of provenance."""
        article = self.find_article(part.article, (*place, "article"))
        if article is None:
            return {}
        return {
            "source": article,
            "locator": part.locator,
            "quote": part.quote,
            "assertion": part.assertion,
            "confidence": part.confidence or "",
            "reading_note": part.reading_note,
        }

    # ── A key as a row ────────────────────────────────────────────────────────────

    def linked(self, value: Any, column: Any, place: Place) -> Any:
        """Return the row a key stands for, or note that there is none."""
        table = column.related_model
        if table is Institution:
            return self.institution(value)
        if table is Article:
            return self.find_article(value, place)
        if table is Biomarker:
            return self.biomarker(value, place)
        return self.word(table, value.key, place)

    def word(self, table: type[Word], key: str, place: Place) -> Any:
        """Return the vocabulary word of a key, or note that there is none."""
        if (table, key) not in self._known:
            found = word_of(table, key)
            if found is None:
                name = table._meta.verbose_name
                self.fault(
                    place,
                    f"there is no {name} “{key}” in the vocabulary{_today(table, key)}",
                )
                return None
            self._known[table, key] = found
        return self._known[table, key]

    def biomarker(self, part: d.Biomarker, place: Place) -> Biomarker | None:
        """Return the biomarker of a key, or what comes of one that is not there."""
        return word_of(Biomarker, part.key) or self.new_biomarker(part, place)

    def find_article(self, slug: str, place: Place) -> Article | None:
        """Return the article of a slug; note once in a document that there is none."""
        if slug not in self._articles:
            self._articles[slug] = Article.objects.filter(slug=slug).first()
            if self._articles[slug] is None:
                self.fault(place, NO_ARTICLE.format(slug))
        return self._articles[slug]

    # ── Faults ────────────────────────────────────────────────────────────────────

    def fault(self, place: Place, message: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(dotted(place), message))

    def finish(self) -> None:
        """Raise Faulty if anything was wrong."""
        if self.faults:
            raise Faulty(self.faults)


def _today(table: type[Word], key: str) -> str:
    """The words that have this name, for whoever wrote a former one; or nothing."""
    if table not in (Gene, Drug):
        return ""
    words: Any = table.objects.filter(aliases__text__iexact=key).distinct()
    named = [word.coded()["key"] for word in words]
    return f"; so named is {' and '.join(sorted(named))}" if named else ""
