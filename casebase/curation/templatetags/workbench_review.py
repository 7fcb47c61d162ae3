"""What the templates of review ask."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def typed_for(typed: Mapping[str, str] | None, key: str) -> str:
    """What was typed beside a fact; empty where nothing was."""
    return (typed or {}).get(key, "")


@register.filter
def review_step(opts: Any, name: str) -> str:
    """The name of the address of a change of standing."""
    return f"admin:{opts.app_label}_{opts.model_name}_{name}"
