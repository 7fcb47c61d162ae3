"""Which row of one extraction is which row of the other: by content, never by name."""

from collections import defaultdict

from .kinds import By, compared_by
from .trees import REFS, Rows, Tree, renamed, unnamed

#: What a row is about weighs more than how it is described.
WEIGHTS = {
    **dict.fromkeys(("source", "article", "sequence", "confidence"), 0.0),
    **dict.fromkeys(("drug", "drug_class", "disease", "term", "gene", "marker"), 6.0),
    **dict.fromkeys(("doi", "pmid", "title", "url", "family", "field"), 6.0),
    **dict.fromkeys(("site", "hgvs_p", "course", "regimen", "modality"), 4.0),
    **dict.fromkeys(("five_prime", "three_prime", "genes", "kind", "label"), 3.0),
}
LEAST_LIKENESS = 0.3
#: Names of rows depend on each other's: courses on agents, events on courses.
ROUNDS = 3


def aligned(first: Tree, second: Tree, slugs: dict[str, str]) -> Tree:
    """Return the second tree with its rows and cross references named as the first's.

    Rows without a counterpart keep their name behind a `+`. `slugs` translates the
    second's articles.
    """
    refs: dict[str, str] = {}
    for _ in range(ROUNDS):
        told = renamed(second, refs, slugs)
        refs = {}
        _pair(first, told, refs)
    return _pair(first, renamed(second, refs, slugs), refs)


def _pair(first: Tree, second: Tree, refs: dict[str, str]) -> Tree:
    """Name the rows of `second` as those of `first`; `refs` collects the names."""
    if isinstance(first, Rows) or isinstance(second, Rows):
        names = pairs(first, second)
        made: Tree = Rows()
        for name, row in second.items():
            new = names.get(name) or f"+{name.lstrip('+')}"
            if not isinstance(row, dict):
                made[name] = row
                continue
            refs[name] = new
            made[new] = _pair(first.get(names.get(name, ""), {}), row, refs)
        return made
    return {
        name: _pair(first.get(name, {}), part, refs) if isinstance(part, dict) else part
        for name, part in second.items()
    }


def pairs(first: Tree, second: Tree) -> dict[str, str]:
    """Names of the second's rows with the first's most alike, each used once."""
    alike = [
        (likeness(ours, theirs), -abs(i - j), name, other)
        for i, (name, ours) in enumerate(first.items())
        for j, (other, theirs) in enumerate(second.items())
        if isinstance(ours, dict) and isinstance(theirs, dict)
    ]
    found: dict[str, str] = {}
    for score, _, name, other in sorted(alike, key=lambda each: each[:2], reverse=True):
        free = other not in found and name not in found.values()
        if free and score >= LEAST_LIKENESS:
            found[other] = name
    return found


def likeness(first: Tree, second: Tree) -> float:
    """How alike two rows are, with all below them: 0 to 1."""
    ours, theirs = _gathered(first), _gathered(second)
    most = same = 0.0
    for path in ours.keys() | theirs.keys():
        weight = _weight(path)
        most += weight
        if path in ours and path in theirs:
            same += weight * _alike(path, ours[path], theirs[path])
    return same / most if most else 1.0


def _gathered(tree: Tree) -> dict[str, list[str]]:
    found = defaultdict(list)
    for path, leaf in unnamed(tree):
        # What is not known yet by the other's name says nothing.
        if not (path.rpartition(".")[2] in REFS and leaf.startswith("+")):
            found[path].append(leaf)
    return found


def _weight(path: str) -> float:
    parts = path.split(".")
    if "source" in parts:
        return 0.0
    weight = WEIGHTS.get(parts[-1], 1.0)
    # What stands in rows below counts, but less than the row itself.
    return weight / (1 + path.count("doses") + path.count("assays"))


def _alike(path: str, ours: list[str], theirs: list[str]) -> float:
    if compared_by(path.rpartition(".")[2]) == By.WORDS or "title" in path:
        ours, theirs = " ".join(ours).split(), " ".join(theirs).split()
    common = len(set(ours) & set(theirs))
    return common / max(len(set(ours)), len(set(theirs)))
