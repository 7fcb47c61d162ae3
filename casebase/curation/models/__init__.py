"""The curators' tables: articles, patients, biomarkers, treatments, outcome, review."""

from .article import Article, ArticleFact, ArticleRelation, Authorship, Person, Series
from .biomarker import AssayResult, BiomarkerFinding
from .curator import Curator
from .outcome import AdverseEvent, FollowUp, ResponseAssessment
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
from .review import ContentEdit, Review
from .treatment import DoseStep, ProcedureDetail, Treatment, TreatmentAgent

__all__ = [
    "AdverseEvent",
    "Article",
    "ArticleFact",
    "ArticleRelation",
    "AssayResult",
    "Authorship",
    "BiomarkerFinding",
    "ContentEdit",
    "Curator",
    "Diagnosis",
    "DoseStep",
    "FactConflict",
    "FactProvenance",
    "FollowUp",
    "Lesion",
    "LesionMeasurement",
    "Observation",
    "Patient",
    "PatientSource",
    "Person",
    "ProcedureDetail",
    "ResponseAssessment",
    "Review",
    "Series",
    "Specimen",
    "Treatment",
    "TreatmentAgent",
]
