"""Pages of what readers ask most: a term, or a series, and what happened there."""

from .series import SeriesHub
from .subject import Subject
from .term import Hub, find

__all__ = ["Hub", "SeriesHub", "Subject", "find"]
