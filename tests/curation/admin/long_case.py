"""A case with twelve treatments, typed on the empty page."""

from collections.abc import Sequence
from typing import Any

from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Biomarker, Drug

from .pages import Page


def treatment(page: Page, **values: Any) -> str:
    """A row of a given systemic treatment, as the empty page has it."""
    plain = {
        "modality": "systemic",
        "decision": "given",
        "label_status": "not_reported",
        "ae_statement": "not_reported",
        "stop_reason": "not_reported",
        "setting": "not_reported",
        "intent": "not_reported",
        "combination": "not_reported",
        "ongoing": "not_reported",
        "beyond_progression": "not_reported",
        "assertion": "stated",
    }
    return page.add("treatment_rows", **plain | values)


def dose(page: Page, agent: str, **values: Any) -> str:
    """A dose step of an agent."""
    plain = {"frequency": "bid", "route": "oral", "assertion": "stated"}
    return page.add(f"{agent}-doses", **plain | values)


def adverse_event(page: Page, **values: Any) -> str:
    """An adverse event."""
    plain = {
        "causality": "author_attributed",
        "rechallenge": "not_reported",
        "outcome": "not_reported",
        "serious": "not_reported",
        "assertion": "stated",
    }
    return page.add("adverseevent_rows", **plain | values)


def drug(name: str) -> int:
    """The key of a drug."""
    return Drug.objects.get(name=name).pk


def finding(page: Page, **values: Any) -> str:
    """A finding with one assay."""
    plain = {"origin": "not_reported", "role": "not_reported", "assertion": "stated"}
    row = page.add("biomarkerfinding_rows", **plain | values)
    page.add(
        f"{row}-assays",
        method="ihc",
        detection="not_reported",
        result=values["result"],
        assertion="stated",
    )
    return row


def make_stains() -> list[Biomarker]:
    """Twenty markers that tumours are stained for."""
    return [
        Biomarker.objects.get_or_create(
            kind="protein_ihc",
            marker=f"Marker {number}",
            defaults={"status": WordStatus.ACCEPTED},
        )[0]
        for number in range(1, 21)
    ]


def type_long_case(page: Page, stains: Sequence[Biomarker]) -> None:
    """12 treatments with 72 dose steps, 20 findings with assays, 15 events."""
    type_case(page, stains, treatments=12, events=15)


def type_case(
    page: Page, stains: Sequence[Biomarker], *, treatments: int, events: int
) -> None:
    """Treatments of two agents with three dose steps each, stains, and events."""
    for number in range(1, treatments + 1):
        course = treatment(page, line_number=number)
        for name in ("crizotinib", "larotrectinib"):
            agent = page.add(f"{course}-agents", drug=drug(name), role="anticancer")
            dose(page, agent, dose_value=number, dose_unit="mg")
            for _ in range(2):
                dose(page, agent, dose_value="2", dose_unit="mg", change="held")
    for number, stain in enumerate(stains, start=1):
        result = "positive" if number % 2 else "negative"
        told = {"biomarker": stain.pk, "result": result, "reported": f"stain {number}"}
        finding(page, **told)
    for number in range(1, events + 1):
        told = {"reported": f"event {number}", "grade_min": number % 5 or None}
        adverse_event(page, **{k: v for k, v in told.items() if v})
