"""Keys of a document as readers would name them, taken from their descriptions."""

import re
from collections import Counter
from enum import Enum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .terms import sentence_case

#: Where the first clause of a description ends, and a heading it may begin with.
_CLAUSE = re.compile(r"[.:;…(,](?=\s|$)|\s\(")
_HEADING = re.compile(r"^\w+: ")
#: Keys that every row has, and that need no sentence.
_SHORT = {"source": "Source", "article": "Article", "key": "Key"}


@cache
def field_name(model: type[BaseModel], field: str) -> str:
    """Name a key by the first words of its description, else by the key itself.

    Where two keys of a model begin alike, or the description only lists values, the key
    says more: `stop_reason` is "Stop reason".
    """
    counted = Counter(_clause(name, info) for name, info in model.model_fields.items())
    words = _clause(field, model.model_fields[field])
    return words if counted[words] == 1 else _key(field)


def _clause(field: str, info: FieldInfo) -> str:
    if field in _SHORT:
        return _SHORT[field]
    told = _HEADING.sub("", (info.description or "").replace("`", ""))
    words = _CLAUSE.split(told, maxsplit=1)[0].strip()
    lists_values = _is_list(info.annotation) and told[len(words) :].startswith(",")
    if not words or lists_values:
        return _key(field)
    return sentence_case(words)


def _is_list(annotation: Any) -> bool:
    """Whether a key takes a value of a closed list."""
    if isinstance(annotation, type):
        return issubclass(annotation, Enum)
    return any(_is_list(part) for part in get_args(annotation))


def _key(field: str) -> str:
    return sentence_case(field.removesuffix("_reported").replace("_", " "))
