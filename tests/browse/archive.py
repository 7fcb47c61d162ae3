"""An archive to read: the seed, and made-up cases of one shape beside it."""

import json
from typing import Any

from casebase.archive import document as d
from casebase.archive import publishing
from tests import seed

ENVELOPE = {
    "published_by": "Ada",
    "submitted_by": "Ada",
    "review_basis": "transcription",
}
NEWS = "jnccn360-2021-ntrk1-mesenchymal-sarcoma"

#: The words these tests are told in: facet, key, label, other names, broader terms.
WORDS: list[tuple[str, str, str, list[str], list[str], dict[str, Any]]] = [
    ("family", "NTRK", "NTRK", [], [], {"genes": ["NTRK1", "NTRK3"]}),
    ("gene", "NTRK1", "NTRK1", ["TRKA"], ["NTRK"], {"name": "a kinase"}),
    ("gene", "NTRK3", "NTRK3", ["TRKC"], ["NTRK"], {}),
    ("gene", "ETV6", "ETV6", ["TEL"], [], {}),
    ("gene", "KIT", "KIT", ["CD117"], [], {}),
    (
        "fusion",
        "NTRK1-partner-unknown",
        "NTRK1 fusion, partner not known",
        [],
        [],
        {"state": "partner_unknown", "genes": ["NTRK1"]},
    ),
    (
        "fusion",
        "ETV6::NTRK3",
        "ETV6::NTRK3",
        ["ETV6-NTRK3"],
        [],
        {
            "state": "two_genes",
            "five_prime": "ETV6",
            "three_prime": "NTRK3",
            "genes": ["ETV6", "NTRK3"],
        },
    ),
    (
        "biomarker",
        "ntrk1-fusion-partner-unknown",
        "NTRK1 fusion, partner not known",
        [],
        [],
        {"kind": "fusion"},
    ),
    ("biomarker", "etv6-ntrk3-fusion", "ETV6::NTRK3", [], [], {"kind": "fusion"}),
    ("diagnosis", "SOFT_TISSUE", "Soft Tissue", [], [], {}),
    ("diagnosis", "SARCNOS", "Sarcoma, NOS", [], ["SOFT_TISSUE", "sarcoma"], {}),
    ("diagnosis", "sarcoma", "Sarcoma, any site", [], [], {"is_group": True}),
    ("site", "scalp", "Scalp", [], [], {}),
    ("site", "neck", "Neck", [], [], {}),
    ("site", "back", "Back", [], [], {}),
    ("drug_class", "alk-inhibitor", "ALK inhibitor", [], [], {}),
    ("drug", "crizotinib", "crizotinib", ["Xalkori"], ["alk-inhibitor"], {}),
    ("drug", "larotrectinib", "larotrectinib", ["Vitrakvi"], [], {}),
    ("drug", "entrectinib", "entrectinib", ["Rozlytrek"], [], {}),
    ("drug", "glutathione", "glutathione", [], [], {"kind": "supplement"}),
    ("adverse_event", "nausea", "Nausea", [], [], {}),
    ("adverse_event", "vomiting", "Vomiting", [], [], {}),
    ("adverse_event", "anorexia", "Anorexia", [], [], {}),
    ("adverse_event", "transaminases-increased", "Transaminases increased", [], [], {}),
]


def put_words() -> None:
    """Make the words public."""
    names = ("facet", "key", "label", "aliases", "parents", "facts")
    publishing.put_terms(dict(zip(names, word, strict=True)) for word in WORDS)


def put_seed() -> str:
    """Publish the seed; return its accession."""
    versions = [publishing.put(doc, **ENVELOPE) for _, doc in seed.documents()]
    return versions[-1].record.name


def put_made_up(count: int, **changes: Any) -> list[str]:
    """Publish made-up cases of the seed's shape with ETV6::NTRK3; their accessions.

    Each has two courses: crizotinib, which did not work, and then entrectinib, which
    did.
    """
    return [
        publishing.put(made_up(number, **changes), **ENVELOPE).record.name
        for number in range(count)
    ]


def made_up(number: int, **changes: Any) -> d.CaseDocument:
    """Return a made-up case; `changes` replace whole chapters."""
    case = json.loads(d.canonical(seed.case_document()))
    slug = f"made-up-{number}"
    paper = {"article": slug, "role": "primary", "part_read": "full_text"}
    source = {"article": slug, "assertion": "stated"}
    case |= {
        "key": f"made-up-{number}/patient-1",
        "synthetic": True,
        "articles": [
            paper
            | {
                "citation": {
                    "kind": "case_report",
                    "title": f"Made-up report {number}",
                    "year": 2000 + number % 25,
                }
            }
        ],
        "findings": [
            {
                "ref": "F1",
                "biomarker": {
                    "key": "etv6-ntrk3-fusion",
                    "kind": "fusion",
                    "fusion": {
                        "key": "ETV6::NTRK3",
                        "state": "two_genes",
                        "five_prime": {"key": "ETV6"},
                        "three_prime": {"key": "NTRK3"},
                        "genes": [{"key": "ETV6"}, {"key": "NTRK3"}],
                    },
                },
                "result": "positive",
                "reported": "fusion",
                "source": source,
            }
        ],
        "treatments": [
            _course(1, "crizotinib", source, label_status="off_label"),
            _course(2, "entrectinib", source, label_status="on_label"),
        ],
        "outcome": {
            "responses": [
                _response(1, "PD", source),
                _response(2, "PR", source),
            ]
        },
        "lesions": [],
        "specimens": [],
        "observations": [],
        "provenance": {},
    }
    case["patient"] |= {"sex": "female"}
    for diagnosis in case["diagnoses"]:
        diagnosis["source"] = source
    return d.CaseDocument.model_validate(case | changes)


def _course(number: int, drug: str, source: dict[str, str], **more: str) -> dict:
    return {
        "ref": f"T{number}",
        "sequence": number,
        "modality": "systemic",
        "decision": "given",
        "source": source,
        "agents": [
            {
                "ref": f"A{number}",
                "drug": {"key": drug},
                "role": "anticancer",
                "reported": drug,
            }
        ],
        **more,
    }


def _response(number: int, category: str, source: dict[str, str]) -> dict:
    return {
        "ref": f"R{number}",
        "course": f"T{number}",
        "category": category,
        "is_best": True,
        "reported": category,
        "source": source,
    }


def told_in_full() -> d.CaseDocument:
    """Return a made-up case with much that a summary of it must not drop.

    A mutation acquired on the first course, at which the second was aimed; one looked
    for twice; a response that did not last; one event twice, once with its end.
    """
    case = d.as_dict(made_up(1))
    [fusion] = case["findings"]
    source = fusion["source"]
    case["specimens"] = [
        {"ref": f"S{n}", "kind": "biopsy", "label": label, "source": source}
        for n, label in enumerate(("SA", "SB"), start=1)
    ]
    case["findings"] += [
        fusion
        | {"ref": ref, "result": result, "specimen": specimen}
        | {"biomarker": _mutation(name)}
        | more
        for ref, name, result, specimen, more in (
            ("F2", "G623R", "positive", "S2", {"is_acquired": True}),
            ("F3", "G696A", "negative", "S1", {}),
            ("F4", "G696A", "negative", "S2", {}),
        )
    ]
    case["findings"][1]["emerged_on"] = "T1"
    case["treatments"][1] |= {
        "target_findings": ["F2"],
        "reason_text": "it was the only one at hand",
        "beyond_progression": "yes",
    }
    outcome = case["outcome"]
    outcome["responses"] += [
        {"ref": f"R{n}", "course": "T2", "category": "PD", "reported": "progression"}
        | {"at": {"kind": "date", "date": f"2019-0{n - 7}"}, "source": source}
        for n in (9, 10)
    ]
    nausea = {"term": {"key": "nausea", "label": "Nausea"}, "reported": "nausea"}
    nausea |= {"agents": ["A1"], "source": source}
    held = {"actions": ["held"], "outcome": "resolved", "rechallenge": "tolerated"}
    begin = {"kind": "offset", "anchor": "this_course_start", "offset_unit": "day"}
    held["start"] = begin | {"offset_min": 33}
    outcome["adverse_events"] = [
        nausea | held | {"ref": "AE1"},
        nausea | {"ref": "AE2"},
    ]
    return d.read(case)


def _mutation(name: str) -> dict[str, Any]:
    gene = {"key": "NTRK3", "label": "NTRK3"}
    marker = {"key": f"ntrk3-{name.lower()}", "kind": "snv_indel", "gene": gene}
    return marker | {"label": f"NTRK3 {name}"}
