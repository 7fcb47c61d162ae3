"""What waits for a curator after log-in: short lists, each with a way to the whole.

Every list is a few queries, however long it is: nothing here reads a case whole. What
exactly is missing in a draft stands on its own page.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from casebase.archive import choices as c
from casebase.vocabulary.similar import name_of, similar_words

from . import keeping_apart
from .models import (
    Article,
    Assignment,
    BiomarkerFinding,
    Comment,
    ContentEdit,
    Curator,
    Diagnosis,
    Patient,
    PatientSource,
    ReaderReport,
    Review,
    SuggestedPaper,
    Treatment,
)
from .models.base import Status
from .models.patient import with_primary_report
from .readiness import going_along
from .reviewing.queue import waiting
from .standings import REVIEW

#: How many rows the desk shows of a list, and the page of a list at most.
SHOWN, MOST = 10, 500
#: Drafts that nobody has touched for so long.
STALE = timedelta(days=60)
NOTICES = (
    c.Integrity.RETRACTED,
    c.Integrity.EXPRESSION_OF_CONCERN,
    c.Integrity.CORRECTED,
)


@dataclass(frozen=True)
class Row:
    """One thing to see to: its name, the page where that is done, a word about it."""

    name: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class Kind:
    """One list of the desk: its name in addresses, its title, what it is for."""

    slug: str
    title: str
    help: str
    rows: Callable[[Curator, int], list[Row]]
    href: str = ""


@dataclass(frozen=True)
class Section:
    """A list with its first rows, and where the whole list is."""

    slug: str
    title: str
    help: str
    rows: list[Row]
    href: str
    is_cut: bool


def sections(by: Curator) -> list[Section]:
    """Return the lists that are not empty, with their first rows."""
    if not by.has_perm("curation.view_patient"):
        return []
    found = (section(kind, by, SHOWN) for kind in KINDS)
    return [one for one in found if one.rows]


def section(kind: Kind, by: Curator, most: int) -> Section:
    """Return at most so many rows of a list, and whether there are more."""
    rows = kind.rows(by, most + 1)
    href = kind.href or reverse("admin:desk", args=[kind.slug])
    if kind.href:
        address, _, query = kind.href.partition("?")
        href = reverse(address) + (f"?{query}" if query else "")
    return Section(
        kind.slug, kind.title, kind.help, rows[:most], href, len(rows) > most
    )


# ── Drafts ────────────────────────────────────────────────────────────────────────

#: Readers have just this content.
PUBLIC = Q(published_rev__isnull=False, published_rev=F("content_rev"))


def _of_mine(by: Curator) -> Q:
    return Q(created_by=by) | Q(updated_by=by)


def _drafts(by: Curator, most: int) -> list[Row]:
    return _latest(Q(status=Status.DRAFT) & _of_mine(by), most, note=_since)


def _returned(by: Curator, most: int) -> list[Row]:
    """With the reason of the last return."""
    mine = _of_mine(by) | Q(submitted_by=by)
    found = _targets(Q(status=Status.CHANGES_REQUESTED) & mine, most, "-updated_at")
    reviews = Review.objects.filter(decision=Review.Decision.CHANGES_REQUESTED)
    about = reviews.filter(
        Q(patient__in=[one.pk for one in found if isinstance(one, Patient)])
        | Q(article__in=[one.pk for one in found if isinstance(one, Article)])
    )
    reasons = {
        (review.patient_id, review.article_id): f"{review.reviewer}: {review.note}"
        for review in about.select_related("reviewer").order_by("pk")
    }
    return [
        _row(
            one,
            reasons.get(
                (None, one.pk) if isinstance(one, Article) else (one.pk, None), ""
            ),
        )
        for one in found
    ]


def _waiting(by: Curator, most: int) -> list[Row]:
    if not by.has_perm(REVIEW):
        return []
    found = waiting(Status.IN_REVIEW, by=by, whose="others")[:most]
    return [
        Row(one.name, _address(one.target, "review"), f"waits {one.waits}")
        for one in found
    ]


def _incomplete(by: Curator, most: int) -> list[Row]:
    """Drafts without a part that every case has; a draft's page names all it lacks."""
    unfinished = [Status.DRAFT, Status.CHANGES_REQUESTED]
    found = (
        Patient.objects.filter(_of_mine(by), status__in=unfinished)
        .exclude(PUBLIC)
        .annotate(
            **{
                f"has_{part}": Exists(rows.filter(patient=OuterRef("pk")))
                for part, rows in _parts().items()
            }
        )
        .filter(
            Q(sex="")
            | Q(summary="")
            | Q(*((f"has_{part}", False) for part in _parts()), _connector=Q.OR)
        )
        .order_by("-updated_at")
    )
    return [
        _row(one, f"no {', '.join(_lacks(one))}") for one in _with_name(found, most)
    ]


def _parts() -> dict[str, QuerySet]:
    return {
        "source": PatientSource.objects.filter(role=c.SourceRole.PRIMARY),
        "diagnosis": Diagnosis.objects.all(),
        "biomarker": BiomarkerFinding.objects.all(),
        "treatment": Treatment.objects.all(),
    }


def _lacks(patient: Any) -> Iterator[str]:
    names = {"source": "primary report"}
    for part in _parts():
        if not getattr(patient, f"has_{part}"):
            yield names.get(part, part)
    if not patient.sex:
        yield "sex"
    if not patient.summary:
        yield "summary"


def _stale(by: Curator, most: int) -> list[Row]:
    unfinished = Q(status__in=[Status.DRAFT, Status.CHANGES_REQUESTED])
    untouched = Q(updated_at__lt=timezone.now() - STALE)
    return _latest(unfinished & untouched, most, order="updated_at", note=_who_since)


# ── Readers ───────────────────────────────────────────────────────────────────────


def _reports(by: Curator, most: int) -> list[Row]:
    return _not_handled(ReaderReport, most, _about)


def _papers(by: Curator, most: int) -> list[Row]:
    return _not_handled(SuggestedPaper, most, _name)


def _not_handled(model: Any, most: int, name: Callable[[Any], str]) -> list[Row]:
    return [
        Row(name(one), _address(one, "change"), _ago(one.received_at))
        for one in model.objects.filter(handled_at=None).order_by("pk")[:most]
    ]


def _about(report: ReaderReport) -> str:
    return f"{report.record or 'The site'}: {report.get_kind_display().lower()}"


# ── The archive ───────────────────────────────────────────────────────────────────


def _retracted(by: Curator, most: int) -> list[Row]:
    """Cases of an article with a notice that nobody looked at since it was written:
    no edit, no review and no comment is younger than the article's last save."""
    since = OuterRef("article__updated_at")
    of_case = {"patient": OuterRef("patient"), "at__gte": since}
    found = (
        PatientSource.objects.filter(article__integrity__in=NOTICES)
        .exclude(Exists(ContentEdit.objects.filter(**of_case)))
        .exclude(Exists(Review.objects.filter(**of_case)))
        .exclude(Exists(Comment.objects.filter(**of_case)))
        .select_related("article", "patient")
        .prefetch_related(with_primary_report("patient__"))
        .order_by("-article__updated_at", "pk")
    )
    return [
        _row(one.patient, one.article.get_integrity_display()) for one in found[:most]
    ]


def _similar(by: Curator, most: int) -> list[Row]:
    if not by.has_perm(REVIEW):
        return []
    return [
        Row(
            f"{name_of(pair.word)} and {name_of(pair.other)}",
            reverse(
                "admin:words_merge", args=[pair.word._meta.model_name, pair.word.pk]
            )
            + f"?into={pair.other.pk}",
            str(pair.word._meta.verbose_name),
        )
        for pair in similar_words(most=most, without=keeping_apart.pairs())
    ]


def _assigned(by: Curator, most: int) -> list[Row]:
    found = (
        Assignment.objects.filter(
            to=by, report__handled_at=None, paper__handled_at=None
        )
        .select_related("patient", "article__journal", "report", "paper")
        .prefetch_related(with_primary_report("patient__"))
        .order_by("-pk")
    )
    return [_row(one.target, _kind(one.target)) for one in found[:most]]


#: The lists in the order of the day.
KINDS = (
    Kind("returned", "Returned to me", "A reviewer asks for changes.", _returned),
    Kind("assigned", "Mine to look after", "Given to you, or taken.", _assigned),
    Kind(
        "waiting",
        "Waiting for review, not mine",
        "Submitted by others.",
        _waiting,
        href="admin:review_queue?whose=others",
    ),
    Kind(
        "reports",
        "Flagged by readers",
        "Reports that nobody has handled.",
        _reports,
        href="admin:curation_readerreport_changelist?handled_at__isempty=1",
    ),
    Kind(
        "notices",
        "Retracted or corrected sources",
        "Cases that nobody has looked at since. A save, a review or a comment takes a "
        "case off this list.",
        _retracted,
    ),
    Kind("drafts", "My drafts", "You began or changed them last.", _drafts),
    Kind(
        "incomplete",
        "Incomplete",
        "My drafts without a part that every case has.",
        _incomplete,
    ),
    Kind("stale", "Stale", "Drafts untouched for 60 days, anybody's.", _stale),
    Kind(
        "papers",
        "Suggested papers",
        "By readers; nobody has handled them.",
        _papers,
        href="admin:curation_suggestedpaper_changelist?handled_at__isempty=1",
    ),
    Kind(
        "similar",
        "Similar terms",
        "They look like one word written twice.",
        _similar,
        href="admin:words",
    ),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}


# ── Details ───────────────────────────────────────────────────────────────────────


def _latest(
    which: Q,
    most: int,
    *,
    order: str = "-updated_at",
    note: Callable[[Any], str],
) -> list[Row]:
    return [_row(one, note(one)) for one in _targets(which, most, order)]


def _targets(which: Q, most: int, order: str) -> list[Any]:
    """Return patients and articles that are not public as they stand; not articles
    that wait along with their case."""
    patients = Patient.objects.filter(which).exclude(PUBLIC).order_by(order, "pk")
    articles = Article.objects.filter(which).exclude(PUBLIC).order_by(order, "pk")
    articles = articles.exclude(going_along())
    found = [
        *_with_name(patients.select_related("updated_by"), most),
        *articles.select_related("journal", "updated_by")[:most],
    ]
    found.sort(key=lambda one: one.updated_at, reverse=order.startswith("-"))
    return found[:most]


def _with_name(patients: QuerySet[Patient], most: int) -> Iterable[Any]:
    return patients.prefetch_related(with_primary_report())[:most]


def _row(target: Any, note: str) -> Row:
    return Row(_name(target), _address(target, "change"), note)


def _name(target: Any) -> str:
    """What it goes by."""
    if isinstance(target, SuggestedPaper):
        return target.name
    if isinstance(target, ReaderReport):
        return f"{target.record} {target.code}".strip()
    return target.full_name if isinstance(target, Patient) else str(target)


def _kind(target: Model) -> str:
    return str(target._meta.verbose_name)


def _address(target: Model, page: str) -> str:
    opts = target._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=[target.pk])


def _since(target: Any) -> str:
    return f"saved {_ago(target.updated_at)}"


def _ago(when: datetime) -> str:
    is_now = timezone.now() - when < timedelta(minutes=1)
    return "just now" if is_now else f"{timesince(when, depth=1)} ago"


def _who_since(target: Any) -> str:
    who = f" by {target.updated_by}" if target.updated_by else ""
    return f"{_since(target)}{who}"
