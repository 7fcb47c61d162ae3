"""What a schema cannot say, brought into a document that was drawn at random.

Rows get refs of their kind and name each other, sources are those of the case, bounds
are in order, and what `archive/references.py` and the tables refuse is put right. All
works on plain values, in place, and leaves what it need not touch.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import count
from typing import Any

from casebase.archive import choices as c
from casebase.archive.references import NAMES, NEVER_BELOW_ZERO
from casebase.curation.models import FactProvenance

Values = dict[str, Any]

#: Lists of rows with a ref, and the letters these begin with.
PREFIXES = {
    "diagnoses": "DX",
    "lesions": "L",
    "measurements": "M",
    "specimens": "S",
    "observations": "O",
    "findings": "F",
    "assays": "AS",
    "treatments": "T",
    "agents": "A",
    "doses": "DS",
    "procedures": "P",
    "responses": "R",
    "adverse_events": "AE",
    "follow_up": "FU",
    "conflicts": "C",
}
KIND_OF_NAME = {
    "course": "T",
    "during": "T",
    "emerged_on": "T",
    "instead_of": "T",
    "target_findings": "F",
    "caused_by": "AE",
    "agents": "A",
    "specimen": "S",
    "lesion": "L",
}
TIMES = ("at", "start", "end", "ongoing_as_of", "vital_as_of")
#: Several values of a closed list: each once, in the order of the list.
SETS: dict[str, Any] = {
    "reasons_not_given": c.ReasonNotGiven,
    "change_reasons": c.ChangeReason,
    "actions": c.AdverseEventAction,
}
#: A number and the unit it goes with.
WITH_UNIT = {
    "dose_value": "dose_unit",
    "duration_value": "duration_unit",
    "interval_value": "interval_unit",
    "age_value": "age_unit",
}
#: What can be told only of a treatment that was given.
OF_A_GIVEN_COURSE = ("start", "end", "cycles", "duration_min", "duration_max")
OF_A_GIVEN_COURSE += ("duration_unit", "duration_qualifier", "duration_reported")
OF_A_GIVEN_COURSE += ("ae_statement", "ae_statement_reported", "ongoing")
OF_A_GIVEN_COURSE += ("ongoing_as_of", "beyond_progression", "stop_reason")
OF_A_GIVEN_COURSE += ("beyond_progression_reason", "procedures", "combination")
#: What tells of a fusion that was found; of nothing else can it be told.
OF_A_FUSION = ("partner_status", "possible_partners", "known_gene_side", "effect")
OF_A_FUSION += ("detection", "claimed_novel", "transcript_5p", "exon_5p", "linker_note")
OF_A_FUSION += ("transcript_3p", "exon_3p", "build", "breakpoint_5p", "breakpoint_3p")
OF_A_FUSION += ("in_frame", "kinase_domain_retained", "cause")


def parts(value: Any) -> Iterator[Values]:
    """Every object in a value, the outer before the inner."""
    if isinstance(value, dict):
        yield value
        for inner in list(value.values()):
            yield from parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def tidy(value: Values) -> None:
    """Put right what any part may have: times, sets, numbers with units."""
    for part in parts(value):
        for name in TIMES:
            if isinstance(part.get(name), dict):
                _time(part[name])
        for name, choices in SETS.items():
            if name in part:
                part[name] = [x for x in choices.values if x in part[name]]
        for number, unit in WITH_UNIT.items():
            if part.get(number) is None or part.get(unit) is None:
                part.pop(number, None)
                if not (unit == "duration_unit" and "duration_min" in part):
                    part.pop(unit, None)
        for name in NEVER_BELOW_ZERO:
            if part.get(name):
                part[name] = part[name].removeprefix("-")
        if "ror" in part:  # one place of a name has one identifier
            part["ror"] = ""


def _time(time: Values) -> None:
    kind = time.get("kind", "not_reported")
    if kind == "date":
        time["date"] = _past(time.get("date") or "2020-07")
    else:
        time.pop("date", None)
    if kind == "offset":
        time["offset_unit"] = time.get("offset_unit") or "month"
    else:
        time.pop("offset_unit", None)
    low, high = time.get("offset_min"), time.get("offset_max")
    if high is not None:
        time["offset_min"] = min(low or 0, high)
        time["offset_max"] = max(low or 0, high)


def _past(date: str) -> str:
    """The same month of a year that has come."""
    return f"{min(int(date[:4]), 2025)}{date[4:]}"


# ── Articles ──────────────────────────────────────────────────────────────────────


def article(found: Values, number: int) -> Values:
    """An article of its own slug, of which no other article is needed."""
    tidy(found)
    found |= {"key": f"{found['key'][:100].strip('-')}-{number}", "schema": 1}
    found |= {"synthetic": True, "relations": [], "facts": []}
    found["language"] = "ja" if found.get("language") else ""
    found["doi"] = f"10.1234/made-up.{number}" if found.get("doi") else ""
    found["pmid"] = f"9999{number}" if found.get("pmid") else ""
    found["pmcid"] = f"PMC9999{number}" if found.get("pmcid") else ""
    for name in ("url", "integrity_url"):
        found[name] = f"https://example.org/{number}?a=1&b" if found.get(name) else ""
    found["posted_on"] = _day(found)
    if found.get("year") is None:
        found.pop("month", None)
    else:
        found["year"] = min(found["year"], 2026)
    if found.get("month") is None:
        found.pop("day", None)
    if found.get("journal"):
        found["journal"] = f"{number} {found['journal']}"[:255]
    else:  # an abbreviation abbreviates a journal
        found.pop("journal_abbreviation", None)
    if found.get("rights") not in ("cc0", "cc_by"):
        found.pop("abstract", None)  # it stays with the curators
    if found.get("series"):
        _series(found["series"], number)
    _authors(found)
    return found


def _day(found: Values) -> str:
    if not found.get("posted_on") or found["kind"] != "news_item":
        return ""
    return date(2021, 1 + len(found["posted_on"]) % 12, 10).isoformat()


def _series(series: Values, number: int) -> None:
    series["slug"] = f"series-{number}"
    for name in ("families", "genes", "diseases"):  # links have no order of their own
        series[name] = series.get(name, [])[:1]


def _authors(found: Values) -> None:
    authors = found.get("authors", [])
    for place, author in enumerate(authors, start=1):
        author["orcid"] = "0000-0001-2345-678X" if author.get("orcid") else ""
        author["family"] = f"{author['family']}{place}"[-120:]
        author |= {"position": place, "affiliations": author.get("affiliations", [])}
        author["affiliations"] = author["affiliations"][:1]
    roles = c.AuthorshipRole.values
    found["authors"] = sorted(
        authors, key=lambda author: sorted(roles).index(author["role"])
    )


# ── The case ──────────────────────────────────────────────────────────────────────


def case(found: Values, articles: list[Values], citation_of: Callable) -> Values:
    """A case that was read from these articles."""
    tidy(found)
    slugs = [each["key"] for each in articles]
    found |= {"schema": 1, "synthetic": True}
    found["articles"] = (found["articles"] * len(slugs))[: len(slugs)]
    found["articles"] = [dict(each) for each in found["articles"]]
    for place, source in enumerate(found["articles"]):
        source |= {"article": slugs[place], "citation": citation_of(slugs[place])}
        if place == 0 or source["role"] == "primary":
            source["role"] = "follow_up" if place else "primary"
    _patient(found["patient"])
    found["key"] = f"{slugs[0]}/patient-7"
    for part in parts(found):
        for name in ("article", "source_a", "source_b"):
            if isinstance(part.get(name), str) and "citation" not in part:
                part[name] = slugs[len(part[name]) % len(slugs)]
    outcome = found.setdefault("outcome", {})
    _refs(found)
    _lesions(found.get("lesions", []))
    _findings(found.get("findings", []))
    finals = [x for x in found.get("diagnoses", []) if x["role"] == "final"]
    for diagnosis in finals[1:]:
        diagnosis["role"] = "revised"
    _treatments(found.get("treatments", []))
    _responses(outcome, found.get("treatments", []))
    _deaths(found["patient"], outcome)
    for event in outcome.get("adverse_events", []):
        _grades(event)
    _facts(found.get("provenance", {}), found["patient"])
    return found


def _facts(provenance: Values, patient: Values) -> None:
    """Sources of facts that are told, one of each."""
    told = [
        field
        for field, _ in FactProvenance.FIELDS
        if patient.get(field) not in (None, "", [], "not_reported")
    ]
    facts = provenance.get("facts", [])[: len(told)]
    for place, fact in enumerate(facts):
        fact["field"] = told[(len(facts[0]["source"]) + place) % len(told)]
    provenance["facts"] = facts


def _patient(patient: Values) -> None:
    patient["label"] = "Patient 7"
    for name in ("age_value", "age_value_max"):  # "33.0" is read as 33
        if patient.get(name):
            whole, _, rest = patient[name].partition(".")
            patient[name] = patient[name] if rest.strip("0") else whole
    low, high = patient.get("age_value"), patient.get("age_value_max")
    if low is None:
        patient.pop("age_value_max", None)
    elif patient.get("age_unit") == "year" and float(low) > 89:
        patient |= {"age_value": "90", "age_qualifier": "at_least"}
        patient.pop("age_value_max", None)
    elif patient.get("age_unit") == "gestational_week":
        patient.pop("age_value_max", None)
    elif high is not None:
        patient["age_qualifier"] = "range"
        patient["age_value_max"] = max(low, high, key=float)
    if patient.get("vital_status", "not_reported") == "not_reported":
        patient.pop("vital_as_of", None)  # nothing that stood so then
    patient["institutions"] = patient.get("institutions", [])[:1]


def _refs(found: Values) -> None:
    """Give each row a ref of its kind; let names name rows of the right kind."""
    numbers = {prefix: count(1) for prefix in PREFIXES.values()}
    named: dict[str, list[str]] = {prefix: [] for prefix in numbers}
    for part in parts(found):
        for name, prefix in PREFIXES.items():
            for row in part.get(name) or []:
                if isinstance(row, dict):
                    row["ref"] = f"{prefix}{next(numbers[prefix])}"
                    named[prefix].append(row["ref"])
    for part in parts(found):
        for name in NAMES.keys() & part.keys():
            value = part[name]
            others = [x for x in named[KIND_OF_NAME[name]] if x != part.get("ref")]
            if isinstance(value, str):
                part[name] = others[len(value) % len(others)] if others else None
            elif value and isinstance(value[0], str):
                part[name] = others[: len(value)]


def _lesions(lesions: list[Values]) -> None:
    for lesion in lesions:
        if lesion.get("unknown_primary"):
            lesion["role"] = "primary"
            lesion.pop("site", None)


def _findings(findings: list[Values]) -> None:
    for finding in findings:
        is_fusion = finding["biomarker"]["kind"] == "fusion"
        if not is_fusion or finding["result"] != "positive":
            for name in OF_A_FUSION:
                finding.pop(name, None)
        elif finding.get("possible_partners"):
            state = finding["biomarker"]["fusion"]["state"]
            if state in ("partner_unknown", "family"):
                finding["partner_status"] = "several_possible"
            else:
                finding.pop("possible_partners")
        if finding.get("emerged_on"):
            finding["is_acquired"] = True


def _treatments(treatments: list[Values]) -> None:
    sequence = 0
    for treatment in treatments:
        sequence += 1 + treatment["sequence"] % 1000
        treatment["sequence"] = sequence
        given = treatment["decision"] == "given"
        if given:
            treatment.pop("reason_text", None)
        else:
            for name in OF_A_GIVEN_COURSE:
                treatment.pop(name, None)
        reasons = treatment.get("reasons_not_given", [])
        treatment["reasons_not_given"] = [] if given else reasons or ["cost"]
        nct = treatment.get("trial_nct")
        trials = ("trial", "expanded_access", "compassionate_use")
        if nct and treatment.get("label_status") not in trials:
            treatment["label_status"] = "trial"
        if treatment.get("ongoing") == "yes":
            treatment.pop("end", None)
            treatment["stop_reason"] = "ongoing"
        else:
            treatment.pop("ongoing_as_of", None)
        if treatment.get("duration_min") is None:
            treatment.pop("duration_max", None)
        else:
            treatment["duration_unit"] = treatment.get("duration_unit") or "month"
        seen = set()
        for agent in list(treatment.get("agents", [])):
            _agent(agent, given)
            drug = (agent.get("drug") or agent["drug_class"])["key"], agent["role"]
            if drug in seen:
                treatment["agents"].remove(agent)
            seen.add(drug)
        if not treatment.get("agents") and not treatment.get("regimen"):
            treatment["regimen"] = "FOLFIRINOX"


def _agent(agent: Values, given: bool) -> None:
    if agent.get("drug"):
        agent.pop("drug_class", None)
    elif not agent.get("drug_class"):
        agent["drug_class"] = {"key": "trk-inhibitor", "label": "TRK inhibitor"}
    if not given:
        agent.pop("doses", None)
    for number, step in enumerate(agent.get("doses", []), start=1):
        step["sequence"] = number
        step["change"] = "start" if number == 1 else step["change"]


def _responses(outcome: Values, treatments: list[Values]) -> None:
    given = {x["ref"] for x in treatments if x["decision"] == "given"}
    best = set()
    for response in outcome.get("responses", []):
        if response.get("course") not in given:
            response["course"] = None
        course = response["course"]
        if response.get("is_best") and course in best:
            response["is_best"] = False
        best.add(course if response.get("is_best") and course else "")
    for visit in outcome.get("follow_up", []):
        if visit.get("course") not in given:
            visit["course"] = None


def _deaths(patient: Values, outcome: Values) -> None:
    death = any(row["event"] == "death" for row in outcome.get("follow_up", []))
    dead = patient.get("vital_status", "").startswith("dead_")
    if death and not dead:
        patient["vital_status"] = "dead_nos"
    if dead and not death:
        patient["vital_status"] = "lost"


def _grades(event: Values) -> None:
    low, high = event.get("grade_min"), event.get("grade_max")
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        event |= {"grade_min": low, "grade_max": high}
    if low == 5 or event.get("outcome") == "fatal":
        event["outcome"] = "fatal"
        event |= {name: 5 for name in ("grade_min", "grade_max") if event.get(name)}
