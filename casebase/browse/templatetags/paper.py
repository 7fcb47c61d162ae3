"""What templates say of texts that a sheet of paper cuts."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casebase.browse.paper import Cut

register = template.Library()


@register.simple_tag
def cut(words: Cut) -> SafeString:
    """Print a text: whole on a screen, on paper as far as there is room."""
    if not words.rest:
        return format_html("{}", words.text)
    left = format_html('<span class="no-print"> {}</span>', words.text_left)
    more = format_html('<span class="print-only"> … {}</span>', words.more)
    return format_html("{}{}{}", words.text, left, more)
