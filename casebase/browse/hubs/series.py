"""The page of a series: what happened in the cases that its articles tell."""

from dataclasses import dataclass

from casebase.archive.document import SeriesRef

from .page import Page


@dataclass(frozen=True)
class SeriesHub(Page):
    """A series, and the cases that were read from an article of it."""

    series: SeriesRef

    @property
    def facet(self) -> str:
        """Cases are asked for by the series of the articles they were read from."""
        return "series"

    @property
    def key(self) -> str:
        """Slug of the series."""
        return self.series.slug

    @property
    def label(self) -> str:
        """Title of the series."""
        return self.series.title
