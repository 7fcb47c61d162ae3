"""The only way to an account: an invitation, and its signed link.

The link names the invitation and the nonce that was drawn for it, and is signed with
the site's key. It opens one account, for seven days, unless it is revoked or another
link was made since.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from casebase.curation.models import Curator, Invitation
from casebase.curation.roles import ensure_roles

SALT = "casebase.invitation"
OPEN_FOR = timedelta(days=7)
CLOSED = (
    "This invitation is not open. A link works once, for seven days, and not after a "
    "newer one was made. Ask the editor who invited you for a new one."
)


class Closed(Exception):
    """The link opens nothing, whatever the cause: the answer is always the same."""

    def __init__(self) -> None:
        super().__init__(CLOSED)


def draw_link(invitation: Invitation) -> str:
    """Open the invitation for seven days; return the new link, which is kept nowhere.

    Links made before open nothing from now on.
    """
    invitation.nonce = get_random_string(32)
    invitation.expires_at = timezone.now() + OPEN_FOR
    invitation.save()
    token = signing.dumps([invitation.pk, invitation.nonce], salt=SALT)
    return settings.PUBLIC_URL + reverse("admin:join", args=[token])


def read_link(token: str, *, lock: bool = False) -> Invitation:
    """Return the open invitation that the link names; raise Closed."""
    try:
        pk, nonce = signing.loads(token, salt=SALT, max_age=OPEN_FOR)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise Closed from fault
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects
    invitation = rows.filter(pk=pk, nonce=nonce).first()
    if invitation is None or invitation.standing != "open":
        raise Closed
    return invitation


@transaction.atomic
def accept(token: str, make_account: Callable[[], Curator]) -> Curator:
    """Make the account and use up the invitation, together; raise Closed.

    Of two who accept at one moment, the second waits and finds it used.
    """
    invitation = read_link(token, lock=True)
    person = make_account()
    person.is_staff = True
    person.email = invitation.email
    person.save()
    person.groups.set([_group(invitation.role)])
    invitation.accepted_by = person
    invitation.accepted_at = timezone.now()
    invitation.save()
    return person


def revoke(invitation: Invitation) -> None:
    """Let the link open nothing any more."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(
        revoked_at=timezone.now()
    )


def _group(role: str) -> Group:
    return Group.objects.filter(name=role).first() or ensure_roles()[role]
