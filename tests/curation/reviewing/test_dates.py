"""What has not come yet is refused where it is typed; what looks odd is ticked."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from casebase.archive import document as d
from casebase.curation.importing.reading import Files
from casebase.curation.models import Article, Patient
from casebase.curation.reviewing.dates import is_after, remarks
from casebase.curation.reviewing.doubts import doubts
from tests import seed
from tests.curation.test_freezing import changed

TODAY = timezone.localdate()
NEXT_MONTH = TODAY.replace(day=1) + timedelta(days=32)
YEAR, MONTH = f"{TODAY.year}", f"{TODAY:%Y-%m}"


def refused(row):
    """The columns that a row's own checks refuse, with what they say."""
    try:
        row.clean_fields()
        row.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize("typed", [f"{TODAY.year + 1}", f"{NEXT_MONTH:%Y-%m}"])
def test_a_time_of_a_patient_that_has_not_come_is_refused(typed):
    said = refused(Patient(vital_as_of=typed))["vital_as_of"]
    assert said == [f"{typed} has not come yet."]


@pytest.mark.parametrize("typed", [YEAR, MONTH, "2020-07", "order 2", "not reported"])
def test_this_month_and_what_was_before_may_be_typed(typed):
    assert "vital_as_of" not in refused(Patient(vital_as_of=typed))


def article(**columns):
    return Article(slug="a", title="A", kind="case_report", language="en", **columns)


@pytest.mark.django_db
def test_an_issue_may_be_of_next_year_and_of_no_later_one():
    assert "year" not in refused(article(year=TODAY.year + 1))
    later = TODAY.year + 2
    assert refused(article(year=later))["year"] == [f"{later} has not come yet."]


@pytest.mark.django_db
def test_a_news_item_is_not_posted_tomorrow():
    assert "posted_on" not in refused(article(posted_on=TODAY))
    tomorrow = TODAY + timedelta(days=1)
    assert refused(article(posted_on=tomorrow))["posted_on"]


@pytest.mark.parametrize(
    "pasted",
    [
        "https://doi.org/10.1234/AB.1",
        "http://dx.doi.org/10.1234/ab.1",
        " doi:10.1234/ab.1 ",
        "10.1234/ab.1",
    ],
)
@pytest.mark.django_db
def test_a_doi_is_taken_as_it_is_pasted(pasted):
    one = article(doi=pasted)
    assert "doi" not in refused(one)
    assert one.doi == "10.1234/ab.1"


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("2020-08", "2020-07", True),
        ("2021", "2020-07", True),
        ("2020-07", "2020-07", False),
        ("2020-07", "2020", False),
        ("2020", "2020-07", False),
        ("2019", "2020", False),
        ("2020-07", "", False),
        ("", "2020", False),
    ],
)
def test_after_is_said_only_where_it_is_certain(one, other, is_so):
    assert is_after(one, other) is is_so


def told(**paths):
    """What is remarked on the seed with some of its values changed."""
    return sorted(remarks(d.read(changed(seed.case_document(), **paths))))


@pytest.mark.django_db
def test_what_is_after_the_article_or_the_last_report_is_ticked_by_the_reviewer():
    case = seed.case_document()
    assert told() == []
    as_of = {"kind": "date", "date": "2020-07"}
    year = {"articles__0__citation__year": 2021, "articles__0__citation__month": 3}
    late = {"outcome__responses__0__at": {"kind": "date", "date": "2021-04"}}
    ref = case.outcome.responses[0].ref
    after_last = (
        ref,
        "2021-04 is after the patient was last reported on (2020-07).",
    )
    assert told(patient__vital_as_of=as_of, **late) == [after_last]
    both = told(patient__vital_as_of=as_of, **year, **late)
    assert both == [
        (ref, "2021-04 is after the article appeared (2021-03)."),
        after_last,
    ]
    document = d.read(
        changed(case, patient__vital_as_of=as_of, **year, **late),
    )
    assert {(one.ref, one.sentence) for one in doubts(document)} >= {*both}


@pytest.mark.django_db
def test_an_event_of_no_treatment_is_ticked_too():
    [first, second, *_] = seed.case_document().outcome.adverse_events
    changes = {"outcome__adverse_events__0__agents": []}
    said = {one.ref for one in doubts(d.read(changed(seed.case_document(), **changes)))}
    assert first.ref in said
    assert second.ref not in said
    during = changes | {"outcome__adverse_events__0__during": "T2"}
    assert "T2" in {one.ref for one in seed.case_document().treatments}
    assert not {
        one.ref
        for one in doubts(d.read(changed(seed.case_document(), **during)))
        if "names no treatment" in one.sentence
    }


def test_of_the_starter_cases_nothing_is_remarked():
    cases = [
        one
        for _, one in Files([settings.BASE_DIR / "starter"])
        if isinstance(one, d.CaseDocument)
    ]
    assert len(cases) >= 14
    assert [remark for case in cases for remark in remarks(case)] == []
