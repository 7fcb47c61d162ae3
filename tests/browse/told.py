"""Made-up cases told in short, and the stories of a hub that has them."""

import json
from pathlib import Path

from casebase.archive import document as d
from casebase.archive.models import Version
from casebase.browse.addresses import Address
from casebase.browse.hub_stories import Stories
from casebase.browse.rows import CaseRow
from tests import seed
from tests.browse import archive

SOURCE = {"article": "made-up-0", "assertion": "stated"}


def starter(name):
    """Return a starter case by the name of its file."""
    file = Path(seed.STARTER / "cases" / f"{name}.json")
    return d.read(json.loads(file.read_text("utf-8")))


def stories(*documents, facet="gene", keys=(), drug="", total=0):
    """Return the stories of a hub of these cases, the newest first.

    With a drug, the hub counts the courses of this drug alone.
    """
    rows = [
        CaseRow(f"CB-{n:06}", Version(document=d.canonical(one), number=1))
        for n, one in enumerate(documents, start=1)
    ]
    counted = {
        (row.accession, line.course.treatment.ref)
        for row in rows
        for line in row.given
        if not drug or drug in line.course.name
    }
    asked = Address("/cases/").asking(facet, *(keys or [drug or "NTRK1"]))
    return Stories(
        facet="drug" if drug else facet,
        label=drug or "NTRK1",
        keys=frozenset(keys or [drug]),
        rows=rows,
        total=total or len(rows),
        courses=counted,
        case_list=asked,
        course_list=asked.at("/treatments/"),
    )


def made_up(*, treatments=(), findings=(), events=(), responses=(), follow_up=()):
    """Return a made-up case of these courses, told in short."""
    base = archive.made_up(0)
    whole = json.loads(d.canonical(base))
    return d.CaseDocument.model_validate(
        whole
        | {
            "treatments": [
                course(n, **one) for n, one in enumerate(treatments, start=1)
            ],
            "findings": whole["findings"]
            + [
                {"ref": f"F{n}", "source": SOURCE, "result": "positive"}
                | {"reported": "found", **one}
                for n, one in enumerate(findings, start=2)
            ],
            "outcome": {
                "responses": [
                    {"ref": f"R{n}", "source": SOURCE, **one}
                    for n, one in enumerate(responses, start=1)
                ],
                "adverse_events": [
                    {"ref": f"AE{n}", "source": SOURCE, "agents": ["A1"], **one}
                    for n, one in enumerate(events, start=1)
                ],
                "follow_up": [
                    {"ref": f"FU{n}", "source": SOURCE, "event": "visit", **one}
                    for n, one in enumerate(follow_up, start=1)
                ],
            },
        }
    )


def course(number, drug="crizotinib", doses=(), **more):
    """Return a course of one drug."""
    return {
        "ref": f"T{number}",
        "source": SOURCE,
        "sequence": number,
        "modality": "systemic",
        "decision": "given",
        "agents": [
            {
                "ref": f"A{number}",
                "drug": {"key": drug},
                "role": "anticancer",
                "doses": [
                    {"ref": f"DS{10 * number + n}", "source": SOURCE, "sequence": n}
                    | one
                    for n, one in enumerate(doses, start=1)
                ],
            }
        ],
    } | more


def mg(number, change="start", **more):
    """Return a dose in mg twice daily."""
    return {
        "dose_value": str(number), "dose_unit": "mg", "frequency": "bid",
        "change": change, **more,
    }  # fmt: skip


def names(rows):
    """Return the accessions of rows."""
    return [row.accession for row in rows]
