"""Numbers as people type them: which stand as they are, which must be asked about."""

import re
from decimal import Decimal

from .reading import Choice, Question

#: A number a column can keep, in the digits of ASCII.
NUMBER = r"(?<![\d.,])[0-9]{1,9}(?:\.[0-9]{1,6})?(?![\d.])"

#: Hyphens and minus signs that look like one, and the dashes.
_DASHES = dict.fromkeys(
    (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2043), "-"
)
_COMMA = re.compile(r"(?<![\d,.])(\d{1,9}(?:,\d+)+(?:\.\d+)?)(?![\d,])", re.ASCII)
_PARTED = re.compile(
    r"(?<![\d,.])(\d{1,3}(?:[ '\u00a0\u2009\u202f]\d{3})+)(?![\d,])", re.ASCII
)
_THOUSANDTHS = re.compile(r"(?<![\d,.])([1-9]\d{0,2}\.\d{3})(?![\d,.])", re.ASCII)
_BARE_POINT = re.compile(r"(?<![\d.])\.(\d{1,6})(?![\d.])", re.ASCII)
_DAYS = re.compile(r"\b(?:d|days?) ?\d{1,2}(?: ?(?:,|&|and|-|/) ?d?\d{1,2})+", re.I)

_UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_UNITS)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_IN_WORDS = re.compile(
    rf"\b({'|'.join(_TENS)})[- ]({'|'.join(_UNITS[1:10])})\b"
    rf"|\b({'|'.join([*_TENS, *reversed(_UNITS)])})\b",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """One space between words, one kind of dash."""
    return " ".join(text.translate(_DASHES).split())


def asked(text: str, *, chosen: bool = False) -> Question | None:
    """The question that a number asks whose digits can be meant in two ways.

    "1,5" is 1.5 where a comma parts decimals, and a misprint of 15; "1.200" is 1200
    where a point parts thousands. A list of days, "d1,8", is no such number. `chosen`
    says that the text is an answer to this question already.
    """
    spared = _DAYS.sub(lambda hit: " " * len(hit[0]), text)
    if hit := _COMMA.search(spared):
        return _question(hit[1], _without_commas(text, spared))
    if hit := _PARTED.search(spared):
        joined = _PARTED.sub(lambda one: re.sub(r"\D", "", one[1]), text)
        return _question(hit[1], [joined])
    if not chosen and (hit := _THOUSANDTHS.search(spared)):
        joined = _THOUSANDTHS.sub(lambda one: one[1].replace(".", ""), text)
        return _question(hit[1], [text, joined])
    if hit := _BARE_POINT.search(spared):
        with_zero = _BARE_POINT.sub(r"0.\1", text)
        bare = _BARE_POINT.sub(r"\1", text)
        return _question(f".{hit[1]}", [with_zero, bare])
    return None


def _without_commas(text: str, spared: str) -> list[str]:
    """The text with its commas as points, and with its commas left out."""
    found = [hit.span(1) for hit in _COMMA.finditer(spared)]
    written = []
    for stand_in in (".", ""):
        new, last = "", 0
        for start, end in found:
            new += text[last:start] + text[start:end].replace(",", stand_in)
            last = end
        written.append(new + text[last:])
    return [one for one in written if not _is_odd(one)]


def _is_odd(text: str) -> bool:
    """Whether a number has two points, or leading zeros."""
    return bool(re.search(r"\d\.\d+\.\d", text) or re.search(r"(?<![\d.,])0\d", text))


def _question(number: str, texts: list[str]) -> Question:
    choices = tuple(Choice(one, one) for one in dict.fromkeys(texts))
    ways = "two ways" if len(choices) > 1 else "more than one way"
    return Question(f"“{number}” can be read in {ways}. Which is printed?", choices)


def digits_for_words(text: str) -> str:
    """Write numbers that stand as words in digits: "thirty-three" is 33."""

    def number(hit: re.Match[str]) -> str:
        if hit[3]:
            return str(_WORDS[hit[3].lower()])
        return str(_WORDS[hit[1].lower()] + _WORDS[hit[2].lower()])

    return _IN_WORDS.sub(number, text)


def shifted(number: str, places: int) -> str:
    """The number with its point moved, without zeros that say nothing."""
    moved = Decimal(number).scaleb(places).normalize()
    return f"{moved:f}"


def grouped(number: str) -> str:
    """A number as a sentence shows it: "2,500"."""
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}"


def is_zero(number: str) -> bool:
    """Whether the number is nought."""
    return Decimal(number) == 0
