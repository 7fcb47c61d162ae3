"""Addresses of the API at which nothing stands."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from .resource import Resource


class Nowhere(Resource):
    """Say that there is nothing."""

    schema = None  # type: ignore[assignment]

    def get(self, request: Request, **named: Any) -> Response:
        """Raise the problem."""
        raise Http404
