"""An age: "33 y/o male", "in her 40s", "3.5 months", "a 3-week-old".

The columns are those of the patient: `age_value`, `age_value_max`, `age_unit`,
`age_qualifier`, `age_at`, and `sex` where the words say it. There is no box for the
words of an age, so what is left over is named for the reading note.
"""

import re
from decimal import Decimal

from casebase.archive.choices import AgeAt, AgeQualifier, AgeUnit, Sex

from .numbers import NUMBER, asked, digits_for_words, tidy
from .reading import LONGEST, AsReported, Choice, Question, Reading, Understood, boxes

_UNITS: tuple[tuple[str, AgeUnit], ...] = (
    (
        r"(?:completed )?(?:weeks?|wks?) (?:of )?(?:gestation(?:al age)?|ga)",
        AgeUnit.GESTATIONAL_WEEK,
    ),
    (r"years?|yrs?|y\.?/?o|yo|y", AgeUnit.YEAR),
    (r"months?|mos?|mths?", AgeUnit.MONTH),
    (r"weeks?|wks?|wk|w", AgeUnit.WEEK),
    (r"days?|d", AgeUnit.DAY),
)
_UNIT = "|".join(f"(?:{way})" for way, _ in _UNITS)
_MEN = r"male|man|boy|gentleman"
_WOMEN = r"female|woman|girl|lady"
_SEX = re.compile(
    rf"(?<![\w-])(?:(?P<m>{_MEN}|(?-i:M))|(?P<f>{_WOMEN}|(?-i:F)))$", re.I
)
_SEX_FIRST = re.compile(rf"^(?:(?P<m>{_MEN})|(?P<f>{_WOMEN}))(?: of| aged|,)? ", re.I)
_LETTER = re.compile(r"^(\d{1,3}) ?-?([MFmf])$")
_AT: tuple[tuple[str, AgeAt], ...] = (
    (r"at (?:the )?(?:time of )?diagnosis", AgeAt.DIAGNOSIS),
    (r"at (?:first )?(?:presentation|admission)", AgeAt.PRESENTATION),
    (
        r"at (?:the )?start of (?:treatment|therapy)|at treatment start|when treated",
        AgeAt.TREATMENT_START,
    ),
    (r"at (?:the )?(?:time of the )?report", AgeAt.REPORT),
)
_DECADES = {
    name: 10 * n
    for n, name in enumerate(
        [
            "twenties",
            "thirties",
            "forties",
            "fifties",
            "sixties",
            "seventies",
            "eighties",
        ],
        start=2,
    )
}
_DECADE = re.compile(
    r"(?:(?:in )?(?:(?P<whose>his|her|their|the) )?)?"
    r"(?:(?P<part>early|mid|late)[- ]?)?"
    rf"(?:(?P<tens>[1-8]0)['’]?s|(?P<name>{'|'.join(_DECADES)}))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"in (?:his|her|their|the) (second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r" decade(?: of life)?",
    re.IGNORECASE,
)
_ORDINALS = [
    *("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
]
_QUALIFIERS: tuple[tuple[str, AgeQualifier], ...] = (
    (r"about|approximately|approx\.?|around|ca\.?|circa|~", AgeQualifier.ABOUT),
    (
        r"≥|>=|at least|>|over|older than|more than|above",
        AgeQualifier.AT_LEAST,
    ),
    (r"≤|<=|at most|<|under|younger than|less than|below|up to", AgeQualifier.AT_MOST),
)
_PLAIN = re.compile(
    rf"(?P<low>{NUMBER})(?: ?(?:-|to|and) ?(?P<high>{NUMBER}))?"
    rf"(?:\+(?P<days>[0-6]))?(?:[- ]?(?P<unit>{_UNIT}))?"
    r"(?:[- ]old| of age)?",
    re.IGNORECASE,
)
_TWO_UNITS = re.compile(
    r"(?P<years>[0-9]{1,2}) ?(?:y|yrs?|years?),?(?: and)? ?"
    r"(?P<months>[0-9]{1,2}) ?(?:m|mos?|months?)(?:[- ]old| of age)?",
    re.IGNORECASE,
)
_OVER = re.compile(r"^([0-9]{1,2})/(12|52|7)$")
_FRACTION = re.compile(r"(\d{1,3}) ?(?:½|(?<=\d) ?1/2)")
_OVER_UNITS = {"12": "months", "52": "weeks", "7": "days"}
_WITHOUT_A_NUMBER = re.compile(
    r"\b(?:infant|newborn|neonate|child|adolescent|teenager|teens|adult|elderly|young"
    r"|middle[- ]aged|toddler|old)\b",
    re.IGNORECASE,
)
_OLDEST = 120


def read(text: str, *, printed: str = "") -> Reading:
    """Read an age. `printed` is the source's print, if `text` answers a question."""
    words = tidy(text).strip(" .;")
    if not words or len(words) > LONGEST:
        return AsReported("There is no age to read.")
    if words.isdecimal() and words.isascii():
        return _ask_unit(words, words)
    if hit := _LETTER.match(words):
        return _letter(hit)
    if hit := _OVER.match(words):
        said = f"{hit[1]} {_OVER_UNITS[hit[2]]}"
        return Question(f"Is “{words}” {said}?", (Choice(said, said),))
    if hit := _FRACTION.search(words):
        said = words.replace(hit[0], f"{hit[1]}.5")
        return Question(f"Is “{hit[0]}” {hit[1]}.5?", (Choice(said, said),))
    if question := asked(words, chosen=bool(printed)):
        return question
    return _read(digits_for_words(words), words)


def render(row: dict[str, str]) -> str:
    """Write an age so that `read` understands it as the same."""
    low, high, unit = row["age_value"], row.get("age_value_max", ""), row["age_unit"]
    qualifier = row["age_qualifier"]
    if unit == AgeUnit.GESTATIONAL_WEEK:
        return f"{low} weeks of gestation"
    if qualifier == AgeQualifier.DECADE:
        return f"in {_whose(row.get('sex', ''))} {low}s"
    before = {
        AgeQualifier.ABOUT.value: "about ",
        AgeQualifier.AT_LEAST.value: "at least ",
        AgeQualifier.AT_MOST.value: "at most ",
    }.get(qualifier, "")
    number = f"{low} to {high}" if high else low
    at = AgeAt(row["age_at"]).label.lower() if row.get("age_at") else ""
    sex = row.get("sex", "")
    plural = "" if number == "1" else "s"
    return " ".join(p for p in (f"{before}{number} {unit}{plural}", sex, at) if p)


def _letter(hit: re.Match[str]) -> Reading:
    """ "33F" is a woman of 33; "33M" can be 33 months as well."""
    number, letter = hit[1], hit[2]
    if letter == "F":
        return _read(f"{number} years female", hit[0])
    if letter == "M" and int(number) > 36:
        return _read(f"{number} years male", hit[0])
    if letter == "f":
        return Question(
            f"Is “{hit[0]}” a woman of {number} years?",
            (Choice(f"{number} years, female", f"{number} years female"),),
        )
    return Question(
        f"Is “{hit[0]}” a man of {number} years, or {number} months?",
        (
            Choice(f"{number} years, male", f"{number} years male"),
            Choice(f"{number} months", f"{number} months"),
        ),
    )


def _read(text: str, typed: str) -> Reading:
    words, at = _take_at(text)
    words = re.sub(
        r"^(?:aged?|an?|the patient (?:was|is)|ga:?|gestational age:?) ",
        "",
        words,
        flags=re.IGNORECASE,
    )
    if hit := _DECADE.fullmatch(words):
        return _decade(hit)
    if hit := _ORDINAL.fullmatch(words):
        low = 10 * (_ORDINALS.index(hit[1].lower()) + 1)
        said = f"{low} to {low + 9} years"
        choice = Choice(said, re.sub(r"\w+ decade.*", f"{low}s", words))
        return Question(f"Does “{typed}” mean {said}?", (choice,))
    if hit := _TWO_UNITS.fullmatch(words):
        months = 12 * int(hit["years"]) + int(hit["months"])
        return Question(
            "Two units have no box. Which of the two?",
            (
                Choice(f"{hit['years']} years", f"{hit['years']} years"),
                Choice(f"{months} months, calculated", f"{months} months"),
            ),
        )
    words, sex = _take_sex(words)
    words, qualifier = _take_qualifier(words)
    hit = _PLAIN.fullmatch(words)
    if not hit:
        if _WITHOUT_A_NUMBER.search(typed) and not re.search(r"\d", typed):
            return AsReported(f"“{typed}” names no age. It can stand in the summary.")
        return AsReported(f"“{typed}” is not understood as an age.")
    if not hit["unit"]:
        return _ask_unit(hit[0], typed)
    return _plain(hit, typed, sex=sex, qualifier=qualifier, at=at)


def _take_at(text: str) -> tuple[str, str]:
    for way, at in _AT:
        shorter = re.sub(rf"[, ]+(?:{way})$", "", text, flags=re.IGNORECASE)
        if shorter != text:
            return shorter, at.value
    return text, ""


def _take_sex(words: str) -> tuple[str, str]:
    hit = _SEX.search(words) or _SEX_FIRST.search(words)
    if not hit:
        return words, ""
    left = (words[: hit.start()] + words[hit.end() :]).strip(" ,-")
    return left, Sex.MALE.value if hit["m"] else Sex.FEMALE.value


def _take_qualifier(words: str) -> tuple[str, str]:
    for way, qualifier in _QUALIFIERS:
        if hit := re.match(rf"(?:{way}) ?(?=\d)", words, re.IGNORECASE):
            return words[hit.end() :], qualifier.value
    return words, ""


def _ask_unit(number: str, typed: str) -> Reading:
    value = Decimal(re.split(r"[-+ ]", number)[0])
    if value > _OLDEST:
        return AsReported(f"“{typed}” is not understood as an age.")
    units = ["years", "months", "weeks"] if value <= 36 else ["years"]
    at = typed.find(number) + len(number)
    texts = [f"{typed[:at]} {unit}{typed[at:]}" for unit in units]
    choices = tuple(
        Choice(f"{number} {u}", t) for u, t in zip(units, texts, strict=True)
    )
    return Question("The unit is not said. Which is it?", choices)


def _decade(hit: re.Match[str]) -> Understood:
    tens = hit["tens"] or str(_DECADES[hit["name"].lower()])
    whose = (hit["whose"] or "").lower()
    sex = {"his": Sex.MALE.value, "her": Sex.FEMALE.value}.get(whose, "")
    row = boxes(
        age_value=tens,
        age_value_max=str(int(tens) + 9),
        age_unit=AgeUnit.YEAR.value,
        age_qualifier=AgeQualifier.DECADE.value,
        sex=sex,
    )
    part = hit["part"]
    unsaid = f"“{part}” has no box: it can stand in the reading note." if part else ""
    return Understood(f"In {_whose(sex)} {tens}s{_and(sex)}.", (row,), unsaid)


def _plain(
    hit: re.Match[str], typed: str, *, sex: str, qualifier: str, at: str
) -> Reading:
    low, high = hit["low"], hit["high"] or ""
    unit = next(u for way, u in _UNITS if re.fullmatch(way, hit["unit"], re.I))
    notes = []
    if unit is AgeUnit.YEAR and Decimal(low) > _OLDEST:
        return AsReported(f"Nobody is {low} years old. Look at the source again.")
    if high:
        if qualifier or Decimal(high) <= Decimal(low) or " and " in hit[0]:
            return AsReported(f"“{typed}” is not understood as one age.")
        qualifier = AgeQualifier.RANGE.value
    if unit is AgeUnit.YEAR and Decimal(high or low) > 89:
        if qualifier == AgeQualifier.AT_MOST:
            return AsReported("Ages over 89 years are not kept.")
        notes.append("Ages over 89 are kept as 90, at least, for the patient's privacy")
        low = "90" if Decimal(low) > 89 else low
        high, qualifier = "", AgeQualifier.AT_LEAST.value
    if hit["days"]:
        if unit not in (AgeUnit.GESTATIONAL_WEEK, AgeUnit.WEEK):
            return AsReported(f"“{typed}” is not understood as an age.")
        notes.append(f"“+{hit['days']}” has no box")
    row = boxes(
        age_value=low,
        age_value_max=high,
        age_unit=unit.value,
        age_qualifier=qualifier or AgeQualifier.EXACT.value,
        age_at=at,
        sex=sex,
    )
    told = render({**row, "sex": "", "age_at": ""})
    when = f", {AgeAt(at).label.lower()}" if at else ""
    unsaid = "".join(f"{note}. " for note in notes).strip()
    return Understood(f"{told[:1].upper()}{told[1:]}{when}{_and(sex)}.", (row,), unsaid)


def _whose(sex: str) -> str:
    return {"male": "his", "female": "her"}.get(sex, "the")


def _and(sex: str) -> str:
    return f"; {sex}" if sex else ""
