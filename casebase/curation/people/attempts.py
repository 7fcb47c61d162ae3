"""How often passwords, codes and addresses of mail may be tried.

Counted in the database, so that the limits hold over all processes and outlast a
restart. An attempt is written down before it is judged: of many at one moment, none
slips past the count.

Nobody can lock a curator out from elsewhere. An address from which the account has
come in before has a count of its own, which strangers do not touch; from other
addresses an account can be tried `ELSEWHERE` times in a quarter of an hour, by all
strangers together. What was refused is not counted, so a lock is never prolonged by
trying on.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from casebase.askers import network
from casebase.curation.models import Attempt

PASSWORD, CODE, MAIL = "password", "code", "mail"

WINDOW = timedelta(minutes=15)
#: Failures within the window: of one account from one address; from one address, for
#: all accounts; of one account from all addresses that are new to it.
TOGETHER = settings.MAX_TRIES
FROM_HERE = settings.MAX_TRIES_FROM_HERE
ELSEWHERE = settings.MAX_TRIES_ELSEWHERE
#: Codes have six digits. Whoever has the password gets this many a day.
CODES_A_DAY = settings.MAX_CODES_A_DAY
#: How long an address is known after it came in, and rows are kept.
KNOWN = timedelta(days=90)

TOO_MANY = "Too many attempts. Try again in a quarter of an hour."


class TooMany(Exception):
    """The limit is reached; the sentence says so and not whether the account exists."""

    def __init__(self) -> None:
        super().__init__(TOO_MANY)


def begin(kind: str, account: str, request: HttpRequest) -> Attempt:
    """Write down an attempt that is about to be made; raise TooMany past a limit."""
    attempt = Attempt.objects.create(
        kind=kind,
        account=_hidden(account.casefold()),
        address=_hidden(network(request.META.get("REMOTE_ADDR", ""))),
    )
    if _is_too_many(attempt):
        attempt.delete()
        raise TooMany
    return attempt


def succeed(attempt: Attempt) -> None:
    """It was right: the address is known now, and earlier slips there are forgiven."""
    pair = Attempt.objects.filter(
        kind=attempt.kind, account=attempt.account, address=attempt.address
    )
    pair.filter(Q(succeeded=True) | Q(pk__lte=attempt.pk)).delete()
    Attempt.objects.create(
        kind=attempt.kind,
        account=attempt.account,
        address=attempt.address,
        succeeded=True,
    )
    Attempt.objects.filter(at__lt=timezone.now() - KNOWN).delete()


def _is_too_many(attempt: Attempt) -> bool:
    now = timezone.now()
    failed = Attempt.objects.filter(kind=attempt.kind, succeeded=False)
    lately = failed.filter(at__gt=now - WINDOW)
    of_account = lately.filter(account=attempt.account)
    if of_account.filter(address=attempt.address).count() > TOGETHER:
        return True
    if lately.filter(address=attempt.address).count() > FROM_HERE:
        return True
    known = Attempt.objects.filter(
        kind=attempt.kind, account=attempt.account, succeeded=True, at__gt=now - KNOWN
    ).values_list("address", flat=True)
    if attempt.address in known:
        return False
    if of_account.exclude(address__in=known).count() > ELSEWHERE:
        return True
    if attempt.kind != CODE:
        return False
    today = failed.filter(account=attempt.account, at__gt=now - timedelta(days=1))
    return today.exclude(address__in=known).count() > CODES_A_DAY


def _hidden(value: str) -> str:
    return salted_hmac("casebase.attempts", value, algorithm="sha256").hexdigest()
