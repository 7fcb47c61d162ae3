"""What a reader can read on a page: words by chapter, never a substring of markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: They stand in a line; every other element begins and ends a text of its own.
INLINE = {"a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong"}
INLINE |= {"sub", "sup", "time"}
PUNCTUATION_AFTER_SPACE = re.compile(r" ([,.;:)’])")


@dataclass
class Node:
    """An element, or with an empty tag a run of text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator["Node"]:
        """This element and everything in it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, tag: str) -> list["Node"]:
        """Every element of a kind inside."""
        return [node for node in self.walk() if node.tag == tag]

    def by_id(self, name: str) -> "Node":
        """The element with this id."""
        return next(n for n in self.walk() if n.attributes.get("id") == name)

    @property
    def words(self) -> str:
        """All text inside with single spaces, folded lines opened."""
        return tidy(" ".join(n.text for n in self.walk() if not n.tag))

    @property
    def texts(self) -> list[str]:
        """The texts of cells, items and paragraphs, each by itself."""
        found: list[str] = []
        self._gather(found, starts=True)
        return [text for text in map(tidy, found) if text]

    def _gather(self, found: list[str], *, starts: bool) -> None:
        if starts:
            found.append("")
        for child in self.children:
            if not child.tag:
                found[-1] += f" {child.text}"
            elif child.tag in INLINE:
                child._gather(found, starts=False)
            else:
                child._gather(found, starts=True)
                found.append("")


def tidy(text: str) -> str:
    """Text as it is read: single spaces, none before a comma."""
    text = PUNCTUATION_AFTER_SPACE.sub(r"\1", " ".join(text.split()))
    return text.replace("‘ ", "‘").replace("( ", "(")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {n: v or "" for n, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in (node.tag for node in self.open):
            raise AssertionError(f"</{tag}> closes nothing")
        while self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open[-1].tag not in ("script", "style"):
            self.open[-1].children.append(Node("", text=data))


def read(page: str) -> Node:
    """Parse a whole page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.root


def main_of(page: str) -> Node:
    """The main part of a page: without header, navigation of the site and footer."""
    return read(page).all("main")[0]
