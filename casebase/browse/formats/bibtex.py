"""BibTeX, also for biblatex: UTF-8, what LaTeX would take for commands escaped."""

import calendar
from collections.abc import Iterable, Iterator

from casebase.archive.choices import ArticleKind

from .references import Name, Reference, of_articles
from .snapshot import Case

MEDIA_TYPE = "application/x-bibtex; charset=utf-8"
#: Kinds that stand in no journal, or not as articles of it.
_MISCELLANEOUS = (
    ArticleKind.NEWS_ITEM,
    ArticleKind.PREPRINT,
    ArticleKind.LABEL_OR_GUIDELINE,
    ArticleKind.DATASET,
)
#: Braces as commands: BibTeX counts also those that are escaped.
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
#: What would end a field that is taken as it stands.
_IN_ADDRESSES = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def written(references: Iterable[Reference]) -> Iterator[str]:
    """Write entries, parted by an empty line."""
    for one in references:
        fields = (f"  {name} = {value},\n" for name, value in _fields(one))
        yield f"@{_type(one)}{{{one.key},\n{''.join(fields)}}}\n\n"


def cited(cases: Iterable[Case]) -> Iterator[str]:
    """Write the articles of these cases, each once."""
    return written(of_articles(cases))


def escaped(text: str) -> str:
    """Return a text that LaTeX sets as it stands."""
    return " ".join(text.split()).translate(_ESCAPED)


def _type(one: Reference) -> str:
    in_journal = one.container and one.kind not in _MISCELLANEOUS
    return "article" if in_journal else "misc"


def _fields(one: Reference) -> Iterator[tuple[str, str]]:
    people = [_name(author) for author in one.authors]
    if people and one.has_more_authors:
        people.append("others")
    container = "journal" if _type(one) == "article" else "howpublished"
    fields = {
        "author": " and ".join(people),
        "editor": " and ".join(map(_name, one.editors)),
        "translator": " and ".join(map(_name, one.translators)),
        "title": " ".join(map(_word, one.title.split())),
        container: escaped(one.container),
        "year": str(one.year or ""),
        "day": str(one.day or ""),
        "volume": escaped(one.volume),
        "number": escaped(one.issue),
        "pages": "--".join(escaped(page) for page in one.page_range if page),
        "version": one.version,
        "doi": one.doi.translate(_IN_ADDRESSES),
        "pmid": one.pmid,
        "pmcid": one.pmcid,
        "url": one.url.translate(_IN_ADDRESSES),
        "language": one.language,
        "note": escaped(" ".join(one.notes)),
    }
    for name, value in fields.items():
        if value:
            yield name, f"{{{value}}}"
        if name == "year" and one.month:
            yield "month", calendar.month_abbr[one.month].lower()


def _word(word: str) -> str:
    """Keep the capitals of a symbol, which styles would make small."""
    is_symbol = any(sign.isupper() for sign in word[1:])
    return f"{{{escaped(word)}}}" if is_symbol else escaped(word)


def _name(name: Name) -> str:
    """Write "family, suffix, given"; in braces what is not to be parted."""
    if name.is_group:
        return f"{{{escaped(name.family)}}}"
    parts = (name.family, name.suffix, name.given)
    return ", ".join(_part(part) for part in parts if part)


def _part(part: str) -> str:
    is_parted = "," in part or " and " in part.casefold()
    return f"{{{escaped(part)}}}" if is_parted else escaped(part)
