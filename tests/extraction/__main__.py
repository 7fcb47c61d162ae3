"""`python -m tests.extraction`: the differences as lines ready to be settled.

python -m tests.extraction                    all lines, settled ones as they are
python -m tests.extraction FIRST SECOND       of two other folders
python -m tests.extraction --against starter  where a folder is not as settled
python -m tests.extraction --write            docs/agreement.md anew
"""

import argparse
import sys
from pathlib import Path

from . import report, sets, settling


def main() -> int:
    """Print or write what is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.extraction", description=__doc__.splitlines()[0]
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="FIRST SECOND")
    parser.add_argument("--differences", type=Path, default=sets.DIFFERENCES)
    parser.add_argument("--against", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write docs/agreement.md")
    asked = parser.parse_args()
    if len(asked.folders) not in (0, 2):
        parser.error("name two folders, or none")
    first, second = asked.folders or (sets.FIRST, sets.SECOND)
    extraction = sets.Extraction(first, second, asked.differences)
    if asked.write:
        sets.AGREEMENT.write_text(report.text_of(extraction), "utf-8")
    elif asked.against:
        found = settling.differences(extraction.against(asked.against))
        settling.write(found.values(), sys.stdout)
    else:
        settling.write([*extraction.found.values(), *extraction.corrected], sys.stdout)
        for at in extraction.gone:
            sys.stderr.write(f"gone: {' '.join(at)}\n")
        rows, everything = report.table_of(extraction)
        for row in [*rows, everything]:
            sys.stderr.write(
                f"{row.agreed:5} of {row.compared:5} {row.before:6.1%}"
                f"  open {row.open:3}  {row.kind}\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
