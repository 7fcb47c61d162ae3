"""How a patient or an article stands: what readers have of it, who may do what with it
now, and what comes next. Reads alone; `workflow` changes.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from casebase.archive.models import Record

from .models import Article, ContentEdit, Curator, Patient
from .models.base import Publishable, Status
from .people import statements
from .readiness import (
    going_along,
    missing_before_publishing,
    unpublished_articles,
)

REVIEW = "curation.add_review"
UNCHANGED = "Nothing has been changed since it was published."
UNREAD: Any = object()


# ── What readers have, and who touched what ───────────────────────────────────────


def record_of(target: Publishable) -> Record | None:
    """Return the archive's record of it, if there is one."""
    if (known := vars(target).get("known_record", UNREAD)) is not UNREAD:
        return known
    name = _record_name(target)
    return Record.objects.select_related("latest").filter(name=name).first()


def read_records(targets: Iterable[Publishable]) -> None:
    """Read the records of all these at once, without the documents in them.

    For pages that only tell how things stand: each row of a list, and each button of a
    page, would ask for itself. Nothing here hears of what is published afterwards.
    """
    named = [(target, _record_name(target)) for target in targets]
    records = Record.objects.select_related("latest").defer("latest__document")
    found = records.in_bulk({name for _, name in named if name}, field_name="name")
    for target, name in named:
        vars(target)["known_record"] = found.get(name)


def _record_name(target: Publishable) -> str:
    return (
        target.slug if isinstance(target, Article) else getattr(target, "accession", "")
    )


def is_public_as_it_stands(target: Publishable) -> bool:
    """Whether readers have just this content; not so for a withdrawn record."""
    if target.published_rev is None or target.published_rev != target.content_rev:
        return False
    record = record_of(target)
    return record is not None and not record.withdrawn


def in_words(target: Publishable) -> str:
    """Return how it stands in a word or two."""
    if is_public_as_it_stands(target):
        return "Public"
    return target.get_status_display()


def editors_since_publication(target: Publishable) -> set[int]:
    """Return the ids of all who edited the content that readers do not have yet."""
    edits = ContentEdit.objects.filter(**about(target))
    if target.published_rev is not None:
        edits = edits.filter(content_rev__gt=target.published_rev)
    editors = set(edits.values_list("user_id", flat=True))
    if isinstance(target, Patient):
        for article in unpublished_articles(target):
            editors |= editors_since_publication(article)
    return editors


def about(target: Publishable) -> dict[str, Any]:
    """Return the column by which rows about it name it, with it."""
    return {"article" if isinstance(target, Article) else "patient": target}


# ── Who may do what ───────────────────────────────────────────────────────────────


def why_not(action: str, target: Publishable, by: Curator) -> str:
    """Return why this person may not do it now; "" where they may."""
    return MAY[action](target, by)


def permitted(target: Publishable, by: Curator) -> dict[str, str]:
    """Return why not, for each action."""
    return {action: why_not(action, target, by) for action in MAY}


def _may_submit(target: Publishable, by: Curator) -> str:
    if not by.has_perm(f"curation.change_{target._meta.model_name}"):
        return "You may look at this, not change it."
    if is_public_as_it_stands(target):
        return UNCHANGED
    if target.status == Status.IN_REVIEW:
        return "It is in review already."
    if target.status == Status.APPROVED:
        return "It is approved already."
    return ""


def _may_return(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer returns a case."
    if target.status not in (Status.IN_REVIEW, Status.APPROVED):
        return "It has not been submitted."
    return UNCHANGED if is_public_as_it_stands(target) else ""


def _may_approve(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer approves."
    if target.status != Status.IN_REVIEW:
        return "It has not been submitted."
    return _own(target, by) or statements.why_not(by)


def _may_publish(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer publishes."
    if is_public_as_it_stands(target):
        return UNCHANGED
    if target.status == Status.APPROVED or settings.ALLOW_SINGLE_CURATOR:
        return ""
    return "It is not approved. A second person approves it first."


def _may_withdraw(target: Publishable, by: Curator) -> str:
    if not by.has_perm(REVIEW):
        return "Only a reviewer withdraws."
    record = record_of(target)
    if record is None:
        return "It is not public."
    return "It is withdrawn already." if record.withdrawn else ""


def _own(target: Publishable, by: Curator) -> str:
    """Why this person cannot vouch for it, if they wrote any of it."""
    if target.submitted_by_id == by.pk:
        return "You submitted it. Somebody else approves it."
    if by.pk in editors_since_publication(target):
        return "You edited it since it was last published. Somebody else approves it."
    return ""


#: Each action, with what says why somebody may not take it now.
MAY: dict[str, Callable[[Publishable, Curator], str]] = {
    "submit": _may_submit,
    "return": _may_return,
    "approve": _may_approve,
    "publish": _may_publish,
    "withdraw": _may_withdraw,
}


# ── What comes next ───────────────────────────────────────────────────────────────


def next_step(
    target: Publishable, by: Curator, missing: list[str] | None = None
) -> str:
    """Return a sentence that says where it stands and what comes next.

    `missing` is what is missing before it can be published, if that is known already.
    """
    record = record_of(target)
    public = ""
    if record and record.latest and not record.withdrawn:
        public = f"Public as {record.name}, version {record.latest.number}. "
        if target.published_rev == target.content_rev:
            return f"{public}Nothing has been changed since."
    if target.status == Status.IN_REVIEW:
        who = "another reviewer" if _own(target, by) else "a reviewer"
        return f"{public}In review. Next: {who} approves it or returns it."
    if target.status == Status.APPROVED:
        return f"{public}Approved, not public yet. Next: a reviewer publishes it."
    word = "Your changes are a draft" if public else "Draft"
    if _goes_along(target):
        return f"{word}, not public. It goes along with its case, which is submitted."
    if target.status == Status.CHANGES_REQUESTED:
        word = "Returned for changes"
    if missing is None:
        missing = missing_before_publishing(target)
    if missing:
        count = len(missing)
        things = "1 thing is" if count == 1 else f"{count} things are"
        return f"{public}{word}, not public. {things} missing before you can submit."
    return f"{public}{word}, not public. Next: submit; a reviewer approves."


def _goes_along(target: Publishable) -> bool:
    """Whether an article waits along with its case."""
    waits = target.status == Status.DRAFT and isinstance(target, Article)
    return waits and Article.objects.filter(going_along(), pk=target.pk).exists()
