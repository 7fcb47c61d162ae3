"""When a text carries what a leaf says: so that no expectation can be empty.

* every number of the leaf is in the text, also in another unit of length or as the
  name of a month;
* coded words are there as the archive has them ("twice daily" is `bid`);
* of the other words at least six in ten are there, by their first letters.

Words may differ for a reason that is given; a number may not.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w]|\.\d)")
DATE = re.compile(r"\b(\d{4})-(\d\d)(?:-(\d\d))?\b")
WRITTEN_DATE = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})\b")
WORD = re.compile(r"[^\W\d_][\w′-]*")
STEM = 6
LEAST_SHARE = 0.6
FILLERS = {
    *("the", "and", "for", "was", "were", "with", "that", "this", "not", "are", "has"),
    *("had", "from", "after", "before", "into", "all", "she", "her", "his", "him"),
    *("its", "which", "who", "did", "does", "been", "than", "only", "one", "two"),
    "without",
}
#: The key a leaf stands under, what it says, how the documents and the pages say it.
#: Patterns; a key of "" is any. The first that fits takes its words out of the leaf.
CODED = (
    ("", r"\btwice daily\b", r"\bbid\b", r"twice daily"),
    ("", r"\bonce a day\b|\bdaily\b", r"\bqd\b|daily", r"daily"),
    ("", r"\bmg/kg\b", r"mg_kg", r"mg/kg"),
    ("", r"\bmale\b", r"\bmale\b", r"\b(male|man|boy)\b"),
    ("", r"\bfemale\b", r"\bfemale\b", r"\b(female|woman|girl)\b"),
    ("", r"\bcomplete\b.*\b(response|remission)\b|\bCR\b", r"\bCR\b", r"[Cc]omplete"),
    ("", r"\bpartial (response|regression)\b|\bPR\b", r"\bPR\b", r"[Pp]artial"),
    ("", r"\bPD\b", r"\bPD\b", r"[Pp]rogress"),
    ("value", r"^progression$", r"\bPD\b", r"[Pp]rogress"),
    ("value", r"^stabl\w+$", r"\bSD\b", r"[Ss]tabl"),
    ("", r"\bfinancial\b", r"\bcost\b|financial", r"[Cc]ost|[Ff]inancial"),
    ("route", r"\boral\b", r"\boral\b", r"by mouth"),
    ("kind", r"^reduction$", r"reduced", r"[Rr]educed"),
    ("kind", r"^re-escalation$", r"restored|escalated", r"[Rr]estored|[Ee]scalated"),
    ("reason", r"^side effects$", r"toxicity", r"[Aa]dverse events|[Ss]ide effects"),
    ("action", r"^dose reduced$", r"reduced", r"[Rr]educed"),
    ("kind", r"^case_report\w*$", r"case_report", r"[Cc]ase report"),
    ("kind", r"^news_item$", r"news_item", r"[Nn]ews"),
    ("text_scope", r"^full_text_read$", r"full_text", r"[Ww]hole|full text"),
    ("text_scope", r"^whole_news_text$", r"full_text", r"whole"),
    ("text_scope", r"^abstract$", r"\babstract\b", r"abstract"),
    ("text_scope", r"^abstract_\w+$", r"abstract_and_part", r"[Aa]bstract and part"),
    ("text_scope", r"^secondary_\w+$", r"secondary_summary", r"news summary"),
    ("country", r"^China$", r"\bCN\b", r"China"),
    ("country", r"^Germany$", r"\bDE\b", r"Germany"),
    ("country", r"^Japan$", r"\bJP\b", r"Japan"),
    ("country", r"^United States$", r"\bUS\b", r"United States"),
    ("language", r"^ja$", r"\bja\b", r"Japanese"),
    ("license", r"^open access.*$", r"\byes\b|open", r"[Oo]pen access"),
    ("status", r"^none_declared$", r"none_declared", r"No conflicts of interest"),
    ("type", r"^drug$", r"\bsystemic\b", r"."),
    ("type", r"^supportive$", r"\bsupportive\b", r"[Ss]upportive"),
    ("type", r"^surgery$", r"\bsurgery\b", r"[Ss]urg|[Oo]perat"),
    ("type", r"^radiotherapy$", r"\bradiation\b", r"[Rr]adi"),
    ("type", r"^fusion$", r"\bfusion\b", r"[Ff]usion|[Rr]earrange|::"),
    ("type", r"^rearrangement$", r"\bfusion\b", r"[Rr]earrange"),
    ("type", r"^mutation$", r"\bsnv_indel\b", r"."),
    ("type", r"^microsatellite_instability$", r"\bmsi\b", r"[Mm]icrosatellite|MSI"),
    ("type", r"^germline$", r"hereditary_syndrome", r"[Gg]ermline|[Hh]eredit"),
    ("type", r"^expression$", r"\bexpression\b", r"[Ee]xpression"),
    ("type", r"^(other|marker|laboratory)$", r"\w", r"."),
    ("result", r"^(positive|detected|high|known)$", r"\bpositive\b|\bhigh\b", r"."),
    ("result", r"^(negative|none found)$", r"\bnegative\b", r"[Nn]egative|[Nn]o"),
    ("result", r"^abnormal or lost$", r"lost_or_abnormal", r"[Ll]ost|[Aa]bnormal"),
    ("partner_not_named", r"^true$", r"not_|undetermined", r"[Pp]artner"),
    ("side_not_stated", r"^true$", r"not_stated", r"[Ss]ide"),
    ("off_label", r"^true$", r"off_label", r"[Oo]ff label"),
    ("off_label", r"^unknown$", r"^-$", r"."),
    ("novel", r"^true$", r"true", r"[Nn]ew|[Nn]ovel|not described before"),
    ("origin", r"^acquired$", r"true", r"[Aa]cquired|arose"),
    ("approximate", r"^true$", r"about", r"about"),
    ("fusion", r"^false$", r"snv_indel", r"."),
    ("progression", r"^false$", r"no_progression", r"[Ww]ithout progression"),
    ("ongoing_at_report", r"^true$", r"yes|ongoing", r"[Oo]ngoing|[Gg]oes on"),
    ("treatment_beyond_progression", r"^true$", r"yes", r"progression"),
    ("adverse_events", r"^\[\]$", r"none_|negligible", r"[Nn]o|[Nn]egligible"),
    ("status", r"\bdead\b", r"dead_|death", r"[Dd]ied|[Dd]eath"),
    ("status", r"\balive\b", r"alive_", r"[Aa]live"),
)


def lacking_numbers(name: str, says: str, text: str) -> set[str]:
    """The numbers and dates of a leaf that a text has not."""
    text = WRITTEN_DATE.sub(_as_date, text)
    dates = {m[0] for m in DATE.finditer(text)}
    text = DATE.sub(_apart, text)
    there = {_plain(number) for number in NUMBER.findall(_spaced(text))}
    lacking = set()
    for date in DATE.finditer(says):
        # An article keeps year, month and day apart.
        apart = name == "published" and set(_apart(date).split()) <= there
        if not apart and not any(each.startswith(date[0]) for each in dates):
            lacking.add(date[0])
    says = DATE.sub(" ", says)
    wanted = {_plain(number) for number in NUMBER.findall(_spaced(says))}
    for number in wanted - there:
        # Centimetres of the source are millimetres in the archive.
        in_mm = _plain(str(Decimal(number) * 10))
        if name != "size_cm" or in_mm not in there:
            lacking.add(number)
    return lacking


def lacking_words(name: str, says: str, text: str, *, on_page: bool) -> list[str]:
    """The words of a leaf that a text lacks, if it carries less than it must.

    `name` is the key the leaf stands under.
    """
    for key, words, in_document, in_page in CODED:
        if key in ("", name) and re.search(words, says):
            if not re.search(in_page if on_page else in_document, text):
                return [says]
            says = re.sub(words, " ", says)
            if not says.strip():
                return []
    wanted = dict.fromkeys(_stems(DATE.sub("", says)))
    there = set(_stems(text))
    if not wanted:
        told = NUMBER.search(_spaced(says)) or DATE.search(says)
        return [] if told or says.strip().casefold() in text.casefold() else [says]
    lacking = [word for word in wanted if word not in there]
    return lacking if len(lacking) > len(wanted) * (1 - LEAST_SHARE) else []


def _stems(text: str) -> Iterator[str]:
    return filter(None, map(_stem, WORD.findall(text.replace("_", " "))))


def _stem(word: str) -> str:
    word = word.casefold().strip("-")
    if any(letter.isdigit() for letter in word):
        return word  # a gene, a variant: whole
    if len(word) < 3 or word in FILLERS:
        return ""
    return word.replace("tumour", "tumor").removesuffix("s")[:STEM]


def _plain(number: str) -> str:
    return format(Decimal(number).normalize(), "f")


def _spaced(text: str) -> str:
    """Ranges, sizes and ordinals as single numbers, `recist_1_1` as 1.1."""
    text = re.sub(r"\brecist_(\d)_(\d)\b", r"recist \1.\2", text)
    text = re.sub(r"(?<=\d)\s*[-–—×/](?=\s*\d)", " ", text)
    return re.sub(r"(?<=\d)(?=(mm|cm|mg|th|st|nd|rd|fold|bp|%)\b)", " ", text)


def _as_date(found: re.Match[str]) -> str:
    day, month, year = found.groups()
    number = f"{MONTHS.index(month) + 1:02}"
    return f"{year}-{number}" + (f"-{int(day):02}" if day else "")


def _apart(found: re.Match[str]) -> str:
    return " ".join(str(int(part)) for part in found.groups() if part)
