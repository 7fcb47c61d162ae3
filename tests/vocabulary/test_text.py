"""Text is stored clean or not at all."""

import pytest
from django.core.exceptions import ValidationError

from casebase.vocabulary.models import Institution, Journal
from casebase.vocabulary.text import clean_text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("plain words", "plain words"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("from a browser\r\nand an old Mac\r", "from a browser\nand an old Mac\n"),
        ("Mu\u0308nchen", "M\u00fcnchen"),
        ("2.5 × 1.5 cm, 5′", "2.5 × 1.5 cm, 5′"),
        ("中山医院", "中山医院"),
        ("مستشفى", "مستشفى"),
        ("", ""),
    ],
)
def test_ordinary_text_is_kept_in_one_form(typed, stored):
    assert clean_text(typed) == stored


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a\0b", "null character"),
        ("a\ud800b", "half a character"),
        ("a\x07b", "control character"),
        ("a\x85b", "control character"),
        ("a\u202eb", "direction of writing"),
        ("a\u2066b", "direction of writing"),
    ],
)
def test_text_that_deceives_or_breaks_is_refused_in_words(typed, said):
    with pytest.raises(ValueError, match=said) as refusal:
        clean_text(typed)
    assert "character 2" in str(refusal.value)


@pytest.mark.parametrize("typed", ["a\0b", "a\u202eb", "x" * 256])
def test_a_form_hears_what_is_wrong_with_a_text(typed):
    with pytest.raises(ValidationError):
        Journal(name=typed).full_clean()


WAYS_OF_SAVING = {
    "save": lambda typed: Journal(name=typed).save(),
    "bulk_create": lambda typed: Journal.objects.bulk_create([Journal(name=typed)]),
    "update": lambda typed: Journal.objects.update(name=typed),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS_OF_SAVING)
@pytest.mark.parametrize("typed", ["a\0b", "a\ud800b", "a\u202eb", "x" * 256])
def test_no_way_of_saving_slips_past(way, typed):
    Journal.objects.create(name="A journal")
    with pytest.raises(ValueError, match="text"):
        WAYS_OF_SAVING[way](typed)


@pytest.mark.django_db
def test_an_accent_typed_apart_finds_the_word_stored_together():
    Institution.objects.create(name="Universita\u0308t", country="DE")
    assert Institution.objects.filter(name="Universit\u00e4t").exists()
    assert Institution.objects.filter(name="Universita\u0308t").exists()


@pytest.mark.django_db
def test_an_odd_search_finds_nothing_instead_of_failing():
    assert not Journal.objects.filter(name__icontains="\u202e").exists()
    assert not Journal.objects.filter(name="\u202e").exists()
