"""Lines: the table of `lines.tsv`, and what holds of any line.

The table has a line, what it is ("understood", "question", "not understood"), and the
boxes it fills, those of lower rows after ">", of their dose steps after ">>", of a
procedure after "+"; or what is offered; or the parts that stay.
"""

import csv
import re
from pathlib import Path

import pytest
from django.contrib.admin import site
from hypothesis import given
from hypothesis import strategies as st

from casebase.archive import choices as c
from casebase.curation.entry import lines
from casebase.curation.entry.line_lists import LISTS, columns_of
from casebase.curation.entry.line_values import Known
from casebase.curation.models import DoseStep, Patient, ProcedureDetail

from .words import FewWords

TABLE = Path(__file__).parent / "lines.tsv"
GUIDE = Path(__file__).parents[3] / "docs" / "curating.md"
with TABLE.open(encoding="utf-8", newline="") as file:
    ENTRIES = [
        row
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if row and not row[0].startswith("#")
    ]


def read(text):
    return lines.read(text, words=FewWords())


def told(line):
    """What a line is, and its boxes, choices or open parts, as in the table."""
    if line.is_understood:
        if line.place:
            return "understood", f"place={line.place}"
        found = [f"under {line.under};"] if line.under else []
        found += [_written(line.boxes)] if line.boxes else []
        for lower, steps in zip(line.lower, line.steps, strict=True):
            found.append(f"> {_written(lower)}")
            found += [f">> {_written(step)}" for step in steps]
        found += [f"+ {_written(line.beside)}"] if line.beside else []
        return "understood", f"{line.rows.letters}: {' '.join(found)}"
    asked = [part.question for part in line.parts if part.question]
    if asked:
        labels = [choice.label for question in asked for choice in question.choices]
        return "question", " | ".join(labels)
    stays = [part.text for part in line.parts if not part.is_understood]
    return "not understood", " | ".join(stays) or line.why


def _written(boxes):
    return "; ".join(f"{name}={_value(value)}" for name, value in boxes.items())


def _value(value):
    if isinstance(value, list):
        return ", ".join(v.label if isinstance(v, Known) else v for v in value)
    return value


@pytest.mark.parametrize(("text", "verdict", "expected"), ENTRIES)
def test_a_line_becomes_boxes_a_question_or_stays(text, verdict, expected):
    assert told(read(text)) == (verdict, expected)


def test_the_lines_of_the_guide_are_understood():
    text = GUIDE.read_text("utf-8").partition("## Typing rows as lines")[2]
    text = text.partition("\n## ")[0]
    table, _, worked = text.partition("In every line:")
    found = re.findall(r"\| `([^`]+)` \|$", table, re.MULTILINE)
    found += worked.partition("```")[2].partition("```")[0].strip().splitlines()
    assert len(found) > 30
    assert {
        line: told(read(line)) for line in found if not read(line).is_understood
    } == {}


def test_the_table_tells_of_every_list_and_every_verdict():
    assert len(ENTRIES) >= 60
    assert {verdict for _, verdict, _ in ENTRIES} == {
        "understood",
        "question",
        "not understood",
    }
    begun = {read(text).rows.letters for text, *_ in ENTRIES if read(text).rows}
    assert LISTS.keys() - begun <= {"A"}


def test_an_answer_to_a_question_makes_the_part_understood():
    for text, verdict, _ in ENTRIES:
        if verdict != "question":
            continue
        (part,) = (part for part in read(text).parts if part.question)
        for choice in part.question.choices:
            again = read(text[: part.start] + choice.text + text[part.end :])
            told = [one for one in again.parts if one.start == part.start]
            assert told[0].is_understood, (text, choice, told[0])


def test_every_word_that_a_list_offers_is_understood():
    for rows in LISTS.values():
        for column in rows.columns.values():
            if not column.choices or column.name == "field":
                continue
            line = f"{rows.letters} {column.names[0]}: "
            (asked,) = read(f"{line}no such word").parts
            assert asked.question, asked
            for choice in asked.question.choices:
                boxes = read(f"{rows.letters} {choice.text}").boxes
                assert column.name in boxes, (line, choice)


def test_what_was_understood_before_words_is_told_with_the_question():
    (part,) = read('FU no evidence of disease "complete remission"').parts
    assert part.question.sentence.startswith("Disease status: No evidence of disease.")
    (_, status, _) = part.question.choices
    again = read(f"FU {status.text}").boxes
    assert again["disease_status"] == "no_evidence"
    assert again["reading_note"] == "status as reported: complete remission"


def test_the_end_of_a_text_with_a_semicolon_is_said_to_be_quoted():
    (_, _, stays) = read('O symptom "rash"; note: it went; and came back').parts
    assert "goes in quotation marks" in stays.why
    assert "Words of the source" not in stays.why
    (_, stays) = read("O symptom; and came back").parts
    assert "semicolon" not in stays.why


def test_the_start_of_the_rows_own_course_is_proposed_and_never_taken():
    (_, day) = read("R PR T3; day 56").parts
    assert day.question.sentence == "Is “day 56” counted from the start of T3?"
    assert day.question.proposes
    # Other words say after what, no course is named, or it would begin after itself.
    for text in (
        "R PR T3; 3 months after surgery",
        "R PR; day 56",
        "T2 crizotinib; from day 33",
        "R PR T3; day 56 of the study",
        "R PR T3; 1.5.2020",
    ):
        assert not any(p.question and p.question.proposes for p in read(text).parts)


def test_a_dose_step_knows_the_treatment_that_it_hangs_in():
    def below(treatment, text):
        return lines.read(text, words=FewWords(), treatment=treatment)

    held = "DS held; from day 33 of T1"
    assert below("T1", held).boxes["start"] == "33 days after course start"
    other = '33 days after another event "day 33 of T1"'
    assert below("T2", held).boxes["start"] == other
    (_, day) = below("T1", "DS held; from day 33").parts
    assert day.question.choices[0].label == "33 days after start of T1"
    # An observation hangs in no treatment.
    assert below("T1", 'O symptom "rash"; day 33 of T1').boxes["at"] == other


def test_what_is_understood_fits_the_boxes_of_the_form():
    for text, verdict, _ in ENTRIES:
        line = read(text)
        if verdict != "understood" or line.place:
            continue
        _fits(line.boxes, line.rows.table)
        for lower, steps in zip(line.lower, line.steps, strict=True):
            _fits(lower, LISTS[line.rows.below].table)
            for step in steps:
                _fits(step, DoseStep)
        _fits(line.beside, ProcedureDetail)


def _fits(boxes, table):
    columns = columns_of(table)
    for name, value in boxes.items():
        if name == "ref":
            continue
        column = columns[name]
        values = value if isinstance(value, list) else [value]
        if column.kind in ("ticks", "list", "word", "words"):
            assert isinstance(value, list), name
        if column.choices:
            assert set(values) <= {key for key, _ in column.choices}, name


@given(st.text('TRAEFUPDS12; "“”:.,-gmbidnoecrt', max_size=40))
def test_nothing_that_is_typed_breaks_a_line(text):
    line = read(text)
    for part in line.parts:
        assert text[part.start : part.end] == part.text
        assert part.said or part.question or part.why


def test_the_word_that_a_line_lacks_can_be_added():
    for text, missing in (
        ("F calcitonin; positive", {"calcitonin": "biomarker"}),
        ("F BRAF V600E; positive", {"BRAF V600E": "biomarker"}),
        ("F ETV6-NTRK3; positive", {"ETV6-NTRK3": "biomarker"}),
        ("AE headache; unknown cause", {"headache": "adverseeventterm"}),
        ("L primary; behind the ear", {"behind the ear": "bodysite"}),
        ("D tumour of unknown kind", {"tumour of unknown kind": "disease"}),
        ("T wonderinib 250 mg bid", {"wonderinib": "drug"}),
        ("T wonderinib; off label", {"wonderinib": "drug"}),
        # The word is there; or these are words of the source, a box, a day, a number.
        ("F EML4::ALK fusion; what", {}),
        ("T crizotinib; what", {}),
        ("T surgery; not done", {}),
        ('F "calcitonin"; assay', {"assay": "biomarker"}),
        ("F colour: blue", {}),
        ("F 14 July 2020 at noon", {}),
        ("F 12", {}),
        ("O headache", {}),
    ):
        found = {one.name: one.missing for one in read(text).parts if one.missing}
        assert found == missing, text


def test_every_box_is_known_by_what_the_patients_page_calls_it():
    pages = [site.get_model_admin(Patient)]
    for page in pages:
        pages += page.inlines
        for name, label in getattr(page, "labels", {}).items():
            column = columns_of(page.model).get(name)
            assert column is None or label.lower() in column.names, (page, name)
    assert len(pages) > 12


def test_words_that_say_nothing_are_never_meant():
    for letters in ("R", "T", "AE", "F"):
        for word in ("none", "other", "not reported", c.YesNo.YES.label):
            assert not read(f"{letters} {word}").is_understood, (letters, word)
