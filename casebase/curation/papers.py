"""The text of a paper: taken in from a file or from the clipboard, cut into passages.

Each passage knows its place, as a locator of a fact says it: "p 3, discussion".
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from pypdf import PdfReader

from .models import Article, Curator, PaperPage
from .models.paper_text import PAGE_LENGTH

MOST_BYTES = settings.MAX_PAPER_BYTES
MOST_PAGES = settings.MAX_PAPER_PAGES

#: A line that stands alone and says only this begins a part of a paper (CARE's parts,
#: and what journals call them).
HEADINGS = re.compile(
    r"^[\s\d.]*(abstract|summary|introduction|background|case presentation|"
    r"case report|case description|patient information|clinical findings|timeline|"
    r"diagnostic assessment|therapeutic intervention|follow-up and outcomes|"
    r"treatment|outcome|methods|results|discussion|conclusions?|patient perspective|"
    r"references|acknowledge?ments?|core tip|"
    r"(?:case|patient|table|fig(?:ure)?\.?) \d+)\s*[.:]?\s*$",
    re.IGNORECASE,
)


class Unreadable(Exception):
    """The file gives no text; the sentence says why, and what to do."""


@dataclass(frozen=True)
class Passage:
    """A paragraph of a paper and the place it stands in; "" where that is not known."""

    place: str
    text: str
    is_heading: bool = False


def read_upload(name: str, content: bytes) -> list[tuple[int, str]]:
    """Return the pages of a PDF or text file as (number, text).

    A text file is one page, number 0. Raise Unreadable.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable("The file is larger than 20 MB. Paste the text instead.")
    if content.startswith(b"%PDF-"):
        return list(_pages_of_pdf(content))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(
            f"{name} is neither a PDF nor a text in UTF-8. Paste the text instead."
        ) from None
    return pasted(text)


def pasted(text: str) -> list[tuple[int, str]]:
    """Return pasted text as the one page it is; none if nothing was pasted."""
    return [(0, _without_controls(text))] if text.strip() else []


def _pages_of_pdf(content: bytes) -> Iterator[tuple[int, str]]:
    found = False
    try:
        reader = PdfReader(io.BytesIO(content))
        if len(reader.pages) > MOST_PAGES:
            raise Unreadable(
                f"The file has more than {MOST_PAGES} pages. Paste the part you read."
            )
        texts = [page.extract_text() for page in reader.pages]
    except Unreadable:
        raise
    except Exception as fault:  # a damaged file fails in ways without number
        raise Unreadable("This PDF cannot be read. Paste the text instead.") from fault
    for number, text in enumerate(texts, start=1):
        if text.strip():
            found = True
            yield number, _without_controls(text)
    if not found:
        raise Unreadable(
            "This PDF has no text in it; it may be a scan. Paste the text instead."
        )


def _without_controls(text: str) -> str:
    """Return the text without what `clean_text` would refuse: a file's own marks."""
    kept = re.sub(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]", "", text)
    kept = kept.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "", kept)[:PAGE_LENGTH]


@transaction.atomic
def put(article: Article, pages: Iterable[tuple[int, str]], *, by: Curator) -> int:
    """Put these pages in place of what was there; return how many there are now."""
    article.paper_pages.all().delete()
    made = [
        PaperPage(article=article, number=number, text=text, put_by=by)
        for number, text in pages
    ]
    return len(PaperPage.objects.bulk_create(made))


def passages(article: Article) -> list[Passage]:
    """Return the paper's paragraphs in order, each with its place."""
    found, part = [], ""
    for page in article.paper_pages.all():
        for text in re.split(r"\n\s*\n", page.text):
            if not text.strip():
                continue
            for lines, heading in _by_heading(text.strip("\n")):
                if heading:
                    part = heading
                words = [f"p {page.number}" if page.number else "", part]
                place = ", ".join(word for word in words if word)
                found.append(Passage(place, lines, bool(heading)))
    return found


def _by_heading(text: str) -> Iterator[tuple[str, str]]:
    """Cut a paragraph at lines that are headings: a PDF has no empty lines there."""
    gathered: list[str] = []
    for line in text.split("\n"):
        heading = HEADINGS.match(line)
        if not heading:
            gathered.append(line)
            continue
        if gathered:
            yield "\n".join(gathered), ""
            gathered = []
        yield line.strip(), heading[1].lower()
    if gathered:
        yield "\n".join(gathered), ""
