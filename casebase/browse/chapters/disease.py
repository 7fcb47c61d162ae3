"""The disease in the clinical course: lesions, observations, specimens, diagnoses."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casebase.archive.choices import (
    BiomarkerKind,
    Certainty,
    DiagnosisRole,
    FindingResult,
    LesionRole,
    Presence,
    SizeBasis,
    TimeKind,
)
from casebase.archive.document import (
    CaseDocument,
    Diagnosis,
    Finding,
    FuzzyTime,
    Lesion,
    Observation,
    Specimen,
)
from casebase.browse import wording

from .moments import DISEASE, UNDATED, Moment
from .places import NOWHERE, Place, Places, days

#: What is measured but puts no alteration on a patient.
_STAINS = (BiomarkerKind.EXPRESSION, BiomarkerKind.PROTEIN_IHC, BiomarkerKind.OTHER)


@dataclass
class _Told:
    """What is told of one time at one place."""

    when: str
    seen: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        first = "; ".join(dict.fromkeys(self.seen))
        when = self.when
        sentences = [f"{when}: {first}" if when and first else first or when]
        sentences += dict.fromkeys(self.taken)
        return " ".join(f"{wording.sentence_case(one)}." for one in sentences if one)


def disease(document: CaseDocument, places: Places) -> Iterator[tuple[Place, Moment]]:
    """Yield what was seen of the disease with its place, earliest first."""
    told: dict[tuple[float, str, Place], _Told] = {}

    def at_its_time(at: FuzzyTime | None, place: Place) -> _Told:
        when = wording.time(at)
        return told.setdefault((_order(at), when, place), _Told(when))

    lesions = places.of_rows(lesion.at for lesion in document.lesions)
    for lesion, place in zip(document.lesions, lesions, strict=True):
        # The primary tumour is where the disease begins.
        is_first = lesion.at is None and lesion.role == LesionRole.PRIMARY
        at_its_time(lesion.at, Place("") if is_first else place).seen.append(
            _lesion(lesion)
        )
    observations = places.of_rows(row.at for row in document.observations)
    for row, place in zip(document.observations, observations, strict=True):
        at_its_time(row.at, place).seen.append(_observed(row))
    for specimen in document.specimens:
        # What a specimen of a described lesion showed stands with the lesion.
        if specimen.lesion is None and (words := _specimen(specimen)):
            place = places.of_specimen(specimen)
            at_its_time(specimen.at, place).taken.append(words)
    for (_, _, place), rows in sorted(told.items(), key=lambda item: item[0][0]):
        yield place, Moment(rows.words, DISEASE)
    # A diagnosis without a time stands first, unless it took another one's place.
    is_revised = any(one.role == DiagnosisRole.INITIAL for one in document.diagnoses)
    for diagnosis in document.diagnoses:
        place = places.of(diagnosis.at)
        if diagnosis.at is None:
            is_later = is_revised and diagnosis.role == DiagnosisRole.FINAL
            place = NOWHERE if is_later else Place("")
        yield place, Moment(_diagnosis(diagnosis), DISEASE)


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
    told = wording.size(lesion)
    size = f"{told}{biopsied}" if told else ""
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
        return days(at) or days(at.model_copy(update={"offset_min": 2})) or 0
    year, _, month = at.date.partition("-")
    return 1e6 + int(year) * 12 + int(month or 0)


def found(document: CaseDocument, places: Places) -> Iterator[tuple[Place, Moment]]:
    """Yield the alterations that were not acquired, where they were found.

    What has no month of its own or of its specimen was there from the first.
    """
    names: dict[Place, list[str]] = {}
    for finding in document.findings:
        positive = finding.result == FindingResult.POSITIVE
        stained = finding.biomarker.kind in _STAINS
        if positive and not stained and not finding.is_acquired:
            place = _found_at(document, finding, places)
            here = Place("") if place.at == UNDATED else place
            names.setdefault(here, []).append(wording.finding_name(finding))
    for place, rows in names.items():
        words = f"Found: {wording.listed(dict.fromkeys(rows))}."
        yield place, Moment(words, DISEASE)


def acquired(document: CaseDocument, places: Places) -> Iterator[tuple[Place, Moment]]:
    """Yield alterations acquired on no course that is named, with their place.

    The place is that of the finding, else of the specimen it was found in.
    """
    for finding in document.findings:
        if finding.is_acquired and finding.emerged_on is None:
            place = _found_at(document, finding, places)
            words = f"Acquired under treatment: {wording.finding_name(finding)}."
            # What was acquired under treatment was not there before it.
            yield place if place.at else NOWHERE, Moment(words, DISEASE)


def _found_at(document: CaseDocument, finding: Finding, places: Places) -> Place:
    """Return the place of a finding by its time, else by its specimen."""
    if finding.at:
        return places.of(finding.at)
    taken = (one for one in document.specimens if one.ref == finding.specimen)
    specimen = next(taken, None)
    return places.of_specimen(specimen) if specimen else NOWHERE
