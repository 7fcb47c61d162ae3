"""The index of this archive, in process: `select`, total, newest 25, every count."""

import os

from benchmarks.data import Data
from benchmarks.questions import Question

from .base import Answer, Engine


class Ours(Engine):
    """What stands behind each list page."""

    title = "Casebase, search in process"
    about = "`casebase.archive.index`; all facets that a list page counts."
    is_quick = True

    def load(self, data: Data) -> None:
        """Start Django, so that making the index is timed and weighed by itself."""
        os.environ["CASEBASE_DATA"] = str(self.place.archive)
        os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"
        import django

        django.setup()

    def open(self, data: Data) -> None:
        """Make the index from its snapshot, as a worker that starts does."""
        self.load(data)
        from casebase.archive import index

        self.index = index
        self.facets = data.facets
        index.current()

    def ask(self, question: Question) -> Answer:
        """Answer it."""
        found = self.index.current().select(question.chosen, question.words)
        counts = {
            facet: {key: n for key, n in found.counts(facet) if n}
            for facet in self.facets
        }
        return Answer(found.total, found.page(1, 25), counts)
