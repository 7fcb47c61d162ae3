"""What the seed's source says, fact by fact: one claim for each.

Each claim says where its fact lies in the frozen document and in which words readers
find it. Paths name rows by their ref, articles and series by their slug: `lesions.L1`.
A value of None says that the document holds nothing there. Words are looked for in the
text of a page or of one of its chapters (`case#tumour`), capitals aside.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.seed import NEWS, PAPER

ABSENT = None


@dataclass(frozen=True)
class Claim:
    """One fact of the source."""

    fact: str
    case: dict[str, Any] = field(default_factory=dict)
    paper: dict[str, Any] = field(default_factory=dict)
    news: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """Paths and values of each document."""
        return {"case": self.case, "paper": self.paper, "news": self.news}


SERIES = "Biomarker NTRK Coverage from Every Angle"
HEADLINE = "Rare Case of Mesenchymal Sarcoma With NTRK1 Gene Translocation"
ADDRESS = (
    "https://jnccn360.org/biomarkerntrk/medical-literature/"
    "rare-case-of-mesenchymal-sarcoma-with-ntrk1-gene-translocation/"
)
BOTH_READINGS = [
    "The source does not say whether crizotinib was stopped then",
    "crizotinib stopped after 3 months",
    "crizotinib continued under observation",
]
ONE_MASS_OR_TWO = (
    "The source does not say whether there was one mass or two, nor which was sampled."
)
EVENTS = {
    "AE1": ("transaminases-increased", "Transaminases increased"),
    "AE2": ("anorexia", "Anorexia"),
    "AE3": ("nausea", "Nausea"),
    "AE4": ("vomiting", "Vomiting"),
}

CLAIMS = [
    Claim(
        "the news item belongs to the series Biomarker NTRK",
        news={
            "series.slug": "biomarker-ntrk",
            "series.title": "Biomarker NTRK",
            "series.strapline": "Coverage from Every Angle",
            "series.kind": "biomarker",
            "series.families.NTRK.key": "NTRK",
        },
        words={
            "series": [SERIES, HEADLINE],
            "news": [SERIES],
            "case#sources": [SERIES],
        },
    ),
    Claim(
        "its headline, section and address",
        news={
            "kind": "news_item",
            "title": HEADLINE,
            "section": "medical-literature",
            "outlet": "JNCCN 360",
            "url": ADDRESS,
        },
        words={
            "news": [HEADLINE, "section medical-literature", ADDRESS, "JNCCN 360"],
            "case#sources": [HEADLINE, ADDRESS],
        },
    ),
    Claim(
        "it is signed by Hope Craig, MSPH",
        news={
            "authors.0.family": "Craig",
            "authors.0.given": "Hope",
            "authors.0.role": "byline",
            "authors.0.credentials": "MSPH",
            "authors.0.position": 1,
        },
        words={"news": ["By Hope Craig, MSPH"], "case#sources": ["Hope Craig, MSPH"]},
    ),
    Claim(
        "it was posted on 10 September 2021",
        news={"posted_on": "2021-09-10", "year": ABSENT},
        words={
            "news": ["Posted 10 September 2021"],
            "case#sources": ["Posted 10 September 2021"],
        },
    ),
    Claim(
        "the authors of the paper reported no conflicts, as the news item says",
        paper={
            "coi_status": "none_declared",
            "facts.coi_status.source.article": NEWS,
        },
        news={"coi_status": ABSENT},
        words={
            "paper": ["No conflicts of interest reported", f"Disclosures: {HEADLINE}"],
            "case#sources": ["No conflicts of interest reported"],
        },
    ),
    Claim(
        "the paper is a case report in World Journal of Surgical Oncology; the news "
        "item reports on it; its identifiers are not known from the news",
        paper={
            "kind": "case_report",
            "journal": "World Journal of Surgical Oncology",
            **dict.fromkeys(("doi", "pmid", "pmcid", "title", "year", "volume")),
        },
        news={"relations.0.kind": "reports_on", "relations.0.article": PAPER},
        case={
            f"articles.{PAPER}.role": "primary",
            f"articles.{PAPER}.part_read": "secondary_summary",
            f"articles.{NEWS}.role": "news_summary",
            f"articles.{NEWS}.part_read": "full_text",
        },
        words={
            "paper": [
                "World Journal of Surgical Oncology",
                "Identifiers are not known here",
                f"Reported on by {HEADLINE}",
            ],
            "case": ["From a news summary"],
            "case#sources": ["Identifiers are not known here"],
        },
    ),
    Claim(
        "Yingyong Hou, MD, PhD, and colleagues, Zhongshan Hospital, Fudan University, "
        "China; corresponding is said of the paper, not by the news item",
        paper={
            "authors.0.family": "Hou",
            "authors.0.given": "Yingyong",
            "authors.0.credentials": "MD, PhD",
            "authors.0.is_corresponding": True,
            "authors.0.affiliations.0.name": "Zhongshan Hospital",
            "authors.0.affiliations.0.country": "CN",
            "authors.0.affiliations.1.name": "Fudan University",
            "authors.0.affiliations.1.country": "CN",
            "authors_complete": False,
            "facts.authors.is_corresponding.source.article": PAPER,
            "facts.authors.source.article": NEWS,
        },
        words={
            "paper": [
                "Yingyong Hou, MD, PhD, and colleagues",
                "Zhongshan Hospital, Fudan University, China",
                "Correspondence: Case report in World Journal of Surgical Oncology",
            ],
            "case#sources": ["Yingyong Hou, MD, PhD, and colleagues"],
            "case#glance": ["Zhongshan Hospital, Fudan University, China"],
        },
    ),
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
                "‘mesenchymal malignant tumor/sarcoma’ final Sarcoma, NOS",
                "Remained unclassified",
                "Primary tumour Scalp ‘top left of the head’ left",
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
            "case#tumour": ["Neck", "‘upper right back’ right", ONE_MASS_OR_TWO],
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
                "Source of the assay",
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
                "In the words of the source ‘gene translocation’",
                "Side of NTRK1 Not in the news summary",
            ],
            "case#tests": ["NTRK1 rearrangement Positive"],
            "gene": ["33-year-old man"],
            "fusion": ["33-year-old man"],
        },
    ),
    Claim(
        "larotrectinib was not given for financial reasons",
        case={
            "treatments.T1.decision": "considered_not_given",
            "treatments.T1.reasons_not_given": ["cost"],
            "treatments.T1.agents.A1.drug.key": "larotrectinib",
            "treatments.T1.agents.A1.doses": ABSENT,
        },
        words={
            "case#glance": ["Considered, not given Larotrectinib financial reasons"],
            "case#treatments": ["Larotrectinib. Financial reasons. Cost"],
            "larotrectinib": ["Considered, not given"],
        },
    ),
    Claim(
        "crizotinib was given off label, instead, for the NTRK1 translocation",
        case={
            "treatments.T2.decision": "given",
            "treatments.T2.label_status": "off_label",
            "treatments.T2.label_country": "CN",
            "treatments.T2.instead_of": "T1",
            "treatments.T2.target_findings": ["F1"],
            "treatments.T2.agents.A2.drug.key": "crizotinib",
            "treatments.T2.agents.A2.role": "anticancer",
        },
        words={
            "case#treatments": [
                "Off label, China",
                "Given instead of Larotrectinib",
                "Aimed at NTRK1 rearrangement",
                "ALK inhibitor",
            ],
            "class": ["ALK inhibitor", "33-year-old man"],
        },
    ),
    Claim(
        "250 mg twice daily by mouth",
        case={
            "treatments.T2.agents.A2.doses.DS1.dose_value": "250",
            "treatments.T2.agents.A2.doses.DS1.dose_unit": "mg",
            "treatments.T2.agents.A2.doses.DS1.frequency": "bid",
            "treatments.T2.agents.A2.doses.DS1.route": "oral",
            "treatments.T2.agents.A2.doses.DS1.change": "start",
        },
        words={
            "case#glance": ["250 mg twice daily by mouth"],
            "case#treatments": ["Step 1 250 mg twice daily By mouth"],
        },
    ),
    Claim(
        "moderate transaminase rise, anorexia, nausea and vomiting on crizotinib, for "
        "which the dose was reduced; no grades",
        case={
            "treatments.T2.ae_statement": "listed",
            "outcome.adverse_events.AE1.severity_reported": "moderate",
            **{
                f"outcome.adverse_events.{ref}.{name}": value
                for ref, (key, _) in EVENTS.items()
                for name, value in {
                    "term.key": key,
                    "agents": ["A2"],
                    "causality": "author_attributed",
                    "grade_min": ABSENT,
                    "grade_max": ABSENT,
                    "grade_basis": ABSENT,
                }.items()
            },
            **{
                f"outcome.adverse_events.{ref}.severity_reported": ABSENT
                for ref in ("AE2", "AE3", "AE4")
            },
        },
        words={
            "case#events": [
                "‘moderate transaminase elevation’",
                *(name for _, name in EVENTS.values()),
                "Crizotinib attributed by the source Reduced to 125 mg twice daily",
            ],
            "case#gaps": ["severity is given only as moderate, for the transaminases"],
        },
    ),
    Claim(
        "reduced to 125 mg twice daily for 2 months, for the four adverse events",
        case={
            "treatments.T2.agents.A2.doses.DS2.dose_value": "125",
            "treatments.T2.agents.A2.doses.DS2.dose_unit": "mg",
            "treatments.T2.agents.A2.doses.DS2.frequency": "bid",
            "treatments.T2.agents.A2.doses.DS2.duration_value": "2",
            "treatments.T2.agents.A2.doses.DS2.duration_unit": "month",
            "treatments.T2.agents.A2.doses.DS2.change": "reduced",
            "treatments.T2.agents.A2.doses.DS2.change_reasons": ["toxicity"],
            "treatments.T2.agents.A2.doses.DS2.caused_by": list(EVENTS),
        },
        words={
            "case#glance": ["then 125 mg twice daily for 2 months"],
            "case#treatments": [
                "Step 2 125 mg twice daily Not in the news summary 2 months "
                "Reduced: adverse events transaminases increased, anorexia, nausea "
                "and vomiting"
            ],
        },
    ),
    Claim(
        "restored to 250 mg twice daily; whether that was tolerated is not said",
        case={
            "treatments.T2.agents.A2.doses.DS3.dose_value": "250",
            "treatments.T2.agents.A2.doses.DS3.frequency": "bid",
            "treatments.T2.agents.A2.doses.DS3.change": "restored",
            "treatments.T2.agents.A2.doses.DS3.duration_value": ABSENT,
            **{f"outcome.adverse_events.{ref}.rechallenge": ABSENT for ref in EVENTS},
        },
        words={
            "case#glance": ["then 250 mg twice daily"],
            "case#treatments": ["Step 3 250 mg twice daily"],
        },
    ),
    Claim(
        "a “reduced dose of the herbal supplement glutathione” daily, which may be a "
        "misreading",
        case={
            "treatments.T3.decision": "given",
            "treatments.T3.modality": "supportive",
            "treatments.T3.agents.A3.drug.key": "glutathione",
            "treatments.T3.agents.A3.role": "supplement",
            "treatments.T3.agents.A3.doses.DS4.frequency": "qd",
            "treatments.T3.agents.A3.doses.DS4.dose_value": ABSENT,
            "provenance.conflicts.C1.target": "T3",
            "provenance.conflicts.C1.resolution": "unresolved",
        },
        words={
            "case#treatments": [
                "Glutathione supplement Daily, amount not in the news summary",
                "‘herbal supplement glutathione’",
                "A reduced dose of the supplement glutathione",
                "Reduced glutathione, the chemical form",
                "Not resolved.",
            ]
        },
    ),
    Claim(
        "after 3 months of crizotinib, observation with a check-up every 6 months; "
        "whether the drug was stopped is unclear",
        case={
            "outcome.follow_up.FU1.interval_value": "6",
            "outcome.follow_up.FU1.interval_unit": "month",
            "outcome.follow_up.FU1.at.kind": "offset",
            "outcome.follow_up.FU1.at.offset_min": 3,
            "outcome.follow_up.FU1.at.offset_unit": "month",
            "outcome.follow_up.FU1.at.anchor": "this_course_start",
            **{
                f"treatments.T2.{name}": ABSENT
                for name in (
                    "ongoing",
                    "stop_reason",
                    "start",
                    "end",
                    "duration_min",
                    "duration_max",
                    "duration_reported",
                )
            },
        },
        words={
            "case#course": [
                "After 3 months of crizotinib: observation with a check-up every 6 "
                "months",
                *BOTH_READINGS,
            ],
            "case#treatments": [
                "End Not in the news summary",
                "Length of the course Not in the news summary",
                *BOTH_READINGS,
            ],
            "case#gaps": ["Crizotinib: whether it was stopped, when and why."],
        },
    ),
    Claim(
        "complete response as of July 2020, no progression",
        case={
            "outcome.responses.R1.category": "CR",
            "outcome.responses.R1.course": "T2",
            "outcome.responses.R1.criteria": ABSENT,
            "outcome.responses.R1.is_best": True,
            "outcome.responses.R1.still_ongoing": "yes",
            "outcome.responses.R1.at.date": "2020-07",
            "outcome.follow_up.FU2.is_last_contact": True,
            "outcome.follow_up.FU2.disease_status": "no_progression",
            "outcome.follow_up.FU2.at.date": "2020-07",
            "patient.vital_status": "alive_no_disease",
            "patient.vital_as_of.date": "2020-07",
            "provenance.facts.vital_status.source.assertion": "inferred",
        },
        words={
            "case#glance": [
                "Complete response on crizotinib as recently as July 2020; criteria "
                "not in the news summary",
                "Alive without evidence of disease July 2020; inferred",
            ],
            "case#course": ["July 2020: without progression at last contact"],
            "crizotinib": ["Complete response"],
        },
    ),
    Claim(
        "the authors noted: a target although unclassified; crizotinib is not approved "
        "for NTRK fusions; the disease was kept under control",
        case={
            "patient.take_away": (
                "A molecular target was found although the tumour stayed "
                "unclassified. Crizotinib is not approved for tumours with an NTRK "
                "fusion; it kept the disease under control here."
            ),
            "treatments.T2.label_note": (
                "The authors remark that crizotinib is not approved for cancers with "
                "an NTRK gene fusion."
            ),
        },
        words={
            "case#glance": [
                "The authors noted: A molecular target was found although the tumour "
                "stayed unclassified.",
                "it kept the disease under control here",
            ],
            "case#treatments": ["crizotinib is not approved for cancers with an NTRK"],
        },
    ),
]
