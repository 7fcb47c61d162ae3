"""A link to a preview for somebody without an account: an author of the paper, say.

It is signed, good for `settings.PREVIEW_LINK_AGE`, and shows exactly the content that
it was made for: an edit closes it, and so does disabling the account that made it.
"""

from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from casebase.curation import audit
from casebase.curation.models import Curator, Patient
from casebase.curation.workflow import content_sha256

SALT = "casebase.preview"
CLOSED = (
    "This preview is not open. A link shows a draft for a day, and not after the draft "
    "was changed. Ask whoever sent it to you for a new one."
)


class Closed(Exception):
    """The link opens nothing, whatever the cause: the answer is always the same."""

    def __init__(self) -> None:
        super().__init__(CLOSED)


def draw(patient: Patient, by: Curator) -> str:
    """Return a link, which is kept nowhere; raise pydantic's ValidationError."""
    token = signing.dumps([patient.pk, content_sha256(patient), by.pk], salt=SALT)
    audit.note(by, "Made a link to a preview.", patient)
    return settings.PUBLIC_URL + reverse("admin:shared_preview", args=[token])


def read(token: str) -> Patient:
    """Return the patient whose preview the link opens; raise Closed."""
    try:
        pk, sha256, maker = signing.loads(
            token, salt=SALT, max_age=settings.PREVIEW_LINK_AGE
        )
        patient = Patient.objects.get(pk=pk)
        by = Curator.objects.get(pk=maker, is_active=True, is_staff=True)
        is_same = content_sha256(patient) == sha256
    except (signing.BadSignature, ValueError, TypeError, ObjectDoesNotExist) as fault:
        raise Closed from fault
    if not is_same or not by.has_perm("curation.change_patient"):
        raise Closed
    return patient
