"""Who may do what: the groups `curator`, `reviewer` and `editor`, their permissions.

Django makes the rows of permissions after the last migration, so no migration can
count on them; and a migration would stay at the tables of its day. Therefore
`ensure_roles` makes the missing permissions itself and can be run at any time, as
often as one likes: `manage.py create_roles` after each update of the program, and
`create_development_accounts` on its own.
"""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from .merging import used_in

CURATOR, REVIEWER, EDITOR = "curator", "reviewer", "editor"
ROLES = (CURATOR, REVIEWER, EDITOR)

#: What editors alone do, by model: let people in, and look after their accounts.
PEOPLE = {
    "curator": ("view", "change"),
    "invitation": ("view", "add"),
    "intereststatement": ("view",),
    "attempt": (),
}

#: What readers send is seen to by every curator, and deleted by reviewers and editors.
FROM_READERS = ("readerreport", "suggestedpaper")

#: Reviews and edits are written by `workflow` alone.
NOT_CONTENT = (
    "contentedit",
    "review",
    "reviewremark",
    "reviewtick",
    "submission",
    "comment",
    "assignment",
    "samepersonanswer",
    "intakecount",
)
APPS = ("curation", "vocabulary")
ADD_INSTITUTION = "vocabulary.add_institution"
CHANGE_INSTITUTION = "vocabulary.change_institution"


@transaction.atomic
def ensure_roles() -> dict[str, Group]:
    """Make the groups with exactly their permissions; return them by name."""
    for label in APPS:
        config = apps.get_app_config(label)
        create_contenttypes(config, verbosity=0)
        create_permissions(config, verbosity=0)
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    for name, group in groups.items():
        group.permissions.set(_permissions(name))
    return groups


def _permissions(role: str) -> list[Permission]:
    """Curators write cases and propose words; reviewers also approve, and correct
    and accept words; editors also look after people and remove cases for privacy."""
    found = Permission.objects.filter(content_type__app_label__in=APPS).select_related(
        "content_type"
    )
    return [permission for permission in found if _may(role, permission)]


def _may(role: str, permission: Permission) -> bool:
    kind = permission.content_type
    verb = permission.codename.split("_", 1)[0]
    if kind.app_label == "vocabulary":
        return verb in (
            ("add", "view") if role == CURATOR else ("add", "view", "change")
        )
    if verb == "remove":
        return role == EDITOR
    if kind.model in PEOPLE:
        return role == EDITOR and verb in PEOPLE[kind.model]
    if kind.model == "review":
        return verb == "view" or (role != CURATOR and verb == "add")
    if kind.model in FROM_READERS:
        return verb in ("view", "change") or (verb == "delete" and role != CURATOR)
    if kind.model == "keptapart":
        return verb == "view" or role != CURATOR
    if kind.model in NOT_CONTENT:
        return verb == "view"
    return True


class Rights(ModelBackend):
    """What a person may do by their groups, and to what they added themselves."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Let a curator change an institution that they added, as long as nothing that
        was ever published names it."""
        if perm != CHANGE_INSTITUTION or obj is None:
            return super().has_perm(user_obj, perm, obj)
        if not user_obj.has_perm(ADD_INSTITUTION):
            return False
        added = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=str(obj.pk),
            action_flag=ADDITION,
            user=user_obj,
        )
        if not added.exists():
            return False
        return all(target.published_rev is None for target in used_in(obj))
