"""The people who curate, for the editors who let them in and look after accounts.

Nobody sets another's password, makes an account for somebody or deletes one: people
come by invitation, choose passwords with a link, and are disabled. Whatever is done
stands in the log of the account, which its owner reads too.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.curation.models import Curator, InterestStatement, Invitation
from casebase.curation.people import invitations, log, mail, second_factor
from casebase.curation.people.joining import password_link
from casebase.curation.people.orcid import clean_orcid
from casebase.curation.people.sessions import end_sessions
from casebase.curation.people.showing import show
from casebase.curation.roles import ROLES

# The library would show everybody's secrets to superusers.
for device in (TOTPDevice, StaticDevice):
    admin.site.unregister(device)


@dataclass(frozen=True)
class Step:
    """Something an editor does with an account."""

    name: str
    button: str
    means: str
    did: str


STEPS = {
    step.name: step
    for step in (
        Step(
            "disable",
            "Disable",
            "Their open sessions end with the next click, and they cannot log in. What "
            "they wrote and reviewed stays. You can enable the account again.",
            "Account disabled.",
        ),
        Step(
            "enable",
            "Enable",
            "They can log in again, with their password and second factor of before.",
            "Account enabled.",
        ),
        Step(
            "reset-second-factor",
            "Reset the second factor",
            "For a lost telephone. Their app and recovery codes work no more, their "
            "sessions end, and they set up a new app after their next log-in. Make "
            "sure, by telephone or in person, that it is they who ask.",
            "Second factor reset.",
        ),
        Step(
            "new-password-link",
            "Make a link for a new password",
            "You are shown a link that you hand to them. It works once, for a day. "
            "Their present password stands until they choose another.",
            "Link for a new password made.",
        ),
    )
}


class PersonForm(forms.ModelForm):
    """What editors may correct of a person."""

    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=ROLES).order_by("pk"),
        label="Roles",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_orcid(self) -> str:
        """Refuse what is no iD, or has a slip in it."""
        return clean_orcid(self.cleaned_data["orcid"])


@admin.register(Curator)
class CuratorAdmin(admin.ModelAdmin):
    """People: their names as they stand in versions, their roles, how they stand."""

    form = PersonForm
    change_form_template = "admin/people/person.html"
    list_display = (
        "username",
        "display_name",
        "institution",
        "roles",
        "may_log_in",
        "second_factor",
        "statement_until",
    )
    list_filter = ("is_active", "groups")
    search_fields = ("username", "display_name", "institution")
    ordering = ("username",)
    fields = (
        "username",
        "display_name",
        "institution",
        "orcid",
        "email",
        "groups",
        "may_log_in",
        "second_factor",
        "statement_until",
        "last_login",
    )
    readonly_fields = (
        "username",
        "may_log_in",
        "second_factor",
        "statement_until",
        "last_login",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Curator]:
        """People with what the list says of each."""
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        statements = InterestStatement.objects.filter(person=OuterRef("pk"))
        return (
            super()
            .get_queryset(request)
            .annotate(
                has_device=Exists(devices),
                until=Subquery(statements.order_by("-pk").values("valid_until")[:1]),
            )
            .prefetch_related("groups")
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, under its name."""
        return super().changelist_view(
            request, {"title": "People", **(extra_context or {})}
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People come by invitation."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who has left is disabled: what they signed stays signed."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Operators' accounts are for operators."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    @admin.display(description="Roles")
    def roles(self, person: Curator) -> str:
        """Name the person's groups."""
        names = [group.name for group in person.groups.all()]
        return ", ".join([*sorted(names), *["operator"][: person.is_superuser]]) or "–"

    @admin.display(description="May log in", boolean=True)
    def may_log_in(self, person: Curator) -> bool:
        """Whether the account is enabled."""
        return person.is_active and person.is_staff

    @admin.display(description="Second factor", boolean=True)
    def second_factor(self, person: Any) -> bool:
        """Whether they have set up an app."""
        return bool(person.has_device)

    @admin.display(description="Statement of interests until")
    def statement_until(self, person: Any) -> str:
        """The last day on which they may approve."""
        return f"{person.until:%-d %B %Y}" if person.until else "none"

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and one for each step."""
        inside = self.admin_site.admin_view(self.take_step)
        ours = [
            path(
                f"<int:pk>/{name}/",
                inside,
                {"name": name},
                name=f"curation_curator_{name.replace('-', '_')}",
            )
            for name in STEPS
        ]
        return [*ours, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any):  # type: ignore[override]
        """Offer the steps that this account can take now."""
        person = kwargs.get("obj")
        may = person is not None and not _why_not(self, request, person)
        context["steps"] = _steps(person) if person and may else []
        context["title"], context["subtitle"] = str(person), None
        return super().render_change_form(request, context, **kwargs)

    def take_step(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """Say what will happen, do it, and write it down."""
        step = STEPS[name]
        person = self.get_object(request, str(pk))
        if person is None:
            raise Http404
        if why_not := _why_not(self, request, person):
            raise PermissionDenied(why_not)
        back = reverse("admin:curation_curator_change", args=[pk])
        title = f"{step.button}: {person}"
        if request.method != "POST":
            return show(request, "person_step", title, step=step, back=back)
        editor: Any = request.user
        log.note(editor, person, step.did)
        if name == "new-password-link":
            link = password_link(person)
            return show(
                request, "link", title, link=link, back=back, whom=person, days="a day"
            )
        _do(name, person)
        messages.success(request, f"{person}: {step.did[0].lower()}{step.did[1:]}")
        return HttpResponseRedirect(back)


def _steps(person: Curator) -> list[Step]:
    switch = "disable" if person.is_active else "enable"
    names = ["new-password-link", "reset-second-factor", switch]
    return [STEPS[name] for name in names]


def _why_not(page: CuratorAdmin, request: HttpRequest, person: Curator) -> str:
    if not page.has_change_permission(request, person):
        return "You may not change this account."
    if person.pk == request.user.pk:
        return "Another editor does this for your own account."
    return ""


def _do(name: str, person: Curator) -> None:
    if name == "reset-second-factor":
        second_factor.remove(person)
    else:
        Curator.objects.filter(pk=person.pk).update(is_active=name == "enable")
    end_sessions(person)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Invitations: who was asked to come, by whom, and whether they have."""

    add_form_template = "admin/people/invite.html"
    change_form_template = "admin/people/invitation.html"
    list_display = ("name", "email", "role", "standing", "invited_by", "expires_at")
    list_select_related = ("invited_by",)
    list_filter = ("role",)
    search_fields = ("name", "email")
    fields = ("name", "email", "role")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, under its name."""
        return super().changelist_view(
            request, {"title": "Invitations", **(extra_context or {})}
        )

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any):  # type: ignore[override]
        """Say what the page is for."""
        obj = kwargs.get("obj")
        context["title"] = f"Invitation of {obj.name}" if obj else "Invite somebody"
        context["subtitle"] = None
        return super().render_change_form(request, context, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Three boxes for a new one; all that is known of another."""
        more = ("standing", "invited_by", "invited_at", "expires_at", "accepted_by")
        return self.fields if obj is None else (*self.fields, *more)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An invitation is made, revoked or accepted, never rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays, as the answer to how somebody came in."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> Any:
        """Open it, and keep the link for the answer."""
        obj.invited_by = request.user
        obj.link = invitations.draw_link(obj)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> HttpResponse:
        """Show the link, now and never again."""
        return self._show_link(request, obj, obj.link)

    def get_urls(self) -> list[URLPattern]:
        """Django's addresses, and the two buttons."""
        inside = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/revoke/",
                inside(require_POST(self.revoke)),
                name="curation_invitation_revoke",
            ),
            path(
                "<int:pk>/new-link/",
                inside(require_POST(self.new_link)),
                name="curation_invitation_new_link",
            ),
            *super().get_urls(),
        ]

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let its link open nothing any more."""
        invitation = self._open_one(request, pk)
        invitations.revoke(invitation)
        self.log_change(request, invitation, "Revoked.")
        messages.success(request, f"The {invitation} is revoked.")
        return HttpResponseRedirect(reverse("admin:curation_invitation_changelist"))

    def new_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make another link; the one before opens nothing any more."""
        invitation = self._open_one(request, pk)
        link = invitations.draw_link(invitation)
        self.log_change(request, invitation, "New link made.")
        return self._show_link(request, invitation, link)

    def _open_one(self, request: HttpRequest, pk: int) -> Invitation:
        if not self.has_add_permission(request):
            raise PermissionDenied
        invitation = Invitation.objects.filter(pk=pk).first()
        if invitation is None or invitation.standing in ("accepted", "revoked"):
            raise Http404
        return invitation

    def _show_link(
        self, request: HttpRequest, invitation: Invitation, link: str
    ) -> HttpResponse:
        is_sent = mail.send(
            invitation.email, "Invitation to Casebase", mail.INVITATION, link=link
        )
        until = timezone.localtime(invitation.expires_at)
        return show(
            request,
            "link",
            f"Invite {invitation.name}",
            link=link,
            is_sent=is_sent,
            whom=invitation.name,
            days="seven days",
            until=until,
            back=reverse("admin:curation_invitation_changelist"),
        )
