"""The address that the form asks how it understands lines; nothing is written."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from casebase.vocabulary.models import Drug

from . import lines, usual
from .answering import GenesOfTheVocabulary
from .line_lists import LISTS, RowList
from .line_values import Known
from .line_words import WordsOfTheVocabulary

#: More lines than this are asked about in several goes.
MOST_LINES = settings.MAX_LINES


@require_POST
def read_lines(request: HttpRequest) -> HttpResponse:
    """Answer how each `line` that was sent is understood, in their order, as JSON.

    For each there may be a `treatment`: the ref of the last one above it on the page.
    """
    if not request.user.has_perm("curation.change_patient"):
        raise PermissionDenied
    sent = request.POST.getlist("line")
    if len(sent) > MOST_LINES:
        return JsonResponse({"error": "These are too many lines at once."}, status=400)
    words = WordsOfTheVocabulary(GenesOfTheVocabulary())
    may_add = cache(lambda model: request.user.has_perm(f"vocabulary.add_{model}"))
    treatments = request.POST.getlist("treatment")[: len(sent)]
    treatments += [""] * (len(sent) - len(treatments))
    read = [
        _told(lines.read(text, words=words, treatment=ref), may_add)
        for text, ref in zip(sent, treatments, strict=True)
    ]
    return JsonResponse({"lines": read})


def _told(line: lines.Line, may_add: Callable[[str], bool]) -> dict[str, Any]:
    """The answer as the form takes it."""
    rows = line.rows
    told: dict[str, Any] = {
        "isUnderstood": line.is_understood,
        "called": rows.called.capitalize() if rows else "",
        "prefix": rows.prefix if rows else "",
        "ref": line.boxes.get("ref", ""),
        "list": rows.name if rows else "",
        "above": list_above(rows) if rows else [],
        "below": _below(line, rows) if rows else None,
        "under": line.under,
        "why": line.why,
        "place": line.place,
        "unsaid": list(dict.fromkeys(line.unsaid)),
        "remarks": list(_remarks(line)),
        "parts": [_part(part, may_add) for part in line.parts],
    }
    if rows is None or not line.is_understood:
        return told
    return told | {
        "boxes": _boxes(line.boxes),
        "lower": list(_lower(line, rows)),
    }


def _below(line: lines.Line, rows: RowList) -> dict[str, Any] | None:
    """The lower list that a line adds rows to, and how many, as far as it is read.

    Other lines name these rows by refs: the agents of a line that stays keep theirs.
    """
    if rows.below:
        lacks_one = not line.lower and any(p.missing == "drug" for p in line.parts)
        count = len(line.lower) or int(lacks_one)
        below = LISTS[rows.below]
    elif any(one.below == rows.letters for one in LISTS.values()):
        count, below = 1, rows
    else:
        return None
    return {"list": below.name, "prefix": below.table.PREFIX, "count": count}  # type: ignore[attr-defined]


def _lower(line: lines.Line, rows: RowList) -> Iterator[dict[str, Any]]:
    """The rows below, each with the list it goes into."""
    for boxes, steps in zip(line.lower, line.steps, strict=True):
        told = {"boxes": _boxes(boxes), "steps": [_boxes(step) for step in steps]}
        yield {"list": LISTS[rows.below].name, **told}
    if line.beside:
        told = {"boxes": _boxes(line.beside), "steps": []}
        yield {"list": LISTS[rows.beside].name, **told}


def _remarks(line: lines.Line) -> Iterator[str]:
    """Doses that are far from what is usual of their drug."""
    for agent, steps in zip(line.lower, line.steps, strict=True):
        found = [dose for step in steps if (dose := usual.dose_of(step))]
        if found and (words := agent.get("drug")):
            key = Drug.objects.get(pk=words[0].pk).key
            if said := usual.remark(found, usual.usual_doses([key]).get(key, [])):
                yield said


def list_above(rows: RowList) -> list[str]:
    """Return the names of the lists that a list hangs in, the outermost first."""
    found: list[str] = []
    while rows.above:
        rows = LISTS[rows.above]
        found.insert(0, rows.name)
    return found


def _boxes(boxes: dict[str, Any]) -> dict[str, Any]:
    """Boxes by name: text, a list of texts, or words with their keys."""
    return {name: _value(value) for name, value in boxes.items()}


def _value(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], Known):
        return {"words": [{"pk": one.pk, "label": one.label} for one in value]}
    return value


def _part(part: lines.Part, may_add: Callable[[str], bool]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "start": part.start,
        "end": part.end,
        "text": part.text,
        "said": part.said,
        "why": part.why,
    }
    if part.missing and may_add(part.missing):
        told["add"] = _adding(part)
    if part.question:
        told["question"] = part.question.sentence
        told["proposes"] = part.question.proposes
        told["choices"] = [
            {"label": one.label, "text": one.text} for one in part.question.choices
        ]
    return told


def _adding(part: lines.Part) -> dict[str, str]:
    """The page that adds the words to a vocabulary, with them filled in."""
    model = part.missing
    page = "name_biomarker" if model == "biomarker" else f"vocabulary_{model}_add"
    query = urlencode({"_to_field": "id", "_popup": "1", "name": part.name})
    called = apps.get_model("vocabulary", model)._meta.verbose_name
    return {
        "name": part.name,
        "label": f"Add “{part.name}” as a new {called}",
        "href": f"{reverse(f'admin:{page}')}?{query}",
    }
