"""Whoever edits, submits, returns, ticks, approves, publishes and withdraws, in any
order, and whatever SQL is tried beside: what is called reviewed was read as it stands
by somebody who wrote none of it."""

import os
import sys
from dataclasses import dataclass
from unittest import mock

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive import index
from casebase.archive.models import Version
from casebase.curation import triggers, workflow
from casebase.curation.freezing import freeze
from casebase.curation.models import Article, Curator, DoseStep, Patient
from casebase.curation.models.base import Status
from casebase.curation.reviewing import ticks
from tests import seed
from tests.an_archive import for_a_while

pytestmark = pytest.mark.django_db

IS_SOAK = bool(os.environ.get("CASEBASE_SOAK"))
STEPS = 50
WALKS = 240 if IS_SOAK else 6
CURATORS, REVIEWERS = ("ada", "ben"), ("grace", "hugh", "root")
PEOPLE = st.sampled_from(CURATORS + REVIEWERS)
#: Hugh never writes: else soon nobody is left who may approve.
A_WRITER = st.sampled_from([*CURATORS * 2, "grace", "root"])
A_REVIEWER = st.sampled_from(REVIEWERS)
#: Few, so that content comes back to what it was; the last must be ticked.
READINGS = ("One reading.", "Another reading.", "She was seen on 3 May 2019.")
A_READING = st.sampled_from(READINGS)
A_DOSE = st.sampled_from(["250", "500"])


class Broken(AssertionError):
    """The promise does not hold."""


@dataclass(frozen=True)
class Approval:
    """What a second person read and vouched for."""

    sha256: str
    document: str
    reviewer: str


class Walk(RuleBasedStateMachine):
    """A case among five people, and what each of them has a right to say of it."""

    steps = 0
    published = 0

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = {one.username: one for one in Curator.objects.all()}
        self.patient = Patient.objects.get()
        self.editors = {"ada"}
        self.submitter = ""
        self.rev = 0
        self.approval: Approval | None = None

    def teardown(self) -> None:
        """Leave the database as it was."""
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # ── What people do ────────────────────────────────────────────────────────────

    @rule(name=A_WRITER, reading=A_READING)
    def edits(self, name: str, reading: str) -> None:
        """Somebody saves the form."""
        self.rev = self.now().content_rev
        self.patient.take_away = reading
        self.patient.save()
        self.is_edited(self.patient, name)

    @rule(name=A_WRITER, dose=A_DOSE)
    def edits_a_row(self, name: str, dose: str) -> None:
        """Somebody saves a dose."""
        self.rev = self.now().content_rev
        step = DoseStep.objects.filter(patient=self.patient).order_by("pk").first()
        assert step is not None
        step.dose_value = dose
        step.save()
        self.is_edited(self.patient, name)

    @rule(name=A_WRITER, reading=A_READING)
    def edits_the_article(self, name: str, reading: str) -> None:
        """Somebody saves the paper, which goes along while readers do not know it."""
        article = Article.objects.get(slug=seed.PAPER)
        goes_along = article.published_rev is None
        article.summary = reading
        article.save()
        workflow.record_edit(article, by=self.people[name])
        if goes_along:
            self.editors.add(name)

    def is_edited(self, target: Patient, name: str) -> None:
        """Note who wrote, and that what was approved is no more."""
        rev = self.rev
        workflow.record_edit(target, by=self.people[name])
        self.editors.add(name)
        if target.content_rev != rev:  # else nothing was changed
            self.approval = None

    @rule(name=PEOPLE)
    def submits(self, name: str) -> None:
        """Somebody asks for review."""
        waits = self.now().status == Status.IN_REVIEW
        if self.does(workflow.submit, name) and not waits:
            self.submitter = name

    @rule(name=PEOPLE)
    def returns(self, name: str) -> None:
        """Somebody sends it back."""
        if self.does(workflow.return_for_changes, name, note="Which dose?"):
            self.approval = None

    @rule(name=A_REVIEWER)
    def ticks(self, name: str) -> None:
        """Somebody lets every warning stand."""
        keys = set()
        if self.now().status == Status.IN_REVIEW:
            keys = {doubt.key for doubt in ticks.doubts_of(self.patient)}
        self.does(workflow.tick, name, keys=keys)

    @rule(name=A_REVIEWER)
    def approves(self, name: str) -> None:
        """Somebody vouches for it."""
        was = self.now().status
        if not self.does(workflow.approve, name) or was == Status.APPROVED:
            return
        sha256 = workflow.content_sha256(self.patient)
        document = d.canonical(freeze(self.patient))
        if name in self.editors | {self.submitter}:
            raise Broken(f"{name} approved what {name} wrote.")
        if ticks.unticked(self.patient, by=self.people[name], sha256=sha256):
            raise Broken(f"{name} approved without a look at every warning.")
        self.approval = Approval(sha256, document, name)

    @rule(name=A_REVIEWER)
    def publishes(self, name: str) -> None:
        """Somebody gives it to readers."""
        before = Version.objects.count()
        sha256 = ""
        if self.now().status == Status.APPROVED:
            sha256 = workflow.content_sha256(self.patient)
        done = self.does(workflow.publish, name, reason="A closer reading")
        if not done or Version.objects.count() == before:
            return
        version = Version.objects.filter(record__kind=c.RecordKind.CASE).last()
        assert version is not None
        self.is_reviewed_as_it_says(version, sha256)
        type(self).published += 1
        self.editors = set()

    @rule(name=A_REVIEWER, reason=st.sampled_from(["error", ""]))
    def withdraws(self, name: str, reason: str) -> None:
        """Somebody takes it out of the lists."""
        self.does(workflow.withdraw, name, reason=reason)

    @rule(reviewer=A_REVIEWER, name=st.sampled_from(CURATORS))
    def goes_on(self, reviewer: str, name: str) -> None:
        """Two people do all that comes next, so that walks come far."""
        if self.now().status in (Status.DRAFT, Status.CHANGES_REQUESTED):
            self.submits(name)
        if self.now().status == Status.IN_REVIEW:
            self.ticks(reviewer)
            self.approves(reviewer)
        if self.now().status == Status.APPROVED:
            self.publishes(reviewer)

    # ── What SQL beside the program tries ─────────────────────────────────────────

    @rule(dose=A_DOSE)
    def sql_changes_a_dose(self, dose: str) -> None:
        """Change content and tell nobody."""
        if self.sql(
            "UPDATE curation_dosestep SET dose_value = %s WHERE patient_id = %s "
            "AND dose_value IS NOT NULL",
            dose,
            self.patient.pk,
        ):
            self.approval = None

    @rule()
    def sql_approves(self) -> None:
        """Call it approved."""
        self.sql(
            "UPDATE curation_patient SET status = 'approved' WHERE id = %s",
            self.patient.pk,
        )

    @rule(name=A_REVIEWER)
    def sql_reviews_ones_own(self, name: str) -> None:
        """Add a review of one's own work, with the right hash, and call it approved."""
        if name not in self.editors | {self.submitter}:
            return
        self.sql(
            "INSERT INTO curation_review (patient_id, content_rev, content_sha256, "
            "reviewer_id, decision, note, at) "
            "VALUES (%s, %s, %s, %s, 'approved', '', CURRENT_TIMESTAMP)",
            self.patient.pk,
            self.now().content_rev,
            workflow.content_sha256(self.patient),
            self.people[name].pk,
        )
        self.sql_approves()

    @rule()
    def sql_moves_an_approval(self) -> None:
        """Let an approval of other content be one of this."""
        self.sql(
            "UPDATE curation_review SET content_rev = %s, content_sha256 = %s "
            "WHERE patient_id = %s AND decision = 'approved'",
            self.now().content_rev,
            workflow.content_sha256(self.patient),
            self.patient.pk,
        )
        self.sql_approves()

    @rule(name=A_REVIEWER)
    def sql_gives_an_edit_to_another(self, name: str) -> None:
        """Let somebody else have written what a reviewer wrote."""
        self.sql(
            "UPDATE curation_contentedit SET user_id = %s WHERE user_id = %s",
            self.people["ada"].pk,
            self.people[name].pk,
        )

    # ── What must hold ────────────────────────────────────────────────────────────

    @invariant()
    def approved_is_what_was_approved(self) -> None:
        """What stands as approved was read, as it stands, by a second person."""
        type(self).steps += 1
        if self.now().status != Status.APPROVED:
            return
        document = d.canonical(freeze(self.patient))
        if self.approval is None or self.approval.document != document:
            raise Broken("It stands as approved, and nobody approved it as it stands.")

    def is_reviewed_as_it_says(self, version: Version, sha256: str) -> None:
        """What is published as reviewed is what was approved, by no writer of it."""
        if version.review_basis != c.ReviewBasis.INDEPENDENT:
            raise Broken("Unreviewed content was published.")
        if self.approval is None or self.approval.sha256 != sha256:
            raise Broken("It is called reviewed, and nobody read it as it stands.")
        if version.document != self.approval.document:
            raise Broken("Something else was published than what was approved.")
        if version.reviewed_by != self.approval.reviewer:
            raise Broken("Another reviewer is named than the one who approved.")
        if version.reviewed_by in self.editors | {self.submitter}:
            raise Broken("Somebody reviewed what they wrote.")

    # ── How it is done ────────────────────────────────────────────────────────────

    def now(self) -> Patient:
        """How the case stands."""
        self.patient.refresh_from_db()
        return self.patient

    def does(self, change, name: str, **asked) -> bool:
        """Try a change of standing; return whether it was allowed."""
        try:
            with transaction.atomic():
                change(self.now(), by=self.people[name], **asked)
        except workflow.NotAllowed:
            return False
        return True

    def sql(self, statement: str, *values) -> bool:
        """Try a statement; return whether the database took it."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, values)
        except Error:
            return False
        return True


@pytest.fixture(scope="module")
def a_case(django_db_setup, django_db_blocker):
    """The seed as a draft by Ada; Ben curates too, Grace, Hugh and Root may review."""
    with for_a_while(django_db_blocker):
        for name in (*CURATORS, *REVIEWERS):
            seed.person(name, reviewer=name in REVIEWERS)
        seed.import_seed(Curator.objects.get(username="ada"))
        yield


@pytest.fixture(autouse=True)
def nobody_tells_the_index():
    """Readers' pages are not asked here."""
    with mock.patch.object(index, "notice"):
        yield


def walk(walks: int) -> int:
    """Walk so many times; return how many steps were taken."""
    Walk.steps = Walk.published = 0
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=walks,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Walk.steps


@pytest.mark.promise(11)
def test_nothing_is_called_reviewed_that_was_not(a_case, capsys, looked_at):
    steps = walk(WALKS)
    with capsys.disabled():
        told = f"{steps} steps, {Walk.published} publications, each as it was reviewed"
        sys.stdout.write(f"\n{told}\n")
    looked_at(steps, "steps", least=10_000 if IS_SOAK else 200)
    assert Walk.published >= WALKS / 2


#: What holds no more when a trigger is gone, by the beginning of its name.
WITHOUT = {
    "curation_review_keeps": "called reviewed|stands as approved",
    "curation_patient_guards_st": "stands as approved",
    "curation_dosestep_bumps_patient": "stands as approved",
}


@pytest.mark.parametrize("trigger", WITHOUT)
def test_without_a_trigger_it_is(a_case, trigger):
    with transaction.atomic():
        gone = [
            one
            for one in triggers._triggers(connection.vendor)
            if one.name.startswith(trigger)
        ]
        assert gone
        triggers.triggers.remove(connection, gone)
        try:
            with pytest.raises(Broken, match=WITHOUT[trigger]):
                walk(40)
        finally:
            transaction.set_rollback(True)
