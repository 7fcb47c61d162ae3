"""How resources are described in OpenAPI: read off what they ask and answer."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from drf_spectacular.contrib.pydantic import PydanticExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from pydantic.json_schema import model_json_schema

from casebase.archive import facets
from casebase.archive.words import MAX_WORDS
from casebase.browse import filters, search
from casebase.browse.search import MOST_LETTERS
from casebase.browse.search.page import AS_TYPED, SearchForm, SuggestForm

from . import questions
from .problems import KIND, Problem

#: What the API answers of the seed, at the address that development has.
EXAMPLES = Path(__file__).with_name("examples.json")
OF_EXAMPLES = "http://127.0.0.1:8000"
REF = "#/components/schemas/{model}"

#: What each part of an address is.
IN_PATHS: dict[str, tuple[dict[str, Any], str]] = {
    "accession": (
        {"type": "string", "pattern": "^CB-[0-9]{6,9}$", "examples": ["CB-000001"]},
        "Accession of the case.",
    ),
    "number": (
        {"type": "integer", "minimum": 1, "maximum": 2**31 - 1, "examples": [1]},
        "Number of the version.",
    ),
    "slug": (
        {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 120},
        "Slug, as in the address of the page.",
    ),
    "key": (
        {"type": "string", "minLength": 1, "maxLength": 200},
        "Key of the term, as in the address of its page.",
    ),
    "facet": (
        {"type": "string", "enum": list(facets.FACETS)},
        "Name of the facet.",
    ),
}

#: What may be asked of lists beside their facets.
ASKED: dict[str, tuple[dict[str, Any], str]] = {
    "q": (
        {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "pattern": rf"^\s*([^\s\x00]+\s+){{0,{MAX_WORDS - 1}}}[^\s\x00]*\s*$",
        },
        f"Words that are all in the case, at most {MAX_WORDS}.",
    ),
    "retracted": (
        {"type": "string", "enum": list(filters.RETRACTED)},
        "Cases of retracted articles are left out; `include` takes them in, `only` "
        "shows nothing else.",
    ),
    "since": (
        {"type": "string", "format": "date"},
        "Published here on this day or later.",
    ),
    "sort": (
        {"type": "string", "enum": list(filters.SORTS), "default": "newest"},
        "Order: by the year of the report, or the last added first.",
    ),
    "page": (
        {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1},
        "Number of the page. One beyond the last is not there: 404.",
    ),
    "per_page": (
        {
            "type": "integer",
            "minimum": 1,
            "maximum": questions.MOST,
            "default": questions.PER_PAGE,
        },
        "How many on a page.",
    ),
    "after": (
        {"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
        "Only what came after this version of the archive.",
    ),
}

#: What the search and its type-ahead are asked.
SEARCHED: dict[str, tuple[dict[str, Any], str]] = {
    "q": (
        {
            "type": "string",
            "minLength": 1,
            "maxLength": MOST_LETTERS,
            "pattern": r"^[^\x00]*[^\s\x00][^\x00]*$",
        },
        "What somebody types: names, words, and phrases between quotation marks.",
    ),
    "sort": (
        {"type": "string", "enum": list(search.SORTS), "default": "best"},
        "Order: the best match first, or the newest report.",
    ),
    "typed": (
        {"type": "string", "enum": list(AS_TYPED)},
        "Take misspelt words as they are typed.",
    ),
}

IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "ETag of an answer that is there already: 304 if nothing changed.",
}

#: Headers of answers: for which statuses (all, where none is named), and what they say.
HEADERS: dict[str, tuple[tuple[int, ...], str]] = {
    "ETag": ((200, 304), "Names this answer; other after any change of the archive."),
    "Cache-Control": ((200, 304), "How long it may be kept without asking again."),
    "Location": ((301, 302), "Where it stands."),
    "Retry-After": ((429,), "Seconds until the next question is answered."),
    "RateLimit-Policy": ((), "How many questions (`q`) in how many seconds (`w`)."),
    "RateLimit": ((), "How many are left (`r`), and for how many seconds (`t`)."),
}

FAILED = {
    400: "The question cannot be read: each culprit with its reason.",
    404: "There is nothing at this address.",
    406: "There is JSON, and nothing else.",
    410: "It was withdrawn: why, and how it was cited.",
    429: "Too many questions in this minute. `Retry-After` says when to come back.",
}


class Shape(PydanticExtension):
    """What pydantic tells of a model, as it is written and not as it is kept.

    A key at its default is left out, so it is none that must be there. Keys are added
    within v1, so none is refused.
    """

    target_class = "casebase.archive.document.Part"
    priority = 1

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Describe a model; the models inside it become components of their own."""
        told = model_json_schema(self.target, ref_template=REF, mode="validation")
        parts = told.pop("$defs", {})
        for name, part in parts.items():
            component = ResolvedComponent(
                name=name,
                type=ResolvedComponent.SCHEMA,
                object=name,
                schema=_open(part),
            )
            auto_schema.registry.register_on_missing(component)
        return _open(told)


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in schema.items() if k != "additionalProperties"}


class Described(AutoSchema):
    """An operation in OpenAPI: its words are the view's, its shapes what it uses."""

    def get_operation_id(self) -> str:
        """Name it by its view."""
        return type(self.view).__name__

    def get_tags(self) -> list[str]:
        """List it under its subject."""
        return [self.view.tag]

    def get_summary(self) -> str:
        """Say in one line what it answers."""
        return (type(self.view).__doc__ or "").strip().partition("\n")[0].rstrip(".")

    def get_description(self) -> str:
        """Say the rest."""
        return _unwrapped((type(self.view).__doc__ or "").partition("\n")[2])

    def get_auth(self) -> list[dict[str, Any]]:
        """Nobody is asked who they are."""
        return []

    def get_request_serializer(self) -> None:
        """Nothing is sent."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def _get_parameters(self) -> list[dict[str, Any]]:
        """Describe all that may be asked."""
        question = self.view.question
        in_path = [self._in_path(name) for name in self.path_names]
        in_query = [self._in_query(name) for name in _fields(question)]
        if issubclass(question, filters.CaseFilterSet):
            in_query += [self._facet(facet) for facet in facets.FACETS.values()]
        return [*in_path, *in_query, IF_NONE_MATCH]

    def _in_path(self, name: str) -> dict[str, Any]:
        """Describe a part of the address; of a key, which vocabulary has it."""
        schema, words = IN_PATHS[name]
        if kind := self.view.keys.get(name):
            schema = schema | {"format": kind}
        return _parameter(name, "path", schema, words)

    def _in_query(self, name: str) -> dict[str, Any]:
        """Describe what may be asked beside facets; a search is asked otherwise."""
        is_search = issubclass(self.view.question, SearchForm | SuggestForm)
        told = (SEARCHED if is_search else {}).get(name) or ASKED[name]
        needed = {"required": True} if name in self.view.needs else {}
        return _parameter(name, "query", *told) | needed

    def _facet(self, facet: facets.Facet) -> dict[str, str]:
        """Refer to the parameter of a facet, which many addresses take."""
        component = ResolvedComponent(
            name=facet.name,
            type=ResolvedComponent.PARAMETER,
            object=facet.name,
            schema=_of_a_facet(facet),
        )
        self.registry.register_on_missing(component)
        return {"$ref": f"#/components/parameters/{facet.name}"}

    def _get_response_headers_for_code(
        self, status_code: str, direction: Any = "response"
    ) -> dict[str, Any]:
        """Describe what an answer of this status carries beside its body."""
        return {
            name: {"schema": {"type": "string"}, "description": words}
            for name, (codes, words) in HEADERS.items()
            if not codes or int(status_code) in codes
        }

    @property
    def codes(self) -> list[int]:
        """How it may fail."""
        codes = {400, 406, 429, *self.view.fails}
        paged = "page" in _fields(self.view.question)
        if self.path_names or paged:
            codes.add(404)
        return sorted(codes)

    @property
    def path_names(self) -> list[str]:
        """Names of the parts of the address that change."""
        return [name for name in IN_PATHS if f"{{{name}}}" in self.path]

    def get_response_serializers(self) -> dict[Any, Any]:
        """Describe the answer, and every way to fail."""
        failed = {
            (code, KIND): OpenApiResponse(Problem, FAILED[code], _example(str(code)))
            for code in self.codes
        }
        moved = {
            code: OpenApiResponse(None, "It stands at another address.")
            for code in self.view.moves
        }
        example = _example(self.get_operation_id())
        found = OpenApiResponse(self.view.answer, "What was asked for.", example)
        same = OpenApiResponse(None, "Nothing has changed since that ETag.")
        return {200: found, **moved, 304: same, **failed}


def _example(name: str) -> list[OpenApiExample]:
    """Return what the API answers of the first case of the starter."""
    text = EXAMPLES.read_text("utf-8").replace(OF_EXAMPLES, settings.PUBLIC_URL)
    found = json.loads(text).get(name)
    return [OpenApiExample("From the starter cases", found)] if found else []


def _unwrapped(text: str) -> str:
    paragraphs = text.strip().split("\n\n")
    return "\n\n".join(" ".join(part.split()) for part in paragraphs)


def _fields(question: Any) -> list[str]:
    """Name what a question may be asked beside its facets."""
    is_filtered = issubclass(question, filters.CaseFilterSet)
    return list((question._meta.form if is_filtered else question).base_fields)


def _parameter(name: str, place: str, schema: Any, words: str) -> dict[str, Any]:
    required = {"required": True} if place == "path" else {}
    return {"name": name, "in": place, **required, "schema": schema} | {
        "description": words
    }


def _of_a_facet(facet: facets.Facet) -> dict[str, Any]:
    """Describe a facet: its values where the list is closed, else what they are."""
    value: dict[str, Any] = {"type": "string"}
    words = f"{facet.label}; may be repeated: cases with any of them."
    if facet.name == "year":
        value["pattern"] = f"^([0-9]{{4}}|{'|'.join(facet.closed)})$"
    elif facet.terms:
        value["format"] = f"{facet.name}-key"
        homes = " or ".join(facet.terms)
        words += f" A key of a {homes}, or another name that means one alone."
    elif facet.name == "series":
        value["format"] = "series-key"
        words += " A slug, as in the address of its page."
    else:
        value["enum"] = list(facet.closed)
    asked = {"type": "array", "items": value, "maxItems": filters.MAX_VALUES}
    return _parameter(facet.name, "query", asked, words) | {
        "style": "form",
        "explode": True,
    }
