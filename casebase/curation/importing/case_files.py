"""Import of case files and article files: all or nothing, every fault at once."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.references import faults as reference_faults
from casebase.curation import workflow
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.models import Article, Curator, Patient

from .faults import Fault, Faulty, of_shape
from .rows import Writer

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
TOO_DEEP = f"the file is nested deeper than {MAX_DEPTH} levels"


@dataclass(frozen=True)
class Outcome:
    """What importing one file did."""

    name: str
    key: str
    what: str
    """`added`, `changed` or `unchanged`."""


class RolledBack(Exception):
    """Ends a trial run: everything was tried, nothing is kept."""


def read_file(path: Path) -> d.Document:
    """Read a file as a document; raise Faulty with everything that is wrong."""
    if path.stat().st_size > MAX_BYTES:
        raise Faulty([Fault("", "the file is larger than 5 MB")])
    try:
        value = json.loads(path.read_bytes(), object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as error:
        raise Faulty(
            [Fault("", f"the file is not UTF-8 text: {error.reason}")]
        ) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Faulty([Fault(place, f"this is not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise Faulty([Fault("", TOO_DEEP)]) from error
    except ValueError as error:
        raise Faulty([Fault("", str(error))]) from error
    return read_value(value)


def read_value(value: Any) -> d.Document:
    """Read plain JSON values as a document; raise Faulty with everything wrong."""
    if _depth(value) > MAX_DEPTH:
        raise Faulty([Fault("", TOO_DEEP)])
    try:
        document = d.read(value)
    except ValidationError as error:
        raise Faulty(of_shape(error)) from error
    if isinstance(document, d.CaseDocument):
        wrong = [Fault(path, message) for path, message in reference_faults(document)]
        if wrong:
            raise Faulty(wrong)
    return document


def import_documents(
    documents: Iterable[tuple[str, d.Document]], *, by: Curator, dry_run: bool = False
) -> list[Outcome]:
    """Make drafts of documents, in one transaction.

    Articles are written before the cases that cite them, whatever the order given.
    A document whose content is here already changes nothing. Raises Faulty, its
    faults named by file, and leaves everything as it was.
    """
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = list(_import_all(list(documents), by=by))
            if dry_run:
                raise RolledBack
    except RolledBack:
        pass
    return outcomes


def _import_all(
    documents: list[tuple[str, d.Document]], *, by: Curator
) -> Iterator[Outcome]:
    wrong: list[Fault] = []
    seen: dict[str, str] = {}
    for name, document in documents:
        if document.key in seen:
            wrong.append(Fault(name, f"{seen[document.key]} has the same key"))
        seen[document.key] = name
    articles = [(n, a) for n, a in documents if isinstance(a, d.ArticleDocument)]
    cases = [(n, a) for n, a in documents if isinstance(a, d.CaseDocument)]
    before = {a.key: _frozen_article(a.key) for _, a in articles}
    for link in (False, True):
        for name, article in articles:
            if before[article.key] != d.canonical(article):
                wrong += _write_article(name, article, link=link)
    if not wrong:
        for name, article in articles:
            row = Article.objects.get(slug=article.key)
            after = d.canonical(freeze_article(row))
            yield _outcome(name, article.key, before[article.key], after, row, by)
    for name, case in cases:
        found = _write_case(name, case, by=by)
        if isinstance(found, Outcome):
            yield found
        else:
            wrong += found
    if wrong:
        raise Faulty(wrong)


def _write_article(
    name: str, document: d.ArticleDocument, *, link: bool
) -> list[Fault]:
    writer = Writer()
    article = Article.objects.filter(slug=document.key).first()
    if not link:
        writer.article(document, article or Article())
    elif article:
        writer.links(document, article)
    return _named(name, writer.faults)


def _write_case(
    name: str, document: d.CaseDocument, *, by: Curator
) -> Outcome | list[Fault]:
    patient = find_patient(document) or Patient()
    before = d.canonical(freeze(patient)) if patient.pk else ""
    if before == d.canonical(document):
        return Outcome(name, document.key, "unchanged")
    writer = Writer()
    try:
        with transaction.atomic():
            writer.patient(document, patient)
            writer.finish()
            after = d.canonical(freeze(patient))
            if after == before:
                raise RolledBack
            if patient.key != document.key:
                words = f"by its primary report and label this is “{patient.key}”"
                raise Faulty([Fault("key", words)])
    except RolledBack:
        return Outcome(name, document.key, "unchanged")
    except Faulty as error:
        return _named(name, error.faults)
    except ValidationError as error:
        return _named(name, of_shape(error))
    return _outcome(name, document.key, before, after, patient, by)


def find_patient(document: d.CaseDocument) -> Patient | None:
    """Return the patient of a document's key, if they are here."""
    slug = document.key.split("/")[0]
    found = Patient.objects.filter(
        sources__article__slug=slug, sources__role=c.SourceRole.PRIMARY
    )
    return next((patient for patient in found if patient.key == document.key), None)


def _frozen_article(slug: str) -> str:
    article = Article.objects.filter(slug=slug).first()
    return d.canonical(freeze_article(article)) if article else ""


def _outcome(
    name: str, key: str, before: str, after: str, target: Any, by: Curator
) -> Outcome:
    if before == after:
        return Outcome(name, key, "unchanged")
    workflow.record_edit(target, by=by)
    return Outcome(name, key, "changed" if before else "added")


def _named(name: str, faults: list[Fault]) -> list[Fault]:
    return [
        Fault(f"{name}: {fault.path}" if fault.path else name, fault.message)
        for fault in faults
    ]


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key “{twice}” stands twice in one object")
    return values


def _depth(value: Any, level: int = 1) -> int:
    if level > MAX_DEPTH + 1:
        return level
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return level
    return max((_depth(entry, level + 1) for entry in inner), default=level)
