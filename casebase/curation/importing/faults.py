"""What is wrong with a file, all of it at once, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Fault:
    """One thing wrong: where in the file, and what, in the user's words."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class Faulty(Exception):
    """What cannot be imported. `faults` lists everything wrong with it.

    `kept` counts the documents that were imported all the same, in other batches.
    """

    def __init__(self, faults: Iterable[Fault], kept: int = 0) -> None:
        self.faults = list(faults)
        self.kept = kept
        super().__init__("; ".join(str(fault) for fault in self.faults))


WORDS = {
    "extra_forbidden": "this key is not known here",
    "missing": "this key is missing",
}


#: What is meant where the shape of a document only knows a pattern.
PATTERNS = {
    "^([0-9]{4}(-": "write a year or a month, such as 2020-07; days are not kept",
    "^-?[0-9]": "write a number with a point, such as 2.5",
    "^[A-Z]{1,2}[1-9]": "a ref is letters and a number, such as T1",
    "^([A-Z]{2})?$": "write the country's two letters, such as CN",
    "^[a-z0-9]+": "write small letters, digits and single hyphens",
    "^(10": "write the DOI from 10. on, in small letters, without an address before it",
    "^([0-9]{4}-[0-9]{4}-[0-9]{4}": "write the ORCID iD as four groups of four",
    "^([a-z]{2,3}(-": "write the language as en, ja or pt-BR",
    "^(https?": "write the address from http:// or https:// on, without spaces",
}


def of_shape(error: ValidationError) -> list[Fault]:
    """Return the faults that the document's shape found."""
    return [
        Fault(dotted(fault["loc"]), WORDS.get(fault["type"], _message(fault)))
        for fault in error.errors(include_url=False)
    ]


def named(name: str, faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults with the name of their file before the place in it."""
    return [
        Fault(f"{name}: {fault.path}" if fault.path else name, fault.message)
        for fault in faults
    ]


def dotted(loc: Iterable[Any]) -> str:
    """Return a place as people write it: treatments[1].agents[0].drug."""
    path = ""
    for step in loc:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def _message(fault: Any) -> str:
    message = fault["msg"].removeprefix("Value error, ")
    pattern = fault.get("ctx", {}).get("pattern", "")
    for beginning, meant in PATTERNS.items():
        if pattern.startswith(beginning):
            message = meant
    value = fault.get("input")
    shown = f" (found {value!r})" if isinstance(value, str | int | float | bool) else ""
    return f"{message[:1].lower()}{message[1:]}{shown[:120]}"
