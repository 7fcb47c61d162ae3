"""What the shape of a case cannot say: rules across its rows, as sentences.

Used wherever a case enters: importing, readiness, and the archive itself.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from . import choices as c
from . import document as d

Fault = tuple[str, str]
#: A part of a document with its path.
Row = tuple[str, d.Part]


def faults(case: d.CaseDocument) -> list[Fault]:
    """Return everything wrong across the rows of a case: (path, sentence)."""
    rows = list(_rows(case))
    return [
        *_refs(rows),
        *_sources(case, rows),
        *_numbers(rows),
        *_patient(case),
        *_tumour(case),
        *_findings(case),
        *_treatments(case),
        *_outcome(case),
        *_facts(case),
    ]


def _rows(part: object, path: str = "") -> Iterator[Row]:
    """Every part of a document with its path."""
    if isinstance(part, d.Part):
        if path:
            yield path, part
        for name in d.fields_with_parts(type(part)):
            inner = getattr(part, name)
            yield from _rows(inner, f"{path}.{name}" if path else name)
    elif isinstance(part, tuple):
        for index, inner in enumerate(part):
            yield from _rows(inner, f"{path}[{index}]")


#: Keys that name another row, and the kind of row they name.
NAMES: dict[str, tuple[type[d.Part], str]] = {
    "course": (d.Treatment, "treatment"),
    "during": (d.Treatment, "treatment"),
    "emerged_on": (d.Treatment, "treatment"),
    "instead_of": (d.Treatment, "treatment"),
    "target_findings": (d.Finding, "finding"),
    "caused_by": (d.AdverseEvent, "adverse event"),
    "agents": (d.Agent, "agent"),
    "specimen": (d.Specimen, "specimen"),
    "lesion": (d.Lesion, "lesion"),
}


#: The letters that a ref begins with, by the kind of row it names.
PREFIXES: dict[type[d.Part], str] = {
    d.Diagnosis: "DX",
    d.Lesion: "L",
    d.LesionMeasurement: "M",
    d.Specimen: "S",
    d.Observation: "O",
    d.Finding: "F",
    d.AssayResult: "AS",
    d.Treatment: "T",
    d.Agent: "A",
    d.DoseStep: "DS",
    d.Procedure: "P",
    d.Response: "R",
    d.AdverseEvent: "AE",
    d.FollowUp: "FU",
    d.FactConflict: "C",
}


@cache
def _naming(kind: type[d.Part]) -> tuple[str, ...]:
    """Return the keys by which this kind of row names others."""
    return tuple(name for name in NAMES if name in kind.model_fields)


def _refs(parts: list[Row]) -> Iterator[Fault]:
    rows = [(path, row) for path, row in parts if "ref" in type(row).model_fields]
    counted = Counter(row.ref for _, row in rows)  # type: ignore[attr-defined]
    kinds = {row.ref: type(row) for _, row in rows}  # type: ignore[attr-defined]
    for path, row in rows:
        ref = row.ref  # type: ignore[attr-defined]
        if counted[ref] > 1:
            yield f"{path}.ref", f"Two rows of the case are called {ref}."
        prefix = PREFIXES[type(row)]
        if not ref.removeprefix(prefix).isdigit():
            yield f"{path}.ref", f"The ref of this row is {prefix} and a number."
        for name in _naming(type(row)):
            kind, word = NAMES[name]
            named = getattr(row, name)
            for other in (named,) if isinstance(named, str) else named or ():
                if not isinstance(other, str):
                    continue
                if kinds.get(other) is not kind:
                    yield f"{path}.{name}", f"There is no {word} {other} in this case."
                elif other == ref:
                    yield f"{path}.{name}", f"{ref} names itself."


def _sources(case: d.CaseDocument, rows: list[Row]) -> Iterator[Fault]:
    known = [source.article for source in case.articles]
    for path, part in rows:
        if isinstance(part, d.Sourcing) and part.article not in known:
            yield (
                f"{path}.article",
                f"“{part.article}” is not among the articles of this case.",
            )
    for index, conflict in enumerate(case.provenance.conflicts):
        for name in ("source_a", "source_b"):
            if getattr(conflict, name) not in known:
                yield (
                    f"provenance.conflicts[{index}].{name}",
                    f"“{getattr(conflict, name)}” is not among the articles.",
                )
    primaries = [s for s in case.articles if s.role == c.SourceRole.PRIMARY]
    if len(primaries) != 1:
        yield "articles", "A case has exactly one primary report."
    elif case.key.split("/")[0] != primaries[0].article:
        yield "key", "The key begins with the slug of the primary report."
    for slug, times in Counter(known).items():
        if times > 1:
            yield "articles", f"“{slug}” is named twice."


#: Numbers that count or measure what is there. A change, and what a laboratory
#: reports, may be below zero.
NEVER_BELOW_ZERO = (
    "age_value",
    "age_value_max",
    "copy_number",
    "cutoff_percent",
    "dim1_mm",
    "dim2_mm",
    "dim3_mm",
    "dose_max",
    "dose_value",
    "duration_max",
    "duration_min",
    "duration_value",
    "interval_value",
    "percent_positive",
    "tumour_percent",
    "vaf",
    "volume_ml",
)


@cache
def _counting(kind: type[d.Part]) -> tuple[str, ...]:
    return tuple(name for name in NEVER_BELOW_ZERO if name in kind.model_fields)


def _numbers(rows: list[Row]) -> Iterator[Fault]:
    for path, row in rows:
        for name in _counting(type(row)):
            if (getattr(row, name) or "").startswith("-"):
                yield f"{path}.{name}", "This number is not below zero."


def _patient(case: d.CaseDocument) -> Iterator[Fault]:
    patient = case.patient
    if (patient.age_value is None) != (patient.age_unit is None):
        yield "patient.age_value", "An age has a number and a unit."
    if patient.age_value and patient.age_unit == c.AgeUnit.YEAR:
        years = Decimal(patient.age_value)
        at_least = patient.age_qualifier == c.AgeQualifier.AT_LEAST
        if years > 90 or (years > 89 and not (years == 90 and at_least)):
            yield "patient.age_value", "An age over 89 years stands as 90, at least."
    low, high = patient.age_value, patient.age_value_max
    if high is not None and (low is None or Decimal(high) < Decimal(low)):
        yield "patient.age_value_max", "An age range goes from lower to higher."
    dead = patient.vital_status.startswith("dead_")
    death = any(f.event == c.FollowUpEvent.DEATH for f in case.outcome.follow_up)
    if dead and not death:
        yield "patient.vital_status", "A death is also a row of the follow-up."
    if death and not dead:
        yield "outcome.follow_up", "A death is also the vital status of the patient."


def _tumour(case: d.CaseDocument) -> Iterator[Fault]:
    final = [x for x in case.diagnoses if x.role == c.DiagnosisRole.FINAL]
    if len(final) > 1:
        yield "diagnoses", "A case has at most one final diagnosis."
    for index, lesion in enumerate(case.lesions):
        placed = lesion.role != c.LesionRole.PRIMARY or lesion.site is not None
        if lesion.unknown_primary and placed:
            yield (
                f"lesions[{index}].unknown_primary",
                "An unknown primary has the role primary and no site.",
            )


def _findings(case: d.CaseDocument) -> Iterator[Fault]:
    for index, finding in enumerate(case.findings):
        path = f"findings[{index}]"
        is_fusion = finding.biomarker.kind == c.BiomarkerKind.FUSION
        if is_fusion != (finding.biomarker.fusion is not None):
            yield (
                f"{path}.biomarker.fusion",
                "A biomarker names a fusion exactly when it is of the kind fusion.",
            )
        if not is_fusion and (finding.exon_5p or finding.exon_3p or finding.in_frame):
            yield f"{path}.exon_5p", "Only a fusion has exons joined and a frame."
        if finding.emerged_on and not finding.is_acquired:
            yield f"{path}.is_acquired", "What arose on a treatment is acquired."


def _treatments(case: d.CaseDocument) -> Iterator[Fault]:
    answered = {response.course for response in case.outcome.responses}
    orders = Counter(treatment.sequence for treatment in case.treatments)
    for index, treatment in enumerate(case.treatments):
        path = f"treatments[{index}]"
        if orders[treatment.sequence] > 1:
            yield f"{path}.sequence", "Two treatments have the same order."
        if treatment.decision == c.Decision.GIVEN:
            if treatment.reasons_not_given:
                yield f"{path}.reasons_not_given", "It was given: no reason against it."
        else:
            if not treatment.reasons_not_given:
                yield (
                    f"{path}.reasons_not_given",
                    "Say why it was not given, or that no reason is reported.",
                )
            if any(agent.doses for agent in treatment.agents):
                yield f"{path}.agents", "It was not given: it has no doses."
            if treatment.ref in answered:
                yield f"{path}.decision", "It was not given: it has no response."
        if treatment.trial_nct and treatment.label_status not in (
            c.LabelStatus.TRIAL,
            c.LabelStatus.EXPANDED_ACCESS,
            c.LabelStatus.COMPASSIONATE_USE,
        ):
            yield (
                f"{path}.trial_nct",
                "An NCT number goes with a trial, expanded access or compassionate "
                "use.",
            )
        ongoing = treatment.ongoing == c.YesNo.YES
        stopped = treatment.stop_reason not in (
            c.StopReason.ONGOING,
            c.StopReason.NOT_REPORTED,
        )
        if ongoing and (treatment.end is not None or stopped):
            yield f"{path}.ongoing", "A course that goes on has no end."
        if treatment.duration_min is not None and treatment.duration_unit is None:
            yield f"{path}.duration_min", "A length has a unit."
        drugless = not treatment.agents and not treatment.regimen
        if treatment.modality == c.Modality.SYSTEMIC and drugless:
            yield f"{path}.agents", "Name the drug, its class or the regimen."
        drugs = [(a.drug.key, a.role) for a in treatment.agents if a.drug]
        if len(drugs) > len(set(drugs)):
            yield f"{path}.agents", "A drug is an agent of a course once in a role."
        for number, agent in enumerate(treatment.agents):
            yield from _agent(agent, f"{path}.agents[{number}]")


def _agent(agent: d.Agent, path: str) -> Iterator[Fault]:
    if (agent.drug is None) == (agent.drug_class is None):
        yield f"{path}.drug", "An agent is a drug or a drug class, not both."
    if [step.sequence for step in agent.doses] != list(range(1, len(agent.doses) + 1)):
        yield f"{path}.doses", "Dose steps are numbered 1, 2, 3 in their order."
    for number, step in enumerate(agent.doses):
        here = f"{path}.doses[{number}]"
        if number == 0 and step.change != c.DoseChange.START:
            yield f"{here}.change", "The first dose step starts the drug."
        if (step.dose_value is None) != (step.dose_unit is None):
            yield f"{here}.dose_value", "A dose has a number and a unit."
        if (step.duration_value is None) != (step.duration_unit is None):
            yield f"{here}.duration_value", "A duration has a number and a unit."


def _outcome(case: d.CaseDocument) -> Iterator[Fault]:
    best = Counter(r.course for r in case.outcome.responses if r.is_best and r.course)
    for course, times in best.items():
        if times > 1:
            yield "outcome.responses", f"{course} has two best responses."
    for index, event in enumerate(case.outcome.adverse_events):
        path = f"outcome.adverse_events[{index}]"
        fatal = event.outcome == c.AdverseEventOutcome.FATAL
        highest = event.grade_max or event.grade_min
        if (event.grade_min == 5 and not fatal) or (fatal and highest and highest < 5):
            yield f"{path}.grade_min", "Grade 5 means fatal, and fatal means grade 5."
        low, high = event.grade_min, event.grade_max
        if low is not None and high is not None and high < low:
            yield f"{path}.grade_max", "The higher grade is not below the lower."
    for index, follow_up in enumerate(case.outcome.follow_up):
        if (follow_up.interval_value is None) != (follow_up.interval_unit is None):
            yield (
                f"outcome.follow_up[{index}].interval_value",
                "An interval has a number and a unit.",
            )


def _facts(case: d.CaseDocument) -> Iterator[Fault]:
    fields = [fact.field for fact in case.provenance.facts]
    for index, field in enumerate(fields):
        path = f"provenance.facts[{index}].field"
        if field not in d.PatientChapter.model_fields:
            yield path, f"“{field}” is no key of the patient chapter."
        elif field in fields[:index]:
            yield path, f"The source of “{field}” is noted twice."
