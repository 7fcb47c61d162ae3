"""Whether an ORCID iD is one: its last character checks the others (ISO 7064, 11-2)."""

import re

from django.core.exceptions import ValidationError

WRITTEN = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.I)


def clean_orcid(typed: str) -> str:
    """Return "0000-0002-1825-0097" of what was typed, "" of nothing.

    Raise ValidationError for what is no iD, and for one with a slip in it.
    """
    typed = typed.strip()
    if not typed:
        return ""
    match = WRITTEN.fullmatch(typed)
    if match is None:
        raise ValidationError("An ORCID iD looks like 0000-0002-1825-0097.")
    orcid = match[1].upper()
    if orcid[-1] != check_character(orcid.replace("-", "")[:15]):
        raise ValidationError("A digit of this ORCID iD is mistyped.")
    return orcid


def check_character(digits: str) -> str:
    """Return the character that belongs after fifteen digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
