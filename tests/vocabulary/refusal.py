"""A wrong row is refused twice: by the form in words, and by the table."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction


def refused_by_form_and_table(row, said: str) -> None:
    """The form says why; the table refuses even what no form has seen."""
    with pytest.raises(ValidationError, match=said):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.bulk_create([row])
