"""What an SQL statement reaches for, judged by its words: pure functions of a text.

The second look, where the database itself cannot tell a reader from a curator. It
fails closed: what it does not recognise as reading `archive_*` is refused.
"""

import re
from functools import cache, lru_cache

from django.apps import apps

OURS = "archive_"
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_READS = re.compile(
    r"\s*(?:\(\s*)*(?:SELECT|WITH|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|BEGIN)\b", re.I
)
_CHANGES = re.compile(
    r"\b(?:INSERT|INTO|UPDATE|DELETE|MERGE|TRUNCATE|CREATE|ALTER|DROP|GRANT"
    r"|COPY|CALL|ATTACH|PRAGMA|VACUUM|LOCK)\b",
    re.I,
)
_WORD = re.compile(r"\w+")
_NAME = r'(?:"[^"]+"|[A-Za-z_]\w*)'
_SOURCE = re.compile(
    rf"\b(?:FROM|JOIN)\s+(?:ONLY\s+)?({_NAME}(?:\s*\.\s*{_NAME})*)", re.I
)
_ALIAS = re.compile(rf'"?{OURS}\w+"?\s+(?:AS\s+)?({_NAME})', re.I)
_COMMON = re.compile(rf"(?:\bWITH\s+(?:RECURSIVE\s+)?|,\s*)({_NAME})\s+AS\s*\(", re.I)


@cache
def other_tables() -> frozenset[str]:
    """Every table of the project that is not of the archive."""
    tables = {
        model._meta.db_table for model in apps.get_models(include_auto_created=True)
    }
    return frozenset(table for table in tables if not table.startswith(OURS)) | {
        "django_migrations",
        "sqlite_master",
        "sqlite_schema",
    }


def outside_the_archive(sql: str) -> str:
    """Say what a statement would do that readers do not; empty when it may run."""
    return _judged(str(sql))


@lru_cache(maxsize=2_000)  # a page asks few statements, with other values
def _judged(text: str) -> str:
    if named := other_tables() & set(_WORD.findall(text.lower())):
        return f"read {', '.join(sorted(named))}"
    text = _COMMENT.sub(" ", _LITERAL.sub("''", text))
    if not _READS.match(text) or _CHANGES.search(text):
        return f"run {text.strip()[:60]}"
    known = {_plain(name) for name in (*_ALIAS.findall(text), *_COMMON.findall(text))}
    for source in _SOURCE.findall(text):
        parts = [_plain(part) for part in source.split(".")]
        if not any(part.startswith(OURS) or part in known for part in parts):
            return f"read {'.'.join(parts)}"
    return ""


def _plain(name: str) -> str:
    return name.strip().strip('"').lower()
