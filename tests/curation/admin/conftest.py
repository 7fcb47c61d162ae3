"""A curator, a reviewer, the words and articles of the seed."""

from datetime import date

import pytest
from django.test import Client

from casebase.curation.models import Article, Patient
from tests import seed

from .pages import Page

ADD_PATIENT = "/admin/curation/patient/add/"


@pytest.fixture
def curator():
    return seed.person("ada", display_name="Ada")


@pytest.fixture
def reviewer():
    return seed.person("grace", reviewer=True, display_name="Grace")


@pytest.fixture
def as_curator(curator):
    client = Client()
    client.force_login(curator)
    return client


@pytest.fixture
def as_reviewer(reviewer):
    client = Client()
    client.force_login(reviewer)
    return client


@pytest.fixture
def words(db):
    seed.make_words()


@pytest.fixture
def paper(db):
    return Article.objects.create(
        slug="a-paper", title="A paper", url="https://e.org/1"
    )


@pytest.fixture
def news(db):
    return Article.objects.create(
        slug="a-news-item",
        title="A news item",
        kind="news_item",
        url="https://e.org/2",
        posted_on=date(2021, 9, 10),
    )


@pytest.fixture
def new_patient(as_curator, words, paper, news):
    """The empty page with two sources: the paper unread, the news item read whole."""
    page = Page(as_curator, ADD_PATIENT)
    page.type(sex="male", age_value="33", age_unit="year")
    page.add("sources", article=paper.pk, role="primary", part_read="secondary_summary")
    page.add("sources", article=news.pk, role="news_summary", part_read="full_text")
    return page


@pytest.fixture
def patient(curator):
    """The seed as a draft."""
    return seed.import_seed(curator)


@pytest.fixture
def patient_page(as_curator, patient):
    return Page(as_curator, f"/admin/curation/patient/{patient.pk}/change/")


@pytest.fixture
def saved():
    """The one patient there is."""
    return lambda: Patient.objects.get()
