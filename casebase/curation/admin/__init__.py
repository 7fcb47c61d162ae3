"""The workbench: the pages on which curators write. The site itself is
`casebase.curation.workbench`."""

from . import article, biomarker, intake, patient, people, treatment

__all__ = ["article", "biomarker", "intake", "patient", "people", "treatment"]
