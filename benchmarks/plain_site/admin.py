"""The change list of cases, as the admin makes it, with a filter for each facet."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from .models import TABLES, Case
from .views import NO_FACETS, of_words


def path_of(space: str, facet: str) -> str:
    """Return how the admin names a facet."""
    return facet if space == "case" else f"{space}__{facet}"


@admin.register(Case)
class CaseAdmin(admin.ModelAdmin):
    """The list."""

    list_display = ("name", "title", "year", "sex", "age")
    list_filter = [
        path_of(space, field.name)
        for space, table in TABLES.items()
        for field in table._meta.get_fields()
        if field.name not in NO_FACETS
    ]
    list_per_page = 25
    search_fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Leave the words out, which the list does not show."""
        return super().get_queryset(request).defer("words")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search the words by their index, not the titles letter by letter."""
        words = search_term.split()
        return (queryset.filter(words=of_words(words)) if words else queryset), False
