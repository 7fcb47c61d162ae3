"""A case page: its newest version, former ones, withdrawal, and the same as JSON."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from tests import seed
from tests.browse import archive, told

pytestmark = pytest.mark.django_db


def changed(document: d.Document, **changes) -> d.Document:
    """Return the document with changes in its chapters."""
    values = json.loads(d.canonical(document))
    for name, value in changes.items():
        values[name] = values[name] | value if isinstance(value, dict) else value
    return d.read(values)


def put_second_version(reason="Summary reworded"):
    """Publish the seed again, with another summary."""
    second = changed(seed.case_document(), patient={"summary": "Told anew."})
    return publishing.put(second, **archive.ENVELOPE | {"reason": reason})


def retract(**more):
    """Let the publisher retract the seed's paper."""
    paper = next(doc for _, doc in seed.documents() if doc.key == seed.PAPER)
    retracted = changed(paper, integrity="retracted", **more)
    publishing.put(retracted, **archive.ENVELOPE)


# ── Bytes and headers ─────────────────────────────────────────────────────────────


def test_the_same_page_has_the_same_bytes_and_no_cookie(client, seed_case):
    first, second = (client.get(f"/cases/{seed_case}/") for _ in range(2))
    assert first.content == second.content
    assert not first.cookies
    assert first["Vary"] == "Accept-Encoding"


def test_a_case_page_costs_few_queries(client, seed_case):
    put_second_version()
    client.get(f"/cases/{seed_case}/")
    with CaptureQueriesContext(connection) as caught:
        assert client.get(f"/cases/{seed_case}/").status_code == 200
    assert len(caught) <= 4, [query["sql"] for query in caught]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_readers_change_no_case(client, seed_case, method):
    assert getattr(client, method)(f"/cases/{seed_case}/").status_code in (403, 405)


@pytest.mark.parametrize(
    "address",
    [
        "/cases/CB-999999/",
        "/cases/CB-1/",
        "/cases/cb-000001/",
        "/cases/CB-999999.json",
        "/cases/CB-000001/v0/",
        "/cases/CB-000001/v2/",
        "/cases/CB-000001/v99999999999999999999/",
        "/cases/CB-000001/vx/",
    ],
)
def test_what_is_not_there_is_a_404(client, seed_case, address):
    assert client.get(address).status_code == 404


def test_absolute_addresses_are_made_from_the_settings(client, seed_case, settings):
    settings.PUBLIC_URL = "https://cases.example.org"
    body = client.get(f"/cases/{seed_case}/", HTTP_HOST="localhost").content.decode()
    assert f"https://cases.example.org/cases/{seed_case}/v1/" in body
    assert "http://localhost" not in body


# ── JSON ──────────────────────────────────────────────────────────────────────────


def test_the_json_of_a_version_is_that_versions(client, seed_case):
    put_second_version()
    first = client.get(f"/cases/{seed_case}/v1.json").json()
    newest = client.get(f"/cases/{seed_case}.json").json()
    assert (first["record"]["version"], newest["record"]["version"]) == (1, 2)
    kept = Record.objects.get(name=seed_case).versions.get(number=1)
    assert first["document"] == json.loads(kept.document)
    assert client.get(f"/cases/{seed_case}/v3.json").status_code == 404
    former = client.get(f"/cases/{seed_case}/v1/").content.decode()
    assert f'href="/cases/{seed_case}/v1.json">Download as JSON' in former


def test_json_is_the_document_exactly_as_it_is_kept(client, seed_case):
    answer = client.get(f"/cases/{seed_case}.json").json()
    kept = Record.objects.get(name=seed_case).latest
    text = json.dumps(
        answer["document"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert text == kept.document
    assert hashlib.sha256(text.encode()).hexdigest() == answer["record"]["sha256"]


def test_json_says_in_its_envelope_what_the_page_says(client, seed_case, settings):
    known = client.get(f"/cases/{seed_case}.json").json()["record"]
    assert known["accession"] == seed_case
    assert known["version"] == 1
    assert known["published_by"] == "Ada"
    assert known["review_basis"] == "transcription"
    assert known["reviewed_by"] == ""
    assert known["integrity"] == "ok"
    assert known["licence"] == "CC0-1.0"
    assert known["address"] == f"{settings.PUBLIC_URL}/cases/{seed_case}/v1/"
    assert known["archive_version"] >= 1
    assert known["published_at"].endswith("+00:00")


# ── Versions ──────────────────────────────────────────────────────────────────────


def test_a_former_version_keeps_its_words_and_links_to_the_newest(page, seed_case):
    put_second_version()
    former = page(f"/cases/{seed_case}/v1/")
    assert "An older version." in former.words
    assert "Told anew." not in former.words
    assert f"/cases/{seed_case}/" in former.links
    newest = page(f"/cases/{seed_case}/")
    assert "Told anew." in newest.words
    assert "An older version." not in newest.words


def test_the_history_tells_every_version_with_its_reason(page, seed_case):
    put_second_version(reason="Summary reworded")
    newest = page(f"/cases/{seed_case}/")
    assert "Version 2. Summary reworded" in newest.words.replace(" .", ".")
    assert f"/cases/{seed_case}/v1/" in newest.links
    assert "CB-000001, version 2: 33-year-old man" in newest.words


def test_the_address_of_the_newest_version_says_nothing_of_older(page, seed_case):
    assert "An older version." not in page(f"/cases/{seed_case}/v1/").words


@pytest.mark.parametrize(
    ("basis", "badge"),
    [
        ({"review_basis": "independent", "reviewed_by": "Grace"}, "Independently"),
        ({"review_basis": "single_curator"}, "Not independently"),
        ({"review_basis": "transcription"}, "Not independently"),
    ],
)
def test_nothing_is_called_reviewed_that_was_not(page, words, basis, badge):
    version = publishing.put(seed.case_document(), **archive.ENVELOPE | basis)
    said = page(f"/cases/{version.record.name}/").words
    assert f"{badge} reviewed" in said
    others = {"Independently", "Not independently"} - {badge}
    assert not any(f" {other} reviewed" in said for other in others)
    assert ("by Grace" in said) == (badge == "Independently")


# ── Withdrawal ────────────────────────────────────────────────────────────────────


def test_a_withdrawn_case_says_why_and_how_it_was_cited(page, client, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="duplicate", note="Entered twice.")
    gone = page(f"/cases/{seed_case}/", 410)
    assert "Duplicate of another record." in gone.words
    assert "Entered twice." in gone.words
    assert f"Casebase. {seed_case}, version 1: 33-year-old man" in gone.words
    assert "crizotinib" not in gone.words
    answer = client.get(f"/cases/{seed_case}.json")
    assert answer.status_code == 410
    assert answer.json()["record"]["withdrawn"] == "duplicate"
    assert "33-year-old man" in answer.json()["record"]["citation"]
    assert "document" not in answer.json()


def test_a_former_version_of_a_withdrawn_case_is_marked(page, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="error")
    assert "This record was withdrawn." in page(f"/cases/{seed_case}/v1/").words
    assert page(f"/cases/{seed_case}/v2/", 410)


def test_a_purged_case_leaves_a_tombstone_without_its_story(page, client, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.purge(record, by="Ada")
    for address in (f"/cases/{seed_case}/", f"/cases/{seed_case}/v1/"):
        tombstone = page(address, 410)
        assert seed_case in tombstone.words
        assert "33-year-old" not in tombstone.text
        assert "NTRK1" not in tombstone.words
    answer = client.get(f"/cases/{seed_case}.json")
    assert answer.status_code == 410
    assert "33-year-old" not in answer.content.decode()


# ── Standing of the article ───────────────────────────────────────────────────────


def test_a_retraction_reaches_the_case_without_a_new_version(page, client, seed_case):
    retract(integrity_date="2024-05")
    assert (
        "This article was retracted (May 2024)." in page(f"/cases/{seed_case}/").words
    )
    assert client.get(f"/cases/{seed_case}.json").json()["record"]["integrity"] == (
        "retracted"
    )
    assert Record.objects.get(name=seed_case).latest.number == 1


def test_a_case_whose_articles_are_not_published_still_has_its_page(page, words):
    version = publishing.put(seed.case_document(), **archive.ENVELOPE)
    alone = page(f"/cases/{version.record.name}/")
    assert "33-year-old man" in alone.words
    assert f"/articles/{seed.PAPER}/" not in alone.links


# ── Other cases ───────────────────────────────────────────────────────────────────


def test_a_made_up_case_says_so_at_the_top(page, made_up):
    said = page(f"/cases/{made_up[0]}/").words
    assert "Synthetic: made up" in said
    assert said.index("Synthetic: made up") < said.index("ETV6 :: NTRK3")


def test_a_paper_read_whole_is_silent_in_its_own_words(page, words):
    [alone] = archive.put_made_up(1)
    said = page(f"/cases/{alone}/").words
    assert "From the full paper" in said
    assert "Not reported" in said
    assert "news summary" not in said
    assert "not in the" not in said.casefold()


def test_how_a_passage_was_read_names_the_rows_it_is_about(page, seed_case):
    case = page(f"/cases/{seed_case}/")
    words = case.words
    assert "Needle biopsy: A needle biopsy; whether core or fine needle" in words
    assert "Metastasis, neck; Metastasis, back: A biopsy showed" in words
    # A table of one row needs no name.
    assert '<p class="small">The stains and their results are' in case.text


def test_each_course_has_its_own_response(page, made_up):
    said = page(f"/cases/{made_up[0]}/").words
    assert "Progressive disease on crizotinib" in said
    assert "Partial response on entrectinib" in said


def test_every_link_of_a_case_page_answers(client, page, made_up, seed_case):
    for case in (seed_case, made_up[0]):
        links = {
            link.partition("#")[0]
            for link in page(f"/cases/{case}/").links
            if link.startswith("/")
        }
        broken = {a for a in links if client.get(a).status_code != 200}
        assert broken == set()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7|add:7 }} {% debug %}",
        "&lt;b&gt;",
    ],
)
def test_words_of_a_document_are_never_markup(client, words, text):
    hostile = changed(
        seed.case_document(),
        patient={"summary": text, "take_away": text, "label": text, "history": text},
    )
    version = publishing.put(hostile, **archive.ENVELOPE)
    body = client.get(f"/cases/{version.record.name}/").content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "&amp;lt;b&amp;gt;" in body or text != "&lt;b&gt;"


def test_a_reason_is_told_though_the_answer_is_not(page, words):
    told = d.as_dict(seed.case_document())
    told["treatments"][1]["beyond_progression_reason"] = "slow growth"
    version = publishing.put(d.read(told), **archive.ENVELOPE)
    answer = page(f"/cases/{version.record.name}/")
    assert "Beyond progression Not reported: slow growth" in answer.words


# ── Sizes, ends, events ───────────────────────────────────────────────────────────


def test_a_size_is_told_as_printed_or_by_its_diameters(page, words):
    source = {"article": "made-up-0", "assertion": "stated"}
    sizes = (
        {"dims_reported": "2 cm", "volume_ml": "4"},
        {"dims_reported": "55 cm³", "volume_ml": "55"},
        {"dim1_mm": "30", "dim2_mm": "20"},
        {"volume_ml": "7"},
        {},
    )
    when = {"kind": "date", "date": "2021-04"}
    measured = [
        {"ref": f"M{n}", "basis": "pet", "at": when, "source": source} | size
        for n, size in enumerate(sizes, start=1)
    ]
    lesion = {"ref": "L1", "role": "primary", "dim1_mm": "48", "source": source}
    lesion["measurements"] = measured
    [name] = archive.put_made_up(1, lesions=[lesion])
    said = page(f"/cases/{name}/").words
    assert "Primary tumour: 48 mm" in said
    for size in ("2 cm, 4 mL", "55 cm³", "30 × 20 mm", "7 mL", "size not reported"):
        assert f"April 2021: {size}, PET" in said


def test_when_a_course_ended_and_why_are_two_things(page, words):
    case = d.as_dict(archive.made_up(1))
    case["treatments"][0] |= {
        "end": {"kind": "date", "date": "2022-03"},
        "stop_reason": "progression",
    }
    name = publishing.put(d.read(case), **archive.ENVELOPE).record.name
    assert "End March 2022; progression" in page(f"/cases/{name}/").words


@pytest.mark.parametrize(
    ("length", "words"),
    [
        ({}, "Length of the course until the operation End"),
        (
            {"duration_min": "3", "duration_unit": "month"},
            "Length of the course 3 months (until the operation) End",
        ),
        (
            {
                "duration_min": "3",
                "duration_unit": "month",
                "duration_reported": "3 Months",
            },
            "Length of the course 3 months End",
        ),
    ],
)
def test_a_length_is_told_with_the_words_that_say_more(page, seed_case, length, words):
    document = d.as_dict(seed.case_document())
    document["treatments"][1] |= {"duration_reported": "until the operation"} | length
    publishing.put(d.read(document), **archive.ENVELOPE)
    assert words in page(f"/cases/{seed_case}/").words


def test_silence_about_adverse_events_says_that_it_is_about_them(page, made_up):
    said = page(f"/cases/{made_up[0]}/").words
    assert "Adverse events on crizotinib: Not reported" in said


# ── What followed an adverse event ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("change", "actions", "in_short", "in_full"),
    [
        (
            {"change": "held"},
            ["held"],
            "1, drug held nausea",
            "Held for 7 days resolved",
        ),
        (
            {"change": "held"},
            ["held", "treated"],
            "1, drug held nausea",
            "Held for 7 days; treated resolved",
        ),
        (
            {"change": "stopped"},
            ["stopped"],
            "1, drug stopped nausea",
            "Stopped for 7 days resolved",
        ),
        (
            told.mg(125, "reduced"),
            ["held"],
            "1, dose changed, drug held nausea",
            "Reduced to 125 mg twice daily for 7 days; drug held resolved",
        ),
        ({"change": "held"}, [], "1, drug held nausea", "Held for 7 days resolved"),
        (None, ["none"], "1 nausea", "No action taken resolved"),
        (None, [], "1 nausea", "Not reported resolved"),
    ],
)
def test_what_was_done_about_an_event_is_said_once(
    page, words, change, actions, in_short, in_full
):
    event = {"reported": "nausea", "actions": actions, "outcome": "resolved"}
    length = {"duration_value": "7", "duration_unit": "day"}
    steps = [change | length | {"caused_by": ["AE1"]}] if change else []
    case = told.made_up(treatments=[{"doses": [told.mg(250), *steps]}], events=[event])
    accession = publishing.put(case, **archive.ENVELOPE).record.name
    read = page(f"/cases/{accession}/").words
    assert f"Adverse events {in_short}" in read
    assert in_full in read
