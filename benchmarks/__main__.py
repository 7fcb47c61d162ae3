"""Ask the engines in turns and tell: `python -m benchmarks --sizes 10000 100000`.

Each size has an archive of its own, `var-bench-N/`, which is made once. Up to
`--rivals` cases all engines are asked, beyond that ours alone.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from benchmarks import archive, data, postgres, report, tables
from benchmarks.engines import ENGINES, ON_POSTGRESQL, OURS
from benchmarks.engines.base import Place
from benchmarks.process import ROOT
from benchmarks.questions import chosen_from
from benchmarks.running import Run
from benchmarks.worker import kind_of

RESULTS = ROOT / "benchmarks" / "results"
PAGE = ROOT / "docs" / "benchmarks.md"
#: In less than three minutes, so without the two that take longest.
QUICK = ["--sizes", "10000", "--rounds", "1", "--slow", "2", "--patience", "30"]
SLOWEST = ("admin-facets", "datasette-defaults")


def arguments() -> argparse.Namespace:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rivals", type=int, default=100_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=[*ENGINES])
    parser.add_argument(
        "--patience", type=float, default=600, help="seconds before one is stopped"
    )
    parser.add_argument(
        "--slow", type=float, default=30, help="seconds after which once is enough"
    )
    parser.add_argument(
        "--quick", action="store_true", help="10,000 cases, few rounds, little patience"
    )
    parser.add_argument(
        "--as-it-is",
        action="store_true",
        help="take archives that another version of the program wrote",
    )
    parser.add_argument("--data", type=Path, default=ROOT, help="where archives are")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="write benchmarks/results/TIME.json, and the tables in docs/benchmarks.md",
    )
    parser.add_argument("--json", type=Path, help="write JSON there, too")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.quick:
        wanted = parser.parse_args(QUICK, wanted)
        wanted.engines = [name for name in wanted.engines if name not in SLOWEST]
    return wanted


def main() -> None:
    """Measure each size in a process of its own, then write what came of them."""
    wanted = arguments()
    if wanted.one:
        out, sys.stdout = sys.stdout, sys.stderr  # commands say things meanwhile
        out.write(report.as_json(measured(wanted, wanted.one)))
        return
    again = [sys.executable, "-m", "benchmarks", *sys.argv[1:], "--one"]
    sizes = []
    for size in wanted.sizes:
        done = subprocess.run([*again, str(size)], cwd=ROOT, stdout=subprocess.PIPE)
        if done.returncode:
            raise SystemExit(done.returncode)
        sizes.append(report.read(done.stdout))
    found = report.about(sys.argv[1:]) | {"sizes": sizes}
    if wanted.keep:
        RESULTS.mkdir(exist_ok=True)
        wanted.json = RESULTS / f"{found['ended'][:16].replace(':', '')}.json"
    if wanted.json:
        wanted.json.write_text(report.as_json(found), encoding="utf-8")
    told = tables.markdown(found)
    print(told)
    if wanted.keep:
        tables.write(PAGE, told)
    if wrong := report.wrong(found):
        raise SystemExit("Answers differ:\n" + "\n".join(wrong))


def measured(wanted: argparse.Namespace, size: int) -> dict[str, Any]:
    """Measure one size."""
    folder = (wanted.data / f"var-bench-{size}").resolve()
    archive.made(folder, size, as_it_is=wanted.as_it_is)

    def say(text: str) -> None:
        print(f"{size}: {text}", file=sys.stderr, flush=True)

    here = Path(tempfile.mkdtemp(prefix="casebase-bench-"))
    names = [n for n in wanted.engines if size <= wanted.rivals or n in OURS]
    try:
        cases = data.write(here / "cases.jsonl")
        questions = list(chosen_from(cases))
        run = Run(questions, wanted.patience, wanted.slow, say)
        with postgres.server(here, needed=bool({*ON_POSTGRESQL} & {*names})) as address:
            try:
                for name in names:
                    place = Place(here / name, folder, address)
                    run.start(name, kind_of(name), place, cases)
                run.first()
                run.rounds(wanted.rounds)
            finally:
                run.end()
        return report.of_run(size, run)
    finally:
        shutil.rmtree(here, ignore_errors=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
