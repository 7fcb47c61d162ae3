"""Ending what somebody left open elsewhere."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from casebase.curation.models import Curator


def end_sessions(person: Curator, *, but: str | None = None) -> int:
    """Log the person out everywhere, except of the session `but`; return how many.

    Every open session is read: they are curators' alone, so there are few.
    """
    theirs = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=timezone.now())
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
        and session.session_key != but
    ]
    Session.objects.filter(session_key__in=theirs).delete()
    return len(theirs)
