"""Lists of cases and of courses: what is asked is what is answered."""

import re
from itertools import chain
from urllib.parse import quote_plus, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import facet_values, panel
from casebase.browse.labels import Labels
from tests.browse import archive, numbers, pages

pytestmark = pytest.mark.django_db


def test_each_row_stands_on_the_page_once(page, made_up, seed_case):
    for address in ("/cases/", "/cases/?view=table"):
        listed = page(address).accessions
        assert sorted(listed) == sorted([seed_case, *made_up])


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/cases/", ""),
        ("/cases/", "gene=NTRK3"),
        ("/cases/", "drug=crizotinib&response=CR"),
        ("/cases/", "q=crizotinib"),
        ("/treatments/", ""),
        ("/treatments/", "drug=crizotinib"),
        ("/treatments/", "sex=female&sex=male"),
    ],
)
def test_every_count_opens_a_list_of_that_many(page, made_up, path, asked):
    options = page(f"{path}?{asked}").options
    assert len(options) >= 10
    numbers.forget()
    asked_for = [tuple(pair.split("=")) for pair in asked.split("&") if pair]
    for facet, value, count in options:
        others = [pair for pair in asked_for if pair[0] != facet]
        query = urlencode([*others, (facet, value)])
        assert numbers.length_of(f"{path}?{query}") == count, (facet, value)


def test_values_of_a_facet_widen_and_facets_narrow(page, made_up):
    assert page("/cases/?gene=NTRK1&gene=NTRK3").total == 4
    assert page("/cases/?gene=NTRK1&sex=female").total == 0


def test_all_under_18_are_one_link_away(page, made_up):
    child = d.as_dict(archive.made_up(7))
    child["patient"] |= {"age_value": "4", "age_unit": "year"}
    name = publishing.put(d.read(child), **archive.ENVELOPE).record.name
    everyone = page("/cases/?sex=female")
    young = dict(everyone.counted)["All children and adolescents"]
    assert page(young).accessions == [name]
    assert "sex=female" in young
    assert "All children and adolescents" not in page(young).words
    assert "All children and adolescents" not in page("/cases/?gene=NTRK1").words


def test_a_card_says_how_it_stood_with_the_patient_and_no_heading_does(page, seed_case):
    died = d.as_dict(archive.made_up(1))
    died["patient"] |= {
        "vital_status": "dead_nos",
        "vital_as_of": {"kind": "date", "date": "2019-06"},
    }
    source = died["findings"][0]["source"]
    died["outcome"]["follow_up"] = [{"ref": "FU1", "event": "death", "source": source}]
    publishing.put(d.read(died), **archive.ENVELOPE)
    listed = page("/cases/?gene=NTRK3")
    assert "Last known: died, cause not stated, June 2019" in listed.words
    headings = re.findall(r"<h[12].*?</h[12]>", listed.text, re.DOTALL)
    assert headings
    assert not [words for words in headings if "died" in words.casefold()]
    died["patient"] |= {"vital_status": "not_reported", "vital_as_of": None}
    died["outcome"]["follow_up"] = []
    publishing.put(d.read(died), **archive.ENVELOPE, reason="corrected")
    assert "Last known" not in page("/cases/?gene=NTRK3").words


def test_what_is_asked_of_treatments_holds_of_one_treatment(page, made_up, seed_case):
    found = page("/cases/?drug=crizotinib&response=CR&label=off_label")
    assert found.accessions == [seed_case]
    # These patients had both, but not in one course.
    assert page("/cases/?drug=crizotinib&response=PR").total == 0


def test_a_known_value_without_a_case_is_an_empty_list_with_ways_out(page, seed_case):
    empty = page("/cases/?gene=KIT&drug=crizotinib")
    assert empty.total == 0
    assert "No report here has both" in empty.words
    assert "Without gene KIT: 1 case" in empty.words
    assert "/cases/?drug=crizotinib" in empty.links


def ways_out(found):
    """The offers of an empty list: what each says, and its link."""
    return {
        words: link
        for words, link in found.counted
        if words.startswith(("Without ", "Only "))
    }


@pytest.mark.parametrize(
    ("path", "asked", "said", "offers"),
    [
        (
            "/cases/",
            "q=crizotinib+NTRK3+rechallenge",
            "No case has the word “rechallenge”.",
            ["Without “rechallenge”: 3 cases"],
        ),
        (
            "/treatments/",
            "q=much+crizotinib+toolong&drug=crizotinib",
            "No case has the words “much” or “toolong”.",
            ["Without “much” and “toolong”: 4 courses"],
        ),
        (
            "/findings/",
            "q=nausea+ETV6",
            "",
            ["Without “nausea”: 3 findings", "Without “ETV6”: 1 finding"],
        ),
        (
            "/cases/",
            "q=nausea+etv6&sex=male&view=table",
            "",
            ["Without “etv6”: 1 case", "Without sex Male and “nausea”: 3 cases"],
        ),
        (
            "/cases/",
            "q=nausea+etv6+vomiting+entrectinib",
            "",
            [
                "Only “nausea”: 1 case",
                "Only “etv6”: 3 cases",
                "Only “vomiting”: 1 case",
                "Only “entrectinib”: 3 cases",
            ],
        ),
        (
            "/cases/",
            "q=xylophone+nausea+etv6",
            "No case has the word “xylophone”.",
            [
                "Without “xylophone” and “nausea”: 3 cases",
                "Without “xylophone” and “etv6”: 1 case",
            ],
        ),
        (
            "/cases/",
            "q=xylophone",
            "No case has the word “xylophone”.",
            ["Without “xylophone”: 4 cases"],
        ),
    ],
)
def test_an_empty_search_says_which_words_empty_it(
    page, made_up, path, asked, said, offers
):
    empty = page(f"{path}?{asked}")
    assert empty.total == 0
    assert said in empty.words
    assert ("No case has the word" in empty.words) == bool(said)
    ways = ways_out(empty)
    assert list(ways) == offers
    for words, link in ways.items():
        assert page(link).total == int(re.search(r": (\d+)", words)[1]), link
        assert ("view=table" in link) == ("view=table" in asked)


@pytest.mark.parametrize(
    ("query", "culprit"),
    [
        ("genes=NTRK1", "genes"),
        ("gene=NOSUCH", "gene"),
        ("gene=NTRK1&gene=NOSUCH", "gene"),
        ("response=GREAT", "response"),
        ("page=x", "page"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=99999999999999999999", "page"),
        ("page=1&page=2", "page"),
        ("per_page=7", "per_page"),
        ("sort=size", "sort"),
        ("view=map", "view"),
        ("retracted=maybe", "retracted"),
        ("since=yesterday", "since"),
        ("since=2020-02-31", "since"),
        ("year=20x0", "year"),
        ("q=" + "a+" * 21, "q"),
        ("q=" + "a" * 201, "q"),
        ("&".join(f"year={year}" for year in range(2000, 2041)), "year"),
        # Names that a form of Django has attributes of.
        ("prefix=1", "prefix"),
        ("field_order=1", "field_order"),
        ("__doc__=1", "__doc__"),
        ("clean=1", "clean"),
    ],
)
@pytest.mark.parametrize("path", ["/cases/", "/treatments/"])
def test_what_cannot_be_read_is_refused_by_name(page, words, path, query, culprit):
    assert page(f"{path}?{query}", 400).culprits == [culprit]


@pytest.mark.parametrize("path", ["/cases/", "/findings/"])
def test_a_search_of_too_many_words_keeps_them_in_the_box(page, words, path):
    assert page(f"{path}?sex=male&q={'a+' * 20}").total == 0
    asked = " ".join(f"word{number}" for number in range(21))
    refused = page(f"{path}?sex=male&q={quote_plus(asked)}", 400)
    assert "This search cannot be made" in refused.words
    assert "A search has at most 20 words" in refused.words
    assert "address" not in refused.words
    assert f'name="q" value="{asked}"' in refused.text
    assert '<input type="hidden" name="sex" value="male">' in refused.text
    assert refused.text.count('name="q"') == 1


def test_every_fault_is_named_at_once(page, words):
    refused = page("/cases/?genes=1&gene=NOSUCH&page=x&view=list", 400)
    assert set(refused.culprits) == {"genes", "gene", "page", "view"}
    assert "There is no such parameter." in refused.words
    assert "“NOSUCH” is not known here." in refused.words
    assert "It is a number from 1." in refused.words
    assert "It is one of: cards, table, swimmer." in refused.words


def test_empty_fields_count_as_absent(page, seed_case):
    everything = page("/cases/?q=&gene=&sort=&page=&per_page=&view=&retracted=&since=")
    assert everything.total == 1


def test_a_page_beyond_the_last_is_not_there(client, seed_case):
    assert client.get("/cases/?page=2").status_code == 404
    assert client.get("/cases/?gene=KIT&page=1").status_code == 200


def test_pages_show_every_case_once(page, words):
    made = archive.put_made_up(60)
    shown = [page(f"/cases/?page={number}").accessions for number in (1, 2, 3)]
    assert [len(rows) for rows in shown] == [25, 25, 10]
    assert sorted(chain(*shown)) == sorted(made)
    assert len(page("/cases/?per_page=100").accessions) == 60
    assert "Cases 51 to 60 of 60" in page("/cases/?page=3").words


def test_the_newest_report_comes_first_and_unknown_years_last(page, made_up, seed_case):
    newest_first = [*reversed(made_up), seed_case]
    assert page("/cases/").accessions == newest_first
    assert page("/cases/?sort=oldest").accessions == [*made_up, seed_case]


def test_a_chip_leads_to_the_list_without_its_filter(page, made_up):
    links = page("/cases/?gene=NTRK3&drug=crizotinib&q=fusion&view=table").links
    assert "/cases/?q=fusion&drug=crizotinib&view=table" in links
    assert "/cases/?q=fusion&gene=NTRK3&view=table" in links
    assert "/cases/?gene=NTRK3&drug=crizotinib&view=table" in links
    assert "/cases/?view=table" in links


def test_chosen_values_come_first_and_are_ticked(page, made_up):
    chosen = page("/cases/?gene=NTRK1")
    assert chosen.checked == [("gene", "NTRK1")]
    genes = [value for facet, value, _ in chosen.options if facet == "gene"]
    assert genes == ["NTRK1", "ETV6", "NTRK3"]


def test_the_summary_counts_courses_and_warns(page, made_up):
    everything = page("/cases/")
    assert "Best response of each course: 7 courses in 4 patients" in everything.words
    assert "Not a response rate." in everything.words
    assert page("/treatments/?response=PD").total == 3
    assert "/treatments/?response=PD" in everything.links


def test_the_summary_counts_only_the_courses_that_were_asked_for(page, made_up):
    asked = page("/cases/?drug=entrectinib")
    assert "3 courses in 3 patients" in asked.words
    assert "/treatments/?drug=entrectinib&response=PR" in asked.links
    assert page("/treatments/?drug=entrectinib&response=PR").total == 3


def test_a_response_stands_with_its_drug_and_a_dose_with_its_frequency(page, seed_case):
    seed_row = page("/cases/").words
    assert "Crizotinib : complete response as of July 2020." in seed_row
    assert "Complete response on crizotinib" in seed_row
    doses = "250 mg twice daily by mouth, then 125 mg twice daily for 2 months"
    assert doses in seed_row


def test_what_was_considered_and_not_given_says_so(page, seed_case):
    assert "Larotrectinib : considered, not given (financial reasons)." in (
        page("/cases/").words
    )
    assert page("/cases/?drug=larotrectinib").total == 0
    assert page("/cases/?not_given_drug=larotrectinib&not_given=cost").total == 1


def test_a_made_up_case_is_called_synthetic_in_every_view(page, words):
    archive.put_made_up(1)
    for address in ("/cases/", "/cases/?view=table", "/treatments/", "/"):
        assert "Synthetic" in page(address).words, address


def test_treatments_have_a_row_for_each_course(page, made_up, seed_case):
    courses = page("/treatments/")
    assert courses.total == len(courses.courses) == 7
    assert f"{seed_case}/T2" in courses.courses
    # Larotrectinib was not given, glutathione is no treatment of the tumour.
    assert f"{seed_case}/T1" not in courses.courses
    assert f"{seed_case}/T3" not in courses.courses


# ── All values of a facet ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "asked",
    [
        "/cases/values/gene/",
        "/cases/values/gene/?drug=crizotinib&q=sarcoma&view=table",
        "/cases/values/diagnosis/?gene=NTRK3&order=name",
        "/treatments/values/response/?drug=crizotinib",
    ],
)
def test_every_number_of_a_page_of_values_opens_a_list_of_that_many(
    page, made_up, asked
):
    values = page(asked)
    counted = [(int(text), link) for text, link in values.counted if text.isdigit()]
    assert len(counted) == values.total >= 2
    for count, link in counted:
        assert page(link).total == count, link


def test_a_value_is_added_to_what_is_asked_and_taken_out_again(page, made_up):
    values = page("/cases/values/gene/?gene=NTRK1&drug=crizotinib&page=1")
    assert "/cases/?gene=NTRK1&drug=crizotinib&gene=NTRK3" in values.links
    assert "/cases/?drug=crizotinib" in values.links
    assert "/cases/?gene=NTRK1&drug=crizotinib" in values.links
    assert "Remove filter: NTRK1" in values.words
    assert "Counted are cases with drug crizotinib." in values.words


def test_values_come_in_pages_by_count_or_by_name(page, made_up, monkeypatch):
    monkeypatch.setattr(facet_values, "PER_PAGE", 2)

    def names(address):
        links = page(address).counted
        return [text for text, link in links if text in ("ETV6", "NTRK1", "NTRK3")]

    assert names("/cases/values/gene/") == ["ETV6", "NTRK3"]
    assert names("/cases/values/gene/?page=2") == ["NTRK1"]
    assert names("/cases/values/gene/?order=name") == ["ETV6", "NTRK1"]
    assert "/cases/values/gene/?order=name&page=2" in (
        page("/cases/values/gene/?order=name").links
    )
    assert page("/cases/values/gene/?page=3", 404)


def test_a_page_of_values_refuses_what_its_list_refuses(page, words):
    assert page("/cases/values/gene/?drug=NOSUCH", 400).culprits == ["drug"]
    assert page("/cases/values/gene/?order=size", 400).culprits == ["order"]
    assert page("/cases/?order=name", 400).culprits == ["order"]
    assert page("/cases/values/nothing/", 404)


@pytest.mark.parametrize("path", ["/cases/", "/treatments/"])
def test_a_facet_with_more_values_leads_to_all_of_them(
    page, made_up, path, monkeypatch
):
    monkeypatch.setattr(panel, "SHOWN", 1)
    filtered = page(f"{path}?drug=crizotinib&per_page=50")
    [to] = [link for link in filtered.links if "/values/gene/" in link]
    assert to == f"{path}values/gene/?drug=crizotinib&per_page=50"
    assert page(to).total == 3


def test_what_sources_do_not_say_stands_last(page, seed_case):
    archive.put_made_up(3, patient={"label": "patient-1"})
    sexes = [option[1:] for option in page("/cases/").options if option[0] == "sex"]
    assert sexes == [("male", 1), ("not_reported", 3)]
    values = page("/cases/values/sex/").words
    assert values.index("Male") < values.index("Not reported")


def test_two_values_of_one_label_are_told_apart(words):
    also = {"facet": "diagnosis", "key": "soft-tissue", "label": "Soft tissue"}
    publishing.put_terms([also | {"facts": {"is_group": True}}])
    keys = ["soft-tissue", "SOFT_TISSUE", "SARCNOS"]
    labels = Labels.of(("diagnosis", key) for key in keys)
    assert labels.apart("diagnosis", keys) == {
        "soft-tissue": "group",
        "SOFT_TISSUE": "SOFT_TISSUE",
        "SARCNOS": "",
    }


def test_age_stands_open_beside_the_tumour(page, made_up):
    facets = list(dict.fromkeys(facet for facet, *_ in page("/cases/").options))
    assert facets.index("age") == facets.index("diagnosis") + 1
    assert '<details class="facet" id="d-age" open>' in page("/cases/").text


def test_courses_that_nobody_had_are_called_courses(page, made_up):
    empty = page("/treatments/?drug=crizotinib&response=PR")
    assert "No course here has both" in empty.words
    assert "Without response Partial response: 4 courses" in empty.words
    assert "Without drug crizotinib: 3 courses" in empty.words


def test_a_name_of_several_words_is_not_half_a_sentence(page, words):
    somewhere = [
        d.as_dict(diagnosis) | {"disease": {"key": "SOFT_TISSUE"}}
        for diagnosis in archive.made_up(0).diagnoses
    ]
    archive.put_made_up(1, diagnoses=somewhere)
    tries = page("/").words.split("Try")[1].split("5′ gene")[0]
    assert "Soft Tissue" in tries
    assert "soft Tissue" not in tries


@pytest.mark.parametrize(
    "path", ["/cases/", "/cases/?view=table", "/treatments/", "/fusions/", "/"]
)
def test_25_rows_cost_as_many_queries_as_1(client, words, path):
    def queries():
        client.get(path)  # brings the index up to date
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    archive.put_made_up(1)
    one = queries()
    archive.put_made_up(25)
    assert len(pages.read(client.get("/cases/")).accessions) == 25
    assert queries() == one
    assert one <= 12


def test_a_withdrawn_case_leaves_the_list_and_every_count(page, made_up, seed_case):
    record = Record.objects.get(name=seed_case)
    publishing.withdraw(record, by="Ada", reason="error")
    everything = page("/cases/")
    assert everything.total == 3
    assert seed_case not in everything.accessions
    assert page("/cases/?gene=NTRK1").total == 0


def test_that_none_was_found_is_said_where_one_was_looked_for(page, words):
    marker = {"key": "panel", "kind": "panel_negative", "label": "Panel"}
    told = {"ref": "F1", "biomarker": marker, "reported": "panel"}
    told["source"] = {"article": "made-up-0", "assertion": "stated"}
    archive.put_made_up(1, findings=[])
    for address in ("/cases/?view=table", "/treatments/"):
        said = page(address).words
        assert "Gene alteration not reported" in said
        assert "No alteration found" not in said
    archive.put_made_up(1, findings=[told | {"result": "failed"}])
    assert "No alteration found" not in page("/treatments/").words
    archive.put_made_up(1, findings=[told | {"result": "negative"}])
    for address in ("/cases/?view=table", "/treatments/"):
        assert "No alteration found" in page(address).words


def test_how_a_course_was_given_is_a_sentence(page, made_up):
    assert "progressive disease. Off label." in page("/cases/").words


def test_findings_of_several_specimens_say_of_which(page, words):
    publishing.put(archive.told_in_full(), **archive.ENVELOPE)
    said = page("/findings/").words
    assert "specimen: SA" in said
    assert "specimen: SB" in said
