"""Write docs/data-dictionary.md from the document; `--check` only says if it is due.

All of it comes from the JSON Schema of `archive/document.py` and the labels of
`archive/choices.py`. A part that stands in one place follows the part that holds it; a
part that stands in several comes once, at the end.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pydantic import TypeAdapter

from casebase.archive import choices, document

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "data-dictionary.md"
SCHEMA = TypeAdapter(document.Document).json_schema()["$defs"]

#: Kinds of text with a form of their own: how they are called, and what they look like.
FORMS = {
    "Ref": "name of a row, such as `T1`",
    "Slug": "slug: small letters, digits, hyphens",
    "Number": "decimal number as text, such as `12.5`",
    "Country": "country, two letters of ISO 3166",
    "Month": "year or month, `2020` or `2020-07`",
}
BY_PATTERN = {
    TypeAdapter(getattr(document, name)).json_schema()["pattern"]: words
    for name, words in FORMS.items()
}

OPENING = """\
# Data dictionary

Every key of a published case and of a published article. Made from
`casebase/archive/document.py` by `scripts/data_dictionary.py`: change it there. How a
statement is recorded under these keys is told in the [curators' guide](curating.md).

A key may be left out unless it is required; the column *left out* says how it is then
read. The stored text leaves out every key that says no more than that.
"""


def page() -> str:
    """Return the whole page."""
    used = Counter(name for part in SCHEMA.values() for name in _named_in(part))
    shared = [name for name in SCHEMA if used[name] > 1 and not _is_list(name)]
    sections = {
        "The case": list(_with_parts("CaseDocument", shared)),
        "The article": list(_with_parts("ArticleDocument", shared)),
        "Parts used in several places": [
            one for name in shared for one in _with_parts(name, shared)
        ],
        "Closed lists": sorted(filter(_is_list, SCHEMA)),
    }
    lines = [OPENING]
    for title, names in sections.items():
        anchor = title.lower().replace(" ", "-")
        lines.append(f"- [{title}](#{anchor}): {', '.join(map(_link, names))}")
    for title, names in sections.items():
        lines.append(f"\n## {title}")
        for name in names:
            lines += _values(name) if _is_list(name) else _keys(name)
    return "\n".join(lines) + "\n"


def _with_parts(name: str, shared: list[str]) -> Iterator[str]:
    """Yield a part, and those that stand in it alone, in the order of its keys."""
    yield name
    for inner in dict.fromkeys(_named_in(SCHEMA[name])):
        if inner not in shared and not _is_list(inner):
            yield from _with_parts(inner, shared)


def _named_in(schema: Any) -> Iterator[str]:
    """Yield the parts and lists that a schema names, as often as it does."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].removeprefix("#/$defs/")
        for inner in schema.values():
            yield from _named_in(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _named_in(inner)


def _is_list(name: str) -> bool:
    return "enum" in SCHEMA[name]


def _keys(name: str) -> list[str]:
    part = SCHEMA[name]
    lines = [f"\n### {name}\n", part["description"] + "\n"]
    lines += ["| key | type | left out | what it is |", "|---|---|---|---|"]
    for key, schema in part["properties"].items():
        required = key in part.get("required", ())
        left_out = "required" if required else _default(schema.get("default"))
        cells = (f"`{key}`", _type(schema), left_out, _words(schema))
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return lines


def _values(name: str) -> list[str]:
    lines = [f"\n### {name}\n", SCHEMA[name]["description"] + "\n"]
    lines += ["| value | label |", "|---|---|"]
    members = getattr(choices, name).choices
    return lines + [f"| `{value}` | {_cell(label)} |" for value, label in members]


def _words(schema: dict[str, Any]) -> str:
    """Return what a key is; the schema leaves out what its list or part says too."""
    if "description" in schema:
        return str(schema["description"])
    return str(SCHEMA[next(_named_in(schema))]["description"])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _default(value: Any) -> str:
    if value in (None, "", [], {}):
        return "nothing recorded"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"`{value}`" if isinstance(value, str | int) else "all keys at their default"


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        kinds = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return " or ".join(map(_type, kinds))
    if "$ref" in schema:
        return _link(next(_named_in(schema)))
    if schema["type"] == "array":
        return f"list of {_type(schema['items'])}"
    if schema["type"] == "integer":
        low, high = schema.get("minimum"), schema.get("maximum")
        bounds = f" from {low}" if low is not None else ""
        return "whole number" + bounds + (f" to {high}" if high is not None else "")
    if schema["type"] == "boolean":
        return "true or false"
    if schema.get("pattern") in BY_PATTERN:
        return BY_PATTERN[schema["pattern"]]
    form = f" of the form `{schema['pattern']}`" if "pattern" in schema else ""
    most = f", at most {schema['maxLength']:,}" if "maxLength" in schema else ""
    return f"text{form}{most}"


def main() -> int:
    """Write the page, or say that it is not what it would be."""
    made = page()
    if "--check" not in sys.argv:
        PAGE.write_text(made, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != made:
        print(f"{PAGE.relative_to(ROOT)} is outdated: run scripts/data_dictionary.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
