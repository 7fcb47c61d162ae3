"""The record: immutable versions, the terms readers filter by, the index."""

import json
import secrets
from functools import cached_property
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from . import choices as c
from . import document as d


def new_epoch() -> str:
    """Draw a name for an archive."""
    return secrets.token_hex(16)


class ArchiveState(models.Model):
    """One row: the number of the last change readers may see, the last accession.

    Whoever writes to the archive locks it first, so versions are in commit order.
    """

    version = models.PositiveBigIntegerField(default=0)
    epoch = models.CharField(
        max_length=32,
        default=new_epoch,
        help_text="Drawn with the archive, so that an index knows another archive.",
    )
    last_accession = models.PositiveBigIntegerField(default=0)
    words_version = models.PositiveBigIntegerField(
        default=0, help_text="Version at which a word of the vocabulary last changed."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="archive_archivestate_one_row",
                condition=Q(pk=1),
                violation_error_message="The archive has one state.",
            ),
        ]

    def __str__(self) -> str:
        return f"archive version {self.version}"


class RecordQuerySet(models.QuerySet["Record"]):
    """What readers ask of records."""

    def cases(self) -> Self:
        """Cases."""
        return self.filter(kind=c.RecordKind.CASE)

    def articles(self) -> Self:
        """Articles and news items."""
        return self.filter(kind=c.RecordKind.ARTICLE)

    def readable(self) -> Self:
        """Not withdrawn, with their latest version."""
        return self.filter(withdrawn=False).select_related("latest")


class Record(models.Model):
    """A case or an article under the name it keeps for good."""

    kind = models.CharField(max_length=7, choices=c.RecordKind)
    name = models.CharField(
        max_length=120,
        unique=True,
        help_text="Accession of a case, slug of an article.",
    )
    key = models.CharField(max_length=250, unique=True)
    latest = models.ForeignKey(
        "Version", on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Version(models.Model):
    """One state of a record, frozen. Never changed; only a purge empties it.

    A withdrawal is a version too: it says why, and keeps the last document so that
    the address can go on citing what stood there.
    """

    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    document = models.TextField(help_text="Canonical JSON; empty once purged.")
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)
    submitted_by = models.CharField(max_length=120, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    review_basis = models.CharField(max_length=14, choices=c.ReviewBasis)
    reason = models.CharField(max_length=2000, blank=True)
    archive_version = models.PositiveBigIntegerField(unique=True)
    withdrawn = models.BooleanField(default=False)
    withdraw_reason = models.CharField(
        max_length=16, choices=c.WithdrawReason, blank=True
    )
    purged = models.BooleanField(default=False)

    class Meta:
        ordering = ["record", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "number"],
                name="archive_version_number_unique",
                violation_error_message="This version is there already.",
            ),
            models.CheckConstraint(
                name="archive_version_numbers_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Versions are numbered from 1.",
            ),
            models.CheckConstraint(
                name="archive_version_independent_has_a_second_person",
                condition=(
                    Q(review_basis=c.ReviewBasis.INDEPENDENT)
                    & ~Q(reviewed_by="")
                    & ~Q(submitted_by="")
                    & ~Q(reviewed_by=F("submitted_by"))
                )
                | (~Q(review_basis=c.ReviewBasis.INDEPENDENT) & Q(reviewed_by="")),
                violation_error_message=(
                    "Independently reviewed means by a named person who did not "
                    "submit it; and only then is a reviewer named."
                ),
            ),
            models.CheckConstraint(
                name="archive_version_withdrawal_says_why",
                condition=(Q(withdrawn=True) & ~Q(withdraw_reason=""))
                | (Q(withdrawn=False) & Q(withdraw_reason="")),
                violation_error_message="A withdrawal has a reason.",
            ),
            models.CheckConstraint(
                name="archive_version_purged_is_empty",
                condition=(Q(purged=True) & Q(document=""))
                | (Q(purged=False) & ~Q(document="")),
                violation_error_message="A purge empties the document, whole.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} version {self.number}"

    @cached_property
    def content(self) -> d.Document:
        """The document; a purged version has none and raises ValueError."""
        if self.purged:
            raise ValueError(f"{self} was purged: it has no document.")
        return d.read(json.loads(self.document))


class Term(models.Model):
    """A word of the accepted vocabulary, as readers meet it. Never deleted."""

    facet = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    label = models.CharField(max_length=400)
    code = models.CharField(max_length=80, blank=True)
    aliases = models.JSONField(default=list)
    parents = models.JSONField(default=list, help_text="Keys of all broader terms.")
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["facet", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["facet", "key"],
                name="archive_term_unique",
                violation_error_message="This term is there already.",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.key

    @property
    def now(self) -> str:
        """The key of the term it was renamed to; empty while it has its own."""
        return str(self.facts.get("now", ""))


class IndexEntry(models.Model):
    """What the index needs to know of one case; made from its latest version."""

    record = models.OneToOneField(
        Record, on_delete=models.CASCADE, related_name="index_entry"
    )
    archive_version = models.PositiveBigIntegerField(db_index=True)
    withdrawn = models.BooleanField(default=False)
    year = models.PositiveSmallIntegerField(null=True)
    terms = models.TextField(
        help_text="JSON: facet keys of the case, of each course, of each finding."
    )
    words = models.TextField(help_text="Normalised words, parted by spaces.")
    number = models.PositiveIntegerField(
        default=0, help_text="Of the version that it is made from."
    )
    title = models.TextField(blank=True, help_text="The line that the case goes by.")
    integrity = models.CharField(
        max_length=24,
        blank=True,
        choices=c.Integrity,
        help_text="Of the primary article; empty without a record of its own.",
    )
    row = models.TextField(blank=True, help_text="JSON: the case as a row of a table.")
    card = models.TextField(blank=True, help_text="JSON: the case as a card of a list.")
    written_by = models.CharField(
        max_length=16,
        blank=True,
        help_text="The program that wrote title, integrity, row and card.",
    )

    class Meta:
        verbose_name_plural = "index entries"
        ordering = ["archive_version"]

    def __str__(self) -> str:
        return f"index entry of {self.record}"


class EntryName(models.Model):
    """A name by which the entries are found that a publication of it changes.

    Articles, each cited by few cases, and terms that readers do not have yet: of
    either there is one to be published, and no entry has to be read for it.
    """

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="entry_names"
    )
    name = models.CharField(max_length=230, help_text="Facet and key: `gene:NTRK1`.")

    class Meta:
        ordering = ["name", "record"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "record"],
                name="archive_entryname_unique",
                violation_error_message="This name is there already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.name}"


class IndexSnapshot(models.Model):
    """A part of what processes start from, as it stood at an archive version.

    See `snapshots`.
    """

    of = models.CharField(max_length=16, default="cases", help_text="What is kept.")
    number = models.PositiveIntegerField()
    epoch = models.CharField(max_length=32)
    archive_version = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        ordering = ["of", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "number"],
                name="archive_indexsnapshot_part_once",
                violation_error_message="This part is kept already.",
            )
        ]

    def __str__(self) -> str:
        return f"part {self.number} of the index of {self.of} at {self.archive_version}"


class Selection(models.Model):
    """A filter frozen: exactly these versions of these cases, under one address.

    Its checksum is the SHA-256 of `text`, so anybody can verify it. Never changed.
    """

    name = models.CharField(max_length=16, unique=True)
    checksum = models.CharField(max_length=64, unique=True)
    query = models.TextField(
        blank=True, help_text="The list that was frozen, as its address asks for it."
    )
    archive_version = models.PositiveBigIntegerField()
    members = models.TextField(
        blank=True, help_text="Accession and version of each case, in order."
    )
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["frozen_at", "name"]
        constraints = [
            models.CheckConstraint(
                name="archive_selection_name_begins_its_checksum",
                condition=Q(checksum__startswith=F("name")),
                violation_error_message="A selection is named by its checksum.",
            ),
        ]

    def __str__(self) -> str:
        return f"selection {self.name}"

    @property
    def text(self) -> str:
        """What the checksum is of: a line of the query, then a line of each case."""
        return text_of_selection(self.query, self.members)

    @property
    def cases(self) -> list[tuple[str, int]]:
        """Accession and version number of each case."""
        lines = (line.split(" v") for line in self.members.splitlines())
        return [(name, int(number)) for name, number in lines]


def text_of_selection(query: str, members: str) -> str:
    """Write a selection as it is hashed, so that it can be done anywhere."""
    return f"/cases/?{query}\n{members}"


class Release(models.Model):
    """A file that holds all that was published at one archive version."""

    number = models.PositiveIntegerField(unique=True)
    archive_version = models.PositiveBigIntegerField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    date = models.DateField(help_text="Day of the last change that is in it.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes of the file.")
    counts = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(
        null=True, help_text="When a record that is in it was removed for privacy."
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="archive_release_numbers_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Releases are numbered from 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where its file lies; an operator may have moved it elsewhere."""
        return self.folder() / f"{self.name}.zip"

    @staticmethod
    def folder() -> Path:
        """Where the files of all releases lie."""
        return Path(settings.CASEBASE_DATA, "releases")
