"""The patient, the tumour and what was found in it."""

from tests.seed import NEWS

from .claim import ABSENT, Claim

ONE_MASS_OR_TWO = (
    "The source does not say whether there was one mass or two, nor which was sampled."
)

CLAIMS = [
    Claim(
        "a man of 33 at presentation",
        case={
            "patient.age_value": "33",
            "patient.age_value_max": ABSENT,
            "patient.age_unit": "year",
            "patient.age_qualifier": "exact",
            "patient.age_at": "presentation",
            "patient.sex": "male",
            "provenance.facts.age_value.source.article": NEWS,
            "provenance.facts.sex.source.article": NEWS,
        },
        words={"case#glance": ["33-year-old man at presentation", "Sex Male"]},
    ),
    Claim(
        "a malignant mesenchymal tumour on the top left of the head, which stayed "
        "unclassified",
        case={
            "diagnoses.DX1.role": "final",
            "diagnoses.DX1.reported": "mesenchymal malignant tumor/sarcoma",
            "diagnoses.DX1.certainty": "unclassified",
            "diagnoses.DX1.disease.key": "SARCNOS",
            "lesions.L1.role": "primary",
            "lesions.L1.site.key": "scalp",
            "lesions.L1.laterality": "left",
        },
        words={
            "case#glance": ["remained unclassified; scalp, top left of the head"],
            "case#tumour": [
                "mesenchymal malignant tumor/sarcoma final Sarcoma, NOS",
                "Remained unclassified",
                "Primary tumour Scalp top left of the head",
                "left",
            ],
        },
    ),
    Claim(
        "biopsy: 2.5 × 1.5 × 1.0 cm, solid, greyish red",
        case={
            "lesions.L1.dim1_mm": "25.0",
            "lesions.L1.dim2_mm": "15.0",
            "lesions.L1.dim3_mm": "10.0",
            "lesions.L1.dims_reported": "2.5 × 1.5 × 1.0 cm",
            "lesions.L1.basis": "biopsy",
            "lesions.L1.appearance": "solid, greyish red",
        },
        words={"case#tumour": ["2.5 × 1.5 × 1.0 cm biopsy", "Solid, greyish red"]},
    ),
    Claim(
        "several months later a rash of the left ear",
        case={
            "observations.O1.kind": "symptom",
            "observations.O1.presence": "present",
            "observations.O1.text_reported": "rash of the left ear",
            "observations.O1.at.kind": "offset",
            "observations.O1.at.offset_unit": "month",
            "observations.O1.at.offset_min": ABSENT,
            "observations.O1.at.reported": "several months later",
        },
        words={
            "case#tumour": ["Rash of the left ear Symptom Present Several months later"]
        },
    ),
    Claim(
        "masses on the neck and the upper right back; a biopsy showed metastasis with "
        "skin involved, of which mass is not said",
        case={
            "lesions.L2.site.key": "neck",
            "lesions.L2.proven_by": ABSENT,
            "lesions.L2.skin_involved": ABSENT,
            "lesions.L3.site.key": "back",
            "lesions.L3.laterality": "right",
            "lesions.L3.site_reported": "upper right back",
            "lesions.L3.proven_by": ABSENT,
            "lesions.L3.skin_involved": ABSENT,
            "specimens.S2.kind": "biopsy",
            "specimens.S2.lesion": ABSENT,
            "specimens.S2.finding": "metastasis; skin involved",
            "diagnoses.DX1.extent": "metastatic",
        },
        words={
            "case#tumour": ["Neck", "upper right back", ONE_MASS_OR_TWO],
            "case#tests": ["Metastasis; skin involved Several months later"],
        },
    ),
    Claim(
        "a needle biopsy was consistent with the scalp tumour",
        case={
            "specimens.S3.kind": "core_needle",
            "specimens.S3.lesion": ABSENT,
            "specimens.S3.finding": "consistent with the scalp tumour",
        },
        words={
            "case#tests": [
                "Needle biopsy",
                "Consistent with the scalp tumour",
                "whether core or fine needle is not said",
            ]
        },
    ),
    Claim(
        "work-up by pathology and immunohistochemistry; how the translocation was "
        "found is not said",
        case={
            "observations.O2.kind": "pathology",
            "findings.F1.assays.AS1.method": ABSENT,
            "findings.F1.assays.AS1.result": ABSENT,
        },
        words={
            "case#tests": [
                "Work-up by pathology and immunohistochemistry",
                "The stains and their results are not given.",
            ],
            "case#gaps": ["the assay that found the NTRK1 alteration, and its result"],
        },
    ),
    Claim(
        "an NTRK1 translocation, its partner and side not named",
        case={
            "findings.F1.biomarker.kind": "fusion",
            "findings.F1.biomarker.fusion.key": "NTRK1-partner-unknown",
            "findings.F1.biomarker.fusion.state": "partner_unknown",
            "findings.F1.biomarker.fusion.genes.NTRK1.code": "HGNC:8031",
            "findings.F1.biomarker.fusion.five_prime": ABSENT,
            "findings.F1.biomarker.fusion.three_prime": ABSENT,
            "findings.F1.result": "positive",
            "findings.F1.partner_status": "not_in_part_read",
            "findings.F1.known_gene_side": "not_stated",
            "findings.F1.effect": "rearrangement_nos",
            "findings.F1.role": ABSENT,
            "findings.F1.reported": "gene translocation",
        },
        words={
            "case#fusion": [
                "NTRK1 rearrangement, partner and side not in the news summary",
                "gene translocation",
                "Side of NTRK1 Not in the news summary",
            ],
            "case#tests": ["NTRK1 rearrangement Positive"],
            "gene": ["33-year-old man"],
            "fusion": ["33-year-old man"],
        },
    ),
]
