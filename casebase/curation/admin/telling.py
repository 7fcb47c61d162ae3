"""The line a folded row tells: "crizotinib · 250 → 125 → 250 mg twice daily · CR".

What each table tells is a short list of parts beside its boxes (`Rows.tells`):

    "reported"            what stands in a box; nothing if it says nothing
    "drug|drug_class"     the first of these that says something
    "decision!given"      a box, unless it holds this value
    "grade {grade_min}"   words around a box
    ">agents"             the lines of the rows of a list within
    "/doses", "/self"     the dose steps of a list within, or this one, as a ladder,
                          with the events that a step was taken for
    "=best"               the response that names this row as its course

What two parts say is told once. `static/js/workbench/telling.js` reads the same list
while one types.
"""

from collections.abc import Iterable, Iterator
from typing import Any

#: Values that say nothing.
SILENT = frozenset({"", "None", "False", "not_reported", "unknown", "not_stated"})
LONGEST = 120


def line_of(form: Any) -> str:
    """Return the line of a row, from its form and the forms of the rows within."""
    line = " · ".join(dict.fromkeys(_parts(form)))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _parts(form: Any) -> Iterator[str]:
    for part in getattr(form, "tells", ()):
        if told := _part(form, part):
            yield told


def _part(form: Any, part: str) -> str:
    if part == "/self":
        return ladder([form])
    if part[0] == "/":
        return ladder(_within(form, part[1:]))
    if part == "=best":
        return _best(form)
    if "{" in part:
        before, _, rest = part.partition("{")
        name, _, after = rest.partition("}")
        inner = words(form, name)
        return f"{before}{inner}{after}" if inner else ""
    name, _, silent = part.partition("!")
    if silent and value(form, name) == silent:
        return ""
    return next((said for one in name.split("|") if (said := _said(form, one))), "")


def _said(form: Any, name: str) -> str:
    if name[0] == ">":
        return " + ".join(filter(None, map(line_of, _within(form, name[1:]))))
    return words(form, name)


def ladder(steps: Iterable[Any]) -> str:
    """Return dose steps as one line; unit and frequency once, if they stay the same."""
    told: list[tuple[str, str, str]] = []
    for step in steps:
        events = words(step, "caused_by")
        because = f" because of {events}" if events else ""
        unit, frequency = words(step, "dose_unit"), words(step, "frequency")
        if dose := words(step, "dose_value"):
            told.append((dose, " ".join(filter(None, (unit, frequency))), because))
        else:
            change = words(step, "change").lower() if told else frequency
            told.append((change, "", because))
    line = ""
    for index, (dose, measure, because) in enumerate(told):
        following = told[index + 1][1] if index + 1 < len(told) else ""
        shown = f"{dose} {measure}" if measure and measure != following else dose
        line += f" → {shown}{because}" if line and shown else f"{shown}{because}"
    return line


def words(form: Any, name: str) -> str:
    """Return what a box says, in the words of the page."""
    said = value(form, name)
    if said in SILENT:
        return ""
    field = form.fields[name]
    if hasattr(field, "queryset"):
        page = form.page
        word = page.word(field.queryset, said) if page else None
        return str(word) if word is not None else ""
    if hasattr(field, "choices"):
        return next(
            (str(label) for key, label in field.choices if str(key) == said), ""
        )
    if said == "True":
        return str(form[name].label)
    return " ".join(said.split())


def value(form: Any, name: str) -> str:
    """Return what stands in a box, as text."""
    if name not in form.fields:
        return ""
    stands = form[name].value()
    return ", ".join(map(str, stands)) if isinstance(stands, list) else str(stands)


def _within(form: Any, name: str) -> list[Any]:
    for formset in getattr(form, "nested_formsets", ()):
        if formset.prefix == f"{form.prefix}-{name}":
            return list(formset.forms)
    return []


def _best(form: Any) -> str:
    ref = value(form, "ref")
    for formset in form.page.lists if form.page else ():
        if formset.prefix != "responseassessment_rows":
            continue
        named = [row for row in formset.forms if value(row, "course").upper() == ref]
        named.sort(key=lambda row: value(row, "is_best") != "True")
        if ref and named:
            category = value(named[0], "category")
            return category if category.isupper() else words(named[0], "category")
    return ""
