"""The words that made-up cases are told in, before readers without any vocabulary."""

from casebase.archive import publishing
from casebase.archive.synthetic import filler
from casebase.archive.synthetic.words import needed


def put_words() -> None:
    """Make them public, each called by its key."""
    publishing.put_terms(
        {"facet": facet, "key": key, "label": key, "parents": _above(facet, key)}
        for facet, key in dict.fromkeys(needed())
    )


def _above(facet: str, key: str) -> list[str]:
    """A gene lies in its family."""
    story = filler.GENES.get(key) if facet == "gene" else None
    return [story.family] if story and story.family else []
