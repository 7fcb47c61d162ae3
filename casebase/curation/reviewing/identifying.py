"""Words that could name a person, by kind: patterns, and what they must not take.

Each kind has its own labelled lines in `tests/curation/reviewing/identifying.tsv`, by
which its precision and recall are counted. What is not written in a usual form is
missed: a text without a find is not thereby anonymous. Pure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from . import identifying_words as w

NAME = w.NAME


def _any(_: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """One kind of words: how they are found, which finds are none, what is said."""

    sentence: str
    """With «{}» where the words stand."""
    patterns: tuple[re.Pattern[str], ...]
    is_one: Callable[[re.Match[str]], bool] = _any

    def found_in(self, text: str) -> Iterator[str]:
        """Yield the words of this kind in a text, no part of them twice."""
        found: list[tuple[int, int]] = []
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                start, end = match.span()
                if any(a <= start and end <= b for a, b in found):
                    continue
                if self.is_one(match):
                    found.append((start, end))
                    yield match.group().strip(" ,.;(")


def _is_name(match: re.Match[str]) -> bool:
    """Not where what looks like a name is an eponym or a people."""
    names = [match["name"], match.groupdict().get("family") or match["name"]]
    first = [re.split(r"[’'-]", one)[0] for one in names]
    return not any(
        {whole, one} & w.NO_NAME or w.DEMONYM.fullmatch(one)
        for whole, one in zip(names, first, strict=True)
    )


def _is_initials(match: re.Match[str]) -> bool:
    """Not two capitals that stand for something, unless called initials or Ms."""
    told = match.group().casefold().startswith("initials")
    return (
        told or "titled" in match.groupdict() or match["initials"] not in w.NO_INITIALS
    )


def _is_day(match: re.Match[str]) -> bool:
    """Not the days of a cycle (1/8/15), and only with a month that exists."""
    if "one" not in (parts := match.groupdict()) or not parts["one"]:
        return True
    one, two = int(parts["one"]), int(parts["two"])
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (
        1 <= min(one, two) <= 12
        and max(one, two) <= 31
        and not w.DAYS_OF_A_CYCLE.search(before)
        and not w.COUNTS.match(after)
    )


def _is_over_89(match: re.Match[str]) -> bool:
    """Not the form in which it is to stand: 90 or older."""
    after = match.string[match.end() :]
    said = f"{match.group()}{after}"
    return not (
        re.search(r"\b90\b", match.group())
        and re.search(r"90\D{0,12}(?:or (?:older|over|more|above)|and over|\+)", said)
    )


def _is_number(match: re.Match[str]) -> bool:
    """Not a number that stands in public, nor a count."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not w.PUBLIC_NUMBER.search(before) and not w.COUNTS.match(after)


def _is_town(match: re.Match[str]) -> bool:
    """Not a country, a continent, a month, a department."""
    name, rest = match["town"], match.string[match.start("town") :]
    return not (
        w.MONTH.match(name)
        or name in w.PARTS_OF_A_HOUSE
        or name in w.WIDE
        or w.DEMONYM.fullmatch(name)
        or any(rest.casefold().startswith(country) for country in w.COUNTRY_NAMES)
        or re.match(
            r"(?:South|North|East|West|Central|United|Southeast) [A-Z]\w+", rest
        )
    )


def _is_job(match: re.Match[str]) -> bool:
    return not set(match.group().split()) & w.NO_JOB


TOWN = rf"(?P<town>{NAME})"

KINDS: dict[str, Kind] = {
    "name": Kind(
        "“{}” may be a person’s name. No name stays in a record.",
        (
            re.compile(
                rf"\b(?:{w.TITLES})\.? (?:[A-Z]\. ?)*(?P<name>{NAME})"
                rf"(?: (?P<family>{NAME}))?"
            ),
            re.compile(
                rf"\b(?i:{w.PERSON}),? (?:was |is )?(?:named|called) (?P<name>{NAME})"
            ),
            re.compile(
                rf"\b(?i:{w.PERSON}), (?P<name>{NAME})(?: [A-Z]\.)? (?P<family>{NAME}),"
            ),
            re.compile(
                rf"\b(?:{w.KIN}),? (?P<name>{NAME})"
                r"(?= (?:was|is|has|had|who|said)\b|[,.)])"
            ),
            re.compile(rf"\b(?P<name>{NAME})[’']s (?:{w.KIN}|parents|family)\b"),
            re.compile(
                r"\b(?i:patient(?:[’']s)?|full|first|last|family|given|maiden) "
                rf"(?i:name)(?: is| was)?:? (?P<name>{NAME})"
            ),
            re.compile(
                rf"\b(?P<name>{NAME}) (?:[A-Z]\. )?(?P<family>{NAME}), (?:aged |an? )?"
                r"\d{1,2}(?=[- ]year|[- ]month| y)"
            ),
        ),
        _is_name,
    ),
    "initials": Kind(
        "“{}” may be initials. No initials stay in a record.",
        (
            re.compile(
                rf"\b(?i:{w.PERSON}),? \(?(?!U\.S|U\.K)"
                r"(?P<initials>[A-Z]\.[ -]?[A-Z]\.(?:[ -]?[A-Z]\.)?)"
            ),
            re.compile(
                r"\b(?P<titled>Mrs?|Ms|Miss|Mister|Madame|Mme|Herr|Frau)\.? "
                r"(?P<initials>[A-Z]\.(?:[ -]?[A-Z]\.)*|[A-Z]{1,2}\b)(?![’'\w])"
            ),
            re.compile(r"\b[Ii]nitials:? (?P<initials>[A-Z]\.?[ -]?[A-Z]\b\.?)"),
            re.compile(
                r"(?:^|(?<=[.;] ))(?!U\.S|U\.K)(?P<initials>[A-Z]\.[ -]?[A-Z]\.),?"
                rf"(?= (?:{w.DID}|an?)\b)"
            ),
            re.compile(
                r"\b(?i:patient|man|woman|boy|girl),? \(?(?P<initials>[A-Z]{2})\b"
                rf"(?![ -]?\d|[-/+])(?=[),]| (?:{w.DID})\b)"
            ),
        ),
        _is_initials,
    ),
    "day": Kind(
        "“{}” is a day. Nothing about a patient is finer than a month.",
        (
            re.compile(r"\b\d{4}-\d{2}-\d{2}\b"),
            re.compile(r"\b(?:19|20)\d{2}[./]\d{1,2}[./]\d{1,2}\b"),
            re.compile(
                r"(?<![\w./])(?P<one>\d{1,2})(?P<sep>[./-])(?P<two>\d{1,2})(?P=sep)"
                r"(?:\d{4}|\d{2})\b(?![./]\d)"
            ),
            re.compile(
                rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -](?:{w.MONTHS})\b\.?"
                r"(?:,? \d{4})?"
            ),
            re.compile(
                rf"\b(?:{w.MONTHS})\.? \d{{1,2}}(?:st|nd|rd|th)?\b{w.UNITS}"
                r"(?:,? \d{4})?"
            ),
            re.compile(
                rf"\b\d{{1,2}}\.? (?:de )?(?:{w.MONTHS_ELSEWHERE})\b"
                r"(?:(?: de)? \d{4})?"
            ),
            re.compile(
                r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
                r"eleventh|twelfth|[a-z]+teenth|twentieth|thirtieth|"
                rf"(?:twenty|thirty)-[a-z]+) of (?:{w.MONTHS})\b"
            ),
            re.compile(r"\d{1,2}月\d{1,2}日"),
            re.compile(
                r"\b(?:Christmas|New Year[’']s|Boxing) (?:Day|Eve)\b|"
                r"\bEaster (?:Sunday|Monday)\b|\bHalloween\b|\bThanksgiving\b"
            ),
        ),
        _is_day,
    ),
    "age": Kind(
        "“{}”: over 89 years stands as 90 or older.",
        (
            re.compile(r"\b(?:9\d|1[01]\d)[- ]years?(?:[- ]old|[- ]of[- ]age)?\b"),
            re.compile(
                r"\b(?:[Aa]ged?|[Aa]ge of|[Aa]ge:|died at|at age) (?:9\d|1[01]\d)\b"
                r"(?!\s?(?:[%/]|\.\d|mg|days?|weeks?|months?|Gy))"
            ),
            re.compile(
                r"\b(?:[Nn]inety[- ](?:one|two|three|four|five|six|seven|eight|nine)|"
                r"[Oo]ne hundred(?: and \w+)?)[- ]years?[- ]old\b"
            ),
            re.compile(r"\b[Cc]entenarian\b"),
            re.compile(r"\b(?:9\d|1[01]\d)[- ]?(?:y/o|yo|yrs?)\b"),
        ),
        _is_over_89,
    ),
    "number": Kind(
        "“{}” may be a number that a hospital gave.",
        (
            re.compile(
                r"\b(?:MRN|UHID|(?:hospital|medical record|record|chart|file|patient|"
                r"admission|pathology|accession|specimen|insurance|NHS|social security|"
                r"passport|case record) (?:no\.?|number|id|#)|(?:hospital|patient) #)"
                r"(?: was| is)?\s*:?\s*#?[A-Z]{0,4}-?\d[\w/-]{2,}",
                re.IGNORECASE,
            ),
            re.compile(r"\bMRN\s*:?\s*\w*\d\w*"),
            re.compile(r"(?<![\w.:/,+-])\d{7,}(?![\w./]|-\d|,\d)"),
            re.compile(r"(?<![\w-])[A-Z]{1,2}\d{2}-\d{4,6}\b(?!-|\.\d)"),
            re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
            re.compile(r"\bNHS (?:no\.?|number):? \d{3} \d{3} \d{4}\b"),
        ),
        _is_number,
    ),
    "contact": Kind(
        "“{}” may be an address or a telephone.",
        (
            re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w"),
            re.compile(
                r"\b(?i:tel(?:ephone)?|phone|mobile|fax)\b\.?(?: number)?(?: is| was)?"
                r":? ?\+?\d[\d ()/-]{5,}\d"
            ),
            re.compile(r"(?<![\w.])\+\d{1,3}[ -]\(?\d{1,4}\)?(?:[ -]\d{2,4}){2,}\b"),
            re.compile(
                rf"\b\d{{1,4}} {NAME}(?: {NAME})? (?:Street|Road|Avenue|Lane|Drive)\b"
            ),
        ),
    ),
    "place": Kind(
        "“{}” may be the place the patient is from. No town stays in a record.",
        (
            re.compile(
                r"\b(?:town|village|hamlet|suburb|district|county|municipality|"
                rf"commune|island) of {TOWN}"
            ),
            re.compile(
                rf"\b(?i:{w.BEFORE_TOWN})(?: \w+ \w+ ago)?(?: in| of| near| from)"
                rf"(?: (?:the )?(?:city|town|suburbs?) of)? {TOWN}"
            ),
            re.compile(
                rf"\b(?:man|woman|boy|girl|patient|child|infant|family) from {TOWN}"
            ),
            re.compile(rf"\b(?:[Hh]ospital|[Cc]linic|[Ii]nfirmary) (?:in|at) {TOWN}"),
            re.compile(rf"\b(?:came|comes|hails|moved) (?:from|to) {TOWN}"),
            re.compile(rf"\bhome ?town(?: is| was|,)?(?: of)? {TOWN}"),
            re.compile(rf"(?P<town>{NAME})-born\b"),
        ),
        _is_town,
    ),
    "occupation": Kind(
        "“{}”: by what somebody does they may be recognised.",
        (
            re.compile(rf"\b(?i:an?|the|retired|former|professional) (?:{w.JOBS})\b"),
            re.compile(
                r"\b(?:[Hh]e|[Ss]he|who|patient|man|woman|father|mother) (?:had )?"
                r"(?:work(?:s|ed)|was employed|served) as (?:an? )?[a-z]+(?: [a-z]+)?"
            ),
            re.compile(r"\b[a-z]+ by (?:profession|occupation|trade)\b"),
            re.compile(
                r"\b(?i:occupation|profession)(?: was| is|:) [a-z]+(?: [a-z]+)?"
            ),
        ),
        _is_job,
    ),
}
