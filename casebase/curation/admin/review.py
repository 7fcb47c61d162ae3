"""The pages of review: what would be new, decided by a second person; the case as
readers would see it; what was said and done."""

import re
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from pydantic import ValidationError

from casebase.archive import document as d
from casebase.curation import readiness, standings, workflow
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.models import Article, Comment, Patient, ReviewRemark
from casebase.curation.models.base import Publishable
from casebase.curation.people.showing import show
from casebase.curation.reviewing import facts, preview, preview_links, remarks, ticks
from casebase.curation.reviewing.care import care
from casebase.curation.reviewing.history import history_of

from . import assigning, same_person

ASK = "ask:"
#: A remark that stood on the form that was sent.
SHOWN = re.compile(r"remark-(\d{1,18})-shown")
CONFIRM = "Tick that you have compared it with its sources."
BOTH = (
    "You ask for changes and approve at once. Return it, or empty what you wrote "
    "beside the facts."
)


class CommentForm(forms.ModelForm):
    """A word to the other curators."""

    class Meta:
        model = Comment
        fields = ("text",)
        labels = {"text": "Comment"}
        widgets = {"text": forms.Textarea({"rows": 3, "cols": 60})}
        error_messages = {"text": {"required": "Write something first."}}


class Reviewed:
    """What a review page shows of one patient or article; raises pydantic's
    ValidationError while the content is no document."""

    def __init__(self, target: Publishable, *, whole: bool) -> None:
        self.target = target
        self.record = standings.record_of(target)
        self.document: d.Document = (
            freeze_article(target) if isinstance(target, Article) else freeze(target)  # type: ignore[arg-type]
        )
        self.before: d.Document | None = None
        self.number = 0
        if self.record and self.record.latest and not self.record.latest.purged:
            self.before = self.record.latest.content
            self.number = self.record.latest.number
        self.shows_whole = whole or self.before is None
        self.compares = not self.shows_whole

    @cached_property
    def whole(self) -> list[facts.FactChapter]:
        """Every fact, by chapter."""
        return preview.whole(self.document)

    @cached_property
    def changed(self) -> list[facts.FactChapter]:
        """What differs from the published version; nothing where there is none."""
        return preview.changed(self.before, self.document) if self.before else []

    @cached_property
    def along(self) -> list[facts.FactChapter]:
        """The articles that would be published with the patient, whole."""
        if not isinstance(self.target, Patient):
            return []
        articles = readiness.unpublished_articles(self.target)
        return [
            chapter
            for article in articles
            for chapter in preview.whole(freeze_article(article))
        ]

    @property
    def chapters(self) -> list[facts.FactChapter]:
        """What is shown: the whole where it is asked for or where all is new."""
        return self.whole if self.shows_whole else self.changed

    @property
    def count(self) -> int:
        """How many facts are shown."""
        return sum(chapter.count for chapter in self.chapters)

    @property
    def unsourced(self) -> int:
        """How many of them have no source of their own: what an article is to the case,
        say, or what it calls the patient."""
        return sum(chapter.unsourced for chapter in self.chapters)

    @cached_property
    def by_key(self) -> dict[str, tuple[facts.FactRow, facts.Fact]]:
        """Every fact that can be asked about, by its path."""
        return {**facts.by_key(self.changed), **facts.by_key(self.whole)}

    @cached_property
    def primary(self) -> d.ArticleDocument | None:
        """The document of the primary report, as curators have it now."""
        if not isinstance(self.document, d.CaseDocument):
            return None
        slug = self.document.primary.article
        article = Article.objects.filter(slug=slug).first()
        return freeze_article(article) if article else None


@dataclass
class Decision:
    """What the reviewer sent: what is asked of which fact, what is ticked."""

    asked: list[remarks.Asked] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    note: str = ""
    confirmed: bool = False
    seen: str = ""
    reasons: list[str] = field(default_factory=list)


def urls(page: Any) -> list[URLPattern]:
    """The addresses of review for the page of a patient or an article."""
    opts = page.model._meta
    views = {"review": review, "comment": comment, "history": history}
    if page.model is Patient:
        views |= {"preview": show_preview, "preview_link": preview_link}
    return [
        path(
            f"<int:pk>/{name}/",
            page.admin_site.admin_view(_on_target(view, page)),
            name=f"{opts.app_label}_{opts.model_name}_{name}",
        )
        for name, view in views.items()
    ]


def address(target: Publishable, name: str) -> str:
    """Return the address of one of these pages."""
    opts = target._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[target.pk])


def settle(request: HttpRequest, target: Publishable) -> int:
    """Note what a curator answered to remarks on the form; return how many changed."""
    post = request.POST
    names = (SHOWN.fullmatch(name) for name in post)
    shown = [int(name[1]) for name in names if name]
    if not shown:
        return 0
    return remarks.settle(
        target,
        by=request.user,  # type: ignore[arg-type]
        shown=shown,
        done=[pk for pk in shown if f"remark-{pk}-done" in post],
        answers={pk: post.get(f"remark-{pk}-answer", "") for pk in shown},
    )


def _on_target(view: Any, page: Any) -> Any:
    def on_target(request: HttpRequest, pk: int) -> HttpResponse:
        target = page.get_object(request, str(pk))
        if target is None:
            raise Http404
        if not page.has_view_permission(request, target):
            raise PermissionDenied
        response: HttpResponse = view(request, page, target)
        return response

    return on_target


def review(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Show what would be new; take the decision."""
    why_not = standings.permitted(target, request.user)  # type: ignore[arg-type]
    context = {
        **page.admin_site.each_context(request),
        "title": f"Review {target}",
        "target": target,
        "opts": page.model._meta,
        "back": page.address(target),
        "next": standings.next_step(target, request.user).replace(  # type: ignore[arg-type]
            f"{target.get_status_display()}. ", "", 1
        ),
        "why_not": why_not,
        "same_person": same_person.on_page_of(target),
        "assigned": assigning.on_page_of(target, request.user),
        "preview_href": address(target, "preview") if page.model is Patient else "",
        "preview_link_href": (
            address(target, "preview_link")
            if page.model is Patient and page.has_change_permission(request, target)
            else ""
        ),
        "comment_form": CommentForm(),
        "comment_href": address(target, "comment"),
        "may_comment": page.has_change_permission(request, target),
        "missing": readiness.missing_before_publishing(target),
        "history": history_of(target, standings.record_of(target)),
        "comments": target.comments.select_related("by"),
    }
    template = "admin/workbench/review.html"
    try:
        seen = Reviewed(target, whole=request.GET.get("show") == "whole")
    except ValidationError:
        return TemplateResponse(request, template, context)
    sha256 = workflow.content_sha256(target)
    decision = Decision()
    if request.method == "POST":
        decision = _read(request, seen)
        if not decision.reasons and _is_done(request, target, decision):
            return HttpResponseRedirect(page.address(target))
    doubts = ticks.doubts_of(target)
    done = ticks.ticked(target, by=request.user, sha256=sha256)  # type: ignore[arg-type]
    now = {key: fact.after for key, (_, fact) in seen.by_key.items()}
    context |= {
        "seen": seen,
        "sha256": sha256,
        "decision": decision,
        "doubts": [
            (doubt, doubt in done or doubt.key in decision.ticked) for doubt in doubts
        ],
        "answered": remarks.answered(remarks.remarks_on(target), now),
        "care": care(seen.document, seen.primary)
        if isinstance(seen.document, d.CaseDocument)
        else None,
        "asks_nothing": {"return": "Ask on the whole."},
        "may_decide": not (why_not["approve"] and why_not["return"]),
    }
    status = 409 if decision.reasons else 200
    return TemplateResponse(request, template, context, status=status)


def _read(request: HttpRequest, seen: Reviewed) -> Decision:
    """Read the decision; `reasons` say what of it cannot be taken."""
    post = request.POST
    box: Any = ReviewRemark._meta.get_field("text").formfield()
    decision = Decision(
        ticked=set(post.getlist("tick")),
        note=post.get("note", ""),
        confirmed="confirmed" in post,
        seen=post.get("seen", ""),
    )
    for name, text in post.items():
        if not (name.startswith(ASK) and str(text).strip()):
            continue
        key = name.removeprefix(ASK)
        decision.typed[key] = str(text)
        if key not in seen.by_key:
            decision.reasons.append(f"The record has no fact {key} any more.")
            continue
        row, fact = seen.by_key[key]
        whose = f"{row.full_name}: {fact.name}" if row.name else fact.name
        try:
            text = box.clean(text)
        except forms.ValidationError as error:
            decision.reasons += [f"{whose}: {message}" for message in error.messages]
            continue
        decision.asked.append(remarks.Asked(row.ref, key, whose, fact.after, text))
    if post.get("decide") == "approve":
        if decision.asked or decision.note.strip():
            decision.reasons.append(BOTH)
        if not decision.confirmed:
            decision.reasons.append(CONFIRM)
    return decision


def _is_done(request: HttpRequest, target: Any, decision: Decision) -> bool:
    """Approve or return it; note in the decision why not."""
    by: Any = request.user
    try:
        if request.POST.get("decide") == "approve":
            workflow.tick(target, by=by, keys=decision.ticked)
            workflow.approve(target, by=by, seen=decision.seen)
            told = "is approved"
        else:
            workflow.return_for_changes(
                target, by=by, note=decision.note, asked=decision.asked
            )
            told = "is returned"
    except workflow.NotReady as refusal:
        decision.reasons += refusal.reasons
    except workflow.NotAllowed as refusal:
        decision.reasons.append(str(refusal))
    if decision.reasons:
        return False
    target.refresh_from_db()
    name = str(target)
    messages.success(
        request,
        f"{name[:1].upper()}{name[1:]} {told}. {standings.next_step(target, by)}",
    )
    return True


def show_preview(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Show the page that readers would have."""
    try:
        return preview.page(request, target)
    except ValidationError:
        messages.warning(request, "There is no preview while something is missing.")
        return HttpResponseRedirect(page.address(target))


def preview_link(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Make a link to the preview, and show it once."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not page.has_change_permission(request, target):
        raise PermissionDenied
    by: Any = request.user
    try:
        link = preview_links.draw(target, by)
    except ValidationError:
        messages.warning(request, "There is no preview while something is missing.")
        return HttpResponseRedirect(page.address(target))
    context = {
        **page.admin_site.each_context(request),
        "title": f"A link to the preview of {target}",
        "link": link,
        "back": address(target, "review"),
    }
    return TemplateResponse(request, "admin/workbench/preview_link.html", context)


def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show a preview to whoever has a link to it, for as long as that is good."""
    try:
        response = preview.page(request, preview_links.read(token), is_shared=True)
    except preview_links.Closed as closed:
        title = "This link is closed"
        return show(request, "closed", title, status=410, sentence=str(closed))
    add_never_cache_headers(response)
    # The address is the secret: it is told to no site and kept in no index.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def comment(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Add a word for the other curators, and go back to the review page."""
    if not page.has_change_permission(request, target):
        raise PermissionDenied
    by: Any = request.user
    row = Comment(by=by, content_rev=target.content_rev)
    row.article, row.patient = (
        (target, None) if isinstance(target, Article) else (None, target)
    )
    form = CommentForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(f"{address(target, 'review')}#comments")
    context = {
        **page.admin_site.each_context(request),
        "title": f"Comment on {target}",
        "target": target,
        "opts": page.model._meta,
        "back": address(target, "review"),
        "form": form,
    }
    return TemplateResponse(request, "admin/workbench/review_comment.html", context)


def history(request: HttpRequest, page: Any, target: Any) -> HttpResponse:
    """Show everything that happened to it."""
    context = {
        **page.admin_site.each_context(request),
        "title": f"History of {target}",
        "target": target,
        "opts": page.model._meta,
        "back": page.address(target),
        "history": history_of(target, standings.record_of(target)),
        "comments": target.comments.select_related("by"),
    }
    return TemplateResponse(request, "admin/workbench/review_history.html", context)
