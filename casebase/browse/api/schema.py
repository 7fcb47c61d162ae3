"""The description of the API for programs."""

from functools import cache
from typing import Any, cast

from drf_spectacular.generators import SchemaGenerator

from .resource import Resource


class Description(Resource):
    """Describe the API for programs: this very document, in OpenAPI 3.1."""

    tag = "Archive"
    answer = {"type": "object"}

    def answer_to(self, asked: Any, **named: Any) -> dict[str, Any]:
        """Give it."""
        return described()


@cache
def described() -> dict[str, Any]:
    """Describe every resource; code alone decides, so it is done once a process."""
    return cast(dict[str, Any], SchemaGenerator().get_schema(request=None, public=True))
