"""What a page says of itself to machines."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from casebase.browse.metadata import schema

register = template.Library()

#: As `json_script` of Django does, which knows no other type than application/json.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(node: Any) -> SafeString:
    """Print things in the words of schema.org; data, which no browser runs."""
    text = json.dumps(node, ensure_ascii=False).translate(_ESCAPES)
    # Without these three signs nothing in it can end the element.
    data = mark_safe(text)
    return format_html('<script type="application/ld+json">{}</script>', data)


@register.simple_tag
def breadcrumb_list(
    parent: Any, parent_words: str, record: str, here: str
) -> SafeString:
    """Print the way to a page, as the page itself shows it."""
    between = [(parent_words, parent)] if parent else []
    if record:
        between.append((record, f"/cases/{record}/"))
    return json_ld(schema.breadcrumbs([("Home", "/"), *between, (here, "")]))
