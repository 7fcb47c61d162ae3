"""Text columns that store only clean text, however a row comes to be saved."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from casebase.vocabulary.text import clean_text, normal_form

LINE_LENGTH = 500
NARRATIVE_LENGTH = 20_000


class CleanTextMixin(models.Field):
    """Clean in forms and validation, and once more on every write.

    Writes are guarded in `get_db_prep_save`, which save, bulk_create and update all
    pass, and not in `get_prep_value`, which look-ups pass too: an odd search is a
    search without results, not an error. Lengths are checked there as well, because
    SQLite does not heed them and both databases must refuse the same rows.
    """

    def to_python(self, value):
        """Clean what a form, a fixture or `full_clean` brings."""
        value = super().to_python(value)
        if value is None:
            return value
        try:
            return clean_text(value)
        except ValueError as fault:
            raise ValidationError(str(fault), code="unclean_text") from fault

    def get_prep_value(self, value):
        """Bring look-ups to the stored form, so accents compare equal."""
        # Not by way of `to_python`, as CharField goes: it would refuse the search.
        if isinstance(value, str):
            return normal_form(value)
        return super().get_prep_value(value)

    def get_db_prep_save(self, value, connection):
        """Refuse unclean or overlong text on the way to the database."""
        if isinstance(value, str):
            value = clean_text(value)
            if self.max_length is not None and len(value) > self.max_length:
                raise ValueError(
                    f"The text for {self.verbose_name} has {len(value)} characters; "
                    f"at most {self.max_length} fit."
                )
        return super().get_db_prep_save(value, connection)


class Words(CleanTextMixin, models.CharField):
    """A line of clean text of bounded length."""


class Line(Words):
    """A line as long as documents allow; `width` is how much of it a form shows."""

    def __init__(self, *args, width=80, **kwargs):
        self.width = width
        kwargs.setdefault("max_length", LINE_LENGTH)
        super().__init__(*args, **kwargs)


class Narrative(CleanTextMixin, models.TextField):
    """Paragraphs of clean text, at most 20,000 characters unless told otherwise."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", NARRATIVE_LENGTH)
        super().__init__(*args, **kwargs)
        self.validators.append(MaxLengthValidator(self.max_length))
