"""What one page of the workbench reads from the database, each thing once.

Django's lists of rows ask for themselves: each agent for its doses, each box for the
name of the word in it. A case with twelve treatments asked 2,300 times that way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest

from casebase.curation.models import Article
from casebase.curation.models.base import Row


class PageData:
    """The articles, the saved rows and the words of one patient's or article's page."""

    def __init__(self, target: models.Model | None, articles: Iterable[Article]):
        self.target = target
        #: Articles that rows choose their source among, by their keys as text.
        self.articles = {str(article.pk): article for article in articles}
        #: All lists of the page, each before those within its rows.
        self.lists: list[Any] = []
        self._rows: dict[type[models.Model], dict[Any, list[Any]]] = {}
        self._words: dict[type[models.Model], dict[str, models.Model]] = defaultdict(
            dict
        )

    def rows(self, model: Any, link: models.ForeignKey, above: Any) -> list[Any]:
        """Return the saved rows that hang by `link` on the row or target `above`."""
        if above.pk is None or self.target is None or self.target.pk is None:
            return []
        if model not in self._rows:
            whose = "patient" if issubclass(model, Row) else link.name
            words = [field.name for field in _words_of(model)]
            found = model._default_manager.select_related(*words)
            found = found.filter(**{whose: self.target})
            below = defaultdict(list)
            for row in found if found.ordered else found.order_by("pk"):
                below[getattr(row, link.attname)].append(row)
                for name in words:
                    if (word := getattr(row, name)) is not None:
                        self._words[type(word)][str(word.pk)] = word
            self._rows[model] = below
        return self._rows[model].get(above.pk, [])

    def word(self, words: models.QuerySet, pk: Any) -> models.Model | None:
        """Return the word of this key among `words`, or None."""
        known = self._words[words.model]
        if str(pk) not in known:
            self.learn({words.model: {str(pk)}})
        return known.get(str(pk))

    def learn(self, keys: Mapping[type[models.Model], set[str]]) -> None:
        """Read the words of these keys that are not known yet."""
        for model, wanted in keys.items():
            known = self._words[model]
            asked = {
                pk for pk in wanted - known.keys() if pk.isdigit() and len(pk) < 15
            }
            if asked:
                found = model._default_manager.in_bulk([int(pk) for pk in asked])
                known.update({str(pk): word for pk, word in found.items()})


def page_data(request: HttpRequest) -> PageData:
    """Return what this request has read so far."""
    data: PageData | None = getattr(request, "page_data", None)
    if data is None:
        data = PageData(None, ())
        request.page_data = data  # type: ignore[attr-defined]
    return data


def _words_of(model: type[models.Model]) -> list[models.ForeignKey]:
    """The links of a row to words: not to its patient, its source or other rows."""
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label == "vocabulary"
    ]
