"""What was given: the medical actions of a Phenopacket.

A drug that has a code is a treatment. Any other course of drugs is a regimen, for which
the schema takes a reference with words in place of a code. What was considered and not
given is no action.
"""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.facet_keys import best_response
from casebase.browse import wording

from . import codes, times

Part = dict[str, Any]

_STOPPED = (
    c.StopReason.PROGRESSION,
    c.StopReason.TOXICITY,
    c.StopReason.PATIENT_CHOICE,
    c.StopReason.COST,
)


def is_action(row: d.Treatment) -> bool:
    """Whether a treatment can be told as an action: drugs against the tumour, given."""
    return wording.is_given(row) and bool(row.regimen or _drugs(row))


def actions(case: d.CaseDocument, address: str) -> list[Part]:
    """Return what was given, in order."""
    rows = sorted(case.treatments, key=lambda row: row.sequence)
    return [_action(case, row, address) for row in rows if is_action(row)]


def _drugs(row: d.Treatment) -> list[d.Agent]:
    return [agent for agent in row.agents if agent.role == c.AgentRole.ANTICANCER]


def _action(case: d.CaseDocument, row: d.Treatment, address: str) -> Part:
    drugs = _drugs(row)
    lone = codes.coded(drugs[0].drug) if len(drugs) == 1 and not row.regimen else None
    found: Part = (
        {"treatment": _treatment(drugs[0], lone)}
        if lone
        else {"therapeuticRegimen": _regimen(row, drugs, address)}
    )
    response = best_response(case, row)
    if response and (code := response_code(response)):
        found["responseToTreatment"] = code
    agents = {agent.ref for agent in drugs}
    events = [x.term for x in case.outcome.adverse_events if agents & {*x.agents}]
    terms = {term["id"]: term for term in map(codes.coded, events) if term}
    if terms:
        found["adverseEvents"] = list(terms.values())
    return found


def _treatment(agent: d.Agent, drug: codes.Class) -> Part:
    """A drug and its route. The schema has doses only between two dates."""
    found: Part = {"agent": drug}
    routes = {dose.route for dose in agent.doses if wording.is_stated(dose.route)}
    if len(routes) == 1 and (route := codes.ROUTES.get(routes.pop())):
        found["routeOfAdministration"] = route
    return found


def _regimen(row: d.Treatment, drugs: list[d.Agent], address: str) -> Part:
    reference = {"reference": address, "description": wording.course_name(row)}
    if len(drugs) == 1 and drugs[0].drug and not row.regimen:
        key = quote(drugs[0].drug.key, safe="")
        reference["reference"] = f"{settings.PUBLIC_URL}/drugs/{key}/"
    if row.trial_nct:
        reference["id"] = row.trial_nct
    found: Part = {"externalReference": reference, "regimenStatus": _status(row)}
    for key, at in (("startTime", row.start), ("endTime", row.end)):
        if time := times.when(at):
            found[key] = time
    return found


def _status(row: d.Treatment) -> str:
    if row.ongoing == c.YesNo.YES:
        return "STARTED"
    if row.stop_reason == c.StopReason.COMPLETED:
        return "COMPLETED"
    return "DISCONTINUED" if row.stop_reason in _STOPPED else "UNKNOWN_STATUS"


def response_code(response: d.Response) -> codes.Class | None:
    """Return the code of a response, of its criteria only where they are named."""
    named = codes.RESPONSES_BY_CRITERIA.get((response.criteria, response.category))
    return named or codes.RESPONSES.get(response.category)
