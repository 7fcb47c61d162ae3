"""What resources may be asked: the questions of the pages, bound as they are.

The API has no views to choose from and more page sizes. All else, and every word of
refusal, is `browse.filters`.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from casebase.browse.addresses import Address
from casebase.browse.filters import (
    CaseFilterSet,
    CourseFilterSet,
    FindingFilterSet,
    ListForm,
    NumberField,
    PageForm,
)
from casebase.browse.search import MOST_LETTERS
from casebase.browse.search.page import SearchForm, SuggestForm

PER_PAGE, MOST = 25, 100


class SizeField(NumberField):
    """How many stand on a page."""

    default = PER_PAGE

    def to_python(self, value: Any) -> int:
        """Read it; the usual number where none is asked."""
        if value in self.empty_values:
            return self.default
        try:
            size = super().to_python(value)
        except ValidationError:
            size = MOST + 1
        if size > MOST:
            raise ValidationError(f"It is a number from 1 to {MOST}.")
        return size


class Nothing(PageForm):
    """An address that is asked for as it stands."""

    page = None  # type: ignore[assignment]


class PageQuestion(PageForm):
    """A list without filters."""

    per_page = SizeField(required=False)


class SearchQuestion(SearchForm):
    """What a search is asked."""

    q = forms.CharField(max_length=MOST_LETTERS)
    per_page = SizeField(required=False)


class SuggestQuestion(SuggestForm):
    """What the type-ahead is asked."""

    q = forms.CharField(max_length=MOST_LETTERS)


class VersionField(NumberField):
    """A version of the archive; 0 is before the first."""

    def to_python(self, value: Any) -> int:
        """Read it; before the first where none is asked."""
        if value in (*self.empty_values, "0"):
            return 0
        return super().to_python(value)


class ChangesQuestion(PageQuestion):
    """The list of versions: from which version of the archive on."""

    after = VersionField(required=False)


class FacetsQuestion(ListForm):
    """What may be asked of a list whose values are counted, and which is not shown."""

    page = sort = view = per_page = None  # type: ignore[assignment]


class FacetQuestion(ListForm):
    """The same of one facet, whose values stand on pages."""

    sort: Any = None
    view = None  # type: ignore[assignment]
    per_page = SizeField(required=False)  # type: ignore[assignment]


class ListQuestion(FacetQuestion):
    """What every list may be asked beside its facets."""

    sort = ListForm.base_fields["sort"]


def _asked(filters: type[CaseFilterSet], form: type[PageForm]) -> type[CaseFilterSet]:
    """Bind a FilterSet of the pages to what the API may be asked beside facets."""
    meta = type("Meta", (filters.Meta,), {"form": form})
    return type(filters.__name__, (filters,), {"Meta": meta})


CASES = _asked(CaseFilterSet, ListQuestion)
COURSES = _asked(CourseFilterSet, ListQuestion)
FINDINGS = _asked(FindingFilterSet, ListQuestion)
FACETS_OF_CASES = _asked(CaseFilterSet, FacetsQuestion)
FACETS_OF_COURSES = _asked(CourseFilterSet, FacetsQuestion)
FACETS_OF_FINDINGS = _asked(FindingFilterSet, FacetsQuestion)
FACET_OF_CASES = _asked(CaseFilterSet, FacetQuestion)
FACET_OF_COURSES = _asked(CourseFilterSet, FacetQuestion)
FACET_OF_FINDINGS = _asked(FindingFilterSet, FacetQuestion)


def paged(path: str, per_page: int) -> Address:
    """Write a list without filters as an address."""
    address = Address(path)
    return address if per_page == PER_PAGE else address.asking("per_page", per_page)
