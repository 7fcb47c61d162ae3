"""The text of a Phenopacket: what it has no code or no place for, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.facet_keys import best_response
from casebase.browse import wording

from . import findings, patient, places

SYNTHETIC = "SYNTHETIC: made up, for trying the software. No such patient exists."


def summary(case: d.CaseDocument) -> str:
    """Tell the case in lines: first as a whole, then what is nowhere else."""
    silence = wording.missing(case.part_read)
    lines = [SYNTHETIC] if case.synthetic else []
    lines += [wording.case_summary(case), *_of_the_patient(case)]
    lines += map(_diagnosis, case.diagnoses)
    lines += _findings(case)
    rows = sorted(case.treatments, key=lambda row: row.sequence)
    lines += (_course(case, row, silence) for row in rows)
    return "\n".join(lines)


def comment(case: d.CaseDocument, envelope: Mapping[str, Any]) -> str:
    """Say which version this is, on what it rests, what it lacks, where it is whole."""
    review = c.ReviewBasis(envelope["review_basis"]).label
    parts = [SYNTHETIC] if case.synthetic else []
    parts += [
        f"Made from {envelope['accession']}, version {envelope['version']}, archive "
        f"version {envelope['archive_version']}. {review}. "
        f"{wording.badge(case.part_read)}. Licence {envelope['licence']}; "
        f"{wording.in_sentence(envelope['licence_note'])}",
        f"The whole record: {envelope['address']}",
    ]
    if (notice := envelope["integrity"]) not in (None, c.Integrity.OK):
        label = wording.in_sentence(str(c.Integrity(notice).label))
        parts.append(f"What the publisher says of the article: {label}.")
    if bare := places.without_code(case):
        parts.append(f"No code is known for: {'; '.join(bare)}.")
    if lost := places.left_out(case):
        parts.append(f"Left out, since there is no place for it: {'; '.join(lost)}.")
    return "\n".join(parts)


def _of_the_patient(case: d.CaseDocument) -> Iterator[str]:
    person = case.patient
    if age := wording.age(person):
        at = f" {wording.in_sentence(str(person.age_at.label))}"
        told = wording.is_stated(person.age_at)
        when = at if told else f"; at what time {wording.missing(case.part_read)}"
        yield f"Age: {age}{when}."
    performance = [
        f"{name} {value}"
        for name, value in (("ECOG", person.ecog), ("Karnofsky", person.karnofsky))
        if value is not None
    ]
    if performance:
        yield f"Performance status: {', '.join(performance)}."
    if wording.is_stated(person.vital_status):
        when = wording.time(person.vital_as_of)
        status = wording.in_sentence(str(person.vital_status.label))
        yield f"At last: {status}{f', {when}' if when else ''}."


def _diagnosis(row: d.Diagnosis) -> str:
    stage = " ".join(part for part in (row.stage_system, row.stage) if part)
    told = (
        row.reported,
        row.histology_reported and f"histology: {row.histology_reported}",
        row.grade and f"grade {row.grade}",
        stage and f"stage: {stage}",
        row.tnm,
        *(str(x.label) for x in (row.extent, row.certainty) if wording.is_stated(x)),
        wording.time(row.at),
    )
    role = wording.in_sentence(str(row.role.label))
    return f"Diagnosis, {role}: {'; '.join(part for part in told if part)}."


def _findings(case: d.CaseDocument) -> Iterator[str]:
    """The findings that are no genomic interpretation."""
    is_held = patient.main_diagnosis(case) is not None
    expressed = {row.ref for row in findings.expressed(case)} if is_held else set()
    for row in case.findings:
        if row.ref not in expressed:
            result = wording.in_sentence(str(row.result.label))
            yield f"{wording.finding_name(row)}, {result}: {row.reported}"


def _course(case: d.CaseDocument, row: d.Treatment, silence: str) -> str:
    told = [wording.course_name(row), wording.course_doses(row, silence)]
    if not wording.is_given(row):
        told.append(wording.why_not_given(row, silence))
    if wording.is_stated(row.label_status):
        told.append(wording.in_sentence(str(row.label_status.label)))
    if response := best_response(case, row):
        words = wording.response_words(response.category, silence)
        when = wording.time(response.at)
        told.append(f"{words}, {when}" if when else words)
    if wording.is_stated(row.stop_reason):
        told.append(f"ended: {wording.in_sentence(str(row.stop_reason.label))}")
    agents = {agent.ref for agent in row.agents}
    events = [e for e in case.outcome.adverse_events if agents & {*e.agents}]
    if events:
        words = wording.listed(f"{e.reported} ({wording.severity(e)})" for e in events)
        told.append(f"adverse events: {words}")
    head = f"Treatment {row.sequence}"
    if row.decision != c.Decision.GIVEN:
        head += f", {wording.in_sentence(str(row.decision.label))}"
    return f"{head}: {'; '.join(part for part in told if part)}."
