"""One case: its versions, and the cases most like it."""

from typing import Any, Self

from django.shortcuts import get_object_or_404
from pydantic import Field

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import Record, Version
from casebase.browse import records, similar
from casebase.browse.addresses import Address

from .case_in_short import CaseMark, mark, moment
from .parts import Answer, Links
from .places import api, page
from .problems import Gone
from .resource import Resource

CASES = Record.objects.cases().select_related("latest")


class Envelope(d.Part):
    """What is known of a version beside its document."""

    accession: str
    """Accession of the case."""
    version: int = Field(ge=1)
    """Number of the version."""
    synthetic: bool
    """Made up, for trying the software; never a real patient."""
    address: str
    """The permanent address of this version."""
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    """When it was published here."""
    published_by: str
    """Who published it."""
    reviewed_by: str
    """Who reviewed it; empty where nobody did."""
    review_basis: c.ReviewBasis
    """Whether a second person reviewed it."""
    reason: str
    """Why there is a new version."""
    archive_version: int = Field(ge=1)
    """Version of the archive that it came with."""
    sha256: str
    """Of the document: sorted keys, UTF-8, no spaces."""
    licence: str
    """SPDX identifier of the licence of the records."""
    licence_note: str
    """What the licence leaves out."""
    citation: str
    """How to cite this version."""
    integrity: c.Integrity | None
    """What the publisher has said of the primary article since; null if not here."""


class CaseAnswer(Answer):
    """A case as it is kept."""

    record: Envelope
    """What is known of the version beside its document."""
    document: d.CaseDocument
    """The case itself; `docs/data-dictionary.md` has every key."""


def gone(record: Record, version: Version) -> Gone:
    """Say why a version went, and how the case was cited."""
    read = record.versions.filter(withdrawn=False).last() or version
    return Gone(version.withdraw_reason or "purged", records.citation_of(record, read))


def case_answer(resource: Resource, record: Record, version: Version) -> CaseAnswer:
    """Give a version of a case; why it went, if it did."""
    if version.withdrawn or version.purged:
        raise gone(record, version)
    return CaseAnswer(
        **resource.about(),
        record=Envelope(**records.envelope(record, version)),
        document=records.case_in(version),
    )


class Case(Resource):
    """Give one case: its newest version, whole."""

    tag = "Cases"
    answer = CaseAnswer
    fails = (410,)

    def answer_to(self, asked: Any, *, accession: str) -> Answer:
        """Give the newest version; one that was withdrawn says why."""
        record = get_object_or_404(CASES.all(), name=accession)
        return case_answer(self, record, records.newest(record))


class CaseVersion(Resource):
    """Give one version of a case for good, whatever was published since."""

    tag = "Cases"
    answer = CaseAnswer
    fails = (410,)

    def answer_to(self, asked: Any, *, accession: str, number: int) -> Answer:
        """Give that version."""
        record = get_object_or_404(CASES.all(), name=accession)
        return case_answer(
            self, record, get_object_or_404(record.versions, number=number)
        )


class VersionInShort(d.Part):
    """One version of a record."""

    kind: c.RecordKind
    """Case or article."""
    name: str
    """Accession of the case, slug of the article."""
    version: int = Field(ge=1)
    """Number of the version."""
    synthetic: bool
    """Made up, for trying the software."""
    archive_version: int = Field(ge=1)
    """Version of the archive that it came with."""
    published_at: str = Field(json_schema_extra={"format": "date-time"})
    """When it was published here."""
    published_by: str
    """Who published it."""
    reviewed_by: str = ""
    """Who reviewed it; left out where nobody did."""
    review_basis: c.ReviewBasis
    """Whether a second person reviewed it."""
    reason: str = ""
    """Why there is a new version."""
    sha256: str
    """Of the document."""
    withdrawn: c.WithdrawReason | None = None
    """Why the record was withdrawn; left out where it was not."""
    links: Links
    """The version of a case; the article."""

    @classmethod
    def of(cls, version: Version) -> Self:
        """Tell a version; its record is fetched with it."""
        record = version.record
        is_case = record.kind == c.RecordKind.CASE
        path = f"/articles/{record.name}/"
        if is_case:
            path = f"/cases/{record.name}/v{version.number}/"
        return cls(
            kind=c.RecordKind(record.kind),
            name=record.name,
            version=version.number,
            synthetic=record.synthetic,
            archive_version=version.archive_version,
            published_at=moment(version),
            published_by=version.published_by,
            reviewed_by=version.reviewed_by,
            review_basis=c.ReviewBasis(version.review_basis),
            reason=version.reason,
            sha256=version.sha256,
            withdrawn=_why(version),
            links=Links(self=api(path), html=page(path)),
        )


def _why(version: Version) -> c.WithdrawReason | None:
    reason = version.withdraw_reason
    return c.WithdrawReason(reason) if reason else None


class CaseVersionsAnswer(Answer):
    """The versions of a case."""

    versions: tuple[VersionInShort, ...]
    """Every version, the first first."""


class CaseVersions(Resource):
    """List the versions of a case, the first first; also of one that was withdrawn."""

    tag = "Cases"
    answer = CaseVersionsAnswer

    def answer_to(self, asked: Any, *, accession: str) -> Answer:
        """Give every version."""
        record = get_object_or_404(CASES.all(), name=accession)
        versions = (
            record.versions.defer("document")
            .select_related("record")
            .order_by("number")
        )
        html = page(Address(f"/cases/{accession}/"))
        return CaseVersionsAnswer(
            **self.about(html=html),
            versions=tuple(VersionInShort.of(version) for version in versions),
        )


class FactShared(d.Part):
    """A kind of fact that both cases have, and its points."""

    fact: str
    """What it is: "same gene fusion"."""
    points: int = Field(ge=1)
    """How many points it is worth."""
    values: tuple[str, ...]
    """The values that both have, as readers see them."""


class SimilarCase(CaseMark):
    """A case that is like the one asked for: what it shares, and what not."""

    points: int = Field(ge=1)
    """The points of all that is shared."""
    shared: tuple[FactShared, ...]
    """Facts that both have; of each kind the one with most points."""
    differs: tuple[str, ...] = ()
    """In what the two differ, in words."""

    @classmethod
    def of(cls, found: similar.Similar) -> Self:
        """Tell a similar case."""
        return cls(
            **mark(found.row),
            points=found.points,
            shared=tuple(
                FactShared(
                    fact=one.fact.words,
                    points=one.fact.points,
                    values=tuple(one.values),
                )
                for one in found.shared
            ),
            differs=tuple(found.differs),
        )


class Weight(d.Part):
    """A fact that two cases can share."""

    fact: str
    """What it is."""
    points: int = Field(ge=1)
    """How many points it is worth."""


class SimilarAnswer(Answer):
    """The cases most like one, with the weights by which they were found."""

    cases: tuple[SimilarCase, ...]
    """At most five, those with most points first, then the newest report."""
    weights: tuple[Weight, ...]
    """Everything that counts; of each kind the heaviest that is shared."""
    least: int = Field(ge=1)
    """What has fewer points is not called similar."""


class SimilarCases(Resource):
    """List the cases most like one, each with what it shares and in what it differs.

    Cases of retracted articles are not among them.
    """

    tag = "Cases"
    answer = SimilarAnswer
    fails = (410,)

    def answer_to(self, asked: Any, *, accession: str) -> Answer:
        """Give the similar cases; of one that was withdrawn, why."""
        record = get_object_or_404(CASES.all(), name=accession)
        version = records.newest(record)
        if version.withdrawn or version.purged:
            raise gone(record, version)
        return SimilarAnswer(
            **self.about(html=page(Address(f"/cases/{accession}/"))),
            cases=tuple(SimilarCase.of(one) for one in similar.similar_to(record)),
            weights=tuple(
                Weight(fact=fact.words, points=fact.points)
                for fact in similar.weights()
            ),
            least=similar.LEAST,
        )
