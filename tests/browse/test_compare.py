"""Two to four cases side by side."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import comparing, paper
from casebase.browse.addresses import Address
from tests.browse import archive

LONG = "unusually long words of a source that never comes to an end " * 6


def address(*accessions):
    """The comparison of these cases."""
    return "/cases/compare/?" + "&".join(f"case={name}" for name in accessions)


def test_each_case_has_a_column_in_the_order_asked_for(page, seed_case, made_up):
    read = page(address(made_up[0], seed_case))
    assert read.accessions == [made_up[0], seed_case]
    assert "Compare two cases" in read.words
    assert "Side by side is not head to head." in read.words
    assert "Progressive disease on crizotinib" in read.words
    assert "Larotrectinib: financial reasons" in read.words
    alike = "Transaminases increased, anorexia, nausea and vomiting, no grade"
    assert f"{alike}: reduced to 125 mg twice daily for 2 months" in read.words
    every = (
        "250 mg twice daily by mouth, then 125 mg twice daily for 2 months, then 250"
    )
    assert every in read.words


def test_a_column_says_what_was_acquired_and_what_followed_an_event(page, seed_case):
    name = publishing.put(archive.told_in_full(), **archive.ENVELOPE).record.name
    words = page(address(seed_case, name)).words
    assert "NTRK3 G623R, acquired on crizotinib: positive; specimen: SB" in words
    when = "33 days after the start"
    held = "drug held; resolved; tried again: tolerated"
    assert f"Nausea on crizotinib, no grade, {when}: {held}" in words
    assert "Nausea on crizotinib, no grade: what followed not reported" in words


def test_a_course_says_its_later_responses_why_it_was_given_and_stopped(
    page, seed_case
):
    case = d.as_dict(archive.told_in_full())
    case["treatments"][0]["stop_reason"] = "progression"
    name = publishing.put(d.read(case), **archive.ENVELOPE).record.name
    words = page(address(seed_case, name)).words
    assert "Partial response on entrectinib · Also: progressive disease on" in words
    assert "entrectinib, February 2019 and March 2019." in words
    assert "Why: aimed at NTRK3 G623R; it was the only one at hand." in words
    assert "Stopped: progression" in words
    assert "Why stopped not reported" in words


def test_events_that_differ_in_nothing_are_told_once(page, seed_case):
    case = d.as_dict(archive.told_in_full())
    _, event = case["outcome"]["adverse_events"]
    case["outcome"]["adverse_events"] = [event, event | {"ref": "AE3"}]
    name = publishing.put(d.read(case), **archive.ENVELOPE).record.name
    words = page(address(seed_case, name)).words
    assert words.count("Nausea (2 events) on crizotinib, no grade: what followed") == 1


def test_lanes_stand_on_one_scale(page, seed_case, made_up):
    text = page(address(*made_up, seed_case)).text
    lanes = re.findall(
        r'<svg class="lane" height="50".*?</svg>\s*(?=<svg|<span|</div)', text, re.S
    )
    ticks = {tuple(re.findall(r'class="grid" x1="([^"]+)"', lane)) for lane in lanes}
    assert len(lanes) >= 4
    assert len(ticks) == 1


def test_a_case_can_be_removed_until_two_are_left(page, made_up):
    one, two, three = made_up
    links = page(address(*made_up)).links
    assert {address(two, three), address(one, three), address(one, two)} <= {*links}
    left = [link for link in page(address(one, two)).links if "compare/" in link]
    assert left == []


def test_what_cannot_be_compared_is_refused_with_its_reason(page, seed_case, made_up):
    record = Record.objects.get(name=made_up[2])
    publishing.withdraw(record, by="Ada", reason="error")
    one, two, gone = made_up
    refused = {
        address(one): "1 is named",
        address(*["CB-000009"] * 5): "5 are named",
        address(one, "CB-999999"): "“CB-999999” is not known here",
        address(one, "<b>"): "“<b>” is not known here",
        address(one, one): f"{one} is named twice",
        address(one, gone): f"{gone} was withdrawn",
    }
    for asked, reason in refused.items():
        read = page(asked.replace("<", "%3C").replace(">", "%3E"), 400)
        assert {*read.culprits} == {"case"}, asked
        assert reason in read.words.replace("&lt;", "<"), asked
    assert page(f"{address(one, two)}&gene=ALK", 400).culprits == ["gene"]
    assert address(one, two) in page(address(one, gone, two), 400).links


def test_a_refusal_and_a_comparison_lead_back_to_the_list_they_came_from(page, made_up):
    one, two, three = made_up
    back = "from=gene%3DNTRK3%26view%3Dtable%26page%3D1"
    asked = "/cases/?gene=NTRK3&view=table"
    few = page(f"/cases/compare/?{back}&case={one}", 400)
    assert asked in few.links
    assert "Tick at least one more in the list" in few.words
    compared = page(f"/cases/compare/?{back}&case={one}&case={two}&case={three}")
    assert asked in compared.links
    kept = f"/cases/compare/?from=gene%3DNTRK3%26view%3Dtable&case={one}&case={two}"
    assert kept in compared.links
    assert page(f"/cases/compare/?from=x%3D1&case={one}", 400).culprits[0] == "from"


def test_who_names_no_case_is_told_how_to_choose(page, client, made_up):
    read = page("/cases/compare/")
    assert read.culprits == []
    assert "None is chosen yet." in read.words
    assert "/cases/" in read.links
    assert "None is chosen yet." in page("/cases/compare/?case=").words
    back = "/cases/?gene=NTRK3&view=table"
    assert back in page(f"/cases/compare/?{urlencode({'from': back[8:]})}").links
    assert client.get("/cases/compare.csv").status_code == 400
    assert page("/cases/compare/?gene=ALK", 400).culprits == ["gene", "case"]


def test_of_five_the_first_four_can_be_compared(page, seed_case, made_up):
    four = [seed_case, *made_up]
    assert address(*four) in page(address(*four, "CB-000009"), 400).links


def test_the_list_gives_its_question_along(page, made_up):
    text = page("/cases/?gene=NTRK3&view=table").text
    assert 'name="from" value="gene=NTRK3&amp;view=table"' in text
    assert 'name="from"' not in page("/cases/").text


def test_a_retracted_report_is_said_above_the_columns(page, seed_case, made_up):
    article = {
        "schema": d.SCHEMA,
        "key": "made-up-0",
        "kind": "case_report",
        "title": "Made-up report 0",
        "integrity": "retracted",
    }
    publishing.put(d.ArticleDocument.model_validate(article), **archive.ENVELOPE)
    read = page(address(seed_case, made_up[0]))
    assert "This article was retracted" in read.words
    assert 'class="note note--bad" role="note"' in read.text


def test_the_number_of_questions_does_not_grow_with_the_cases(
    client, made_up, seed_case
):
    asked = []
    for names in (made_up[:2], [*made_up, seed_case]):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(*names)).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("view", ["cards", "table", "swimmer"])
def test_every_view_of_the_list_has_a_box_for_each_case(page, made_up, seed_case, view):
    text = page(f"/cases/?view={view}").text
    boxes = re.findall(
        r'<input type="checkbox" name="case" value="(CB-\d+)" form="cmp">', text
    )
    assert sorted(boxes) == sorted([seed_case, *made_up])
    form = re.search(r'<form[^>]*id="cmp"[^>]*>', text).group()
    assert 'action="/cases/compare/"' in form
    results = text.index('id="results"')
    assert text.count("<div", results, text.index(form)) < text.count(
        "</div>", results, text.index(form)
    ), "the bar stands outside what changes in place"


# ── What paper has room for ───────────────────────────────────────────────────────


def test_there_is_the_widest_room_in_which_all_fits():
    assert paper.roomiest(lambda room: True) == paper.ROOMS[0]
    assert paper.roomiest(lambda room: room.rows < 4) == paper.ROOMS[3]
    assert paper.roomiest(lambda room: False) == paper.ROOMS[-1]


def test_lines_are_counted_as_paper_shows_them():
    assert paper.lines("n" * 41, 20) == 3
    one = paper.text("one two " + "three four " * 9, 9)  # and what is left out
    assert paper.lines(one, 60) == 1
    assert paper.lines(paper.rows([one] * 6, 2), 60) == 3


def test_a_list_is_cut_with_a_count_and_one_row_more_is_no_cut():
    assert paper.rows("abcdef", 4) == paper.Cut(tuple("abcd"), tuple("ef"))
    assert paper.rows("abcdef", 4).more == "and 2 more (see the case)"
    assert paper.rows("abcde", 4) == paper.Cut(tuple("abcde"))
    assert paper.rows("abcde", 4).more == ""


def test_a_text_is_cut_between_words():
    cut = paper.text("one two three four five six seven eight nine", 9)
    assert (cut.text, cut.rest[0]) == ("one two", "three")
    assert cut.more == "and 7 more words (see the case)"


def test_what_is_no_longer_than_the_words_that_stand_for_it_is_no_cut():
    assert paper.text("alive, 16 months after the start", 20).more == ""


def test_doses_are_cut_between_steps():
    step = "250 mg twice daily by mouth for 2 months"
    cut = paper.doses(f"{step}, then {step}, then {step}, then {step}", 110)
    assert all(part.rstrip(",").endswith(step) for part in (*cut.shown, *cut.rest))
    assert cut.more == "and 2 more steps (see the case)"


def at_length():
    """A case that says much of everything."""
    case = json.loads(d.canonical(archive.made_up(1)))
    source = case["findings"][0]["source"]
    case["treatments"], responses, events = [], [], []
    for number in range(1, 13):
        doses = [
            {
                "ref": f"DS{number}{step}",
                "sequence": step,
                "change": "start" if step == 1 else "reduced",
                "dose_value": "250",
                "dose_unit": "mg",
                "frequency": "bid",
                "source": source,
            }
            for step in range(1, 7)
        ]
        agent = {
            "ref": f"A{number}",
            "drug": {"key": "crizotinib", "label": "crizotinib"},
            "role": "anticancer",
            "doses": doses,
        }
        course = {"sequence": number, "modality": "systemic", "source": source}
        case["treatments"] += [
            course
            | {
                "ref": f"T{number}",
                "decision": "given",
                "regimen": LONG[:300],
                "agents": [agent],
            },
            course
            | {
                "ref": f"T{number + 20}",
                "sequence": number + 20,
                "decision": "planned",
                "reasons_not_given": ["cost"],
                "regimen": LONG[:300],
                "reason_text": LONG,
            },
        ]
        said = {"reported": LONG, "source": source}
        responses.append(
            said | {"ref": f"R{number}", "course": f"T{number}", "category": "PR"}
        )
        events.append(said | {"ref": f"AE{number}", "reported": LONG[:300]})
    case["outcome"] = {"responses": responses, "adverse_events": events}
    case["diagnoses"][0] |= {"reported": LONG[:300]}
    case["lesions"] = [
        {"ref": f"L{n}", "role": "metastasis", "site_reported": f"{LONG[:200]} {n}"}
        | {"source": source}
        for n in range(1, 9)
    ]
    return case


def test_a_case_told_at_length_says_what_paper_leaves_out(page, seed_case):
    case = at_length() | {"key": "made-up-1/patient-7"}
    name = publishing.put(
        d.CaseDocument.model_validate(case), **archive.ENVELOPE
    ).record.name
    read = page(address(seed_case, name))
    chosen = Record.objects.select_related("latest").filter(name__in=[seed_case, name])
    comparison = comparing.Comparison(list(chosen), Address("/cases/"))
    column = next(one for one in comparison.columns if one.row.accession == name)
    shown = column.room.rows
    assert 1 <= shown < comparing.ROOMS[0].rows
    assert len(column.courses.shown) == shown
    left_out = f"and {12 - shown} more (see the case)"
    assert read.words.count(left_out) == 1
    assert read.words.count("Partial response on") == 12
