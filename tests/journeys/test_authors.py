"""Authors are pasted as they are printed: rows and people come of it."""

import pytest
from playwright.sync_api import expect

from casebase.curation.models import Article, Person
from tests import seed

from .workbench import Workbench

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

FIVE = (
    "Ada Madeup1,2*, MD, Ben van der Madeup1, Cleo Anna Madeup2, Madeup D, "
    "and Eve Madeup"
)


def signed(slug):
    rows = Article.objects.get(slug=slug).authorships.order_by("position")
    return [(one.position, one.person.family, one.credentials) for one in rows]


def test_authors_pasted_as_a_list_are_rows_and_are_found_again(page, db):
    desk = Workbench(page)
    seed.person("ada")
    desk.log_in("ada")
    page.goto("/admin/curation/article/add/")
    desk.write("slug", "madeup-first-2026")
    box = page.get_by_label("Authors, as printed")
    status = page.locator("#authors-part [role=status]")
    read = page.get_by_role("list", name="How the authors are read").locator("> li")

    box.click()
    desk.paste(FIVE)
    expect(status).to_have_text("5 people, 1 not clear yet.")
    expect(read.nth(1)).to_contain_text("new")

    # What is not clear goes nowhere, and the cursor is where it is asked.
    desk.press("Control+Enter")
    way = page.get_by_role("button", name="family Madeup, given Cleo Anna")
    expect(way).to_be_focused()
    desk.press("Control+s")
    expect(status).to_contain_text("not taken over yet")
    desk.click(way)
    expect(status).to_have_text("5 people, 0 not clear yet.")
    desk.press("Enter")  # The cursor is on Take over.
    expect(status).to_have_text("5 people taken over.")

    # Taken out again, a name written otherwise, taken over anew.
    desk.click(page.get_by_role("button", name="Take these rows out again"))
    expect(status).to_have_text("5 people, 0 not clear yet.")
    given = page.get_by_label("Given name of Madeup D")
    given.fill("Dan")
    desk.press("Enter")
    expect(read.nth(3)).to_contain_text("new")
    desk.click(page.get_by_role("button", name="Take over"))
    expect(status).to_have_text("5 people taken over.")
    desk.save()
    assert "is saved" in desk.told
    assert signed("madeup-first-2026") == [
        (1, "Madeup", "MD"),
        (2, "van der Madeup", ""),
        (3, "Madeup", ""),
        (4, "Madeup", ""),
        (5, "Madeup", ""),
    ]
    known = set(Person.objects.values_list("given", flat=True))
    assert known == {"Ada", "Ben", "Cleo Anna", "D", "Dan", "Eve"}

    page.goto("/admin/curation/article/add/")
    desk.write("slug", "madeup-second-2026")
    box.click()
    desk.paste("Eve Madeup; Ada Madeup, et al.")
    expect(read.nth(1)).to_contain_text("here already")
    expect(status).to_contain_text("the list is not complete")
    desk.press("Control+Enter")
    expect(status).to_contain_text("2 people taken over.")
    desk.save()
    assert sorted(signed("madeup-second-2026"), key=str) == [
        (1, "Madeup", ""),
        (None, "Madeup", ""),
    ]
    assert Person.objects.count() == 6

    # Nothing says that the first of an incomplete list signs first.
    page.goto("/admin/curation/article/add/")
    desk.fill({"authors_complete": "false"})
    box.click()
    desk.paste("Eve Madeup")
    expect(status).to_have_text("1 person, 0 not clear yet.")
    desk.press("Control+Enter")
    expect(status).to_contain_text("nobody has a position")
    assert desk.value("authorships-0-position") == ""
