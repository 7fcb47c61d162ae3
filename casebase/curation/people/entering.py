"""The second step of the log-in: a code; and setting up the app that makes them."""

from typing import Any

import django_otp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django_otp.plugins.otp_static.models import StaticDevice

from casebase.curation import audit

from . import attempts, log
from . import second_factor as factor
from .forms import CodeForm
from .showing import next_page, show

ENROLLING = "enrolling"
WRONG = "This code is not right, or it was used before."


def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code, and go on to where the person wanted to go."""
    person: Any = request.user
    wanted = next_page(request)
    if person.is_verified():
        return HttpResponseRedirect(wanted)
    if not factor.has_device(person):
        query = urlencode({"next": wanted})
        return HttpResponseRedirect(f"{reverse('admin:enrol')}?{query}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            attempt = attempts.begin(attempts.CODE, person.username, request)
        except attempts.TooMany as refusal:
            form.add_error("code", str(refusal))
        else:
            device = factor.verify(person, form.cleaned_data["code"])
            if device:
                attempts.succeed(attempt)
                _let_in(request, device)
                return HttpResponseRedirect(wanted)
            audit.note(person, "Gave a code that was not right.")
            form.add_error("code", WRONG)
    return show(request, "code", "Your code", form=form, next=wanted)


def enrol(request: HttpRequest) -> HttpResponse:
    """Show the secret to an app, and take the first code as proof that it has it."""
    person: Any = request.user
    wanted = next_page(request)
    if factor.has_device(person) and not person.is_verified():
        # Who has only the password may not put another telephone in the place.
        query = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('admin:second_factor')}?{query}")
    key = request.session.setdefault(ENROLLING, factor.new_key())
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = "".join(form.cleaned_data["code"].split())
        if enrolled := factor.enrol(person, key, code):
            device, codes = enrolled
            del request.session[ENROLLING]
            _let_in(request, device)
            log.note(person, person, "Second factor set up.")
            title = "Your recovery codes"
            return show(request, "recovery_codes", title, codes=codes, next=wanted)
        form.add_error("code", WRONG)
    picture, letters = factor.for_the_app(person, key)
    return show(
        request,
        "enrol",
        "Set up your second factor",
        form=form,
        next=wanted,
        picture=picture,
        letters=letters,
    )


def _let_in(request: HttpRequest, device: Any) -> None:
    # Whoever saw the session before the code was given has nothing of it now.
    request.session.cycle_key()
    django_otp.login(request, device)
    audit.note(device.user, "Logged in with a second factor.")
    if isinstance(device, StaticDevice):
        left = factor.codes_left(device.user)
        messages.warning(
            request,
            f"You used a recovery code; {left} are left. Set up your app again on "
            "“Your account” if your telephone is lost.",
        )
