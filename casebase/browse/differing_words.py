"""Which words of a text another version has not, so that it need not be read twice."""

import re
from difflib import SequenceMatcher
from itertools import groupby

#: Texts of fewer words are taken in at a glance.
MANY = 8
#: A text of which less than this share of words stayed was written anew.
STAYED = 0.4
_WORD = re.compile(r"\S+\s*")


def pieces(text: str, other: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, each with whether the other text lacks it.

    Joined they are the text. Where one of the two is short, or they share little, it is
    one piece that is not told apart.
    """
    words, others = _WORD.findall(text), _WORD.findall(other)
    matcher = SequenceMatcher(None, _plain(words), _plain(others), autojunk=False)
    if min(len(words), len(others)) < MANY or matcher.ratio() < STAYED:
        return [(text, False)]
    same = {
        at
        for block in matcher.get_matching_blocks()
        for at in range(block.a, block.a + block.size)
    }
    runs = groupby(enumerate(words), key=lambda numbered: numbered[0] not in same)
    start = text[: len(text) - len("".join(words))]
    told = [("".join(word for _, word in run), differs) for differs, run in runs]
    return [(start, False), *told] if start else told


def _plain(words: list[str]) -> list[str]:
    return [word.rstrip() for word in words]
