"""Who looks after a case, an article, a report or a suggested paper.

A word among curators: nobody is shut out by it, and nothing else changes.
"""

from typing import Any

from django.db import models, transaction

from .models import Article, Assignment, Curator, Patient, ReaderReport, SuggestedPaper
from .standings import REVIEW
from .workflow import NotAllowed

#: The word in addresses, which is the column too, for each kind.
KINDS: dict[str, type[models.Model]] = {
    "patient": Patient,
    "article": Article,
    "report": ReaderReport,
    "paper": SuggestedPaper,
}


def kind_of(target: models.Model) -> str:
    """Return the word of its kind."""
    return next(kind for kind, model in KINDS.items() if isinstance(target, model))


def assignment_of(target: models.Model) -> Assignment | None:
    """Return who looks after it, if anybody does."""
    found = Assignment.objects.filter(**{kind_of(target): target})
    return found.select_related("to").first()


def may_give(by: Curator) -> bool:
    """Whether this person gives things to others; everybody takes for themselves."""
    return by.has_perm(REVIEW)


def curators() -> models.QuerySet[Curator]:
    """Return whom something can be given to."""
    return Curator.objects.filter(is_active=True, is_staff=True).order_by(
        "display_name", "username"
    )


@transaction.atomic
def assign(target: models.Model, *, to: Curator | None, by: Curator) -> None:
    """Give it to somebody, or to nobody. Raise NotAllowed in words."""
    now = assignment_of(target)
    is_own = (to or (now and now.to) or by) == by
    if not is_own and not may_give(by):
        raise NotAllowed("A reviewer gives it to somebody else. You can take it.")
    if to is not None and not (to.is_active and to.is_staff):
        raise NotAllowed(f"{to} does not curate any more.")
    column: dict[str, Any] = {kind_of(target): target}
    if to is None:
        Assignment.objects.filter(**column).delete()
    else:
        Assignment.objects.update_or_create(**column, defaults={"to": to, "by": by})
