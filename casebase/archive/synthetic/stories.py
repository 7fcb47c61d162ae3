"""Made-up articles and the cases they report: one story each, the same for a seed.

`articles` yields them without end; whoever needs few cases takes few.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from casebase.archive import document as d

from . import filler, findings, patients
from .courses import GOOD, Courses
from .telling import Dice, Telling, Values, said
from .words import Words

JOURNAL = "Synthetic J Oncol"
NO_IDENTIFIERS = "Made up, for trying the software: there is no such article."
SERIES = {
    "slug": "synthetic-series",
    "title": "Synthetic series",
    "strapline": "Made up, for trying the software",
    "kind": "custom",
    "intro": "Made-up news items about made-up cases.",
}


@dataclass(frozen=True)
class Made:
    """One made-up report: its articles, the primary one first, and its cases."""

    articles: list[d.ArticleDocument]
    cases: list[d.CaseDocument]


def articles(words: Words, seed: int) -> Iterator[Made]:
    """Yield made-up reports without end."""
    for number in count(1):
        yield report(words, seed, number)


def report(words: Words, seed: int, number: int) -> Made:
    """Return the n-th report of a seed: a case, now and then several."""
    dice = Dice(f"{seed}/{number}")
    slug = f"synthetic-{seed}-{number}"
    by_news, patients_told = _extent(dice)
    year = dice.number(2013, 2025)
    part = "secondary_summary" if by_news else dice.one(filler.PARTS_READ)
    paper = _paper(dice, slug, number, year, patients_told)
    made = [paper]
    if by_news:
        made.append(_news(dice, slug, number, year))
    sources = [_source(paper, "primary", part)]
    sources += [_source(news, "news_summary", "full_text") for news in made[1:]]
    clock = dice.one({"date": 4, "offset": 4, "order": 1})
    cases = []
    for patient in range(1, patients_told + 1):
        telling = Telling(dice, made[-1].key, part, year - 3, clock)
        cases.append(_case(telling, words, slug, patient, sources))
    return Made(made, cases)


def cases_in(seed: int, number: int) -> int:
    """Return how many cases the n-th report of a seed has, without making it."""
    return _extent(Dice(f"{seed}/{number}"))[1]


def _extent(dice: Dice) -> tuple[bool, int]:
    """Draw whether it is known from a news item alone, and its number of patients."""
    by_news = dice.maybe(0.08)
    return by_news, 1 if by_news or dice.maybe(0.92) else dice.number(2, 7)


# ── Articles ──────────────────────────────────────────────────────────────────────


def _article(slug: str, number: int, **values: Any) -> d.ArticleDocument:
    return d.ArticleDocument.model_validate(
        said(
            {
                "schema": d.SCHEMA,
                "key": slug,
                "synthetic": True,
                "authors": [
                    {
                        "family": f"Author{number + place}",
                        "role": "author",
                        "position": place + 1,
                    }
                    for place in range(2)
                ],
                "identifiers_note": NO_IDENTIFIERS,
            }
            | values
        )
    )


def _paper(
    dice: Dice, slug: str, number: int, year: int, patients_told: int
) -> d.ArticleDocument:
    kind = dice.one({"case_report": 8, "letter": 1, "conference_abstract": 1})
    standing: Values = {}
    if dice.maybe(0.03):
        integrity = dice.one(("corrected", "corrected", "retracted"))
        standing = {"integrity": integrity, "integrity_note": "Made up."}
    return _article(
        slug,
        number,
        kind=kind if patients_told == 1 else "case_series",
        title=f"Synthetic report {number}, made up: {dice.narrative(4)}",
        journal=JOURNAL,
        year=year,
        volume=str(year - 2010),
        pages=f"e{number}",
        summary=f"Made up, for trying the software. {dice.narrative(10)}",
        patients_reported=patients_told,
        authors_complete=True,
        coi_status=dice.one(("none_declared", "not_stated")),
        ethics=dice.one(("consent_stated", "not_stated")),
        **standing,
    )


def _news(dice: Dice, slug: str, number: int, year: int) -> d.ArticleDocument:
    day = f"{year}-{dice.number(1, 12):02}-{dice.number(1, 28):02}"
    return _article(
        f"{slug}-news",
        number,
        kind="news_item",
        title=f"Synthetic news item {number}, made up: {dice.narrative(4)}",
        outlet="Synthetic News",
        posted_on=day,
        authors=[{"family": f"Author{number}", "role": "byline", "position": 1}],
        authors_complete=True,
        series=SERIES,
        summary=f"Made up, for trying the software. {dice.narrative(10)}",
        relations=[{"kind": "reports_on", "article": slug}],
    )


def _source(article: d.ArticleDocument, role: str, part: str) -> Values:
    citation = {key: getattr(article, key) for key in d.Citation.model_fields}
    return {
        "article": article.key,
        "role": role,
        "part_read": part,
        "part_note": "Made up: nothing was read.",
        "citation": citation,
    }


# ── Cases ─────────────────────────────────────────────────────────────────────────


def _case(
    telling: Telling, words: Words, slug: str, number: int, sources: list[Values]
) -> d.CaseDocument:
    dice = telling.dice
    driver = findings.driver(telling, words)
    tumour = dice.one(driver.story.tumours)
    lesions = patients.lesions(telling, words, tumour)
    specimen = None
    if telling.told(0.7):
        primary = [row["ref"] for row in lesions if row["role"] == "primary"]
        specimen = patients.specimen(
            telling, "pre_treatment", 0, primary[0] if primary else None
        )
    found = findings.driver_row(telling, driver, specimen["ref"] if specimen else None)
    country = dice.one(filler.COUNTRIES)
    courses = Courses(
        telling, words, driver, found["ref"], tumour, country, dice.maybe(0.25)
    )
    courses.tell()
    vital_status = _vital_status(telling, courses)
    last = courses.month + dice.number(0, 9)
    return d.CaseDocument.model_validate(
        {
            "schema": d.SCHEMA,
            "key": f"{slug}/patient-{number}",
            "synthetic": True,
            "patient": patients.patient(
                telling,
                number,
                tumour,
                country=country,
                vital_status=vital_status,
                last=last,
            ),
            "articles": [source | _gaps(telling, source) for source in sources],
            "diagnoses": patients.diagnoses(telling, words, tumour),
            "lesions": lesions,
            "specimens": [row for row in (specimen, *courses.specimens) if row],
            "observations": patients.observations(telling),
            "findings": [
                found,
                *findings.beside(telling, words, driver),
                *courses.acquired,
            ],
            "treatments": courses.treatments,
            "outcome": {
                "responses": courses.responses,
                "adverse_events": courses.events,
                "follow_up": _follow_up(telling, courses, vital_status, last),
            },
        }
    )


def _gaps(telling: Telling, source: Values) -> Values:
    """What was looked for and not found, of the source that is known least of."""
    if source["role"] != "primary" or not telling.dice.maybe(0.5):
        return {}
    looked_for = ("stage", "performance status", "smoking", "laboratory values")
    return {"looked_for_not_found": [telling.dice.one(looked_for)]}


def _vital_status(telling: Telling, courses: Courses) -> str:
    if courses.dead:
        chances = {"dead_of_disease": 6, "dead_nos": 3, "dead_other": 1}
        return telling.dice.one(chances)
    if not telling.told(0.85):
        return "not_reported"
    if courses.last_category in ("CR", "NED"):
        return "alive_no_disease"
    return telling.dice.one({"alive_with_disease": 5, "alive_nos": 2, "lost": 0.5})


def _follow_up(
    telling: Telling, courses: Courses, vital_status: str, last: int
) -> list[Values]:
    at = telling.at(last) if telling.told(0.85) else None
    if vital_status.startswith("dead_"):
        row = telling.row("FU", event="death", is_last_contact=True, at=at)
        return [row]
    if vital_status == "not_reported":
        return []
    status = None
    if vital_status == "alive_no_disease":
        status = "no_evidence"
    elif vital_status != "lost":
        good = courses.last_category in GOOD
        status = "stable" if good else "progressed"
    return [
        telling.row(
            "FU",
            event="visit",
            disease_status=status,
            is_last_contact=True,
            at=at,
        )
    ]
