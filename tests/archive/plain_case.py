"""Every facet read off the documents once more: slow, plain, and by itself.

Written from the decisions about what counts as given, found and told, not from
`archive/facets.py`; it shares with it no more than the closed lists, the shape of a
document and the vocabulary.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casebase.archive import document as d

Row = tuple[str, dict[str, set[str]]]

ALTERED = ("fusion", "snv_indel", "amplification", "deletion")
BEST_FIRST = ["CR", "NED", "VGPR", "PR", "MR", "benefit_uncategorised"]
BEST_FIRST += ["non_CR_non_PD", "SD", "mixed", "no_benefit_uncategorised", "PD"]
BEST_FIRST += ["not_evaluable", "not_reported"]
PART_READ = ("full_text", "abstract_and_part", "abstract", "secondary_summary")


@dataclass(frozen=True)
class Vocabulary:
    """The public terms: what is broader than each, and what is known of it."""

    parents: Mapping[tuple[str, str], Sequence[str]]
    facts: Mapping[tuple[str, str], Mapping[str, Any]]

    def broader(self, facet: str, key: str) -> set[str]:
        """The terms above one."""
        return set(self.parents.get((facet, key), ()))

    def upwards(self, facet: str, key: str) -> set[str]:
        """A term and those above it."""
        return {key} | self.broader(facet, key)


@dataclass(frozen=True)
class PlainCase:
    """One case with what stands in other records: its article, its day."""

    accession: str
    document: d.CaseDocument
    article: d.Citation | None
    published_on: str
    words: Vocabulary
    cited: Sequence[d.Citation | None] = ()

    @cached_property
    def year(self) -> int | None:
        """Year of the primary report."""
        return self.article.year if self.article else None

    @cached_property
    def retracted(self) -> bool:
        """Whether the record of the primary report says so."""
        return getattr(self.article, "integrity", "ok") == "retracted"

    @cached_property
    def silent(self) -> str:
        """How silence is called: it is the paper's only where all was read whole."""
        parts = {source.part_read for source in self.document.articles}
        return "not_reported" if parts == {"full_text"} else "not_in_part_read"

    def or_silent(self, value: Any) -> str:
        """A value, or how its absence is called."""
        return self.silent if value in (None, "", "not_reported") else str(value)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """All rows of the case by what may be asked of one of them."""
        return {
            "case": [("", self.own())],
            "course": self.courses(),
            "considered": [
                (t.ref, self.considered(t))
                for t in self.document.treatments
                if t.decision != "given"
            ],
            "finding": [(f.ref, self.finding(f)) for f in self.document.findings],
            "negative": [
                (f.ref, self.negative(f))
                for f in self.document.findings
                if f.result == "negative"
            ],
        }

    # ── The patient ───────────────────────────────────────────────────────────────

    def own(self) -> dict[str, set[str]]:
        """What is known of the patient."""
        patient = self.document.patient
        read = [source.part_read for source in self.document.articles]
        return {
            "diagnosis": self.diagnosis(),
            "site": self.sites(),
            "age": {self.age_band()},
            "sex": {self.or_silent(patient.sex)},
            "country": {self.or_silent(patient.country)},
            "year": {str(self.year) if self.year else "not_reported"},
            "article_kind": {self.article.kind} if self.article else set(),
            "part_read": {max(read, key=PART_READ.index)},
            "series": {a.series.slug for a in self.cited if a and a.series},
        }

    def diagnosis(self) -> set[str]:
        """The final one, else the last that is this disease and was not excluded."""
        not_it = ("considered_excluded", "second_primary", "prior_malignancy")
        held = [x for x in self.document.diagnoses if x.role not in not_it]
        if not held:
            return {self.silent}
        final = [diagnosis for diagnosis in held if diagnosis.role == "final"]
        disease = (final or held)[-1].disease
        return self.words.upwards("diagnosis", disease.key) if disease else set()

    def sites(self) -> set[str]:
        """Where the primary is; else where the tumour was seen at all."""
        lesions = self.document.lesions
        primary = [x for x in lesions if x.role == "primary" and x.site]
        told = primary or [x for x in lesions if x.site]
        sites = [lesion.site.key for lesion in told if lesion.site]
        found = set().union(*(self.words.upwards("site", key) for key in sites))
        if any(lesion.unknown_primary for lesion in lesions):
            found.add("unknown-primary")
        return found or {self.silent}

    def age_band(self) -> str:
        """The band of the age, in days."""
        patient = self.document.patient
        if patient.age_value is None or patient.age_unit is None:
            return self.silent
        if patient.age_unit == "gestational_week":
            return "prenatal"
        year = 365.25
        unit = {"year": year, "month": year / 12, "week": 7, "day": 1}
        days = float(patient.age_value) * unit[patient.age_unit]
        if days < 28:
            return "neonate"
        bands = {1: "infant", 12: "child", 18: "adolescent", 40: "young_adult"}
        for years, band in (bands | {65: "adult"}).items():
            if days < years * year:
                return band
        return "older"

    # ── Treatments ────────────────────────────────────────────────────────────────

    def courses(self) -> list[Row]:
        """What was given against the tumour; events of none of it find the case."""
        given = [t for t in self.document.treatments if self.is_course(t)]
        rows = [
            (t.ref, self.course(t)) for t in sorted(given, key=lambda t: t.sequence)
        ]
        tied = [event for t in given for event in self.events_of(t)]
        events = self.document.outcome.adverse_events
        loose = self.by_grade([event for event in events if event not in tied])
        return [*rows, ("", loose)] if any(loose.values()) else rows

    @staticmethod
    def is_course(treatment: d.Treatment) -> bool:
        """Given, and against the tumour; an operation only with a drug."""
        no_course = ("supportive", "complementary", "watchful_observation")
        if treatment.decision != "given" or treatment.modality in no_course:
            return False
        against = any(a.role == "anticancer" for a in treatment.agents)
        if treatment.modality == "surgery":
            return against
        return against or not treatment.agents

    def course(self, treatment: d.Treatment) -> dict[str, set[str]]:
        """What is known of one course."""
        against = [a for a in treatment.agents if a.role == "anticancer"]
        told = [r for r in self.document.outcome.responses if r.course == treatment.ref]
        marked = [response.category for response in told if response.is_best]
        seen = marked or [response.category for response in told]
        best = min(seen, key=BEST_FIRST.index) if seen else None
        of_a_drug = bool(against or treatment.regimen)
        number = treatment.line_number
        return {
            "drug": {a.drug.key for a in against if a.drug},
            "drug_class": {key for a in against for key in self.classes(a)},
            "response": {self.or_silent(best)},
            "label": {self.or_silent(treatment.label_status)} if of_a_drug else set(),
            "line": (
                {self.or_silent(number and str(min(number, 4)))} if of_a_drug else set()
            ),
            "stop_reason": {self.why_stopped(treatment)},
            **self.by_grade(self.events_of(treatment)),
        }

    def why_stopped(self, treatment: d.Treatment) -> str:
        """Why it ended; "ongoing" too where that is told apart from the reason."""
        if treatment.stop_reason == "not_reported" and treatment.ongoing == "yes":
            return "ongoing"
        return self.or_silent(treatment.stop_reason)

    def events_of(self, treatment: d.Treatment) -> list[d.AdverseEvent]:
        """Events of its agents, and those during it."""
        own = {agent.ref for agent in treatment.agents}
        return [
            event
            for event in self.document.outcome.adverse_events
            if own & {*event.agents} or event.during == treatment.ref
        ]

    @staticmethod
    def by_grade(events: Iterable[d.AdverseEvent]) -> dict[str, set[str]]:
        """The terms of events: of all, of those surely severe, of those ungraded."""
        named = [(e.term.key, e.grade_min, e.grade_max) for e in events if e.term]
        return {
            "adverse_event": {key for key, _, _ in named},
            "severe_event": {key for key, low, _ in named if (low or 0) > 2},
            "ungraded_event": {key for key, *grade in named if grade == [None, None]},
        }

    def classes(self, agent: d.Agent) -> set[str]:
        """The classes of an agent, and those above them."""
        if agent.drug:
            return self.words.broader("drug", agent.drug.key)
        assert agent.drug_class
        return self.words.upwards("drug_class", agent.drug_class.key)

    def considered(self, treatment: d.Treatment) -> dict[str, set[str]]:
        """What is known of a treatment that was not given."""
        against = [a for a in treatment.agents if a.role == "anticancer"]
        return {
            "not_given": {self.or_silent(why) for why in treatment.reasons_not_given},
            "not_given_drug": {a.drug.key for a in against if a.drug},
        }

    # ── Findings ──────────────────────────────────────────────────────────────────

    def finding(self, finding: d.Finding) -> dict[str, set[str]]:
        """What one finding puts on the patient: only what was found."""
        marker, fusion = finding.biomarker, finding.biomarker.fusion
        found = finding.result == "positive"
        genes = self.named(marker) if found and marker.kind in ALTERED else set()
        families = {f for gene in genes for f in self.words.broader("gene", gene)}
        if found and fusion and fusion.family:
            families.add(fusion.family.key)
        seen = finding.result in ("positive", "lost_or_abnormal")
        best = found and self.is_best(fusion)
        return {
            "gene": genes,
            "family": families,
            "fusion": {fusion.key} if best else set(),
            "biomarker": {marker.key} if found else set(),
            "finding_kind": {marker.kind} if seen else set(),
            "acquired": {self.arose(finding)} if genes else set(),
            "fusion_state": {fusion.state} if best else set(),
            **self.tests(finding),
        }

    def is_best(self, fusion: d.Fusion | None) -> bool:
        """Whether no other fusion found names the partner that this one leaves open."""
        if fusion is None or fusion.state != "partner_unknown":
            return fusion is not None
        for other in self.document.findings:
            joined = other.biomarker.fusion
            if other.result != "positive" or not joined or joined.state != "two_genes":
                continue
            if any(a.key == b.key for a in joined.genes for b in fusion.genes):
                return False
        return True

    def arose(self, finding: d.Finding) -> str:
        """Whether it is told to have come under treatment, or before."""
        told = {True: "yes", False: "no", None: self.silent}
        return "yes" if finding.emerged_on else told[finding.is_acquired]

    def negative(self, finding: d.Finding) -> dict[str, set[str]]:
        """What one negative finding cleared."""
        marker, fusion = finding.biomarker, finding.biomarker.fusion
        cleared = self.named(marker)
        if fusion and fusion.family:
            key = fusion.family.key
            genes = self.words.facts.get(("family", key), {}).get("genes", ())
            cleared |= {key, *genes}
        return {
            "tested_negative": cleared or {marker.key},
            **self.tests(finding),
        }

    def tests(self, finding: d.Finding) -> dict[str, set[str]]:
        """How it was tested, if it was, and whether those tests agree."""
        if not finding.assays:
            told = set() if finding.result == "not_tested" else {self.silent}
            return {"assay": told, "concordance": told}
        shown = [
            x.result for x in finding.assays if x.result in ("positive", "negative")
        ]
        agree = (
            "agree"
            if shown.count(shown[0] if shown else "") == len(shown)
            else "disagree"
        )
        if len(shown) < 2:
            agree = "one_test" if len(finding.assays) == 1 else "not_comparable"
        return {
            "assay": {self.or_silent(assay.method) for assay in finding.assays},
            "concordance": {agree},
        }

    @staticmethod
    def named(marker: d.Biomarker) -> set[str]:
        """The genes a biomarker names."""
        fusion = marker.fusion
        genes = [marker.gene]
        if fusion:
            genes += [*fusion.genes, fusion.five_prime, fusion.three_prime]
        return {gene.key for gene in genes if gene}
