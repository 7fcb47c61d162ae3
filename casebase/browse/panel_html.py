"""The filters as HTML. No template writes them: a panel has some 300 boxes (ADR 22)."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import escape as escaped
from django.utils.safestring import SafeString, mark_safe

from .panel import Group

GROUP = (
    '<details class="facet" id="d-{name}"{open}>'
    "<summary><span>{title}</span>{aside}</summary>"
    '<fieldset><legend class="vh">{title}</legend>{options}{together}{all}</fieldset>'
    "</details>"
)
SELECTED = '<span class="on">{}<span class="vh"> selected</span></span>'
HINT = '<span class="hint">{}</span>'
TOGETHER = '<a class="small facet__all" href="{}" data-hx-boost="true">{}</a>'
ALL = (
    '<a class="small facet__all" href="{}">'
    'Show all {}<span class="vh"> values of {}</span></a>'
)

#: The same labels stand beside every list.
escape = lru_cache(maxsize=4096)(lambda text: str(escaped(text)))


def written(groups: Iterable[Group]) -> SafeString:
    """Write facets with their values as boxes to tick, folded or open."""
    return mark_safe("".join(map(_group, groups)))


def _group(group: Group) -> str:
    title, selected, hint = escape(group.title), group.selected, group.hint
    aside = SELECTED.format(selected) if selected else HINT.format(escape(hint))
    together = ""
    if group.together:
        words, address = group.together
        together = TOGETHER.format(escape(str(address)), escape(words))
    return GROUP.format(
        name=group.name,
        title=title,
        open=" open" if group.is_open else "",
        aside=aside,
        options=_options(group),
        together=together,
        all=ALL.format(escape(str(group.all)), group.size, title) if group.all else "",
    )


def _options(group: Group) -> str:
    facet, noun, nouns = group.name, group.noun, f"{group.noun}s"
    symbols = ' translate="no"' if group.is_symbols else ""
    told = []
    for one in group.options:
        value, count = escape(one.value), one.count
        note = f" <small>{escape(one.note)}</small>" if one.note else ""
        told.append(
            f'<label class="opt" data-facet="{facet}" data-value="{value}"'
            f' data-count="{count}"><input type="checkbox" name="{facet}"'
            f' value="{value}"{" checked" if one.is_selected else ""}>'
            f"<span{symbols}>{escape(one.label)}{note}</span>"
            f'<span class="n">{count}<span class="vh">'
            f" {noun if count == 1 else nouns}</span></span>"
            '<svg class="bar" aria-hidden="true" focusable="false">'
            f'<rect width="{one.width}%" height="100%"/></svg></label>'
        )
    return "".join(told)
