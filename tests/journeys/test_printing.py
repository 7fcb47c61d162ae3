"""On paper: what must fit on one sheet does, and every sheet says where it is from.

The pages are the same bytes on both databases, so they are printed from one.
"""

import io
import json
import re
from pathlib import Path

import pypdf
import pytest
from django.conf import settings
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record
from casebase.browse import wording
from tests import seed
from tests.browse import archive
from tests.browse.test_compare import address, at_length

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

#: Every kind of page that is read away from the screen.
PAGES = (
    "/",
    "/cases/",
    "/cases/?view=table",
    "/cases/?view=swimmer&drug=crizotinib",
    "/treatments/?drug=crizotinib",
    "/drugs/crizotinib/",
    f"/articles/{seed.PAPER}/",
    "/cases/CB-000001/",
    "/search/?q=crizotinib",
    "/gaps/?by=drug",
    "/data/",
    "/keys/",
)
A4, MM = (210, 297), 72 / 25.4


@pytest.fixture
def cases(live_server):
    """The real cases, and two that say much of everything; accessions, longest last."""
    archive.put_words()
    files = sorted(Path(seed.STARTER).glob("*/*.json"))
    real = [d.read(json.loads(file.read_text("utf-8"))) for file in files]
    real.sort(key=lambda one: isinstance(one, d.CaseDocument))
    long = [
        d.CaseDocument.model_validate(at_length() | {"key": f"made-up-1/patient-{n}"})
        for n in (1, 2)
    ]
    publishing.put_all([*real, *long], **archive.ENVELOPE)
    records = Record.objects.cases().select_related("latest")
    return [
        record.name
        for record in sorted(records, key=lambda one: len(one.latest.document))
    ]


def sheets(page):
    """Print a page; return the size in mm of each sheet."""
    printed = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", printed)
    sizes = [tuple(round(float(n) / MM) for n in box.split()[2:]) for box in boxes]
    assert len(sizes) == len(re.findall(rb"/Type\s*/Page\b", printed))
    return sizes


def test_a_sheet_and_a_comparison_fit_on_one_page_whatever_the_case(page, cases):
    for name in cases:
        page.goto(f"/cases/{name}/sheet/")
        assert sheets(page) == [A4], name
    *_, third, second, first, long, longer = cases
    for compared in (
        (first, second),
        (first, second, third),
        (first, second, third, "CB-000001"),
        (long, longer),
        (long, longer, first),
        (long, longer, first, second),
    ):
        page.goto(address(*dict.fromkeys(compared)))
        assert sheets(page) == [A4[::-1]], compared


def test_every_page_says_on_paper_where_and_when_it_was_read(page, cases):
    page.emulate_media(media="print")
    today = wording.day(timezone.localdate())
    for path in (*PAGES, address(*cases[:2]), f"/cases/{cases[0]}/sheet/"):
        page.goto(path)
        line = page.locator(".printline")
        assert line.is_visible(), path
        said = line.inner_text()
        here = f"{settings.PUBLIC_URL}{path}"
        permanent = f"{settings.PUBLIC_URL}{path.removesuffix('sheet/')}v1/"
        assert here in said or permanent in said, said
        assert today in said, said
        assert "Archive version" in said, said
        for gone in (
            ".top",
            ".foot",
            ".crumbs",
            "form",
            ".pick",
            ".btn",
            "[type*=atom]",
        ):
            for one in page.locator(gone).all():
                assert not one.is_visible(), (path, gone)


def test_a_part_of_a_list_says_on_paper_which_part_it_is(page, cases):
    archive.put_made_up(14)
    page.emulate_media(media="print")
    page.goto("/cases/")
    pager = page.locator(".pager")
    assert re.fullmatch(r"Cases 1 to 25 of \d+", pager.inner_text().strip())


def test_a_map_longer_than_a_page_starts_on_the_first(page, cases):
    archive.put_made_up(14)
    page.emulate_media(media="print")
    page.goto("/gaps/?by=drug")
    breaks = "one => getComputedStyle(one).breakInside"
    assert page.locator(".chart:has(.matrix)").evaluate(breaks) == "auto"


def test_folded_chapters_print_open(page, cases):
    page.goto("/cases/CB-000001/")
    chapters = page.locator("details.chap")
    assert chapters.count() > 5
    for chapter in chapters.all():
        chapter.evaluate("one => { one.open = false }")
        assert not chapter.locator(".chap__b").is_visible()
    page.emulate_media(media="print")
    for chapter in chapters.all():
        assert chapter.locator(".chap__b").is_visible()


def test_what_a_hub_folds_prints_open(page, cases):
    page.goto("/drugs/crizotinib/")
    folded = page.locator("details.more:not([open]) > :not(summary)")
    assert folded.count() > 1
    assert not any(one.is_visible() for one in folded.all())
    page.emulate_media(media="print")
    assert all(one.is_visible() for one in folded.all())


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(page, cases):
    archive.put_made_up(14)
    for path in ("/data/", "/drugs/crizotinib/"):
        page.goto(path)
        heads = page.locator("h2, h3, .more > summary, thead th:last-child")
        titles = {title.strip() for title in heads.all_text_contents()}
        pdf = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
        feet = [sheet.extract_text().split("\n")[-1].strip() for sheet in pdf.pages]
        assert len(feet) > 2, path
        assert not titles & set(feet), path
