"""What people type ends in the right structure, a question, or as reported.

The entries stand in `entries.tsv`, one a line: kind, what is typed, the verdict, what
is expected, and what is told to stay unsaid. What is expected is, by verdict, the boxes
("box=value; …", steps parted by " | "), the texts of the choices, or the reason.
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.archive import choices as c
from casebase.archive.document import DoseStep, PatientChapter
from casebase.curation import fuzzy_times
from casebase.curation.entry import ages, doses, fusions, sizes, times
from casebase.curation.entry.reading import AsReported, Question, Reading, Understood

from .genes import FewGenes

READERS = {
    "age": ages.read,
    "dose": doses.read,
    "size": sizes.read,
    "time": times.read,
    "fusion": lambda text, **said: fusions.read(text, genes=FewGenes(), **said),
}


def _entries() -> list[list[str]]:
    with Path(__file__).with_name("entries.tsv").open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row and not row[0].startswith("#")]


ENTRIES = _entries()


def _told(reading: Reading) -> str:
    match reading:
        case Understood(rows=rows):
            return " | ".join(
                "; ".join(f"{name}={value}" for name, value in row.items())
                for row in rows
            )
        case Question(choices=choices):
            return " | ".join(choice.text for choice in choices)
        case AsReported(why=why):
            return why


@pytest.mark.parametrize(
    ("kind", "typed", "verdict", "expected", "unsaid"),
    ENTRIES,
    ids=[f"{row[0]}: {row[1]}" for row in ENTRIES],
)
def test_an_entry_ends_as_the_table_says(kind, typed, verdict, expected, unsaid):
    reading = READERS[kind](typed)
    assert (reading.verdict, _told(reading)) == (verdict, expected)
    assert getattr(reading, "unsaid", "") == unsaid


def test_the_table_is_large_and_hostile():
    verdicts = Counter(row[2] for row in ENTRIES)
    assert len({(row[0], row[1]) for row in ENTRIES}) == len(ENTRIES) >= 200
    assert min(verdicts[name] for name in ("question", "as_reported")) >= 50


def _answers() -> list[tuple[str, str, str]]:
    found = []
    for kind, typed, verdict, *_ in ENTRIES:
        if verdict == "question":
            reading = READERS[kind](typed)
            found += [(kind, typed, choice.text) for choice in reading.choices]
    return found


def test_no_answer_to_a_question_is_asked_about_in_the_same_words_again():
    for kind, typed, answer in _answers():
        first, then = READERS[kind](typed), READERS[kind](answer, printed=typed)
        assert _told(first) != _told(then), (kind, typed, answer)
        if kind == "dose" and isinstance(then, Understood) and answer != typed:
            assert {row["reported"] for row in then.rows} == {typed}


def test_understood_doses_and_ages_are_what_a_document_can_hold():
    source = {"article": "a-paper", "assertion": "stated"}
    for kind, _, verdict, expected, _ in ENTRIES:
        if verdict != "understood":
            continue
        for place, step in enumerate(expected.split(" | "), start=1):
            row = dict(pair.split("=", 1) for pair in step.split("; "))
            if kind == "dose":
                part = {"ref": "DS1", "source": source, "sequence": place, **row}
                assert DoseStep.model_validate(part)
            elif kind == "age":
                chapter = {"label": "x", **row}
                assert PatientChapter.model_validate(chapter)
            elif kind == "time":
                assert fuzzy_times.render(fuzzy_times.parse(row["time"])) == row["time"]


def test_every_question_has_a_choice_and_every_answer_a_sentence():
    for kind, typed, *_ in ENTRIES:
        reading = READERS[kind](typed)
        if isinstance(reading, Question):
            assert reading.choices, typed
        sentence = reading.why if isinstance(reading, AsReported) else reading.sentence
        assert re.fullmatch(r".+[.?]", sentence), sentence


@pytest.mark.parametrize("kind", READERS)
def test_a_day_never_gets_into_a_box(kind):
    for words in ("{} 14 July 2020", "14.07.2020 {}", "{}, 2020-07-14", "July 3, 2019"):
        for _, typed, *_ in (row for row in ENTRIES if row[0] == kind):
            reading = READERS[kind](words.format(typed))
            held = " ".join(v for r in getattr(reading, "rows", ()) for v in r.values())
            assert not re.search(r"14|\bJuly 3", held.replace(typed, "")), (typed, held)


# ── Never a digit that was not typed ──────────────────────────────────────────────

LETTERS = st.text("0123456789.,-/ xmgbidpokAUC²×→½thenqw", max_size=40)
NUMBERS = st.from_regex(r"\A[1-9][0-9]{0,3}(\.[0-9]{1,2})?\Z").filter(
    lambda number: not re.search(r"\.\d{3}$", number)
)
UNITS = st.sampled_from([u.label for u in c.DoseUnit if u not in ("other", "auc")])
OFTEN = st.sampled_from(
    [f.label for f in c.Frequency if f not in ("other", "not_reported")]
)


def _numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", text))


@given(LETTERS)
def test_whatever_is_typed_a_dose_holds_only_numbers_that_were_typed(text):
    reading = doses.read(text)
    if isinstance(reading, Understood):
        for row in reading.rows:
            held = {
                row.get("dose_value"),
                row.get("dose_max"),
                row.get("duration_value"),
            }
            assert held - {None} <= _numbers_in(text)


@given(NUMBERS, UNITS, OFTEN, NUMBERS)
def test_a_dose_written_out_is_read_as_the_same_again(number, unit, often, other):
    line = f"{number} {unit} {often} by mouth for 2 weeks, then {other} {unit} {often}"
    first = doses.read(line)
    assert isinstance(first, Understood)
    assert [row["dose_value"] for row in first.rows] == [number, other]
    again = doses.read(doses.render(first.rows))
    assert isinstance(again, Understood)
    assert again.rows == first.rows


@given(st.lists(NUMBERS, min_size=1, max_size=3), st.sampled_from(["mm", "cm"]))
def test_a_size_is_what_was_typed_in_millimetres(numbers, unit):
    reading = sizes.read(f"{' x '.join(numbers)} {unit}")
    factor = 10 if unit == "cm" else 1
    if any(Decimal(number) * factor > 1000 for number in numbers):
        assert isinstance(reading, AsReported)
        return
    assert isinstance(reading, Understood)
    names = ("dim1_mm", "dim2_mm", "dim3_mm")
    held = [Decimal(reading.rows[0][n]) for n in names if n in reading.rows[0]]
    assert held == [Decimal(number) * factor for number in numbers]
    assert sizes.read(sizes.render(reading.rows[0])).sentence == reading.sentence


@given(
    NUMBERS,
    st.sampled_from(["years", "months", "weeks", "days"]),
    st.sampled_from(["", "about ", "at least ", "at most "]),
    st.sampled_from(["", " male", " female"]),
)
def test_an_age_written_out_is_read_as_the_same_again(number, unit, about, sex):
    typed = f"{about}{number} {unit}{sex}"
    first = ages.read(typed)
    if isinstance(first, AsReported):
        assert unit == "years"
        assert Decimal(number) > 89
        return
    row = first.rows[0]
    assert row["age_value"] in (number, "90")
    assert ages.read(ages.render(row)).rows == first.rows


@given(LETTERS, st.sampled_from(sorted(READERS)))
def test_nothing_that_is_typed_breaks_a_reader(text, kind):
    assert READERS[kind](text).verdict in ("understood", "question", "as_reported")
