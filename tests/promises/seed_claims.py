"""What the seed's source facts do not say in so many words, and its pages still must.

The facts themselves are walked leaf by leaf (`tests/fidelity`). Here stands what is
nowhere said and must stay empty, what only follows from the whole text, and in which
chapter a reader finds what is easily misread. Paths name rows by their ref, articles
and series by their slug: `lesions.L1`.
"""

from typing import Any

from tests.seed import NEWS

ABSENT = None

#: The source is silent: the documents hold nothing there.
SILENT: dict[str, list[str]] = {
    "news": ["year", "coi_status"],
    "paper": ["doi", "pmid", "pmcid", "title", "year", "volume"],
    "case": [
        "patient.age_value_max",
        "observations.O1.at.offset_min",
        "lesions.L2.proven_by",
        "lesions.L2.skin_involved",
        "lesions.L3.proven_by",
        "lesions.L3.skin_involved",
        "specimens.S2.lesion",
        "specimens.S3.lesion",
        "findings.F1.assays.AS1.method",
        "findings.F1.assays.AS1.result",
        "findings.F1.biomarker.fusion.five_prime",
        "findings.F1.biomarker.fusion.three_prime",
        "findings.F1.role",
        "treatments.T1.agents.A1.doses",
        "outcome.adverse_events.AE1.grade_min",
        "outcome.adverse_events.AE1.grade_max",
        "outcome.adverse_events.AE1.grade_basis",
        "outcome.adverse_events.AE2.grade_min",
        "outcome.adverse_events.AE2.grade_max",
        "outcome.adverse_events.AE2.grade_basis",
        "outcome.adverse_events.AE3.grade_min",
        "outcome.adverse_events.AE3.grade_max",
        "outcome.adverse_events.AE3.grade_basis",
        "outcome.adverse_events.AE4.grade_min",
        "outcome.adverse_events.AE4.grade_max",
        "outcome.adverse_events.AE4.grade_basis",
        "outcome.adverse_events.AE2.severity_reported",
        "outcome.adverse_events.AE3.severity_reported",
        "outcome.adverse_events.AE4.severity_reported",
        "treatments.T2.agents.A2.doses.DS3.duration_value",
        "outcome.adverse_events.AE1.rechallenge",
        "outcome.adverse_events.AE2.rechallenge",
        "outcome.adverse_events.AE3.rechallenge",
        "outcome.adverse_events.AE4.rechallenge",
        "treatments.T3.agents.A3.doses.DS4.dose_value",
        "treatments.T2.ongoing",
        "treatments.T2.stop_reason",
        "treatments.T2.start",
        "treatments.T2.end",
        "treatments.T2.duration_min",
        "treatments.T2.duration_max",
        "treatments.T2.duration_reported",
        "outcome.responses.R1.criteria",
    ],
}

#: Beside the facts: what they rest on, and how the rows hang together.
HELD: dict[str, dict[str, Any]] = {
    "news": {
        "series.slug": "biomarker-ntrk",
        "series.families.NTRK.key": "NTRK",
        "section": "medical-literature",
        "authors.0.position": 1,
    },
    "paper": {"authors.0.credentials": "MD, PhD", "authors_complete": False},
    "case": {
        "patient.age_qualifier": "exact",
        "patient.age_at": "presentation",
        "provenance.facts.age_value.source.article": NEWS,
        "provenance.facts.sex.source.article": NEWS,
        "observations.O1.kind": "symptom",
        "observations.O1.presence": "present",
        "observations.O1.at.kind": "offset",
        "diagnoses.DX1.extent": "metastatic",
        "findings.F1.biomarker.fusion.genes.NTRK1.code": "HGNC:8031",
        "treatments.T2.instead_of": "T1",
        "treatments.T2.target_findings": ["F1"],
        "treatments.T2.agents.A2.doses.DS1.change": "start",
        "treatments.T2.ae_statement": "listed",
        "outcome.adverse_events.AE1.agents": ["A2"],
        "outcome.adverse_events.AE2.agents": ["A2"],
        "outcome.adverse_events.AE3.agents": ["A2"],
        "outcome.adverse_events.AE4.agents": ["A2"],
        "treatments.T3.decision": "given",
        "provenance.conflicts.C1.target": "T3",
        "provenance.conflicts.C1.resolution": "unresolved",
        "outcome.follow_up.FU1.at.kind": "offset",
        "outcome.responses.R1.course": "T2",
        "provenance.facts.vital_status.source.assertion": "inferred",
    },
}

#: Read in this chapter of a page (`case#tumour`), capitals and quotation marks aside.
READ: dict[str, list[str]] = {
    "case": ["Not independently reviewed"],
    "case#fusion": ["Rearrangement, not further specified"],
    "paper": [
        "Disclosures: Rare Case of Mesenchymal Sarcoma With NTRK1 Gene Translocation",
        "Identifiers are not known here",
        "Reported on by Rare Case of Mesenchymal Sarcoma With NTRK1 Gene Translocation",
    ],
    "case#sources": ["Identifiers are not known here"],
    "case#glance": [
        "remained unclassified; scalp, top left of the head",
        "Complete response on crizotinib as recently as July 2020; criteria not in the "
        "news summary",
        "250 mg twice daily by mouth, then 125 mg twice daily for 2 months, then 250 "
        "mg twice daily; off label; end not known",
        "Alive without evidence of disease July 2020; inferred",
        "The authors noted: A molecular target was found although the tumour stayed "
        "unclassified.",
    ],
    "case#tumour": [
        "Rash of the left ear Symptom Present Several months later",
        "The source does not say whether there was one mass or two, nor which was "
        "sampled.",
    ],
    "case#tests": [
        "Metastasis; skin involved Several months later",
        "whether core or fine needle is not said",
        "The stains and their results are not given.",
        "NTRK1 rearrangement Positive",
    ],
    "case#treatments": [
        "Step 1 250 mg twice daily By mouth",
        "Step 2 125 mg twice daily Not in the news summary 2 months Reduced: adverse "
        "events transaminases increased, anorexia, nausea and vomiting",
        "3 months after the start of the course (after 3 months of crizotinib)",
        "Glutathione supplement Daily, amount not in the news summary",
        "A reduced dose of the supplement glutathione",
        "Reduced glutathione, the chemical form",
        "Not resolved.",
        "End Not in the news summary",
        "Length of the course Not in the news summary",
        "crizotinib stopped after 3 months",
        "crizotinib continued under observation",
    ],
    "case#course": [
        "After 3 months of crizotinib: observation with a check-up every 6 months",
        "crizotinib stopped after 3 months",
        "crizotinib continued under observation",
        "July 2020: without progression at last contact",
    ],
    "case#gaps": ["Crizotinib: whether it was stopped, when and why."],
}
