"""What happened: responses, adverse events, follow-up."""

from django.db import models
from django.db.models import F, Q

from casebase.archive import choices as c
from casebase.curation.fields import (
    ChoiceListField,
    NumberField,
    RefField,
    RefListField,
)
from casebase.vocabulary.fields import Line, Words
from casebase.vocabulary.models import AdverseEventTerm

from .base import Sourced, TimedAt, TimedSpan, both_or_none, one_of, ref_unique


class ResponseAssessment(Sourced, TimedAt):
    """One assessment of one course. Category and criteria are two matters."""

    PREFIX = "R"

    course = RefField(help_text="Ref of the treatment: T1.")
    category = one_of(c.ResponseCategory, blank=False)
    criteria = one_of(c.ResponseCriteria, default=c.ResponseCriteria.NOT_STATED)
    basis = one_of(
        c.ResponseBasis, default=c.ResponseBasis.NOT_REPORTED, verbose_name="seen on"
    )
    lesion = RefField(help_text="Ref of the lesion, if judged on one: L1.")
    percent_change = NumberField("change, %")
    is_best = models.BooleanField("best response of its course", default=False)
    still_ongoing = one_of(c.YesNo, default=c.YesNo.NOT_REPORTED)
    reported = Words(
        "as reported", max_length=2000, blank=True, help_text="Words of the source."
    )

    class Meta:
        verbose_name = "response"
        ordering = ["pk"]
        constraints = [
            ref_unique("responseassessment"),
            models.CheckConstraint(
                name="curation_responseassessment_category_said",
                condition=~Q(category=""),
                violation_error_message="Say what the response was.",
            ),
            models.UniqueConstraint(
                fields=["patient", "course"],
                condition=Q(is_best=True) & ~Q(course=""),
                name="curation_responseassessment_one_best",
                violation_error_message="A course has one best response.",
            ),
        ]


class AdverseEvent(Sourced, TimedSpan):
    """One adverse event. A severity in words is not a grade."""

    PREFIX = "AE"

    term = models.ForeignKey(
        AdverseEventTerm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reported = Line("as reported", width=200, help_text="In the words of the source.")
    grade_min = models.PositiveSmallIntegerField("grade", null=True, blank=True)
    grade_max = models.PositiveSmallIntegerField("to", null=True, blank=True)
    grade_basis = one_of(c.GradeBasis)
    during = RefField(help_text="Ref of the treatment it only happened during: T1.")
    severity_reported = Line("severity in words", width=80, blank=True)
    causality = one_of(c.Causality, default=c.Causality.NOT_REPORTED)
    agents = RefListField(
        "attributed to", help_text="Refs of the agents it is attributed to: A1."
    )
    actions = ChoiceListField(c.AdverseEventAction)
    rechallenge = one_of(c.Rechallenge, default=c.Rechallenge.NOT_REPORTED)
    outcome = one_of(c.AdverseEventOutcome, default=c.AdverseEventOutcome.NOT_REPORTED)
    serious = one_of(c.YesNo, default=c.YesNo.NOT_REPORTED)

    class Meta:
        ordering = ["pk"]
        constraints = [
            ref_unique("adverseevent"),
            models.CheckConstraint(
                name="curation_adverseevent_grade_1_to_5",
                condition=(Q(grade_min__isnull=True) | Q(grade_min__range=(1, 5)))
                & (Q(grade_max__isnull=True) | Q(grade_max__range=(1, 5))),
                violation_error_message="A grade is 1 to 5.",
            ),
            models.CheckConstraint(
                name="curation_adverseevent_grades_in_order",
                condition=Q(grade_min__isnull=True)
                | Q(grade_max__isnull=True)
                | Q(grade_max__gte=F("grade_min")),
                violation_error_message="The higher grade is not below the lower.",
            ),
            models.CheckConstraint(
                name="curation_adverseevent_grade_5_is_fatal",
                condition=~(Q(grade_min=5) & ~Q(outcome="fatal"))
                & ~(Q(outcome="fatal") & Q(grade_max__lt=5)),
                violation_error_message="Grade 5 means fatal, and fatal means grade 5.",
            ),
        ]


class FollowUp(Sourced, TimedAt):
    """What was known at one time after treatment; death is one."""

    PREFIX = "FU"

    event = one_of(c.FollowUpEvent, default=c.FollowUpEvent.VISIT)
    course = RefField(help_text="Ref of the treatment it followed: T1.")
    interval_value = NumberField("check-up every")
    interval_unit = one_of(c.TimeUnit)
    modality_reported = Line("how it was followed", width=200, blank=True)
    disease_status = one_of(c.DiseaseStatus, default=c.DiseaseStatus.NOT_REPORTED)
    is_last_contact = models.BooleanField("last contact", default=False)

    class Meta:
        verbose_name = "follow-up"
        verbose_name_plural = "follow-up"
        ordering = ["pk"]
        constraints = [
            ref_unique("followup"),
            models.CheckConstraint(
                name="curation_followup_interval_has_its_unit",
                condition=both_or_none("interval_value", "interval_unit"),
                violation_error_message="An interval has a number and a unit.",
            ),
        ]
