"""Every value of a document with the row it stands in."""

from collections.abc import Iterator
from typing import Any

from casebase.archive import document as d


def leaves(
    part: d.Part, ref: str = "", *, but: tuple[type, ...] = ()
) -> Iterator[tuple[str, str, Any]]:
    """Yield (ref of the row, key, value), parts before what they hold.

    Parts of the kinds in `but` are neither yielded nor entered.
    """
    ref = getattr(part, "ref", ref)
    for key in type(part).model_fields:
        held = getattr(part, key)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, but):
                continue
            yield ref, key, one
            if isinstance(one, d.Part):
                yield from leaves(one, ref, but=but)


def times(part: d.Part) -> Iterator[d.FuzzyTime]:
    """Yield every time that a part tells."""
    for _, _, one in leaves(part):
        if isinstance(one, d.FuzzyTime):
            yield one
