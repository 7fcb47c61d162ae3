"""The list of authors as it is printed: who signs, in order, family and given names.

"Zhang C" is family Zhang, given C; "Maria Del Rossi" is given Maria, family Del Rossi:
the last word with the particles before it. What can be meant in two ways is a question
with choices, what is no name says so. See docs/curating.md.
"""

import html
import re
from dataclasses import dataclass, replace

from .author_names import (
    Name,
    has_given,
    is_initials,
    is_particle,
    is_small,
    lower,
    ways_of,
)

#: Longer lists are not read, nor longer names.
LONGEST = 20_000
LONGEST_NAME = 120

_TAG = re.compile(r"<(sup|sub)\b[^>]*>.*?</\1>|</?[A-Za-z][^>]*>", re.I | re.S)
_MAIL = re.compile(r"\S+@\S+|\(?\b(?:\d{4}-){3}\d{3}[\dX]\b\)?")
_ET_AL = re.compile(
    r"[\s,;&]*(?:\b(?:and\s+)?(?:et\.?\s+al\b\.?|(?:others|colleagues)\b)|…|\.{3})"
    r"[\s.;,]*$",
    re.I,
)
_AND = re.compile(r"\s*[,;]?\s+(?:and|&)\s+|\s*&\s*|^(?:and|&)\s+", re.I)
#: Spaces and hyphens that only look otherwise.
_ONE_FORM = str.maketrans("\xa0\u2010\u2011", " --")
_MARKS = "*†‡§¶#|‖^•"
#: Signs of a footnote behind a name: figures, raised ones too, and small letters apart.
_FOOTNOTE = re.compile(
    rf"(?:[\s{re.escape(_MARKS)}\d¹²³⁰-⁹ᵃ-ᶻ]|(?<=[\s,])[a-z](?=[\s,{re.escape(_MARKS)}]|$))+$"
)
_NO_NAME = re.compile(rf"[\d\s.,{re.escape(_MARKS)}¹²³⁰-⁹ᵃ-ᶻ-]*|[a-z]\W*|and|&")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd")
#: Degrees that nobody's initials are, and those that initials may be too.
_DEGREE = re.compile(
    r"Ph\.?\s?D\.?|Dr\.? ?med\.?|M\.?Sc\.?|B\.?Sc\.?|MBBS|MB ?BS|MB ?BCh|MBChB|MPH|MHS"
    r"|D\.?Phil\.?|Pharm\.?D\.?|FRC[A-Za-z]+|FAC[A-Z]+|MRC[A-Z]+|D\.?Sc\.?|MPhil|FASCO"
)
_DEGREE_OR_INITIALS = re.compile(
    r"M\.?D\.?|D\.?O\.?|M\.?S\.?|M\.?A\.?|B\.?A\.?|B\.?S\.?|R\.?N\.?|M\.?B\.?|N\.?P\.?"
)
_TITLE = re.compile(r"^(?:(?:Prof|Dr|Professor|Doctor)\.?\s+)+")
_GROUP = re.compile(
    r"\b(group|consortium|team|committee|investigators?|network|society|collaborat\w+"
    r"|association|foundation|study|institute|university|department|hospital)\b|^the\b"
    r"|^(?:on|for) behalf of\b|^for the\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*[.'’]?")
_CAPITALS = "Printed in capitals. How is it written?"
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")


NOBODY = Name("")


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody of the list. Without a question the name is that of `name`.

    A question has its choices in `choices`; without any, the curator parts the name.
    """

    printed: str
    name: Name = NOBODY
    suffix: str = ""
    credentials: str = ""
    question: str = ""
    choices: tuple[Name, ...] = ()
    #: The same name stands before it: no answer tells whether it is the same person.
    is_twice: bool = False


@dataclass(frozen=True, slots=True)
class Authors:
    """The list as read, and whether it is said that there are more."""

    authors: tuple[Author, ...] = ()
    is_complete: bool = True


def read(text: str) -> Authors:
    """Read a list of authors as it is printed."""
    text = html.unescape(_TAG.sub("", text[:LONGEST])).translate(_ONE_FORM)
    text = _MAIL.sub("", re.sub(r"^\s*(?:By|Authors?:)\s+", "", text)).strip()
    bare = _ET_AL.sub("", text)
    if "." not in bare[:-1]:
        bare = bare.removesuffix(".")
    found: list[Author] = []
    for author in map(_read_one, _entries(bare)):
        if any(_is_same(author, other) for other in found):
            author = replace(
                author,
                name=NOBODY,
                question="This name is in the list twice. Take one out of the box; if "
                "they are two people, add the other with the plus of a row.",
                choices=(),
                is_twice=True,
            )
        found.append(author)
    return Authors(tuple(found), is_complete=not _ET_AL.search(text))


def _is_same(one: Author, other: Author) -> bool:
    if one.question or other.question:
        return one.printed == other.printed
    return (one.name, one.suffix) == (other.name, other.suffix)


# ── From a list to its entries ──────────────────────────────────────────────────────


def _entries(text: str) -> list[str]:
    """The entries, each one name with what stands behind it, after a comma or not."""
    text = re.sub("[\uff0c、]", ",", text.replace("\uff1b", ";"))
    lines = [line.strip(" \t,;") for line in text.splitlines() if line.strip(" \t,;")]
    if ";" in text:
        parts = " ".join(lines if "\n" not in text else text.split()).split(";")
        return _kept([one for part in parts for one in _around_and(part)])
    if len(lines) > 1 and all(_is_one(line) for line in lines):
        return _joined([one for line in lines for one in _around_and(line)])
    wrapped = ", ".join(
        part for line in re.split(r",\s*\n", text) if (part := " ".join(line.split()))
    )
    return _joined(re.split(r"\s*,\s*", _AND.sub(", ", wrapped)))


def _is_one(line: str) -> bool:
    """Whether a line holds one name: "Kim, J. H." or "Ada Madeup, MD, PhD"."""
    return len(_kept(_joined(re.split(r"\s*,\s*", line)))) == 1 or (
        line.count(",") == 1 and not _AND.search(line)
    )


def _around_and(part: str) -> list[str]:
    return [one.strip(" ,") for one in _AND.split(part.strip()) if one.strip(" ,")]


def _kept(entries: list[str]) -> list[str]:
    return [one.strip(" ,") for one in entries if not _NO_NAME.fullmatch(one.strip())]


def _joined(parts: list[str]) -> list[str]:
    """Put what belongs to the name before it behind it: initials, degrees, "Jr"."""
    entries: list[str] = []
    for raw in parts:
        part = raw.strip()
        if _NO_NAME.fullmatch(part):
            continue
        bare = _FOOTNOTE.sub("", part)
        before = _FOOTNOTE.sub("", entries[-1]) if entries else ""
        is_behind = bool(before) and (
            _SUFFIX.fullmatch(bare)
            or all(_is_degree(word) for word in bare.split())
            or (
                "," not in before
                and not has_given(before)
                and (is_initials(bare) or is_small(before.split()[0]))
            )
        )
        if is_behind:
            entries[-1] += f", {part}"
        else:
            entries.append(part)
    return entries


def _is_degree(word: str) -> bool:
    return bool(_DEGREE.fullmatch(word) or _DEGREE_OR_INITIALS.fullmatch(word))


# ── One entry ───────────────────────────────────────────────────────────────────────


def _read_one(entry: str) -> Author:
    printed = " ".join(entry.split())
    if len(printed) > LONGEST_NAME:
        return Author(printed, question="This is too long for a name.")
    bare, *behind = [_FOOTNOTE.sub("", part) for part in printed.split(",")]
    bare = _TITLE.sub("", bare.strip())
    if _GROUP.search(bare):
        return Author(
            printed,
            question="A group, not a person? It has one name, which stands as family.",
            choices=(Name(re.sub(r"^(?:on|for) behalf of\s+", "", bare, flags=re.I)),),
        )
    words, suffix, degrees = _behind(bare.split())
    given = ""
    for part in (part.strip() for part in behind):
        if not part:
            continue
        if _SUFFIX.fullmatch(part):
            suffix = part
        elif _is_after_name(part, words, given):
            degrees.append(part)
        elif not given:
            given, more, titles = _given(part)
            suffix, degrees = suffix or more, degrees + titles
        else:
            return Author(printed, question="What is family, what is given name?")
    author = Author(printed, suffix=suffix, credentials=", ".join(degrees))
    if not all(_WORD.fullmatch(word) for word in [*words, *given.split()]) or not words:
        return replace(author, question="This does not look like a name.")
    return _with_name(author, words, given)


def _is_after_name(part: str, words: list[str], given: str) -> bool:
    """Whether it is degrees: "MS" is, unless a family name alone stands before it."""
    if not all(_is_degree(word) for word in part.split()):
        return False
    is_sure = any(_DEGREE.fullmatch(word) for word in part.split())
    return is_sure or bool(given) or has_given(" ".join(words))


def _behind(words: list[str]) -> tuple[list[str], str, list[str]]:
    """Take a suffix and degrees from the end of a name."""
    degrees: list[str] = []
    while len(words) > 1 and (
        _DEGREE.fullmatch(words[-1])
        or (
            _DEGREE_OR_INITIALS.fullmatch(words[-1]) and has_given(" ".join(words[:-1]))
        )
    ):
        degrees.insert(0, words[-1])
        words = words[:-1]
    for place in (-1, -2):
        if len(words) > -place and _SUFFIX.fullmatch(words[place]):
            if place == -2 and not is_initials(words[-1]):
                continue
            rest = words[:place] + words[len(words) + place + 1 :]
            return rest, words[place], degrees
    return words, "", degrees


def _given(part: str) -> tuple[str, str, list[str]]:
    """Given names behind a comma, with what stands behind them."""
    words, suffix = part.split(), ""
    degrees: list[str] = []
    while len(words) > 1 and (
        _DEGREE.fullmatch(words[-1]) or _SUFFIX.fullmatch(words[-1])
    ):
        word = words.pop()
        if _SUFFIX.fullmatch(word):
            suffix = word
        else:
            degrees.insert(0, word)
    return " ".join(words), suffix, degrees


def _with_name(author: Author, words: list[str], given: str) -> Author:
    name = " ".join(words)
    if given:
        if is_initials(given) or not has_given(name):
            return _checked(author, Name(name, given))
        if len(given.split()) == 1 or is_particle(words[0]):
            return _checked(author, Name(name, given))
        return replace(
            author,
            question="One person, or two? Two stand on two lines.",
            choices=(Name(name, given),),
        )
    if len(words) == 1:
        return _only_word(author, name)
    if name.isupper() and lower(name) != name and len(max(words, key=len)) > 3:
        both = dict.fromkeys([*ways_of(lower(name).split()), *ways_of(words)])
        return replace(author, question=_CAPITALS, choices=tuple(both))
    found = list(dict.fromkeys(ways_of(words)))
    if found == [Name(name)]:
        return _only_word(author, name)
    if len(found) == 1:
        return _checked(author, found[0])
    return replace(
        author, question="What is family, what is given name?", choices=tuple(found)
    )


def _only_word(author: Author, name: str) -> Author:
    if _HAN.fullmatch(name):
        ways = [Name(name[:at], name[at:]) for at in (1, 2) if 0 < at < len(name)]
        if len(name) == 2:
            ways = ways[:1]
        return replace(
            author, question="Where does the family name end?", choices=tuple(ways)
        )
    return replace(
        author, question="One word only: a family name?", choices=(Name(name),)
    )


def _checked(author: Author, name: Name) -> Author:
    """Ask about a name in capitals, which hide how it is written; or of one letter."""
    letters = re.sub(r"\W", "", name.family)
    if len(letters) < 2 and not _HAN.match(letters * 2):
        return replace(author, question="What is family, what is given name?")
    if len(letters) > 1 and letters.isupper():
        given = name.given if is_initials(name.given) else lower(name.given)
        ways = (Name(lower(name.family), given), name)
        return replace(author, question=_CAPITALS, choices=ways)
    return replace(author, name=name)
