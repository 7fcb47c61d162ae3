"""Courses given or considered, their agents, and each dose with its reason."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from casebase.archive import choices as c
from casebase.curation.fields import (
    ChoiceListField,
    FuzzyTimeField,
    NumberField,
    RefField,
    RefListField,
)
from casebase.vocabulary.fields import Line, Words
from casebase.vocabulary.models import BodySite, Drug, DrugClass

from .base import Row, Sourced, TimedSpan, both_or_none, one_of, ref_unique
from .patient import country_code


class Treatment(Sourced, TimedSpan):
    """One course in one patient. Only `given` ever counts as given."""

    PREFIX = "T"

    sequence = models.PositiveSmallIntegerField(
        "order", blank=True, help_text="Order in the story; given when left empty."
    )
    line_number = models.PositiveSmallIntegerField("line", null=True, blank=True)
    setting = one_of(c.Setting, default=c.Setting.NOT_REPORTED)
    intent = one_of(c.Intent, default=c.Intent.NOT_REPORTED)
    modality = one_of(c.Modality, default=c.Modality.SYSTEMIC)
    decision = one_of(c.Decision, default=c.Decision.GIVEN)
    reasons_not_given = ChoiceListField(c.ReasonNotGiven)
    reason_text = Words(
        "the reason in words", max_length=2000, blank=True, help_text="Short."
    )
    instead_of = RefField(help_text="Ref of the treatment it replaced: T1.")
    label_status = one_of(c.LabelStatus, default=c.LabelStatus.NOT_REPORTED)
    label_country = models.CharField(
        max_length=2, blank=True, validators=[country_code], help_text="ISO code: CN."
    )
    label_note = Words(max_length=2000, blank=True)
    trial_nct = models.CharField(
        "NCT number",
        max_length=11,
        blank=True,
        validators=[RegexValidator(r"^NCT\d{8}$", "NCT and eight digits.")],
    )
    regimen = Line(width=200, blank=True, help_text="As named; it is not expanded.")
    cycles = models.PositiveSmallIntegerField(null=True, blank=True)
    duration_min = NumberField("length")
    duration_max = NumberField("to")
    duration_unit = one_of(c.TimeUnit)
    duration_qualifier = one_of(c.Qualifier)
    duration_reported = Line(width=200, blank=True)
    ae_statement = one_of(
        c.AdverseEventStatement,
        default=c.AdverseEventStatement.NOT_REPORTED,
        verbose_name="adverse events",
    )
    ae_statement_reported = Line(width=200, blank=True)
    combination = one_of(c.Combination, default=c.Combination.NOT_REPORTED)
    target_findings = RefListField(help_text="Refs of the findings aimed at: F1.")
    ongoing = one_of(c.YesNo, default=c.YesNo.NOT_REPORTED)
    ongoing_as_of = FuzzyTimeField("ongoing as of")
    beyond_progression = one_of(c.YesNo, default=c.YesNo.NOT_REPORTED)
    beyond_progression_reason = Words(max_length=2000, blank=True)
    stop_reason = one_of(
        c.StopReason, default=c.StopReason.NOT_REPORTED, verbose_name="why it ended"
    )

    class Meta:
        ordering = ["sequence", "pk"]
        constraints = [
            ref_unique("treatment"),
            models.UniqueConstraint(
                fields=["patient", "sequence"],
                name="curation_treatment_sequence_unique",
                violation_error_message="Two treatments have the same order.",
            ),
            models.CheckConstraint(
                name="curation_treatment_sequence_from_1",
                condition=Q(sequence__gte=1),
                violation_error_message="The order counts from 1.",
            ),
            models.CheckConstraint(
                name="curation_treatment_ongoing_has_no_end",
                condition=~Q(ongoing=c.YesNo.YES)
                | (
                    Q(end__isnull=True)
                    & Q(
                        stop_reason__in=[
                            c.StopReason.ONGOING,
                            c.StopReason.NOT_REPORTED,
                        ]
                    )
                ),
                violation_error_message="A course that goes on has no end.",
            ),
            models.CheckConstraint(
                name="curation_treatment_trial_number_in_a_trial",
                condition=Q(trial_nct="")
                | Q(
                    label_status__in=[
                        c.LabelStatus.TRIAL,
                        c.LabelStatus.EXPANDED_ACCESS,
                        c.LabelStatus.COMPASSIONATE_USE,
                    ]
                ),
                violation_error_message=(
                    "An NCT number goes with a trial, expanded access or "
                    "compassionate use."
                ),
            ),
            models.CheckConstraint(
                name="curation_treatment_length_has_its_unit",
                condition=Q(duration_min__isnull=True) | ~Q(duration_unit=""),
                violation_error_message="A length has a unit.",
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        """Stand last unless told otherwise."""
        if self.sequence is None:
            earlier = type(self).objects.filter(patient_id=self.patient_id)
            last = earlier.aggregate(last=models.Max("sequence"))["last"]
            self.sequence = (last or 0) + 1
        super().save(*args, **kwargs)


class TreatmentAgent(Row):
    """One agent of a course: a drug, or a class where no drug is named."""

    PREFIX = "A"

    treatment = models.ForeignKey(
        Treatment, on_delete=models.CASCADE, related_name="agents"
    )
    drug = models.ForeignKey(
        Drug, on_delete=models.PROTECT, null=True, blank=True, related_name="agents"
    )
    drug_class = models.ForeignKey(
        DrugClass,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agents",
    )
    role = one_of(c.AgentRole, default=c.AgentRole.ANTICANCER)
    reported = Line("as reported", width=200, blank=True)

    class Meta:
        verbose_name = "agent"
        ordering = ["pk"]
        constraints = [
            ref_unique("treatmentagent"),
            models.CheckConstraint(
                name="curation_treatmentagent_drug_or_class",
                condition=Q(drug__isnull=False, drug_class__isnull=True)
                | Q(drug__isnull=True, drug_class__isnull=False),
                violation_error_message="An agent is a drug or a drug class, not both.",
            ),
            models.UniqueConstraint(
                fields=["treatment", "drug", "role"],
                name="curation_treatmentagent_drug_once",
                violation_error_message="This drug is an agent of the course already.",
            ),
        ]

    def row_above(self) -> Treatment:
        """Its course."""
        return self.treatment


class DoseStep(Sourced, TimedSpan):
    """One dose a patient took for a while, and why it was changed to it."""

    PREFIX = "DS"

    agent = models.ForeignKey(
        TreatmentAgent, on_delete=models.CASCADE, related_name="doses"
    )
    sequence = models.PositiveSmallIntegerField(
        "step", blank=True, help_text="Given when left empty."
    )
    dose_value = NumberField("dose")
    dose_max = NumberField("to")
    dose_unit = one_of(c.DoseUnit)
    frequency = one_of(c.Frequency, default=c.Frequency.NOT_REPORTED)
    route = one_of(c.Route, default=c.Route.NOT_REPORTED)
    schedule_reported = Line(width=200, blank=True)
    duration_value = NumberField("for")
    duration_unit = one_of(c.TimeUnit)
    change = one_of(c.DoseChange, default=c.DoseChange.START)
    change_reasons = ChoiceListField(c.ChangeReason)
    caused_by = RefListField(help_text="Refs of the adverse events: AE1, AE2.")
    reported = Line("as reported", width=200, blank=True)

    class Meta:
        ordering = ["sequence", "pk"]
        constraints = [
            ref_unique("dosestep"),
            models.UniqueConstraint(
                fields=["agent", "sequence"],
                name="curation_dosestep_sequence_unique",
                violation_error_message="Two dose steps have the same number.",
            ),
            models.CheckConstraint(
                name="curation_dosestep_first_step_starts",
                condition=~Q(sequence=1) | Q(change=c.DoseChange.START),
                violation_error_message=(
                    "The first dose step starts the drug; later steps change it."
                ),
            ),
            models.CheckConstraint(
                name="curation_dosestep_dose_has_its_unit",
                condition=both_or_none("dose_value", "dose_unit"),
                violation_error_message="A dose has a number and a unit.",
            ),
            models.CheckConstraint(
                name="curation_dosestep_duration_has_its_unit",
                condition=both_or_none("duration_value", "duration_unit"),
                violation_error_message="A duration has a number and a unit.",
            ),
        ]

    def save(self, *args, **kwargs) -> None:
        """Come after the steps that are there, unless told otherwise."""
        if self.sequence is None:
            last = self.agent.doses.aggregate(last=models.Max("sequence"))["last"]
            self.sequence = (last or 0) + 1
        super().save(*args, **kwargs)

    def row_above(self) -> TreatmentAgent:
        """Its agent."""
        return self.agent


class ProcedureDetail(Row):
    """An operation or other procedure of a course."""

    PREFIX = "P"

    treatment = models.ForeignKey(
        Treatment, on_delete=models.CASCADE, related_name="procedures"
    )
    procedure = Line(width=200, help_text="What was done.")
    margins = one_of(c.Margins, default=c.Margins.NOT_REPORTED)
    pathologic_response = Line(width=200, blank=True)
    site = models.ForeignKey(
        BodySite, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "procedure"
        ordering = ["pk"]
        constraints = [ref_unique("proceduredetail")]

    def row_above(self) -> Treatment:
        """Its course."""
        return self.treatment
