"""What is taken away: lists of cases whole, and citations of cases and articles."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import cast

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from casebase.browse.filters import WholeCaseFilterSet
from casebase.browse.formats import about
from casebase.browse.formats.kinds import KINDS
from casebase.browse.formats.question import Question
from casebase.browse.formats.snapshot import Snapshot

from .lists import refused

ABOUT = "about.txt"
TEXT = "text/plain; charset=utf-8"
#: Characters that are sent together.
TOGETHER = 65_536


@require_safe
def download(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Give the whole list in a format, as it is written; or what is to know of it."""
    if suffix != ABOUT and suffix not in KINDS:
        raise Http404
    asked = WholeCaseFilterSet(request.GET)
    if not asked.is_valid():
        return refused(request, asked)
    snapshot, question, today = Snapshot(asked), Question(asked), timezone.localdate()
    text: Iterable[str | bytes]
    if suffix == ABOUT:
        media_type, text = TEXT, about.written(snapshot, today)
    else:
        media_type, text = KINDS[suffix].media_type, KINDS[suffix].written(snapshot)
    name = question.file_name(suffix, snapshot.archive_version, today)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "ETag": _tag(snapshot, str(question.at(suffix)), today),
    }
    if suffix != ABOUT:
        headers["Link"] = (
            f'<{question.at(ABOUT)}>; rel="describedby"; type="text/plain"'
        )
    if request.method == "HEAD":
        text = ()
    response = StreamingHttpResponse(in_parts(text), media_type, headers=headers)
    # 304 where the reader has this very file; Django's types know no streams here.
    whole = cast(HttpResponse, response)
    answer = get_conditional_response(request, headers["ETag"], response=whole)
    return answer or response


def _tag(snapshot: Snapshot, address: str, today: date) -> str:
    """Name this very file: of an archive, its version, a question and a day."""
    of = (snapshot.selection.index.epoch, snapshot.archive_version, today, address)
    return f'"{hashlib.sha256(repr(of).encode()).hexdigest()[:32]}"'


def in_parts(texts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Put texts together, so that not each line travels alone."""
    waiting: list[bytes] = []
    size = 0
    for text in texts:
        part = text.encode() if isinstance(text, str) else text
        waiting.append(part)
        size += len(part)
        if size >= TOGETHER:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
