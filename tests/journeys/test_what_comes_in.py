"""A paper that is here is said while its DOI is typed; a reader's form arrives."""

import pytest
from playwright.sync_api import expect

from casebase.curation.models import Article, ReaderReport
from tests import seed

from .workbench import Workbench

#: What the browser does is the same on both databases.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]


def test_a_paper_that_is_here_is_said_while_one_types(page, db):
    seed.person("ada", display_name="Ada")
    here = Article.objects.create(
        slug="a-paper", title="A paper", doi="10.1000/abc", pmcid="PMC45"
    )
    Workbench(page).log_in("ada")
    page.goto("/admin/curation/article/add/")
    page.locator("#id_doi").press_sequentially("https://doi.org/10.1000/ABC")
    link = page.get_by_role("link", name="A paper")
    expect(link).to_have_attribute("href", f"/admin/curation/article/{here.pk}/change/")
    page.locator("#id_doi").press_sequentially("d")
    expect(link).to_have_count(0)
    page.locator("#id_pmcid").fill("PMC45")
    expect(link).to_have_count(1)


def test_a_readers_report_arrives_without_a_cookie(page, db):
    page.goto("/report/")
    page.get_by_label("What is wrong, and how do you know?").fill("A link is broken.")
    page.get_by_role("button", name="Send the report").click()
    report = page.locator(".note[role=status]")
    expect(report).to_contain_text("Its number is")
    assert ReaderReport.objects.get().code in report.inner_text()
    assert page.context.cookies() == []
