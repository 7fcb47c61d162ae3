"""Make the groups of people who curate. Harmless when repeated."""

from typing import Any

from django.core.management.base import BaseCommand

from casebase.curation.roles import ensure_roles


class Command(BaseCommand):
    """Create or update the groups."""

    help = (
        "Create the groups curator, reviewer and editor, or bring their permissions "
        "up to date."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them and say so."""
        for group in ensure_roles().values():
            count = group.permissions.count()
            self.stdout.write(f"{group.name}: {count} permissions")
