"""CSL-JSON, as Zotero, pandoc and other citation processors read it."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from casebase.archive.choices import ArticleKind

from .references import Name, Reference, of_articles
from .snapshot import Case

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
#: Types of items; all other kinds of articles stand in journals.
TYPES = {
    ArticleKind.NEWS_ITEM: "article-newspaper",
    ArticleKind.PREPRINT: "article",
    ArticleKind.LABEL_OR_GUIDELINE: "report",
    ArticleKind.DATASET: "dataset",
}


def written(references: Iterable[Reference]) -> Iterator[str]:
    """Write items as one list."""
    before = "[\n"
    for one in references:
        yield before + json.dumps(item(one), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def cited(cases: Iterable[Case]) -> Iterator[str]:
    """Write the articles of these cases, each once."""
    return written(of_articles(cases))


def item(one: Reference) -> dict[str, Any]:
    """Return one item; what is not known is left out."""
    known = {
        "id": one.key,
        "type": TYPES.get(one.kind, "article-journal"),
        "title": one.title,
        "author": [_name(author) for author in one.authors],
        "editor": [_name(editor) for editor in one.editors],
        "translator": [_name(translator) for translator in one.translators],
        "container-title": one.container,
        "container-title-short": one.container_short,
        "issued": {"date-parts": [list(one.date)]} if one.date else None,
        "volume": one.volume,
        "issue": one.issue,
        "page": "-".join(page for page in one.page_range if page),
        "version": one.version,
        "DOI": one.doi,
        "PMID": one.pmid,
        "PMCID": one.pmcid,
        "URL": one.url,
        "language": one.language,
        "genre": one.genre,
        "note": " ".join(one.notes),
    }
    return {name: value for name, value in known.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.is_group:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}
