"""The words of the site: pure functions from parts of a document to what readers see.

Short sentences, British spelling, doses with their frequency, responses with their
drug, and words for silence that fit what was read.
"""

from .articles import (
    affiliations,
    article_title,
    author_name,
    cited,
    container,
    correspondents,
    people,
    published,
)
from .case_summary import case_summary, what_happened
from .case_title import (
    headline,
    leading_diagnosis,
    leading_finding,
    primary_lesion,
    primary_site,
    tumour,
    tumour_at_site,
)
from .courses import (
    MARKS,
    UNCATEGORISED,
    agent_name,
    course_doses,
    course_name,
    is_given,
    response_words,
    why_not_given,
)
from .doses import amount, change, dose, dose_and_length, dose_path, frequency
from .events import actions, grade, severity
from .fusions import (
    biomarker_name,
    finding_name,
    finding_sentence,
    fusion_genes,
    fusion_name,
    is_found,
    partner_gap,
)
from .lesions import size
from .patient import age, person
from .silence import badge, is_stated, missing
from .terms import (
    country,
    ended,
    in_sentence,
    institution,
    institutions,
    listed,
    name,
    plural,
    sentence_case,
)
from .times import day, duration, month, plain, time, time_as_reported

__all__ = [
    "MARKS",
    "UNCATEGORISED",
    "actions",
    "affiliations",
    "age",
    "agent_name",
    "amount",
    "article_title",
    "author_name",
    "badge",
    "biomarker_name",
    "case_summary",
    "change",
    "cited",
    "container",
    "correspondents",
    "country",
    "course_doses",
    "course_name",
    "day",
    "dose",
    "dose_and_length",
    "dose_path",
    "duration",
    "ended",
    "finding_name",
    "finding_sentence",
    "frequency",
    "fusion_genes",
    "fusion_name",
    "grade",
    "headline",
    "in_sentence",
    "institution",
    "institutions",
    "is_found",
    "is_given",
    "is_stated",
    "leading_diagnosis",
    "leading_finding",
    "listed",
    "missing",
    "month",
    "name",
    "partner_gap",
    "people",
    "person",
    "plain",
    "plural",
    "primary_lesion",
    "primary_site",
    "published",
    "response_words",
    "sentence_case",
    "severity",
    "size",
    "time",
    "time_as_reported",
    "tumour",
    "tumour_at_site",
    "what_happened",
    "why_not_given",
]
