"""Kept documents, read for a purpose: in part, and without checking them again.

What the archive keeps was checked when it was published, and nothing changes it since.
Of 50,000 cases that are taken away, reading the documents is most of the work: what a
table does not tell need not be made into objects, nor any rule be asked again.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from pydantic import BaseModel
from pydantic_core import SchemaValidator

Model = TypeVar("Model", bound=BaseModel)


def reader(model: type[Model], *unread: str) -> Callable[[str], Model]:
    """Return a function that reads a kept text as this model, without some fields.

    Fields of an `unread` name are left out wherever they stand in the document: who
    asks for one meets an AttributeError, never a value that is not there.
    """
    schema = _lean(model.__pydantic_core_schema__, frozenset(unread))
    # Else pydantic takes the whole validators that each model has already.
    validator = SchemaValidator(schema, _use_prebuilt=False)
    return cast(Callable[[str], Model], validator.validate_json)


def _lean(schema: Any, unread: frozenset[str]) -> Any:
    """Copy a schema of pydantic (`pydantic_core.core_schema`) without these fields."""
    if isinstance(schema, list):
        return [_lean(part, unread) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") == "function-after":  # a rule about what was read
        named = {"ref": schema["ref"]} if "ref" in schema else {}
        return _lean({**schema["schema"], **named}, unread)
    if schema.get("type") == "model-fields":
        fields = schema["fields"].items()
        kept = {name: field for name, field in fields if name not in unread}
        schema = {**schema, "fields": kept, "extra_behavior": "ignore"}
    return {name: _lean(part, unread) for name, part in schema.items()}
