"""Pages on which something leaves the archive, and comes back: withdraw, restore,
remove for privacy. The name must be typed; nothing happens on one click."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from casebase.archive import choices as c
from casebase.curation import notices, removal, republishing, standings, workflow
from casebase.curation.models import Article, Patient
from casebase.curation.models.base import Publishable

#: The second step of a removal follows the first within so many seconds.
SOON = 900
SALT = "casebase.removal"
PRIVACY = (
    "For privacy, a withdrawal is not enough: the text stays in the versions. A case "
    "is removed instead."
)
View = Callable[[HttpRequest, Any, Any], HttpResponse]


class NameForm(forms.Form):
    """Asks for the name of what is to go, typed."""

    name = forms.CharField(
        max_length=120, widget=forms.TextInput({"size": 30, "autocomplete": "off"})
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected
        self.fields["name"].label = f"Type {expected} to confirm"
        self.order_fields([name for name in self.fields if name != "name"])

    def clean_name(self) -> str:
        """Refuse another name."""
        typed = str(self.cleaned_data["name"]).strip()
        if typed.casefold() != self.expected.casefold():
            raise forms.ValidationError(f"Type {self.expected}.")
        return typed


class WithdrawForm(NameForm):
    """Why it is withdrawn."""

    reason = forms.ChoiceField(
        choices=[
            ("", "—"),
            *(one for one in c.WithdrawReason.choices if one[0] != "privacy"),
        ],
        error_messages={"required": "Choose why it is withdrawn."},
        help_text=PRIVACY,
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        help_text="Public: stands on the page that remains.",
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )


class RestoreForm(NameForm):
    """Why a withdrawal is taken back."""

    reason = forms.CharField(
        max_length=1000,
        label="Why it comes back",
        help_text="Public: stands in the history.",
        error_messages={"required": "Say why it is restored."},
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )


class RemoveForm(NameForm):
    """What the tombstone says."""

    note = forms.CharField(
        required=False,
        max_length=1000,
        label="What the page that remains says",
        help_text="Public. Name nobody: “At the request of the patient.”",
        widget=forms.TextInput({"size": 60}),
    )


def urls(page: Any) -> list[URLPattern]:
    """Return the addresses of these pages, for patients or articles."""
    views: dict[str, View] = {"withdraw": withdraw, "restore": restore}
    if page.model is Patient:
        views["remove"] = remove
    opts = page.model._meta
    return [
        path(
            f"<int:pk>/{name}/",
            page.admin_site.admin_view(_on_its_page(page, view)),
            name=f"{opts.app_label}_{opts.model_name}_{name}",
        )
        for name, view in views.items()
    ]


def buttons(target: Publishable, by: Any) -> list[dict[str, str]]:
    """Return the buttons of these pages that are open to this person now."""
    open_to: list[tuple[str, str]] = []
    if isinstance(target, Article) and by.has_perm("curation.change_article"):
        open_to.append(("notice", "Retraction or correction"))
    if not republishing.why_not_restored(target, by):
        open_to.append(("restore", "Restore"))
    if not standings.why_not("withdraw", target, by):
        open_to.append(("withdraw", "Withdraw"))
    if isinstance(target, Patient) and not removal.why_not_removed(target, by):
        open_to.append(("remove", "Remove for privacy"))
    name = target._meta.model_name
    return [
        {
            "name": step,
            "label": label,
            "href": reverse(f"admin:curation_{name}_{step}", args=[target.pk]),
        }
        for step, label in open_to
    ]


# ── Withdraw and restore ──────────────────────────────────────────────────────────


def withdraw(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Ask why and for the name, then take it out of the lists."""
    why_not = standings.why_not("withdraw", target, _user(request))
    form = WithdrawForm(request.POST or None, expected=_name(target))
    if request.method == "POST" and not why_not and form.is_valid():
        reason, note = form.cleaned_data["reason"], form.cleaned_data["note"]
        try:
            workflow.withdraw(target, by=_user(request), reason=reason, note=note)
        except workflow.NotAllowed as refusal:
            why_not = str(refusal)
        else:
            return _done(request, page, target, f"{_name(target)} is withdrawn.")
    means = [
        "It leaves all lists and counts. Its address goes on saying how it was cited "
        "and why it was withdrawn; its name is not given again.",
        "The curators’ copy stays as it is, and a withdrawal can be taken back.",
    ]
    cases = []
    if isinstance(target, Article):
        reached = notices.affected(target)
        cases = [record.name for record in (*reached.primary, *reached.others)]
        means.append(
            "If its publisher retracted it, leave it here and mark it as retracted: "
            "its page then says so."
        )
    return _ask(
        request,
        page,
        target,
        form,
        button="Withdraw",
        means=means,
        cases=cases,
        reasons=[why_not] if why_not else [],
    )


def restore(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Ask why and for the name, then put the last document back as a new version."""
    why_not = republishing.why_not_restored(target, _user(request))
    form = RestoreForm(request.POST or None, expected=_name(target))
    if request.method == "POST" and not why_not and form.is_valid():
        try:
            version = republishing.restore(
                target, by=_user(request), reason=form.cleaned_data["reason"]
            )
        except workflow.NotAllowed as refusal:
            why_not = str(refusal)
        else:
            told = f"{_name(target)} is public again, as version {version.number}."
            return _done(request, page, target, told)
    return _ask(
        request,
        page,
        target,
        form,
        button="Restore",
        means=[
            "The content that readers had last comes back as a new version, on the "
            "review it had. The withdrawal stays in its history.",
            "What was changed here since stays a draft.",
        ],
        reasons=[why_not] if why_not else [],
    )


# ── Remove ────────────────────────────────────────────────────────────────────────


def remove(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Ask twice, then empty every version of a case and delete the curators’ copy."""
    name = _name(target)
    why_not = removal.why_not_removed(target, _user(request))
    form = RemoveForm(request.POST or None, expected=name)
    token, note = request.POST.get("token", ""), ""
    if request.method == "POST" and not why_not:
        if token:
            agreed = _read(token, target, request)
            if agreed is not None:
                removal.remove(target, by=_user(request), note=agreed)
                messages.success(
                    request,
                    f"{name} is removed: the text of every version and the curators' "
                    "copy are gone. Its page says that it was removed. Ask an operator "
                    "to run finish_purge and search_purged, which clear the disk and "
                    "look for what is left.",
                )
                if left := removal.files_left():
                    messages.warning(
                        request,
                        f"Not deleted: {', '.join(left)}. Ask an operator; readers no "
                        "longer get it here.",
                    )
                opts = target._meta
                return HttpResponseRedirect(
                    reverse(f"admin:curation_{opts.model_name}_changelist")
                )
            why_not = "Too much time has passed since the first step. Begin again."
        elif form.is_valid():
            note = form.cleaned_data["note"]
            token = signing.dumps([target.pk, _user(request).pk, note], salt=SALT)
    return _ask(
        request,
        page,
        target,
        form,
        button="Remove for good" if token else "Go on",
        title=f"Remove {name} for privacy",
        crumb="Remove for privacy",
        means=[
            "The text of every version is emptied and the curators’ copy is deleted, "
            "with its rows, reviews and comments. The page that remains says that the "
            "case was removed, when, and by whom it was published.",
            "This cannot be undone, and the case cannot be published again.",
        ],
        reasons=[why_not] if why_not else [],
        template="remove",
        goes=removal.what_goes(target),
        remains=removal.REMAINS,
        token=token,
        note=note,
    )


def _read(token: str, target: Any, request: HttpRequest) -> str | None:
    """What was asked in the first step, if it was this person, case and hour."""
    try:
        pk, who, note = signing.loads(token, salt=SALT, max_age=SOON)
    except signing.BadSignature:
        return None
    return str(note) if (pk, who) == (target.pk, _user(request).pk) else None


# ── Details ───────────────────────────────────────────────────────────────────────


def _on_its_page(page: Any, view: View) -> Callable[..., HttpResponse]:
    def on_its_page(request: HttpRequest, pk: int) -> HttpResponse:
        target = page.get_object(request, str(pk))
        if target is None:
            raise Http404
        if not page.has_view_permission(request, target):
            raise PermissionDenied
        needed = removal.REMOVE if view is remove else standings.REVIEW
        if not request.user.has_perm(needed):
            raise PermissionDenied
        return view(request, page, target)

    return on_its_page


def _ask(
    request: HttpRequest,
    page: Any,
    target: Any,
    form: forms.Form,
    *,
    template: str = "withdrawal",
    **more: Any,
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": f"{more['button']} {_name(target)}",
        "target": target,
        "opts": page.model._meta,
        "back": page.address(target),
        "form": form,
        **more,
    }
    refused = request.method == "POST" and more["reasons"]
    return TemplateResponse(
        request,
        f"admin/workbench/{template}.html",
        context,
        status=409 if refused else 200,
    )


def _done(request: HttpRequest, page: Any, target: Any, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(page.address(target))


def _name(target: Any) -> str:
    """The public name, which must be typed."""
    return target.slug if isinstance(target, Article) else target.accession


def _user(request: HttpRequest) -> Any:
    return request.user
