"""Say what pip-audit's report (JSON) found, and of how many libraries nothing.

Ends with 0 if all were asked about and none has a known weakness, 1 if some have one,
3 if it asked about none or left some out: then it is no pass.
"""

import json
import sys
from pathlib import Path


def judged(requirements: str, report: str) -> tuple[int, list[str]]:
    """Return the status and what to print of a report; an empty one asked nobody."""
    try:
        libraries = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        libraries = []
    weak = [one for one in libraries if one.get("vulns")]
    skipped = [one for one in libraries if "skip_reason" in one]
    asked = len(libraries) - len(skipped)
    said = [
        f"WEAK {one['name']} {one['version']}: {fault['id']}"
        + (
            f", mended in {', '.join(fault['fix_versions'])}"
            * bool(fault["fix_versions"])
        )
        for one in weak
        for fault in one["vulns"]
    ]
    if skipped or not libraries:
        why = skipped[0]["skip_reason"] if skipped else "no advisory source answered"
        said.append(
            f"SKIPPED {requirements}: {len(skipped)} of {len(libraries)} libraries "
            f"could not be asked about ({why}). This is no pass."
        )
    if asked:
        said.append(f"{requirements}: {asked} libraries asked about, {len(weak)} weak.")
    return (1 if weak else 3 if skipped or not libraries else 0), said


if __name__ == "__main__":
    status, sentences = judged(sys.argv[1], Path(sys.argv[2]).read_text())
    print("\n".join(sentences))
    sys.exit(status)
