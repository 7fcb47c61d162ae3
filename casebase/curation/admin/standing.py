"""The pages behind the named buttons: submit, return, approve, publish.

What leaves the archive has pages of its own (`withdrawal`).
Each says what will happen, asks what it must, and calls `workflow`; what that refuses
is shown in its own words.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from casebase.curation import readiness, standings, workflow
from casebase.curation.reviewing import ticks

from .review import address


@dataclass(frozen=True)
class Step:
    """One change of standing: its word in addresses, its button, what it does."""

    name: str
    button: str
    title: str
    means: str
    asks: str = ""


STEPS = (
    Step(
        "submit",
        "Submit for review",
        "Submit {} for review",
        "A reviewer compares it with the sources, then approves it or returns it. "
        "An edit after this makes it a draft again.",
    ),
    Step(
        "approve",
        "Approve",
        "Approve {}",
        "You have compared it with its sources and vouch for exactly this content. "
        "Any edit ends the approval.",
    ),
    Step(
        "publish",
        "Publish",
        "Publish {}",
        "It is frozen as a numbered version that everybody can read and cite.",
        asks="comment",
    ),
    Step(
        "return",
        "Return for changes",
        "Return {} for changes",
        "The curator reads what is to be changed, and submits it again.",
        asks="note",
    ),
)
BY_NAME = {step.name: step for step in STEPS}
#: Decisions that are taken better beside what changed.
READ_FIRST = ("approve", "return")
DONE = {
    "submit": "is submitted",
    "approve": "is approved",
    "publish": "is published",
    "return": "is returned",
}


class NothingAsked(forms.Form):
    """A button and nothing else."""


class CommentForm(forms.Form):
    """Why a further version is published; readers see it."""

    comment = forms.CharField(
        required=False,
        max_length=500,
        label="What is new in this version",
        help_text="Public. Leave it empty for the first version.",
        widget=forms.TextInput({"size": 60}),
    )


class NoteForm(forms.Form):
    """What is to be changed."""

    note = forms.CharField(
        max_length=2000,
        label="What is to be changed",
        error_messages={"required": "Say what is to be changed."},
        widget=forms.Textarea({"rows": 4, "cols": 60}),
    )


FORMS: dict[str, type[forms.Form]] = {
    "": NothingAsked,
    "comment": CommentForm,
    "note": NoteForm,
}


def change_standing(
    request: HttpRequest, page: Any, pk: int, name: str
) -> HttpResponse:
    """Ask, do it, and go back to the page; or say why not."""
    target = page.get_object(request, str(pk))
    if target is None:
        raise Http404
    if not page.has_view_permission(request, target):
        raise PermissionDenied
    step = BY_NAME[name]
    why_not = standings.why_not(name, target, request.user)  # type: ignore[arg-type]
    form = FORMS[step.asks](request.POST if request.method == "POST" else None)
    reasons = [why_not] if why_not else []
    if request.method == "POST" and form.is_valid():
        try:
            _do(name, target, request.user, form.cleaned_data)
        except workflow.NotReady as refusal:
            reasons = refusal.reasons
        except workflow.NotAllowed as refusal:
            reasons = [str(refusal)]
        else:
            target.refresh_from_db()
            told = f"{_sentence(target)} {DONE[name]}. "
            messages.success(request, told + standings.next_step(target, request.user))  # type: ignore[arg-type]
            return HttpResponseRedirect(page.address(target))
    elif name in ("submit", "approve", "publish") and not reasons:
        reasons = readiness.missing_before_publishing(target)
        if name == "approve" and not reasons:
            reasons = _not_ticked(target, request.user)
    context = {
        **page.admin_site.each_context(request),
        "title": step.title.format(target),
        "step": step,
        "target": target,
        "opts": page.model._meta,
        "back": page.address(target),
        "review_href": address(target, "review") if name in READ_FIRST else "",
        "form": form,
        "reasons": reasons,
    }
    status = 409 if request.method == "POST" and reasons else 200
    return TemplateResponse(
        request, "admin/workbench/standing.html", context, status=status
    )


def _not_ticked(target: Any, by: Any) -> list[str]:
    """What is ticked on the page of review before one can approve."""
    sha256 = workflow.content_sha256(target)
    open_doubts = ticks.unticked(target, by=by, sha256=sha256)
    return [f"Not ticked: {doubt.sentence}" for doubt in open_doubts]


def _do(name: str, target: Any, by: Any, asked: dict[str, Any]) -> None:
    if name == "submit":
        workflow.submit(target, by=by)
    elif name == "approve":
        workflow.approve(target, by=by)
    elif name == "publish":
        workflow.publish(target, by=by, reason=asked["comment"])
    else:
        workflow.return_for_changes(target, by=by, note=asked["note"])


def _sentence(target: Any) -> str:
    name = str(target)
    return f"{name[:1].upper()}{name[1:]}"
