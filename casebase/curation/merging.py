"""Merging two words, and what follows for cases.

Every case and article that names the word gets the other in its tables. Those that are
public as they stand are published again with the reason in their history: the document
readers have, equal but for the word. Those with unpublished edits keep their draft and
their public version; the new word comes with the next publication, and until then the
old key leads to the new one. Whoever merges counts as an editor of these drafts.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction

from casebase.archive import document as d
from casebase.archive.references import faults
from casebase.archive.term_lookup import FACET_OF_FIELD
from casebase.vocabulary import merging
from casebase.vocabulary.former_keys import FACETS, word_of
from casebase.vocabulary.models import Institution, Journal
from casebase.vocabulary.models.word import Word
from casebase.vocabulary.public_terms import facets_with
from casebase.vocabulary.similar import name_of

from . import standings, workflow
from .freezing import as_part
from .models import Article, Curator, MergeDecision, Patient
from .models.base import Publishable
from .republishing import note_as_public, put_again
from .terms import publish_terms

#: How a row that names a word leads to the articles it is part of.
WAYS = {"authorship": "authorship__article", "series": "series__articles"}
#: Lists of a document in which an institution stands once.
INSTITUTIONS = ("institutions", "affiliations")


class Changed(Exception):
    """What would happen is not what the person was shown."""


@dataclass(frozen=True)
class Plan:
    """What merging two words would do; nothing is done yet."""

    republished: list[Publishable] = field(default_factory=list)
    waiting: list[Publishable] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def fingerprint(self) -> str:
        """Tells whether a plan is still the one that somebody was shown."""
        told = [
            [name_in_log(target), target.content_rev]
            for target in (*self.republished, *self.waiting)
        ]
        return d.sha256(json.dumps([len(self.republished), told]))


def plan(word: models.Model, into: models.Model) -> Plan:
    """Return which cases would be published again, which keep a draft, what forbids it.

    It is done and undone, so that it tells what would happen.
    """
    public, waiting = _public_and_waiting(word)
    try:
        with transaction.atomic():
            for target, document in _carry_out(word, into, public):
                _refuse_faults(target, document)
            transaction.set_rollback(True)
    except (merging.CannotMerge, workflow.NotAllowed) as refusal:
        return Plan(public, waiting, [str(refusal)])
    return Plan(public, waiting)


@transaction.atomic
def merge(
    word: models.Model, into: models.Model, *, by: Curator, reason: str, seen: str
) -> MergeDecision:
    """Merge `word` into `into`; `seen` is the fingerprint of the plan that was shown.

    Raises NotAllowed in words, and Changed if the plan is another by now.
    """
    if not may_merge(word, by):
        raise workflow.NotAllowed("Only a reviewer merges words.")
    if not reason.strip():
        raise workflow.NotAllowed("Say why the two are one word.")
    _lock(used_in(word))
    planned = plan(word, into)
    if planned.refusals:
        raise workflow.NotAllowed(planned.refusals[0])
    if planned.fingerprint != seen:
        raise Changed
    told = f"“{name_of(word)}” was merged into “{name_of(into)}”: {reason.strip()}"
    decision = MergeDecision(
        vocabulary=str(word._meta.model_name),
        from_key=_key(word),
        from_label=name_of(word),
        into_id=into.pk,
        into_key=_key(into),
        into_label=name_of(into),
        reason=reason.strip(),
        by=by,
        republished=[name_in_log(target) for target in planned.republished],
        waiting=[name_in_log(target) for target in planned.waiting],
    )
    reworded = list(_carry_out(word, into, planned.republished))
    stays = [part for part in merging.parts_of(into) if isinstance(part, Word)]
    publish_terms({facet for part in stays for facet in facets_with(part)})
    for target, document in reworded:
        record = standings.record_of(target)
        assert record is not None, "what is public has a record"
        put_again(record, document, by=by, reason=told)
        note_as_public(target)
    for target in planned.waiting:
        workflow.record_edit(target, by=by)
    decision.save()
    _log(into, by, f"{told} {_count(planned)}")
    return decision


def may_merge(word: models.Model, by: Curator) -> bool:
    """Whether this person may correct such words and publish what follows."""
    return by.has_perm(standings.REVIEW) and by.has_perm(
        f"vocabulary.change_{word._meta.model_name}"
    )


def used_in(word: models.Model) -> list[Publishable]:
    """Return the patients and articles whose tables name this word."""
    patients: set[int] = set()
    articles: set[int] = set()
    for part in merging.parts_of(word):
        for reference in merging.references(type(part)):
            if reference.table._meta.app_label == "curation":
                rows = reference.rows(part)
                way, of_patient = way_to_owner(reference.table)
                found = rows.exclude(**{way: None}).values_list(way, flat=True)
                (patients if of_patient else articles).update(found)
    return [
        *Patient.objects.filter(pk__in=patients).order_by("accession", "pk"),
        *Article.objects.filter(pk__in=articles).order_by("slug"),
    ]


def way_to_owner(table: type[models.Model]) -> tuple[str, bool]:
    """Return the path from a row to the patient or article, and whether a patient."""
    columns = {column.name for column in table._meta.concrete_fields}
    if "patient" in columns:
        return "patient", True
    if table is Article:
        return "pk", False
    return next(way for name, way in WAYS.items() if name in columns), False


def name_in_log(target: Publishable) -> str:
    """Return a name that tells nothing of the patient: accession, slug or number."""
    if isinstance(target, Article):
        return target.slug
    return getattr(target, "accession", "") or f"patient {target.pk}"


# ── Details ───────────────────────────────────────────────────────────────────────


def _lock(targets: list[Publishable]) -> None:
    """Let nobody save or publish one of these until the words are merged."""
    for table in (Patient, Article):
        keys = [target.pk for target in targets if isinstance(target, table)]
        locked = table._default_manager.select_for_update().order_by("pk")
        list(locked.filter(pk__in=keys).values_list("pk"))


def _public_and_waiting(
    word: models.Model,
) -> tuple[list[Publishable], list[Publishable]]:
    public: list[Publishable] = []
    waiting: list[Publishable] = []
    for target in used_in(word):
        stands = standings.is_public_as_it_stands(target)
        (public if stands else waiting).append(target)
    return public, waiting


def _carry_out(
    word: models.Model, into: models.Model, public: list[Publishable]
) -> Iterator[tuple[Publishable, d.Document]]:
    """Merge, and yield what readers have of each, in the words of after it."""
    table = type(word)
    word = table._default_manager.get(pk=word.pk)
    into = table._default_manager.get(pk=into.pk)
    if refusal := merging.why_not(word, into):
        raise merging.CannotMerge(refusal)
    gone = [(type(part), _key(part)) for part in merging.parts_of(word)]
    before = as_part(word) if isinstance(word, Institution) else None
    merging.merge(word, into)
    after = {
        (FACETS[kind], key): as_part(word_of(kind, key))
        for kind, key in gone
        if issubclass(kind, Word)
    }
    for target in public:
        record = standings.record_of(target)
        assert record is not None, "what is public has a record"
        assert record.latest is not None, "and a version"
        values = json.loads(record.latest.document)
        if before is not None:
            values = _in_other_places(values, before, as_part(into))
        elif isinstance(into, Journal):
            values |= {"journal": into.name, "journal_abbreviation": into.abbreviation}
        else:
            values = _in_other_words(values, after)
        yield target, d.read(values)


def _in_other_words(
    value: Any, words: Mapping[tuple[str, str], Any], name: str = ""
) -> Any:
    """Replace words where a document names them; citations stay as they were read."""
    if isinstance(value, list):
        return [_in_other_words(one, words, name) for one in value]
    if not isinstance(value, dict) or name == "citation":
        return value
    word = words.get((FACET_OF_FIELD.get(name, ""), value.get("key", "")))
    if word is not None:
        return word
    return {key: _in_other_words(one, words, key) for key, one in value.items()}


def _in_other_places(value: Any, before: Any, after: Any, name: str = "") -> Any:
    """Replace an institution wherever a document holds it, and hold it once."""
    if value == before:
        return after
    if isinstance(value, list):
        found = [_in_other_places(one, before, after) for one in value]
        if name in INSTITUTIONS:
            found = [one for at, one in enumerate(found) if one not in found[:at]]
        return found
    if not isinstance(value, dict) or name == "citation":
        return value
    return {k: _in_other_places(one, before, after, k) for k, one in value.items()}


def _refuse_faults(target: Publishable, document: d.Document) -> None:
    wrong = faults(document) if isinstance(document, d.CaseDocument) else []
    if wrong:
        said = " ".join(sentence for _, sentence in wrong)
        raise workflow.NotAllowed(f"{name_in_log(target)} would not be right: {said}")


def _key(word: models.Model) -> str:
    return getattr(word, word.KEY_FIELD) if isinstance(word, Word) else ""


def _count(planned: Plan) -> str:
    names = ", ".join(name_in_log(target) for target in planned.republished)
    published = f"Published again: {names}." if names else "Nothing was published."
    kept = len(planned.waiting)
    drafts = f" Drafts that name it now: {kept}." if kept else ""
    return published + drafts


def _log(into: models.Model, by: Curator, message: str) -> None:
    """Write it into the history of the word that stayed."""
    LogEntry.objects.log_actions(
        by.pk, [into], CHANGE, change_message=message, single_object=True
    )
