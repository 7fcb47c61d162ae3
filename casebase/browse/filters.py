"""What readers may ask of a list: one FilterSet for page, API, download and feed.

Made from the facets that the archive declares, so that a facet added there is a
parameter here. It reads and checks what was asked; the filtering is one question to
the index, because a treatment that must be all of drug, response and label cannot be
found by narrowing one condition after another (docs/spikes.md).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import Filter, FilterSet

from casebase.archive import facets, index
from casebase.archive.models import Record

from .addresses import Address

MAX_WORDS = 8
MAX_VALUES = 40
PER_PAGE = (25, 50, 100)
SORTS = {"newest": "newest publication", "accession": "accession"}
VIEWS = {"cards": "Cards", "table": "Table"}

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class ValuesField(forms.MultipleChoiceField):
    """Values of one facet: any that its vocabulary knows, with or without a case."""

    def __init__(self, *, facet: str, **kwargs: Any) -> None:
        """Remember whose values they are."""
        super().__init__(**kwargs)
        self.facet = facet

    def to_python(self, value: Any) -> list[str]:
        """Drop empty fields and repetitions."""
        return list(dict.fromkeys(one for one in super().to_python(value) if one))

    def validate(self, value: Any) -> None:
        """Refuse what nobody has ever called a value of this facet."""
        unknown = set(value) - facets.known(self.facet, value)
        if unknown:
            raise ValidationError([f"“{one}” is not known here." for one in sorted(unknown)])


class NumberField(forms.Field):
    """A page number: digits, not so many that no list could have the page."""

    def to_python(self, value: Any) -> int:
        """Read it; the first page where none is asked."""
        if value in self.empty_values:
            return 1
        if not _NUMBER.fullmatch(value):
            raise ValidationError("It is a number from 1.")
        return int(value)


class ChoiceField(forms.ChoiceField):
    """One of a few words; the first of them where none is asked."""

    @property
    def words(self) -> list[str]:
        """The words it may be."""
        return [str(word) for word, _ in self.choices]

    @property
    def default(self) -> str:
        """What holds where nothing is asked."""
        return self.words[0]

    def clean(self, value: Any) -> str:
        """Read it, or say what it may be."""
        words = self.words
        if value in self.empty_values:
            return self.default
        if value not in words:
            raise ValidationError(f"It is one of: {', '.join(words)}.")
        return str(value)


class UnknownField(forms.Field):
    """A parameter nobody has declared: whatever it says, the question is refused."""

    def clean(self, value: Any) -> None:
        """Refuse it."""
        raise ValidationError("There is no such parameter.")


class ListForm(forms.Form):
    """What every list may be asked beside its facets."""

    q = forms.CharField(required=False, max_length=200)
    sort = ChoiceField(required=False, choices=SORTS.items())
    page = NumberField(required=False)
    per_page = ChoiceField(required=False, choices=[(n, n) for n in PER_PAGE])
    view = ChoiceField(required=False, choices=VIEWS.items())

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        """Give each parameter that nobody declared a field that refuses it."""
        super().__init__(data, **kwargs)
        for name in data:
            if name not in self.fields:
                self.fields[name] = UnknownField(required=False)

    def clean_q(self) -> str:
        """Bound the words of a search."""
        words: str = " ".join(self.cleaned_data["q"].split())
        if len(words.split()) > MAX_WORDS:
            raise ValidationError(f"A search has at most {MAX_WORDS} words.")
        return words

    def clean(self) -> dict[str, Any]:
        """Bound the question as a whole; what is asked once is asked once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ListForm.base_fields:
            if len([value for value in self.data.getlist(name) if value]) > 1:
                self.add_error(name, "It can be asked once.")
        values = 0
        for name, chosen in cleaned.items():
            values += len(chosen) if isinstance(chosen, list) else 0
            if values > MAX_VALUES:
                self.add_error(name, f"A list is asked for at most {MAX_VALUES} values.")
                break
        return cleaned


class FacetFilter(Filter):
    """One facet as a parameter that may be repeated."""

    field_class = ValuesField

    def __init__(self, facet: str, label: str) -> None:
        """Name the facet; the index knows how it is matched."""
        super().__init__(label=label, facet=facet)


class CaseFilterSet(FilterSet):
    """The list of cases: what may be asked, and the answer of the index."""

    rows = "cases"

    class Meta:
        """The model is what DRF's views name; no query is built from it."""

        model = Record
        fields: Sequence[str] = ()
        form = ListForm

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Make a filter of each facet that the archive declares."""
        return {
            facet.name: FacetFilter(facet.name, facet.label) for facet in facets.FACETS
        }

    def get_form_class(self) -> type[forms.Form]:
        """Make fields of the facets that are asked: all of them cost 2 ms a page."""
        asked = {
            name: self.filters[name].field for name in self.data if name in self.filters
        }
        return type("AskedForm", (self._meta.form,), asked)

    def filter_queryset(self, queryset: QuerySet) -> index.Selection:
        """Ask the index, once, for all that was chosen."""
        return index.current().select(self.chosen, self.words, rows=self.rows)

    @property
    def selection(self) -> index.Selection:
        """What was found: its total, its pages, its counts."""
        return self.qs

    @property
    def chosen(self) -> Mapping[str, Sequence[str]]:
        """Values asked for, by facet."""
        asked = self.form.cleaned_data
        return {name: asked[name] for name in self.filters if asked.get(name)}

    @property
    def words(self) -> str:
        """Words searched for."""
        return self.form.cleaned_data["q"]

    @property
    def faults(self) -> list[dict[str, str]]:
        """Every parameter that cannot be read, and why."""
        return [
            {"culprit": name, "reason": " ".join(reasons)}
            for name, reasons in self.errors.items()
        ]

    def asked(self, name: str) -> Any:
        """Return what was asked of the list itself: its page, order, view."""
        return self.form.cleaned_data[name]

    def address(self, path: str) -> Address:
        """Write the question as an address, without what says nothing."""
        query = [(name, value) for name, values in self.chosen.items() for value in values]
        if self.words:
            query.insert(0, ("q", self.words))
        for name in ("sort", "view", "per_page"):
            value = self.asked(name)
            if value != self.form.fields[name].default:
                query.append((name, value))
        return Address(path, tuple(query))


class CourseFilterSet(CaseFilterSet):
    """The list of courses: the same questions, answered in courses."""

    rows = "courses"
