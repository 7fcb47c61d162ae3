"""Pages for people who are not known yet: an invitation, a new password."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlencode, urlsafe_base64_encode

from casebase.curation.models import Curator

from . import attempts, invitations, log, mail
from .forms import AddressForm, JoinForm, NewPassword
from .sessions import end_sessions
from .showing import show

TAKEN = "Somebody has this user name."


def join(request: HttpRequest, token: str) -> HttpResponse:
    """Make the account that an invitation opens, and go on to the second factor."""
    try:
        invitation = invitations.read_link(token)
    except invitations.Closed as closed:
        return _closed(request, str(closed))
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        initial={"display_name": invitation.name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = invitations.accept(
                token, lambda: cast(Curator, form.save(commit=False))
            )
        except invitations.Closed as closed:
            return _closed(request, str(closed))
        except IntegrityError:  # somebody took the name at this moment
            form.add_error("username", TAKEN)
        else:
            log.note(invitation.invited_by or person, person, "Joined by invitation.")
            login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
            after = reverse("admin:statement")
            if settings.REQUIRE_SECOND_FACTOR:
                after = f"{reverse('admin:enrol')}?{urlencode({'next': after})}"
            return HttpResponseRedirect(after)
    return show(request, "join", "Make your account", form=form, invitation=invitation)


def password(request: HttpRequest) -> HttpResponse:
    """Send a link for a new password, or say who hands one over.

    The answer is the same whether somebody has the address or not.
    """
    title = "A new password"
    if not settings.MAIL_IS_CONFIGURED:
        return show(request, "password", title)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["email"]
        try:
            attempts.begin(attempts.MAIL, typed, request)
        except attempts.TooMany as refusal:
            form.add_error("email", str(refusal))
        else:
            people = Curator.objects.filter(
                email__iexact=typed, is_active=True, is_staff=True
            )
            for person in people:
                mail.send_apart(
                    person.email,
                    "A new password",
                    mail.NEW_PASSWORD,
                    username=person.username,
                    link=password_link(person),
                )
            return show(request, "password", title, is_sent=True)
    return show(request, "password", title, form=form)


def password_link(person: Curator) -> str:
    """Return the signed link with which the person chooses a new password.

    It works once, for a day, and not after the person has logged in meanwhile.
    """
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return settings.PUBLIC_URL + reverse("admin:new_password", args=[uid, token])


class ChooseNewPassword(PasswordResetConfirmView):
    """The page behind such a link."""

    form_class = NewPassword
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, and end whatever is open with the old one."""
        response = super().form_valid(form)
        end_sessions(form.user)
        log.note(form.user, form.user, "New password chosen with a link.")
        messages.success(self.request, "Your password is changed. Log in with it.")
        return response

    def render_to_response(self, context: Any, **kwargs: Any) -> Any:
        """Show the form, or that the link is not good."""
        if not context["validlink"]:
            sentence = (
                "This link is not good any more. It works once, for a day. Ask for a "
                "new one."
            )
            return _closed(self.request, sentence)
        title = "Choose a new password"
        return show(self.request, "new_password", title, form=context["form"])


def _closed(request: HttpRequest, sentence: str) -> HttpResponse:
    title = "This link is closed"
    return show(request, "closed", title, status=410, sentence=sentence)
