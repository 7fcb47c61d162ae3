"""An engine in a process of its own, which is told what to do line by line.

What is timed is timed here, so that the way to and from this process costs nothing.
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from benchmarks.data import Data
from benchmarks.engines import ENGINES
from benchmarks.engines.base import Engine, Place
from benchmarks.questions import Question


def kind_of(name: str) -> type[Engine]:
    """Return the class of an engine."""
    module, kind = ENGINES[name].split(":")
    found: type[Engine] = getattr(import_module(f"benchmarks.engines.{module}"), kind)
    return found


def do(engine: Engine, data: Data, told: dict[str, Any]) -> dict[str, Any]:
    """Do one thing; say how many seconds it took, and what came of it."""
    if told["do"] == "ask":
        engine.ready(told["question"])
    began, cpu = perf_counter(), process_time()
    if told["do"] == "load":
        engine.load(data)
    elif told["do"] == "open":
        engine.open(data)
    else:
        said = engine.ask(told["question"])
        took = {"seconds": perf_counter() - began, "cpu": process_time() - cpu}
        found = asdict(engine.answer(said)) if told["read"] else None
        return {**took, "answer": found}
    return {"seconds": perf_counter() - began, "megabytes": _megabytes()}


def _megabytes() -> int:
    """Return how large the process is (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) // 1024


def main() -> None:
    """Do as is told on standard input."""
    name, folder, archive, postgresql, data_path = sys.argv[1:]
    answers, sys.stdout = sys.stdout, sys.stderr
    place = Place(Path(folder), Path(archive), postgresql)
    data = Data(Path(data_path))
    engine = kind_of(name)(place)
    for line in sys.stdin:
        told = json.loads(line)
        if "question" in told:
            told["question"] = Question.of(told["question"])
        try:
            done = do(engine, data, told)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            done = {"error": f"{type(error).__name__}: {error}"[:500]}
        answers.write(json.dumps(done) + "\n")
        answers.flush()
    engine.close()


if __name__ == "__main__":
    main()
