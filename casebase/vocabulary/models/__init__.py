"""The vocabularies, a file for each chapter of words."""

from casebase.vocabulary.models.adverse_event import AdverseEventTerm
from casebase.vocabulary.models.biomarker import Biomarker
from casebase.vocabulary.models.disease import BodySite, Disease, DiseaseGroup
from casebase.vocabulary.models.drug import Drug, DrugAlias, DrugClass
from casebase.vocabulary.models.fusion import GeneFusion
from casebase.vocabulary.models.gene import Gene, GeneAlias, GeneFamily
from casebase.vocabulary.models.literature import Institution, Journal
from casebase.vocabulary.models.merged import MergedWord
from casebase.vocabulary.models.usual_dose import UsualDose

__all__ = [
    "AdverseEventTerm",
    "Biomarker",
    "BodySite",
    "Disease",
    "DiseaseGroup",
    "Drug",
    "DrugAlias",
    "DrugClass",
    "Gene",
    "GeneAlias",
    "GeneFamily",
    "GeneFusion",
    "Institution",
    "Journal",
    "MergedWord",
    "UsualDose",
]
