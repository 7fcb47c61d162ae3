"""Everything a case page shows, read off one version and the articles it cites."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casebase.archive.choices import (
    ALTERATIONS,
    AdverseEventAction,
    BiomarkerKind,
    DoseChange,
    FindingResult,
    Integrity,
    ObservationKind,
)
from casebase.archive.document import (
    ArticleDocument,
    ArticleSource,
    CaseDocument,
    Citation,
    Diagnosis,
    FactConflict,
    Finding,
    FollowUp,
    Fusion,
    Observation,
    PatientChapter,
    Response,
    Sourcing,
)
from casebase.archive.finding_keys import fusions_found, genes_named
from casebase.browse import wording
from casebase.browse.charts.timeline import Timeline
from casebase.browse.wording.field_names import field_name

from . import courses, gaps, story
from .moments import Moment

_SIGNS = (ObservationKind.SYMPTOM, ObservationKind.SIGN, ObservationKind.COMORBIDITY)
#: Facts about the patient beside which the page tells where they stand: always, or in a
#: line that is there only where they are told (`_patient.html`, `_glance.html`).
_SOURCED = {
    "age_value",
    "sex",
    "country",
    "institutions",
    "history",
    "family_history",
    "smoking_reported",
    "ecog",
    "karnofsky",
    "vital_status",
    "summary",
}
_SOURCED_IF_TOLD = {
    "gender_reported",
    "ancestry_reported",
    "take_away",
    "patient_perspective",
}
_OTHER_DOSE = {
    DoseChange.REDUCED,
    DoseChange.ESCALATED,
    DoseChange.RESTORED,
    DoseChange.MODIFIED,
}


@dataclass(frozen=True)
class Source:
    """One article of a case: what was read of it, and what is known of it."""

    read: ArticleSource
    slug: str
    article: Citation | None
    is_published: bool

    @property
    def title(self) -> str:
        """Title of the article; its slug where nothing else is known."""
        return wording.article_title(self.article) if self.article else self.slug

    @property
    def document(self) -> ArticleDocument | None:
        """The article's own record, where it is published here."""
        is_record = isinstance(self.article, ArticleDocument)
        return self.article if is_record else None  # type: ignore[return-value]

    @property
    def has_notice(self) -> bool:
        """Whether the publisher has retracted, corrected or questioned it."""
        return self.document is not None and self.document.integrity != Integrity.OK


@dataclass(frozen=True)
class CasePage:
    """A case as its page shows it."""

    document: CaseDocument
    published: Mapping[str, ArticleDocument]

    @cached_property
    def missing(self) -> str:
        """What an unstated fact is called in this case."""
        return wording.missing(self.document.part_read)

    @cached_property
    def badge(self) -> str:
        """What the case was read from."""
        return wording.badge(self.document.part_read)

    @cached_property
    def title(self) -> str:
        """The neutral line the case goes by."""
        return wording.headline(self.document)

    @cached_property
    def summary(self) -> str:
        """The case in a sentence or two."""
        return wording.case_summary(self.document)

    @cached_property
    def what_happened(self) -> str:
        """The same without who it was and without doses, which stand beside it."""
        return wording.what_happened(self.document)

    @cached_property
    def sources(self) -> list[Source]:
        """The articles of the case, the primary report first."""
        return [
            Source(
                read=read,
                slug=read.article,
                article=self.published.get(read.article, read.citation),
                is_published=read.article in self.published,
            )
            for read in self.document.articles
        ]

    @cached_property
    def article_titles(self) -> dict[str, Source]:
        """The articles of the case by slug, for the lines of provenance."""
        return {source.slug: source for source in self.sources}

    @cached_property
    def notices(self) -> list[Source]:
        """Articles with a notice of their publisher."""
        return [source for source in self.sources if source.has_notice]

    @cached_property
    def diagnosis(self) -> Diagnosis | None:
        """The diagnosis the case goes by."""
        return wording.leading_diagnosis(self.document)

    @cached_property
    def finding(self) -> Finding | None:
        """The alteration the case goes by."""
        return wording.leading_finding(self.document)

    @property
    def unaltered(self) -> str:
        """What is said where the case goes by no alteration.

        That none was found is said only where some test looked for one.
        """
        looked = any(
            finding.result == FindingResult.NEGATIVE
            and finding.biomarker.kind in (*ALTERATIONS, BiomarkerKind.PANEL_NEGATIVE)
            for finding in self.document.findings
        )
        return "No alteration found" if looked else f"Gene alteration {self.missing}"

    @cached_property
    def acquired(self) -> list[Finding]:
        """The alterations that arose under treatment."""
        return [
            finding
            for finding in self.document.findings
            if finding.is_acquired
            and finding.biomarker.kind in ALTERATIONS
            and wording.is_found(finding)
        ]

    @property
    def terms_of_resistance(self) -> list[tuple[str, str]]:
        """Terms on whose pages one looks for others who acquired something.

        As (facet, key): genes of its fusions, genes acquired, drugs it arose on.
        """
        altered = [*self.fusions, *self.acquired]
        genes = [key for one in altered for key in genes_named(one.biomarker)]
        on = {finding.emerged_on for finding in self.acquired}
        agents = [
            agent
            for course in self.given
            if course.treatment.ref in on
            for agent in course.treatment.agents
        ]
        drugs = [agent.drug.key for agent in agents if agent.drug]
        return [*(("gene", key) for key in genes), *(("drug", key) for key in drugs)]

    @cached_property
    def fusions(self) -> list[Finding]:
        """The fusions that were found."""
        return [
            finding
            for finding in self.document.findings
            if finding.biomarker.fusion and finding.result == FindingResult.POSITIVE
        ]

    @cached_property
    def fusion_marks(self) -> list[Fusion]:
        """The fusions as the head of a case names them, each once."""
        return [*fusions_found(self.document).values()]

    @cached_property
    def given(self) -> list[courses.Course]:
        """Courses against the tumour."""
        return [c for c in courses.given(self.document) if c.is_anticancer]

    @cached_property
    def event_statements(self) -> list[str]:
        """What the source says of adverse events where it lists none, by course."""
        said = [(c.name, c.treatment.ae_statement) for c in self.given]
        stated = [(name, word) for name, word in said if wording.is_stated(word)]
        return [
            f"{wording.sentence_case(name)}: {wording.in_sentence(str(word.label))}"
            for name, word in stated
        ]

    @cached_property
    def response_size(self) -> str:
        """One response may be large; several stand close together."""
        return "xl" if len(self.given) == 1 else ""

    @cached_property
    def supporting(self) -> list[courses.Course]:
        """Supplements and other treatment that is not against the tumour."""
        return [c for c in courses.given(self.document) if not c.is_anticancer]

    @cached_property
    def not_given(self) -> list[courses.Course]:
        """Treatments that were considered and not given."""
        return courses.not_given(self.document)

    @cached_property
    def is_off_label(self) -> bool:
        """Whether a course was given off label."""
        return any(c.treatment.label_status == "off_label" for c in self.given)

    @cached_property
    def signs(self) -> list[Observation]:
        """Symptoms, signs and other diseases."""
        return [o for o in self.document.observations if o.kind in _SIGNS]

    @cached_property
    def work_up(self) -> list[Observation]:
        """Laboratory, imaging, pathology and the rest."""
        return [o for o in self.document.observations if o.kind not in _SIGNS]

    @cached_property
    def moments(self) -> list[Moment]:
        """The clinical course, each item with its place in the chart."""
        return story.moments(self.document)

    @cached_property
    def unordered(self) -> list[tuple[int, Moment]]:
        """The moments, with their numbers, for which no place in the order is told."""
        told = enumerate(self.moments, start=1)
        return [(number, moment) for number, moment in told if not moment.is_ordered]

    @cached_property
    def timeline(self) -> Timeline:
        """The clinical course as a chart."""
        return Timeline(
            self.document, self.given, self.supporting, self.moments, self.missing
        )

    @cached_property
    def loose_responses(self) -> list[Response]:
        """Responses that are not told with a course against the tumour."""
        told = {course.treatment.ref for course in self.given}
        return [r for r in self.document.outcome.responses if r.course not in told]

    @cached_property
    def loose_visits(self) -> list[FollowUp]:
        """Follow-up that is not told with a course against the tumour."""
        told = {course.treatment.ref for course in self.given}
        return [f for f in self.document.outcome.follow_up if f.course not in told]

    @cached_property
    def loose_ends(self) -> bool:
        """Whether an outcome is tied to no course."""
        return bool(self.loose_responses or self.loose_visits)

    @cached_property
    def what_was_read(self) -> str:
        """How far the silence of the record goes."""
        return gaps.what_was_read(self.document)

    @cached_property
    def looked_for(self) -> list[str]:
        """What was looked for and not found."""
        return gaps.looked_for(self.document)

    @cached_property
    def key_gaps(self) -> list[str]:
        """Key facts that the document does not hold."""
        return gaps.key_gaps(self.document)

    @cached_property
    def conflicts(self) -> list[FactConflict]:
        """Statements that differ, but for those told with their treatment."""
        told = {
            conflict.ref
            for course in courses.given(self.document)
            for conflict in course.conflicts
        }
        every = self.document.provenance.conflicts
        return [conflict for conflict in every if conflict.ref not in told]

    @cached_property
    def facts(self) -> dict[str, Sourcing]:
        """Where each fact about the patient stands, by its key."""
        return {fact.field: fact.source for fact in self.document.provenance.facts}

    @cached_property
    def other_facts(self) -> list[tuple[str, Sourcing]]:
        """Where those facts stand beside which the page tells no source, by name."""
        patient = self.document.patient
        return [
            (field_name(PatientChapter, field), source)
            for field, source in self.facts.items()
            if field not in _SOURCED
            and not (field in _SOURCED_IF_TOLD and getattr(patient, field))
            and field in PatientChapter.model_fields
        ]

    @cached_property
    def agent_names(self) -> dict[str, str]:
        """Names of agents by ref."""
        return courses.agent_names(self.document)

    @cached_property
    def course_names(self) -> dict[str, str]:
        """Names of treatments by ref."""
        return courses.course_names(self.document)

    @cached_property
    def specimen_names(self) -> dict[str, str]:
        """Names of specimens by ref; those of a kind are told apart by their site."""
        specimens = self.document.specimens
        kinds = [row.kind for row in specimens if not row.label]
        names = {}
        for row in specimens:
            site = row.site_reported or wording.in_sentence(wording.name(row.site))
            is_alone = kinds.count(row.kind) < 2 or not site
            kind = str(row.kind.label)
            names[row.ref] = row.label or (kind if is_alone else f"{kind}, {site}")
        return names

    @cached_property
    def dose_changes(self) -> dict[str, list[str]]:
        """What each adverse event did to the dose, by the event's ref."""
        changes: dict[str, list[str]] = {}
        for course in courses.given(self.document):
            for dose in filter(None, (step.dose for step in course.steps)):
                words = wording.dose_and_length(dose, self.missing)
                if dose.dose_value is not None or wording.frequency(dose):
                    words = f"{dose.change.label} to {words}"
                for ref in dose.caused_by:
                    changes.setdefault(ref, []).append(wording.sentence_case(words))
        return changes

    @property
    def done_for_events(self) -> list[str]:
        """What adverse events led to, each once: dose changed, drug held or stopped."""
        given = courses.given(self.document)
        doses = [step.dose for course in given for step in course.steps if step.dose]
        changes = {dose.change for dose in doses if dose.caused_by}
        actions = {a for e in self.document.outcome.adverse_events for a in e.actions}
        held = DoseChange.HELD in changes or AdverseEventAction.HELD in actions
        stopped = DoseChange.STOPPED in changes or AdverseEventAction.STOPPED in actions
        happened = {
            "dose changed": bool(changes & _OTHER_DOSE),
            "drug held": held,
            "drug stopped": stopped,
        }
        return [words for words, is_so in happened.items() if is_so]
