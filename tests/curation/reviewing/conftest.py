"""Ada who curates, Grace who reviews, and the seed as a draft of Ada's."""

from tests.curation.admin.conftest import (
    as_curator,
    as_reviewer,
    curator,
    patient,
    reviewer,
)

__all__ = ["as_curator", "as_reviewer", "curator", "patient", "reviewer"]
