"""A curator enters one man's story from an empty archive; a reviewer publishes it."""

import json
import sys
import time

import pytest

from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.curation.models import Patient
from tests import seed

from .entering import Entering
from .workbench import Workbench, short

#: What the browser does is the same on both databases; what is saved is typed on both
#: in tests/curation/admin/test_patient_page.py.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]
FUSION = "NTRK1-partner-unknown"


def starter(kind, name):
    """A document of the starter, as it lies in its file."""
    return json.loads((seed.STARTER / kind / f"{name}.json").read_text("utf-8"))


@pytest.fixture
def empty_archive(db):
    """The vocabulary's words, three people, and nothing else."""
    seed.make_words()
    seed.person("ada", display_name="Ada")
    seed.person("grace", reviewer=True, display_name="Grace")
    root = seed.person("root", display_name="Root")
    type(root).objects.filter(pk=root.pk).update(is_superuser=True)


def test_the_seed_is_entered_by_hand_reviewed_published_and_found(
    page, browser, live_server, empty_archive, capsys
):
    began = time.monotonic()
    page.context.set_default_timeout(30_000)
    paper, news = starter("articles", seed.PAPER), starter("articles", seed.NEWS)
    case = starter("cases", f"{seed.PAPER}.the-patient")
    desk = Workbench(page)
    entering = Entering(desk, {seed.PAPER: paper, seed.NEWS: news})
    desk.log_in("ada")

    # The curator enters the articles; the paper's facts name the news item.
    enter_articles(desk, entering, paper, news)
    on_articles = str(desk.effort)

    # The curator enters the patient whole, with one save.
    desk.follow(page.get_by_role("link", name="Casebase workbench"))
    desk.follow(page.get_by_role("link", name="Add patient"))
    entering.case(case)
    entered(desk)
    desk.save()
    assert desk.faults() == {}
    assert "Draft, not public. Next: submit; a reviewer approves." in desk.told
    in_all = str(desk.effort)
    address = page.url

    # Somebody who may do everything edits it, which is noted.
    desk.log_in("root")
    page.goto(address)
    desk.fill({"curator_note": "Compared with the news item."}, "diagnosis_rows-0")
    desk.save()
    assert "is saved" in desk.told

    # The curator submits, and can neither see nor force an approval.
    desk.log_in("ada")
    page.goto(address)
    desk.follow("#step-submit")
    desk.follow("#do-submit")
    assert "Next: another reviewer approves it or returns it." in desk.told
    assert desk.steps == []
    assert refusal_of(page, f"{address}../approve/") == "Only a reviewer approves."
    assert refusal_of(page, f"{address}../publish/") == "Only a reviewer publishes."

    # Nor can the superuser who edited it.
    desk.log_in("root")
    page.goto(address)
    edited = "You edited it since it was last published. Somebody else approves it."
    assert edited in desk.standing
    assert "Approve" not in desk.steps
    assert refusal_of(page, f"{address}../approve/") == edited
    assert Patient.objects.get().status == "in_review"
    assert not Record.objects.exists()

    # A second person does.
    desk.log_in("grace")
    page.goto(address)
    in_review(desk)
    desk.follow("#step-approve")
    desk.follow("#do-approve")
    desk.follow("#step-publish")
    desk.follow("#do-publish")
    assert "Public as CB-000001, version 1." in desk.told

    # What readers have is what the starter says, letter by letter.
    for name, told in (("CB-000001", case), (seed.PAPER, paper), (seed.NEWS, news)):
        version = Record.objects.get(name=name).latest
        assert json.loads(version.document) == told
        assert version.document == d.canonical(d.read(told))
        assert (version.submitted_by, version.reviewed_by) == ("Ada", "Grace")

    # A clinician, who has no log-in, finds the man by his fusion.
    with browser.new_context(base_url=live_server.url) as visit:
        reader = visit.new_page()
        reader.goto("/")
        assert reader.locator('a[href="/cases/CB-000001/"]').count()
        reader.goto(f"/cases/?fusion={FUSION}")
        reader.locator('main a[href="/cases/CB-000001/"]').first.click()
        reader.wait_for_url("**/cases/CB-000001/")
        assert "33-year-old man" in reader.locator("main").inner_text()
        assert visit.cookies() == []

    took = time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(
            f"\nArticles: {on_articles}.\nIn all: {in_all}.\n"
            f"{took:.0f} s from log-in to the reader's page.\n"
        )


def enter_articles(desk, entering, paper, news):
    """Enter the paper and the news item, and then say where the paper's facts stand."""
    desk.follow(desk.page.get_by_role("link", name="Add article"))
    entering.article(paper, with_facts=False)
    desk.save()
    assert desk.faults() == {}
    desk.follow(desk.page.get_by_role("link", name="Casebase workbench"))
    desk.follow(desk.page.get_by_role("link", name="Add article"))
    entering.article(news, with_facts=True)
    desk.save()
    assert desk.faults() == {}
    assert "Draft, not public. Next: submit; a reviewer approves." in desk.told
    desk.follow(desk.page.get_by_role("link", name="Articles").first)
    desk.follow(desk.page.get_by_role("link", name=paper["journal"]))
    entering.article_facts(paper)
    desk.save()
    assert desk.faults() == {}
    assert "Draft, not public. Next: submit; a reviewer approves." in desk.told


def entered(desk):
    """The page is filled, and nothing of it is saved."""
    assert Patient.objects.count() == 0


def in_review(desk):
    """The reviewer sees what can be done."""
    assert desk.steps[:2] == ["Approve", "Return for changes"]


def refusal_of(page, address):
    """Send the form behind a button that is not there; return what is said."""
    token = page.locator('[name="csrfmiddlewaretoken"]').first.input_value()
    answer = page.context.request.post(address, form={"csrfmiddlewaretoken": token})
    assert answer.status == 409
    said = page.evaluate(
        "text => new DOMParser().parseFromString(text, 'text/html')"
        ".querySelector('.refusal li').textContent",
        answer.text(),
    )
    return short(said)
