"""Whether another engine answered as we did, and if not, how it differs."""

from collections.abc import Iterable
from dataclasses import replace

from benchmarks.engines.base import Answer, Compared


def difference(ours: Answer, theirs: Answer, compared: Compared) -> str:
    """Say how another answer differs from ours; nothing where it does not."""
    told = []
    if ours.total != theirs.total:
        told.append(f"{theirs.total} cases, not {ours.total}")
    if ours.newest != theirs.newest:
        told.append("other newest cases")
    if compared == "given":
        given = {facet: ours.counts.get(facet, {}) for facet in theirs.counts}
        told += _of_counts(replace(ours, counts=given), theirs)
    elif compared == "all" or (compared == "told" and theirs.counts):
        told += _of_counts(ours, theirs)
    return "; ".join(told)


def equal_counts(ours: Answer, theirs: Answer) -> tuple[int, int]:
    """Return how many counts are as ours, and how many there are."""
    mine, other = _flat(ours), _flat(theirs)
    return sum(other.get(value) == count for value, count in mine.items()), len(mine)


def _flat(answer: Answer) -> dict[tuple[str, str], int]:
    return {(f, k): n for f, counts in answer.counts.items() for k, n in counts.items()}


def _of_counts(ours: Answer, theirs: Answer) -> Iterable[str]:
    mine, other = _flat(ours), _flat(theirs)
    missing = mine.keys() - other.keys()
    wrong = [one for one in mine.keys() & other.keys() if mine[one] != other[one]]
    more = other.keys() - mine.keys()
    if missing:
        share = len(missing) / len(mine)
        yield f"{len(missing)} of {len(mine)} counts missing ({share:.0%})"
    if wrong:
        facet, key = one = min(wrong)
        example = f"{facet} {key}: {other[one]}, not {mine[one]}"
        yield f"{len(wrong)} counts differ ({example})"
    if more:
        yield f"{len(more)} counts too many ({min(more)})"
