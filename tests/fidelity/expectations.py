"""What is expected of each leaf of a facts file: `NAME.expect.tsv`.

Lines `# document P1 KEY` name the documents. Then one line for each leaf:

* `leaf`, `says`: the leaf and what it says;
* `stands`: where it stands in the documents, several places with ` | ` between them;
* `holds`: what stands there, in the same order: the value, `~` and a part of it, or `-`
  where it is said by nothing being there;
* `page`: the words on the page of the first document named, or `paper: words` on
  another's; several with ` | `; `-` only for what is said by nothing being there;
* `why`: why the words are others than the leaf's, if they are; `?` for a line that was
  only proposed, and that somebody must look at.
"""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TextIO

from .facts import FOLDER

BETWEEN = " | "
DOCUMENT = "# document "
PROPOSED = "?"


@dataclass(frozen=True)
class Expectation:
    """What is expected of one leaf."""

    leaf: str
    says: str
    stands: str = ""
    holds: str = ""
    page: str = ""
    why: str = ""

    @property
    def places(self) -> list[tuple[str, str]]:
        """Places with what they hold."""
        places, values = (text.split(BETWEEN) for text in (self.stands, self.holds))
        return list(zip(places, values, strict=True))

    def phrases(self, documents: Collection[str]) -> list[tuple[str, str]]:
        """Documents, of these, with words on their pages."""
        own = self.stands.partition(".")[0]
        found = []
        for words in self.page.split(BETWEEN):
            name, _, after = words.partition(": ")
            found.append((name, after) if name in documents else (own, words))
        return found


@dataclass(frozen=True)
class Expectations:
    """All that is expected of a facts file."""

    documents: dict[str, str]
    """Keys of the documents by the names the file gives them."""
    lines: list[Expectation]


def path_of(name: str) -> Path:
    """The file of a facts file's expectations."""
    return FOLDER / f"{name}.expect.tsv"


def load(name: str) -> Expectations:
    """Read the expectations of a facts file."""
    text = path_of(name).read_text("utf-8").splitlines(keepends=True)
    heads = [line for line in text if line.startswith(DOCUMENT)]
    rows = io.StringIO("".join(line for line in text if not line.startswith("#")))
    return Expectations(
        dict(head.removeprefix(DOCUMENT).split() for head in heads),
        [
            Expectation(**{name: cell or "" for name, cell in row.items()})
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        ],
    )


def write(expected: Expectations, to: TextIO) -> None:
    """Write expectations as they are read."""
    for name, key in expected.documents.items():
        to.write(f"{DOCUMENT}{name} {key}\n")
    names = [field.name for field in fields(Expectation)]
    to.write("\t".join(names) + "\n")
    for line in expected.lines:
        to.write("\t".join(getattr(line, name) for name in names) + "\n")
