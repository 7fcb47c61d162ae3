"""The chance of one made-up story, and the rows it is told in.

All chance of an article comes from its seed and number, so the n-th article is the
same however many are made.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from random import Random
from typing import Any, TypeVar

Values = dict[str, Any]
Thing = TypeVar("Thing")

SYLLABLES = (
    "bal", "dor", "fen", "gim", "hul", "jor", "kel", "lum", "mir", "nok",
    "pra", "quel", "rost", "sil", "tarn", "ul", "vem", "wex", "yor", "zan",
)  # fmt: skip


#: Two or three syllables each.
WORDS = [
    "".join(made) for length in (2, 3) for made in product(SYLLABLES, repeat=length)
]


class Dice:
    """Chance with names."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._random = Random(seed)

    def apart(self, name: str) -> "Dice":
        """Return dice that leave the throws of these as they are."""
        return Dice(f"{self._seed}/{name}")

    def maybe(self, chance: float = 0.5) -> bool:
        """Yes, that often."""
        return self._random.random() < chance

    def one(self, among: Sequence[Thing] | Mapping[Thing, float]) -> Thing:
        """One of these, by weight where they have weights."""
        if isinstance(among, Mapping):
            return self._random.choices(list(among), list(among.values()))[0]
        return self._random.choice(among)

    def few(self, among: Mapping[Thing, float], number: int) -> list[Thing]:
        """So many of these by weight, none twice."""
        left, taken = dict(among), []
        for _ in range(min(number, len(left))):
            taken.append(self.one(left))
            del left[taken[-1]]
        return taken

    def number(self, least: int, most: int) -> int:
        """A whole number, both bounds included."""
        return self._random.randint(least, most)

    def prose(self, words: int) -> str:
        """So many of those words, without an end of a sentence: quick to draw."""
        return f"{' '.join(self._random.choices(WORDS, k=words)).capitalize()}."

    def narrative(self, words: int) -> str:
        """A sentence of words that no language has, so that nobody takes it for one."""
        made = [
            "".join(self.one(SYLLABLES) for _ in range(self.number(2, 3)))
            for _ in range(words)
        ]
        return f"{' '.join(made).capitalize()}."


@dataclass
class Telling:
    """One patient's story in one article: its dice, its refs, how much was read."""

    dice: Dice
    article: str
    """Slug of the article in which the facts stand."""
    part: str
    """How much was read of the article that is known least of."""
    year: int
    """Year in which the story begins, for stories that are dated."""
    clock: str
    """How times are told: `date`, `offset` or `order`."""
    _refs: dict[str, Iterator[int]] = field(
        default_factory=lambda: defaultdict(lambda: count(1))
    )
    _order: Iterator[int] = field(default_factory=lambda: count(1))

    def told(self, chance: float = 0.75) -> bool:
        """Whether a fact is told: that often in a whole paper, else half as often."""
        whole = self.part == "full_text"
        return self.dice.maybe(chance if whole else chance / 2)

    def ref(self, prefix: str) -> str:
        """The next ref of a kind of row."""
        return f"{prefix}{next(self._refs[prefix])}"

    def row(self, prefix: str, **values: Any) -> Values:
        """A row with its ref and its source; what is None or empty is left out."""
        places = {"full_text": "text", "secondary_summary": "news item"}
        source = {
            "article": self.article,
            "locator": places.get(self.part, "abstract"),
            "assertion": "stated",
        }
        return {"ref": self.ref(prefix), "source": source} | said(values)

    def at(self, month: int) -> Values:
        """A point of the story, in months from its beginning."""
        if self.clock == "date":
            years, months = divmod(month, 12)
            return {"kind": "date", "date": f"{self.year + years}-{months + 1:02}"}
        if self.clock == "offset":
            return {
                "kind": "offset",
                "offset_min": month,
                "offset_unit": "month",
                "anchor": "diagnosis",
            }
        return {"kind": "order_only", "sequence": next(self._order)}

    def into(self, start: int, number: int, unit: str) -> Values:
        """A point within a course that began in month `start`."""
        if self.clock == "date" and unit == "month" and self.dice.maybe():
            return self.at(start + number)
        return {
            "kind": "offset",
            "offset_min": number,
            "offset_unit": unit,
            "anchor": "this_course_start",
        }


def said(values: Mapping[str, Any]) -> Values:
    """Leave out what is None, empty text or an empty list."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and not (isinstance(value, Collection) and not value)
    }
