"""Days, which are never kept: how they are written, and whether a text holds one."""

import re

from casebase.curation import fuzzy_times

PRIVATE = "The day is not kept, for the patient's privacy."

MONTH = "|".join(sorted(fuzzy_times.MONTHS, key=len, reverse=True))
YEAR = r"(?:19|20)\d{2}"
NAMED_DAY = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+(?:of )?(?P<m1>{MONTH})"
    rf"|(?P<m2>{MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?),?[ .-]+"
    rf"(?P<year>{YEAR})",
    re.IGNORECASE,
)
ISO_DAY = re.compile(rf"(?P<year>{YEAR})[-/.](?P<month>\d{{1,2}})[-/.]\d{{1,2}}")
NUMERIC_DAY = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.]({YEAR})")
_DAY = re.compile(
    "|".join(re.sub(r"\?P<\w+>", "?:", p.pattern) for p in (NAMED_DAY, ISO_DAY))
    + f"|{NUMERIC_DAY.pattern}",
    re.IGNORECASE,
)


def holds_a_day(text: str) -> bool:
    """Whether the text names a day of the calendar with its year."""
    return _DAY.search(text) is not None
