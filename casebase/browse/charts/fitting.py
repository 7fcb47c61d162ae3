"""Words fitted into a drawing: letters are counted, never measured."""

from textwrap import wrap

#: Px of a letter of 12 px, bold and in a wide font.
LETTER = 7


def lines(text: str, fit: int, most: int = 2) -> list[str]:
    """Break words into lines of at most `fit` letters; what is over is cut off."""
    told = wrap(text, fit, break_long_words=False, break_on_hyphens=False)
    if len(told) > most:
        told = [*told[: most - 1], " ".join(told[most - 1 :])]
    return [cut(line, fit) for line in told]


def cut(text: str, fit: int) -> str:
    """Cut a text to at most `fit` letters, and say so."""
    return text if len(text) <= fit else f"{text[: fit - 1].rstrip()}…"


def percent(value: float) -> str:
    """Write a place in per cent as an attribute has it."""
    return f"{value:.2f}%"
