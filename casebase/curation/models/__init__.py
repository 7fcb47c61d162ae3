"""The curators' tables: articles, patients, biomarkers, treatments, outcome, review."""

from .article import Article, ArticleFact, ArticleRelation, Authorship, Person, Series
from .audit import AuditEntry
from .biomarker import AssayResult, BiomarkerFinding
from .curator import Curator
from .intake import (
    Assignment,
    IntakeCount,
    ReaderReport,
    SamePersonAnswer,
    SuggestedPaper,
)
from .outcome import AdverseEvent, FollowUp, ResponseAssessment
from .paper_text import PaperPage
from .patient import (
    Diagnosis,
    FactConflict,
    FactProvenance,
    Lesion,
    LesionMeasurement,
    Observation,
    Patient,
    PatientSource,
    Specimen,
)
from .people import Attempt, InterestStatement, Invitation
from .review import ContentEdit, Review
from .reviewing import Comment, ReviewRemark, ReviewTick, Submission
from .treatment import DoseStep, ProcedureDetail, Treatment, TreatmentAgent
from .words import KeptApart, MergeDecision

__all__ = [
    "AdverseEvent",
    "Article",
    "ArticleFact",
    "ArticleRelation",
    "AssayResult",
    "Assignment",
    "Attempt",
    "AuditEntry",
    "Authorship",
    "BiomarkerFinding",
    "Comment",
    "ContentEdit",
    "Curator",
    "Diagnosis",
    "DoseStep",
    "FactConflict",
    "FactProvenance",
    "FollowUp",
    "IntakeCount",
    "InterestStatement",
    "Invitation",
    "KeptApart",
    "Lesion",
    "LesionMeasurement",
    "MergeDecision",
    "Observation",
    "PaperPage",
    "Patient",
    "PatientSource",
    "Person",
    "ProcedureDetail",
    "ReaderReport",
    "ResponseAssessment",
    "Review",
    "ReviewRemark",
    "ReviewTick",
    "SamePersonAnswer",
    "Series",
    "Specimen",
    "Submission",
    "SuggestedPaper",
    "Treatment",
    "TreatmentAgent",
]
