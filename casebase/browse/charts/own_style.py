"""The part of a style sheet that one drawing needs, so that a file can carry it.

Pure functions of text. Only rules that hold everywhere are taken, so a file has the
light colours of the page; `var(…)` is resolved, since few drawing programs know it.
"""

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN = re.compile(r"(--[\w-]+):([^;]+)")
_USE = re.compile(r"var\((--[\w-]+)\)")
_SELECTOR = re.compile(r"[a-z]*(?:\.[\w-]+)*(?:\s+[a-z]*(?:\.[\w-]+)*)*")


def style_of(sheet: str, markup: str) -> str:
    """Return the rules of a sheet that apply to what a drawing is made of."""
    plain = _CONDITIONAL.sub("", _COMMENT.sub("", sheet))
    rules = [(found[1].strip(), found[2].strip()) for found in _RULE.finditer(plain)]
    tokens = dict(_TOKEN.findall(next(body for name, body in rules if name == ":root")))
    elements = set(re.findall(r"<([a-z]+)", markup))
    classes = set(" ".join(re.findall(r'class="([^"]*)"', markup)).split())
    kept = []
    for selectors, body in rules:
        fitting = [
            selector
            for selector in map(str.strip, selectors.split(","))
            if _fits(selector, elements, classes)
        ]
        if fitting:
            kept.append(f"{','.join(fitting)}{{{_resolved(body, tokens)}}}")
    return "\n".join(kept)


def _fits(selector: str, elements: set[str], classes: set[str]) -> bool:
    """Whether a drawing has everything that a selector names."""
    if not _SELECTOR.fullmatch(selector):
        return False
    named = set(re.findall(r"\.([\w-]+)", selector))
    kinds = set(re.findall(r"(?:^|\s)([a-z]+)", selector))
    return named <= classes and kinds <= elements


def _resolved(body: str, tokens: dict[str, str]) -> str:
    while _USE.search(body):
        body = _USE.sub(lambda found: tokens[found[1]], body)
    return body
