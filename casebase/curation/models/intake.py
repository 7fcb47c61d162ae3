"""What stands beside the content: answers about persons, who works on what."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from casebase.curation.fields import AddressField
from casebase.vocabulary.fields import Narrative, Words

from .article import Article
from .patient import Patient

#: What somebody can look after: the columns of `Assignment`.
ASSIGNABLE = ("patient", "article", "report", "paper")


def _exactly_one(*names: str) -> Q:
    """The condition that one of these columns is filled and no other."""
    found = Q()
    for filled in names:
        found |= Q(**{f"{name}__isnull": name != filled for name in names})
    return found


class SamePersonAnswer(models.Model):
    """Somebody compared two patients who look alike and said whether they are one."""

    class Answer(models.TextChoices):
        """What they found."""

        DIFFERENT = "different", "Different people"
        SAME = "same", "The same person"

    patient_a = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    patient_b = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(max_length=9, choices=Answer)
    note = Words(max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "answer about two patients"
        verbose_name_plural = "answers about two patients"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="curation_samepersonanswer_in_order",
                condition=Q(patient_a__lt=F("patient_b")),
                violation_error_message="The elder patient stands first.",
            ),
            models.UniqueConstraint(
                fields=["patient_a", "patient_b"],
                name="curation_samepersonanswer_once",
                violation_error_message="This was answered already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.patient_a}, {self.patient_b}: {self.get_answer_display()}"


class FromReader(models.Model):
    """Something that a reader sent; a curator has handled it or has not yet."""

    #: What the reader was told: letters and digits drawn at random.
    code = models.CharField("number", max_length=9, unique=True, editable=False)
    received_at = models.DateTimeField("received", auto_now_add=True)
    handled_at = models.DateTimeField("handled", null=True, blank=True, editable=False)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    handled_note = Words(
        "what was done",
        max_length=2000,
        blank=True,
        help_text="For the other curators; never published.",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code


def handled_by_somebody(kind: str) -> models.CheckConstraint:
    """The constraint that what is handled was handled by somebody."""
    return models.CheckConstraint(
        name=f"curation_{kind}_handled_by_somebody",
        condition=Q(handled_at=None, handled_by=None)
        | Q(handled_at__isnull=False, handled_by__isnull=False),
        violation_error_message="What is handled was handled by somebody.",
    )


class ReaderReport(FromReader):
    """A reader says that something is wrong, or asks that a case be removed."""

    class Kind(models.TextChoices):
        """What the reader asks for."""

        ERROR = "error", "Something is wrong"
        REMOVAL = "removal", "It should be removed"
        OTHER = "other", "Something else"

    kind = models.CharField(max_length=7, choices=Kind, default=Kind.ERROR)
    record = Words("record", max_length=12, blank=True)
    text = Narrative("what the reader says", max_length=5000)
    contact = models.EmailField("e-mail address", blank=True)

    class Meta(FromReader.Meta):
        verbose_name = "report by a reader"
        verbose_name_plural = "reports by readers"
        ordering = ["-pk"]
        constraints = [
            handled_by_somebody("readerreport"),
            models.CheckConstraint(
                name="curation_readerreport_contact_not_kept",
                condition=Q(handled_at=None) | Q(contact=""),
                violation_error_message=(
                    "The address is deleted when the report is handled."
                ),
            ),
        ]


class SuggestedPaper(FromReader):
    """A paper that a reader would like to see here."""

    doi = Words("DOI", max_length=200, blank=True)
    pmid = models.CharField("PMID", max_length=9, blank=True)
    url = AddressField("web address", max_length=500, blank=True)
    text = Narrative("why", max_length=2000, blank=True)

    class Meta(FromReader.Meta):
        verbose_name = "suggested paper"
        verbose_name_plural = "suggested papers"
        ordering = ["-pk"]
        constraints = [
            handled_by_somebody("suggestedpaper"),
            models.CheckConstraint(
                name="curation_suggestedpaper_can_be_found",
                condition=~Q(doi="", pmid="", url=""),
                violation_error_message="Give a DOI, a PMID or an address.",
            ),
        ]

    @property
    def name(self) -> str:
        """The identifier to find it by."""
        if self.doi:
            return f"DOI {self.doi}"
        return f"PMID {self.pmid}" if self.pmid else self.url


class IntakeCount(models.Model):
    """How many forms one address has sent in one hour; kept for a day.

    The address is a keyed hash: nobody reads from this table who was here.
    """

    address = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "hour"], name="curation_intakecount_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H}: {self.count}"


class Assignment(models.Model):
    """Who looks after something. It shuts nobody else out."""

    patient = models.OneToOneField(
        Patient, on_delete=models.CASCADE, null=True, related_name="+"
    )
    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, null=True, related_name="+"
    )
    report = models.OneToOneField(
        ReaderReport, on_delete=models.CASCADE, null=True, related_name="+"
    )
    paper = models.OneToOneField(
        SuggestedPaper, on_delete=models.CASCADE, null=True, related_name="+"
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="curation_assignment_one_target",
                condition=_exactly_one(*ASSIGNABLE),
                violation_error_message="One thing is assigned at a time.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.to}"

    @property
    def target(self) -> models.Model:
        """What is looked after."""
        return next(one for name in ASSIGNABLE if (one := getattr(self, name)))
