"""The archive as a whole: its state, and what changed."""

from typing import Any

from pydantic import Field

from casebase.archive import document as d
from casebase.archive.models import Version
from casebase.browse.addresses import HUBS

from . import questions
from .cases import VersionInShort
from .parts import Answer, Paged
from .places import DOCS, api, page
from .resource import Resource

#: Where to begin, by name. What cannot be asked without words is asked an example.
RESOURCES = {
    "cases": "/cases/",
    "treatments": "/treatments/",
    "findings": "/findings/",
    "articles": "/articles/",
    "series": "/series/",
    **{path.strip("/").replace("-", "_"): path for path in HUBS.values()},
    "values": "/cases/values/",
    "search": "/search/?q=NTRK1",
    "suggest": "/suggest/?q=NTRK",
    "versions": "/versions/",
}


class ArchiveAnswer(Answer):
    """What the archive holds, and where to begin."""

    schema_number: int = Field(alias="schema")
    """Number of the schema of documents."""
    cases: int = Field(ge=0)
    """Cases, those of retracted articles left out."""
    treatments: int = Field(ge=0)
    """Courses in these cases."""
    findings: int = Field(ge=0)
    """Findings in these cases."""
    synthetic: int = Field(ge=0)
    """How many of the cases are made up."""
    documentation: str
    """Where the API is documented."""
    openapi: str
    """Where it is described for programs."""
    resources: dict[str, str]
    """Where to begin, by name; the search and its suggestions with an example."""


class Archive(Resource):
    """Say what the archive holds, at which version, and where to begin."""

    tag = "Archive"
    answer = ArchiveAnswer

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Count what there is."""
        cases = self.now.select({})
        return ArchiveAnswer(
            **self.about(),
            schema=d.SCHEMA,
            cases=cases.total,
            treatments=self.now.select({}, rows="courses").total,
            findings=self.now.select({}, rows="findings").total,
            synthetic=cases.synthetic,
            documentation=page(DOCS),
            openapi=api("/schema.json"),
            resources={name: api(path) for name, path in RESOURCES.items()},
        )


class VersionsAnswer(Paged):
    """One page of what changed."""

    versions: tuple[VersionInShort, ...]
    """Versions of cases and articles in the order in which they came."""


class Versions(Resource):
    """List what changed: versions of cases and articles, in the order they came.

    To keep a copy up to date, ask `after` the archive version of the last answer. A
    version that was withdrawn is among them. Words of the vocabulary change the archive
    version too and are not listed.
    """

    tag = "Archive"
    question, answer = questions.ChangesQuestion, VersionsAnswer

    def answer_to(self, asked: Any, **named: Any) -> Answer:
        """Give one page of the versions."""
        after, per_page = asked.cleaned_data["after"], asked.cleaned_data["per_page"]
        found = Version.objects.filter(archive_version__gt=after)
        found = found.defer("document").select_related("record")
        at, total = asked.cleaned_data["page"], found.count()
        address = questions.paged("/versions/", per_page)
        if after:
            address = address.asking("after", after)
        of_page = self.about_page(
            address, total=total, at=at, per_page=per_page, html=""
        )
        first = (at - 1) * per_page
        ordered = found.order_by("archive_version")[first : first + per_page]
        return VersionsAnswer(
            **of_page, versions=tuple(VersionInShort.of(one) for one in ordered)
        )
