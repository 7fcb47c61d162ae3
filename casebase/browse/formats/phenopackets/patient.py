"""The person, the diseases, the specimens and the signs of a Phenopacket."""

import re
from collections.abc import Iterator
from typing import Any

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.browse import wording

from . import codes, times

Part = dict[str, Any]

_SEXES = {
    c.Sex.FEMALE: "FEMALE",
    c.Sex.MALE: "MALE",
    c.Sex.INTERSEX: "OTHER_SEX",
    c.Sex.OTHER: "OTHER_SEX",
}
#: Of what was first thought, only the last word stands beside other diseases.
_REVISED_IN_ORDER = (
    c.DiagnosisRole.INITIAL,
    c.DiagnosisRole.REVISED,
    c.DiagnosisRole.FINAL,
)
_ONSET = (c.AgeAt.DIAGNOSIS, c.AgeAt.PRESENTATION)
_STAGE = re.compile(r"(?:stage )?(I|II|III|IV)", re.IGNORECASE)


def subject(case: d.CaseDocument, name: str) -> Part:
    """Return the person."""
    found: Part = {"id": name}
    if last := _last_seen(case):
        found["timeAtLastEncounter"] = last
    if status := _vital_status(case):
        found["vitalStatus"] = status
    if case.patient.sex in _SEXES:
        found["sex"] = _SEXES[case.patient.sex]
    return found


def _last_seen(case: d.CaseDocument) -> times.Time | None:
    """When the person was last seen: the age at the report, else the last date."""
    if case.patient.age_at == c.AgeAt.REPORT and (age := times.age(case.patient)):
        return age
    last = [row.at for row in case.outcome.follow_up if row.is_last_contact]
    known = (times.when(at) for at in (*last, case.patient.vital_as_of))
    return next((time for time in known if time), None)


def _vital_status(case: d.CaseDocument) -> Part | None:
    status = case.patient.vital_status.value
    if status.startswith("alive"):
        return {"status": "ALIVE"}
    if not status.startswith("dead"):
        return None
    deaths = [
        row.at for row in case.outcome.follow_up if row.event == c.FollowUpEvent.DEATH
    ]
    known = next((time for time in map(times.when, deaths) if time), None)
    return {"status": "DECEASED"} | ({"timeOfDeath": known} if known else {})


# ── Diseases ──────────────────────────────────────────────────────────────────────


def main_diagnosis(case: d.CaseDocument) -> d.Diagnosis | None:
    """Return the diagnosis the case is about, if it has a code."""
    found = wording.leading_diagnosis(case)
    return found if found and codes.coded(found.disease) else None


def standing(case: d.CaseDocument) -> list[d.Diagnosis]:
    """Return the diagnoses that hold, or were excluded; not those revised later."""
    held = [x.role for x in case.diagnoses if x.role in _REVISED_IN_ORDER]
    last = max(held, key=_REVISED_IN_ORDER.index, default=None)
    return [
        x for x in case.diagnoses if x.role not in _REVISED_IN_ORDER or x.role == last
    ]


def diseases(case: d.CaseDocument) -> list[Part]:
    """Return the diseases that have a code."""
    main = main_diagnosis(case)
    return [
        _disease(case, row, row is main)
        for row in standing(case)
        if codes.coded(row.disease)
    ]


def _disease(case: d.CaseDocument, row: d.Diagnosis, is_main: bool) -> Part:
    found: Part = {"term": codes.coded(row.disease)}
    if row.role == c.DiagnosisRole.CONSIDERED_EXCLUDED:
        return found | {"excluded": True}
    onset = times.age(case.patient) if case.patient.age_at in _ONSET else None
    if onset := (onset if is_main else None) or times.when(row.at):
        found["onset"] = onset
    if stage := _STAGE.fullmatch(row.stage.strip()):
        found["diseaseStage"] = [codes.STAGES[stage[1].upper()]]
    primaries = [x for x in case.lesions if x.role == c.LesionRole.PRIMARY]
    if is_main and len(primaries) == 1:
        if site := codes.coded(primaries[0].site):
            found["primarySite"] = site
        if side := codes.SIDES.get(primaries[0].laterality):
            found["laterality"] = side
    return found


# ── Specimens, sizes, signs ───────────────────────────────────────────────────────


def biosamples(case: d.CaseDocument, name: str) -> list[Part]:
    """Return the specimens."""
    roles = {lesion.ref: lesion.role for lesion in case.lesions}
    return [_biosample(row, name, roles) for row in case.specimens]


def _biosample(row: d.Specimen, name: str, roles: dict[str, c.LesionRole]) -> Part:
    found: Part = {"id": f"{name}.{row.ref}", "individualId": name}
    kinds = [str(x.label) for x in (row.kind, row.phase) if wording.is_stated(x)]
    place = wording.name(row.site) or row.site_reported
    share = f"tumour content {row.tumour_percent} %" if row.tumour_percent else ""
    words = [row.label, *kinds, place, wording.time(row.at), share, row.finding]
    if told := "; ".join(word for word in words if word):
        found["description"] = told
    if site := codes.coded(row.site):
        found["sampledTissue"] = site
    if collected := times.when(row.at):
        found["timeOfCollection"] = collected
    role = roles.get(row.lesion) if row.lesion else None
    if role in codes.PROGRESSIONS:
        found["tumorProgression"] = codes.PROGRESSIONS[role]
    if procedure := codes.SPECIMENS.get(row.kind):
        found["procedure"] = {"code": procedure}
    return found


def measurements(case: d.CaseDocument) -> list[Part]:
    """Return the sizes of lesions."""
    found: list[Part] = []
    for lesion in case.lesions:
        rows: list[d.Lesion | d.LesionMeasurement] = [lesion, *lesion.measurements]
        found += (size for row in rows if (size := _size(lesion, row)))
    return found


def _size(lesion: d.Lesion, measured: d.Lesion | d.LesionMeasurement) -> Part | None:
    told = (measured.dim1_mm, measured.dim2_mm, measured.dim3_mm)
    diameters = sorted((float(x) for x in told if x and float(x) > 0), reverse=True)
    if not diameters:
        return None
    place = wording.name(lesion.site) or lesion.site_reported
    words = (lesion.ref, place, wording.size(measured))
    found: Part = {
        "description": ": ".join(word for word in words if word),
        "assay": codes.TUMOUR_SIZE,
    }
    if len(diameters) == 1:
        found["value"] = {"quantity": _mm(diameters[0])}
    else:
        largest, *others = diameters
        typed = [(codes.LARGEST, largest)]
        # Two that are equal are told once: the schema has each quantity once.
        typed += [(codes.OTHER_DIAMETER, value) for value in dict.fromkeys(others)]
        found["complexValue"] = {
            "typedQuantities": [
                {"type": kind, "quantity": _mm(value)} for kind, value in typed
            ]
        }
    if observed := times.when(measured.at):
        found["timeObserved"] = observed
    return found


def _mm(value: float) -> Part:
    return {"unit": codes.MILLIMETRE, "value": value}


def features(case: d.CaseDocument) -> list[Part]:
    """Return signs and symptoms that have a code, and events of a known severity."""
    return [*_observed(case), *_suffered(case)]


def _observed(case: d.CaseDocument) -> Iterator[Part]:
    for row in case.observations:
        if codes.is_code(row.code):
            found: Part = {"type": codes.a_class(row.code, row.text_reported)}
            if row.presence == c.Presence.ABSENT:
                found["excluded"] = True
            if onset := times.when(row.at):
                found["onset"] = onset
            yield found


def _suffered(case: d.CaseDocument) -> Iterator[Part]:
    """An action names its adverse events alone: how severe one was stands here."""
    for event in case.outcome.adverse_events:
        severity = codes.SEVERITIES.get(event.severity_reported.strip().lower())
        term = codes.coded(event.term)
        if severity and term:
            found: Part = {"type": term, "severity": severity}
            for key, at in (("onset", event.start), ("resolution", event.end)):
                if time := times.when(at):
                    found[key] = time
            yield found
