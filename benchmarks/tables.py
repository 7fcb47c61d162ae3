"""What came of a run, as tables in Markdown."""

from pathlib import Path
from typing import Any

Found = dict[str, Any]
#: All below it in the page is written anew by each run that is kept.
MARK = "<!-- Below: written by `make bench`. -->"
#: So many times tell the slowest hundredth.
ENOUGH = 50


def write(page: Path, told: str) -> None:
    """Put the tables into the page in place of those of the run before."""
    head, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"{page} does not say where the tables go: {MARK}")
    page.write_text(f"{head}{MARK}\n\n{told}", encoding="utf-8")


def markdown(found: Found) -> str:
    """Write all tables."""
    machine, versions = found["machine"], found["versions"]
    parts = [
        f"{found['ended'][:10]}, commit {found['commit']}, `{found['command']}`; "
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
    ours: Found = next((one["times"] for one in engines if one["name"] == "ours"), {})
    kinds = {"search": "Searches", "page": "Pages"}
    return [
        f"## {size['cases']:,} cases",
        f"Milliseconds, median (25th–75th percentile); {size['counted']} facets "
        "counted. –: no answer.",
        *(
            _table([title, "cases", *(e["title"] for e in shown)], _times(size, shown))
            for kind, title in kinds.items()
            if (shown := [e for e in engines if e["times"] and e["kind"] == kind])
        ),
        _table(list(SUMMARY), [_summary(engine, ours) for engine in engines]),
        "\n".join(f"- {engine['title']}: {engine['about']}" for engine in engines),
        _said("Not answered", engines, "stopped"),
        _said("Answered otherwise than by us", engines, "differs"),
    ]


def _times(size: Found, engines: list[Found]) -> list[list[str]]:
    return [
        [
            question["name"],
            f"{size['totals'].get(question['name'], 0):,}",
            *(_time(engine, question["name"]) for engine in engines),
        ]
        for question in size["questions"]
    ]


def _time(engine: Found, question: str) -> str:
    told = engine["times"].get(question)
    if told is None:
        return "–"
    if told["times"] == 1:
        return f"{_number(told['median'])} (once)"
    return f"{_number(told['median'])} ({_number(told['p25'])}–{_number(told['p75'])})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


SUMMARY = (
    "engine",
    "worst question",
    "median, ms",
    "p99",
    "CPU of its process",
    "worst / our worst",
    "least of any question / ours",
    "counts equal",
    "loaded, s",
    "ready, s",
    "MB",
    "of it when made ready",
)


def _summary(engine: Found, ours: Found) -> list[str]:
    times = engine["times"]
    if not times:
        return [engine["title"], "not run", *[""] * (len(SUMMARY) - 2)]
    question = max(times, key=lambda name: times[name]["median"])
    worst = times[question]
    least = [times[q]["median"] / ours[q]["median"] for q in times if q in ours]
    more = " or more" if engine["stopped"] else ""
    equal = sum(told for told, _ in engine["equal"].values())
    counted = sum(of for _, of in engine["equal"].values())
    return [
        engine["title"],
        question,
        _number(worst["median"]),
        _number(worst["p99"]) if worst["times"] >= ENOUGH else "",
        _number(engine["cpu"][question]["median"]),
        _number(worst["median"] / _worst(ours)) + more if ours else "",
        _number(min(least)) if least else "",
        f"{equal / counted:.1%}" if counted else "",
        f"{engine['loaded']:.1f}",
        f"{engine['opened']:.2f}",
        str(engine["megabytes"]),
        str(engine["grew"]),
    ]


def _worst(times: Found) -> float:
    return float(max(told["median"] for told in times.values()))


def _said(title: str, engines: list[Found], what: str) -> str:
    told = [
        f"- {engine['title']}: "
        + "; ".join(f"{q or 'as a whole'}: {why}" for q, why in engine[what].items())
        for engine in engines
        if engine[what]
    ]
    return "\n".join([f"{title}:", "", *told]) if told else ""


def _growth(sizes: list[Found]) -> str:
    worst = {
        size["cases"]: _worst(engine["times"])
        for size in sizes
        for engine in size["engines"]
        if engine["name"] == "ours" and engine["times"]
    }
    if len(worst) < 2:
        return ""
    least, most = min(worst), max(worst)
    return (
        f"From {least:,} to {most:,} cases our worst question grew from "
        f"{_number(worst[least])} to {_number(worst[most])} ms: "
        f"× {worst[most] / worst[least]:.1f}."
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
