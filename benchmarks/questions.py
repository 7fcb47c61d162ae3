"""What a clinician asks, chosen from what the archive has, and what it means.

A question is handed to each engine with its meaning worked out: which conditions hold
of one row of which space, and for each facet what narrows its counts. So no engine has
to know the rules of `casebase.archive.selection`; it only has to be fast.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from benchmarks.data import Data

#: Values asked of each facet, any of which will do.
Conditions = dict[str, list[str]]


@dataclass(frozen=True)
class Group:
    """Facets whose counts are narrowed by the same.

    With `same`, a value counts where its own row (of `space`) has that too; the case
    must have what is asked `elsewhere`, of one row of each space.
    """

    space: str
    facets: list[tuple[str, str]]
    """Each with the space in which it is counted."""
    same: Conditions
    elsewhere: dict[str, Conditions]


@dataclass(frozen=True)
class Question:
    """One question, and what it means."""

    name: str
    chosen: Conditions = field(default_factory=dict)
    words: str = ""
    tokens: list[str] = field(default_factory=list)
    """The words as our index keeps them; a case has them all."""
    matching: dict[str, Conditions] = field(default_factory=dict)
    """By space, what one row of a case has."""
    groups: list[Group] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked."""
        return not self.chosen and not self.tokens

    def asdict(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return what `asdict` wrote."""
        groups = [
            Group(**{**one, "facets": [(s, f) for s, f in one["facets"]]})
            for one in told["groups"]
        ]
        return cls(**{**told, "groups": groups})


def meant(name: str, data: "Data", chosen: Conditions, words: str = "") -> Question:
    """Work out what a question means, by the rules of the archive."""
    from casebase.archive.facets import spaces_asked
    from casebase.archive.words import asked

    def conditions(facets: list[str]) -> Conditions:
        return {facet: chosen[facet] for facet in facets}

    tokens: list[str] = []
    for whole, parts in asked(words):
        tokens += [whole] if whole in data.words or not parts else parts
    groups: dict[str, Group] = {}
    for facet in data.facets:
        spaces = spaces_asked({*chosen, facet})
        [space] = [space for space, facets in spaces.items() if facet in facets]
        same = conditions([one for one in spaces[space] if one != facet])
        elsewhere = {s: conditions(f) for s, f in spaces.items() if s != space}
        # Without a condition on their own rows, all spaces are counted together.
        alike = repr((space if same else "", same, elsewhere))
        group = groups.setdefault(alike, Group(space, [], same, elsewhere))
        group.facets.append((space, facet))
    matching = {s: conditions(f) for s, f in spaces_asked(chosen).items()}
    return Question(name, chosen, words, tokens, matching, list(groups.values()))


def chosen_from(data: "Data") -> Iterator[Question]:
    """Yield the questions, each with values that this archive has."""
    gene = data.common("gene")
    drug = data.common("drug")
    pair = data.together("course", "drug", "response")
    both = data.together("course", "drug", "adverse_event")
    assayed = data.together("negative", "tested_negative", "assay")
    often = data.word_in(0.3)
    seldom = data.word_in(0.03, beside=often)
    yield meant("nothing chosen", data, {})
    yield meant("one gene", data, {"gene": [gene]})
    yield meant("one fusion", data, {"fusion": [data.common("fusion", 2)]})
    yield meant("a rare fusion", data, {"fusion": [data.rare("fusion")]})
    yield meant("gene and drug", data, {"gene": [gene], "drug": [drug]})
    yield meant(
        "drug and response on one course",
        data,
        {"drug": [pair[0]], "response": [pair[1]]},
    )
    yield meant(
        "drug, adverse event and one of two responses on one course",
        data,
        {
            "drug": [both[0]],
            "adverse_event": [both[1]],
            "response": [data.common("response"), data.common("response", 1)],
        },
    )
    yield meant("diagnosis group", data, {"diagnosis": [data.common("diagnosis")]})
    yield meant("two words", data, {}, f"{often} {seldom}")
    yield meant("a word and a drug", data, {"drug": [drug]}, often)
    yield meant("two drugs, either", data, {"drug": [drug, data.common("drug", 1)]})
    yield meant(
        "broad: a kind of finding, two sexes",
        data,
        {
            "finding_kind": [data.common("finding_kind")],
            "sex": [data.common("sex"), data.common("sex", 1)],
        },
    )
    yield meant("why not given", data, {"not_given": [data.common("not_given")]})
    yield meant(
        "tested negative by one assay, and a gene",
        data,
        {"tested_negative": [assayed[0]], "gene": [gene]},
    )
    yield meant(
        "only tested negative, by this assay",
        data,
        {"tested_negative": [assayed[0]], "assay": [assayed[1]]},
    )
