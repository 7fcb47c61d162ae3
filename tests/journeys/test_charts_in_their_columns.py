"""What is drawn and written of a lane stays in its column, on any screen and on paper."""

import pytest

from tests.browse import archive
from tests.browse.test_compare import address

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Words and signs that stand outside the cell or the box they belong to.
OUTSIDE = """() => {
    const found = [];
    for (const box of document.querySelectorAll('.lanebox, .swim__lane, .swim__gut')) {
        const column = (box.closest('td') || box).getBoundingClientRect();
        for (const one of box.querySelectorAll('text, use, .gut__t')) {
            const {left, right, width} = one.getBoundingClientRect();
            const over = Math.max(column.left - left, right - column.right);
            if (width && over > 0.5)
                found.push(`${one.textContent || one.outerHTML}, ${over} px`);
        }
    }
    return found;
}"""
#: An A4 page within its margins is 186 mm wide, 703 px.
SCREENS = ((1280, "screen"), (390, "screen"), (320, "screen"), (703, "print"))


def test_nothing_of_a_lane_leaves_its_column(page):
    archive.put_words()
    named = [archive.put_seed(), *archive.put_made_up(3)]
    for path in (
        address(*named[:2]),
        address(*named[:3]),
        address(*named),
        "/cases/",
        "/cases/?view=swimmer",
        "/drugs/crizotinib/",
    ):
        page.goto(path)
        assert page.locator(".gut use").count(), path
        for width, media in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(media=media)
            assert page.evaluate(OUTSIDE) == [], (path, width, media)
