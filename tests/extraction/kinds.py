"""What sort of field a leaf of a document is, and how two of them are compared."""

import re
from enum import Enum

DRUG = "drug or class"
DOSE = "dose"
RESPONSE = "response category"
POLARITY = "polarity"
#: A difference here would mislead a clinician: none may stay open.
DANGEROUS = (DRUG, DOSE, RESPONSE, POLARITY)

OWN_WORDS = "own words present"
REPORTED = "words as reported"

TIMES = r"(at|start|end|vital_as_of|ongoing_as_of)"
#: A pattern of the path without the names of rows, and the kind of what is below it;
#: the first that fits counts. Articles' paths begin with `articles`, cases' with
#: `cases`.
KINDS = (
    (rf"cases\.(.+\.)?{TIMES}\.", "time"),
    (
        r".+\.source\.|cases\.(provenance|articles)\.|articles\.facts\.",
        "source and assertion",
    ),
    (r"articles\.", "article identifiers and citation"),
    (r"cases\.patient\.(age_|sex|gender)", "age and sex"),
    (r"cases\.(patient\.vital_|outcome\.follow_up\.)", "vital status and follow-up"),
    (r"cases\.diagnoses\.", "disease"),
    (r"cases\.lesions\.(measurements\.)?(dim\d|volume|basis)", "size"),
    (r"cases\.(lesions|specimens)\.(site|laterality|role|lesion)", "site and side"),
    (r"cases\.(lesions|specimens)\.", "lesion and specimen"),
    (r"cases\.findings\.(assays\.)?result|cases\.observations\.presence", POLARITY),
    (r"cases\.findings\.assays\.", "assay"),
    (
        r"cases\.findings\.(partner_|possible_p|known_gene|effect|detection|claimed_"
        r"|transcript|exon_|linker|build|breakpoint|in_frame|kinase|cause|iscn)",
        "fusion detail",
    ),
    (r"cases\.(findings\.|treatments\.target_findings)", "biomarker"),
    (r"cases\.treatments\.agents\.doses\.dose_", DOSE),
    (r"cases\.treatments\.agents\.doses\.(frequency|route)", "frequency and route"),
    (
        r"cases\.treatments\.(agents\.doses\.)?"
        r"(duration_|cycles|stop_reason|ongoing|beyond_)",
        "stop reason, duration, cycles",
    ),
    (r"cases\.treatments\.agents\.doses\.", "dose change and reasons"),
    (r"cases\.treatments\.(agents\.|regimen|combination)", DRUG),
    (
        r"cases\.treatments\.(decision|reasons_not_given|instead_of)",
        "decision and reasons not given",
    ),
    (
        r"cases\.treatments\.(label_|line_number|setting|intent|trial_nct|sequence)",
        "label status, line, setting",
    ),
    (r"cases\.treatments\.(modality|procedures\.)", "modality and procedure"),
    (r"cases\.outcome\.responses\.", RESPONSE),
    (r"cases\.(outcome\.adverse_events\.|treatments\.ae_statement)", "adverse event"),
    (r"cases\.observations\.", "observation"),
    (r"", "other"),
)
#: Written by whoever extracts: two people never choose the same words, so only their
#: being there is compared.
OWN = {
    *("summary", "abstract", "take_away", "history", "family_history", "intro"),
    *("patient_perspective", "part_note", "looked_for_not_found", "reading_note"),
    *("identifiers_note", "integrity_note", "coi_statement", "funding", "locator"),
    *("finding", "remark", "text_reported", "reason", "reason_text", "label_note"),
    *("linker_note", "beyond_progression_reason", "value_a", "value_b"),
    *("modality_reported", "pathologic_response", "value_text", "procedure"),
    *("ae_statement_reported", "appearance"),
}
#: Where a curator's own words still count as part of another kind.
OWN_BUT_OF_ITS_KIND = {"locator", "procedure", "value_a", "value_b"}


class By(Enum):
    """How two values of a field are compared."""

    VALUE = "the value itself"
    WORDS = "the words, capitals and typography aside"
    PRESENCE = "whether anything is there"


def compared_by(name: str) -> By:
    """How a field of this name is compared."""
    if name in OWN:
        return By.PRESENCE
    if re.search(r"(^|_)reported$|^(quote|smoking|gender)", name):
        return By.WORDS
    return By.VALUE


def kind_of(path: str) -> str:
    """The kind of a leaf: `cases.treatments.agents.doses.dose_value` is a dose.

    `path` names no rows and begins with `cases` or `articles`.
    """
    name = path.rpartition(".")[2]
    if compared_by(name) == By.WORDS:
        return REPORTED
    if name in OWN - OWN_BUT_OF_ITS_KIND:
        return OWN_WORDS
    return next(kind for pattern, kind in KINDS if re.match(pattern, path))


def all_kinds() -> list[str]:
    """Every kind of field, the dangerous ones first."""
    rest = dict.fromkeys([kind for _, kind in KINDS] + [REPORTED, OWN_WORDS])
    return [*DANGEROUS, *(kind for kind in rest if kind not in DANGEROUS)]
