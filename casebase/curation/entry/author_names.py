"""Family and given names: which words of one printed name are which, and where it can
be meant in two ways, all of them. See docs/curating.md.
"""

import re
from dataclasses import dataclass

_LETTERS = r"[^\W\d_]\.?(?:-?[^\W\d_]\.?){0,2}"
_INITIALS = re.compile(rf"{_LETTERS}(?:\s+{_LETTERS})*")
#: Particles, which belong to the family name.
_SMALL = re.compile(
    r"d['’]|de|del|della|dello|dei|degli|di|da|do|dos|das|du|des|la|le|los|las|el|al|y|e"
    r"|van|von|vom|der|den|ter|ten|['’]t|zu|zur|zum|af|av|bin|ibn|ben|bint|st\."
)
#: Written with a capital they are particles all the same; Van, Le or Da may be a name.
_CAPITAL = frozenset(("De", "Del", "Della", "Dello", "Dei", "Di", "Von", "Dos"))

#: Common family names of China, Korea and Vietnam, where they are often printed first:
#: before one other word such a name may be either.
_FIRST_OR_LAST = frozenset(
    [
        "Bai",
        "Cai",
        "Cao",
        "Chen",
        "Cheng",
        "Cui",
        "Deng",
        "Ding",
        "Dong",
        "Du",
        "Fan",
        "Fang",
        "Feng",
        "Fu",
        "Gao",
        "Gong",
        "Gu",
        "Guo",
        "Han",
        "Hao",
        "He",
        "Hou",
        "Hu",
        "Huang",
        "Jia",
        "Jiang",
        "Jin",
        "Kong",
        "Lei",
        "Li",
        "Liang",
        "Liao",
        "Lin",
        "Liu",
        "Lu",
        "Luo",
        "Ma",
        "Mao",
        "Meng",
        "Pan",
        "Peng",
        "Qian",
        "Qin",
        "Qiu",
        "Ren",
        "Shao",
        "Shen",
        "Shi",
        "Song",
        "Su",
        "Sun",
        "Tan",
        "Tang",
        "Tao",
        "Tian",
        "Wan",
        "Wang",
        "Wei",
        "Wu",
        "Xia",
        "Xiao",
        "Xie",
        "Xiong",
        "Xu",
        "Xue",
        "Yan",
        "Yang",
        "Yao",
        "Ye",
        "Yin",
        "Yu",
        "Yuan",
        "Zeng",
        "Zhang",
        "Zhao",
        "Zheng",
        "Zhong",
        "Zhou",
        "Zhu",
        "Zou",
        "Ahn",
        "Cho",
        "Choi",
        "Hong",
        "Hwang",
        "Jang",
        "Jeon",
        "Jeong",
        "Jung",
        "Kang",
        "Kim",
        "Kwon",
        "Lee",
        "Lim",
        "Oh",
        "Park",
        "Seo",
        "Shin",
        "Yoo",
        "Yoon",
        "Bui",
        "Dang",
        "Hoang",
        "Huynh",
        "Le",
        "Ngo",
        "Nguyen",
        "Pham",
        "Phan",
        "Tran",
        "Vo",
        "Vu",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """One way to part a name."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        return f"family {self.family}, " + (
            f"given {self.given}" if self.given else "no given name"
        )


def is_initials(words: str) -> bool:
    """Whether it is "C", "CA", "J. H." or "J-H"."""
    return bool(_INITIALS.fullmatch(words)) and words.isupper()


def has_given(name: str) -> bool:
    """Whether a name has more than family and particles: "de Salins" has not."""
    words = [word for word in name.split() if not is_particle(word)]
    return len(words) > 1


def lower(words: str) -> str:
    """Small letters behind the first of each word that is not two initials."""
    return re.sub(r"[^\W\d_]{3,}", lambda word: word[0].capitalize(), words)


def may_be_one(given: str, other: str) -> bool:
    """Whether two given names may be one person's: "JH", "J. H." and "Jin-Hee"."""
    one, two = _given_words(given), _given_words(other)
    return bool(one) and len(one) == len(two) and all(map(_agree, one, two))


def _given_words(given: str) -> list[str]:
    """The words of given names, initials each by itself."""
    words = re.split(r"[\s.-]+", given)
    return [
        part.casefold()
        for word in words
        for part in (word if is_initials(word) else [word])
        if part
    ]


def _agree(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def is_small(word: str) -> bool:
    """Whether it is a particle in small letters, which only a family begins with."""
    return bool(_SMALL.fullmatch(word))


def is_particle(word: str) -> bool:
    """Whether it belongs to the family name behind it."""
    return is_small(word) or word in _CAPITAL


def ways_of(words: list[str]) -> list[Name]:
    """The ways to part the words of a name, the likeliest first."""
    initials = [is_initials(word) for word in words]
    if not all(initials) and any(initials) and (found := _by_initials(words, initials)):
        return found
    capitals = [_is_capitals(word) for word in words]
    if any(capitals) and not all(capitals) and (found := _by_capitals(words, capitals)):
        return found
    return _by_place(words)


def _by_initials(words: list[str], initials: list[bool]) -> list[Name]:
    first, last = initials.index(True), len(words) - 1 - initials[::-1].index(True)
    if first == 0 and words[0].islower() is False:
        until = initials.index(False) if False in initials else len(words)
        if any(initials[until:]):
            return []  # "J Kim H": read by its place.
        rest = words[until:]
        ways = _family_of(rest, words[:until])
        if until == 1 and _may_be_family(words[0]) and len(rest) == 1:
            ways.append(Name(words[0].capitalize(), rest[0]))
        return ways
    if last == len(words) - 1:
        start = len(words) - initials[::-1].index(False)
        if any(initials[:start]):
            return []
        family, given = words[:start], " ".join(words[start:])
        ways = [Name(" ".join(family), given)]
        if len(words) == start + 1 and len(given) == 3 and _may_be_family(given):
            ways.append(Name(given.capitalize(), " ".join(family)))
        return ways
    # Between names: what follows the last initial is the family name.
    return _family_of(words[last + 1 :], words[: last + 1])


def _family_of(rest: list[str], given: list[str]) -> list[Name]:
    """The family name behind initials: all that is left, or the last word of it."""
    ways = [Name(" ".join(rest), " ".join(given))]
    if len(rest) > 1 and not is_particle(rest[0]):
        ways.insert(0, Name(rest[-1], " ".join([*given, *rest[:-1]])))
    return ways


def _may_be_family(word: str) -> bool:
    """Whether "LI" or "KIM" may be a family name in capitals."""
    has_vowel = not word.isascii() or bool(set(word) & set("AEIOUY"))
    return has_vowel and word.isalpha() and len(word) > 1


def _is_capitals(word: str) -> bool:
    letters = re.sub(r"\W", "", word)
    return len(letters) > 1 and letters.isupper()


def _by_capitals(words: list[str], capitals: list[bool]) -> list[Name]:
    """A family name in capitals beside given names that are not: "Ada MADEUP"."""
    family = [word for word, is_one in zip(words, capitals, strict=True) if is_one]
    given = [word for word, is_one in zip(words, capitals, strict=True) if not is_one]
    if any(map(is_particle, given)) or capitals != sorted(
        capitals, reverse=capitals[0]
    ):
        return []
    return [Name(" ".join(family), " ".join(given))]


def _by_place(words: list[str]) -> list[Name]:
    """By where particles stand, else by the last word; in doubt there are two ways."""
    particles = [place for place, word in enumerate(words) if is_particle(word)]
    if not particles:
        ways = _parted(words, [-1] if len(words) == 2 else [-1, 1])
        if len(words) == 2 and words[0] in _FIRST_OR_LAST:
            ways.append(Name(*words))
        return ways
    first = particles[0] - (words[particles[0]] in ("y", "e"))
    if first <= 0:
        return _after_particles(words)
    last = particles[-1] + 1
    cuts = [first] if first == 1 else [first, 1]
    return _parted(words, cuts if last >= len(words) - 1 else [*cuts, -1])


def _parted(words: list[str], cuts: list[int]) -> list[Name]:
    """Given names before each cut, the family name behind it; or the family first."""
    ways = [Name(" ".join(words[cut:]), " ".join(words[:cut])) for cut in cuts]
    if len(words) == 3 and len(cuts) > 1:
        ways.append(Name(words[0], " ".join(words[1:])))
    return ways


def _after_particles(words: list[str]) -> list[Name]:
    """A name that begins with particles: "de Salins", or with its given name behind."""
    start = next((at for at, word in enumerate(words) if not is_particle(word)), -1)
    whole = Name(" ".join(words))
    if start in (-1, len(words) - 1):
        return [whole]
    return [Name(" ".join(words[: start + 1]), " ".join(words[start + 1 :])), whole]
