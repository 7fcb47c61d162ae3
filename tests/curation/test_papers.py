"""Texts of papers: what is taken in, where a passage stands, and that it stays here."""

import io

import pytest
from pypdf import PdfWriter

from casebase.curation import papers, workflow
from casebase.curation.models import Article, Patient
from tests import seed

# Made up for this test: nobody's sentences.
PASTED = """A made-up report

Abstract
A man took a drug.

Discussion
He did well with no effusion.
"""


@pytest.fixture
def ada(db):
    return seed.person("ada")


@pytest.fixture
def article(db):
    return Article.objects.create(slug="a", title="A report", url="https://e.org/1")


def a_pdf(*pages: str) -> bytes:
    """Write a PDF whose pages hold these lines."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.split("\n"))
        stream = f"BT /F1 12 Tf 72 720 Td {lines} ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, at = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        at.append(len(out))
        out += f"{number} 0 obj{one}endobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(b"%010d 00000 n \n" % place for place in at)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>".encode()
    return out + f"\nstartxref\n{table}\n%%EOF".encode()


def test_pasted_text_knows_the_part_a_passage_stands_in(article, ada):
    papers.put(article, papers.pasted(PASTED), by=ada)
    found = [(p.place, p.text) for p in papers.passages(article) if not p.is_heading]
    assert found == [
        ("", "A made-up report"),
        ("abstract", "A man took a drug."),
        ("discussion", "He did well with no effusion."),
    ]


def test_a_pdf_knows_its_pages(article, ada):
    pages = papers.read_upload("x.pdf", a_pdf("First page", "Discussion\nSecond page"))
    papers.put(article, pages, by=ada)
    found = [(p.place, p.text) for p in papers.passages(article) if not p.is_heading]
    assert found == [("p 1", "First page"), ("p 2, discussion", "Second page")]


def scan() -> bytes:
    """A PDF with one page and nothing written on it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("scan.pdf", scan(), "may be a scan"),
        ("broken.pdf", b"%PDF-1.7\nnonsense", "cannot be read"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\xff", "neither a PDF nor a text"),
        ("large.txt", b"a" * (papers.MOST_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_a_file_without_text_is_refused_in_words(name, content, says):
    with pytest.raises(papers.Unreadable, match=says):
        papers.read_upload(name, content)


def test_marks_of_the_file_itself_do_not_refuse_it(article, ada):
    raw = "one\x00\x0btwo\u202e three\r\nfour"
    papers.put(article, papers.read_upload("a.txt", raw.encode()), by=ada)
    assert article.paper_pages.get().text == "onetwo three\nfour"


def test_new_text_takes_the_place_of_the_old(article, ada):
    papers.put(article, [(1, "one"), (2, "two")], by=ada)
    papers.put(article, papers.pasted("three"), by=ada)
    assert [page.text for page in article.paper_pages.all()] == ["three"]


def test_a_text_is_no_content_an_approval_stands(db):
    ada, grace = seed.person("ada"), seed.person("grace", reviewer=True)
    patient = seed.import_seed(ada)
    workflow.submit(patient, by=ada)
    workflow.approve(patient, by=grace)
    for article in Article.objects.all():
        papers.put(article, papers.pasted("a text"), by=ada)
    assert Patient.objects.get().status == "approved"
    assert workflow.publish(patient, by=grace)
