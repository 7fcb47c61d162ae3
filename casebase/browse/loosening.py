"""Ways out of an empty list: which filter to drop, and how much that brings back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casebase.browse import wording

from .addresses import Address

WAYS = 4
WORDS = "q"

#: Readers look for reports, and a case is one.
_WHAT = {"case": "report"}
_TOGETHER = {1: "this", 2: "both", 3: "all three"}

Count = Callable[[Mapping[str, Sequence[str]], str], int]
Label = Callable[[str, str], str]


@dataclass(frozen=True)
class Way:
    """A looser question, and how many rows it finds."""

    words: str
    address: Address


@dataclass(frozen=True)
class Empty:
    """What to say where nothing was found."""

    title: str
    ways: list[Way]


def empty(
    chosen: Mapping[str, Sequence[str]],
    words: str,
    *,
    titles: Mapping[str, str],
    label: Label,
    count: Count,
    address: Address,
    noun: str,
) -> Empty:
    """Loosen one filter at a time; where that finds nothing, keep only one."""
    asked = [*chosen, *([WORDS] if words else [])]
    dropping = [[name] for name in asked]
    keeping = [[other for other in asked if other != name] for name in asked]
    ways: list[Way] = []
    for dropped in dropping + keeping:
        rest = {name: values for name, values in chosen.items() if name not in dropped}
        found = count(rest, "" if WORDS in dropped else words)
        if not found or len(ways) == WAYS:
            continue
        loose = address.without("page")
        for name in dropped:
            loose = loose.without(name)
        if any(way.address == loose for way in ways):
            continue
        without = wording.listed(
            _named(name, chosen, words, titles, label) for name in dropped
        )
        ways.append(Way(f"Without {without}: {wording.plural(found, noun)}", loose))
    together = _TOGETHER.get(len(asked), "all of these")
    return Empty(f"No {_WHAT.get(noun, noun)} here has {together}", ways)


def _named(
    name: str,
    chosen: Mapping[str, Sequence[str]],
    words: str,
    titles: Mapping[str, str],
    label: Label,
) -> str:
    """Name one filter in a sentence."""
    if name == WORDS:
        return f"the words “{words}”"
    values = wording.listed((label(name, value) for value in chosen[name]), "or")
    return f"{wording.in_sentence(titles[name])} {values}"
