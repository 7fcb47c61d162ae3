"""What text may be stored: one rule for every word a curator types or imports."""

import unicodedata

# Embeddings, overrides and isolates make a line read differently from what is stored.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
KEPT_CONTROLS = frozenset("\n\t")


def normal_form(value: str) -> str:
    """The same text in Unicode NFC, with line ends as one newline."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(value: str) -> str:
    """Return the text as it is stored, or raise ValueError saying what is wrong.

    Browsers send line ends as CR LF and some keyboards send accents apart from
    their letters; both are brought to one form, so equal words compare equal.
    """
    if value.isascii() and value.isprintable():
        return value
    text = normal_form(value)
    for position, character in enumerate(text, start=1):
        if character in KEPT_CONTROLS:
            continue
        fault = _fault(character)
        if fault:
            code = f"U+{ord(character):04X}"
            raise ValueError(f"{fault} ({code}, character {position}). Remove it.")
    return text


def _fault(character: str) -> str:
    """What is wrong with one character, in words; empty when nothing is."""
    if character == "\0":
        return "The text holds a null character"
    if character in BIDI_CONTROLS:
        return "The text holds a character that reverses the direction of writing"
    category = unicodedata.category(character)
    if category == "Cs":
        return "The text holds half a character that cannot be stored"
    if category == "Cc":
        return "The text holds an invisible control character"
    return ""
