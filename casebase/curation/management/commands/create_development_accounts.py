"""A curator, a reviewer and an editor for trying the software on one's own machine."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from casebase.curation.models import Curator
from casebase.curation.people import statements
from casebase.curation.roles import ROLES, ensure_roles

FILE = "development-accounts.txt"
STATEMENT = "None: this is an account for development, and nobody's."


class Command(BaseCommand):
    """Create the accounts once; later runs keep them and print them again."""

    help = "Create an account for each role; development only."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, keep what is there, print the log-ins."""
        if not settings.DEVELOPMENT:
            raise CommandError(
                "Development accounts are for development. In production create "
                "each person's own account, and put it into a group."
            )
        groups = ensure_roles()
        kept = read(accounts_file())
        accounts = []
        for role in ROLES:
            name, password = kept.get(role, (role, secrets.token_urlsafe(15)))
            account, is_new = Curator.objects.get_or_create(
                username=name,
                defaults={"is_staff": True, "display_name": f"Development {role}"},
            )
            if is_new or role not in kept:
                account.set_password(password)
                account.save()
            account.groups.set([groups[role]])
            if statements.why_not(account):
                statements.make(account, STATEMENT)
            accounts.append((role, name, password))
        lines = [" ".join(account) for account in accounts]
        if set(kept) != set(ROLES):
            write(accounts_file(), lines)
        for line in lines:
            self.stdout.write(line)


def accounts_file() -> Path:
    """Return where the log-ins are kept."""
    return Path(settings.CASEBASE_DATA) / FILE


def read(file: Path) -> dict[str, tuple[str, str]]:
    """Return name and password of each role in the file."""
    if not file.exists():
        return {}
    lines = [line.split(" ") for line in file.read_text().splitlines()]
    return {line[0]: (line[1], line[2]) for line in lines if len(line) == 3}


def write(file: Path, lines: list[str]) -> None:
    """Write the file so that nobody else on the machine reads it, at no moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as opened:
        opened.write("\n".join(lines) + "\n")
