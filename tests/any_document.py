"""Any document that the schema allows, as hypothesis draws it.

The strategies are read off the models of `archive/document.py` themselves: every field,
filled or not, every value of every list, texts up to their limits. What a schema cannot
say is brought in order afterwards, in `consistent`. Vocabulary terms are words of the
vocabulary: a file that names others is refused.
"""

import re
from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebase.archive import document as d
from casebase.curation import models as m
from casebase.curation.shapes import all_shapes
from casebase.vocabulary.models import Institution, Journal
from casebase.vocabulary.text import normal_form
from tests.generating import Words

Values = dict[str, Any]
Strategy = st.SearchStrategy[Any]

#: Letters beyond ASCII, marks that join the letter before, wide and right-to-left
#: scripts, symbols outside the basic plane, what HTML, CSV, URLs and templates read
#: as their own, and what looks like nothing.
ODD = ["å", "ß", "\u0131", "İ", "ﬁ", "µ", "²", "′", "×", "≥", "—", "e\u0301", "क्षि"]
ODD += ["腫瘍", "ورم", "אבג", "🧬", "\U0001d504", "<b>", "</p>", "&amp;", "&", '"', "'"]
ODD += ["{{ x }}", "{% if %}", "%s", "=1+1", "\\", "/", "?", "#", ";", ","]
ODD += ["\u00a0", "\u200b", "\u00ad", "\ufeff", "\u2028"]
PLAIN = st.text("abc XYZ 019 .:-", min_size=1, max_size=12)

#: The vocabulary whose terms stand under a key.
WORDS_OF = {
    "disease": "diagnosis",
    "diseases": "diagnosis",
    "site": "site",
    "family": "family",
    "families": "family",
    "gene": "gene",
    "genes": "gene",
    "drug": "drug",
    "drug_class": "drug_class",
    "term": "adverse_event",
}
#: Columns that are no rows of a case, by the part they keep.
TABLES: dict[type[d.Part], list[Any]] = {
    d.PatientChapter: [m.Patient],
    d.ArticleDocument: [m.Article, Journal],
    d.Author: [m.Person, m.Authorship],
    d.SeriesRef: [m.Series],
    d.Sourcing: [m.FactProvenance],
    d.Institution: [Institution],
}


@st.composite
def texts(draw: st.DrawFn, least: int, most: int, lines: bool) -> str:
    """A text that may be stored, short or as long as it may be."""
    pieces = draw(st.lists(PLAIN | st.sampled_from(ODD), min_size=1, max_size=4))
    text = normal_form("".join(pieces))
    if lines and draw(st.booleans()):
        text += "\n\n" + text
    length = draw(st.sampled_from([len(text)] * 6 + [most, most - 1]))
    while len(text) < length:
        text = normal_form(text + "n" + text)
    # A beginning of a normal form is one; a mark that joins nothing is none.
    text = text[: min(length, most)]
    return text if text.strip() or not least else "n"


class Drawer:
    """Draws parts of documents that are told in these words."""

    def __init__(self, words: Words, biomarkers: list[Values]) -> None:
        self.words, self.biomarkers = words, biomarkers
        self.narrow = _widths()

    def part(self, model: type[BaseModel], name: str = "") -> Strategy:
        """A part as plain values: what it needs, and of the rest all, some, nothing."""
        if model is d.Coded:
            return st.sampled_from(self.words.of[WORDS_OF[name]])
        if model is d.Biomarker:
            return st.sampled_from(self.biomarkers)
        needed, others = {}, {}
        for key, info in model.model_fields.items():
            strategy = self.field(model, key, info)
            always = info.is_required() or _is_list_of_parts(info.annotation)
            (needed if always else others)[info.alias or key] = strategy
        return st.fixed_dictionaries(needed, optional=others)

    def field(self, model: type[BaseModel], name: str, info: FieldInfo) -> Strategy:
        """What may stand in one field."""
        limits = _limits(info.metadata)
        limits["needed"] = info.is_required()
        limits["name"] = name
        width = self.narrow.get((model, name))
        if width:
            limits["max_length"] = min(width, limits.get("max_length", width))
        return self.value(info.annotation, limits)

    def value(self, kind: Any, limits: Values) -> Strategy:
        """What is of one type, within its limits."""
        origin = get_origin(kind)
        if origin is Annotated:
            inner, *metadata = get_args(kind)
            return self.value(inner, limits | _limits(metadata))
        if origin in (Union, UnionType):
            some = [each for each in get_args(kind) if each is not type(None)]
            return self.value(some[0], limits)
        if origin is tuple:
            least = limits.pop("min_length", 0)
            entry = self.value(get_args(kind)[0], limits | {"needed": True})
            some = st.lists(entry, min_size=max(1, least), max_size=2)
            return some if least else some | some | some | st.just([])
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.part(kind, limits["name"])
        if isinstance(kind, type) and issubclass(kind, Enum):
            return st.sampled_from([each.value for each in kind])
        if kind is bool:
            return st.booleans()
        if kind is int:
            most = limits.get("le", 32_767)
            return st.integers(limits.get("ge", 0), most)
        assert kind is str, kind
        if pattern := limits.get("pattern"):
            return st.from_regex(re.compile(pattern), fullmatch=True, alphabet=ASCII)
        most = limits["max_length"]
        return texts(int(limits["needed"]), most, most > 500)


def _is_list_of_parts(kind: Any) -> bool:
    """Whether rows stand in a field: few documents would have any, were it left out."""
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    return isinstance(inner, type) and issubclass(inner, BaseModel)


ASCII = st.characters(min_codepoint=33, max_codepoint=126)


def _limits(metadata: Any) -> Values:
    """Lengths, bounds and pattern out of what pydantic keeps of a field."""
    found: Values = {}
    for each in metadata:
        if isinstance(each, FieldInfo):
            found |= _limits(each.metadata)
        for name in ("min_length", "max_length", "ge", "le", "pattern"):
            if (limit := getattr(each, name, None)) is not None:
                found[name] = limit
    return found


def _widths() -> Mapping[tuple[type[BaseModel], str], int]:
    """The widths of the columns that keep texts, where the tables are narrower."""
    tables: dict[type[Any], list[Any]] = dict(TABLES)
    for shape in all_shapes():
        tables[shape.part] = [shape.table]
    found = {}
    for part, kept in tables.items():
        for table in kept:
            for column in table._meta.concrete_fields:
                key = {"abbreviation": "journal_abbreviation"}.get(
                    column.name, column.name
                )
                if table is Journal:
                    key = {"name": "journal"}.get(key, key)
                width = getattr(column, "max_length", None)
                if width and not column.choices and key in part.model_fields:
                    found[part, key] = width
    return found
