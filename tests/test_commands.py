"""Every command says what it does and what it may be told, in the same way."""

from importlib import import_module

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

OURS = sorted(
    (app, name) for name, app in get_commands().items() if app.startswith("casebase.")
)
#: What stands for a value in the synopsis of a command.
STAND_INS = {"FOLDER", "FILE", "PATH", "N", "P", "S", "NUMBER:HASH", "USER"}


@pytest.fixture(params=OURS, ids=lambda one: one[1])
def parser(request):
    """Read a command's options as its user would."""
    app, name = request.param
    return load_command_class(app, name).create_parser("manage.py", name)


def options(parser):
    """Those that are not every command's."""
    known = BaseCommand().create_parser("manage.py", "any")
    usual = {one.dest for one in known._actions}
    return [one for one in parser._actions if one.dest not in usual]


def is_sentence(words):
    return words[:1].isupper() and words.endswith(".") and not words.isupper()


def test_it_says_what_it_does(parser):
    assert is_sentence(parser.description)


def test_it_says_what_it_may_be_told(parser):
    for option in options(parser):
        if option.help is not None:
            assert is_sentence(option.help), option.dest
        if isinstance(option.metavar, str):
            assert option.metavar in STAND_INS, option.dest


def test_each_module_says_what_it_is_for():
    for app, name in OURS:
        module = import_module(f"{app}.management.commands.{name}")
        assert is_sentence((module.__doc__ or "").splitlines()[0]), name
    assert len(OURS) > 15
