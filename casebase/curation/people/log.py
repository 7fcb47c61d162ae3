"""Who did what with whose account: in the admin's own log, where editors read it."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from casebase.curation import audit
from casebase.curation.models import Curator


def note(by: Curator, person: Curator, did: str) -> None:
    """Write down what somebody did with an account: "Account disabled."."""
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(Curator),
        object_id=str(person.pk),
        object_repr=str(person)[:200],
        action_flag=CHANGE,
        change_message=did,
    )
    audit.note(by, did, person)


def entries(person: Curator) -> list[LogEntry]:
    """Return the last twenty things that were done with an account."""
    found = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Curator),
        object_id=str(person.pk),
    ).select_related("user")
    return list(found.order_by("-action_time")[:20])
