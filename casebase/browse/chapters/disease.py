"""The disease in the clinical course: lesions, observations, specimens, diagnoses."""

from collections.abc import Iterator

from casebase.archive.choices import (
    BiomarkerKind,
    Certainty,
    FindingResult,
    Presence,
    SizeBasis,
    TimeKind,
)
from casebase.archive.document import (
    CaseDocument,
    Diagnosis,
    FuzzyTime,
    Lesion,
    Observation,
    Specimen,
)
from casebase.browse import wording

from .moments import DISEASE, Moment

# For ordering alone; none of these numbers is shown.
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "cycle": 21, "month": 30, "year": 365}
#: What is measured but puts no alteration on a patient.
_STAINS = (BiomarkerKind.EXPRESSION, BiomarkerKind.PROTEIN_IHC, BiomarkerKind.OTHER)


def disease(document: CaseDocument) -> Iterator[tuple[FuzzyTime | None, Moment]]:
    """Yield what was seen of the disease with its time, earliest first."""
    told: dict[tuple[float, str], tuple[FuzzyTime | None, list[str], list[str]]] = {}
    seen = [
        *((lesion.at, _lesion(lesion)) for lesion in document.lesions),
        *((row.at, _observed(row)) for row in document.observations),
    ]
    # What a specimen of a described lesion showed stands with the lesion.
    taken = [
        (specimen.at, _specimen(specimen))
        for specimen in document.specimens
        if specimen.lesion is None
    ]
    for place, rows in enumerate((seen, taken), start=1):
        for at, words in rows:
            if words:
                key = (_order(at), wording.time(at))
                told.setdefault(key, (at, [], []))[place].append(words)  # type: ignore[union-attr]
    for (_, when), (at, seen_then, taken_then) in sorted(
        told.items(), key=lambda item: item[0][0]
    ):
        first = "; ".join(dict.fromkeys(seen_then))
        sentences = [f"{when}: {first}" if when and first else first or when]
        sentences += dict.fromkeys(taken_then)
        words = " ".join(f"{wording.sentence_case(one)}." for one in sentences if one)
        yield at, Moment(words, DISEASE)
    for diagnosis in document.diagnoses:
        yield diagnosis.at, Moment(_diagnosis(diagnosis), DISEASE)


def _diagnosis(diagnosis: Diagnosis) -> str:
    stated = wording.is_stated(diagnosis.extent)
    extent = diagnosis.extent.label.lower() if stated else ""
    unclassified = diagnosis.certainty == Certainty.UNCLASSIFIED
    certainty = "unclassified" if unclassified else ""
    words = wording.tumour(diagnosis)
    parts = [part for part in (certainty, extent) if part and part not in words]
    return f"{', '.join([f'Diagnosis: {words}', *parts])}."


def _lesion(lesion: Lesion) -> str:
    if lesion.unknown_primary:
        return "primary tumour not known"
    site = wording.in_sentence(wording.name(lesion.site))
    where = lesion.site_reported or site
    if site and lesion.site_reported and site not in lesion.site_reported.lower():
        where = f"{site}, {lesion.site_reported}"
    role = lesion.role.label.lower() if wording.is_stated(lesion.role) else "lesion"
    biopsied = " on biopsy" if lesion.basis == SizeBasis.BIOPSY else ""
    size = f"{lesion.dims_reported}{biopsied}" if lesion.dims_reported else ""
    details = ", ".join(part for part in (size, lesion.appearance) if part)
    words = _of(role, where) if where else role
    return f"{words}: {details}" if details else words


def _of(role: str, where: str) -> str:
    """Tie a lesion to its place: "metastasis of the liver", "both axillary nodes"."""
    if role in where.lower():
        return where
    article = "" if where.lower().startswith(("both ", "the ", "all ")) else "the "
    return f"{role} of {article}{where}"


def _observed(seen: Observation) -> str:
    if seen.presence == Presence.ABSENT:
        return f"no {seen.text_reported}"
    measured = seen.value_num is not None
    value = f"{seen.value_num} {seen.unit}".strip() if measured else seen.value_text
    return f"{seen.text_reported}, {value}" if value else seen.text_reported


def _specimen(specimen: Specimen) -> str:
    if not specimen.finding:
        return ""
    stated = wording.is_stated(specimen.kind)
    kind = specimen.kind.label.lower() if stated else "specimen"
    return f"{kind}: {specimen.finding}"


def _order(at: FuzzyTime | None) -> float:
    """Place a time among the times of the disease; what has none comes last."""
    if at is None or at.kind == TimeKind.NOT_REPORTED:
        return 1e9
    if at.kind == TimeKind.ORDER_ONLY:
        return float(at.sequence or 0) / 1000
    if at.kind == TimeKind.OFFSET and at.offset_unit:
        return (at.offset_min or 2) * _DAYS[at.offset_unit]
    year, _, month = at.date.partition("-")
    return 1e6 + int(year) * 12 + int(month or 0)


def found_before_treatment(document: CaseDocument) -> Iterator[Moment]:
    """Yield the alterations that were there from the first."""
    found = [
        wording.finding_name(finding)
        for finding in document.findings
        if finding.result == FindingResult.POSITIVE
        and not finding.is_acquired
        and finding.biomarker.kind not in _STAINS
    ]
    if found:
        words = f"Found: {wording.listed(dict.fromkeys(found))}."
        yield Moment(words, DISEASE)


def acquired(document: CaseDocument) -> Iterator[tuple[FuzzyTime | None, Moment]]:
    """Yield alterations acquired on no course that is named, with their time.

    The time is that of the finding, else of the specimen it was found in.
    """
    taken = {specimen.ref: specimen.at for specimen in document.specimens}
    for finding in document.findings:
        if finding.is_acquired and finding.emerged_on is None:
            at = finding.at or taken.get(finding.specimen or "")
            words = f"Acquired under treatment: {wording.finding_name(finding)}."
            yield at, Moment(words, DISEASE)
