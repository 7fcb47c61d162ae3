"""Every model says what it is; every rule of the database says what is wrong."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import CheckConstraint, UniqueConstraint
from django.db.models.constraints import BaseConstraint

OURS = [
    model
    for model in apps.get_models(include_auto_created=False)
    if model.__module__.startswith("casebase.")
]


def name_of(value):
    """Name a model or a constraint in the list of tests."""
    return value.name if isinstance(value, BaseConstraint) else value.__name__


def test_there_are_models_to_look_at():
    assert len(OURS) >= 30


@pytest.mark.parametrize("model", OURS, ids=name_of)
def test_a_model_has_a_sentence_of_purpose(model):
    # Django writes one itself, "Gene(id, symbol, …)", where there is none.
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert len(model.__doc__.split()) >= 4


@pytest.mark.parametrize(
    "constraint",
    [
        constraint
        for model in OURS
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        or (isinstance(constraint, UniqueConstraint) and constraint.condition)
    ],
    ids=name_of,
)
def test_a_constraint_speaks(constraint):
    message = constraint.violation_error_message
    assert message != BaseConstraint.default_violation_error_message
    assert message.endswith((".", "?", "!"))


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=3)
