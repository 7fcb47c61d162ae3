"""A reader's request reaches nothing but the archive, until its last byte is sent."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from casebase.archive import readers

from .middleware import is_public


def is_sent(request: HttpRequest) -> bool:
    """Whether a reader sends a form, for curation to take in."""
    return request.method == "POST" and request.path in settings.INTAKE_PATHS


class ReadersMiddleware:
    """Guards every public request; see `casebase.archive.readers`.

    It stands outside of sessions and log-in, so that they are guarded too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a request that touched more than the archive is a failure."""
        if not is_public(request) or is_sent(request):
            readers.begin_curating()
            return self.get_response(request)
        reading = readers.begin_reading(request.path)
        try:
            response = self.get_response(request)
            reading.raise_faults()
        except BaseException:
            reading.end()
            raise
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = reading.watched(response.streaming_content)
        # Closed by the server, after the last byte and before `request_finished`.
        response._resource_closers.append(reading.end)  # type: ignore[attr-defined]
        return response
