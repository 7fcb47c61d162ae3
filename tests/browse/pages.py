"""What a page says, read as a script reads it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "rect", "path", "circle", "line"}


@dataclass
class Page(HTMLParser):
    """The marks and links of a page."""

    text: str
    total: int | None = None
    version: str = ""
    accessions: list[str] = field(default_factory=list)
    courses: list[str] = field(default_factory=list)
    options: list[tuple[str, str, int]] = field(default_factory=list)
    culprits: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    counted: list[tuple[str, str]] = field(default_factory=list)
    checked: list[tuple[str, str]] = field(default_factory=list)
    words: str = ""
    _link: str = ""
    _is_data: bool = False

    def __post_init__(self):
        """Read it."""
        super().__init__()
        self.feed(self.text)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag, attrs):
        """Note the marks."""
        known = dict(attrs)
        self._is_data = tag == "script"
        if known.get("id") == "results":
            self.total = int(known["data-total"])
            self.version = known["data-archive-version"]
        if "data-accession" in known:
            self.accessions.append(known["data-accession"])
        if "data-course" in known:
            self.courses.append(known["data-course"])
        if "data-facet" in known:
            count = int(known["data-count"])
            self.options.append((known["data-facet"], known["data-value"], count))
        if "data-culprit" in known:
            self.culprits.append(known["data-culprit"])
        if tag == "input" and "checked" in known:
            self.checked.append((known["name"], known["value"]))
        if tag == "a" and known.get("href"):
            self._link = known["href"]
            self.links.append(self._link)

    def handle_data(self, data):
        """Note the words, and numbers that are links; not what machines read."""
        if self._is_data:
            return
        self.words += f" {data}"
        if self._link and data.strip():
            self.counted.append((data.strip(), self._link))

    def handle_endtag(self, tag):
        """Leave a link, or what machines read."""
        self._is_data = False
        if tag == "a":
            self._link = ""


def read(response) -> Page:
    """Read an answer."""
    return Page(response.content.decode())
