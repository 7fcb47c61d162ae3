"""Words explained where they stand: one folded line for each section or legend."""

from collections.abc import Iterable
from typing import Any

from django import template

from casebase.archive.choices import AssayMethod, FusionState, ResponseCategory
from casebase.archive.document import Finding, Fusion
from casebase.browse.chapters.courses import Course
from casebase.browse.glossary import explained

register = template.Library()


@register.inclusion_tag("_components/explained.html")
def explain(*asked: Any) -> dict[str, Any]:
    """Fold out what these words mean, each with a link to its page.

    `asked` are slugs of the glossary, values of closed lists, or lists of either.
    """
    return {"entries": explained(*asked)}


@register.filter
def assay_methods(findings: Iterable[Finding]) -> list[AssayMethod]:
    """Return the methods that findings were tested with, as far as told, each once."""
    told = dict.fromkeys(a.method for f in findings for a in f.assays)
    return [method for method in told if method != AssayMethod.NOT_REPORTED]


@register.filter
def states(fusions: Iterable[Fusion]) -> list[FusionState]:
    """Return how much of each fusion is known, each once."""
    return list(dict.fromkeys(fusion.state for fusion in fusions))


@register.filter
def categories(given: Iterable[Course]) -> list[ResponseCategory]:
    """Return the best responses of courses, as far as told, each once."""
    return list(dict.fromkeys(c.response.category for c in given if c.response))
