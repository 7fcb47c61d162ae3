"""Logs: one JSON object a line; what happened, never the content of a record.

Of an exception its kind and its place in the code are written, and not its words: they
may quote what somebody typed, or a key of the database. Of a request the route is
written, and not its address: that may hold what was searched for, or a secret link.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from casebase.archive.unreachable import state_of

#: Number of the request that this thread answers; empty outside of one.
request_id: ContextVar[str] = ContextVar("casebase_request_id", default="")

OURS = "casebase"


def configured(level: str, form: str) -> dict[str, Any]:
    """Return LOGGING: all to stderr, `json` for programs or `line` for a person."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "casebase.logs.Json"},
            "line": {
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": form,
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # Django would write to stderr a second time, and mail whole requests.
            "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
            "django.server": {"handlers": ["stderr"], "propagate": False},
            # Anybody can cause these by the thousand; they are answered, not told.
            "django.request": {"level": "ERROR"},
            # Without a handler Python would write it with all its words.
            "django.security.DisallowedHost": {
                "handlers": ["nowhere"],
                "propagate": False,
            },
            "casebase": {
                "handlers": ["stderr"],
                "level": level,
                "propagate": False,
            },
        },
    }


class Json(logging.Formatter):
    """One line for a program to read."""

    def format(self, record: logging.LogRecord) -> str:
        """Write when, how grave, where, what; the request, and the exception."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "said": said(record),
        }
        if number := request_id.get():
            told["request_id"] = number
        if request := getattr(record, "request", None):
            match = getattr(request, "resolver_match", None)
            told["method"] = getattr(request, "method", "")
            told["route"] = match.route if match else ""
        if status := getattr(record, "status_code", None):
            told["status"] = status
        if record.exc_info and record.exc_info[1]:
            told |= _told_of(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def said(record: logging.LogRecord) -> str:
    """Return the message; of others' without what they would put into it."""
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    return str(record.msg)


def _told_of(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    told: dict[str, Any] = {"error": f"{kind.__module__}.{kind.__qualname__}"}
    if state := state_of(error):
        told["state"] = state
    if error.__cause__:
        told["cause"] = type(error.__cause__).__qualname__
    told["at_line"] = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return told
