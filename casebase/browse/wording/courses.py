"""Courses, decisions and responses in words. No response stands without its drug."""

from casebase.archive.choices import Decision, ReasonNotGiven, ResponseCategory
from casebase.archive.document import Agent, Treatment

from .doses import dose_path
from .terms import in_sentence, listed, name

#: Code on the coloured mark, and the class that colours it (DESIGN.md 4). The four
#: categories without a colour of their own take that of their nearest neighbour and
#: keep their own code; their words always stand beside the mark.
MARKS = {
    ResponseCategory.CR: ("CR", "CR"),
    ResponseCategory.PR: ("PR", "PR"),
    ResponseCategory.SD: ("SD", "SD"),
    ResponseCategory.PD: ("PD", "PD"),
    ResponseCategory.MR: ("MR", "PR"),
    ResponseCategory.VGPR: ("VGPR", "PR"),
    ResponseCategory.NON_CR_NON_PD: ("non", "SD"),
    ResponseCategory.MIXED: ("mix", "NE"),
    ResponseCategory.NED: ("NED", "CR"),
    ResponseCategory.BENEFIT: ("~", "BN"),
    ResponseCategory.NO_BENEFIT: ("×", "NB"),
    ResponseCategory.NOT_EVALUABLE: ("NE", "NE"),
    ResponseCategory.NOT_REPORTED: ("NR", "NR"),
}

#: Responses that no criteria name, as "the benefit was judged" has them.
UNCATEGORISED = {
    ResponseCategory.BENEFIT: "benefit",
    ResponseCategory.NO_BENEFIT: "lack of benefit",
}


def agent_name(agent: Agent) -> str:
    """Name a drug, or the class where no drug is named, as inside a sentence."""
    term = agent.drug or agent.drug_class
    return in_sentence(name(term)) or agent.reported


def course_name(treatment: Treatment) -> str:
    """Name a course by its regimen, agents or procedures, else by its kind."""
    agents = listed(agent_name(agent) for agent in treatment.agents)
    if treatment.regimen:
        return f"{treatment.regimen} ({agents})" if agents else treatment.regimen
    procedures = listed(in_sentence(p.procedure) for p in treatment.procedures)
    return agents or procedures or in_sentence(str(treatment.modality.label))


def course_doses(treatment: Treatment, missing: str) -> str:
    """Write all doses of a course, each with its drug where there are several."""
    paths = [(agent, dose_path(agent, missing)) for agent in treatment.agents]
    told = [(agent_name(agent), path) for agent, path in paths if path]
    if len(treatment.agents) == 1:
        return "".join(path for _, path in told)
    return "; ".join(f"{drug} {path}" for drug, path in told)


def is_given(treatment: Treatment) -> bool:
    """Whether the treatment was given: nothing but `given` ever counts."""
    return treatment.decision == Decision.GIVEN


def why_not_given(treatment: Treatment, missing: str) -> str:
    """Say why a treatment was not given, in the words of the source if it has any.

    It stands within a sentence, and so has no full stop.
    """
    reasons = [
        f"reason {missing}"
        if reason == ReasonNotGiven.NOT_REPORTED
        else in_sentence(str(reason.label))
        for reason in treatment.reasons_not_given
    ]
    return treatment.reason_text.rstrip(". ") or listed(reasons)


def response_words(category: ResponseCategory, missing: str) -> str:
    """Write a response category; silence in the words of the case."""
    if category == ResponseCategory.NOT_REPORTED:
        return f"Response {missing}"
    return str(category.label)
