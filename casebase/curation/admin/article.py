"""The article's page: what it is, who signs it, how it stands to others; and series
and people."""

from typing import Any

from django.contrib import admin
from django.db.models import Field, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern

from casebase.curation.models import (
    Article,
    ArticleFact,
    ArticleRelation,
    Authorship,
    Person,
    Series,
)

from . import notice
from .forms import RowForm
from .rows import Rows, main, rarely
from .target import TargetAdmin
from .widgets import closed

OPEN_ACCESS = (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"))


class AuthorshipRows(Rows):
    """Who signs it."""

    model = Authorship
    verbose_name = "person who signs"
    verbose_name_plural = "people who sign"
    jump = "Authors"
    head = "admin/workbench/_authors.html"
    help = "As printed. No e-mail addresses. The plus adds a person who is missing."
    autocomplete_fields = ("person", "affiliations")
    tells = ("person", "role", "credentials")
    mends = frozenset({"person"})
    fieldsets = (
        main(
            ("person", "role", "position", "is_corresponding", "credentials"),
            "affiliations",
        ),
    )


class RelationRows(Rows):
    """How it stands to other articles."""

    model = ArticleRelation
    fk_name = "article"
    verbose_name = "relation"
    verbose_name_plural = "relations to other articles"
    jump = "Relations"
    help = "A news item reports on a paper; a correction corrects one."
    autocomplete_fields = ("other",)
    tells = ("kind", "other")
    choose_articles = frozenset()
    fieldsets = (main(("kind", "other")),)


class ArticleFactRows(Rows):
    """Where facts stand that were not taken from the article itself."""

    model = ArticleFact
    form = RowForm
    fk_name = "article"
    verbose_name = "source of a fact"
    verbose_name_plural = "sources of the facts about the article"
    jump = "Facts' sources"
    help = "Only for what you know from elsewhere: a disclosure told by the news item."
    autocomplete_fields = ("source",)
    tells = ("field", "locator")
    choose_articles = frozenset()
    fieldsets = (
        main(("field", "source", "locator", "assertion", "confidence")),
        rarely("quote", ("reading_note", "curator_note"), name="Quote and notes"),
    )


@admin.register(Article)
class ArticleAdmin(TargetAdmin):
    """A paper or news item."""

    list_display = ("__str__", "slug", "kind", "year", "standing", "updated_at")
    list_filter = ("status", "kind", "integrity", "series")
    search_fields = ("slug", "title", "doi", "pmid", "outlet", "journal__name")
    search_help_text = "Title, short name, DOI, PMID, journal or outlet"
    autocomplete_fields = ("journal", "series")
    labels = {
        "slug": "Short name",
        "coi_statement": "Interests in your own words",
        "authors_complete": "Author list is complete",
        "patients_reported": "Patients reported",
        "fully_curated": "All of them are here",
        "identifiers_note": "Why identifiers are missing",
        "url": "Web address",
    }
    change_form_template = "admin/workbench/article.html"
    inlines = (AuthorshipRows, RelationRows, ArticleFactRows)

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Ask for open access by yes and no, as for the other facts."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "open_access":
            field.choices = closed(OPEN_ACCESS)
        return field

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the journal, which names what has no title."""
        return super().get_queryset(request).select_related("journal")

    def get_urls(self) -> list[URLPattern]:
        """An address for what the publisher says of it since."""
        return [*notice.urls(self), *super().get_urls()]

    fieldsets = (
        (
            "Article",
            {
                "fields": (
                    ("slug", "kind", "language"),
                    "title",
                    ("journal", "year", "month", "day"),
                    ("volume", "issue", "pages"),
                    ("doi", "pmid", "pmcid"),
                    "url",
                    ("authors_complete", "patients_reported", "fully_curated"),
                    "identifiers_note",
                    "summary",
                ),
            },
        ),
        (
            "News item",
            {
                "fields": (("outlet", "section", "posted_on"), "series"),
                "classes": ("rare",),
            },
        ),
        (
            "Rights, interests, funding, ethics",
            {
                "fields": (
                    ("rights", "open_access", "coi_status", "ethics"),
                    "coi_statement",
                    "funding",
                    "abstract",
                ),
                "classes": ("rare",),
            },
        ),
        (
            "Corrections and retraction",
            {
                "fields": (
                    ("integrity", "integrity_date"),
                    "integrity_note",
                    "integrity_url",
                ),
                "classes": ("rare",),
            },
        ),
        (
            "Original title, made up",
            {"fields": ("title_original", "synthetic"), "classes": ("rare",)},
        ),
    )


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin):
    """Runs of articles on one subject."""

    list_display = ("title", "strapline", "kind")
    search_fields = ("title", "strapline", "slug")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("families", "genes", "diseases")
    fieldsets = (
        (
            None,
            {"fields": ("title", "strapline", "slug", "kind", "intro", "families")},
        ),
        ("More", {"fields": ("genes", "diseases"), "classes": ("collapse",)}),
    )


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin):
    """People who sign articles."""

    list_display = ("__str__", "family", "given", "orcid")
    search_fields = ("family", "given", "orcid")

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> Any:
        """Find “Hope Craig” and “Craig, Hope”."""
        return super().get_search_results(
            request, queryset, search_term.replace(",", " ")
        )
