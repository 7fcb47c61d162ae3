"""Versions are never changed: the database itself refuses, on both databases.

On SQLite `INSERT OR REPLACE` deletes unseen unless `recursive_triggers` is on *and* a
BEFORE INSERT trigger looks. The one change allowed is the privacy purge: the document
becomes empty and `purged` true, the reason may become empty, all else stays. A record
keeps its name and key and is never deleted; a frozen selection stays as it is. A
superuser of the database can bypass all this (docs/operating.md).
"""

from django.db.backends.base.base import BaseDatabaseWrapper

from . import triggers
from .triggers import Trigger, refuse

VERSION, RECORD = "archive_version", "archive_record"
SELECTION = "archive_selection"
KEPT = "Versions in the archive are never changed or deleted."
FROZEN_LIST = "A frozen selection is never changed or deleted."
NAMED = "A record of the archive keeps its name and is never deleted."

#: Every column of a version but those that a purge changes.
FROZEN = (
    "id",
    "record_id",
    "number",
    "sha256",
    "published_at",
    "published_by",
    "submitted_by",
    "reviewed_by",
    "review_basis",
    "archive_version",
    "withdrawn",
    "withdraw_reason",
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place."""
    triggers.install(connection, _triggers(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    triggers.remove(connection, _triggers(connection.vendor))


def present(connection: BaseDatabaseWrapper) -> dict[str, bool]:
    """Return for each trigger's name whether it stands."""
    return triggers.present(connection, _triggers(connection.vendor))


def _triggers(vendor: str) -> list[Trigger]:
    return _postgresql() if vendor == "postgresql" else _sqlite()


def _not_a_purge(same: str) -> str:
    kept = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in FROZEN)
    emptied = f"(NEW.reason = '' OR NEW.reason {same} OLD.reason)"
    return (
        f"NOT (NEW.purged AND NEW.document = '' AND NOT OLD.purged AND {emptied} "
        f"AND {kept})"
    )


RENAMED = "NEW.name <> OLD.name OR NEW.key <> OLD.key OR NEW.id <> OLD.id"


def _postgresql() -> list[Trigger]:
    keep, name = refuse("postgresql", KEPT), refuse("postgresql", NAMED)
    frozen = refuse("postgresql", FROZEN_LIST)
    not_a_purge = _not_a_purge("IS NOT DISTINCT FROM")
    return [
        Trigger(
            f"{VERSION}_keeps",
            VERSION,
            "BEFORE UPDATE OR DELETE",
            f"IF TG_OP = 'DELETE' THEN {keep} END IF; "
            f"IF {not_a_purge} THEN {keep} END IF; RETURN NEW;",
        ),
        Trigger(
            f"{VERSION}_keeps_all", VERSION, "BEFORE TRUNCATE", keep, per="STATEMENT"
        ),
        Trigger(
            f"{RECORD}_keeps",
            RECORD,
            "BEFORE UPDATE OR DELETE",
            f"IF TG_OP = 'DELETE' THEN {name} END IF; "
            f"IF {RENAMED} THEN {name} END IF; RETURN NEW;",
        ),
        Trigger(
            f"{RECORD}_keeps_all", RECORD, "BEFORE TRUNCATE", name, per="STATEMENT"
        ),
        Trigger(f"{SELECTION}_keeps", SELECTION, "BEFORE UPDATE OR DELETE", frozen),
        Trigger(
            f"{SELECTION}_keeps_all",
            SELECTION,
            "BEFORE TRUNCATE",
            frozen,
            per="STATEMENT",
        ),
    ]


def _sqlite() -> list[Trigger]:
    keep, name = refuse("sqlite", KEPT), refuse("sqlite", NAMED)
    frozen = refuse("sqlite", FROZEN_LIST)
    there = (
        f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = NEW.id "
        "OR (v.record_id = NEW.record_id AND v.number = NEW.number) "
        "OR v.archive_version = NEW.archive_version)"
    )
    named = (
        f"EXISTS (SELECT 1 FROM {RECORD} r WHERE r.id = NEW.id "
        "OR r.name = NEW.name OR r.key = NEW.key)"
    )
    held = (
        f"EXISTS (SELECT 1 FROM {SELECTION} s WHERE s.id = NEW.id "
        "OR s.name = NEW.name OR s.checksum = NEW.checksum)"
    )
    return [
        Trigger(f"{VERSION}_keeps_insert", VERSION, "BEFORE INSERT", keep, there),
        Trigger(
            f"{VERSION}_keeps_update",
            VERSION,
            "BEFORE UPDATE",
            keep,
            _not_a_purge("IS"),
        ),
        Trigger(f"{VERSION}_keeps_delete", VERSION, "BEFORE DELETE", keep),
        Trigger(f"{RECORD}_keeps_insert", RECORD, "BEFORE INSERT", name, named),
        Trigger(f"{RECORD}_keeps_update", RECORD, "BEFORE UPDATE", name, RENAMED),
        Trigger(f"{RECORD}_keeps_delete", RECORD, "BEFORE DELETE", name),
        Trigger(f"{SELECTION}_keeps_insert", SELECTION, "BEFORE INSERT", frozen, held),
        Trigger(f"{SELECTION}_keeps_update", SELECTION, "BEFORE UPDATE", frozen),
        Trigger(f"{SELECTION}_keeps_delete", SELECTION, "BEFORE DELETE", frozen),
    ]
