"""What readers may ask of a list: one FilterSet for page, API, download and feed.

Made from the facets that the archive declares, so that a facet added there is a
parameter here. It reads and checks what was asked; the filtering is one question to
the index, because a treatment that must be all of drug, response and label cannot be
found by narrowing one condition after another (docs/spikes.md).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import Filter, FilterSet

from casebase.archive import facets, index
from casebase.archive.models import Record
from casebase.archive.words import MAX_WORDS

from . import names
from .addresses import Address

MAX_VALUES = settings.MAX_VALUES
#: So many values that are no key are looked up as other names; each costs a search.
MAX_LOOKED_UP = settings.MAX_LOOKED_UP
#: Letters that the words of a list may have.
MOST_LETTERS = settings.MAX_SEARCHED_IN_LISTS
PER_PAGE = ("25", "50", "100")
SORTS = index.SORTS
VIEWS = {"cards": "Cards", "table": "Table", "swimmer": "Swimmer plot"}

#: What narrows a list and is no facet: nobody counts its values.
BESIDE = {"retracted": "Retracted articles", "since": "Published here since"}
RETRACTED = {"include": "included", "only": "only these"}

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ValuesField(forms.MultipleChoiceField):
    """Values of one facet: any that its vocabulary knows, with or without a case.

    Another name of one term, also its name from before a renaming, asks for that term.
    A name of several asks for none: the reader is told which there are.
    """

    def __init__(self, *, facet: str, **kwargs: Any) -> None:
        """Remember whose values they are."""
        super().__init__(**kwargs)
        self.facet = facet

    def to_python(self, value: Any) -> list[str]:
        """Drop empty fields and repetitions."""
        return list(dict.fromkeys(one for one in super().to_python(value) if one))

    def clean(self, value: Any) -> list[str]:
        """Read the values, each by its key; refuse what names none, or several."""
        asked = self.to_python(value)
        facet = facets.FACETS[self.facet]
        unknown = facet.unknown(asked)
        meant = {
            one: [term.key for term in names.meant(facet.terms, one)]
            for one in unknown[:MAX_LOOKED_UP]
        }
        faults = [_fault(one, meant.get(one, [])) for one in unknown]
        if wrong := [fault for fault in faults if fault]:
            raise ValidationError(wrong)
        found = (meant[one][0] if one in meant else one for one in asked)
        return list(dict.fromkeys(found))


def _fault(name: str, meant: Sequence[str]) -> ValidationError | None:
    """Say why a name asks for no term; nothing where it asks for one."""
    if len(meant) == 1:
        return None
    if not meant:
        return ValidationError(f"“{name}” is not known here.")
    return ValidationError(
        f"“{name}” can mean several. Which one?",
        params={"name": name, "meant": meant},
    )


def text_field(most: int) -> forms.CharField:
    """Return a field for what readers type: `most` characters, blank or not."""
    too_long = f"What you typed has %(show_value)d characters; at most {most} are read."
    bound = MaxLengthValidator(most, f"{too_long} Shorten it.")
    return forms.CharField(required=False, validators=[bound])


class NumberField(forms.Field):
    """A page number: digits, not so many that no list could have the page."""

    def to_python(self, value: Any) -> int:
        """Read it; the first page where none is asked."""
        if value in self.empty_values:
            return 1
        if not _NUMBER.fullmatch(value):
            raise ValidationError("It is a number from 1.")
        return int(value)


class DayField(forms.Field):
    """A day as 2026-01-31, and in no other spelling."""

    def to_python(self, value: Any) -> str:
        """Read it; empty where none is asked."""
        if value in self.empty_values:
            return ""
        try:
            if not _DATE.fullmatch(value):
                raise ValueError(value)
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValidationError("It is a day, as 2026-01-31.") from error


class WordField(forms.Field):
    """One of a few words, or what holds where none is asked."""

    def __init__(self, words: Iterable[str], default: str = "") -> None:
        """Name the words it may be."""
        super().__init__(required=False)
        self.words, self.default = list(words), default

    def clean(self, value: Any) -> str:
        """Read it, or say what it may be."""
        if value in self.empty_values:
            return self.default
        if value not in self.words:
            raise ValidationError(f"It is one of: {', '.join(self.words)}.")
        return str(value)


class UnknownField(forms.Field):
    """A parameter nobody has declared: whatever it says, the question is refused."""

    def clean(self, value: Any) -> None:
        """Refuse it."""
        raise ValidationError("There is no such parameter.")


class PageForm(forms.Form):
    """What a list without filters may be asked: a page. All else is refused."""

    page = NumberField(required=False)
    data: QueryDict

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        """Give each parameter that nobody declared a field that refuses it.

        Here, and not in the class of the form: Django drops a field from a class
        whose base has an attribute None of that name, such as `prefix`.
        """
        super().__init__(data, **kwargs)
        for name in data:
            if name not in self.fields:
                self.fields[name] = UnknownField(required=False)

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Every parameter that cannot be read, and why.

        `meant` are the values that an ambiguous one can stand for, each with the
        query that asks for it.
        """
        return [
            {
                "culprit": name,
                "reason": " ".join(map(str, self.errors[name])),
                "meant": [
                    (value, self._asking(name, error.params["name"], value))
                    for error in errors
                    if error.params
                    for value in error.params.get("meant", ())
                ],
            }
            for name, errors in self.errors.as_data().items()
        ]

    def _asking(self, name: str, value: str, instead: str) -> str:
        """Return the query with another value in place of one."""
        query = self.data.copy()
        values = [instead if one == value else one for one in query.getlist(name)]
        query.setlist(name, values)
        query.pop("page", None)
        return query.urlencode()


class ListForm(PageForm):
    """What every list may be asked beside its facets."""

    q = text_field(MOST_LETTERS)
    retracted = WordField(RETRACTED)
    since = DayField(required=False)
    sort = WordField(SORTS, default="newest")
    per_page = WordField(PER_PAGE, default="25")
    view = WordField(VIEWS, default="cards")

    def clean_q(self) -> str:
        """Bound the words of a search."""
        words: str = " ".join(self.cleaned_data["q"].split())
        if len(words.split()) > MAX_WORDS:
            raise ValidationError(f"A search has at most {MAX_WORDS} words. Drop some.")
        return words

    def clean(self) -> dict[str, Any]:
        """Bound the question as a whole; what is asked once is asked once."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in type(self).base_fields.keys() & ListForm.base_fields.keys():
            if len([value for value in self.data.getlist(name) if value]) > 1:
                self.add_error(name, "It can be asked once.")
        chosen = {k: v for k, v in cleaned.items() if isinstance(v, list) and v}
        if sum(map(len, chosen.values())) > MAX_VALUES:
            most = max(chosen, key=lambda name: len(chosen[name]))
            self.add_error(most, f"A list is asked for at most {MAX_VALUES} values.")
        return cleaned


class WholeListForm(ListForm):
    """What a list taken away whole may be asked: it has no pages and no view."""

    def clean(self) -> dict[str, Any]:
        """Refuse what would be asked of a page; all else as the list."""
        for name in ("page", "per_page", "view"):
            if self.data.get(name):
                self.add_error(name, "A download holds the whole list. Drop this.")
        return super().clean()


class FacetFilter(Filter):
    """One facet as a parameter that may be repeated."""

    field_class = ValuesField

    def __init__(self, facet: str, label: str) -> None:
        """Name the facet; the index knows how it is matched."""
        super().__init__(label=label, facet=facet)

    def __deepcopy__(self, memo: dict[int, Any]) -> "FacetFilter":
        """Be copied for each request, but not what is in it: it never changes."""
        return copy(self)


class CaseFilterSet(FilterSet):
    """The list of cases: what may be asked, and the answer of the index."""

    rows: index.Rows = "cases"

    class Meta:
        """The model is what DRF's views name; no query is built from it."""

        model = Record
        fields: Sequence[str] = ()
        form = ListForm

    @classmethod
    def get_filters(cls) -> dict[str, Filter]:
        """Make a filter of each facet that the archive declares."""
        return {
            name: FacetFilter(name, facet.label)
            for name, facet in facets.FACETS.items()
        }

    def get_form_class(self) -> type[forms.Form]:
        """Make fields of the facets that are asked: all of them cost 2 ms a page."""
        asked = {
            name: self.filters[name].field for name in self.data if name in self.filters
        }
        return type("AskedForm", (self._meta.form,), asked)

    def filter_queryset(self, queryset: QuerySet) -> index.Selection:
        """Ask the index, once, for all that was chosen."""
        return index.current().select(self.chosen, self.words, self.rows)

    @property
    def selection(self) -> index.Selection:
        """What was found: its total, its pages, its counts."""
        return self.qs

    @property
    def chosen(self) -> Mapping[str, Sequence[str]]:
        """Values asked for, by facet; and what narrows the list beside them."""
        asked = self.form.cleaned_data
        chosen = {name: asked[name] for name in self.filters if asked.get(name)}
        return chosen | {name: [asked[name]] for name in BESIDE if asked[name]}

    @property
    def words(self) -> str:
        """Words searched for."""
        return self.form.cleaned_data["q"]

    @property
    def faults(self) -> list[dict[str, Any]]:
        """Every parameter that cannot be read, and why."""
        return self.form.faults

    def asked(self, name: str) -> Any:
        """Return what was asked of the list itself: its page, order, view."""
        return self.form.cleaned_data[name]

    def address(self, path: str) -> Address:
        """Write the question as an address, without what says nothing."""
        query = [("q", self.words)] if self.words else []
        query += [(name, one) for name, values in self.chosen.items() for one in values]
        fields = self.form.fields
        for name in ("sort", "view", "per_page"):
            if name in fields and self.asked(name) != fields[name].default:
                query.append((name, str(self.asked(name))))
        return Address(path, tuple(query))


class WholeCaseFilterSet(CaseFilterSet):
    """The cases that are taken away whole: the same questions, without pages."""

    class Meta(CaseFilterSet.Meta):
        """With a form that refuses pages."""

        form = WholeListForm


class CourseFilterSet(CaseFilterSet):
    """The list of courses: the same questions, answered in courses."""

    rows: index.Rows = "courses"


class FindingFilterSet(CaseFilterSet):
    """The list of findings: the same questions, answered in findings."""

    rows: index.Rows = "findings"
