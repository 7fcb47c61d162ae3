"""Whatever a list is asked, its page and every format of it hold the same cases."""

import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable
from random import Random
from typing import Any

import pytest
import rispy
from django.test import Client

from casebase.archive import facets, index
from casebase.browse.formats.csv import as_was
from casebase.browse.formats.kinds import KINDS
from tests.browse import pages
from tests.browse.formats import official

pytestmark = pytest.mark.django_db

#: A long run asks as many as were promised, of an archive of some size.
QUESTIONS = 26 if "CASEBASE_SOAK" in os.environ else 14


def of_table(text: str) -> list[dict[str, str]]:
    """The rows of a CSV, as they were written."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return [{name: as_was(cell) for name, cell in row.items()} for row in rows]


def of_cases(text: str) -> list[str]:
    """The accessions in a CSV, each once, in order."""
    return list(dict.fromkeys(row["accession"] for row in of_table(text)))


def of_lines(text: str) -> list[str]:
    """The accessions in JSON Lines."""
    return [
        json.loads(line)["record"]["accession"] for line in text.split("\n") if line
    ]


def of_zip(content: bytes) -> list[str]:
    """The accessions in a ZIP file of Phenopackets, which the official classes read."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        packets = [json.loads(file.read(name)) for name in file.namelist()[1:]]
    for packet in packets:
        official.loses_nothing(packet)
        official.is_complete(packet)
    return [packet["id"][:9] for packet in packets]


def articles_of(lines: str) -> list[str]:
    """The articles that the documents of JSON Lines name, each once, in order."""
    documents = [json.loads(line)["document"] for line in lines.split("\n") if line]
    named = [read["article"] for one in documents for read in one["articles"]]
    return list(dict.fromkeys(named))


#: How to read the cases out of each format that holds cases …
CASES: dict[str, Callable[[Any], Iterable[str]]] = {
    "phenopackets.zip": of_zip,
    "csv": of_cases,
    "courses.csv": of_cases,
    "facts.csv": of_cases,
    "jsonl": of_lines,
}
#: … and the articles out of each that holds these.
ARTICLES: dict[str, Callable[[str], Iterable[str]]] = {
    "ris": lambda text: [one["id"] for one in rispy.loads(text)],
    "bib": lambda text: re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE),
    "csl.json": lambda text: [one["id"] for one in json.loads(text)],
}


def questions() -> list[str]:
    """Questions that are drawn from all values there are, and some set ones."""
    dice = Random(6)
    values = [
        (name, key)
        for name in facets.FACETS
        for key, _ in index.current().select({}).counts(name)
    ]
    drawn = [
        "&".join(
            f"{name}={key}" for name, key in dice.sample(values, dice.choice((1, 2)))
        )
        for _ in range(QUESTIONS)
    ]
    return ["", "q=crizotinib", "sort=oldest&gene=ALK", "age=neonate&sex=male", *drawn]


def taken(reader: Client, suffix: str, asked: str) -> Any:
    """A download: a text, but for a ZIP file."""
    content = reader.get(f"/cases/download.{suffix}?{asked}").getvalue()
    return content if suffix.endswith(".zip") else content.decode()


def of_pages(reader: Client, asked: str) -> list[str]:
    """The accessions on all pages of a list."""
    found: list[str] = []
    while True:
        place = f"&page={len(found) // 100 + 1}" if found else ""
        page = pages.read(reader.get(f"/cases/?{asked}&per_page=100{place}"))
        found += page.accessions
        if len(found) >= page.total:
            return found


def of_api(reader: Client, asked: str) -> list[str]:
    """The accessions that the API lists, page by page."""
    found: list[str] = []
    address = f"/api/v1/cases/?{asked}&per_page=100"
    while address:
        answer = reader.get(address).json()
        found += [case["accession"] for case in answer["cases"]]
        address = answer["links"].get("next", "").partition("//")[2]
        address = address and "/" + address.partition("/")[2]
    return found


def test_page_and_formats_agree_on_the_set(reader):
    assert {*CASES, *ARTICLES} == {*KINDS}
    found = set()
    for asked in questions():
        listed = of_pages(reader, asked)
        assert of_api(reader, asked) == listed, asked
        files = {suffix: taken(reader, suffix, asked) for suffix in KINDS}
        for suffix, read in CASES.items():
            held = list(read(files[suffix]))
            if suffix == "courses.csv":  # a case without treatment has no row in it
                listed_here = [name for name in listed if name in held]
                assert held == listed_here, (asked, suffix)
            else:
                assert held == listed, (asked, suffix)
        cited = articles_of(files["jsonl"])
        for suffix, read in ARTICLES.items():
            assert list(read(files[suffix])) == cited, (asked, suffix)
        about = reader.get(f"/cases/download.about.txt?{asked}").getvalue().decode()
        assert f"\nCases: {len(listed)}\n" in about
        assert f"\nArticles: {len(cited)}\n" in about
        found.add(len(listed))
    assert len(found) > 5, "questions of many sizes were asked"
