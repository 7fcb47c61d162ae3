"""A curator comes in, and goes."""

import pytest

PASSWORD = "four words in a row"


@pytest.mark.django_db(transaction=True)
def test_a_curator_logs_in_and_out(page, django_user_model):
    django_user_model.objects.create_user("ada", password=PASSWORD, is_staff=True)
    page.goto("/admin/")
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    assert page.locator("#user-tools").is_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    assert page.get_by_role("button", name="Log in").is_visible()
