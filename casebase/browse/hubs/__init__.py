"""Pages of what readers ask most: a term, or a series, and what happened there."""

from .resistance import parts as parts_on_resistance
from .series import SeriesHub
from .subject import Subject
from .term import Hub, find

__all__ = ["Hub", "SeriesHub", "Subject", "find", "parts_on_resistance"]
