"""RIS, as reference managers read it: a tag and a value on each line."""

from collections.abc import Iterable, Iterator

from casebase.archive.choices import ArticleKind

from .references import Name, Reference, of_articles
from .snapshot import Case

MEDIA_TYPE = "application/x-research-info-systems; charset=utf-8"
#: Types of entries; all other kinds of articles stand in journals.
TYPES = {
    ArticleKind.NEWS_ITEM: "NEWS",
    ArticleKind.PREPRINT: "UNPB",
    ArticleKind.CONFERENCE_ABSTRACT: "ABST",
    ArticleKind.LABEL_OR_GUIDELINE: "RPRT",
    ArticleKind.DATASET: "DATA",
}


def written(references: Iterable[Reference]) -> Iterator[str]:
    """Write entries, parted by an empty line."""
    for reference in references:
        lines = [
            f"{tag}  - {' '.join(value.split())}" for tag, value in _tags(reference)
        ]
        yield "\r\n".join((*lines, "ER  - ", "", ""))


def cited(cases: Iterable[Case]) -> Iterator[str]:
    """Write the articles of these cases, each once."""
    return written(of_articles(cases))


def _tags(one: Reference) -> Iterator[tuple[str, str]]:
    first, last = one.page_range
    year, *rest = (f"{part:02}" for part in one.date) if one.date else ("",)
    tags = (
        ("TY", TYPES.get(one.kind, "JOUR")),
        ("ID", one.key),
        *(("AU", _name(author)) for author in one.authors),
        *(("A2", _name(editor)) for editor in one.editors),
        *(("A4", _name(translator)) for translator in one.translators),
        ("TI", one.title),
        ("T2", one.container),
        ("J2", one.container_short),
        ("PY", year),
        ("DA", "/".join((year, *rest, *[""] * (3 - len(rest)))) if rest else ""),
        ("VL", one.volume),
        ("IS", one.issue),
        ("SP", first),
        ("EP", last),
        ("ET", one.version),
        ("DO", one.doi),
        ("AN", one.pmid),
        ("C2", one.pmcid),
        ("UR", one.url),
        ("LA", one.language),
        *(("N1", note) for note in one.notes),
    )
    return ((tag, value) for tag, value in tags if value)


def _name(name: Name) -> str:
    """Write family name, given names, suffix; a group has no comma."""
    parts = (name.family, name.given, name.suffix)
    return ", ".join(part for part in parts if part)
