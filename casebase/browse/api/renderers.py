"""JSON as the API writes it."""

from typing import Any

from rest_framework.renderers import JSONRenderer


class Json(JSONRenderer):
    """JSON in one spelling, so that one ETag stands for one text."""

    def get_indent(self, accepted_media_type: str, renderer_context: Any) -> None:
        """Never indent, whatever is asked."""
