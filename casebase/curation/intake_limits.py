"""How many forms readers may send: counted in the database, over all processes.

An address is kept as a keyed hash for a day, and its count by the hour. A row is
counted on before it is judged: of many at one moment, none slips past the limit.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from casebase.askers import network

from .models import IntakeCount

#: In one hour: from one address, and from all together.
FROM_HERE, FROM_ALL = settings.MAX_SENT_FROM_HERE, settings.MAX_SENT_FROM_ALL
HOUR, KEPT = timedelta(hours=1), timedelta(days=1)


class TooMany(Exception):
    """The limit of this hour is reached; `wait` is how many seconds it has left."""

    def __init__(self, wait: int) -> None:
        super().__init__("Too many forms were sent in this hour. Try again later.")
        self.wait = wait


def count(request: HttpRequest) -> None:
    """Count one form; raise TooMany past a limit."""
    now = timezone.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    IntakeCount.objects.filter(hour__lt=now - KEPT).delete()
    row, _ = IntakeCount.objects.get_or_create(address=_hidden(request), hour=hour)
    # What was refused is not counted: one address cannot use up the limit of all.
    mine = IntakeCount.objects.filter(pk=row.pk, count__lt=FROM_HERE)
    is_within = mine.update(count=F("count") + 1)
    if not is_within or _all_together(hour) > FROM_ALL:
        raise TooMany(int((hour + HOUR - now).total_seconds()) + 1)


def _all_together(hour: datetime) -> int:
    total = IntakeCount.objects.filter(hour=hour).aggregate(of=Sum("count"))["of"]
    return total or 0


def _hidden(request: HttpRequest) -> str:
    address = network(request.META.get("REMOTE_ADDR", ""))
    return salted_hmac("casebase.intake", address, algorithm="sha256").hexdigest()
