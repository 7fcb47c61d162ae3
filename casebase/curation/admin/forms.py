"""Form fields of the workbench: a row's ref, its source, boxes of the right size."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

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

from .widgets import QuickLine

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
            field.widget.attrs["size"] = 36
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

    def __init__(self, articles: Iterable[Article], **kwargs: Any) -> None:
        self.articles = {str(article.pk): article for article in articles}
        names = [(pk, short_name(article)) for pk, article in self.articles.items()]
        super().__init__(
            choices=[("", "—"), *names],
            coerce=lambda pk: self.articles[pk],
            empty_value=None,
            widget=forms.Select({"class": "case-source"}),
            error_messages={
                "required": "Choose the article that says so.",
                "invalid_choice": "This article is not among the sources above.",
            },
            **kwargs,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare keys; the list holds them as text."""
        return str(initial or "") != str(data or "")


def short_name(article: Article) -> str:
    """Return the name of an article as it fits into a list."""
    name = str(article)
    return name if len(name) <= 60 else f"{name[:59]}…"


class RowForm(forms.ModelForm):
    """A row of a case. Its ref is given once and stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ref = self.fields.get("ref")
        if ref is None:
            return
        ref.widget = QuickLine(
            {
                "size": 6,
                "maxlength": 6,
                "autocomplete": "off",
                "class": "own-ref",
                "data-ref-prefix": self._meta.model.PREFIX,
                "aria-label": "Ref",
            }
        )
        if self.instance.pk:
            ref.widget.attrs["readonly"] = True

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
        change = self.fields.get("change")
        if isinstance(change, forms.ChoiceField):
            # The stubs let a callable come back; Django has made a list of it.
            change.choices = [("", "—"), *change.choices]  # type: ignore[misc]
            change.error_messages["required"] = (
                "Say how this dose differs from the one before."
            )
            if not self.instance.pk:
                self.initial["change"] = ""


def live(form: forms.BaseForm) -> bool:
    """Return whether the form is a row that will be there after saving."""
    cleaned = getattr(form, "cleaned_data", None)
    if cleaned is None or cleaned.get("DELETE"):
        return False
    instance = getattr(form, "instance", None)
    return bool(form.has_changed() or (instance is not None and instance.pk))
