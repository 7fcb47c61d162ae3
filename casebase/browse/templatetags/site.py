"""The frame of every public page."""

from typing import Any

from django import template

register = template.Library()

# Address, words, and the other addresses that belong under the same entry.
NAVIGATION: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("/cases/", "Cases", ()),
    ("/fusions/", "Gene fusions", ()),
    ("/biomarkers/", "Biomarkers", ("/genes/", "/families/", "/findings/")),
    ("/treatments/", "Treatments", ("/drugs/", "/drug-classes/")),
    ("/articles/", "Articles", ("/series/",)),
    (
        "/about/",
        "About",
        (
            "/how-we-curate/",
            "/data/",
            "/glossary/",
            "/accessibility/",
            "/privacy/",
            "/report/",
            "/suggest-a-paper/",
        ),
    ),
)


@register.inclusion_tag("_components/main_navigation.html", takes_context=True)
def main_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """Draw the six entries; the one we are under says so.

    A page that answers for a failure has no request, and then none is marked.
    """
    here = getattr(context.get("request"), "path", "")
    return {
        "entries": [
            (address, words, _standing(here, address, also))
            for address, words, also in NAVIGATION
        ]
    }


def _standing(here: str, address: str, also: tuple[str, ...]) -> str:
    if here == address:
        return "page"
    return "true" if here.startswith((address, *also)) else ""
