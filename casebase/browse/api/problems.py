"""What failed, as RFC 9457 has it: one shape for every error of the API."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from rest_framework.exceptions import APIException, MethodNotAllowed, Throttled
from rest_framework.response import Response

from casebase.archive.document import Part

from .parts import told
from .places import ROOT, api

KIND = "application/problem+json"
NOTHING_HERE = "There is nothing at this address."
UNREADABLE = "The question cannot be read."


class Candidate(Part):
    """What may have been meant."""

    value: str
    """A value that is known."""
    address: str
    """The same question with that value."""


class Fault(Part):
    """One parameter that cannot be read."""

    culprit: str
    """Name of the parameter; empty where it is the address as a whole."""
    reason: str
    """What is wrong with it."""
    candidates: tuple[Candidate, ...] = ()
    """Values that an ambiguous one can stand for."""


class Problem(Part):
    """Why there is no answer (RFC 9457)."""

    type: str
    """`about:blank`: the status says it all."""
    title: str
    """What the status means."""
    status: int
    """Status of the answer."""
    detail: str
    """What happened, in a sentence."""
    faults: tuple[Fault, ...] = ()
    """Every parameter that cannot be read, and why."""
    reason: str = ""
    """Of a record that is gone: why it was withdrawn."""
    citation: str = ""
    """Of a record that is gone: how it was cited."""
    request_id: str = ""
    """Of a failure that is ours: its number in our log."""


class Refused(APIException):
    """A question that cannot be read: each culprit with its reason."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, faults: Iterable[Mapping[str, Any]], path: str) -> None:
        super().__init__(UNREADABLE)
        self.more = {
            "faults": tuple(
                Fault(
                    culprit=fault["culprit"],
                    reason=fault["reason"],
                    candidates=tuple(
                        Candidate(value=value, address=f"{api(path)}?{query}")
                        for value, query in fault.get("meant", ())
                    ),
                )
                for fault in faults
            )
        }


class Ambiguous(APIException):
    """A name that several words bear: which there are."""

    status_code = HTTPStatus.NOT_FOUND

    def __init__(self, name: str, meant: Iterable[tuple[str, str]]) -> None:
        super().__init__(f"“{name}” can mean several.")
        candidates = tuple(Candidate(value=v, address=at) for v, at in meant)
        fault = Fault(culprit="key", reason="Which one?", candidates=candidates)
        self.more = {"faults": (fault,)}


class Gone(APIException):
    """A record that was withdrawn: its address goes on saying why."""

    status_code = HTTPStatus.GONE

    def __init__(self, reason: str, citation: str = "") -> None:
        super().__init__("This was withdrawn.")
        self.more = {"reason": reason, "citation": citation}


def problem(status: int, detail: str, **more: Any) -> dict[str, Any]:
    """Write a problem as plain JSON values."""
    title = HTTPStatus(status).phrase
    return told(
        Problem(
            type="about:blank", title=title, status=int(status), detail=detail, **more
        )
    )


def answer_to(exc: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception of a view; one that is nobody's fault there is not ours."""
    if isinstance(exc, Http404):
        return Response(problem(404, NOTHING_HERE), 404, content_type=KIND)
    if not isinstance(exc, APIException):
        return None
    headers = {}
    if isinstance(exc, Throttled):
        headers["Retry-After"] = str(int(exc.wait or 1))
    if isinstance(exc, MethodNotAllowed):
        exc.detail = "This can be read, and nothing else."
    more = getattr(exc, "more", {})
    body = problem(exc.status_code, str(exc.detail), **more)
    return Response(body, exc.status_code, headers=headers, content_type=KIND)


def is_asked_of_the_api(request: HttpRequest) -> bool:
    """Whether an address is the API's, whatever stands there."""
    return request.path.startswith(f"{ROOT}/")


def plain(status: int, detail: str, **more: Any) -> HttpResponse:
    """Answer where no view was reached."""
    return JsonResponse(
        problem(status, detail, **more),
        status=status,
        content_type=KIND,
        json_dumps_params={"ensure_ascii": False},
    )
