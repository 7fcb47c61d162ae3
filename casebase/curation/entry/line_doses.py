"""The dose in a part of a line, with the events that it was changed for."""

import re
from typing import Any

from . import doses
from .line_values import Found, Hit
from .reading import Question, Understood

_BECAUSE = re.compile(
    r",? ?\bbecause of (?P<refs>AE[1-9]\d*(?:(?:,? and |, ?| )AE[1-9]\d*)*)"
)


def read(letters: str, text: str) -> Found | None:
    """Read a dose; "because of AE1" names what caused the step before it.

    A line of a dose step (`letters` DS) has one step, an agent may have several.
    """
    caused: dict[int, str] = {}
    bare = text
    while hit := _BECAUSE.search(bare):
        before = doses.read(bare[: hit.start()])
        if not isinstance(before, Understood):
            return None
        refs = ", ".join(re.findall(r"AE\d+", hit["refs"]))
        caused[len(before.rows) - 1] = refs
        bare = bare[: hit.start()] + bare[hit.end() :]
    reading = doses.read(bare)
    if isinstance(reading, Question):
        return reading if re.search(r"\d", text) and not caused else None
    if not isinstance(reading, Understood):
        return None
    steps: list[dict[str, Any]] = [dict(row) for row in reading.rows]
    is_course = letters == "T"
    if is_course and not {"dose_value", "frequency"} & steps[0].keys():
        return None  # "stopped" may be said of the course.
    for place, refs in caused.items():
        if is_course and steps[place].get("change") == "start":
            return None  # What made a dose change did not make it start.
        steps[place] |= {"caused_by": refs, "change_reasons": ["toxicity"]}
    because = "".join(f"; step {n + 1} because of {r}" for n, r in caused.items())
    said = f"Dose: {reading.sentence.rstrip('.')}{because}"
    if letters == "DS":
        if len(steps) > 1:
            return None
        return Hit(said, steps[0], unsaid=reading.unsaid)
    return Hit(said, steps=tuple(steps), unsaid=reading.unsaid)
