"""Answers that every reader gets alike, kept whole in memory and given again.

An answer is kept that caches outside may keep too (`KEEP_FRESH`): one without a cookie,
for a minute at most, and never beyond the archive version it was made of: the whole
store is let go with each change of the archive. Whoever sends a cookie is answered
anew, and so is whoever asks the API, which counts its questions.

Each answer has an ETag, so that one who has it already is sent nothing.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from casebase.archive import index

from .api.problems import is_asked_of_the_api
from .middleware import KEEP_FRESH, is_public

#: Seconds; caches outside are told the same (`s-maxage`).
LONGEST = 60
#: They tell how this process is, now.
NEVER = ("/healthz", "/readyz")
#: What an answer takes beside its bytes, about.
BESIDE = 1_000

Moment = tuple[int, str]


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


class Store:
    """Answers of one archive version, up to so many bytes; the longest unasked go."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: Moment | None = None
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._size = 0

    def get(self, address: str, moment: Moment) -> Kept | None:
        """Return what is kept of an address."""
        with self._lock:
            found = self._kept.get(address) if self._of == moment else None
            if found is None or found.until < time.monotonic():
                return None
            self._kept.move_to_end(address)
            return found

    def put(self, address: str, moment: Moment, kept: Kept) -> None:
        """Keep an answer; let go of all that are of another version."""
        if kept.size > settings.MAX_KEPT_BYTES:
            return
        with self._lock:
            if self._of != moment:
                self._kept.clear()
                self._of, self._size = moment, 0
            if before := self._kept.pop(address, None):
                self._size -= before.size
            self._kept[address] = kept
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
        address = request.get_full_path()
        # Asked before the answer is made, which is so of no earlier version.
        moment = None if asked_anew else _moment()
        kept = store.get(address, moment) if moment else None
        if kept:
            response = HttpResponse(kept.body, headers=dict(kept.headers))
        else:
            response = get_response(request)
            if not _may_be_kept(response):
                return response
            response.headers.setdefault("ETag", f'"{_digest(response.content)}"')
            if request.method == "GET" and moment:
                headers = tuple(response.headers.items())
                until = time.monotonic() + LONGEST
                store.put(address, moment, Kept(headers, response.content, until))
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


def _moment() -> Moment | None:
    """Return the archive version that this process answers from; None without one."""
    try:
        now = index.current()
    except DatabaseError:
        return None  # Whatever answers without a database does so.
    return now.version, now.epoch


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:32]
