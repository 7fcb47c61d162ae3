"""What is drawn and written in a chart stays in its column, on screens and on paper."""

import pytest

from casebase.archive import document as d
from casebase.archive import publishing
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


#: Codes and counts that stand outside their part of a bar.
OVER_THE_EDGE = """() => [...document.querySelectorAll('.sbar a span:not(.vh)')]
    .filter(one => {
        const part = one.closest('li').getBoundingClientRect();
        const {left, right} = one.getBoundingClientRect();
        return left < part.left - 0.5 || right > part.right + 0.5;
    }).map(one => one.textContent)"""
INSIDE = "one => parseFloat(getComputedStyle(one).paddingLeft)"
#: Long ones, beside a course that every narrow part stands next to.
CATEGORIES = ("VGPR", "non_CR_non_PD", "mixed", "NED", "CR", "PD", *["PR"] * 20)


def test_no_code_leaves_its_part_of_a_bar_and_no_words_their_frame(page):
    archive.put_words()
    for number, category in enumerate(CATEGORIES):
        case = d.as_dict(archive.made_up(number))
        case["outcome"]["responses"][1]["category"] = category
        publishing.put(d.read(case), **archive.ENVELOPE)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("/cases/", "/genes/ETV6/"):
            page.goto(path)
            assert page.locator(".sbar a").count() > 6
            assert page.evaluate(OVER_THE_EDGE) == [], (path, width)
        for path in ("/biomarkers/", "/glossary/"):
            page.goto(path)
            chip = page.locator(".chip").first
            assert chip.evaluate(INSIDE) >= 8, (path, width)


#: A long name of OncoTree.
LONG = "B-Lymphoblastic Leukemia/Lymphoma with t(9;22)(q34.1;q11.2);BCR-ABL1"
NARROWEST = "all => Math.min(...all.map(one => one.clientWidth))"


def test_a_long_name_leaves_room_to_what_stands_beside_it(page):
    archive.put_words()
    publishing.put_terms([{"facet": "diagnosis", "key": "BLLBCRABL1", "label": LONG}])
    case = d.as_dict(archive.made_up(1))
    for diagnosis in case["diagnoses"]:
        diagnosis["disease"]["key"] = "BLLBCRABL1"
    publishing.put(d.read(case), **archive.ENVELOPE)
    page.goto("/diagnoses/")
    assert page.get_by_role("rowheader", name=LONG).is_visible()
    assert page.locator("td.fl__d").evaluate_all(NARROWEST) > 200
