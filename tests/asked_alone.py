"""A site in a process of its own, with settings of its own, asked as a server would."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

PROGRAM = """
import json, sys, django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
told = {"answers": {}}
for asked in json.loads(input()):
    method, address = asked.split()
    answer = client.generic(method, address, secure=True)
    told["answers"][asked] = {
        "status": answer.status_code,
        "headers": dict(answer.headers),
        "cookies": len(answer.cookies),
        "body": answer.getvalue().decode(),
    }
"""


def ask(
    asked: Iterable[str], environment: Mapping[str, str], then: str = ""
) -> dict[str, Any]:
    """Ask for "GET /" and the like; return `told`, to which `then` may add.

    The process is given nothing but this environment.
    """
    needed = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "casebase.settings",
    }
    program = f"{PROGRAM}{then}\nprint(json.dumps(told))"
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        input=json.dumps([*asked]),
        env={**needed, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return told
