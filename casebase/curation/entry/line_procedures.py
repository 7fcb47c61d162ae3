"""The procedure in a line of surgery or radiotherapy: "T surgery; wide excision; R0".

The kind of treatment says that something was done to the body; the first words that are
nothing else say what. They are read last, when the rest of the line is understood.
"""

import re
from dataclasses import replace
from typing import Any

from casebase.archive.choices import Modality

from .days import holds_a_day
from .line_lists import LISTS
from .line_parts import Parts
from .line_values import QUOTED, Hit, hit_of, options
from .reading import Choice, Question

#: Kinds of treatment that are a procedure.
PROCEDURES = {
    *(Modality.SURGERY.value, Modality.RADIATION.value, Modality.TRANSPLANT.value),
    *(Modality.CELL_THERAPY.value, Modality.LOCAL_ABLATION.value),
}
#: Words that may say that it was not done: they are quoted, or stay.
_UNSURE = re.compile(
    r"\b(?:not?|never|without|(?:refus|declin|plann|consider|cancell|offer|recommend"
    r"|propos)ed)\b",
    re.IGNORECASE,
)
#: What was done, and the source's words for it: there is one box, and these are exact.
_SAID_SO = re.compile(r"[^\"“”:]+ [\"“](?P<words>[^\"“”]+)[\"”]")
#: What goes on from the kind of treatment: "radiotherapy 60 Gy", "ablation of a node".
_GOES_ON = re.compile(r"\d|(?:of|to|for|with|by|and)\b", re.IGNORECASE)


def begun(text: str, parts: Parts) -> list[Hit] | None:
    """The kind of treatment that a line begins with.

    Elsewhere "surgery" may be why a drug was ended; where nothing is named yet, not.
    """
    column = parts.columns["modality"]
    kinds = options(column, text)
    if len(kinds) != 1 or kinds[0][0] not in PROCEDURES:
        return None
    return [hit_of(column, *kinds[0])]


def read(
    text: str, parts: Parts, boxes: dict[str, Any], beside: dict[str, Any]
) -> list[Hit] | Question | None:
    """Read a part that is nothing else, given what the line says already.

    `boxes` are those of the treatment, `beside` those of its procedure.
    """
    if boxes.get("modality") in PROCEDURES:
        return _of_procedure(text, text, parts, beside)
    words = text.split()
    for n in range(min(3, len(words) - 1), 0, -1):
        head, rest = " ".join(words[:n]), " ".join(words[n:])
        kind = begun(head, parts)
        if kind is None or "modality" in boxes:
            continue
        found = parts.read(rest) or _of_procedure(rest, text, parts, beside)
        if isinstance(found, Question):
            choices = [Choice(c.label, f"{head}; {c.text}") for c in found.choices]
            return replace(found, choices=tuple(choices))
        return [*kind, *found] if found else None
    return None


def _of_procedure(
    text: str, whole: str, parts: Parts, beside: dict[str, Any]
) -> list[Hit] | Question | None:
    """Boxes of the procedure; what was done is any words that are none of its others.

    `whole` has the kind of treatment as well: "radiotherapy 60 Gy in 30 fractions".
    """
    below = Parts(LISTS[parts.rows.beside], parts.words)
    found = below.read(text)
    if isinstance(found, Question):
        return found
    if found:
        return [Hit(hit.said, beside=hit.boxes) for hit in found]
    if _UNSURE.search(text):
        return None
    if quoted := _SAID_SO.fullmatch(text):
        text = whole = quoted["words"]
    is_free = not (QUOTED.search(text) or ":" in text)
    if "procedure" in beside or not is_free or holds_a_day(text):
        return None
    done = whole if _GOES_ON.match(text) else text
    hit = hit_of(below.columns["procedure"], done, done)
    return [Hit(hit.said, beside=hit.boxes)]
