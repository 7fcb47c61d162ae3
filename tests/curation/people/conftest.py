"""An editor, a curator and a reviewer, and the second factor asked of everybody."""

from binascii import unhexlify

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from casebase.curation.people import statements
from tests import seed

PASSWORD = "a long enough password"


@pytest.fixture
def asks_for_codes(settings):
    """As every site outside development does."""
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def curator(db):
    return seed.person("ada", display_name="Ada", email="ada@example.org")


@pytest.fixture
def reviewer(db):
    return seed.person("grace", reviewer=True, display_name="Grace")


@pytest.fixture
def editor(db):
    person = seed.person("edith", display_name="Edith")
    person.groups.set([Group.objects.get(name="editor")])
    statements.make(person, "None.")
    return person


def has_app(person):
    """Set up an app for somebody, with one recovery code; return its device."""
    device = TOTPDevice.objects.create(user=person, name="app")
    spare = StaticDevice.objects.create(user=person, name="recovery codes")
    spare.token_set.create(token="abcdefgh")
    return device


def code(device):
    """What the app shows now."""
    return f"{totp(unhexlify(device.key)):06}"


def another(code):
    """A code that is not right."""
    return f"{(int(code) + 500_000) % 1_000_000:06}"


def log_in(client, username, password=PASSWORD, **more):
    """Type name and password."""
    return client.post(
        "/admin/login/", {"username": username, "password": password}, **more
    )


@pytest.fixture
def as_curator(curator):
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def as_editor(editor):
    client = Client()
    client.force_login(editor)
    return client
