"""What waits for a second person: submitted, or approved and not public yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from casebase.curation import standings
from casebase.curation.models import Article, ContentEdit, Curator, Patient
from casebase.curation.models.base import Publishable, Status
from casebase.curation.models.patient import with_primary_report


@dataclass(frozen=True)
class Waiting:
    """One patient or article that waits."""

    target: Publishable
    is_mine: bool

    @property
    def kind(self) -> str:
        """What it is, and whether readers know it."""
        what = str(self.target._meta.verbose_name)
        is_new = self.target.published_rev is None
        return f"new {what}" if is_new else f"changed {what}"

    @property
    def age(self) -> timedelta:
        """How long it has waited."""
        since = self.target.submitted_at or timezone.now()
        return timezone.now() - since

    @property
    def waits(self) -> str:
        """How long, in whole days or hours."""
        hours = int(self.age.total_seconds() // 3600)
        if hours >= 48:
            return f"{hours // 24} days"
        if hours < 1:
            return "less than an hour"
        return "1 hour" if hours == 1 else f"{hours} hours"

    @property
    def name(self) -> str:
        """What it goes by."""
        target = self.target
        return target.full_name if isinstance(target, Patient) else str(target)


def waiting(status: Status, *, by: Curator, whose: str = "") -> list[Waiting]:
    """Return what stands so: what this person may decide first, the oldest first.

    `whose` is "mine" for what they submitted or edited, "others" for the rest.
    """
    found = [one for model in (Patient, Article) for one in _of(model, status, by)]
    if whose:
        found = [one for one in found if one.is_mine == (whose == "mine")]
    return sorted(found, key=lambda one: (one.is_mine, -one.age))


def _of(model: Any, status: Status, by: Curator) -> Iterator[Waiting]:
    rows = model._default_manager.filter(status=status).select_related("submitted_by")
    rows = rows.exclude(Q(published_rev=F("content_rev")))
    if model is Patient:
        rows = rows.prefetch_related(with_primary_report())
    else:
        rows = rows.select_related("submitted_by", "journal")
    about = "patient" if model is Patient else "article"
    known = {row.pk: row.published_rev for row in rows}
    edits = ContentEdit.objects.filter(user=by, **{f"{about}__in": known}).values_list(
        f"{about}_id", "content_rev"
    )
    edited = {pk for pk, rev in edits if known[pk] is None or rev > known[pk]}
    for row in rows:
        yield Waiting(row, row.submitted_by_id == by.pk or row.pk in edited)


def count(by: Curator) -> int:
    """Return how many this person may decide on, for the desk."""
    if not by.has_perm(standings.REVIEW):
        return 0
    return len(waiting(Status.IN_REVIEW, by=by, whose="others"))
