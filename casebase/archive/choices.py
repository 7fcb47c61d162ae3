"""Every closed list of words, once: for models, forms, the document, facets, pages.

The values are what a document says; the labels are what a reader sees. A value
`not_reported` is worded on the page by what was read: "not reported" only where the
whole paper was, else "not in the abstract", "not in the news summary" and so on.
"""

from django.db.models import IntegerChoices, TextChoices


class YesNo(TextChoices):
    """Yes, no, or the source does not say."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_REPORTED = "not_reported", "Not reported"


# ── Articles ──────────────────────────────────────────────────────────────────────


class ArticleKind(TextChoices):
    """What sort of text it is."""

    CASE_REPORT = "case_report", "Case report"
    CASE_SERIES = "case_series", "Case series"
    LETTER = "letter", "Letter"
    TRIAL_REPORT = "trial_report", "Trial report"
    REVIEW = "review", "Review"
    CONFERENCE_ABSTRACT = "conference_abstract", "Conference abstract"
    PREPRINT = "preprint", "Preprint"
    NEWS_ITEM = "news_item", "News item"
    LABEL_OR_GUIDELINE = "label_or_guideline", "Drug label or guideline"
    CORRESPONDENCE = "correspondence", "Correspondence"
    DATASET = "dataset", "Data set"


class Rights(TextChoices):
    """What the licence of the source text allows."""

    CC0 = "cc0", "CC0"
    CC_BY = "cc_by", "CC BY"
    CC_BY_NC = "cc_by_nc", "CC BY-NC"
    CC_OTHER = "cc_other", "Another Creative Commons licence"
    ALL_RIGHTS_RESERVED = "all_rights_reserved", "All rights reserved"
    PERMISSION_HELD = "permission_held", "Permission held"
    UNKNOWN = "unknown", "Not known"


class OpenAccess(TextChoices):
    """Whether the article can be read without paying."""

    YES = "yes", "Open access"
    NO = "no", "Not open access"
    UNKNOWN = "unknown", "Not known"


class Integrity(TextChoices):
    """What the publisher has said about the article since."""

    OK = "ok", "No notice known"
    CORRECTED = "corrected", "Corrected"
    EXPRESSION_OF_CONCERN = "expression_of_concern", "Expression of concern"
    RETRACTED = "retracted", "Retracted"


class ConflictOfInterest(TextChoices):
    """What the authors declared."""

    NONE_DECLARED = "none_declared", "No conflicts of interest reported"
    DECLARED = "declared", "Conflicts of interest declared"
    NOT_STATED = "not_stated", "Not stated"


class Ethics(TextChoices):
    """What the article says about consent."""

    CONSENT_STATED = "consent_stated", "Consent stated"
    WAIVER_STATED = "waiver_stated", "Waiver of consent stated"
    NOT_STATED = "not_stated", "Not stated"


class AuthorshipRole(TextChoices):
    """In which role a person signs an article."""

    AUTHOR = "author", "Author"
    BYLINE = "byline", "Byline"
    EDITOR = "editor", "Editor"
    TRANSLATOR = "translator", "Translator"


class RelationKind(TextChoices):
    """How one article stands to another."""

    REPORTS_ON = "reports_on", "Reports on"
    FOLLOW_UP_OF = "follow_up_of", "Follow-up of"
    CORRECTS = "corrects", "Corrects"
    RETRACTS = "retracts", "Retracts"
    COMMENTS_ON = "comments_on", "Comments on"
    REVIEWS = "reviews", "Reviews"
    SAME_COHORT = "same_cohort", "Same cohort as"
    TRANSLATION_OF = "translation_of", "Translation of"


class SeriesKind(TextChoices):
    """What a series of articles is about."""

    BIOMARKER = "biomarker", "Biomarker"
    DISEASE = "disease", "Disease"
    THERAPY = "therapy", "Therapy"
    CUSTOM = "custom", "Other subject"


# ── Provenance ────────────────────────────────────────────────────────────────────


class Assertion(TextChoices):
    """How the fact stands in the source."""

    STATED = "stated", "Stated"
    INFERRED = "inferred", "Inferred by the curator"
    CALCULATED = "calculated", "Calculated by the curator"
    AUTHOR_CONFIRMED = "author_confirmed", "Confirmed by the author"
    SUGGESTED = "suggested", "Suggested, not yet checked"


class Confidence(TextChoices):
    """How sure the curator is of the reading."""

    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class SourceRole(TextChoices):
    """What an article is to the patient's story."""

    PRIMARY = "primary", "Primary report"
    FOLLOW_UP = "follow_up", "Follow-up report"
    NEWS_SUMMARY = "news_summary", "News summary"
    REVIEW_MENTION = "review_mention", "Mention in a review"
    ABSTRACT = "abstract", "Abstract"
    CORRECTION = "correction", "Correction"


class PartRead(TextChoices):
    """How much of a source the curator had before them."""

    FULL_TEXT = "full_text", "Read whole"
    ABSTRACT_AND_PART = "abstract_and_part", "Abstract and part of the text read"
    ABSTRACT = "abstract", "Only the abstract read"
    SECONDARY_SUMMARY = "secondary_summary", "Known only from a news summary"


class ConflictResolution(TextChoices):
    """Which of two differing statements the record follows."""

    A = "a", "The first"
    B = "b", "The second"
    BOTH_KEPT = "both_kept", "Both kept"
    UNRESOLVED = "unresolved", "Not resolved"


class TimeKind(TextChoices):
    """What is known of a point in time."""

    DATE = "date", "Date"
    OFFSET = "offset", "Time after something"
    ORDER_ONLY = "order_only", "Order only"
    NOT_REPORTED = "not_reported", "Not reported"


class TimeUnit(TextChoices):
    """The unit of an offset or a duration."""

    HOUR = "hour", "hour"
    DAY = "day", "day"
    WEEK = "week", "week"
    CYCLE = "cycle", "cycle"
    MONTH = "month", "month"
    YEAR = "year", "year"


class Anchor(TextChoices):
    """What an offset is counted from."""

    BIRTH = "birth", "birth"
    PRESENTATION = "presentation", "first presentation"
    DIAGNOSIS = "diagnosis", "diagnosis"
    FIRST_TREATMENT = "first_treatment", "first treatment"
    THIS_COURSE_START = "this_course_start", "start of the course"
    PREVIOUS_EVENT = "previous_event", "the event before"
    OTHER = "other", "another event"


class Qualifier(TextChoices):
    """How exact a number is meant."""

    EXACT = "exact", "exactly"
    ABOUT = "about", "about"
    AT_LEAST = "at_least", "at least"
    AT_MOST = "at_most", "at most"
    RANGE = "range", "between"
    NOT_REPORTED = "not_reported", "not reported"


# ── The patient ───────────────────────────────────────────────────────────────────


class Sex(TextChoices):
    """Sex as reported."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    INTERSEX = "intersex", "Intersex"
    OTHER = "other", "Other"
    NOT_REPORTED = "not_reported", "Not reported"


class AgeUnit(TextChoices):
    """The unit in which an age is given."""

    YEAR = "year", "year"
    MONTH = "month", "month"
    WEEK = "week", "week"
    DAY = "day", "day"
    GESTATIONAL_WEEK = "gestational_week", "week of gestation"


class AgeQualifier(TextChoices):
    """How exact an age is meant."""

    EXACT = "exact", "Exact"
    ABOUT = "about", "About"
    AT_LEAST = "at_least", "At least"
    AT_MOST = "at_most", "At most"
    RANGE = "range", "Range"
    DECADE = "decade", "Decade"
    NOT_REPORTED = "not_reported", "Not reported"


class AgeAt(TextChoices):
    """When the patient was of that age."""

    PRESENTATION = "presentation", "At presentation"
    DIAGNOSIS = "diagnosis", "At diagnosis"
    TREATMENT_START = "treatment_start", "At start of treatment"
    REPORT = "report", "At the time of the report"
    NOT_REPORTED = "not_reported", "Not reported"


class AgeGroup(TextChoices):
    """Bands of age readers filter by; computed, never entered."""

    PRENATAL = "prenatal", "Before birth"
    NEONATE = "neonate", "Newborn, under 28 days"
    INFANT = "infant", "Infant, under 1 year"
    CHILD = "child", "Child, 1 to 11"
    ADOLESCENT = "adolescent", "Adolescent, 12 to 17"
    YOUNG_ADULT = "young_adult", "18 to 39"
    ADULT = "adult", "40 to 64"
    OLDER = "older", "65 and older"


class IndexEvent(TextChoices):
    """The event the clinical course is counted from."""

    PRESENTATION = "presentation", "First presentation"
    DIAGNOSIS = "diagnosis", "Diagnosis"
    FIRST_TREATMENT = "first_treatment", "First treatment"


class VitalStatus(TextChoices):
    """Alive or dead at last contact, and how."""

    ALIVE_NO_DISEASE = "alive_no_disease", "Alive without evidence of disease"
    ALIVE_WITH_DISEASE = "alive_with_disease", "Alive with disease"
    ALIVE_NOS = "alive_nos", "Alive, disease status not stated"
    DEAD_OF_DISEASE = "dead_of_disease", "Died of the disease"
    DEAD_OF_TREATMENT = "dead_of_treatment", "Died of the treatment"
    DEAD_OTHER = "dead_other", "Died of another cause"
    DEAD_NOS = "dead_nos", "Died, cause not stated"
    LOST = "lost", "Lost to follow-up"
    NOT_REPORTED = "not_reported", "Not reported"


class ObservationKind(TextChoices):
    """What was observed."""

    SYMPTOM = "symptom", "Symptom"
    SIGN = "sign", "Sign"
    LAB = "lab", "Laboratory value"
    IMAGING = "imaging", "Imaging"
    PATHOLOGY = "pathology", "Pathology"
    COMORBIDITY = "comorbidity", "Comorbidity"
    PERFORMANCE = "performance", "Performance status"
    OTHER = "other", "Other"


class Presence(TextChoices):
    """Whether what was looked for was there."""

    PRESENT = "present", "Present"
    ABSENT = "absent", "Absent"


class DiagnosisRole(TextChoices):
    """Where a diagnosis stands in the story."""

    INITIAL = "initial", "Initial"
    REVISED = "revised", "Revised"
    FINAL = "final", "Final"
    CONSIDERED_EXCLUDED = "considered_excluded", "Considered and excluded"
    SECOND_PRIMARY = "second_primary", "Second primary"
    PRIOR_MALIGNANCY = "prior_malignancy", "Prior malignancy"
    RELAPSE = "relapse", "Relapse"


class Certainty(TextChoices):
    """How sure the authors were of a diagnosis."""

    DEFINITE = "definite", "Definite"
    PROBABLE = "probable", "Probable"
    UNCLASSIFIED = "unclassified", "Remained unclassified"
    NOT_REPORTED = "not_reported", "Not reported"


class Extent(TextChoices):
    """How far the disease had spread."""

    LOCALISED = "localised", "Localised"
    REGIONAL = "regional", "Regional"
    LOCALLY_ADVANCED = "locally_advanced", "Locally advanced"
    METASTATIC = "metastatic", "Metastatic"
    SYSTEMIC = "systemic", "Systemic"
    NOT_REPORTED = "not_reported", "Not reported"


class LesionRole(TextChoices):
    """What a lesion is."""

    PRIMARY = "primary", "Primary tumour"
    NODAL = "nodal", "Lymph node"
    METASTASIS = "metastasis", "Metastasis"
    RECURRENCE = "recurrence", "Recurrence"
    SATELLITE = "satellite", "Satellite"
    NOT_REPORTED = "not_reported", "Not reported"


class Laterality(TextChoices):
    """On which side."""

    LEFT = "left", "Left"
    RIGHT = "right", "Right"
    MIDLINE = "midline", "Midline"
    BILATERAL = "bilateral", "Both sides"
    NOT_APPLICABLE = "na", "Not applicable"
    NOT_REPORTED = "not_reported", "Not reported"


class SizeBasis(TextChoices):
    """By what a size was measured."""

    GROSS_PATHOLOGY = "gross_pathology", "Gross pathology"
    BIOPSY = "biopsy", "Biopsy"
    CT = "ct", "CT"
    MRI = "mri", "MRI"
    PET = "pet", "PET"
    ULTRASOUND = "ultrasound", "Ultrasound"
    CLINICAL = "clinical", "Clinical examination"
    NOT_REPORTED = "not_reported", "Not reported"


class ProvenBy(TextChoices):
    """What proved the nature of a lesion."""

    EXCISION = "excision", "Excision"
    INCISIONAL_BIOPSY = "incisional_biopsy", "Incisional biopsy"
    CORE_NEEDLE = "core_needle", "Core needle biopsy"
    BIOPSY_NOS = "biopsy_nos", "Biopsy, kind not stated"
    CYTOLOGY = "cytology", "Cytology"
    IMAGING_ONLY = "imaging_only", "Imaging only"
    NOT_REPORTED = "not_reported", "Not reported"


class SpecimenKind(TextChoices):
    """What was taken."""

    BIOPSY = "biopsy", "Biopsy"
    CORE_NEEDLE = "core_needle", "Needle biopsy"
    RESECTION = "resection", "Resection"
    CYTOLOGY = "cytology", "Cytology"
    BLOOD = "blood", "Blood"
    CTDNA = "ctdna", "Circulating tumour DNA"
    MARROW = "marrow", "Bone marrow"
    CSF = "csf", "Cerebrospinal fluid"
    EFFUSION = "effusion", "Effusion"
    GERMLINE_BLOOD = "germline_blood", "Blood, for germline"
    NOT_REPORTED = "not_reported", "Not reported"


class SpecimenPhase(TextChoices):
    """When in the course it was taken."""

    PRE_TREATMENT = "pre_treatment", "Before treatment"
    ON_TREATMENT = "on_treatment", "On treatment"
    PROGRESSION = "progression", "At progression"
    POST_TREATMENT = "post_treatment", "After treatment"
    AUTOPSY = "autopsy", "Autopsy"
    NOT_REPORTED = "not_reported", "Not reported"


# ── Molecular findings ────────────────────────────────────────────────────────────


class FusionState(TextChoices):
    """How much of a fusion is known: one category per state of knowledge."""

    TWO_GENES = "two_genes", "Two genes, 5′ to 3′"
    ORDER_NOT_REPORTED = "order_not_reported", "Two genes, order not reported"
    PARTNER_UNKNOWN = "partner_unknown", "One gene, partner not known"
    FAMILY = "family", "Gene family only"
    REGULATORY = "regulatory", "Regulatory"


class BiomarkerKind(TextChoices):
    """The class of finding."""

    FUSION = "fusion", "Gene fusion"
    SNV_INDEL = "snv_indel", "Mutation"
    AMPLIFICATION = "amplification", "Amplification"
    DELETION = "deletion", "Deletion"
    EXPRESSION = "expression", "Expression"
    PROTEIN_IHC = "protein_ihc", "Protein by immunohistochemistry"
    MSI = "msi", "Microsatellite instability"
    TMB = "tmb", "Tumour mutational burden"
    HRD = "hrd", "Homologous recombination deficiency"
    METHYLATION = "methylation", "Methylation"
    SIGNATURE = "signature", "Mutational signature"
    VIRUS = "virus", "Virus"
    KARYOTYPE = "karyotype", "Karyotype"
    HEREDITARY_SYNDROME = "hereditary_syndrome", "Hereditary syndrome"
    PANEL_NEGATIVE = "panel_negative", "Panel without a finding"
    OTHER = "other", "Other"


#: Kinds that put a gene on a patient when positive (decision 9): an expression value
#: or a stain never does.
ALTERATIONS = frozenset(
    {
        BiomarkerKind.FUSION,
        BiomarkerKind.SNV_INDEL,
        BiomarkerKind.AMPLIFICATION,
        BiomarkerKind.DELETION,
    }
)


class FindingResult(TextChoices):
    """What a test of a biomarker showed."""

    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    LOST_OR_ABNORMAL = "lost_or_abnormal", "Lost or abnormal"
    EQUIVOCAL = "equivocal", "Equivocal"
    FAILED = "failed", "Test failed"
    NOT_TESTED = "not_tested", "Not tested"
    NOT_REPORTED = "not_reported", "Not reported"


class Origin(TextChoices):
    """Somatic or germline."""

    SOMATIC = "somatic", "Somatic"
    GERMLINE = "germline", "Germline"
    MOSAIC = "mosaic", "Mosaic"
    NOT_REPORTED = "not_reported", "Not reported"


class FindingRole(TextChoices):
    """What the authors say a finding means."""

    DRIVER = "driver", "Driver"
    CO_ALTERATION = "co_alteration", "Co-alteration"
    RESISTANCE = "resistance", "Resistance"
    PREDISPOSITION = "predisposition", "Predisposition"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    PROGNOSTIC = "prognostic", "Prognostic"
    PASSENGER = "passenger", "Passenger"
    NOT_REPORTED = "not_reported", "Not reported"


class PartnerStatus(TextChoices):
    """Why the partner of a fusion is named or not."""

    NAMED = "named", "Partner named"
    NOT_IN_PART_READ = "not_in_part_read", "Partner not in the part read"
    NOT_REPORTED = "not_reported", "Partner not reported"
    UNDETERMINED_BY_ASSAY = "undetermined_by_assay", "Assay cannot tell the partner"
    SEVERAL_POSSIBLE = "several_possible", "Several partners possible"


class GeneSide(TextChoices):
    """On which side of the fusion the known gene lies."""

    FIVE_PRIME = "five_prime", "5′ side"
    THREE_PRIME = "three_prime", "3′ side"
    NOT_STATED = "not_stated", "Side not stated"


class FusionEffect(TextChoices):
    """What the rearrangement makes."""

    CHIMERIC_TRANSCRIPT = "chimeric_transcript", "Chimeric transcript"
    REGULATORY = "regulatory", "Regulatory"
    REARRANGEMENT_NOS = "rearrangement_nos", "Rearrangement, not further specified"
    NOT_REPORTED = "not_reported", "Not reported"


class FusionDetection(TextChoices):
    """Whether the product itself was seen (VICC: RNA direct, FISH inferred)."""

    DIRECT = "direct", "Direct"
    INFERRED = "inferred", "Inferred"
    NOT_REPORTED = "not_reported", "Not reported"


class FusionCause(TextChoices):
    """The event that joined the genes."""

    REARRANGEMENT = "rearrangement", "Rearrangement"
    READ_THROUGH = "read_through", "Read-through"
    TRANS_SPLICING = "trans_splicing", "Trans-splicing"
    NOT_REPORTED = "not_reported", "Not reported"


class GenomeBuild(TextChoices):
    """The reference a breakpoint is counted on."""

    GRCH37 = "GRCh37", "GRCh37"
    GRCH38 = "GRCh38", "GRCh38"


class AssayMethod(TextChoices):
    """How a biomarker was tested."""

    FISH_BREAK_APART = "fish_break_apart", "FISH, break-apart"
    FISH_FUSION = "fish_fusion", "FISH, fusion probe"
    IHC = "ihc", "Immunohistochemistry"
    RNA_NGS = "rna_ngs", "RNA sequencing"
    DNA_NGS = "dna_ngs", "DNA sequencing, panel"
    WGS = "wgs", "Whole-genome sequencing"
    WES = "wes", "Exome sequencing"
    RT_PCR = "rt_pcr", "RT-PCR"
    SANGER = "sanger", "Sanger sequencing"
    KARYOTYPE = "karyotype", "Karyotype"
    ARRAY = "array", "Array"
    CTDNA = "ctdna", "Circulating tumour DNA"
    EXPRESSION_PANEL = "expression_panel", "Expression panel"
    METHYLATION = "methylation", "Methylation profiling"
    OTHER = "other", "Other"
    NOT_REPORTED = "not_reported", "Not reported"


class AssayDetection(TextChoices):
    """Whether the assay sees the alteration or lets it be inferred."""

    OBSERVED = "observed", "Observed"
    INFERRED = "inferred", "Inferred"
    NOT_REPORTED = "not_reported", "Not reported"


class AssayOutcome(TextChoices):
    """What one assay showed."""

    POSITIVE = "positive", "Positive"
    NEGATIVE = "negative", "Negative"
    EQUIVOCAL = "equivocal", "Equivocal"
    FAILED = "failed", "Failed"
    NOT_REPORTED = "not_reported", "Not reported"


class Intensity(IntegerChoices):
    """Staining intensity."""

    ZERO = 0, "0"
    ONE = 1, "1+"
    TWO = 2, "2+"
    THREE = 3, "3+"


# ── Treatment ─────────────────────────────────────────────────────────────────────


class Setting(TextChoices):
    """Where in the disease a treatment stands."""

    NEOADJUVANT = "neoadjuvant", "Neoadjuvant"
    ADJUVANT = "adjuvant", "Adjuvant"
    FIRST_LINE = "first_line", "First line"
    LATER_LINE = "later_line", "Later line"
    MAINTENANCE = "maintenance", "Maintenance"
    SALVAGE = "salvage", "Salvage"
    PALLIATIVE = "palliative", "Palliative"
    PREVENTION = "prevention", "Prevention"
    NOT_REPORTED = "not_reported", "Not reported"


class Intent(TextChoices):
    """What a treatment was meant to achieve."""

    CURATIVE = "curative", "Curative"
    PALLIATIVE = "palliative", "Palliative"
    DIAGNOSTIC = "diagnostic", "Diagnostic"
    SUPPORTIVE = "supportive", "Supportive"
    NOT_REPORTED = "not_reported", "Not reported"


class Modality(TextChoices):
    """The kind of treatment."""

    SYSTEMIC = "systemic", "Systemic treatment"
    SURGERY = "surgery", "Surgery"
    RADIATION = "radiation", "Radiotherapy"
    TRANSPLANT = "transplant", "Transplant"
    CELL_THERAPY = "cell_therapy", "Cell therapy"
    LOCAL_ABLATION = "local_ablation", "Local ablation"
    SUPPORTIVE = "supportive", "Supportive treatment"
    COMPLEMENTARY = "complementary", "Complementary treatment"
    WATCHFUL_OBSERVATION = "watchful_observation", "Observation"


class Decision(TextChoices):
    """Whether a treatment was given. Only `given` ever counts as given."""

    GIVEN = "given", "Given"
    CONSIDERED_NOT_GIVEN = "considered_not_given", "Considered, not given"
    RECOMMENDED_DECLINED = "recommended_declined", "Recommended, declined"
    PLANNED = "planned", "Planned"
    TRIAL_SCREEN_FAILURE = "trial_screen_failure", "Screened for a trial, not eligible"


class ReasonNotGiven(TextChoices):
    """Why a treatment was not given."""

    COST = "cost", "Cost"
    INSURER_REFUSED = "insurer_refused", "Insurer refused"
    REFUSAL_EXPECTED = "refusal_expected", "Refusal expected"
    NOT_AVAILABLE_IN_COUNTRY = (
        "not_available_in_country",
        "Not available in the country",
    )
    NOT_APPROVED = "not_approved", "Not approved"
    CONTRAINDICATION = "contraindication", "Contraindication"
    COMORBIDITY = "comorbidity", "Comorbidity"
    PERFORMANCE_STATUS = "performance_status", "Performance status"
    INTERACTION = "interaction", "Interaction"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence", "Insufficient evidence"
    ORGAN_PRESERVATION = "organ_preservation", "To preserve an organ"
    NOT_NEEDED = "not_needed", "Not needed"
    PATIENT_CHOICE = "patient_choice", "Patient's choice"
    TRIAL_CLOSED = "trial_closed", "Trial closed"
    PHYSICIAN_CHOICE = "physician_choice", "Physician's choice"
    DISEASE_COURSE = "disease_course", "Course of the disease"
    OTHER = "other", "Other reason"
    NOT_REPORTED = "not_reported", "Reason not reported"


class LabelStatus(TextChoices):
    """On what footing a drug was given, then and there."""

    ON_LABEL = "on_label", "On label"
    OFF_LABEL = "off_label", "Off label"
    EXPANDED_ACCESS = "expanded_access", "Expanded access"
    COMPASSIONATE_USE = "compassionate_use", "Compassionate use"
    TRIAL = "trial", "Trial"
    NOT_APPLICABLE = "not_applicable", "Not applicable"
    NOT_REPORTED = "not_reported", "Not reported"


class AdverseEventStatement(TextChoices):
    """What the source says about adverse events of a course."""

    LISTED = "listed", "Listed"
    NONE_STATED = "none_stated", "None, the source says"
    NONE_ATTRIBUTED = "none_attributed", "None attributed to it"
    NEGLIGIBLE_UNSPECIFIED = "negligible_unspecified", "Negligible, not specified"
    NOT_REPORTED = "not_reported", "Not reported"


class Combination(TextChoices):
    """How the agents of a course were given."""

    SINGLE = "single", "Single agent"
    CONCURRENT = "concurrent", "Together"
    SEQUENTIAL = "sequential", "One after the other"
    NOT_REPORTED = "not_reported", "Not reported"


class StopReason(TextChoices):
    """Why a course ended."""

    COMPLETED = "completed", "Completed"
    REMISSION = "remission", "Remission"
    PROGRESSION = "progression", "Progression"
    TOXICITY = "toxicity", "Toxicity"
    PATIENT_CHOICE = "patient_choice", "Patient's choice"
    COST = "cost", "Cost"
    SURGERY = "surgery", "Surgery"
    TRANSPLANT = "transplant", "Transplant"
    DEATH = "death", "Death"
    LOST = "lost", "Lost to follow-up"
    ONGOING = "ongoing", "Not stopped, ongoing"
    NOT_REPORTED = "not_reported", "Not reported"


class AgentRole(TextChoices):
    """What an agent is to a course. Only `anticancer` counts as a drug given."""

    ANTICANCER = "anticancer", "Anticancer drug"
    SUPPLEMENT = "supplement", "Supplement"
    SUPPORTIVE = "supportive", "Supportive"
    PREMEDICATION = "premedication", "Premedication"
    CONCOMITANT = "concomitant", "Concomitant"


class DoseUnit(TextChoices):
    """The unit of a dose."""

    MG = "mg", "mg"
    G = "g", "g"
    MCG = "mcg", "µg"
    MG_M2 = "mg_m2", "mg/m²"
    MG_KG = "mg_kg", "mg/kg"
    G_M2 = "g_m2", "g/m²"
    IU = "iu", "IU"
    MCI = "mci", "mCi"
    MBQ = "mbq", "MBq"
    AUC = "auc", "AUC"
    GY = "gy", "Gy"
    ML = "ml", "mL"
    OTHER = "other", "other unit"


class Frequency(TextChoices):
    """How often a dose was taken. A dose is never printed without it."""

    QD = "qd", "once daily"
    BID = "bid", "twice daily"
    TID = "tid", "three times daily"
    QID = "qid", "four times daily"
    QOD = "qod", "every other day"
    WEEKLY = "weekly", "weekly"
    Q2W = "q2w", "every 2 weeks"
    Q3W = "q3w", "every 3 weeks"
    Q4W = "q4w", "every 4 weeks"
    ONCE = "once", "once"
    CONTINUOUS = "continuous", "continuously"
    PRN = "prn", "as needed"
    OTHER = "other", "another schedule"
    NOT_REPORTED = "not_reported", "frequency not reported"


class Route(TextChoices):
    """By which way a drug was given."""

    ORAL = "oral", "by mouth"
    IV = "iv", "intravenously"
    SC = "sc", "subcutaneously"
    IM = "im", "intramuscularly"
    IT = "it", "intrathecally"
    TOPICAL = "topical", "topically"
    INHALED = "inhaled", "inhaled"
    OTHER = "other", "by another route"
    NOT_REPORTED = "not_reported", "route not reported"


class DoseChange(TextChoices):
    """How a dose step differs from the one before."""

    START = "start", "Start"
    REDUCED = "reduced", "Reduced"
    ESCALATED = "escalated", "Escalated"
    HELD = "held", "Held"
    RESTARTED = "restarted", "Restarted"
    RESTORED = "restored", "Restored"
    SWITCHED_FORMULATION = "switched_formulation", "Formulation switched"
    STOPPED = "stopped", "Stopped"
    MODIFIED = "modified_direction_not_reported", "Modified, direction not reported"
    UNCHANGED = "unchanged", "Unchanged"
    NOT_REPORTED = "not_reported", "Not reported"


class ChangeReason(TextChoices):
    """Why a dose was changed."""

    TOXICITY = "toxicity", "Adverse events"
    RESPONSE = "response", "Response"
    PROGRESSION = "progression", "Progression"
    INTERACTION = "interaction", "Interaction"
    ORGAN_FUNCTION = "organ_function", "Organ function"
    ADHERENCE = "adherence", "Adherence"
    SUPPLY = "supply", "Supply"
    COST = "cost", "Cost"
    PATIENT_CHOICE = "patient_choice", "Patient's choice"
    PROTOCOL = "protocol", "Protocol"
    NOT_REPORTED = "not_reported", "Not reported"


class Margins(TextChoices):
    """What remained after surgery."""

    R0 = "R0", "R0"
    R1 = "R1", "R1"
    R2 = "R2", "R2"
    NOT_REPORTED = "not_reported", "Not reported"


# ── Outcome ───────────────────────────────────────────────────────────────────────


class ResponseCategory(TextChoices):
    """The one list of response categories, for facets and legends alike."""

    CR = "CR", "Complete response"
    PR = "PR", "Partial response"
    SD = "SD", "Stable disease"
    PD = "PD", "Progressive disease"
    MR = "MR", "Minor response"
    VGPR = "VGPR", "Very good partial response"
    NON_CR_NON_PD = "non_CR_non_PD", "Neither complete response nor progression"
    MIXED = "mixed", "Mixed response"
    NED = "NED", "No evidence of disease"
    BENEFIT = "benefit_uncategorised", "Benefit, not categorised"
    NO_BENEFIT = "no_benefit_uncategorised", "No benefit, not categorised"
    NOT_EVALUABLE = "not_evaluable", "Not evaluable"
    NOT_REPORTED = "not_reported", "Response not reported"


class ResponseCriteria(TextChoices):
    """By which criteria a response was judged."""

    RECIST_1_1 = "recist_1_1", "RECIST 1.1"
    IRECIST = "irecist", "iRECIST"
    RANO = "rano", "RANO"
    LUGANO = "lugano", "Lugano"
    IMWG = "imwg", "IMWG"
    PERCIST = "percist", "PERCIST"
    PATHOLOGIC = "pathologic", "Pathological"
    CLINICAL = "clinical", "Clinical"
    NOT_STATED = "not_stated", "Criteria not stated"


class ResponseBasis(TextChoices):
    """What a response was seen on."""

    CT = "ct", "CT"
    MRI = "mri", "MRI"
    PET = "pet", "PET"
    PET_CT = "pet_ct", "PET-CT"
    EXAM = "exam", "Examination"
    PATHOLOGY = "pathology", "Pathology"
    MARKER = "marker", "Tumour marker"
    NOT_REPORTED = "not_reported", "Not reported"


class GradeBasis(TextChoices):
    """Whether a grade is printed in the source."""

    STATED = "stated", "Stated"
    INFERRED = "inferred", "Inferred"


class Causality(TextChoices):
    """How an adverse event is tied to a drug."""

    DEFINITE = "definite", "Definite"
    PROBABLE = "probable", "Probable"
    POSSIBLE = "possible", "Possible"
    UNLIKELY = "unlikely", "Unlikely"
    AUTHOR_ATTRIBUTED = "author_attributed", "Attributed by the source"
    NOT_REPORTED = "not_reported", "Not reported"


class AdverseEventAction(TextChoices):
    """What was done about an adverse event; dose changes stand in the dose steps."""

    NONE = "none", "None"
    HELD = "held", "Drug held"
    STOPPED = "stopped", "Drug stopped"
    TREATED = "treated", "Treated"


class Rechallenge(TextChoices):
    """What happened when the drug was tried again."""

    NOT_DONE = "not_done", "Not done"
    TOLERATED = "tolerated", "Tolerated"
    RECURRED = "recurred", "Event recurred"
    NOT_REPORTED = "not_reported", "Not reported"


class AdverseEventOutcome(TextChoices):
    """How an adverse event ended."""

    RESOLVED = "resolved", "Resolved"
    RESOLVING = "resolving", "Resolving"
    ONGOING = "ongoing", "Ongoing"
    SEQUELAE = "sequelae", "With sequelae"
    FATAL = "fatal", "Fatal"
    NOT_REPORTED = "not_reported", "Not reported"


class FollowUpEvent(TextChoices):
    """What a follow-up row tells."""

    VISIT = "visit", "Follow-up"
    DEATH = "death", "Death"


class DiseaseStatus(TextChoices):
    """The disease at follow-up."""

    NO_EVIDENCE = "no_evidence", "No evidence of disease"
    STABLE = "stable", "Stable"
    NO_PROGRESSION = "no_progression", "Without progression"
    PROGRESSED = "progressed", "Progressed"
    RELAPSED = "relapsed", "Relapsed"
    NOT_REPORTED = "not_reported", "Not reported"


# ── The record ────────────────────────────────────────────────────────────────────


class RecordKind(TextChoices):
    """What a record in the archive holds."""

    CASE = "case", "Case"
    ARTICLE = "article", "Article"


class ReviewBasis(TextChoices):
    """On what a published version rests. Nothing is called reviewed that was not."""

    INDEPENDENT = "independent", "Independently reviewed"
    SINGLE_CURATOR = "single_curator", "Not independently reviewed"
    TRANSCRIPTION = "transcription", "Not independently reviewed"


class WithdrawReason(TextChoices):
    """Why a record was withdrawn."""

    DUPLICATE = "duplicate", "Duplicate of another record"
    RETRACTED_SOURCE = "retracted_source", "The source was retracted"
    PRIVACY = "privacy", "Privacy"
    ERROR = "error", "Error in the record"
    AUTHOR_REQUEST = "author_request", "Request of the author"
    OTHER = "other", "Other reason"
