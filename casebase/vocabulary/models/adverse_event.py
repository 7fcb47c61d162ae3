"""Terms for adverse events."""

from django.db import models

from casebase.vocabulary.fields import Narrative, Words
from casebase.vocabulary.models.word import Word, curie, lines


class AdverseEventTerm(Word):
    """An adverse event in the wording of CTCAE; never a MedDRA code."""

    key = models.SlugField(max_length=80, unique=True)
    name = Words(max_length=160)
    soc = Words("organ class", max_length=120, blank=True)
    code = Words(
        max_length=40,
        blank=True,
        validators=[curie],
        help_text="HPO or NCIt code with its prefix; empty when none was verified.",
    )
    ctcae_version = Words("CTCAE version", max_length=10, blank=True)
    synonyms = Narrative(blank=True, help_text="One a line.")

    class Meta:
        ordering = ["name"]

    def synonym_list(self) -> list[str]:
        """Other words for the event."""
        return lines(self.synonyms)
