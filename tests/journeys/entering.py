"""Entering a document by hand: walks it in its order and fills the boxes it names.

The boxes have the names of the document's keys, so only what a person does otherwise
is said here: words are found by their label, a time is one line, the source is chosen
among the articles, people and words that are missing are added with the plus. Refs and
the order of rows are the page's to give: that they are the document's is asserted.
"""

from collections.abc import Mapping
from typing import Any

from casebase.archive import document as d
from casebase.curation import fuzzy_times
from casebase.curation.shapes import CASE, Shape

from .workbench import Found, Workbench

Part = Mapping[str, Any]
TIMES = frozenset({"at", "start", "end", "vital_as_of", "ongoing_as_of"})
#: Given by the page, or not of this row.
NOT_TYPED = frozenset({"ref", "sequence", "citation"})
#: Entered with rows or windows of their own.
OF_ARTICLES = frozenset(
    {"schema", "journal", "journal_abbreviation", "series", "authors", "relations"}
) | {"facts", "key"}


class Entering:
    """A curator with documents beside the keyboard."""

    def __init__(self, workbench: Workbench, articles: Mapping[str, Part]) -> None:
        self.workbench = workbench
        self.articles = articles
        self._known: set[str] = set()

    # ── Articles ──────────────────────────────────────────────────────────────────

    def article(self, document: Part, *, with_facts: bool) -> None:
        """Fill an empty article page."""
        desk = self.workbench
        desk.fill({"slug": document["key"]})
        desk.fill(
            {
                key: _yes_no(value) if key == "authors_complete" else value
                for key, value in document.items()
                if key not in OF_ARTICLES
            }
        )
        if "journal" in document:
            with desk.plus("journal") as window:
                window.fill(
                    {
                        "name": document["journal"],
                        "abbreviation": document["journal_abbreviation"],
                    }
                )
                window.click('input[name="_save"]')
        if series := document.get("series"):
            desk.unfold("series")
            with desk.plus("series") as window:
                self._series(window, series)
        for author in document.get("authors", ()):
            self._author(author)
        for relation in document.get("relations", ()):
            row = desk.add_row("relations")
            other = self._article(relation["article"])
            desk.fill({"kind": relation["kind"], "other": other}, row)
        if with_facts:
            self.article_facts(document)

    def article_facts(self, document: Part) -> None:
        """Say where the facts about an article stand."""
        for fact in document.get("facts", ()):
            row = self.workbench.add_row("facts")
            source = dict(fact["source"])
            named = self._article(source.pop("article"))
            self.workbench.fill(
                {"field": fact["field"], "source": named, **source}, row
            )

    def _series(self, window: Workbench, series: Part) -> None:
        families = [Found(family["key"]) for family in series["families"]]
        plain = ("title", "strapline", "slug", "kind")
        window.fill({key: series[key] for key in plain})
        window.fill({"families": families})
        window.click('input[name="_save"]')

    def _author(self, author: Part) -> None:
        desk = self.workbench
        row = desk.add_row("authorships")
        with desk.plus(f"{row}-person") as window:
            window.fill({key: author[key] for key in ("family", "given")})
            window.click('input[name="_save"]')
        plain = ("role", "position", "is_corresponding", "credentials")
        desk.fill(
            {
                key: _yes_no(author[key]) if key == "is_corresponding" else author[key]
                for key in plain
                if key in author
            },
            row,
        )
        self._institutions(f"{row}-affiliations", author.get("affiliations", ()))

    def _institutions(self, name: str, institutions: Any) -> None:
        for institution in institutions:
            if institution["name"] in self._known:
                self.workbench.find(name, Found(institution["name"]))
                continue
            with self.workbench.plus(name) as window:
                window.fill(institution)
                window.click('input[name="_save"]')
            self._known.add(institution["name"])

    # ── The case ──────────────────────────────────────────────────────────────────

    def case(self, document: Part) -> None:
        """Fill an empty patient page."""
        desk = self.workbench
        patient = dict(document["patient"])
        institutions = patient.pop("institutions", ())
        desk.fill(self._values(patient))
        self._institutions("institutions", institutions)
        for source in document["articles"]:
            named = dict(source) | {"article": self._article(source["article"])}
            desk.fill(self._values(named), desk.add_row("sources"))
        for path, shape in CASE.items():
            if path == "provenance.conflicts":
                self._facts(document["provenance"]["facts"])
            parts: Any = document
            for step in path.split("."):
                parts = parts.get(step, ())
            self._rows(f"{shape.table._meta.model_name}_rows", parts, shape)

    def _facts(self, facts: Any) -> None:
        for fact in facts:
            self.workbench.fill(self._values(fact), self.workbench.add_row("facts"))

    def _rows(self, rows: str, parts: Any, shape: Shape) -> None:
        for part in parts:
            row = self.workbench.add_row(rows)
            assert self.workbench.value(f"{row}-ref") == part["ref"]
            above = {key: part[key] for key in part if key not in shape.below}
            if biomarker := above.pop("biomarker", None):
                self.biomarker(f"{row}-biomarker", biomarker)
            self.workbench.fill(self._values(above), row)
            for name, lower in shape.below.items():
                self._rows(f"{row}-{name}", part.get(name, ()), lower)

    def biomarker(self, name: str, biomarker: Part) -> None:
        """Add it by its name, as the help of its window writes one."""
        if biomarker["key"] in self._known:
            self.workbench.find(name, Found(biomarker["label"]))
            return
        with self.workbench.plus(name) as window:
            window.fill({"name": biomarker["label"].replace("not known", "unknown")})
            window.follow('button[name="read"]')
            window.click(window.page.get_by_role("button", name=biomarker["label"]))
        self._known.add(biomarker["key"])

    def _values(self, part: Part) -> dict[str, Any]:
        """What is put into the boxes of a row."""
        values: dict[str, Any] = {}
        for key, value in part.items():
            if key in NOT_TYPED:
                continue
            if key == "source" and isinstance(value, Mapping):
                values |= self._sourcing(value)
            elif key in ("source_a", "source_b"):
                values[key] = self._pk(value)
            elif key in TIMES:
                values[key] = fuzzy_times.render(d.FuzzyTime.model_validate(value))
            elif isinstance(value, Mapping):
                values[key] = Found(value["label"])
            elif key == "looked_for_not_found":
                values[key] = "\n".join(value)
            elif key in ("target_findings", "caused_by", "agents"):
                values[key] = ", ".join(value)
            else:
                values[key] = value
        return values

    def _sourcing(self, source: Part) -> dict[str, Any]:
        more = {key: value for key, value in source.items() if key != "article"}
        return {"source": self._pk(source["article"]), **more}

    def _pk(self, slug: str) -> str:
        """The value of an article in the short list of the case's sources."""
        shown = self.articles[slug].get("title") or slug
        option = self.workbench.page.locator(
            'select[name^="sources-"][name$="-article"] option', has_text=shown
        )
        return option.first.get_attribute("value") or ""

    def _article(self, slug: str) -> Found:
        return Found(slug, self.articles[slug].get("title") or slug)


def _yes_no(value: bool | None) -> str:
    return {True: "true", False: "false", None: "unknown"}[value]
