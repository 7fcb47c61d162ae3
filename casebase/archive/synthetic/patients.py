"""The patient, the tumour and what was taken of it."""

from . import filler
from .telling import Telling, Values, said
from .words import Words

#: With all else that is told in words, a case has about 150.
HISTORY = 110
BASES = ("ct", "mri", "pet")


def patient(
    telling: Telling,
    number: int,
    tumour: str,
    *,
    country: str,
    vital_status: str,
    last: int,
) -> Values:
    """Return the chapter of the person; `last` is the month of the last contact."""
    dice = telling.dice
    story = filler.TUMOURS[tumour]
    age = dice.number(*story.years)
    sex = dice.one({"female": 10, "male": 10, "not_reported": 1})
    values: Values = {
        "label": f"patient {number}",
        "sex": sex,
        "summary": f"Made up, for trying the software. {dice.narrative(18)}",
        "take_away": f"Made up. {dice.narrative(9)}" if telling.told(0.4) else "",
        "history": f"Made up. {dice.apart(f'history {number}').prose(HISTORY)}",
        "ecog": dice.number(0, 3) if telling.told(0.3) else None,
        "index_event": "diagnosis" if telling.clock == "offset" else None,
        "vital_status": vital_status,
        "country": country if telling.told(0.9) else "",
    }
    if dice.maybe(0.93):
        values |= {
            "age_value": str(age),
            "age_unit": "month" if story.months else "year",
            "age_qualifier": "exact",
            "age_at": dice.one(("presentation", "diagnosis", "not_reported")),
        }
        if not story.months and dice.maybe(0.08):
            decade = age // 10 * 10
            values |= {"age_value": str(decade), "age_qualifier": "decade"}
    if vital_status != "not_reported":
        values["vital_as_of"] = telling.at(last)
    return said(values)


def diagnoses(telling: Telling, words: Words, tumour: str) -> list[Values]:
    """Return the final diagnosis, now and then after another one."""
    dice = telling.dice
    rows = []
    if dice.maybe(0.12):
        other = dice.one([key for key in filler.TUMOURS if key != tumour])
        rows.append(
            telling.row(
                "DX",
                disease=words.coded("diagnosis", other),
                reported=words.label("diagnosis", other),
                role=dice.one(("initial", "considered_excluded")),
            )
        )
    extents = {"metastatic": 6, "locally_advanced": 3, "localised": 3}
    rows.append(
        telling.row(
            "DX",
            disease=words.coded("diagnosis", tumour),
            reported=words.label("diagnosis", tumour),
            role="final",
            certainty="definite" if telling.told(0.5) else None,
            extent=dice.one(extents) if telling.told(0.7) else None,
            stage=dice.one(("III", "IV")) if telling.told(0.3) else None,
            at=telling.at(0) if telling.told(0.5) else None,
        )
    )
    return rows


def lesions(telling: Telling, words: Words, tumour: str) -> list[Values]:
    """Return the primary tumour and some metastases, with later sizes of one."""
    dice = telling.dice
    story = filler.TUMOURS[tumour]
    rows = []
    if telling.told(0.95):
        site = dice.one(story.sites)
        size = dice.number(9, 110) if telling.told(0.6) else None
        measured = []
        if size and telling.told(0.5):
            measured = [
                telling.row(
                    "M",
                    dim1_mm=str(max(1, size * dice.number(20, 130) // 100)),
                    basis=dice.one(BASES),
                    at=telling.at(3 + 3 * place),
                )
                for place in range(dice.number(1, 3))
            ]
        rows.append(
            telling.row(
                "L",
                role="primary",
                site=words.coded("site", site),
                site_reported=words.label("site", site).lower(),
                dim1_mm=str(size) if size else None,
                basis=dice.one(BASES) if size else None,
                at=telling.at(0) if size else None,
                measurements=measured,
            )
        )
    for _ in range(dice.one((0, 0, 1, 1, 2))):
        site = dice.one(story.spread)
        rows.append(
            telling.row(
                "L",
                role="metastasis",
                site=words.coded("site", site),
                site_reported=words.label("site", site).lower(),
            )
        )
    return rows


def specimen(
    telling: Telling, phase: str, month: int, lesion: str | None = None
) -> Values:
    """Return a biopsy, or blood, at a time of the story."""
    kinds = {"core_needle": 4, "resection": 3, "biopsy": 3, "ctdna": 1}
    return telling.row(
        "S",
        kind=telling.dice.one(kinds),
        phase=phase,
        lesion=lesion,
        finding=f"Made up: {telling.dice.narrative(5)}" if telling.told(0.5) else "",
        at=telling.at(month) if telling.told(0.5) else None,
    )


def observations(telling: Telling) -> list[Values]:
    """Return a few symptoms in words that no language has."""
    return [
        telling.row(
            "O",
            kind=telling.dice.one(("symptom", "sign", "lab")),
            text_reported=f"made-up finding: {telling.dice.narrative(2)}",
            presence=telling.dice.one({"present": 4, "absent": 1}),
        )
        for _ in range(telling.dice.one((0, 0, 1, 2)))
    ]
