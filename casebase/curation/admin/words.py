"""The page of proposed words, accepting and declining them.

Everything is asked first and done on a button. Merging and keeping apart have pages of
their own (`word_merging`, `word_apart`).
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from casebase.curation import keeping_apart, merging, standings, terms
from casebase.curation.models import Article, MergeDecision, Patient
from casebase.curation.models.base import Publishable
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.merging import MERGEABLE, parts_of
from casebase.vocabulary.models import GeneFusion
from casebase.vocabulary.models.word import TreeWord, Word
from casebase.vocabulary.similar import name_of, similar_to, similar_words

from . import word_apart, word_merging, word_parts

#: How many words and decisions the page names before it only counts.
MOST_WORDS, MOST_DECISIONS = 50, 20


def urls(site: Any) -> list[URLPattern]:
    """Return the addresses of these pages."""
    one = "words/<slug:vocabulary>/<int:pk>"
    return [
        path("words/", site.admin_view(proposed_words), name="words"),
        path(f"{one}/accept/", site.admin_view(accept), name="words_accept"),
        path(f"{one}/decline/", site.admin_view(decline), name="words_decline"),
        path(f"{one}/merge/", site.admin_view(word_merging.merge), name="words_merge"),
        path(
            f"{one}/apart/<int:other>/",
            site.admin_view(word_apart.apart),
            name="words_apart",
        ),
    ]


# ── The list ──────────────────────────────────────────────────────────────────────


def proposed_words(request: HttpRequest) -> HttpResponse:
    """Show what curators have proposed, what looks alike, and what was merged."""
    words = _proposed()
    apart = keeping_apart.pairs()
    context = {
        "title": "Proposed words",
        "entries": [_entry(request, word, apart) for word in words[:MOST_WORDS]],
        "total": len(words),
        "pairs": [
            {
                "pair": pair,
                "kind": word_parts.kind_of(pair.word),
                "href": word_parts.merge_href(pair),
                "apart": word_parts.apart_href(pair),
            }
            for pair in similar_words(most=word_parts.MOST_FOUND, without=apart)
        ],
        "decisions": MergeDecision.objects.select_related("by")[:MOST_DECISIONS],
        "apart_count": len(apart),
        "may_merge": request.user.has_perm(standings.REVIEW),
    }
    return word_parts.page(request, "words", context)


def _proposed() -> list[Word]:
    """The proposed words, the last first; a fusion stands with its biomarker."""
    found: list[Word] = []
    for table in word_parts.TABLES.values():
        if issubclass(table, Word):
            words: Any = table._default_manager.filter(status=WordStatus.PROPOSED)
            if table is GeneFusion:
                words = words.exclude(biomarker__status=WordStatus.PROPOSED)
            found += words.order_by("-pk")
    return found


def _entry(
    request: HttpRequest, word: Word, apart: frozenset[tuple[str, int, int]]
) -> dict[str, Any]:
    used = merging.used_in(word)
    may_change = word_parts.may_change(request, word)
    return {
        "word": word,
        "name": name_of(word),
        "kind": word_parts.kind_of(word),
        "what": _what(word),
        "by": _proposer(word, used),
        "used": [word_parts.named(target) for target in used[: word_parts.MOST_CASES]],
        "used_count": len(used),
        "similar": [
            {"word": pair.other, "href": word_parts.merge_href(pair)}
            for pair in similar_to(word, without=apart)
        ],
        "change": word_parts.change_href(word),
        "accept": word_parts.href("accept", word) if may_change else "",
        "merge": word_parts.href("merge", word)
        if isinstance(word, MERGEABLE)
        and merging.may_merge(word, word_parts.user_of(request))
        else "",
        "decline": word_parts.href("decline", word) if may_change and not used else "",
    }


def _what(word: Word) -> str:
    """What is known of a word beside its name."""
    facts: list[str] = []
    if isinstance(word, TreeWord) and word.parent:
        facts.append(f"narrower than {word.parent}")
    if word.code:
        facts.append(word.code)
    for column in ("kind", "state"):
        if hasattr(word, f"get_{column}_display"):
            facts.append(str(getattr(word, f"get_{column}_display")()).lower())
    return ", ".join(fact for fact in facts if fact != word_parts.kind_of(word))


def _proposer(word: Word, used: list[Publishable]) -> str:
    """Who added it, as far as it was noted; else whose case it came with."""
    kind = ContentType.objects.get_for_model(type(word))
    added = LogEntry.objects.filter(
        content_type=kind, object_id=str(word.pk), action_flag=ADDITION
    )
    if entry := added.select_related("user").first():
        return f"Added by {entry.user} on {entry.action_time:%-d %B %Y}"
    writers = {
        str(target.created_by)
        for target in used
        if isinstance(target, Patient | Article) and target.created_by
    }
    if writers:
        return f"Came with a case of {' and of '.join(sorted(writers))}"
    return "Who added it was not noted"


# ── Accepting and declining ───────────────────────────────────────────────────────


def accept(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Ask, then put a proposed word before readers."""
    word = word_parts.word_at(vocabulary, pk)
    if not word_parts.may_change(request, word):
        raise PermissionDenied
    if not isinstance(word, Word) or word.is_accepted:
        raise Http404
    if request.method == "POST":
        terms.accept_word(word)
        messages.success(request, f"“{name_of(word)}” is accepted: readers meet it.")
        return HttpResponseRedirect(reverse("admin:words"))
    return _ask(
        request,
        word,
        "Accept",
        "It becomes a word of the public vocabulary, with a page of its own and among "
        "the filters. It is not taken back; a word can be merged into another later.",
    )


@transaction.atomic
def decline(request: HttpRequest, vocabulary: str, pk: int) -> HttpResponse:
    """Ask, then delete a proposed word that nothing uses."""
    word = word_parts.word_at(vocabulary, pk)
    if not word_parts.may_change(request, word):
        raise PermissionDenied
    if not isinstance(word, Word) or word.is_accepted:
        raise Http404
    reasons = []
    if used := merging.used_in(word):
        names = ", ".join(str(target) for target in used[: word_parts.MOST_CASES])
        reasons = [f"It is used by {names}. Merge it into the right word instead."]
    elif request.method == "POST":
        try:
            with transaction.atomic():
                for part in parts_of(word):
                    part.delete()
        except models.ProtectedError:
            reasons = ["Other words refer to it. Change them first."]
        else:
            messages.success(request, f"“{name_of(word)}” is declined and deleted.")
            return HttpResponseRedirect(reverse("admin:words"))
    return _ask(
        request,
        word,
        "Decline",
        "It is deleted. No case uses it, and readers have never seen it.",
        reasons,
    )


def _ask(
    request: HttpRequest,
    word: models.Model,
    button: str,
    means: str,
    reasons: list[str] | None = None,
) -> HttpResponse:
    context = {
        "title": f"{button} “{name_of(word)}”",
        "kind": word_parts.kind_of(word),
        "button": button,
        "means": means,
        "reasons": reasons,
    }
    refused = request.method == "POST" and reasons
    return word_parts.page(
        request, "word_decision", context, status=409 if refused else 200
    )
