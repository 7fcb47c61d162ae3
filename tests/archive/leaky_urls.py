"""Views that no public address may be: each reaches for the curators' tables."""

import threading
from contextlib import suppress

from django.db import connection, connections
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from casebase.archive.models import Record
from casebase.curation.models import Patient


def plain(request):
    """Read them through the ORM."""
    return HttpResponse(str(Patient.objects.count()))


def raw(request):
    """Read them over the curators' connection, past every router."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM curation_patient")
        return HttpResponse(str(cursor.fetchone()[0]))


def raw_reader(request):
    """Read them over the readers' own connection."""
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM curation_patient")
        return HttpResponse(str(cursor.fetchone()[0]))


def streamed(request):
    """Read them after the view has returned."""

    def chunks():
        yield "The archive has "
        yield str(Record.objects.count())
        yield f" records, the curators {Patient.objects.count()} patients"

    return StreamingHttpResponse(chunks())


def swallowed(request):
    """Read them and hide what came of it."""
    with suppress(Exception):
        Patient.objects.count()
    return HttpResponse("nothing happened")


def streamed_and_swallowed(request):
    """Read them late, and hide what came of it."""

    def chunks():
        with suppress(Exception):
            Patient.objects.count()
        yield "nothing happened"

    return StreamingHttpResponse(chunks())


def in_a_thread(request):
    """Read them in a thread that knows of no request."""

    def read():
        with suppress(Exception):
            Patient.objects.count()
        connections.close_all()

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    return HttpResponse("nothing happened")


def session(request):
    """Ask who is there."""
    return HttpResponse(f"Hello {request.user.get_username()}")


def remembers(request):
    """Write to the session."""
    request.session["seen"] = True
    return HttpResponse("remembered")


def writes(request):
    """Write to the archive itself."""
    Record.objects.update(withdrawn=True)
    return HttpResponse("written")


def good(request):
    """Read the archive and nothing else."""
    records = Record.objects.readable().order_by("name")
    return HttpResponse(" ".join(record.name for record in records))


def good_streamed(request):
    """Read the archive late, and nothing else."""
    return StreamingHttpResponse(f"{r.name} " for r in Record.objects.order_by("name"))


VIEWS = {
    "plain": plain,
    "raw": raw,
    "raw-reader": raw_reader,
    "streamed": streamed,
    "swallowed": swallowed,
    "streamed-and-swallowed": streamed_and_swallowed,
    "in-a-thread": in_a_thread,
    "session": session,
    "remembers": remembers,
    "writes": writes,
}

urlpatterns = [
    *(path(f"leak/{name}/", view) for name, view in VIEWS.items()),
    path("good/", good),
    path("good-streamed/", good_streamed),
    path("admin/plain/", plain),
]
