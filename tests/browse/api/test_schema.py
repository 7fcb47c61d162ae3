"""The description for programs is whole, and true."""

import json

import pytest
from django.urls import URLPattern

from casebase.archive import choices as c
from casebase.archive import facets
from casebase.browse.api import urls
from casebase.browse.api.nowhere import Nowhere
from casebase.browse.api.schema import described


@pytest.fixture(scope="module")
def schema():
    """The description."""
    return json.loads(json.dumps(described()))


def _route(pattern):
    """Write an address as OpenAPI does."""
    text = f"/api/v1/{pattern.pattern}"
    for converter in ("accession", "key", "slug", "int"):
        text = text.replace(f"<{converter}:", "{")
    return text.replace(">", "}")


def test_every_route_is_described(schema):
    routes = {
        _route(pattern)
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern)
        and pattern.callback.view_class is not Nowhere
    }
    assert len(routes) > 30
    assert set(schema["paths"]) == routes
    assert {*map(tuple, schema["paths"].values())} == {("get",)}


def test_everything_has_a_description(schema):
    assert schema["openapi"].startswith("3.1")
    assert schema["info"]["description"]
    names = set()
    for path, operations in schema["paths"].items():
        operation = operations["get"]
        names.add(operation["operationId"])
        assert operation["summary"], path
        assert operation["tags"], path
        for parameter in operation["parameters"]:
            assert _told(schema, parameter)["description"], (path, parameter)
        for status, answer in operation["responses"].items():
            assert answer["description"], (path, status)
            for header in answer["headers"].values():
                assert header["description"]
    assert len(names) == len(schema["paths"])
    shapes = schema["components"]["schemas"]
    for name, shape in shapes.items():
        assert shape.get("description"), name
        for key, value in shape.get("properties", {}).items():
            # A choice that says the same of itself is not told twice.
            of = shapes.get(value.get("$ref", "").rpartition("/")[2], {})
            assert value.get("description") or of.get("description"), (name, key)


def _told(schema, parameter):
    if "$ref" not in parameter:
        return parameter
    return schema["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]


def test_lists_take_every_facet_and_closed_ones_name_their_values(schema):
    for path in ("/api/v1/cases/", "/api/v1/treatments/", "/api/v1/findings/"):
        told = [_told(schema, p) for p in schema["paths"][path]["get"]["parameters"]]
        asked = {parameter["name"]: parameter for parameter in told}
        assert asked.keys() >= facets.FACETS.keys()
        assert asked["sort"]["schema"]["enum"] == ["newest", "oldest", "added"]
    values = asked["response"]["schema"]["items"]["enum"]
    assert {*values} == {*c.ResponseCategory.values, "not_in_part_read"}
    assert asked["gene"]["schema"]["items"]["format"] == "gene-key"


def test_every_way_to_fail_is_told(schema):
    failed = {
        status
        for operations in schema["paths"].values()
        for status in operations["get"]["responses"]
    }
    assert failed == {"200", "301", "302", "304", "400", "404", "406", "410", "429"}
    for operations in schema["paths"].values():
        for status, answer in operations["get"]["responses"].items():
            if status >= "400":
                [kind] = answer["content"]
                assert kind == "application/problem+json"
