"""The paper beside the form: marked, quoted by a key; and what is typed is kept."""

import pytest
from playwright.sync_api import expect

from casebase.curation import papers
from casebase.curation.models import Article, Patient
from tests import seed

from .workbench import Workbench

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

# Made up for this test: nobody's sentences.
TEXT = """Case presentation
The NTRK1 rearranged tumour came with an effusion. He took crizotinib 250 mg twice
daily. Nausea followed, and NTRK10 is no gene of his.

Discussion
The drug named crizotinib helped.
"""

MARKED = "kind => [...CSS.highlights.get(`entered-${kind}`)].map(one => one.toString())"
KEPT = "() => Object.keys(localStorage).filter(key => key.startsWith('casebase-draft'))"

#: Right after the form is sent more is typed, and then the page is no longer seen.
TYPE_AFTER_SENDING = """() => {
  const type = () => {
    const box = document.querySelector("[name=summary]");
    box.value += " Later.";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
  };
  document.addEventListener("submit", () => setTimeout(type));
}"""


@pytest.fixture
def desk(page, db):
    """A curator before the page of the seed, whose news item's text is there."""
    page.context.set_default_timeout(30_000)
    ada = seed.person("ada")
    seed.import_seed(ada)
    news = Article.objects.get(slug=seed.NEWS)
    papers.put(news, papers.pasted(TEXT), by=ada)
    desk = Workbench(page)
    desk.log_in("ada")
    page.goto(address())
    return desk


def address() -> str:
    return f"/admin/curation/patient/{Patient.objects.get().pk}/change/"


def test_words_of_the_paper_become_quote_and_place_and_nothing_typed_is_lost(desk):
    page = desk.page
    news = Article.objects.get(slug=seed.NEWS)
    # One tab per source; the news item has the text.
    page.locator(f'.paper-tabs [data-article="{news.pk}"]').click()
    expect(page.locator(".paper-text")).to_contain_text("effusion")
    assert page.evaluate(MARKED, "gene") == ["NTRK1"]
    assert page.evaluate(MARKED, "drug") == ["crizotinib", "crizotinib"]
    assert page.evaluate(MARKED, "dose") == ["250 mg"]
    assert [words.lower() for words in page.evaluate(MARKED, "event")] == ["nausea"]

    # By keyboard alone: the box, the words, the key.
    course = Patient.objects.get().treatment_rows.get(ref="T2")
    stem = page.locator('[name$="-ref"][value="T2"]').get_attribute("name")[
        : -len("-ref")
    ]
    # Who opened a card by its head is at its fact.
    card = page.locator(f"#{stem} > .card")
    assert card.evaluate("card => !card.open")
    page.locator(f"#{stem} > .card > .row-head").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+i")
    assert desk.value(f"{stem}-assertion") == "inferred"
    page.keyboard.press("Alt+i")
    page.keyboard.press("Alt+i")
    desk.unfold(f"{stem}-label_note")
    page.locator(f'[name="{stem}-label_note"]').focus()
    page.keyboard.press("Alt+p")
    page.keyboard.type("crizotinib")
    expect(page.locator(".paper-count")).to_have_text("1 of 2")
    page.keyboard.press("Enter")
    expect(page.locator(".paper-count")).to_have_text("2 of 2")
    page.keyboard.press("Alt+q")
    expect(page.locator(".paper-told")).to_contain_text("Quoted for T2, discussion")
    assert desk.value(f"{stem}-quote") == "The drug named crizotinib helped."
    assert desk.value(f"{stem}-locator") == "discussion"
    assert desk.value(f"{stem}-source") == str(news.pk)
    page.keyboard.press("Alt+i")
    assert desk.value(f"{stem}-assertion") == "inferred"
    expect(page.locator(f'[name="{stem}-label_note"]')).to_be_focused()

    # The tab is closed before anything is saved; opened again, it is offered back.
    page.wait_for_function(f"() => ({KEPT})().length === 1")
    page.goto("about:blank")
    page.goto(address())
    expect(page.locator("#draft-offer")).to_be_visible()
    with page.expect_navigation():
        page.locator(".draft-take").click()
    assert "Nothing of it is saved yet" in page.locator("#content").inner_text()
    assert desk.value(f"{stem}-quote") == "The drug named crizotinib helped."
    assert not course.quote

    # Saved, it is no longer kept.
    desk.save()
    course.refresh_from_db()
    assert course.quote == "The drug named crizotinib helped."
    assert course.assertion == "inferred"
    expect(page.locator("#draft-offer")).to_be_hidden()
    assert page.evaluate(KEPT) == []


@pytest.fixture
def typing(page, db):
    """A curator before a saved article, with the cursor in its summary."""
    article = Article.objects.create(
        slug="a-paper", title="A paper", created_by=seed.person("ada")
    )
    desk = Workbench(page)
    desk.log_in("ada")
    page.goto(f"/admin/curation/article/{article.pk}/change/")
    page.locator('[name="summary"]').focus()
    return desk


def test_what_the_server_has_is_no_longer_kept_and_what_came_after_is(typing):
    page = typing.page
    summary = page.locator('[name="summary"]')
    offer = page.locator("#draft-offer")

    # Typed and taken back: the page is as it is saved.
    page.keyboard.type("x")
    page.wait_for_function(f"() => ({KEPT})().length === 1")
    page.keyboard.press("Backspace")
    page.wait_for_function(f"() => ({KEPT})().length === 0")

    # Typed while the server still works on the save: that alone is offered.
    page.keyboard.type("Sent.")
    page.evaluate(TYPE_AFTER_SENDING)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert Article.objects.get().summary == "Sent."
    expect(page.locator(".draft-overtaken")).to_be_visible()
    expect(page.locator(".draft-unsaved")).to_be_hidden()

    # The same typed again and saved, less the space at its end: nothing is left over.
    summary.press("Control+End")
    page.keyboard.type(" Later. ")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    expect(offer).to_be_hidden()
    assert page.evaluate(KEPT) == []

    # Saved, but the answer never arrived.
    address = page.url

    def lose_the_answer(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/change/", lose_the_answer)
    summary.press("Control+End")
    page.keyboard.type(" Last. ")
    with page.expect_event("requestfailed"):
        page.keyboard.press("Control+s")
    page.unroute_all()
    page.goto(address)
    assert Article.objects.get().summary == "Sent. Later. Last."
    expect(offer).to_be_hidden()
    assert page.evaluate(KEPT) == []


def test_whoever_logs_out_leaves_nothing_typed_behind(desk):
    page = desk.page
    desk.unfold("summary")
    page.locator('[name="summary"]').focus()
    page.keyboard.type("Not yet saved.")
    page.wait_for_function(f"() => ({KEPT})().length === 1")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#logout-form button").click()
    expect(
        page.get_by_text("Log in again").or_(page.get_by_label("Username"))
    ).to_be_visible()
    assert page.evaluate(KEPT) == []
