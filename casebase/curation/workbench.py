"""The curators' workbench: the admin site, with articles, patients, biomarkers and
treatments in front and the words behind.

It stands outside the package `admin`, because Django makes the site while it looks
for that package: inside, the site would be made twice and lose what was registered.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.admin import AdminSite
from django.db.models import Count, F, Model, Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.cache import patch_cache_control

from . import desk
from .models import Article, BiomarkerFinding, Patient, Treatment
from .models.base import Status
from .people.account import statement_due
from .people.forms import LogIn

#: The words of the request, in the order of a curator's day: model, its path to the
#: status of what it belongs to, and a line for newcomers.
FOUR: tuple[tuple[type[Model], str, str], ...] = (
    (Article, "status", "Papers and news items, and who signs them."),
    (Patient, "status", "One person's story, on one page."),
    (BiomarkerFinding, "patient__status", "What was found in each patient."),
    (Treatment, "patient__status", "What each patient was given, or not given."),
)
NAMES: dict[type[Model], str] = {BiomarkerFinding: "Biomarkers"}

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


class Workbench(AdminSite):
    """Django's admin, opened at the four things a curator works on."""

    login_form = LogIn
    password_change_template = "admin/people/password_change.html"
    password_change_done_template = "admin/people/password_changed.html"

    site_header = "Casebase workbench"
    site_title = "Casebase workbench"
    index_title = "What would you like to work on?"
    index_template = "admin/workbench/index.html"
    enable_nav_sidebar = False

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Let nobody between here and the curator keep a page."""
        inner = super().admin_view(view, cacheable)

        def unkept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = inner(request, *args, **kwargs)
            patch_cache_control(response, private=True, no_store=True)
            return response

        return cast(View, unkept)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Django's addresses, and ours."""
        from .admin import assigning, desk_page, same_person, words
        from .admin.naming import name_biomarker
        from .admin.paper import paper
        from .admin.review import shared_preview
        from .admin.review_queue import queue
        from .admin.switching import switch
        from .entry.answering import read_entry
        from .entry.author_answering import add_authors, read_authors
        from .entry.line_answering import read_lines
        from .people.addresses import addresses

        ours = [
            path("paper/<int:pk>/", self.admin_view(paper), name="paper"),
            path("preview/<str:token>/", shared_preview, name="shared_preview"),
            path("switch/", self.admin_view(switch), name="switch"),
            path("read-entry/", self.admin_view(read_entry), name="read_entry"),
            path("read-lines/", self.admin_view(read_lines), name="read_lines"),
            path("read-authors/", self.admin_view(read_authors), name="read_authors"),
            path("add-authors/", self.admin_view(add_authors), name="add_authors"),
            path("review/", self.admin_view(queue), name="review_queue"),
            path(
                "same-paper/",
                self.admin_view(same_person.same_paper),
                name="same_paper",
            ),
            path(
                "same-person/<int:one>/<int:other>/",
                self.admin_view(same_person.same_person),
                name="same_person",
            ),
            path(
                "assign/<slug:kind>/<int:pk>/",
                self.admin_view(assigning.assign),
                name="assign",
            ),
            path(
                "desk/<slug:slug>/",
                self.admin_view(desk_page.desk_list),
                name="desk",
            ),
            path(
                "name-biomarker/",
                self.admin_view(name_biomarker),
                name="name_biomarker",
            ),
        ]
        return [*ours, *addresses(self), *words.urls(self), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows above itself."""
        return {
            **super().each_context(request),
            "is_development": settings.DEVELOPMENT,
            "four_links": _links(request),
            "statement_due": statement_due(request),
        }

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Open with the four, counted."""
        context = {
            "four": _four(request),
            "sections": desk.sections(request.user),  # type: ignore[arg-type]
            **(extra_context or {}),
        }
        return super().index(request, context)


def counted(model: type[Model], path_to_status: str) -> str:
    """Return how many rows there are and how many are not done: "3, 1 draft"."""
    way = path_to_status.removesuffix("status")
    public_as_it_stands = Q(**{f"{way}published_rev": F(f"{way}content_rev")})

    def standing(status: Status) -> Count:
        return Count("pk", filter=Q(**{path_to_status: status}) & ~public_as_it_stands)

    counts = model._default_manager.aggregate(
        total=Count("pk"),
        draft=standing(Status.DRAFT),
        in_review=standing(Status.IN_REVIEW),
        returned=standing(Status.CHANGES_REQUESTED),
        approved=standing(Status.APPROVED),
    )
    of_drafts = "in drafts" if path_to_status != "status" else "draft"
    words = [
        str(counts["total"]),
        counts["draft"] and f"{counts['draft']} {of_drafts}",
        counts["in_review"] and f"{counts['in_review']} in review",
        counts["returned"] and f"{counts['returned']} returned",
        counts["approved"] and f"{counts['approved']} approved",
    ]
    return ", ".join(word for word in words if word)


def _links(request: HttpRequest) -> list[dict[str, Any]]:
    links = []
    for model, _, _ in FOUR:
        opts = model._meta
        if request.user.has_perm(f"curation.view_{opts.model_name}"):
            href = reverse(f"admin:curation_{opts.model_name}_changelist")
            links.append(
                {
                    "name": _name(model),
                    "href": href,
                    "current": request.path.startswith(href),
                }
            )
    return links


def _name(model: type[Model]) -> str:
    return NAMES.get(model, str(model._meta.verbose_name_plural).capitalize())


def _four(request: HttpRequest) -> list[dict[str, Any]]:
    entries = []
    for model, path_to_status, line in FOUR:
        opts = model._meta
        if not request.user.has_perm(f"curation.view_{opts.model_name}"):
            continue
        address = f"admin:curation_{opts.model_name}"
        may_add = request.user.has_perm(f"curation.add_{opts.model_name}")
        entries.append(
            {
                "name": _name(model),
                "counts": counted(model, path_to_status),
                "line": line,
                "href": reverse(f"{address}_changelist"),
                "noun": opts.verbose_name,
                "add_href": reverse(f"{address}_add")
                if may_add and model in (Article, Patient)
                else "",
            }
        )
    return entries
