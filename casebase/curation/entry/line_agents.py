"""The agents of a treatment in its line: drugs and classes, in the source's words too,
with the dose behind a drug; and the name of a regimen."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from . import doses, line_doses
from .line_lists import Column
from .line_values import QUOTED, Found, Hit, ask_which, hit_of, to_lower, unquoted
from .line_words import Known, Words
from .reading import Choice, Question, listed

#: The name of a regimen that nobody explains: letters and figures, one of them large.
_REGIMEN = re.compile(r"(?=.*[A-Z])[A-Za-z0-9/+-]{2,20}")


def named(column: Column, words: Words, text: str) -> Iterator[Found]:
    """The drug or the class of a name."""
    found = words.find(column.word, text)
    if len(found) > 1:
        yield ask_which(text, found)
        return
    for one in found:
        yield _agent(column, one, text)


def with_dose(
    columns: Mapping[str, Column], words: Words, text: str
) -> list[Hit] | Question | None:
    """ "alectinib 600 mg bid": an agent and its dose in one part."""
    for name in doses.leading_words(text) if "drug" in columns else ():
        found = words.find("drug", name)
        if len(found) != 1:
            continue
        dose = line_doses.read("T", text[len(name) :].strip())
        if isinstance(dose, Question):
            choices = tuple(
                Choice(one.label, f"{name} {one.text}") for one in dose.choices
            )
            return Question(dose.sentence, choices)
        if dose:
            return [_agent(columns["drug"], found[0], name), dose]
    return None


def in_words(
    columns: Mapping[str, Column], words: Words, text: str
) -> list[Hit] | Question | None:
    """An agent in quotation marks; what its words name of a vocabulary is asked."""
    if not QUOTED.fullmatch(text):
        return None
    said = unquoted(text)
    unsaid = "Choose the drug or its class in the row of the agent."
    bare = Hit(f"As reported: “{said}”", lower={"reported": said}, unsaid=unsaid)
    found = _named_within(columns, words, said)
    if not found:
        return [bare] if said else None
    ways = [
        (f"{column.label}: {one.label}", f"{column.names[0]}: {one.label} “{said}”")
        for column, one in found
    ]
    if len(ways) > 1:
        both = listed([one.label for _, one in found])
        ways.insert(0, (both, "; ".join(text for _, text in ways)))
    ways.append(("As reported only", f"reported: “{said}”"))
    return Question(f"What is “{said}”?", tuple(Choice(*way) for way in ways))


def _named_within(
    columns: Mapping[str, Column], words: Words, said: str
) -> list[tuple[Column, Known]]:
    """The drugs and classes that words of a quotation name, the longest names."""
    tokens = re.findall(r"[\w/+-]+", said)
    found: dict[int, tuple[Column, Known]] = {}
    used: set[int] = set()
    vocabularies = [one for one in columns.values() if one.word.startswith("drug")]
    for size in range(4, 0, -1):
        for at in range(len(tokens) - size + 1):
            places = {*range(at, at + size)}
            name = " ".join(tokens[at : at + size])
            for column in [] if places & used else vocabularies:
                for one in words.find(column.word, name)[:1]:
                    found[at] = (column, one)
                    used |= places
    once = {one.label: (column, one) for _, (column, one) in sorted(found.items())}
    return list(once.values())


def regimen(text: str) -> Question | None:
    """Whether a name before the drugs of a course is that of the regimen."""
    if not _REGIMEN.fullmatch(text):
        return None
    choice = Choice(f"Regimen: {text}", f"regimen: {text}")
    return Question(f"What is “{text}”?", (choice,))


def _agent(column: Column, word: Known, text: str) -> Hit:
    """An agent; a name that is not the generic one stays as reported."""
    hit = to_lower(hit_of(column, [word], word.label))
    if text.lower() == word.label.lower():
        return hit
    said = f"{hit.said}, “{text}”"
    return replace(hit, said=said, lower={**hit.lower, "reported": text})
