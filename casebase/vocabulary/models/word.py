"""What every word of a vocabulary shares."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from casebase.vocabulary.choices import WordStatus

curie = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_]*:\S+$",
    "Write the code with its prefix, such as UBERON:0000403.",
)


AnyWord = TypeVar("AnyWord", bound="Word")


class WordQuerySet(models.QuerySet[AnyWord]):
    """Finds words by the key that documents and addresses use."""

    def accepted(self) -> Self:
        """The words readers may meet."""
        return self.filter(status=WordStatus.ACCEPTED)

    def with_key(self, key: str) -> AnyWord:
        """The one word of this key; raises DoesNotExist like `get`."""
        return self.get(**{self.model.KEY_FIELD: key})


class WordManager(models.Manager[AnyWord]):
    """Opens the way to the words of a vocabulary."""

    def get_queryset(self) -> WordQuerySet[AnyWord]:
        """All words, with what a set of words can be asked."""
        return WordQuerySet(self.model, using=self._db)

    def accepted(self) -> WordQuerySet[AnyWord]:
        """The words readers may meet."""
        return self.get_queryset().accepted()

    def with_key(self, key: str) -> AnyWord:
        """The one word of this key; raises DoesNotExist like `get`."""
        return self.get_queryset().with_key(key)


class Word(models.Model):
    """One word of a vocabulary: proposed by a curator, or accepted and public."""

    KEY_FIELD = "key"
    LABEL_FIELD = "name"

    status = models.CharField(
        max_length=8,
        choices=WordStatus,
        default=WordStatus.PROPOSED,
        db_index=True,
        help_text="A proposed word can be used in drafts; readers never see it.",
    )

    objects = WordManager()

    if TYPE_CHECKING:
        # A column in some vocabularies, a property in others. Told to mypy alone,
        # since Django gives no column to a model that inherits a property of its name.
        @property
        def code(self) -> str: ...

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The word as readers see it."""
        return getattr(self, self.LABEL_FIELD)

    @property
    def is_accepted(self) -> bool:
        """Whether readers may meet the word."""
        return self.status == WordStatus.ACCEPTED

    def accept(self) -> bool:
        """Make the word public; false when it was so already."""
        if self.is_accepted:
            return False
        self.status = WordStatus.ACCEPTED
        self.save(update_fields=["status"])
        return True

    def coded(self) -> dict[str, str]:
        """What a document stores: key, label, and a code with its prefix or nothing."""
        return {
            "key": getattr(self, self.KEY_FIELD),
            "label": self.label,
            "code": self.code,
        }


class TreeWord(Word):
    """A word with broader words above it.

    `path` holds the keys from the top to this word, each followed by a slash, so one
    prefix finds every narrower word.
    """

    key: "models.Field[Any, str]"
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name="broader term",
    )
    path = models.CharField(max_length=500, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Keep the path true, and those of all narrower words with it."""
        if self._stands_above(self.parent):
            raise ValueError(f"{self.key} cannot stand below itself.")
        before = self.path
        self.path = f"{self.parent.path if self.parent else ''}{self.key}/"
        super().save(*args, **_with_field(kwargs, "path"))
        if before and before != self.path:
            below = type(self).objects.filter(path__startswith=before)
            for word in below.exclude(pk=self.pk):
                word.path = self.path + word.path.removeprefix(before)
                models.Model.save(word, update_fields=["path"])

    def clean(self):
        """Refuse a tree that bites its own tail."""
        super().clean()
        if self._stands_above(self.parent):
            raise ValidationError(
                {"parent": "A term cannot stand below itself or one of its own terms."}
            )

    def _stands_above(self, other) -> bool:
        return (
            other is not None
            and self.pk is not None
            and (other.pk == self.pk or other.path.startswith(self.path or "\0"))
        )

    def ancestor_keys(self) -> list[str]:
        """Keys of the broader words, broadest first."""
        return self.path.strip("/").split("/")[:-1]


def _with_field(kwargs: dict, name: str) -> dict:
    """Let a computed column travel along with a partial save."""
    fields = kwargs.get("update_fields")
    return kwargs if fields is None else {**kwargs, "update_fields": {*fields, name}}


def lines(text: str) -> list[str]:
    """The entries of a column that keeps one entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def unique_ignoring_case(field: str, message: str) -> models.UniqueConstraint:
    """No two rows that differ in capitals only."""
    return models.UniqueConstraint(
        Lower(field),
        name=f"%(app_label)s_%(class)s_{field}_unique",
        violation_error_message=message,
    )
