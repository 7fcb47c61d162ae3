"""How often one address may ask in a minute: counted in files, over all processes.

Each question adds a byte to a file of its asker and minute. Appending is one step of
the kernel, and where it left off is the number of the question: exact however many
processes count, without a lock, and without a write to the database, where readers
have no right to write and would wait for whoever does (docs/adr/0014).
"""

import logging
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from casebase.askers import network

log = logging.getLogger(__name__)

MINUTE = 60
POLICY = "minute"


class PerMinute(BaseThrottle):
    """`CASEBASE_API_PER_MINUTE` questions from one address; 0 counts nothing."""

    clock: Callable[[], float] = staticmethod(time.time)
    left = MINUTE

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this question, and say whether it is still within the limit."""
        limit = settings.API_PER_MINUTE
        if not limit:
            return True
        minute, passed = divmod(int(self.clock()), MINUTE)
        self.left = MINUTE - passed
        try:
            number = count(request.META.get("REMOTE_ADDR", ""), minute)
        except OSError:
            # A full disk is no reason to keep the archive from its readers.
            log.exception("The API's limit cannot be counted.")
            return True
        request.rate_limit = {
            "RateLimit-Policy": f'"{POLICY}";q={limit};w={MINUTE}',
            "RateLimit": f'"{POLICY}";r={max(0, limit - number)};t={self.left}',
        }
        return number <= limit

    def wait(self) -> float:
        """Return how many seconds are left of this minute."""
        return self.left


def count(address: str, minute: int) -> int:
    """Add a question; return its number among those of its asker and minute."""
    home = settings.CASEBASE_DATA / "throttle"
    folder = home / str(minute)
    value = f"{minute} {network(address)}"
    file = folder / salted_hmac("casebase.api", value, algorithm="sha256").hexdigest()
    try:
        return _append(file)
    except FileNotFoundError:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _forget(home, before=minute - 1)
        return _append(file)


def _append(file: Path) -> int:
    """Add one byte; return how many there are up to and with it."""
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(opened, b".")
        # Not the size of the file, to which others may have added since.
        return os.lseek(opened, 0, os.SEEK_CUR)
    finally:
        os.close(opened)


def _forget(home: Path, *, before: int) -> None:
    """Remove what was counted in minutes past."""
    for folder in home.iterdir():
        if folder.name.isdigit() and int(folder.name) < before:
            shutil.rmtree(folder, ignore_errors=True)
