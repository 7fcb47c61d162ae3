"""The text of a paper, for those who curate it: never published, never exported."""

from django.conf import settings
from django.db import models

from casebase.vocabulary.fields import Narrative

from .article import Article

PAGE_LENGTH = 300_000


class PaperPage(models.Model):
    """One page of a paper's text; text that was pasted has no pages and is number 0.

    A paper's text is its publisher's. It stands here for reading beside the form.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="paper_pages"
    )
    number = models.PositiveSmallIntegerField()
    text = Narrative(max_length=PAGE_LENGTH)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    put_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "page of a paper"
        verbose_name_plural = "pages of papers"
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="curation_paperpage_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}, p {self.number}" if self.number else str(self.article)
