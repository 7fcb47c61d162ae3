"""Boxes that hold more than a word say what is wrong instead of failing."""

import pytest
from django.core.exceptions import ValidationError

from casebase.archive.choices import ChangeReason
from casebase.curation.fields import (
    AddressField,
    ChoiceListField,
    LinesInput,
    NumberField,
    RefField,
    RefListField,
    TimeInput,
)


@pytest.mark.parametrize("field", [LinesInput(separator="\n"), TimeInput()])
@pytest.mark.parametrize("typed", ["a\0b", "a\u202eb"])
def test_text_that_cannot_be_kept_is_refused_in_words(field, typed):
    assert field.has_changed("", typed)
    with pytest.raises(ValidationError, match="The text holds"):
        field.clean(typed)


@pytest.mark.parametrize("typed", ["1,5", "2 mg", "1e3", "½", "٣"])
def test_a_number_has_a_point_and_no_unit(typed):
    with pytest.raises(ValidationError, match="no comma, no unit"):
        NumberField().clean(typed, None)


def test_refs_are_written_in_capitals_and_parted_by_commas():
    box = RefListField("caused by").formfield()
    assert RefField().clean("t1", None) == "T1"
    assert RefListField().clean(box.clean("ae1, AE2,"), None) == ["AE1", "AE2"]
    with pytest.raises(ValidationError, match="is not a ref"):
        RefListField().clean(["first"], None)


def test_several_choices_stand_in_the_order_of_their_list():
    field = ChoiceListField(ChangeReason)
    assert field.clean(["cost", "toxicity"], None) == ["toxicity", "cost"]
    with pytest.raises(ValidationError, match="not on the list"):
        field.clean(["boredom"], None)


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "data:text/html,x", "ftp://e.example/", "//e.example"],
)
def test_an_address_is_one_of_the_web(typed):
    field = AddressField()
    assert field.clean("https://e.example/a", None) == "https://e.example/a"
    with pytest.raises(ValidationError):
        field.clean(typed, None)
