"""The change list of Django's admin over the same tables, without and with counts."""

from dataclasses import replace
from typing import Any

from benchmarks.data import Data
from benchmarks.questions import Question

from .base import Answer, Counts
from .plain_django import PlainDjango


class Admin(PlainDjango):
    """Django's admin."""

    title = "Django admin, change list"
    about = (
        "Over the same tables, a filter for each facet, without counts. Its filters "
        "follow one another, so several need not hold of one course."
    )
    kind = "page"
    compared = "told"
    facets = False

    def open(self, data: Data) -> None:
        """Also know who looks, and the keys of terms."""
        super().open(data)
        from django.contrib import admin
        from django.contrib.auth.models import User

        from benchmarks.plain_site.admin import path_of
        from benchmarks.plain_site.models import TABLES, Case

        self.user: Any = User(username="admin", is_staff=True, is_superuser=True)
        self.page: Any = admin.site._registry[Case].changelist_view
        self.keys: dict[str, dict[str, Any]] = {}
        self.paths: dict[tuple[str, str], str] = {}
        for space, facet in data.ranges:
            field = TABLES[space]._meta.get_field(facet)
            path = path_of(space, facet)
            if field.is_relation:
                path += "__id"
                table: Any = field.related_model
                self.keys[path] = dict(table.objects.values_list("key", "pk"))
            self.paths[space, facet] = path

    def ask(self, question: Question) -> Any:
        """Make the page."""
        asked: dict[str, Any] = {"q": " ".join(question.tokens)}
        for space, conditions in question.matching.items():
            for facet, keys in conditions.items():
                path = self.paths[space, facet]
                known = self.keys.get(path)
                values = [str(known[key]) if known else key for key in keys]
                if len(values) > 1:
                    asked[f"{path}__in"] = ",".join(values)
                else:
                    asked[f"{path}__exact" if known else path] = values[0]
        if self.facets:
            asked["_facets"] = "True"
        request = self.requests.get("/admin/plain_site/case/", asked)
        request.user = self.user
        return self.page(request).render()

    def answer(self, said: Any) -> Answer:
        """Read it from the page's context."""
        shown = said.context_data["cl"]
        return Answer(shown.result_count, [case.name for case in shown.result_list])


class AdminWithFacets(Admin):
    """Django's admin with its counts."""

    title = "Django admin, change list with counts"
    about = "The same with `_facets`: one more query for each facet, a column a value."
    facets = True

    def answer(self, said: Any) -> Answer:
        """Read the counts, too: they stand behind each choice."""
        shown = said.context_data["cl"]
        by_path = {path: facet for (_, facet), path in self.paths.items()}
        counts: Counts = {}
        for spec in shown.filter_specs:
            path = spec.field_path + ("__id" if spec.field.is_relation else "")
            told = [str(one["display"]) for one in spec.choices(shown)][1:]
            parts = [one.removesuffix(")").rsplit(" (", 1) for one in told]
            found = {key: int(n) for key, n in parts if int(n) and key not in ("", "-")}
            # An assay is asked of findings; what says no has filters of its own.
            counts.setdefault(by_path[path], found)
        return replace(super().answer(said), counts=counts)
