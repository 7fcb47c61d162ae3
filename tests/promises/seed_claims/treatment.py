"""What was considered, what was given, and what came of it."""

from .claim import ABSENT, Claim

BOTH_READINGS = [
    "The source does not say whether crizotinib was stopped then",
    "crizotinib stopped after 3 months",
    "crizotinib continued under observation",
]
EVENTS = {
    "AE1": ("transaminases-increased", "Transaminases increased"),
    "AE2": ("anorexia", "Anorexia"),
    "AE3": ("nausea", "Nausea"),
    "AE4": ("vomiting", "Vomiting"),
}

CLAIMS = [
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
                "transaminase elevation",
                "moderate",
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
                "herbal supplement glutathione",
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
