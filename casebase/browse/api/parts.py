"""What every answer has, beside what was asked for.

A key that may be missing has a default here and is left out where it has that value, as
in the document. All other keys are always there.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from casebase.archive.document import Part
from casebase.browse import records


class Links(Part):
    """Where this stands, and what stands beside it; absolute addresses."""

    self: str
    """This very answer."""
    html: str = ""
    """The page for people."""
    next: str = ""
    """The next page of the list."""
    previous: str = ""
    """The page before."""


class Answer(Part):
    """What every answer says of itself."""

    archive_version: int = Field(ge=0)
    """Version of the archive that was asked; it grows with every change."""
    licence: str
    """SPDX identifier of the licence of the records."""
    licence_note: str
    """What the licence leaves out."""
    links: Links
    """Where this stands."""


class Paged(Answer):
    """One page of a list."""

    total: int = Field(ge=0)
    """How many there are on all pages."""
    page: int = Field(ge=1)
    """Number of this page."""
    per_page: int = Field(ge=1, le=100)
    """How many stand on a page."""


def told(answer: Part) -> dict[str, Any]:
    """Return an answer as plain JSON values, keys at their default left out."""
    return answer.model_dump(mode="json", exclude_defaults=True, by_alias=True)


def about(archive_version: int, links: Links) -> Mapping[str, Any]:
    """Return what every answer says of itself."""
    return {
        "archive_version": archive_version,
        "licence": records.LICENCE,
        "licence_note": records.LICENCE_NOTE,
        "links": links,
    }
