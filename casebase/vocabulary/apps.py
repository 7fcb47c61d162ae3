"""Tell Django about this app."""

from django.apps import AppConfig


class VocabularyConfig(AppConfig):
    """Words that outlive any report: genes, fusions, biomarkers, diseases, drugs."""

    name = "casebase.vocabulary"
    label = "vocabulary"
    verbose_name = "Vocabulary"
    default_auto_field = "django.db.models.BigAutoField"
