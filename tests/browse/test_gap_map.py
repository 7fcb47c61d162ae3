"""The gap map: what has no case here, and the way to suggest a paper."""

import re

import pytest

from tests.browse import archive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("by", ["tumour", "drug"])
def test_every_number_opens_a_list_of_that_many_and_every_gap_one_of_none(
    page, made_up, by
):
    shown = page(f"/gaps/?by={by}")
    counted = {
        (int(text), link)
        for text, link in shown.counted
        if text.isdigit() and link.startswith("/cases/?")
    }
    assert len(counted) >= 4
    for count, link in counted:
        assert page(link).total == count, link
    gaps = re.findall(r'class="gap" href="/suggest-a-paper/\?([^"]+)"', shown.text)
    for asked in gaps:
        assert page(f"/cases/?{asked.replace('&amp;', '&')}").total == 0, asked
    assert bool(gaps) is (by == "drug")


def test_a_gap_says_what_it_is_and_leads_to_the_form_with_its_words(page, made_up):
    shown = page("/gaps/?by=drug")
    assert "ETV6::NTRK3, entrectinib: 3 cases" in shown.words
    gap = "NTRK1 fusion, partner not known, entrectinib: no published case in this"
    assert gap in shown.words
    assert "not searched systematically" in shown.words
    asked = "fusion=NTRK1-partner-unknown&drug=entrectinib"
    assert f'href="/suggest-a-paper/?{asked.replace("&", "&amp;")}"' in shown.text
    form = page(f"/suggest-a-paper/?{asked}").text
    assert "No case here yet: NTRK1 fusion, partner not known, entrectinib." in form


def test_the_form_repeats_no_word_that_is_no_term(page, made_up):
    form = page("/suggest-a-paper/?gene=Call+0800+now&drug=entrectinib").text
    box = form.split("<textarea")[1].split("</textarea>")[0]
    assert box.endswith("No case here yet: entrectinib.")


def test_an_archive_without_cases_says_so(page, words):
    assert "There are no cases here yet" in page("/gaps/").words


def test_what_nobody_declared_is_refused(page, words):
    assert "by" in page("/gaps/?by=moon", status=400).text
    archive.put_made_up(1)
    page("/gaps/?gene=NTRK3", status=400)
