"""Where each part of a case goes in a Phenopacket, and what has no place there.

One table for three uses: the page docs/phenopackets.md shows it, each file lists what
it lacks, and a test finds every key of the document in it. A row holds for the keys it
names and for those below them; the longest name that fits counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from casebase.archive import document as d

from . import codes


class Fit(StrEnum):
    """How much of a part a Phenopacket can tell."""

    WHOLE = "whole"
    PARTLY = "partly"
    TEXT = "as text"
    NOT = "no"


@dataclass(frozen=True)
class Place:
    """A part of the document, and where it goes."""

    part: str
    keys: tuple[str, ...]
    fit: Fit
    element: str = ""
    note: str = ""


SUMMARY = "interpretations.summary"
DESCRIPTOR = "interpretations…variationDescriptor"

PLACES = (
    # The record
    Place(
        "accession, version, names of rows",
        ("schema", "schema_number", "key", "synthetic", "ref"),
        Fit.WHOLE,
        "id, subject.id, biosamples.id, variationDescriptor.id",
        "“-synthetic” in each of a made-up case",
    ),
    Place(
        "articles",
        ("articles",),
        Fit.PARTLY,
        "metaData.externalReferences",
        "PMID and DOI only as the record has them; how much was read stands in "
        "metaData.updates.comment",
    ),
    Place(
        "what was looked for in an article and not found",
        ("articles.part_note", "articles.looked_for_not_found"),
        Fit.NOT,
        note="the schema cannot say “not reported”: what is not known is left out",
    ),
    Place(
        "where each fact stands: article, place, quotation, how certain",
        ("source", "provenance"),
        Fit.NOT,
        note="evidence is there for signs alone, and asks for a code",
    ),
    # The patient
    Place("sex", ("patient.sex",), Fit.WHOLE, "subject.sex"),
    Place(
        "age",
        (
            "patient.age_value",
            "patient.age_value_max",
            "patient.age_unit",
            "patient.age_qualifier",
            "patient.age_at",
        ),
        Fit.PARTLY,
        "diseases.onset, subject.timeAtLastEncounter",
        "onset at diagnosis or first presentation, last encounter at the report; else "
        "as text. Roughly, “90 or over” and “at most” too: a range has two ends there",
    ),
    Place(
        "alive or dead",
        ("patient.vital_status", "patient.vital_as_of"),
        Fit.PARTLY,
        "subject.vitalStatus",
        "how the disease stood then, and of what the patient died: as text",
    ),
    Place("what the article calls the patient", ("patient.label",), Fit.NOT),
    Place("gender as reported", ("patient.gender_reported",), Fit.NOT),
    Place("ancestry as reported", ("patient.ancestry_reported",), Fit.NOT),
    Place(
        "country and institutions",
        ("patient.country", "patient.institutions"),
        Fit.NOT,
    ),
    Place("event the course is counted from", ("patient.index_event",), Fit.NOT),
    Place(
        "performance status",
        ("patient.ecog", "patient.karnofsky"),
        Fit.TEXT,
        SUMMARY,
        "no code for its values was verified",
    ),
    Place(
        "smoking, history, family history",
        ("patient.smoking_reported", "patient.history", "patient.family_history"),
        Fit.NOT,
    ),
    Place(
        "summary, take-away, the patient's view",
        ("patient.summary", "patient.take_away", "patient.patient_perspective"),
        Fit.NOT,
        note="the file tells the case in a summary made from the record",
    ),
    # The tumour
    Place(
        "diagnosis",
        ("diagnoses.disease", "diagnoses.role"),
        Fit.PARTLY,
        "diseases.term, diseases.excluded, interpretations.diagnosis",
        "only with a code; one that was revised later: as text",
    ),
    Place(
        "stage",
        ("diagnoses.stage",),
        Fit.PARTLY,
        "diseases.diseaseStage",
        "I, II, III and IV; others as text",
    ),
    Place(
        "diagnosis as reported, certainty, histology, grade, TNM, extent",
        (
            "diagnoses.reported",
            "diagnoses.certainty",
            "diagnoses.histology_reported",
            "diagnoses.grade",
            "diagnoses.stage_system",
            "diagnoses.tnm",
            "diagnoses.extent",
        ),
        Fit.TEXT,
        SUMMARY,
    ),
    Place(
        "month or year of an event",
        (
            "diagnoses.at",
            "lesions.at",
            "lesions.measurements.at",
            "specimens.at",
            "observations.at",
        ),
        Fit.PARTLY,
        "interval of onset, timeObserved, timeOfCollection",
        "the whole month or year, as a span; a time after something: no",
    ),
    Place(
        "site and side of the primary tumour",
        ("lesions.site", "lesions.laterality", "lesions.role"),
        Fit.PARTLY,
        "diseases.primarySite, diseases.laterality, biosamples.tumorProgression",
        "only with a code; left and right alone",
    ),
    Place(
        "size of a lesion",
        (
            "lesions.dim1_mm",
            "lesions.dim2_mm",
            "lesions.dim3_mm",
            "lesions.dims_reported",
            "lesions.site_reported",
            "lesions.measurements",
        ),
        Fit.WHOLE,
        "measurements",
        "the largest diameter first; as printed in the description",
    ),
    Place(
        "what a size was measured by",
        ("lesions.basis", "lesions.measurements.basis"),
        Fit.NOT,
    ),
    Place(
        "appearance, skin, what proved a lesion, primary not found",
        (
            "lesions.appearance",
            "lesions.skin_involved",
            "lesions.proven_by",
            "lesions.unknown_primary",
        ),
        Fit.NOT,
    ),
    Place(
        "specimen",
        ("specimens",),
        Fit.WHOLE,
        "biosamples",
        "codes where there are any, all else in the description",
    ),
    Place(
        "symptoms, signs, laboratory values",
        ("observations",),
        Fit.PARTLY,
        "phenotypicFeatures",
        "only with a code; without one they are left out, with their values",
    ),
    # Findings
    Place(
        "alteration found: fusion, mutation, amplification, deletion",
        ("findings",),
        Fit.WHOLE,
        DESCRIPTOR,
        "genes and HGVS in their places, all else as extensions under the document's "
        "keys. Without a coded diagnosis nothing can hold an interpretation: as text",
    ),
    Place(
        "marker, expression, microsatellites and other findings; tests that were "
        "negative",
        ("findings.biomarker", "findings.result", "findings.reported"),
        Fit.TEXT,
        SUMMARY,
        "REJECTED would say that a variant has nothing to do with the disease",
    ),
    Place(
        "assays one by one",
        ("findings.assays",),
        Fit.PARTLY,
        f"{DESCRIPTOR}.extensions",
        "a fusion's own, inside vicc_assayed_fusion",
    ),
    # Treatment
    Place(
        "drugs that were given",
        (
            "treatments.agents",
            "treatments.regimen",
            "treatments.decision",
            "treatments.modality",
            "treatments.sequence",
            "treatments.trial_nct",
        ),
        Fit.PARTLY,
        "medicalActions.treatment, .therapeuticRegimen",
        "a drug with a code is a treatment, all else a regimen told in words. Surgery, "
        "radiotherapy, supportive drugs and what was not given: as text",
    ),
    Place(
        "dose, frequency, changes of dose and why",
        ("treatments.agents.doses",),
        Fit.TEXT,
        SUMMARY,
        "the schema has doses only between two dates, which no article prints",
    ),
    Place(
        "route",
        ("treatments.agents.doses.route",),
        Fit.PARTLY,
        "treatment.routeOfAdministration",
        "by mouth and intravenously",
    ),
    Place(
        "begin and end of a course",
        ("treatments.start", "treatments.end"),
        Fit.PARTLY,
        "therapeuticRegimen.startTime, .endTime",
        "months and years; a treatment with a coded drug has no such place",
    ),
    Place(
        "why a course ended, whether it went on",
        ("treatments.stop_reason", "treatments.ongoing"),
        Fit.PARTLY,
        "therapeuticRegimen.regimenStatus",
        "the reason as text",
    ),
    Place(
        "why a treatment was not given, on what footing one was",
        (
            "treatments.reasons_not_given",
            "treatments.reason_text",
            "treatments.label_status",
        ),
        Fit.TEXT,
        SUMMARY,
    ),
    Place(
        "line, setting, intent, cycles, length, target, and all else of a course",
        ("treatments",),
        Fit.NOT,
        note="the order of the list is the order of the courses",
    ),
    Place(
        "operation",
        ("treatments.procedures",),
        Fit.TEXT,
        SUMMARY,
        "a procedure asks for a code; margins and pathological response: no",
    ),
    # Outcome
    Place(
        "best response of a course",
        (
            "outcome.responses.category",
            "outcome.responses.course",
            "outcome.responses.is_best",
        ),
        Fit.PARTLY,
        "medicalActions.responseToTreatment",
        "the categories that have a code; others, and when, as text",
    ),
    Place(
        "criteria of a response",
        ("outcome.responses.criteria",),
        Fit.PARTLY,
        "medicalActions.responseToTreatment",
        "RECIST 1.1 and iRECIST, where the source names them; never assumed",
    ),
    Place(
        "other responses, basis, lesion, change of size, whether it held",
        ("outcome.responses",),
        Fit.NOT,
    ),
    Place(
        "adverse event tied to a drug",
        ("outcome.adverse_events.term", "outcome.adverse_events.agents"),
        Fit.PARTLY,
        "medicalActions.adverseEvents",
        "only with a code; all of them as text",
    ),
    Place(
        "severity and grade of an adverse event",
        (
            "outcome.adverse_events.reported",
            "outcome.adverse_events.severity_reported",
            "outcome.adverse_events.grade_min",
            "outcome.adverse_events.grade_max",
        ),
        Fit.PARTLY,
        "phenotypicFeatures.severity",
        "mild, moderate, severe; a grade as text",
    ),
    Place(
        "begin, end, cause, action, outcome of an adverse event",
        ("outcome.adverse_events",),
        Fit.NOT,
    ),
    Place(
        "last contact, death",
        (
            "outcome.follow_up.event",
            "outcome.follow_up.is_last_contact",
            "outcome.follow_up.at",
        ),
        Fit.PARTLY,
        "subject.timeAtLastEncounter, vitalStatus.timeOfDeath",
        "months and years, as a span",
    ),
    Place("other follow-up", ("outcome.follow_up",), Fit.NOT),
)

#: Keys that are the same wherever they stand.
_EVERYWHERE = ("ref", "source")


@cache
def place_of(path: str) -> Place:
    """Return where a key of the document goes; KeyError for one that nobody placed."""
    known = {key: place for place in PLACES for key in place.keys}
    name = path.rpartition(".")[2]
    if name in _EVERYWHERE:
        return known[name]
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        if found := known.get(".".join(parts[:length])):
            return found
    raise KeyError(path)


def left_out(case: d.CaseDocument) -> list[str]:
    """Name what this case tells and a Phenopacket has no place for, in order."""
    places = {place_of(path) for path in _paths(d.as_dict(case))}
    return [p.part for p in PLACES if p in places and p.fit == Fit.NOT]


def without_code(case: d.CaseDocument) -> list[str]:
    """Name the terms of a case that have no code, each once."""
    terms = _terms(d.as_dict(case))
    bare = (term for term in terms if not codes.is_code(term.get("code", "")))
    return list(dict.fromkeys(term.get("label") or term["key"] for term in bare))


def _paths(value: Any, path: str = "") -> Iterator[str]:
    """The keys of a document that say something, without numbers of rows."""
    if isinstance(value, list):
        for row in value:
            yield from _paths(row, path)
    elif isinstance(value, dict) and path.rpartition(".")[2] not in _EVERYWHERE:
        for name, inner in value.items():
            yield from _paths(inner, f"{path}.{name}".lstrip("."))
    else:
        yield path


def _terms(value: Any) -> Iterator[dict[str, str]]:
    """Every term of the vocabulary that tells of the patient."""
    if isinstance(value, list):
        for row in value:
            yield from _terms(row)
    elif isinstance(value, dict):
        if "key" in value and value.keys() <= d.Coded.model_fields.keys():
            yield value
        for name, inner in value.items():
            if name != "citation":
                yield from _terms(inner)


def table() -> str:
    """Write the map for docs/phenopackets.md."""
    head = "| of a case | Phenopacket | fits | |\n|---|---|---|---|\n"
    rows = (
        f"| {p.part} | {p.element and f'`{p.element}`'} | {p.fit} | {p.note} |\n"
        for p in PLACES
    )
    return head + "".join(rows)
