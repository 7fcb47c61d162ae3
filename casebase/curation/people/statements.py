"""The statement of interests that who approves has made within a year."""

from datetime import timedelta

from django.utils import timezone

from casebase.curation.models import Curator, InterestStatement

VALID = timedelta(days=365)
MISSING = "You have made no statement of interests. Make it first, on “Your account”."
OUTDATED = (
    "Your statement of interests is older than a year. Renew it first, on “Your "
    "account”."
)


def latest(person: Curator) -> InterestStatement | None:
    """Return what the person declared last."""
    return InterestStatement.objects.filter(person=person).first()


def make(person: Curator, statement: str) -> InterestStatement:
    """Declare, for a year from today."""
    return InterestStatement.objects.create(
        person=person,
        statement=statement,
        valid_until=timezone.localdate() + VALID,
    )


def why_not(person: Curator) -> str:
    """Return why the person cannot vouch for anything now; "" if they can."""
    statement = latest(person)
    if statement is None:
        return MISSING
    return "" if statement.valid_until >= timezone.localdate() else OUTDATED
