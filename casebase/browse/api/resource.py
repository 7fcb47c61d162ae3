"""What all resources share: how they are asked, answered, cached and counted."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from casebase.archive import index
from casebase.archive.facets import FACETS
from casebase.browse.addresses import Address
from casebase.browse.filters import CaseFilterSet, PageForm
from casebase.browse.middleware import KEEP_FRESH
from casebase.browse.paging import last_page

from .described import Described
from .parts import Answer, Links, about, told
from .places import ROOT, api, page
from .problems import Refused
from .questions import Nothing


class Resource(APIView):
    """One address of the API. Anybody may read it; nobody can do anything else.

    A resource says what may be asked and answers what was. That the question can be
    read, and that the asker does not have the answer already, is seen to here.
    """

    http_method_names: ClassVar = ["get", "head", "options"]
    schema = Described()

    question: ClassVar[type[PageForm] | type[CaseFilterSet]] = Nothing
    """What may be asked."""
    answer: ClassVar[Any]
    """What is answered: a model, or a shape as OpenAPI writes it."""
    tag: ClassVar[str]
    """Subject under which the documentation lists it."""
    needs: ClassVar[tuple[str, ...]] = ()
    """What must be asked."""
    keys: ClassVar[dict[str, str]] = {}
    """Which vocabulary a part of the address is a key of, as OpenAPI's format."""
    fails: ClassVar[tuple[int, ...]] = ()
    """How it may fail beside what every address does."""
    moves: ClassVar[tuple[int, ...]] = ()
    """How it sends to another address."""

    def get(self, request: Request, **named: Any) -> Response:
        """Answer; by 304 where the asker has the answer already."""
        self.now = index.current()
        etag = etag_of(request, self.now)
        headers = {"ETag": etag, "Cache-Control": KEEP_FRESH}
        known = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in (tag.removeprefix("W/") for tag in known):
            return Response(status=304, headers=headers)
        asked = self.question(request.GET)
        if faults := faults_in(asked, request.GET):
            raise Refused(faults, self.path)
        answer = self.answer_to(asked, **named)
        if isinstance(answer, Response):
            return answer
        if "*" in known:
            return Response(status=304, headers=headers)
        body = answer if isinstance(answer, dict) else told(answer)
        return Response(body, headers=headers)

    def options(self, request: Request, *args: Any, **named: Any) -> Response:
        """Say that it can be read; what may be asked stands in the schema."""
        return Response(status=204)

    def answer_to(
        self, *asked: Any, **named: Any
    ) -> Answer | dict[str, Any] | Response:
        """Answer a question that can be read."""
        raise NotImplementedError

    def finalize_response(self, request: Any, response: Any, *args: Any, **named: Any):
        """Say how much more may be asked."""
        answered = super().finalize_response(request, response, *args, **named)
        for name, value in getattr(request, "rate_limit", {}).items():
            answered.headers[name] = value
        return answered

    @property
    def path(self) -> str:
        """The path of the page this answers for."""
        return self.request.path.removeprefix(ROOT)

    def about(self, /, **links: str) -> dict[str, Any]:
        """Return what the answer says of itself, of an address asked for as it is."""
        told = {"self": api(self.path), "html": page(self.path), **links}
        return {**about(self.now.version, Links(**told))}

    def about_page(
        self, address: Address, *, total: int, at: int, per_page: int, html: str
    ) -> dict[str, Any]:
        """Return what a page of a list says of itself; 404 beyond the last."""
        last = last_page(total, per_page)
        if at > last:
            raise Http404

        def link(number: int) -> str:
            if not 1 <= number <= last:
                return ""
            bare = address.without("page")
            return api(bare if number == 1 else bare.asking("page", number))

        links = Links(
            self=link(at), html=html, next=link(at + 1), previous=link(at - 1)
        )
        counted = {"total": total, "page": at, "per_page": per_page}
        return {**about(self.now.version, links), **counted}


def faults_in(
    asked: PageForm | CaseFilterSet, query: QueryDict
) -> list[dict[str, Any]]:
    """Return what stands against a question; a program is held to more than a form.

    A form sends what nobody filled in, and a page reads the last of what is said twice.
    """
    found = [] if asked.is_valid() else asked.faults
    culprits = {fault["culprit"] for fault in found}
    for name, values in query.lists():
        if name in culprits:
            continue
        if "" in values:
            found.append({"culprit": name, "reason": "It is empty."})
        elif len(values) > 1 and name not in FACETS:
            found.append({"culprit": name, "reason": "It can be asked once."})
    return found


def etag_of(request: HttpRequest | Request, now: index.Index) -> str:
    """Name the answer to a question at a version of the archive, told by this code.

    Whatever readers may see changes the version: cases, articles with their
    retractions, words. The version is read before the answer is made, so that an
    answer may be younger than its name and is never older.
    """
    asked = f"{request.path}?{request.META.get('QUERY_STRING', '')}"
    parts = (settings.PUBLIC_URL, _code(), now.epoch, str(now.version), asked)
    return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


@cache
def _code() -> str:
    """Name the code that words the answers: a new release words them anew."""
    casebase = Path(__file__).resolve().parents[2]
    files = sorted(
        [*casebase.glob("archive/**/*.py"), *casebase.glob("browse/**/*.py")]
    )
    every = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return every.hexdigest()
