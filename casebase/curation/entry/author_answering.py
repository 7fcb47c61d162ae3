"""The addresses that the form asks about a list of authors: how it is read, with who is
here already; and, when it is taken over, to add those who are not."""

import json
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from casebase.curation.models import Person

from . import authors
from .author_names import Name, may_be_one
from .authors import Author

#: More people than this are not added at once.
MOST = settings.MAX_PEOPLE


@require_POST
def read_authors(request: HttpRequest) -> HttpResponse:
    """Answer how the `text` of a list of authors is understood, as JSON.

    `settled` has what the curator chose or wrote, as JSON: by the name as printed, its
    family and given name, and the person if several have that name.
    """
    _must_change_articles(request)
    settled = _sent(request.POST.get("settled", "{}"), dict)
    if settled is None:
        return JsonResponse({"error": "What was settled cannot be read."}, status=400)
    found = authors.read(request.POST.get("text", ""))
    known = _people({_name_in(one, settled).family for one in found.authors})
    told = [_told(one, settled, known) for one in found.authors]
    return JsonResponse({"authors": told, "isComplete": found.is_complete})


@require_POST
def add_authors(request: HttpRequest) -> HttpResponse:
    """Answer the key of each of `people`, adding who is not here: all or none.

    Who is here is found anew, one request at a time, so that two that come together
    add nobody twice. There is no constraint for it: two people may have one name.
    """
    _must_change_articles(request)
    sent = _sent(request.POST.get("people", ""), list)
    if sent is None or len(sent) > MOST or not all(isinstance(x, dict) for x in sent):
        return JsonResponse({"error": "These people cannot be read."}, status=400)
    with transaction.atomic():
        _one_at_a_time()
        told = []
        for one in sent:
            person, fault = _found_or_added(request, one)
            if person is None:
                transaction.set_rollback(True)
                return JsonResponse({"error": fault}, status=400)
            told.append({"pk": str(person.pk), "label": str(person)})
    return JsonResponse({"people": told})


def _must_change_articles(request: HttpRequest) -> None:
    if not request.user.has_perm("curation.change_article"):
        raise PermissionDenied


def _sent(text: str, kind: type) -> Any:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, kind) else None


def _one_at_a_time() -> None:
    """Wait for whoever adds people now: PostgreSQL by a row, SQLite by itself."""
    table = ContentType.objects.get_for_model(Person)
    ContentType.objects.select_for_update(no_key=True).get(pk=table.pk)


def _found_or_added(
    request: HttpRequest, one: dict[str, Any]
) -> tuple[Person | None, str]:
    name = {
        part: str(one.get(part, "")).strip() for part in ("family", "given", "suffix")
    }
    page = admin.site.get_model_admin(Person)
    form = page.get_form(request)(name)
    if not form.is_valid():
        faults = " ".join(str(said) for each in form.errors.values() for said in each)
        return None, f"{' '.join(name.values()).strip() or 'Nobody'}: {faults}"
    name = {part: form.cleaned_data[part] for part in name}
    here = list(Person.objects.filter(**name).order_by("pk")[:20])
    if pk := str(one.get("pk", "")):
        here = [person for person in here if str(person.pk) == pk]
        if not here:
            return None, f"{form.instance} is not here any more."
    if len(here) > 1:
        return None, f"Several people here are called {here[0]}. Choose one."
    if here:
        return here[0], ""
    if not page.has_add_permission(request):
        raise PermissionDenied
    person = page.save_form(request, form, change=False)
    page.save_model(request, person, form, change=False)
    page.log_addition(request, person, [{"added": {}}])
    return person, ""


def _people(families: set[str]) -> list[Person]:
    return list(Person.objects.filter(family__in=families - {""}).order_by("pk"))


def _name_in(author: Author, settled: dict[str, Any]) -> Name:
    """The name as the curator has settled it, else as it was read."""
    said = settled.get(author.printed)
    if not isinstance(said, dict):
        return author.name
    return Name(str(said.get("family", "")).strip(), str(said.get("given", "")).strip())


def _told(
    author: Author, settled: dict[str, Any], known: list[Person]
) -> dict[str, Any]:
    """One author as the form takes it."""
    name = _name_in(author, settled)
    is_settled = author.printed in settled and bool(name.family)
    question = "" if is_settled and not author.is_twice else author.question
    here = [
        one
        for one in known
        if (one.family, one.given, one.suffix)
        == (name.family, name.given, author.suffix)
    ]
    choices = [(str(one), one) for one in (author.choices if question else ())]
    if not (question or is_settled or here) and (alike := _alike(author, known)):
        question = "Printed otherwise, the name is here. The same person?"
        choices = [(f"The same: {one}", one) for one in alike]
        choices.append((f"Another person: {name}", name))
    return {
        "printed": author.printed,
        "family": name.family,
        "given": name.given,
        "suffix": author.suffix,
        "credentials": author.credentials,
        "question": question,
        "choices": [
            {"label": label, "family": one.family, "given": one.given}
            for label, one in choices
        ],
        "here": [{"pk": str(one.pk), "label": _label(one)} for one in here],
    }


def _alike(author: Author, known: list[Person]) -> list[Name]:
    """The names of people here that may be this one's, written otherwise."""
    names = [
        Name(one.family, one.given)
        for one in known
        if (one.family, one.suffix) == (author.name.family, author.suffix)
        and may_be_one(author.name.given, one.given)
    ]
    return list(dict.fromkeys(names))


def _label(person: Person) -> str:
    """The name, with what tells people of one name apart."""
    return f"{person}, {person.orcid}" if person.orcid else str(person)
