"""The words of a case in templates: thin names for `casebase.browse.wording`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from casebase.archive import document as shape
from casebase.archive.choices import FusionState, ResponseCategory
from casebase.browse import differing_words, panel_html, version_words, wording
from casebase.browse.cards import Card, card_of
from casebase.browse.chapters.courses import Course, event_name, events_once
from casebase.browse.chapters.in_short import (
    Acquired,
    acquired_lines,
    actions_once,
)
from casebase.browse.charts.lane import Axis
from casebase.browse.charts.rearrangement import rearrangement
from casebase.browse.rows import CaseRow
from casebase.browse.swimmer import latest

register = template.Library()

register.filter("person", wording.person)
register.filter("age", wording.age)
register.filter("name", wording.name)
register.filter("sentence", wording.sentence_case)
register.filter("ended", wording.ended)
register.filter("size", wording.size)
register.filter("in_sentence", wording.in_sentence)
register.filter("country", wording.country)
register.filter("institution", wording.institution)
register.filter("institutions", wording.institutions)
register.filter("listed", wording.listed)
register.filter("tumour", wording.tumour)
register.filter("time", wording.time)
register.filter("time_as_reported", wording.time_as_reported)
register.filter("day", wording.day)
register.filter("month", wording.month)
register.filter("plain", wording.plain)
register.filter("amount", wording.amount)
register.filter("frequency", wording.frequency)
register.filter("change", wording.change)
register.filter("dose", wording.dose)
register.filter("grade", wording.grade)
register.filter("actions_once", actions_once)
register.filter("course_doses", wording.course_doses)
register.filter("why_not_given", wording.why_not_given)
register.filter("finding_name", wording.finding_name)
register.filter("finding_sentence", wording.finding_sentence)
register.filter("partner_gap", wording.partner_gap)
register.filter("biomarker_name", wording.biomarker_name)
register.filter("fusion_name", wording.fusion_name)
register.filter("headline", wording.headline)
register.filter("article_title", wording.article_title)
register.filter("people", wording.people)
register.filter("affiliations", wording.affiliations)
register.filter("correspondents", wording.correspondents)
register.filter("container", wording.container)
register.filter("published", wording.published)
register.filter("cited", wording.cited)
register.filter("event_name", event_name)
register.filter("events_once", events_once)
register.filter("acquired", acquired_lines)


@register.filter
def before(lines: Iterable[Acquired], course: Course | None) -> list[Acquired]:
    """Return what arose right before a course; without one, what stands after all."""
    ref = course.treatment.ref if course else ""
    return [line for line in lines if line.before == ref]


@register.filter
def number_first(words: str) -> SafeString:
    """Set the number that words begin with apart: "5 complete responses"."""
    number, _, what = words.partition(" ")
    return format_html("<b>{}</b>&nbsp;{}", number, what)


@register.filter
def label(value: Any) -> str:
    """Say what a value of a closed list means; nothing where nothing is stated."""
    return str(getattr(value, "label", value)) if wording.is_stated(value) else ""


@register.filter
def stated(value: object) -> bool:
    """Whether a value says anything."""
    return wording.is_stated(value)


@register.filter
def in_sentences(names: Iterable[str]) -> str:
    """Join names as running text does."""
    return wording.listed(wording.in_sentence(name) for name in names)


@register.filter
def in_short(course: Course, missing: str) -> str:
    """Say doses, footing and end of a course in one phrase."""
    return course.in_short(missing)


@register.filter
def signed(number: str) -> str:
    """Write a change with a minus sign, not a hyphen."""
    return number.replace("-", "−")  # noqa: RUF001


@register.filter
def lasting(value: Any, unit: Any) -> str:
    """Write a length of time with its unit."""
    return wording.duration(value, unit)


@register.filter
def length_as_reported(treatment: shape.Treatment) -> str:
    """Return the source's words for a length, where they say more than its number."""
    number = wording.duration(treatment.duration_min, treatment.duration_unit)
    words = treatment.duration_reported
    return "" if words.casefold() == number else words


@register.filter
def dose_only(step: shape.DoseStep, missing: str) -> str:
    """Write a dose with its frequency; the route has a column of its own."""
    return wording.sentence_case(wording.dose(step, missing, route=False))


@register.filter
def reading_notes(rows: Iterable[shape.Sourced]) -> list[tuple[str, str]]:
    """Return how passages were read, each once, after the rows it tells of."""
    rows = list(rows)
    notes: dict[str, dict[str, None]] = {}
    for row in rows:
        if note := row.source.reading_note:
            names = notes.setdefault(note, {})
            names[wording.sentence_case(version_words.ROWS[type(row)](row))] = None
    return [
        ("; ".join(names) if len(rows) > 1 else "", note)
        for note, names in notes.items()
    ]


@register.filter
def of(mapping: Mapping[str, Any], key: str) -> Any:
    """Look up what a reference stands for."""
    return mapping.get(key, "")


@register.filter
def fact_name(field: str) -> str:
    """Name a key of a document as readers would: `coi_status` is "Disclosures"."""
    names = {"coi_status": "Disclosures", "authors.is_corresponding": "Correspondence"}
    return names.get(field, wording.sentence_case(field.replace("_", " ")))


@register.simple_tag(takes_context=True)
def said(context: Mapping[str, Any], value: Any, missing: str = "") -> SafeString:
    """Print a fact, or that it is not there in words that fit what was read."""
    if value not in (None, ""):
        return format_html("{}", value)
    words = missing or getattr(context.get("case"), "missing", "not reported")
    return format_html('<span class="nr">{}</span>', wording.sentence_case(words))


@register.simple_tag(takes_context=True)
def compared(
    context: Mapping[str, Any], value: str, other: str, mark: str
) -> SafeString:
    """Print a fact of one version; `mark` is the element for what the other lacks."""
    if not value:
        return said(context, value, "nothing recorded")
    marked = f"<{mark}>{{}}</{mark}>{{}}"
    pieces = [
        format_html(
            marked if differs else "{}{}", text.rstrip(), text[len(text.rstrip()) :]
        )
        for text, differs in differing_words.pieces(value, other)
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.inclusion_tag("_components/fusion.html")
def fusion(fusion: shape.Fusion, missing: str = "", size: str = "") -> dict[str, Any]:
    """Draw a fusion as it is known; a partner that is not known gets a tag instead."""
    tags = {
        FusionState.PARTNER_UNKNOWN: f"partner {missing}",
        FusionState.FAMILY: f"gene {missing}",
        FusionState.ORDER_NOT_REPORTED: f"order {missing}",
    }
    return {
        "five_prime": wording.name(fusion.five_prime),
        "three_prime": wording.name(fusion.three_prime),
        "genes": wording.fusion_genes(fusion),
        "unknown": tags.get(fusion.state, "") if missing else "",
        "size": size,
    }


@register.inclusion_tag("_components/rearrangement.html")
def drawn(finding: shape.Finding, missing: str) -> dict[str, Any]:
    """Draw a rearrangement as far as it is known."""
    return {"drawn": rearrangement(finding, missing), "missing": missing}


@register.inclusion_tag("_components/lanebox.html")
def lane(row: CaseRow, axis: Axis) -> dict[str, Any]:
    """Draw the last course of a case as a lane, on the axis that the page shares."""
    swim = latest(row, axis)
    return {"swim": swim, "lane": swim.labelled if swim else ""}


@register.simple_tag
def card(
    case: Card | CaseRow,
    axis: Axis | None = None,
    level: int = 2,
    pick: bool = False,
    found_by: Iterable[str] = (),
) -> SafeString:
    """Lay out a case as a card: as it was written at publication, or written now."""
    one = case if isinstance(case, Card) else card_of(case)
    return one.on(axis, level, pick, found_by)


register.simple_tag(panel_html.written, name="filter_boxes")


@register.inclusion_tag("_components/response.html")
def response(
    category: ResponseCategory,
    drug: str,
    missing: str = "",
    size: str = "",
    word: str = "on",
) -> dict[str, Any]:
    """Draw a response with the drug it is a response to; one is never without it."""
    code, colour = wording.MARKS[ResponseCategory(category)]
    return {
        "code": code,
        "colour": colour,
        "words": wording.response_words(category, missing or "not reported"),
        "drug": drug,
        "word": word,
        "size": size,
    }


@register.simple_tag
def response_legend() -> list[tuple[str, str, str]]:
    """Return code, colour and words of each response that has a sign of its own."""
    return [
        (code, colour, wording.in_sentence(str(category.label)))
        for category, (code, colour) in wording.MARKS.items()
        if code == colour or code in ("~", "×")
    ]


@register.inclusion_tag("_components/provenance.html", takes_context=True)
def provenance(
    context: Mapping[str, Any], source: shape.Sourcing | None, of: str = ""
) -> dict[str, Any]:
    """Fold away where a fact stands: article, place, quote, how sure, how read."""
    known = getattr(context.get("case"), "article_titles", {})
    return {
        "source": source,
        "article": known.get(source.article) if source else None,
        "of": of,
    }
