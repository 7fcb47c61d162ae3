"""The first editor of a new site, who then invites the others."""

from typing import Any

from django.core.management.base import BaseCommand

from casebase.curation.models import Invitation
from casebase.curation.people import invitations


class Command(BaseCommand):
    """Invite an editor and print the link, for an operator to hand over."""

    help = (
        "Invite an editor: prints a link with which they make their account, once, "
        "within seven days."
    )

    def add_arguments(self, parser: Any) -> None:
        """The name, and the address that the account will have."""
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the invitation."""
        invitation = Invitation(
            name=options["name"],
            email=options["email"],
            role=Invitation.Role.EDITOR,
        )
        invitation.full_clean(exclude=["nonce", "expires_at"])
        self.stdout.write(invitations.draw_link(invitation))
