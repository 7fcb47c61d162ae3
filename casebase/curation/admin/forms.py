"""Form fields of the workbench: a row's ref, its source, boxes of the right size."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import construct_instance

from casebase.curation.fields import (
    ChoiceListField,
    FuzzyTimeField,
    ListField,
    NumberField,
    RefField,
    RefListField,
)
from casebase.curation.models import Article
from casebase.vocabulary.fields import Line, Narrative, Words

from .constraints import breaches
from .page_data import PageData
from .widgets import QuickHidden, QuickLine, QuickSelect, closed

#: Our own columns bring their own boxes; the admin would replace them by its own.
WITH_A_BOX_OF_THEIR_OWN = (
    ChoiceListField,
    FuzzyTimeField,
    ListField,
    NumberField,
    RefField,
    RefListField,
)
LONG_LINE = 500


def box_for(db_field: models.Field) -> forms.Field | None:
    """Return the form field of a column that is not the admin's, or None."""
    if isinstance(db_field, WITH_A_BOX_OF_THEIR_OWN):
        field = db_field.formfield()
        if isinstance(db_field, FuzzyTimeField):
            field.widget.attrs["size"] = 29
        return field
    if isinstance(db_field, Narrative):
        return db_field.formfield(widget=forms.Textarea({"rows": 4, "cols": 80}))
    if isinstance(db_field, Words):
        width = db_field.width if isinstance(db_field, Line) else db_field.max_length
        assert width, "a line of text has a length"
        if width >= LONG_LINE:
            return db_field.formfield(widget=forms.Textarea({"rows": 2, "cols": 80}))
        size = max(8, min(width, 160) // 5)
        return db_field.formfield(widget=forms.TextInput({"size": size}))
    if isinstance(db_field, models.SlugField):
        return db_field.formfield(widget=forms.TextInput({"size": 48}))
    if isinstance(db_field, models.URLField):
        box = forms.URLInput({"size": 70})
        return db_field.formfield(assume_scheme="https", widget=box)
    if isinstance(db_field, models.DateField) and not isinstance(
        db_field, models.DateTimeField
    ):
        return db_field.formfield(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        )
    if isinstance(db_field, models.IntegerField) and not db_field.choices:
        return db_field.formfield(widget=forms.NumberInput({"min": 0}))
    return None


class SourceField(forms.TypedChoiceField):
    """Which of the case's articles says so: a short list, not all articles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            empty_value=None,
            widget=QuickSelect({"class": "case-source"}),
            error_messages={
                "required": "Choose the article that says so.",
                "invalid_choice": "This article is not among the sources above.",
            },
            **kwargs,
        )

    def on_page(self, page: PageData) -> None:
        """Offer the articles of the page."""
        self.articles = page.articles
        names = [(pk, short_name(article)) for pk, article in page.articles.items()]
        self.choices = closed((("", "—"), *names))
        self.coerce = page.articles.__getitem__

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare keys; the list holds them as text."""
        return str(initial or "") != str(data or "")


class WordField(forms.ModelChoiceField):
    """A word that is found by typing. The page reads the words it has in one go."""

    page: PageData | None = None

    def on_page(self, page: PageData) -> None:
        """Look words up among those of the page."""
        self.page = page
        box: Any = self.widget
        getattr(box, "widget", box).page = page

    def to_python(self, value: Any) -> Any:
        """Return the word of a key."""
        if self.page is None or value in self.empty_values:
            return super().to_python(value)
        if isinstance(value, models.Model):
            return value
        words: Any = self.queryset
        word = self.page.word(words, value)
        return super().to_python(value) if word is None else word


class SavedRowField(forms.IntegerField):
    """Which saved row this is. Only rows of this list are taken."""

    widget = QuickHidden

    def __init__(self, row: models.Model | None, **kwargs: Any) -> None:
        self.row = row
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the row; its key is no secret, but it is not another's."""
        pk = super().clean(value)
        if pk is None and not self.required:
            return None
        if self.row is None or self.row.pk != pk:
            raise ValidationError(
                "This row is not there any more: somebody deleted it. Copy what you "
                "need of it into a new row."
            )
        return self.row

    def has_changed(self, initial: Any, data: Any) -> bool:
        """A row stays the row it is."""
        return False


def short_name(article: Article) -> str:
    """Return the name of an article as it fits into a list."""
    name = str(article)
    return name if len(name) <= 60 else f"{name[:59]}…"


class RowForm(forms.ModelForm):
    """A row of a case. Its ref is given once and stays."""

    #: What its line tells when it is folded, see `telling`.
    tells: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, page: PageData | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for field in self.fields.values():
            if page is not None and hasattr(field, "on_page"):
                field.on_page(page)
        if self.instance.pk and "ref" in self.fields:
            self.fields["ref"].widget = QuickHidden(self.fields["ref"].widget.attrs)

    def _post_clean(self) -> None:
        """Put what was typed into the row and look whether the row can be.

        What Django does, without its questions to the database: a saved row that
        nobody changed is right already, a word that was chosen is there, and what is
        unique is looked at over the whole page.
        """
        if self.instance.pk and not self.has_changed():
            return
        exclude: set[str] = self._get_validation_exclusions()  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, forms.models.InlineForeignKeyField):
                exclude.add(name)
        found = {
            name
            for name, field in self.fields.items()
            if isinstance(field, SourceField | WordField)
        }
        faults: dict[str, Any] = {}
        opts = self._meta
        self.instance = construct_instance(
            self, self.instance, opts.fields, opts.exclude
        )
        for check in (
            lambda: self.instance.clean_fields(exclude=exclude | found),
            self.instance.clean,
        ):
            try:
                check()
            except ValidationError as fault:
                faults = fault.update_error_dict(faults)
        exclude |= faults.keys()
        for breach in breaches(self.instance, exclude):
            faults = breach.update_error_dict(faults)
        if faults:
            self._update_errors(ValidationError(faults))  # type: ignore[attr-defined]

    def clean_ref(self) -> str:
        """Refs are capitals, and stay what they were when the row was first saved."""
        ref = self.cleaned_data["ref"].strip().upper()
        if self.instance.pk and self.instance.ref and ref != self.initial.get("ref"):
            raise ValidationError(
                f"The ref of a saved row stays: {self.initial.get('ref')}. "
                "Other rows and former versions name it so."
            )
        return ref


class DoseStepForm(RowForm):
    """A dose step. The first starts the drug; a later one says what changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["change"] = ""


def ref_box(prefix: str) -> QuickLine:
    """Return the box of a row's own ref, whose letters are `prefix`."""
    return QuickLine(
        {
            "size": 6,
            "maxlength": 6,
            "autocomplete": "off",
            "class": "own-ref",
            "data-ref-prefix": prefix,
            "aria-label": "Ref",
        }
    )


def live(form: forms.BaseForm) -> bool:
    """Return whether the form is a row that will be there after saving."""
    cleaned = getattr(form, "cleaned_data", None)
    if cleaned is None or cleaned.get("DELETE"):
        return False
    instance = getattr(form, "instance", None)
    return bool(form.has_changed() or (instance is not None and instance.pk))
