"""Every facet read off the documents once more: slow, plain, and by itself.

Written from the decisions about what counts as given, found and told, not from
`archive/facets.py`; it shares with it no more than the closed lists, the shape of a
document and the vocabulary. A question is answered by looking at each case in turn.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from casebase.archive import document as d

Row = tuple[str, dict[str, set[str]]]
Chosen = Mapping[str, Sequence[str]]

#: Whose values must hold of one and the same row.
SAME_ROW = {
    "course": "drug drug_class response label line adverse_event",
    "considered": "not_given not_given_drug",
    "finding": "fusion gene family biomarker finding_kind assay",
    "negative": "tested_negative",
    "case": "diagnosis site age sex year country article_kind part_read",
}
SPACE = {name: space for space, names in SAME_ROW.items() for name in names.split()}
FACETS = tuple(SPACE)

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
        tied = set().union(*(row["adverse_event"] for _, row in rows))
        events = self.document.outcome.adverse_events
        loose = {event.term.key for event in events if event.term} - tied
        return [*rows, ("", {"adverse_event": loose})] if loose else rows

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
        own = {agent.ref for agent in treatment.agents}
        against = [a for a in treatment.agents if a.role == "anticancer"]
        told = [r for r in self.document.outcome.responses if r.course == treatment.ref]
        marked = [response.category for response in told if response.is_best]
        seen = marked or [response.category for response in told]
        best = min(seen, key=BEST_FIRST.index) if seen else None
        operated = treatment.modality == "surgery" and best is None
        of_a_drug = bool(against or treatment.regimen)
        number = treatment.line_number
        return {
            "drug": {a.drug.key for a in against if a.drug},
            "drug_class": {key for a in against for key in self.classes(a)},
            "response": set() if operated else {self.or_silent(best)},
            "label": {self.or_silent(treatment.label_status)} if of_a_drug else set(),
            "line": (
                {self.or_silent(number and str(min(number, 4)))} if of_a_drug else set()
            ),
            "adverse_event": {
                event.term.key
                for event in self.document.outcome.adverse_events
                if event.term
                and (own & {*event.agents} or event.during == treatment.ref)
            },
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
        return {
            "gene": genes,
            "family": families,
            "fusion": {fusion.key} if found and fusion else set(),
            "biomarker": {marker.key} if found else set(),
            "finding_kind": {marker.kind} if seen else set(),
            "assay": self.assays(finding),
        }

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
            "assay": self.assays(finding),
        }

    def assays(self, finding: d.Finding) -> set[str]:
        """How it was tested, if it was."""
        if finding.result == "not_tested" and not finding.assays:
            return set()
        methods = {self.or_silent(assay.method) for assay in finding.assays}
        return methods or {self.silent}

    @staticmethod
    def named(marker: d.Biomarker) -> set[str]:
        """The genes a biomarker names."""
        fusion = marker.fusion
        genes = [marker.gene]
        if fusion:
            genes += [*fusion.genes, fusion.five_prime, fusion.three_prime]
        return {gene.key for gene in genes if gene}


# ── Questions ─────────────────────────────────────────────────────────────────────


def by_space(asked: Iterable[str]) -> dict[str, list[str]]:
    """What is asked, by the rows it is asked of.

    How it was tested is asked of what was found, or of what was tested negative where
    nothing else is asked of findings.
    """
    asked = set(asked)
    spaces: dict[str, list[str]] = {}
    for name in FACETS:
        if name in asked:
            spaces.setdefault(SPACE[name], []).append(name)
    if spaces.get("finding") == ["assay"] and "negative" in spaces:
        spaces["negative"] += spaces.pop("finding")
    return spaces


def has(row: Mapping[str, set[str]], names: Iterable[str], chosen: Chosen) -> bool:
    """Whether one row has, of each facet, one of the values asked for."""
    return all(not row.get(name, set()).isdisjoint(chosen[name]) for name in names)


@dataclass(frozen=True)
class Answer:
    """What a question finds: looked for case by case."""

    cases: Sequence[PlainCase]
    chosen: Chosen
    retracted: str = ""
    since: str = ""

    @cached_property
    def readable(self) -> list[PlainCase]:
        """The cases that retractions and the day leave."""
        wanted = {"": [False], "include": [False, True], "only": [True]}
        return [
            case
            for case in self.cases
            if case.retracted in wanted[self.retracted]
            and case.published_on >= self.since
        ]

    @cached_property
    def found(self) -> list[PlainCase]:
        """The cases that have all that is asked."""
        spaces = by_space(self.chosen)
        return [case for case in self.readable if self._has_all(case, spaces)]

    def _without(self, facet: str) -> "Answer":
        """The same question without one facet; each is asked for often."""
        if facet not in self.chosen:
            return self
        if facet not in self._loosened:
            rest = {name: keys for name, keys in self.chosen.items() if name != facet}
            # What is left by retractions and the day is left once for all of them.
            self._loosened[facet] = Answer(self.readable, rest, self.retracted)
        return self._loosened[facet]

    @cached_property
    def _loosened(self) -> dict[str, "Answer"]:
        return {}

    def _has_all(self, case: PlainCase, spaces: Mapping[str, list[str]]) -> bool:
        return all(
            any(has(row, names, self.chosen) for _, row in case.rows[space])
            for space, names in spaces.items()
        )

    def accessions(self, sort: str = "newest") -> list[str]:
        """Accessions in order: by year, the unknown last, then by accession."""
        order = {
            "newest": lambda case: (case.year is None, -(case.year or 0)),
            "oldest": lambda case: (case.year is None, case.year or 0),
        }
        found = sorted(self.found, key=lambda case: case.accession)
        if sort == "added":
            return [case.accession for case in reversed(found)]
        return [case.accession for case in sorted(found, key=order[sort])]

    def courses(self, sort: str = "newest") -> list[tuple[str, str]]:
        """The courses, case by case: all that have what is asked of courses."""
        cases = {case.accession: case for case in self.found}
        asked = by_space(self.chosen).get("course", [])
        return [
            (name, ref)
            for name in self.accessions(sort)
            for ref, row in cases[name].rows["course"]
            if ref and has(row, asked, self.chosen)
        ]

    def counts(self, facet: str, *, of_courses: bool = False) -> dict[str, int]:
        """For each value, how long the list would be that asks for it alone of its
        facet, and for all else as now; what is chosen is told at zero too."""
        asked = self._without(facet)
        rest = asked.chosen
        spaces = by_space({*rest, facet})
        home = next(space for space, names in spaces.items() if facet in names)
        beside = [name for name in spaces.pop(home) if name != facet]
        counted: Counter[str] = Counter()
        # Asking more finds no more, unless "how tested" is asked of other rows then.
        same = by_space(rest) == {**spaces, **({home: beside} if beside else {})}
        for case in asked.found if same else asked.readable:
            if not asked._has_all(case, spaces):
                continue
            rows = [
                (ref, row.get(facet, set()))
                for ref, row in case.rows[home]
                if has(row, beside, rest)
            ]
            if not of_courses:
                counted.update(set().union(*(values for _, values in rows)))
            elif home == "course":
                for ref, values in rows:
                    counted.update(values if ref else ())
            else:
                names = spaces.get("course", [])
                number = sum(
                    bool(ref) and has(row, names, rest)
                    for ref, row in case.rows["course"]
                )
                for value in set().union(*(values for _, values in rows)):
                    counted[value] += number
        found = {key: number for key, number in counted.items() if number}
        return found | {key: counted[key] for key in self.chosen.get(facet, ())}
