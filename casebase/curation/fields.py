"""Columns of the curation tables that hold more than a word or a number.

All are portable SQL: text, or JSON kept as Django's JSONField keeps it.
"""

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from pydantic import ValidationError as DocumentError

from casebase.archive.document import FuzzyTime
from casebase.vocabulary.text import clean_text

from . import fuzzy_times

REF = re.compile(r"^[A-Z]{1,2}[1-9][0-9]{0,3}$")


class NumberField(models.CharField):
    """A decimal number kept as it was typed: "1.0" stays "1.0" and "250" is "250"."""

    description = "A number as typed"
    default_validators = [
        RegexValidator(
            r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$",
            "Write a number with a point, such as 2.5; no comma, no unit.",
        )
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str | None:
        """An empty box is no number."""
        value = super().to_python(value)
        return value.strip() or None if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Store no number as NULL, so that constraints can tell."""
        return super().get_prep_value(value) or None

    def formfield(self, **kwargs: Any) -> Any:
        """A short box with the decimal keyboard on phones."""
        attrs = {"inputmode": "decimal", "size": 6, "autocomplete": "off"}
        return super().formfield(
            **{"widget": forms.TextInput(attrs), "empty_value": None, **kwargs}
        )


class AddressField(models.URLField):
    """An address as printed: what documents allow, which is more than has a domain.

    A form still asks for one that a browser can open.
    """

    default_validators = [
        RegexValidator(r"^https?://\S+$", "An address begins with http:// or https://.")
    ]


def _typed(value: Any) -> str:
    """What was typed into a box, without the space around it."""
    return "" if value in forms.Field.empty_values else str(value).strip()


class TimeInput(forms.Field):
    """One text box for a time; says what it did not understand."""

    widget = forms.TextInput

    def prepare_value(self, value: Any) -> Any:
        """Show a stored time as its line, and what was typed as typed."""
        return fuzzy_times.render(value) if isinstance(value, FuzzyTime) else value

    def to_python(self, value: Any) -> FuzzyTime | None:
        """Read the line."""
        text = _typed(value)
        if not text:
            return None
        try:
            return fuzzy_times.parse(clean_text(text))
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare meanings, not spellings."""
        try:
            return self.to_python(data) != (initial or None)
        except ValidationError:
            return True


class FuzzyTimeField(models.JSONField):
    """One time in one column, as far as the source tells it."""

    description = "A time, as far as it is known"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Read the column."""
        value = super().from_db_value(value, expression, connection)
        return None if value is None else FuzzyTime.model_validate(value)

    def to_python(self, value: Any) -> FuzzyTime | None:
        """Take a time, its structure, its line, or nothing."""
        if value in (None, ""):
            return None
        if isinstance(value, FuzzyTime):
            return value
        try:
            if isinstance(value, str):
                return fuzzy_times.parse(value)
            return FuzzyTime.model_validate(value)
        except (DocumentError, ValueError) as fault:
            raise ValidationError(str(fault)) from fault

    def get_prep_value(self, value: Any) -> Any:
        """Write the structure; a stored fault is impossible, it is read first."""
        if hasattr(value, "as_sql"):
            return value
        time = self.to_python(value)
        return (
            None
            if time is None
            else time.model_dump(mode="json", exclude_defaults=True)
        )

    def get_db_prep_value(
        self, value: Any, connection: Any, prepared: bool = False
    ) -> Any:
        """Hand the structure on to JSONField."""
        if not prepared:
            value = self.get_prep_value(value)
        return super().get_db_prep_value(value, connection, prepared=True)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse the future; whether it is a time was settled in `to_python`."""
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")
        if value and value.date > f"{timezone.localdate()}":
            raise ValidationError(f"{value.date} has not come yet.")

    def value_to_string(self, obj: Any) -> Any:
        """For serialisers: the line."""
        return fuzzy_times.render(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        """One text box."""
        return TimeInput(
            required=False,
            label=kwargs.get("label") or self.verbose_name.capitalize(),
            help_text=self.help_text,
            widget=forms.TextInput(
                {
                    "size": 24,
                    "autocomplete": "off",
                    "placeholder": "2020-07 · 3 months after start",
                }
            ),
        )


class LinesInput(forms.Field):
    """Several entries in one box, parted by a new line or a comma."""

    def __init__(self, *, separator: str, **kwargs: Any) -> None:
        self.separator = separator
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the entries joined."""
        joint = "\n" if self.separator == "\n" else ", "
        return joint.join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        """Part the entries and drop empty ones."""
        try:
            text = clean_text(_typed(value))
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault
        return [part.strip() for part in text.split(self.separator) if part.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare entries, not spacing; what cannot be read is a change."""
        try:
            return list(initial or []) != self.to_python(data)
        except ValidationError:
            return True


class ListField(models.JSONField):
    """A list of short entries, in order."""

    separator = "\n"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """A list of clean strings."""
        if value in (None, ""):
            return []
        if isinstance(value, str):
            value = json.loads(value)
        if not isinstance(value, list | tuple) or not all(
            isinstance(entry, str) for entry in value
        ):
            raise ValidationError("This is a list of words.")
        try:
            return [clean_text(entry) for entry in value]
        except ValueError as fault:
            raise ValidationError(str(fault)) from fault

    def get_prep_value(self, value: Any) -> Any:
        """Write a list, also where a tuple or nothing was given."""
        return value if hasattr(value, "as_sql") else self.to_python(value)

    def validate(self, value: Any, model_instance: Any) -> None:
        """Check each entry."""
        for entry in value:
            self.check_entry(entry)

    def check_entry(self, entry: str) -> None:
        """Refuse an entry that is too long."""
        if len(entry) > 500:
            raise ValidationError("An entry has at most 500 characters.")

    def formfield(self, **kwargs: Any) -> Any:
        """One box, an entry a line."""
        return LinesInput(
            required=False,
            separator=self.separator,
            label=kwargs.get("label") or self.verbose_name.capitalize(),
            help_text=self.help_text or "One a line.",
            widget=forms.Textarea({"rows": 3}),
        )


class RefField(models.CharField):
    """The ref of another row of the same case, such as T1.

    Refs, not foreign keys: rows that are not saved yet can be named, and the document
    says the same. Whether the row is there is checked when the form is saved, by
    readiness and by the archive.
    """

    description = "Ref of another row of the case"
    default_validators = [
        RegexValidator(REF, "A ref is letters and a number: T1, AE2.")
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 6)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Refs are written in capitals."""
        value = super().to_python(value)
        return value.strip().upper() if isinstance(value, str) else value

    def formfield(self, **kwargs: Any) -> Any:
        """A short box."""
        attrs = {"size": 6, "autocomplete": "off", "class": "ref"}
        return super().formfield(**{"widget": forms.TextInput(attrs), **kwargs})


class RefListField(ListField):
    """Refs of other rows of the same case, in order."""

    separator = ","

    def to_python(self, value: Any) -> list[str]:
        """Refs are written in capitals."""
        return [entry.strip().upper() for entry in super().to_python(value)]

    def check_entry(self, entry: str) -> None:
        """Refuse what is not a ref."""
        if not REF.match(entry):
            raise ValidationError(
                f"“{entry}” is not a ref. A ref looks like T1 or AE2."
            )

    def formfield(self, **kwargs: Any) -> Any:
        """A short box, refs parted by commas."""
        field = super().formfield(**kwargs)
        attrs = {"size": 14, "autocomplete": "off", "class": "ref"}
        field.widget = forms.TextInput(attrs)
        field.help_text = self.help_text or "Refs, parted by commas: AE1, AE2."
        return field


class ChoiceListField(ListField):
    """Several values of one closed list, in the order of the list."""

    def __init__(self, choices_class: Any = None, **kwargs: Any) -> None:
        self.choices_class = choices_class
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        """The closed list is not part of the column."""
        return super().deconstruct()

    def to_python(self, value: Any) -> list[str]:
        """One order, so that equal sets are equal lists."""
        entries = {str(entry) for entry in super().to_python(value)}
        if self.choices_class is None:
            return sorted(entries)
        known = [value for value in self.choices_class.values if value in entries]
        return known + sorted(entries - set(known))

    def check_entry(self, entry: str) -> None:
        """Refuse what is not on the list."""
        if self.choices_class and entry not in self.choices_class.values:
            raise ValidationError(f"“{entry}” is not on the list.")

    def formfield(self, **kwargs: Any) -> Any:
        """Tick boxes."""
        return forms.MultipleChoiceField(
            required=False,
            choices=self.choices_class.choices,
            label=kwargs.get("label") or self.verbose_name.capitalize(),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
