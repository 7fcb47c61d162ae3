"""The shape of a published case and a published article: one tree, schema 1.

From these models come the check of an imported case file, the JSON that readers
download, the published JSON Schema and the data dictionary. A case file *is* a
document: it has no accession, version or reviewer; those belong to the envelope that
`archive.Version` keeps.

Rules of the shape:
* A key that is left out means that nothing was recorded there, or "not reported": these
  are the only defaults. They are left out of the stored text, so a later release may
  add keys without changing a stored document.
* Numbers that a person typed travel as decimal strings ("250", "1.0").
* Every row has a `ref` ("T1"), unique in its case; rows name each other by it.
* A time is never finer than a month.
* A list whose order says nothing is kept in one order, whoever wrote it.
* A vocabulary term stands as key, label and code; the code stays empty without a
  source.
"""

import hashlib
import json
from collections.abc import Hashable, Iterable
from datetime import date
from functools import cache
from typing import Annotated, Any, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from . import choices as c
from . import orders

SCHEMA = 1
_PARTS_READ = list(c.PartRead)

Key = Annotated[str, Field(min_length=1, max_length=200)]
Ref = Annotated[str, Field(pattern=r"^[A-Z]{1,2}[1-9][0-9]{0,3}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=120)]
Line = Annotated[str, Field(max_length=500)]
Words = Annotated[str, Field(max_length=2000)]
SaidLine = Annotated[str, Field(min_length=1, max_length=500)]
SaidWords = Annotated[str, Field(min_length=1, max_length=2000)]
Narrative = Annotated[str, Field(max_length=20_000)]
Quote = Annotated[str, Field(max_length=300)]
Number = Annotated[str, Field(pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$")]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
Month = Annotated[str, Field(pattern=r"^([0-9]{4}(-(0[1-9]|1[0-2]))?)?$")]
Count = Annotated[int, Field(ge=0, le=9_999)]
Place = Annotated[int, Field(ge=1, le=9_999)]
Many = Annotated[int, Field(ge=0, le=999_999_999)]


class Part(BaseModel):
    """A part of a document: unknown keys are refused, attribute notes describe."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        use_enum_values=False,
    )


@cache
def fields_with_parts(kind: type[Part]) -> tuple[str, ...]:
    """Return the fields of a kind of part that hold other parts, alone or in a list.

    Whoever looks for rows or words through a whole document need not look into others.
    """
    fields = kind.model_fields.items()
    return tuple(name for name, field in fields if _holds_parts(field.annotation))


def _holds_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return True
    return any(map(_holds_parts, get_args(annotation)))


def _each_once(entries: Iterable[Hashable], otherwise: str) -> None:
    told = list(entries)
    if len(told) != len(set(told)):
        raise ValueError(otherwise)


# ── Small parts ───────────────────────────────────────────────────────────────────


class Coded(Part):
    """A vocabulary term: what readers filter by, see, and where its code is from."""

    key: Key
    """Stable key, as in addresses: `NTRK1`, `SARCNOS`, `crizotinib`."""
    label: Line = ""
    """Preferred name at the time of publication."""
    code: Line = ""
    """CURIE of the official vocabulary; empty when none is known from a source."""


class FuzzyTime(Part):
    """A point in time as far as the source tells it, never finer than a month."""

    kind: c.TimeKind = c.TimeKind.NOT_REPORTED
    """Date, time after something, order only, or not reported."""
    date: Month = ""
    """Year or month, ISO 8601: `2020` or `2020-07`."""
    offset_min: Count | None = None
    """Offset from the anchor, or its lower bound, in `offset_unit`."""
    offset_max: Count | None = None
    """Upper bound of the offset, where the source gives a range."""
    offset_unit: c.TimeUnit | None = None
    """Unit of the offset; alone, when the source says only "months later"."""
    anchor: c.Anchor | None = None
    """What the offset is counted from."""
    sequence: Count | None = None
    """Order among the events of the case, where only the order is known."""
    reported: Line = ""
    """The source's own wording of the time, a few words."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.kind == c.TimeKind.DATE) != bool(self.date):
            raise ValueError(
                "a time of kind date has a date, and no other kind has one"
            )
        if (self.kind == c.TimeKind.OFFSET) != (self.offset_unit is not None):
            raise ValueError("an offset has a unit, and no other kind of time has one")
        if self.offset_min is None and self.offset_max is not None:
            raise ValueError("an offset with an upper bound has a lower bound")
        if (
            self.offset_min is not None
            and self.offset_max is not None
            and self.offset_max < self.offset_min
        ):
            raise ValueError("the upper bound of an offset is not below the lower")
        return self


#: Several words of one vocabulary, each once.
CodedSet = Annotated[tuple[Coded, ...], AfterValidator(orders.of_words)]


class Sourcing(Part):
    """Where a fact stands: which article, where in it, and how certain it is."""

    article: Slug
    """Slug of the article, one of the case's `articles`."""
    locator: Line = ""
    """Place in the source: "p 3", "Table 1", "abstract"."""
    quote: Quote = ""
    """Quoted words, at most 300 characters."""
    assertion: c.Assertion
    """Stated, inferred, calculated …"""
    confidence: c.Confidence | None = None
    """How sure the curator is of the reading."""
    reading_note: Words = ""
    """How an ambiguous passage was read; both readings where two are possible."""


class Sourced(Part):
    """A row of observed facts: it has a ref and says where it stands."""

    ref: Ref
    """Name of the row within its case."""
    source: Sourcing
    """Where the row's facts stand."""


class Institution(Part):
    """A hospital, university or laboratory."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    """Name as printed."""
    department: Annotated[str, Field(max_length=200)] = ""
    """Department, if printed."""
    city: Annotated[str, Field(max_length=120)] = ""
    """City of the institution."""
    country: Country = ""
    """ISO 3166-1 alpha-2 code."""
    ror: Annotated[str, Field(max_length=40)] = ""
    """ROR identifier, only from a source."""


#: Several institutions, each once.
Institutions = Annotated[
    tuple[Institution, ...], AfterValidator(orders.of_institutions)
]


# ── Articles ──────────────────────────────────────────────────────────────────────


class Author(Part):
    """One person in one role on an article. No e-mail addresses are kept."""

    family: SaidLine
    """Family name."""
    given: Line = ""
    """Given names."""
    suffix: Line = ""
    """Suffix, such as Jr."""
    orcid: Annotated[
        str, Field(pattern=r"^([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])?$")
    ] = ""
    """ORCID iD, only from a source."""
    role: c.AuthorshipRole
    """Author, byline, editor or translator."""
    position: Place | None = None
    """Place in the printed list; empty when the list is not known."""
    is_corresponding: bool | None = None
    """Whether this is the corresponding author; empty when not known."""
    credentials: Line = ""
    """Degrees as printed: "MD, PhD"."""
    affiliations: Institutions = ()
    """Institutions named for this person."""


class SeriesRef(Part):
    """The series an article belongs to."""

    slug: Slug
    """Slug of the series' page."""
    title: SaidLine
    """Title, such as "Biomarker NTRK"."""
    strapline: Line = ""
    """Line below the title."""
    kind: c.SeriesKind
    """What the series is about."""
    intro: Narrative = ""
    """Introduction in our own words."""
    families: CodedSet = ()
    """Gene families it covers."""
    genes: CodedSet = ()
    """Genes it covers."""
    diseases: CodedSet = ()
    """Diseases it covers."""


class Citation(Part):
    """What is needed to cite an article, as far as it is known."""

    kind: c.ArticleKind
    """What sort of text it is."""
    title: Line = ""
    """Title; empty when it is not known."""
    title_original: Line = ""
    """Title in the language of the article."""
    language: Annotated[
        str, Field(pattern=r"^([a-z]{2,3}(-[A-Za-z0-9]+)*)?$", max_length=12)
    ] = ""
    """BCP 47 code of the article's language."""
    journal: Annotated[str, Field(max_length=255)] = ""
    """Journal."""
    journal_abbreviation: Annotated[str, Field(max_length=120)] = ""
    """Abbreviated journal title."""
    outlet: Line = ""
    """Where a news item appeared."""
    section: Line = ""
    """Section of the outlet."""
    year: int | None = Field(default=None, ge=1800, le=2200)
    """Year of publication; empty when not known."""
    month: int | None = Field(default=None, ge=1, le=12)
    """Month of publication."""
    day: int | None = Field(default=None, ge=1, le=31)
    """Day of publication."""
    volume: Line = ""
    """Volume."""
    issue: Line = ""
    """Issue."""
    pages: Line = ""
    """Pages or article number."""
    doi: Annotated[
        str, Field(pattern=r"^(10\.[0-9]{4,9}/[!-@\[-~]+)?$", max_length=500)
    ] = ""
    """DOI, lower case, without a resolver."""
    pmid: Annotated[str, Field(pattern=r"^[0-9]{0,9}$")] = ""
    """PubMed identifier."""
    pmcid: Annotated[str, Field(pattern=r"^(PMC[0-9]{1,9})?$")] = ""
    """PubMed Central identifier."""
    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$", max_length=500)] = ""
    """Address of the article."""
    posted_on: Annotated[str, Field(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?$")] = ""
    """Day on which a news item was posted."""
    authors: Annotated[tuple[Author, ...], AfterValidator(orders.of_authors)] = ()
    """People who sign, as far as they are known."""
    authors_complete: bool | None = None
    """Whether the list of authors is whole; empty when not known."""
    series: SeriesRef | None = None
    """Series the article belongs to."""

    @model_validator(mode="after")
    def _of_one_piece(self) -> Self:
        if self.month is not None and self.year is None:
            raise ValueError("a month belongs to a year")
        if self.day is not None and self.month is None:
            raise ValueError("a day belongs to a month")
        if self.posted_on:
            if self.kind != c.ArticleKind.NEWS_ITEM:
                raise ValueError("only a news item has a day of posting")
            date.fromisoformat(self.posted_on)
        if self.journal_abbreviation and not self.journal:
            raise ValueError("an abbreviation of the journal goes with its name")
        _each_once(
            ((a.role, a.position) for a in self.authors if a.position is not None),
            "two people have one place in the list of authors",
        )
        return self


class ArticleFact(Part):
    """Where a fact about an article stands, when not in the article itself."""

    field: SaidLine
    """Key of the article document the fact belongs to."""
    source: Sourcing
    """Where it stands."""


class ArticleRelation(Part):
    """How this article stands to another."""

    kind: c.RelationKind
    """Reports on, corrects, retracts …"""
    article: Slug
    """Slug of the other article."""


class ArticleDocument(Citation):
    """A published article or news item: citation, standing and relations."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    schema_number: int = Field(alias="schema", ge=1, le=SCHEMA)
    """Number of this schema."""
    key: Slug
    """Slug, fixed at first publication."""
    synthetic: bool = False
    """Made up, for trying the software; never a real article."""
    summary: Narrative = ""
    """What it says, in our own words."""
    abstract: Narrative = ""
    """Abstract, only where its licence allows."""
    rights: c.Rights = c.Rights.UNKNOWN
    """Licence of the source text."""
    open_access: c.OpenAccess = c.OpenAccess.UNKNOWN
    """Whether it can be read without paying."""
    integrity: c.Integrity = c.Integrity.OK
    """What the publisher has said about it since."""
    integrity_date: Month = ""
    """When, to the month."""
    integrity_note: Words = ""
    """What the notice says, in our own words."""
    integrity_url: Annotated[
        str, Field(pattern=r"^(https?://\S+)?$", max_length=500)
    ] = ""
    """Address of the notice."""
    coi_status: c.ConflictOfInterest = c.ConflictOfInterest.NOT_STATED
    """What the authors declared."""
    coi_statement: Words = ""
    """The declaration, in our own words."""
    funding: Words = ""
    """Funding, in our own words."""
    ethics: c.Ethics = c.Ethics.NOT_STATED
    """What it says about consent."""
    patients_reported: Many | None = None
    """How many patients it reports."""
    fully_curated: bool = False
    """Whether every patient of it is in the archive."""
    identifiers_note: Words = ""
    """Why identifiers are missing here, or title or year."""
    relations: tuple[ArticleRelation, ...] = ()
    """How it stands to other articles of the archive."""
    facts: tuple[ArticleFact, ...] = ()
    """Where facts stand that were not taken from the article itself."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.abstract and self.rights not in (c.Rights.CC0, c.Rights.CC_BY):
            raise ValueError("an abstract stands here only where its licence allows")
        if any(relation.article == self.key for relation in self.relations):
            raise ValueError("an article is not related to itself")
        _each_once(self.relations, "a relation to another article is noted once")
        _each_once(
            (fact.field for fact in self.facts), "the source of a fact is noted once"
        )
        return self


# ── The patient ───────────────────────────────────────────────────────────────────


class ArticleSource(Part):
    """One article the case was read from."""

    article: Slug
    """Slug of the article."""
    role: c.SourceRole
    """What the article is to this case; one is the primary report."""
    part_read: c.PartRead
    """How much of it was read."""
    part_note: Words = ""
    """What exactly was read."""
    looked_for_not_found: tuple[Line, ...] = ()
    """What was looked for in the part read and not found."""
    citation: Citation | None = None
    """The article as cited when the case was published."""


class PatientChapter(Part):
    """The person: who, where, how it stands with them."""

    label: SaidLine
    """What the article calls the patient."""
    sex: c.Sex = c.Sex.NOT_REPORTED
    """Sex as reported."""
    gender_reported: Line = ""
    """Gender, in the words of the source."""
    age_value: Number | None = None
    """Age, or its lower bound, in `age_unit`. Over 89 years stands as 90, at least."""
    age_value_max: Number | None = None
    """Upper bound of an age range."""
    age_unit: c.AgeUnit | None = None
    """Unit of the age."""
    age_qualifier: c.AgeQualifier = c.AgeQualifier.NOT_REPORTED
    """How exact the age is meant."""
    age_at: c.AgeAt = c.AgeAt.NOT_REPORTED
    """When the patient was of that age."""
    ancestry_reported: Line = ""
    """Ancestry, in the words of the source."""
    country: Country = ""
    """Country of treatment, ISO 3166-1 alpha-2."""
    institutions: Institutions = ()
    """Where the patient was treated."""
    index_event: c.IndexEvent | None = None
    """Event the course is counted from."""
    ecog: int | None = Field(default=None, ge=0, le=5)
    """ECOG performance status."""
    karnofsky: int | None = Field(default=None, ge=0, le=100)
    """Karnofsky performance status."""
    smoking_reported: Line = ""
    """Smoking, in the words of the source."""
    history: Narrative = ""
    """Medical history."""
    family_history: Narrative = ""
    """Family history."""
    summary: Narrative = ""
    """The case in our own words."""
    take_away: Narrative = ""
    """What the authors conclude, in our own words."""
    patient_perspective: Narrative = ""
    """The patient's view, where the article gives it."""
    vital_status: c.VitalStatus = c.VitalStatus.NOT_REPORTED
    """Alive or dead at last contact."""
    vital_as_of: FuzzyTime | None = None
    """When that was."""


class Diagnosis(Sourced):
    """A diagnosis that was made, revised or excluded."""

    disease: Coded | None = None
    """Normalised disease; empty when none fits."""
    reported: SaidLine
    """Diagnosis in the words of the source."""
    role: c.DiagnosisRole
    """Initial, revised, final, considered and excluded …"""
    certainty: c.Certainty = c.Certainty.NOT_REPORTED
    """How sure the authors were."""
    histology_reported: Line = ""
    """Histology in the words of the source."""
    grade: Line = ""
    """Tumour grade as printed."""
    stage_system: Line = ""
    """Staging system and edition."""
    stage: Line = ""
    """Stage as printed."""
    tnm: Line = ""
    """TNM as printed."""
    extent: c.Extent = c.Extent.NOT_REPORTED
    """How far the disease had spread."""
    at: FuzzyTime | None = None
    """When it was made."""


class LesionMeasurement(Part):
    """A size of a lesion at one time."""

    ref: Ref
    """Name of the row within its case."""
    at: FuzzyTime | None = None
    """When it was measured."""
    dim1_mm: Number | None = None
    """First diameter in mm, in the order of the source."""
    dim2_mm: Number | None = None
    """Second diameter in mm."""
    dim3_mm: Number | None = None
    """Third diameter in mm."""
    dims_reported: Line = ""
    """Size as printed."""
    volume_ml: Number | None = None
    """Volume in mL."""
    basis: c.SizeBasis = c.SizeBasis.NOT_REPORTED
    """By what it was measured."""
    source: Sourcing
    """Where it stands."""


class Lesion(Sourced):
    """One tumour or metastasis."""

    role: c.LesionRole = c.LesionRole.NOT_REPORTED
    """Primary, nodal, metastasis, recurrence, satellite."""
    site: Coded | None = None
    """Body site."""
    site_reported: Line = ""
    """Site in the words of the source."""
    unknown_primary: bool = False
    """The primary tumour was looked for and not found."""
    laterality: c.Laterality = c.Laterality.NOT_REPORTED
    """Side."""
    dim1_mm: Number | None = None
    """First diameter in mm, in the order of the source."""
    dim2_mm: Number | None = None
    """Second diameter in mm."""
    dim3_mm: Number | None = None
    """Third diameter in mm."""
    dims_reported: Line = ""
    """Size as printed, with its unit."""
    basis: c.SizeBasis = c.SizeBasis.NOT_REPORTED
    """By what it was measured."""
    appearance: Line = ""
    """What it looked like."""
    skin_involved: c.YesNo = c.YesNo.NOT_REPORTED
    """Whether the skin was involved."""
    proven_by: c.ProvenBy = c.ProvenBy.NOT_REPORTED
    """What proved its nature."""
    at: FuzzyTime | None = None
    """When it was seen."""
    measurements: tuple[LesionMeasurement, ...] = ()
    """Later sizes."""


class Specimen(Sourced):
    """What was taken and what it showed."""

    lesion: Ref | None = None
    """Lesion it was taken from, if the source says."""
    kind: c.SpecimenKind = c.SpecimenKind.NOT_REPORTED
    """Biopsy, resection, blood …"""
    phase: c.SpecimenPhase = c.SpecimenPhase.NOT_REPORTED
    """When in the course it was taken."""
    label: Line = ""
    """What the source calls it."""
    site: Coded | None = None
    """Body site."""
    site_reported: Line = ""
    """Site in the words of the source."""
    finding: Words = ""
    """What it showed."""
    tumour_percent: Number | None = None
    """Tumour content in per cent."""
    at: FuzzyTime | None = None
    """When it was taken."""


class Observation(Sourced):
    """A symptom, sign, laboratory value or other finding."""

    kind: c.ObservationKind
    """Symptom, sign, laboratory value …"""
    text_reported: SaidWords
    """What was observed."""
    code: Line = ""
    """CURIE, only from a source."""
    presence: c.Presence
    """Present or absent."""
    value_num: Number | None = None
    """Value."""
    unit: Line = ""
    """Unit of the value."""
    value_text: Line = ""
    """Value in words."""
    at: FuzzyTime | None = None
    """When it was observed."""


# ── Molecular findings ────────────────────────────────────────────────────────────


class Fusion(Part):
    """The category of a fusion: which genes are joined, as far as known."""

    key: Key
    """`ETV6::NTRK3`, `BCR+ABL1`, `NTRK1-partner-unknown`, `NTRK-family`."""
    label: Line = ""
    """How it is written for readers."""
    state: c.FusionState
    """How much is known of it."""
    five_prime: Coded | None = None
    """Gene at the 5′ end, where the order is known."""
    three_prime: Coded | None = None
    """Gene at the 3′ end, where the order is known."""
    genes: tuple[Coded, ...] = ()
    """All genes named."""
    family: Coded | None = None
    """Gene family, where no gene is named."""


class Biomarker(Part):
    """The class of finding a test was for."""

    key: Key
    """Slug of the biomarker's page."""
    label: Line = ""
    """Name."""
    kind: c.BiomarkerKind
    """Fusion, mutation, protein …"""
    gene: Coded | None = None
    """Gene."""
    fusion: Fusion | None = None
    """Fusion, exactly for biomarkers of that kind."""
    hgvs_p: Line = ""
    """Protein change, HGVS."""
    hgvs_c: Line = ""
    """Coding change, HGVS."""
    exon_text: Line = ""
    """Exons, in words."""
    marker: Line = ""
    """Marker without a gene, such as S-100."""


class AssayResult(Sourced):
    """One assay of one finding."""

    method: c.AssayMethod = c.AssayMethod.NOT_REPORTED
    """How it was tested."""
    assay_name: Line = ""
    """Name of the assay."""
    laboratory: Institution | None = None
    """Laboratory."""
    panel_genes: Annotated[int, Field(ge=1, le=999_999_999)] | None = None
    """Genes on the panel."""
    detection: c.AssayDetection = c.AssayDetection.NOT_REPORTED
    """Whether the assay sees the alteration or lets it be inferred."""
    result: c.AssayOutcome = c.AssayOutcome.NOT_REPORTED
    """What it showed."""
    probe_or_clone: Line = ""
    """Probe or antibody clone."""
    percent_positive: Number | None = None
    """Positive cells, per cent."""
    cutoff_percent: Number | None = None
    """Cut-off, per cent."""
    intensity: c.Intensity | None = None
    """Staining intensity, 0 to 3."""
    h_score: int | None = Field(default=None, ge=0, le=300)
    """H-score."""
    pattern: Line = ""
    """Staining or signal pattern."""
    reads: Many | None = None
    """Supporting reads."""
    remark: Words = ""
    """Anything else."""
    at: FuzzyTime | None = None
    """When it was done."""


class Finding(Sourced):
    """What was seen of one biomarker in this patient."""

    biomarker: Biomarker
    """What was tested."""
    specimen: Ref | None = None
    """Specimen it was tested on."""
    result: c.FindingResult
    """Result of the test. Only `positive` puts a gene on a patient."""
    origin: c.Origin = c.Origin.NOT_REPORTED
    """Somatic or germline."""
    role: c.FindingRole = c.FindingRole.NOT_REPORTED
    """What the authors say it means."""
    is_acquired: bool | None = None
    """Whether it arose under treatment."""
    emerged_on: Ref | None = None
    """Treatment under which it arose."""
    reported: SaidWords
    """Finding in the words of the source."""
    vaf: Number | None = None
    """Variant allele fraction, per cent."""
    copy_number: Number | None = None
    """Copy number."""
    partner_status: c.PartnerStatus | None = None
    """Fusions: why the partner is named or not."""
    possible_partners: tuple[Line, ...] = ()
    """Fusions: partners that are possible."""
    known_gene_side: c.GeneSide | None = None
    """Fusions: side of the known gene."""
    effect: c.FusionEffect | None = None
    """Fusions: what the rearrangement makes."""
    detection: c.FusionDetection | None = None
    """Fusions: seen directly or inferred."""
    claimed_novel: bool = False
    """The authors say it was not described before."""
    transcript_5p: Line = ""
    """Transcript of the 5′ gene, only if the source names it."""
    exon_5p: Line = ""
    """Last exon of the 5′ gene."""
    transcript_3p: Line = ""
    """Transcript of the 3′ gene."""
    exon_3p: Line = ""
    """First exon of the 3′ gene."""
    linker_note: Line = ""
    """Inserted sequence, in words."""
    build: c.GenomeBuild | None = None
    """Reference of the breakpoints."""
    breakpoint_5p: Line = ""
    """Breakpoint in the 5′ gene."""
    breakpoint_3p: Line = ""
    """Breakpoint in the 3′ gene."""
    in_frame: c.YesNo | None = None
    """Fusions: whether the frame is kept."""
    kinase_domain_retained: c.YesNo | None = None
    """Fusions: whether the kinase domain is kept."""
    cause: c.FusionCause | None = None
    """Fusions: the event that joined the genes."""
    iscn: Line = ""
    """Karyotype notation."""
    value_num: Number | None = None
    """Measures: value."""
    value_max: Number | None = None
    """Measures: upper bound of the value."""
    unit: Line = ""
    """Measures: unit."""
    call: Line = ""
    """Measures: call, such as high or stable."""
    threshold: Line = ""
    """Measures: threshold of the call."""
    threshold_source: Line = ""
    """Measures: where the threshold is from."""
    comparator_value: Line = ""
    """Measures: value compared with, before or after."""
    at: FuzzyTime | None = None
    """When it was found."""
    assays: tuple[AssayResult, ...] = ()
    """The assays."""


# ── Treatment ─────────────────────────────────────────────────────────────────────


class DoseStep(Sourced):
    """One dose a patient took for a while, and why it was changed to it."""

    sequence: Place
    """Order of the steps."""
    dose_value: Number | None = None
    """Dose in `dose_unit`; empty when the source names none."""
    dose_max: Number | None = None
    """Upper bound of a dose range."""
    dose_unit: c.DoseUnit | None = None
    """Unit of the dose."""
    frequency: c.Frequency = c.Frequency.NOT_REPORTED
    """How often."""
    route: c.Route = c.Route.NOT_REPORTED
    """By which way."""
    schedule_reported: Line = ""
    """Schedule in the words of the source."""
    duration_value: Number | None = None
    """How long this step lasted, in `duration_unit`."""
    duration_unit: c.TimeUnit | None = None
    """Unit of the duration."""
    change: c.DoseChange
    """How it differs from the step before."""
    change_reasons: Annotated[
        tuple[c.ChangeReason, ...], AfterValidator(orders.of_the_list)
    ] = ()
    """Why it was changed."""
    caused_by: tuple[Ref, ...] = ()
    """Adverse events that caused the change."""
    reported: Line = ""
    """Dose in the words of the source."""
    start: FuzzyTime | None = None
    """When it began."""
    end: FuzzyTime | None = None
    """When it ended."""


class Agent(Part):
    """One agent of a course."""

    ref: Ref
    """Name of the row within its case."""
    drug: Coded | None = None
    """Drug; or else a class."""
    drug_class: Coded | None = None
    """Drug class, where no drug is named."""
    role: c.AgentRole
    """What it was given as. Only `anticancer` counts as a drug given."""
    reported: Line = ""
    """Agent in the words of the source."""
    doses: tuple[DoseStep, ...] = ()
    """Dose steps in order."""


class Procedure(Part):
    """An operation or other procedure of a course."""

    ref: Ref
    """Name of the row within its case."""
    procedure: SaidLine
    """What was done."""
    margins: c.Margins = c.Margins.NOT_REPORTED
    """What remained."""
    pathologic_response: Line = ""
    """Pathological response, in words."""
    site: Coded | None = None
    """Body site."""


class Treatment(Sourced):
    """One course in one patient, given or considered and not given."""

    sequence: Place
    """Order of the courses."""
    line_number: Place | None = None
    """Line of systemic therapy, as the source counts."""
    setting: c.Setting = c.Setting.NOT_REPORTED
    """Adjuvant, first line …"""
    intent: c.Intent = c.Intent.NOT_REPORTED
    """Curative, palliative …"""
    modality: c.Modality
    """Systemic, surgery …"""
    decision: c.Decision
    """Given, or considered and not given."""
    reasons_not_given: Annotated[
        tuple[c.ReasonNotGiven, ...], AfterValidator(orders.of_the_list)
    ] = ()
    """Why it was not given."""
    reason_text: Words = ""
    """The reason in words."""
    instead_of: Ref | None = None
    """Treatment in whose place it was given."""
    label_status: c.LabelStatus = c.LabelStatus.NOT_REPORTED
    """On label, off label, trial …"""
    label_country: Country = ""
    """Country the label status holds for."""
    label_note: Words = ""
    """What the source says about approval."""
    trial_nct: Annotated[str, Field(pattern=r"^(NCT[0-9]{8})?$")] = ""
    """ClinicalTrials.gov identifier."""
    regimen: Line = ""
    """Regimen as named; it is not expanded."""
    cycles: Count | None = None
    """Cycles given."""
    duration_min: Number | None = None
    """Length of the course, or its lower bound, in `duration_unit`."""
    duration_max: Number | None = None
    """Upper bound of the length."""
    duration_unit: c.TimeUnit | None = None
    """Unit of the length."""
    duration_qualifier: c.Qualifier | None = None
    """How exact the length is meant."""
    duration_reported: Line = ""
    """Length in the words of the source."""
    ae_statement: c.AdverseEventStatement = c.AdverseEventStatement.NOT_REPORTED
    """What the source says about adverse events."""
    ae_statement_reported: Line = ""
    """That statement, in words."""
    combination: c.Combination = c.Combination.NOT_REPORTED
    """How the agents were given."""
    target_findings: tuple[Ref, ...] = ()
    """Findings the treatment was aimed at."""
    ongoing: c.YesNo = c.YesNo.NOT_REPORTED
    """Whether it went on at last report."""
    ongoing_as_of: FuzzyTime | None = None
    """When that was."""
    beyond_progression: c.YesNo = c.YesNo.NOT_REPORTED
    """Whether it was continued after progression."""
    beyond_progression_reason: Words = ""
    """Why."""
    stop_reason: c.StopReason = c.StopReason.NOT_REPORTED
    """Why it ended."""
    start: FuzzyTime | None = None
    """When it began."""
    end: FuzzyTime | None = None
    """When it ended."""
    agents: tuple[Agent, ...] = ()
    """Agents."""
    procedures: tuple[Procedure, ...] = ()
    """Procedures."""


# ── Outcome ───────────────────────────────────────────────────────────────────────


class Response(Sourced):
    """One assessment of one course."""

    course: Ref | None = None
    """Treatment it is a response to."""
    category: c.ResponseCategory
    """Category; criteria are a separate matter."""
    criteria: c.ResponseCriteria = c.ResponseCriteria.NOT_STATED
    """Criteria, only if the source names them."""
    basis: c.ResponseBasis = c.ResponseBasis.NOT_REPORTED
    """What it was seen on."""
    lesion: Ref | None = None
    """Lesion it was judged on."""
    percent_change: Number | None = None
    """Change of size, per cent."""
    is_best: bool = False
    """Best response of its course."""
    still_ongoing: c.YesNo = c.YesNo.NOT_REPORTED
    """Whether it held at last report."""
    reported: Words = ""
    """Response in the words of the source."""
    at: FuzzyTime | None = None
    """When it was seen."""


class AdverseEvent(Sourced):
    """One adverse event."""

    term: Coded | None = None
    """Normalised term."""
    reported: SaidLine
    """Event in the words of the source."""
    grade_min: int | None = Field(default=None, ge=1, le=5)
    """Grade, or its lower bound; empty when none is printed."""
    grade_max: int | None = Field(default=None, ge=1, le=5)
    """Upper bound of the grade: "grade 2 or less"."""
    grade_basis: c.GradeBasis | None = None
    """Whether the grade is printed."""
    during: Ref | None = None
    """Treatment during which it happened, without being attributed to it."""
    severity_reported: Line = ""
    """Severity in words; "moderate" is not a grade."""
    causality: c.Causality = c.Causality.NOT_REPORTED
    """How it is tied to the agents."""
    agents: tuple[Ref, ...] = ()
    """Agents it is attributed to."""
    actions: Annotated[
        tuple[c.AdverseEventAction, ...], AfterValidator(orders.of_the_list)
    ] = ()
    """What was done; dose changes stand in the dose steps."""
    rechallenge: c.Rechallenge = c.Rechallenge.NOT_REPORTED
    """What happened when the drug was tried again."""
    outcome: c.AdverseEventOutcome = c.AdverseEventOutcome.NOT_REPORTED
    """How it ended."""
    serious: c.YesNo = c.YesNo.NOT_REPORTED
    """Whether the source calls it serious."""
    start: FuzzyTime | None = None
    """When it began."""
    end: FuzzyTime | None = None
    """When it ended."""


class FollowUp(Sourced):
    """What was known at one time after treatment; death is one."""

    event: c.FollowUpEvent
    """Follow-up or death."""
    course: Ref | None = None
    """Treatment it followed, and whose start an offset is counted from."""
    interval_value: Number | None = None
    """Interval of check-ups, in `interval_unit`."""
    interval_unit: c.TimeUnit | None = None
    """Unit of the interval."""
    modality_reported: Line = ""
    """How it was followed, in words."""
    disease_status: c.DiseaseStatus = c.DiseaseStatus.NOT_REPORTED
    """The disease then."""
    is_last_contact: bool = False
    """Whether this is the last that is known."""
    at: FuzzyTime | None = None
    """When."""


class OutcomeChapter(Part):
    """What happened."""

    responses: tuple[Response, ...] = ()
    """Assessments."""
    adverse_events: tuple[AdverseEvent, ...] = ()
    """Adverse events."""
    follow_up: tuple[FollowUp, ...] = ()
    """Follow-up."""


# ── Provenance ────────────────────────────────────────────────────────────────────


class FactProvenance(Part):
    """Where a fact about the patient stands."""

    field: SaidLine
    """Key of the patient chapter."""
    source: Sourcing
    """Where it stands."""


class FactConflict(Part):
    """Two statements that differ, and which the record follows."""

    ref: Ref
    """Name of the row within its case."""
    target: SaidLine
    """Row or key the conflict is about: "T2", "patient.age_value"."""
    source_a: Slug
    """First source."""
    value_a: SaidWords
    """What the first source says."""
    source_b: Slug
    """Second source, or the same at another place."""
    value_b: SaidWords
    """What the second source says."""
    resolution: c.ConflictResolution
    """Which one the record follows."""
    reason: Words = ""
    """Why, for readers."""


class ProvenanceChapter(Part):
    """Where the facts about the patient stand, and where sources differ."""

    facts: tuple[FactProvenance, ...] = ()
    """Per fact."""
    conflicts: tuple[FactConflict, ...] = ()
    """Differences."""


class CaseDocument(Part):
    """A published case: what happened to one patient, and where that stands."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    schema_number: int = Field(alias="schema", ge=1, le=SCHEMA)
    """Number of this schema."""
    key: Annotated[str, Field(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$", max_length=250)]
    """`<slug of the primary article>/<patient label>`, stable."""
    synthetic: bool = False
    """Made up, for trying the software; never a real patient."""
    patient: PatientChapter
    """The person."""
    articles: Annotated[
        tuple[ArticleSource, ...],
        Field(min_length=1),
        AfterValidator(orders.primary_first),
    ]
    """What the case was read from, the primary report first."""
    diagnoses: tuple[Diagnosis, ...] = ()
    """Diagnoses."""
    lesions: tuple[Lesion, ...] = ()
    """Lesions."""
    specimens: tuple[Specimen, ...] = ()
    """Specimens."""
    observations: tuple[Observation, ...] = ()
    """Symptoms, signs, laboratory values."""
    findings: tuple[Finding, ...] = ()
    """Biomarkers tested."""
    treatments: Annotated[
        tuple[Treatment, ...], AfterValidator(orders.of_treatments)
    ] = ()
    """Courses given, and treatments considered."""
    outcome: OutcomeChapter = OutcomeChapter()
    """Responses, adverse events, follow-up."""
    provenance: ProvenanceChapter = ProvenanceChapter()
    """Where the facts stand."""

    @property
    def primary(self) -> ArticleSource:
        """The primary report."""
        return next(a for a in self.articles if a.role == c.SourceRole.PRIMARY)

    @property
    def part_read(self) -> c.PartRead:
        """The weakest part read of any source: it gives the case its badge."""
        return max((a.part_read for a in self.articles), key=_PARTS_READ.index)

    @property
    def silence(self) -> str:
        """What an unstated fact is called: only a paper read whole can be silent."""
        whole = self.part_read == c.PartRead.FULL_TEXT
        return "not_reported" if whole else "not_in_part_read"


Document = CaseDocument | ArticleDocument


# ── Canonical text, hash, reading ─────────────────────────────────────────────────


def as_dict(document: Document) -> dict[str, Any]:
    """Return the document as plain JSON values, keys at their default left out."""
    return document.model_dump(mode="json", exclude_defaults=True, by_alias=True)


def canonical(document: Document) -> str:
    """Return the canonical JSON text: sorted keys, UTF-8, no spaces (decision 5)."""
    return json.dumps(
        as_dict(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def sha256(text: str) -> str:
    """Return the hexadecimal SHA-256 of a canonical text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read(value: Any) -> Document:
    """Read plain JSON values as a document.

    Raises pydantic.ValidationError with every fault and its path.
    """
    is_article = isinstance(value, dict) and "patient" not in value
    return (ArticleDocument if is_article else CaseDocument).model_validate(value)


def age_group(patient: PatientChapter) -> c.AgeGroup | None:
    """Return the age band (data-model 4), or None when the age is not known.

    A decade or a range is banded by its lower bound; a range that spans two bands
    is still filed once, by where it begins.
    """
    if patient.age_value is None or patient.age_unit is None:
        return None
    if patient.age_unit == c.AgeUnit.GESTATIONAL_WEEK:
        return c.AgeGroup.PRENATAL
    days_in = {"year": 365.25, "month": 30.4375, "week": 7, "day": 1}
    days = float(patient.age_value) * days_in[patient.age_unit]
    bounds = (
        (28, c.AgeGroup.NEONATE),
        (365.25, c.AgeGroup.INFANT),
        (12 * 365.25, c.AgeGroup.CHILD),
        (18 * 365.25, c.AgeGroup.ADOLESCENT),
        (40 * 365.25, c.AgeGroup.YOUNG_ADULT),
        (65 * 365.25, c.AgeGroup.ADULT),
    )
    return next((group for limit, group in bounds if days < limit), c.AgeGroup.OLDER)
