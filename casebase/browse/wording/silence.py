"""What an unstated fact is called. Only a paper that was read whole can be silent."""

from casebase.archive.choices import PartRead

MISSING = {
    PartRead.FULL_TEXT: "not reported",
    PartRead.ABSTRACT_AND_PART: "not in the part read",
    PartRead.ABSTRACT: "not in the abstract",
    PartRead.SECONDARY_SUMMARY: "not in the news summary",
}

BADGES = {
    PartRead.FULL_TEXT: "From the full paper",
    PartRead.ABSTRACT_AND_PART: "From the abstract and part of the paper",
    PartRead.ABSTRACT: "From the abstract",
    PartRead.SECONDARY_SUMMARY: "From a news summary",
}

NOTHING_STATED = frozenset({"", "not_reported", "not_stated", None})


def missing(part_read: PartRead) -> str:
    """Say that a fact is not there, in words that fit what was read."""
    return MISSING[part_read]


def badge(part_read: PartRead) -> str:
    """Say what the case was read from."""
    return BADGES[part_read]


def is_stated(value: object) -> bool:
    """Whether a value says anything."""
    return getattr(value, "value", value) not in NOTHING_STATED
