"""The search: one box that reads names, phrases and words.

`search` and `suggest` are pure questions to the archive; the page, the type-ahead and
the JSON API show what they answer.
"""

from .answer import Hit, Part, SearchAnswer, TermPage
from .searching import MOST_LETTERS, SORTS, search
from .suggesting import Suggestion, suggest

__all__ = [
    "MOST_LETTERS",
    "SORTS",
    "Hit",
    "Part",
    "SearchAnswer",
    "Suggestion",
    "TermPage",
    "search",
    "suggest",
]
