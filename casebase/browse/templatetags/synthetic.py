"""Where made-up cases are counted or named, the page says so."""

from typing import Any

from django import template
from django.utils.html import format_html

from casebase.archive.index import Index, Selection
from casebase.browse import wording
from casebase.browse.rows import CaseRow

register = template.Library()


@register.inclusion_tag("_components/synthetic_among.html")
def synthetic_among(counted: Selection) -> dict[str, Any]:
    """Say how many of the cases counted here are made up; nothing where none is."""
    return {"words": share(counted.synthetic, len(counted.cases), "case")}


@register.inclusion_tag("_components/synthetic_among.html")
def synthetic_in(now: Index) -> dict[str, Any]:
    """Say it of all cases there are."""
    return synthetic_among(now.select({}))


@register.inclusion_tag("_components/synthetic_among.html")
def synthetic_found(synthetic: int, total: int) -> dict[str, Any]:
    """Say it of the cases that a search found."""
    return {"words": share(synthetic, total, "case")}


@register.inclusion_tag("_components/synthetic_among.html")
def synthetic_articles(synthetic: int, total: int) -> dict[str, Any]:
    """Say the same of articles."""
    return {"words": share(synthetic, total, "article")}


@register.inclusion_tag("_components/synthetic_among.html")
def synthetic_cases(synthetic: int, total: int) -> dict[str, Any]:
    """Say it of cases that are no answer of the index."""
    return {"words": share(synthetic, total, "case")}


@register.simple_tag
def case_link(row: CaseRow) -> str:
    """Link to a case by its accession, with the word where it is made up.

    A comma may follow at once, as it could not after an included template.
    """
    link = format_html('<a href="/cases/{0}/">{0}</a>', row.accession)
    if not row.page.document.synthetic:
        return link
    return format_html('{} <span class="synw">Synthetic</span>', link)


@register.filter
def is_synthetic(accession: str, now: Index) -> bool:
    """Whether a case is made up, for pages that have no more of it than its name."""
    return now.is_synthetic(accession)


def share(synthetic: int, total: int, one: str) -> str:
    """Say how many of so many are made up; empty where none is."""
    if not synthetic:
        return ""
    if synthetic < total:
        are = "is" if synthetic == 1 else "are"
        counted = f"{synthetic} of the {total} {one}s counted here {are}"
    elif total == 1:
        counted = f"The one {one} counted here is"
    else:
        counted = f"All {wording.plural(total, one)} counted here are"
    return f"{counted} synthetic: made up, for trying the software."
