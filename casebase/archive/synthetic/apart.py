"""How another process begins: nothing of Django may be imported before its setup."""

import pickle

import django


def begin(told: bytes) -> None:
    """Set Django up, then read what this process is told for all that it makes."""
    django.setup()
    from . import writing

    writing.begin(*pickle.loads(told))  # noqa: S301 - written by the process before
