"""What is taken away: lists of cases whole, and citations of cases and articles."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, cast

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from casebase.archive.document import CaseDocument
from casebase.archive.models import Release
from casebase.browse import records
from casebase.browse.filters import WholeCaseFilterSet
from casebase.browse.formats import about, bibtex, csl, references, ris
from casebase.browse.formats.kinds import KINDS
from casebase.browse.formats.menu import ABOUT, Downloads
from casebase.browse.formats.question import Question
from casebase.browse.formats.references import Reference
from casebase.browse.formats.snapshot import Snapshot, case_now

from .articles import ARTICLES
from .articles import withdrawn as article_withdrawn
from .case import CASES, withdrawn
from .lists import refused

#: Formats in which single records are cited.
STYLES = {"ris": ris, "bib": bibtex, "csl.json": csl}
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


@require_safe
def cite_case(
    request: HttpRequest, accession: str, suffix: str, number: int | None = None
) -> HttpResponse:
    """Cite a version of a case, the newest if none is named, and its articles."""
    record = get_object_or_404(CASES.all(), name=accession)
    version = (
        records.newest(record)
        if number is None
        else get_object_or_404(record.versions, number=number)
    )
    if version.withdrawn or version.purged:
        return withdrawn(request, record, version)
    case = case_now(version)
    if suffix == "txt":
        cited = "\n".join(map(references.as_text, case.articles.values()))
        return _text(f"{records.citation_of(record, version)}\n\n{cited}\n")
    return citation(suffix, f"{accession}-v{version.number}", references.to_cite(case))


@require_safe
def cite_article(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    """Cite an article, as far as it is known."""
    record = get_object_or_404(ARTICLES.all(), name=slug)
    if record.withdrawn:
        return article_withdrawn(request, record)
    article = records.article_in(records.newest(record))
    if suffix == "txt":
        return _text(f"{references.as_text(article)}\n")
    return citation(suffix, slug, [references.of_article(slug, article)])


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Say what can be taken away, how to read it, under which licence."""
    asked = WholeCaseFilterSet(QueryDict())
    everything = Downloads(
        asked, len(Snapshot(asked).articles) if asked.is_valid() else 0
    )
    context = {
        "everything": everything,
        "tables": [
            (KINDS[suffix], columns) for suffix, columns in about.TABLES.items()
        ],
        "reading": about.READING,
        "releases": Release.objects.order_by("-number"),
    }
    return render(request, "browse/data.html", context)


@require_safe
def release(request: HttpRequest, name: str) -> HttpResponseBase:
    """Give the file of a release; of a withdrawn one, say why it is gone."""
    made = get_object_or_404(Release, name=name)
    path = made.path
    if made.withdrawn_at:
        context = {"release": made}
        return render(request, "browse/release_withdrawn.html", context, status=410)
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """Give the definition of a case's document as JSON Schema."""
    return JsonResponse(_schema(), json_dumps_params={"indent": 1})


@cache
def _schema() -> dict[str, Any]:
    known = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return known | CaseDocument.model_json_schema(by_alias=True)


def _text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type=TEXT)


def citation(suffix: str, name: str, cited: list[Reference]) -> HttpResponse:
    """Give references as a file in one of the styles."""
    style = STYLES[suffix]
    disposition = f'attachment; filename="{name}.{suffix}"'
    return HttpResponse(
        "".join(style.written(cited)),
        content_type=style.MEDIA_TYPE,
        headers={"Content-Disposition": disposition},
    )


def _tag(snapshot: Snapshot, address: str, today: date) -> str:
    """Name this very file: of an archive, its version, a question and a day."""
    of = (snapshot.selection.index.epoch, snapshot.archive_version, today, address)
    return f'"{hashlib.sha256(repr(of).encode()).hexdigest()[:32]}"'


def in_parts(texts: Iterable[str | bytes]) -> Iterator[bytes]:
    """Put texts together, so that not each line travels alone."""
    waiting: list[bytes] = []
    size, enough = 0, 1  # the first goes at once: something is seen to come
    for text in texts:
        part = text.encode() if isinstance(text, str) else text
        waiting.append(part)
        size += len(part)
        if size >= enough:
            yield b"".join(waiting)
            waiting, size, enough = [], 0, TOGETHER
    yield b"".join(waiting)
