"""A list of cases with filters and counts, as one writes it with django-filter."""

from collections.abc import Mapping

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import SuspiciousOperation
from django.db.models import Count, QuerySet
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django_filters import BaseInFilter, CharFilter, Filter, FilterSet

from benchmarks.questions import Conditions, Question

from .models import TABLES, Case, lookup

#: Values of a facet that the page shows.
SHOWN = 12
#: Fields that nobody asks for as a facet.
NO_FACETS = {"id", "name", "title", "published", "words", "case", "number"}
NO_FACETS |= set(TABLES)


class AnyOf(BaseInFilter, CharFilter):
    """Values parted by commas, any of which will do."""


def of_words(words: list[str]) -> SearchQuery:
    """Return the search for all of these words, which are stems already."""
    query = " & ".join(f"'{word}'" for word in words)
    return SearchQuery(query, config="simple", search_type="raw")


class CaseFilterSet(FilterSet):
    """What may be asked of the list of cases: words, and each facet as a parameter.

    All that is asked of courses holds of one course, so conditions are put together by
    table, and not one after the other as django-filter does by itself.
    """

    q = CharFilter()

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: QueryDict, question: Question) -> None:
        self.question = question
        super().__init__(data)

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Make a filter of each facet."""
        facets = {
            field.name: AnyOf()
            for table in TABLES.values()
            for field in table._meta.get_fields()
            if field.name not in NO_FACETS
        }
        return super().get_filters() | facets

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        """Narrow by all that is asked."""
        return self.narrowed(self.question.matching, self.question.tokens)

    def narrowed(
        self, matching: Mapping[str, Conditions], tokens: list[str]
    ) -> QuerySet[Case]:
        """Return the cases that have in each space a row with all that is asked."""
        found = Case.objects.all()
        for space, conditions in matching.items():
            rows = TABLES[space].objects.filter(**having(space, conditions))
            key = "pk" if space == "case" else "case"
            found = found.filter(pk__in=rows.values(key))
        return found.filter(words=of_words(tokens)) if tokens else found


def having(space: str, conditions: Conditions) -> dict[str, list[str]]:
    """Return the lookups for conditions on one row."""
    return {f"{lookup(space, f)}__in": keys for f, keys in conditions.items()}


def counted(asked: CaseFilterSet) -> dict[str, list[tuple[str, int]]]:
    """Count the cases of each value of each facet, without the facet's own filter."""
    counts: dict[str, list[tuple[str, int]]] = {}
    question = asked.question
    for group in question.groups:
        cases = asked.narrowed(group.elsewhere, question.tokens)
        is_narrowed = group.elsewhere or question.tokens
        for space, facet in group.facets:
            rows = TABLES[space].objects.filter(**having(space, group.same))
            case = "pk" if space == "case" else "case"
            if is_narrowed:
                rows = rows.filter(**{f"{case}__in": cases.values("pk")})
            key = lookup(space, facet)
            told = (
                rows.exclude(**{key: ""})
                if key == facet
                else rows.filter(**{f"{key}__isnull": False})
            )
            values = told.order_by().values_list(key)
            found = values.annotate(n=Count(case, distinct=True))
            counts[facet] = list(found.order_by("-n", key))
    return counts


def case_list(request: HttpRequest, question: Question) -> TemplateResponse:
    """Show the newest 25 of the cases asked for, and the filters with counts."""
    asked = CaseFilterSet(request.GET, question)
    if not asked.is_valid():
        raise SuspiciousOperation(str(asked.errors))
    cases = asked.qs
    rows = cases.defer("words").prefetch_related(
        "diagnosis", "course__drug", "finding__fusion", "finding__gene"
    )[:25]
    counts = counted(asked)
    context = {
        "total": cases.count(),
        "rows": rows,
        "facets": [(name, values[:SHOWN]) for name, values in counts.items()],
        "counts": counts,
    }
    return TemplateResponse(request, "case_list.html", context)
