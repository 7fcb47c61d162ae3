"""The database's own part in review: it refuses what `workflow` refuses.

* Any change of content bumps `content_rev` of the patient or article and ends an
  approval or a review that was under way.
* `approved` needs a review of exactly this revision, by somebody who neither
  submitted it nor edited it since the last published version, and no return after it.
* Reviews, edits, submissions, ticks and comments are added, never changed; of published
  content never deleted. Of the audit trail nothing is ever deleted.

The database cannot tell which person stands behind raw SQL: somebody who may write SQL
as the app can still add a review in another's name (docs/operating.md names the limit).

SQLite drops the triggers of a table that a migration rebuilds, without a word; so a
migration that alters one of these tables ends with `install`, and `check_archive` and
a test look whether all are there.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

from casebase.archive import triggers
from casebase.archive.triggers import Trigger, refuse

EDIT, REVIEW = "curation_contentedit", "curation_review"
SUBMISSION, TICK = "curation_submission", "curation_reviewtick"
COMMENT = "curation_comment"
AUDIT = "curation_auditentry"
#: Rows are added here, never changed.
KEPT_TABLES = (REVIEW, EDIT, SUBMISSION, TICK, COMMENT)
PG, LITE = "postgresql", "sqlite"
#: Tables that name a patient or an article and are no part of what is published.
BESIDE = {
    *KEPT_TABLES,
    "curation_paperpage",
    "curation_assignment",
}
#: Columns that say how the content stands, not what it is.
STANDING = {
    "id",
    "status",
    "submitted_by_id",
    "submitted_at",
    "content_rev",
    "published_rev",
    "accession",
    "version",
    "created_at",
    "created_by_id",
    "updated_at",
    "updated_by_id",
}
ENDED = "CASE WHEN status IN ('approved', 'in_review') THEN 'draft' ELSE status END"

STALE = "An approval needs a review of the content as it stands now, by somebody else."
OWN = "Nobody approves what they submitted or edited."
KEPT = "Reviews and edits are never changed."
TRAIL = "The audit trail is never changed."
BACK = "A revision never goes back."


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in its place; harmless when repeated."""
    triggers.install(connection, _triggers(connection.vendor))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away."""
    triggers.remove(connection, _triggers(connection.vendor))


def present(connection: BaseDatabaseWrapper) -> dict[str, bool]:
    """Return for each trigger's name whether it stands."""
    return triggers.present(connection, _triggers(connection.vendor))


# ── What each trigger does ────────────────────────────────────────────────────────


def _triggers(vendor: str) -> Iterator[Trigger]:
    is_postgres = vendor == "postgresql"
    for target in ("patient", "article"):
        for table in _rows_of(target):
            yield from (_bump_postgres if is_postgres else _bump_sqlite)(table, target)
        yield from (_guard_postgres if is_postgres else _guard_sqlite)(target)
    yield from (_kept_postgres if is_postgres else _kept_sqlite)()


def _rows_of(target: str) -> list[str]:
    """Return the tables whose rows hang on a patient or article by its id."""
    column = f"{target}_id"
    tables = [
        model._meta.db_table
        for model in apps.get_app_config("curation").get_models(
            include_auto_created=True
        )
        if any(field.column == column for field in model._meta.concrete_fields)
    ]
    other = BESIDE if target == "patient" else BESIDE | {"curation_patientsource"}
    return sorted(set(tables) - other)


def _bump(target: str, which: str) -> str:
    return (
        f"UPDATE curation_{target} SET content_rev = content_rev + 1, status = {ENDED} "
        f"WHERE id = {which}.{target}_id;"
    )


def _bump_postgres(table: str, target: str) -> Iterator[Trigger]:
    yield Trigger(
        f"{table}_bumps_{target}",
        table,
        "AFTER INSERT OR UPDATE OR DELETE",
        f"IF TG_OP <> 'DELETE' THEN {_bump(target, 'NEW')} END IF; "
        f"IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND "
        f"OLD.{target}_id <> NEW.{target}_id) THEN {_bump(target, 'OLD')} END IF; "
        "RETURN NULL;",
    )


def _bump_sqlite(table: str, target: str) -> Iterator[Trigger]:
    new, old = _bump(target, "NEW"), _bump(target, "OLD")
    name = f"{table}_bumps_{target}"
    yield Trigger(f"{name}_insert", table, "AFTER INSERT", new)
    yield Trigger(f"{name}_update", table, "AFTER UPDATE", new + old)
    yield Trigger(f"{name}_delete", table, "AFTER DELETE", old)


def _reviewed(target: str) -> str:
    """The condition that somebody else approved just this revision, and that nobody
    returned it since."""
    return (
        f"EXISTS (SELECT 1 FROM {REVIEW} r WHERE r.{target}_id = NEW.id "
        "AND r.decision = 'approved' AND r.content_rev = NEW.content_rev "
        "AND r.reviewer_id <> COALESCE(NEW.submitted_by_id, -1) "
        f"AND NOT EXISTS (SELECT 1 FROM {REVIEW} later WHERE "
        f"later.{target}_id = NEW.id AND later.id > r.id "
        "AND later.decision <> 'approved') "
        f"AND NOT EXISTS (SELECT 1 FROM {EDIT} e WHERE e.{target}_id = NEW.id "
        "AND e.user_id = r.reviewer_id "
        "AND e.content_rev > COALESCE(NEW.published_rev, -1)))"
    )


def _content(target: str) -> list[str]:
    fields = apps.get_model("curation", target)._meta.concrete_fields
    return [field.column for field in fields if field.column not in STANDING]


def _guard_postgres(target: str) -> Iterator[Trigger]:
    old = ", ".join(f'OLD."{column}"' for column in _content(target))
    new = ", ".join(f'NEW."{column}"' for column in _content(target))
    yield Trigger(
        f"curation_{target}_guards_standing",
        f"curation_{target}",
        "BEFORE INSERT OR UPDATE",
        f"IF TG_OP = 'INSERT' THEN IF NEW.status <> 'draft' THEN {refuse(PG, STALE)} "
        "END IF; RETURN NEW; END IF; "
        f"IF NEW.content_rev < OLD.content_rev THEN {refuse(PG, BACK)} END IF; "
        f"IF ROW({old}) IS DISTINCT FROM ROW({new}) THEN "
        "NEW.content_rev := OLD.content_rev + 1; "
        "IF NEW.status IN ('approved', 'in_review') THEN NEW.status := 'draft'; "
        "END IF; END IF; "
        "IF NEW.status = 'approved' AND OLD.status <> 'approved' "
        f"AND NOT {_reviewed(target)} THEN {refuse(PG, STALE)} END IF; RETURN NEW;",
    )


def _guard_sqlite(target: str) -> Iterator[Trigger]:
    table = f"curation_{target}"
    columns = _content(target)
    changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    listed = ", ".join(f'"{name}"' for name in columns)
    yield Trigger(
        f"{table}_guards_insert",
        table,
        "BEFORE INSERT",
        refuse(LITE, STALE),
        "NEW.status <> 'draft'",
    )
    yield Trigger(
        f"{table}_guards_revision",
        table,
        "BEFORE UPDATE OF content_rev",
        refuse(LITE, BACK),
        "NEW.content_rev < OLD.content_rev",
    )
    yield Trigger(
        f"{table}_guards_status",
        table,
        "BEFORE UPDATE OF status",
        refuse(LITE, STALE),
        "NEW.status = 'approved' AND OLD.status <> 'approved' "
        f"AND NOT {_reviewed(target)}",
    )
    yield Trigger(
        f"{table}_bumps_itself",
        table,
        f"AFTER UPDATE OF {listed}",
        f"UPDATE {table} SET content_rev = content_rev + 1, status = {ENDED} "
        "WHERE id = NEW.id;",
        changed,
    )


def _stale_review() -> str:
    """The condition that a new approval is not of a submission as it stands now."""
    current = " OR ".join(
        f"EXISTS (SELECT 1 FROM curation_{target} t WHERE t.id = NEW.{target}_id "
        "AND t.content_rev = NEW.content_rev AND t.status = 'in_review' "
        "AND COALESCE(t.submitted_by_id, -1) <> NEW.reviewer_id)"
        for target in ("patient", "article")
    )
    return f"NOT ({current})"


def _own_review() -> str:
    """The condition that the reviewer wrote some of what would be published."""
    edited = " OR ".join(
        f"EXISTS (SELECT 1 FROM {EDIT} e JOIN curation_{target} t "
        f"ON t.id = e.{target}_id WHERE t.id = NEW.{target}_id "
        "AND e.user_id = NEW.reviewer_id "
        "AND e.content_rev > COALESCE(t.published_rev, -1))"
        for target in ("patient", "article")
    )
    along = (
        f"EXISTS (SELECT 1 FROM curation_patientsource s JOIN curation_article a "
        f"ON a.id = s.article_id JOIN {EDIT} e ON e.article_id = a.id "
        "WHERE s.patient_id = NEW.patient_id AND a.published_rev IS NULL "
        "AND e.user_id = NEW.reviewer_id)"
    )
    return f"{edited} OR {along}"


def _published() -> str:
    return (
        "EXISTS (SELECT 1 FROM curation_patient t WHERE t.id = OLD.patient_id "
        "AND t.accession <> '') OR EXISTS (SELECT 1 FROM curation_article t "
        "WHERE t.id = OLD.article_id AND t.published_rev IS NOT NULL)"
    )


def _kept_postgres() -> Iterator[Trigger]:
    yield Trigger(
        f"{REVIEW}_guards_approval",
        REVIEW,
        "BEFORE INSERT",
        f"IF NEW.decision = 'approved' THEN IF {_stale_review()} THEN "
        f"{refuse(PG, STALE)} END IF; IF {_own_review()} THEN {refuse(PG, OWN)} "
        "END IF; END IF; RETURN NEW;",
    )
    for table in KEPT_TABLES:
        yield Trigger(
            f"{table}_keeps",
            table,
            "BEFORE UPDATE OR DELETE",
            f"IF TG_OP = 'UPDATE' THEN {refuse(PG, KEPT)} END IF; "
            f"IF {_published()} THEN {refuse(PG, KEPT)} END IF; RETURN OLD;",
        )
    trail = refuse(PG, TRAIL)
    yield Trigger(f"{AUDIT}_keeps", AUDIT, "BEFORE UPDATE OR DELETE", trail)
    yield Trigger(
        f"{AUDIT}_keeps_all", AUDIT, "BEFORE TRUNCATE", trail, per="STATEMENT"
    )


def _kept_sqlite() -> Iterator[Trigger]:
    approval = "NEW.decision = 'approved'"
    yield Trigger(
        f"{REVIEW}_guards_approval",
        REVIEW,
        "BEFORE INSERT",
        refuse(LITE, STALE),
        f"{approval} AND {_stale_review()}",
    )
    yield Trigger(
        f"{REVIEW}_guards_own",
        REVIEW,
        "BEFORE INSERT",
        refuse(LITE, OWN),
        f"{approval} AND ({_own_review()})",
    )
    for table in KEPT_TABLES:
        kept = refuse(LITE, KEPT)
        yield Trigger(f"{table}_keeps_update", table, "BEFORE UPDATE", kept)
        yield Trigger(
            f"{table}_keeps_delete", table, "BEFORE DELETE", kept, _published()
        )
    trail = refuse(LITE, TRAIL)
    there = f"EXISTS (SELECT 1 FROM {AUDIT} e WHERE e.number = NEW.number)"
    yield Trigger(f"{AUDIT}_keeps_insert", AUDIT, "BEFORE INSERT", trail, there)
    yield Trigger(f"{AUDIT}_keeps_update", AUDIT, "BEFORE UPDATE", trail)
    yield Trigger(f"{AUDIT}_keeps_delete", AUDIT, "BEFORE DELETE", trail)
