"""Tables and lines hold what the documents hold, and nothing else."""

import csv
import io
import json
import re
from typing import Any

import pytest

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.browse import records
from casebase.browse.formats import case_table, course_table, fact_table, snapshot
from tests.browse import pages
from tests.browse.formats.test_one_set import of_table

pytestmark = pytest.mark.django_db

TABLES = {
    "csv": case_table.COLUMNS,
    "courses.csv": course_table.COLUMNS,
    "facts.csv": fact_table.COLUMNS,
}


@pytest.fixture(scope="module")
def files(reader):
    """Every table of the whole archive, as rows."""
    return {
        suffix: of_table(reader.get(f"/cases/download.{suffix}").getvalue().decode())
        for suffix in TABLES
    }


def rebuilt(rows: list[dict[str, str]]) -> Any:
    """Put a document together again from its facts."""
    whole: dict[str, Any] = {}
    for row in rows:
        *way, last = row["path"].split("/")[1:]
        here: Any = whole
        for step in way:
            here = here.setdefault(step, {})
        text = row["value"]
        here[last] = text if row["type"] == "string" else json.loads(text)
    return with_lists(whole)


def with_lists(value: Any) -> Any:
    """Make lists of what has numbers for keys."""
    if not isinstance(value, dict):
        return value
    inner = {key: with_lists(one) for key, one in value.items()}
    return list(inner.values()) if inner and all(map(str.isdigit, inner)) else inner


def test_every_leaf_of_every_document_is_a_fact(files):
    by_case: dict[str, list[dict[str, str]]] = {}
    for row in files["facts.csv"]:
        by_case.setdefault(row["accession"], []).append(row)
    records = Record.objects.cases().readable()
    assert len(by_case) == len(records) > 40
    for record in records:
        document = json.loads(record.latest.document)
        assert rebuilt(by_case[record.name]) == document, record.name


def test_a_fact_has_its_source_and_its_words(files):
    facts = {(f["accession"], f["path"]): f for f in files["facts.csv"]}
    seed = Record.objects.get(key="hou-ntrk1-mesenchymal-sarcoma/the-patient").name
    dose = facts[seed, "/treatments/1/agents/0/doses/1/dose_value"]
    assert (dose["value"], dose["type"], dose["row"]) == ("125", "string", "DS2")
    assert dose["article"] == "jnccn360-2021-ntrk1-mesenchymal-sarcoma"
    assert dose["assertion"] == "stated"
    often = facts[seed, "/treatments/1/agents/0/doses/1/frequency"]
    assert (often["value"], often["words"]) == ("bid", "twice daily")
    age = facts[seed, "/patient/age_value"]
    told = Record.objects.get(name=seed).latest.content.provenance.facts
    source = next(fact.source for fact in told if fact.field == "age_value")
    assert (age["article"], age["locator"]) == (source.article, source.locator)
    assert facts[seed, "/schema"]["value"] == "1"


def test_json_lines_have_the_document_word_for_word(reader):
    lines = reader.get("/cases/download.jsonl").getvalue().decode().splitlines()
    for line in lines:
        name = json.loads(line)["record"]["accession"]
        kept = Record.objects.get(name=name).latest
        assert line.endswith(f', "document": {kept.document}}}')
        alone = reader.get(f"/cases/{name}.json").json()
        assert json.loads(line) == alone, name


def test_every_treatment_is_a_row_and_those_asked_for_are_the_lists(reader):
    asked = "drug=crizotinib&response=CR&response=PR"
    text = reader.get(f"/cases/download.courses.csv?{asked}").getvalue().decode()
    listed = pages.read(reader.get(f"/treatments/?{asked}&per_page=100"))
    rows = of_table(text)
    marked = [row for row in rows if row["asked_for"] == "yes"]
    assert len(marked) == listed.total > 0
    assert all("crizotinib" in row["drugs"].split(" | ") for row in marked)
    assert {row["best_response"] for row in marked} <= {"CR", "PR"}
    for name in {row["accession"] for row in rows}:
        kept = Record.objects.get(name=name).latest.content.treatments
        here = [row["course"] for row in rows if row["accession"] == name]
        assert here == [treatment.ref for treatment in kept]


def test_a_dose_has_its_frequency_and_a_response_its_drug(files):
    seed = Record.objects.get(key="hou-ntrk1-mesenchymal-sarcoma/the-patient").name
    [case] = [row for row in files["csv"] if row["accession"] == seed]
    assert case["courses"] == (
        "Crizotinib: 250 mg twice daily by mouth, then 125 mg twice daily for "
        "2 months, then 250 mg twice daily; off label; complete response as of "
        "July 2020"
    )
    assert case["not_given"] == (
        "Larotrectinib: considered, not given (financial reasons)"
    )
    assert case["fusions"].startswith("NTRK1 rearrangement, partner and side not")
    assert case["empty_means"] == "not in the news summary"
    assert (case["genes"], case["age"], case["sex"]) == ("NTRK1", "33 years", "male")


def test_what_was_not_given_is_no_drug_given(files):
    for row in files["courses.csv"]:
        if row["decision"] != c.Decision.GIVEN:
            assert row["asked_for"] == "no"
            assert not row["best_response"]
            assert not row["doses"]


def test_a_made_up_case_is_marked_in_every_row(files):
    made_up = {one.name for one in Record.objects.cases() if one.synthetic}
    for rows in files.values():
        for row in rows:
            assert row["synthetic"] == ("yes" if row["accession"] in made_up else "no")


@pytest.mark.parametrize("suffix", TABLES)
def test_rows_are_as_wide_as_the_head_and_the_head_is_explained(reader, suffix):
    text = reader.get(f"/cases/download.{suffix}?gene=ALK").getvalue().decode()
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == len(re.findall(r"\n", text)), "lines end with CR LF"
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    assert head == [column.name for column in TABLES[suffix]]
    assert len(set(head)) == len(head)
    assert {len(row) for row in rows} == {len(head)}
    about = reader.get("/cases/download.about.txt").getvalue().decode()
    page = reader.get("/data/").content.decode()
    for column in TABLES[suffix]:
        assert f"\n  {column.name}: " in about
        assert f"<code>{column.name}</code>" in page


def test_documents_read_in_part_tell_what_whole_ones_do(reader, monkeypatch):
    suffixes = ("csv", "courses.csv", "jsonl", "ris")
    addresses = [f"/cases/download.{suffix}" for suffix in suffixes]
    in_part = [reader.get(address).getvalue() for address in addresses]
    read_case = d.CaseDocument.model_validate_json
    monkeypatch.setattr(snapshot, "_outline", read_case)
    monkeypatch.setattr(snapshot, "_article", d.ArticleDocument.model_validate_json)
    monkeypatch.setattr(records, "_titled", read_case)
    assert [reader.get(address).getvalue() for address in addresses] == in_part
