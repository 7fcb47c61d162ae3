"""Every address of the curators' workbench, as its patterns give them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.urls import URLPattern

#: Either way to write an argument: of a regular expression, or of a path.
ARGUMENT = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Pattern:
    """One pattern below /admin/: its name, and its address with the arguments open."""

    name: str
    route: str

    def filled(self, value_of: Callable[[str], object]) -> str:
        """The address with something in place of each argument."""
        return ARGUMENT.sub(
            lambda found: str(value_of(found[1] or found[2])), self.route
        )


def patterns() -> list[Pattern]:
    """Every pattern below /admin/; Django's own entrance for missing pages too."""
    found = []

    def walk(listed, before):
        for pattern in listed:
            here = before + str(pattern.pattern).removeprefix("^")
            if isinstance(pattern, URLPattern):
                found.append(Pattern(f"admin:{pattern.name}", "/" + here.rstrip("$")))
            else:
                walk(pattern.url_patterns, here)

    walk(admin.site.urls[0], "admin/")
    return found
