"""Ways out of an empty list: which filters or words to drop, and what that brings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebase.browse import wording

from .addresses import Address

WORDS = "q"

#: Readers look for reports, and a case is one.
_WHAT = {"case": "report"}
_TOGETHER = {1: "this", 2: "both", 3: "all three"}
#: What is left is named where more than these would be dropped.
_DROPPED_BY_NAME = 2

Count = Callable[[Mapping[str, Sequence[str]], str], int]
Label = Callable[[str, str], str]


@dataclass(frozen=True)
class Part:
    """What can be dropped of a question: a filter, or one of the words."""

    name: str
    word: str = ""


@dataclass(frozen=True)
class Way:
    """A looser question, and how many rows it finds."""

    words: str
    address: Address


@dataclass(frozen=True)
class Empty:
    """What to say where nothing was found."""

    title: str
    unknown: str
    """Which words no case has; empty where each word has one."""
    ways: list[Way]


def empty(
    chosen: Mapping[str, Sequence[str]],
    words: str,
    *,
    titles: Mapping[str, str],
    label: Label,
    count: Count,
    is_known: Callable[[str], bool],
    address: Address,
    noun: str,
) -> Empty:
    """Loosen the question: no way drops more than another that finds something."""
    asked = [Part(WORDS, word) for word in dict.fromkeys(words.split())]
    parts = [*map(Part, chosen), *asked]
    unknown = [part for part in asked if not is_known(part.word)]
    found: list[list[Part]] = []
    ways: list[Way] = []
    for dropped in _tries(parts, unknown):
        if any({*less} <= {*dropped} for less in found):
            continue
        kept = [part for part in parts if part not in dropped]
        names = {part.name for part in kept}
        rest = {name: values for name, values in chosen.items() if name in names}
        said = " ".join(part.word for part in kept if part.word)
        if not (total := count(rest, said)):
            continue
        found.append(dropped)
        loose = address.without("page")
        for name in chosen.keys() - rest.keys():
            loose = loose.without(name)
        loose = loose.asking(WORDS, said) if said else loose.without(WORDS)
        is_only = kept and len(dropped) > _DROPPED_BY_NAME and dropped != unknown
        named = wording.listed(
            _named(part, chosen, titles, label)
            for part in (kept if is_only else dropped)
        )
        how = "Only" if is_only else "Without"
        ways.append(Way(f"{how} {named}: {wording.plural(total, noun)}", loose))
    together = _TOGETHER.get(len(parts), "all of these")
    title = f"No {_WHAT.get(noun, noun)} here has {together}"
    return Empty(title, _said_of(unknown), ways)


def _tries(parts: Sequence[Part], unknown: Sequence[Part]) -> Iterator[list[Part]]:
    """Name what may be dropped: what no case has, one part more, all but one."""
    if unknown:
        yield [*unknown]
    rest = [part for part in parts if part not in unknown]
    for part in rest:
        yield [*unknown, part]
    for part in rest:
        yield [other for other in parts if other != part]
    yield [part for part in parts if part.word]


def _said_of(unknown: Sequence[Part]) -> str:
    """Say which words no case has."""
    if not unknown:
        return ""
    noun = "word" if len(unknown) == 1 else "words"
    return f"No case has the {noun} {wording.listed(_quoted(unknown), 'or')}."


def _quoted(parts: Sequence[Part]) -> Iterator[str]:
    return (f"“{part.word}”" for part in parts)


def _named(
    part: Part,
    chosen: Mapping[str, Sequence[str]],
    titles: Mapping[str, str],
    label: Label,
) -> str:
    """Name one filter, or one word, in a sentence."""
    if part.word:
        return f"“{part.word}”"
    values = wording.listed(
        (label(part.name, value) for value in chosen[part.name]), "or"
    )
    return f"{wording.in_sentence(titles[part.name])} {values}"
