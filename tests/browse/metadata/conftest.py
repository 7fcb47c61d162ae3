"""An article of which everything is known, and the case that it reports."""

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
from tests.browse import archive

PAPER = {
    "schema": d.SCHEMA,
    "key": "made-up-1",
    "synthetic": True,
    "kind": "case_report",
    "title": "A made-up report </script><b>& more",
    "language": "en",
    "journal": "Journal of Made-up Cases",
    "year": 2020,
    "month": 7,
    "day": 4,
    "volume": "12",
    "issue": "3",
    "pages": "495-503",
    "doi": "10.9999/made.up.1",
    "pmid": "99999999",
    "authors": [
        {"family": "de Made", "given": "Ada", "role": "author", "position": 1},
        {"family": "Up", "given": "Bo", "suffix": "Jr.", "role": "author"}
        | {"position": 2, "orcid": "0000-0002-1825-0097"},
        {"family": "Editor", "given": "Ed", "role": "editor", "position": 1},
    ],
}


@pytest.fixture
def cited(seed_case):
    """The accession of a made-up case whose article is known in full."""
    article = d.ArticleDocument.model_validate(PAPER)
    publishing.put(article, **archive.ENVELOPE)
    return publishing.put(archive.told_in_full(), **archive.ENVELOPE).record.name
