"""Codes of an app beside the password, and recovery codes for a lost telephone."""

from binascii import unhexlify
from time import time

import segno
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from casebase.curation.models import Curator

RECOVERY_CODES = 10
#: Steps of 30 seconds that a telephone's clock may be off, either way.
TOLERANCE = 1


def has_device(person: Curator) -> bool:
    """Whether the person has set up an app."""
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists()


def codes_left(person: Curator) -> int:
    """Return how many recovery codes are unused."""
    return StaticToken.objects.filter(device__user=person).count()


def new_key() -> str:
    """Draw the secret that app and site will share, in hexadecimal."""
    return str(default_key())


def for_the_app(person: Curator, key: str) -> tuple[SafeString, str]:
    """Return the secret twice: as a picture (SVG) and in groups of four letters."""
    device = TOTPDevice(user=person, key=key)
    picture = segno.make(device.config_url, error="m").svg_inline(
        scale=4, border=4, dark="#000", light="#fff"
    )
    letters = device.config_url.split("secret=")[1].split("&")[0]
    grouped = " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))
    return mark_safe(picture), grouped


@transaction.atomic
def enrol(person: Curator, key: str, code: str) -> tuple[Device, list[str]] | None:
    """Set the app up if its code is right: the device, and new recovery codes.

    It takes the place of what was there before. None if the code is wrong.
    """
    device = TOTPDevice(user=person, key=key, name="app", tolerance=TOLERANCE)
    totp = TOTP(unhexlify(key), device.step, device.t0, device.digits)
    totp.time = time()
    if not code.isdecimal() or not totp.verify(int(code), TOLERANCE):
        return None
    remove(person)
    # The code that was just shown has been used.
    device.last_t = totp.t()
    device.save()
    return device, _draw_recovery_codes(person)


@transaction.atomic
def verify(person: Curator, typed: str) -> Device | None:
    """Return the device whose code was typed; a code is good once."""
    typed = "".join(typed.split()).replace("-", "").lower()
    model = TOTPDevice if len(typed) == 6 and typed.isdecimal() else StaticDevice
    for device in model.objects.select_for_update().filter(user=person, confirmed=True):
        if device.verify_token(typed):
            return device
    return None


@transaction.atomic
def remove(person: Curator) -> None:
    """Forget the app and the recovery codes: the person sets them up anew."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()


def _draw_recovery_codes(person: Curator) -> list[str]:
    device = StaticDevice.objects.create(user=person, name="recovery codes")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    device.token_set.bulk_create(StaticToken(device=device, token=t) for t in codes)
    return [f"{code[:4]} {code[4:]}" for code in codes]
