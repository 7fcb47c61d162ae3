"""Your account: your statement of interests, your second factor, what is open."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from casebase.curation.standings import REVIEW

from . import log, second_factor, statements
from .forms import StatementForm
from .sessions import end_sessions
from .showing import show


def account(request: HttpRequest) -> HttpResponse:
    """Show what stands about the person who is logged in, and what they can do."""
    person: Any = request.user
    return show(
        request,
        "account",
        "Your account",
        statement=statements.latest(person),
        outdated=statements.why_not(person),
        may_review=person.has_perm(REVIEW),
        has_device=second_factor.has_device(person),
        codes_left=second_factor.codes_left(person),
        entries=log.entries(person),
    )


def statement(request: HttpRequest) -> HttpResponse:
    """Make the statement of interests, or renew it for another year."""
    person: Any = request.user
    last = statements.latest(person)
    form = StatementForm(
        request.POST if request.method == "POST" else None,
        initial={"statement": last.statement if last else ""},
    )
    if request.method == "POST" and form.is_valid():
        made = statements.make(person, form.cleaned_data["statement"])
        messages.success(
            request, f"Your statement stands until {made.valid_until:%-d %B %Y}."
        )
        return HttpResponseRedirect(reverse("admin:account"))
    return show(
        request,
        "statement",
        "Your statement of interests",
        form=form,
        last=last,
        until=timezone.localdate() + statements.VALID,
        may_review=person.has_perm(REVIEW),
    )


@require_POST
def log_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, this one too."""
    person: Any = request.user
    end_sessions(person)
    logout(request)
    messages.success(request, "You are logged out everywhere.")
    return HttpResponseRedirect(reverse("admin:login"))


def statement_due(request: HttpRequest) -> str:
    """Return the reminder for reviewers whose statement is missing or too old."""
    person: Any = request.user
    if not person.is_authenticated or not person.has_perm(REVIEW):
        return ""
    return statements.why_not(person)
