"""Import of case files and article files as drafts, every fault at once.

Everything is checked before anything is written. Then up to `AT_ONCE` documents are
one transaction: all or none. More than these go in batches, each all or none; a run
that was interrupted is run again, and what is there unchanged is skipped.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from pydantic import ValidationError

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.curation import workflow
from casebase.curation.freezing import freeze, freeze_all, freeze_article
from casebase.curation.models import Article, Curator, Patient
from casebase.curation.models.base import Publishable

from .checking import Check
from .differences import differences, drift
from .faults import Fault, Faulty, named, of_shape
from .linking import Known
from .reading import Entry
from .rows import Writer

AT_ONCE = 100

AnyDocument = TypeVar("AnyDocument", d.ArticleDocument, d.CaseDocument)
Say = Callable[[int, int], None]


@dataclass(frozen=True)
class Outcome:
    """What importing one document did."""

    name: str
    key: str
    what: str
    """`added`, `changed` or `unchanged`."""
    changes: list[str] = field(default_factory=list)
    """The facts that differ from before, of a changed document."""
    drift: list[str] = field(default_factory=list)
    """The facts that stand here otherwise than in the document: names of words, of a
    series, the citation of an article that is here already."""


class RolledBack(Exception):
    """Ends a trial run: everything was tried, nothing is kept."""


def import_documents(
    documents: Iterable[Entry],
    *,
    by: Curator,
    dry_run: bool = False,
    say: Say = lambda done, of: None,
) -> list[Outcome]:
    """Make drafts of documents, articles before the cases that cite them.

    `documents` is gone through several times. A document whose content is here already
    changes nothing. `say` hears how many are done, and of how many. Raises Faulty, its
    faults named by file; its `kept` counts what other batches have imported.
    """
    known: Known = {}
    check = Check(known)
    for name, entry in documents:
        check.look(name, entry)
    if wrong := check.faults():
        raise Faulty(wrong)
    run = _Run(documents, known, by, lambda done: say(done, check.count))
    whole = dry_run or check.count <= AT_ONCE
    together: AbstractContextManager[None] = (
        transaction.atomic() if whole else nullcontext()
    )
    try:
        with together:
            run.everything()
            if run.faults:
                raise Faulty(run.faults, kept=0 if whole else len(run.outcomes))
            if dry_run:
                raise RolledBack
    except RolledBack:
        pass
    return run.outcomes


def find_patient(document: d.CaseDocument) -> Patient | None:
    """Return the patient of a document's key, if they are here."""
    slug = document.key.split("/")[0]
    found = Patient.objects.filter(
        sources__article__slug=slug, sources__role=c.SourceRole.PRIMARY
    )
    return next((patient for patient in found if patient.key == document.key), None)


class _Run:
    """One run over all documents, batch by batch."""

    def __init__(
        self,
        documents: Iterable[Entry],
        known: Known,
        by: Curator,
        say: Callable[[int], None],
    ) -> None:
        self.outcomes: list[Outcome] = []
        self.faults: list[Fault] = []
        self._documents, self._known, self._by, self._say = documents, known, by, say
        #: Articles whose links wait: whether each is new, and what was here before.
        self._begun: dict[str, tuple[bool, d.Document | None]] = {}
        #: Patients of this batch who were not here: read back together.
        self._new: list[tuple[str, d.CaseDocument, Patient]] = []

    def everything(self) -> None:
        """Write all articles, what they say of each other, then the cases."""
        self._batches(d.ArticleDocument, self._article)
        if self._begun:
            self._batches(d.ArticleDocument, self._links_of_article)
        self._batches(d.CaseDocument, self._case)

    def _batches(
        self,
        kind: type[AnyDocument],
        write: Callable[[str, AnyDocument], Outcome | None],
    ) -> None:
        """Write the documents of one kind; a batch with a fault leaves nothing."""
        found = self._of_kind(kind)
        while batch := list(islice(found, AT_ONCE)):
            outcomes: list[Outcome] = []
            wrong: list[Fault] = []
            self._new = []
            try:
                with transaction.atomic():
                    for name, document in batch:
                        with _noted(name, wrong):
                            outcome = write(name, document)
                            outcomes += [outcome] if outcome else []
                            done = len(self.outcomes) + len(outcomes) + len(self._new)
                            self._say(done)
                    outcomes += self._read_back(wrong)
                    if wrong:
                        raise RolledBack
            except RolledBack:
                self.faults += wrong
            else:
                self.outcomes += outcomes

    def _of_kind(self, kind: type[AnyDocument]) -> Iterator[tuple[str, AnyDocument]]:
        for name, entry in self._documents:
            if isinstance(entry, Faulty):  # changed since it was checked
                raise Faulty(named(name, entry.faults), kept=len(self.outcomes))
            if isinstance(entry, kind):
                yield name, entry

    def _article(self, name: str, document: d.ArticleDocument) -> Outcome | None:
        """Write an article; with its links, where all that it names are here."""
        article = Article.objects.filter(slug=document.key).first() or Article()
        is_new = article.pk is None
        before = _frozen(article)
        if before == document:
            return Outcome(name, document.key, "unchanged")
        with _kept_if_changed():
            writer = Writer(self._known)
            writer.article(document, article)
            writer.finish()
            if not _linked(document):
                self._begun[document.key] = (is_new, before)
                workflow.record_edit(article, by=self._by)
                return None
            writer.links(document, article)
            writer.finish()
            after = freeze_article(article)
            if before == after:
                raise RolledBack
            return self._outcome(name, document, is_new, before, after, article)
        return Outcome(name, document.key, "unchanged")

    def _links_of_article(
        self, name: str, document: d.ArticleDocument
    ) -> Outcome | None:
        """Write what an article says of others that were not here before."""
        if document.key not in self._begun:
            return None
        article = Article.objects.get(slug=document.key)
        writer = Writer(self._known)
        writer.links(document, article)
        writer.finish()
        is_new, before = self._begun[document.key]
        after = freeze_article(article)
        return self._outcome(name, document, is_new, before, after, article)

    def _case(self, name: str, document: d.CaseDocument) -> Outcome | None:
        """Write a case; rows that are here are replaced."""
        patient = find_patient(document)
        if patient is None:
            self._new.append((name, document, self._written(document, Patient())))
            return None
        before = _frozen(patient)
        if before == document:
            return Outcome(name, document.key, "unchanged")
        with _kept_if_changed():
            after = freeze(self._written(document, patient))
            if before == after:
                raise RolledBack
            return self._outcome(name, document, False, before, after, patient)
        return Outcome(name, document.key, "unchanged")

    def _written(self, document: d.CaseDocument, patient: Patient) -> Patient:
        writer = Writer(self._known)
        writer.patient(document, patient)
        writer.finish()
        if patient.key != document.key:
            said = f"by its primary report and label this is “{patient.key}”"
            raise Faulty([Fault("key", said)])
        return patient

    def _read_back(self, wrong: list[Fault]) -> Iterator[Outcome]:
        """Read what the new patients of a batch have become, all tables once."""
        read = freeze_all([patient for _, _, patient in self._new])
        for (name, document, patient), frozen in zip(self._new, read, strict=True):
            with _noted(name, wrong):
                yield self._outcome(name, document, True, None, frozen(), patient)

    def _outcome(
        self,
        name: str,
        document: d.Document,
        is_new: bool,
        before: d.Document | None,
        after: d.Document,
        target: Publishable,
    ) -> Outcome:
        """Note the edit, and say what it did."""
        workflow.record_edit(target, by=self._by)
        return Outcome(
            name,
            document.key,
            "added" if is_new else "changed",
            changes=differences(before, after) if before else [],
            drift=drift(document, after),
        )


@contextmanager
def _noted(name: str, wrong: list[Fault]) -> Iterator[None]:
    """Note what is wrong with a document, by its name, and go on."""
    try:
        yield
    except Faulty as error:
        wrong += named(name, error.faults)
    except ValidationError as error:
        wrong += named(name, of_shape(error))


@contextmanager
def _kept_if_changed() -> Iterator[None]:
    """Keep what is written inside, unless RolledBack says that nothing came of it."""
    with suppress(RolledBack), transaction.atomic():
        yield


def _frozen(target: Any) -> d.Document | None:
    """Return the document of a row; none of a new row, or of a draft with gaps."""
    if target.pk is None:
        return None
    try:
        return freeze(target) if isinstance(target, Patient) else freeze_article(target)
    except ValidationError:
        return None


def _linked(document: d.ArticleDocument) -> bool:
    """Whether every article is here that this one names."""
    names = {relation.article for relation in document.relations}
    names |= {fact.source.article for fact in document.facts}
    return Article.objects.filter(slug__in=names).count() == len(names)
