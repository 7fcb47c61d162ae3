"""Answers that every reader gets alike, kept whole in memory and given again.

An answer is kept that caches outside may keep too (`KEEP_FRESH`): one without a cookie,
for a minute at most, and never beyond the archive version it was made of: the whole
store is let go with each change of the archive. Whoever sends a cookie is answered
anew, and so is whoever asks the API, which counts its questions.

Each answer has an ETag, so that one who has it already is sent nothing. For those who
take gzip it is kept compressed: pages hold no secret that its length could tell.
"""

import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from casebase.archive import index

from .api.problems import is_asked_of_the_api
from .middleware import KEEP_FRESH, is_public

#: Seconds; caches outside are told the same (`s-maxage`).
LONGEST = 60
#: They tell how this process is, now.
NEVER = ("/healthz", "/readyz")
#: What an answer takes beside its bytes, about.
BESIDE = 1_000

#: 19 kB of a list's 175 take 1.8 ms at level 6, 21 kB take 1.
LEVEL = 4
#: A weight with which nothing is taken (RFC 9110, 12.4.2).
NOT_TAKEN = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")

Moment = tuple[int, str]
#: An address, and whether its answer is compressed.
Asked = tuple[str, bool]


@dataclass(frozen=True)
class Kept:
    """An answer as it is sent."""

    headers: tuple[tuple[str, str], ...]
    body: bytes
    until: float

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + BESIDE


def _kept(response: HttpResponse, *, packed: bool) -> Kept:
    """Take an answer as it is to be sent; what gains nothing is not compressed."""
    headers, body = dict(response.headers), response.content
    if packed and len(smaller := gzip.compress(body, LEVEL, mtime=0)) < len(body):
        body = smaller
        headers |= {
            "Content-Encoding": "gzip",
            "Content-Length": str(len(body)),
            "ETag": f"W/{headers['ETag'].removeprefix('W/')}",
        }
    return Kept(tuple(headers.items()), body, time.monotonic() + LONGEST)


class Store:
    """Answers of one archive version, up to so many bytes; the longest unasked go."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: Moment | None = None
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()
        self._size = 0

    def get(self, asked: Asked, moment: Moment) -> Kept | None:
        """Return what is kept of an address."""
        with self._lock:
            found = self._kept.get(asked) if self._of == moment else None
            if found is None or found.until < time.monotonic():
                return None
            self._kept.move_to_end(asked)
            return found

    def put(self, asked: Asked, moment: Moment, kept: Kept) -> None:
        """Keep an answer; let go of all that are of another version."""
        if kept.size > settings.MAX_KEPT_BYTES:
            return
        with self._lock:
            if self._of != moment:
                self._kept.clear()
                self._of, self._size = moment, 0
            if before := self._kept.pop(asked, None):
                self._size -= before.size
            self._kept[asked] = kept
            self._size += kept.size
            while self._size > settings.MAX_KEPT_BYTES:
                _, gone = self._kept.popitem(last=False)
                self._size -= gone.size


def keep_answers(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give an answer again that was given before."""
    store = Store()

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _may_be_asked_again(request):
            return get_response(request)
        request.get_host()  # a foreign one is refused, whatever is kept
        asked_anew = request.COOKIES or not settings.MAX_KEPT_BYTES
        takes_gzip = _takes_gzip(request)
        asked = request.get_full_path(), takes_gzip
        # Asked before the answer is made, which is so of no earlier version.
        moment = None if asked_anew else _moment()
        kept = store.get(asked, moment) if moment else None
        if not kept:
            response = get_response(request)
            if not _may_be_kept(response):
                return response
            response.headers.setdefault("ETag", f'"{_digest(response.content)}"')
            patch_vary_headers(response, ["Accept-Encoding"])
            if request.method == "GET" and moment:
                kept = _kept(response, packed=takes_gzip)
                store.put(asked, moment, kept)
        if kept:
            response = HttpResponse(kept.body, headers=dict(kept.headers))
        answer = get_conditional_response(
            request, response.headers["ETag"], response=response
        )
        return answer or response

    return middleware


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Cache-Control") == KEEP_FRESH
        and response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        and not response.cookies
    )


def _may_be_asked_again(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and is_public(request)
        and request.path not in NEVER
        and not is_asked_of_the_api(request)
    )


def _takes_gzip(request: HttpRequest) -> bool:
    for one in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _, weight = one.partition(";")
        if coding.strip() == "gzip":
            return not NOT_TAKEN.fullmatch(weight)
    return False


def _moment() -> Moment | None:
    """Return the archive version that this process answers from; None without one."""
    try:
        now = index.current()
    except DatabaseError:
        return None  # Whatever answers without a database does so.
    return now.version, now.epoch


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]
