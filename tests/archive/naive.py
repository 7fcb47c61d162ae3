"""Questions answered by looking at each case in turn: slow, plain, and by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.archive.plain_case import PlainCase

Chosen = Mapping[str, Sequence[str]]

#: Whose values must hold of one and the same row.
SAME_ROW = {
    "course": "drug drug_class response label line adverse_event severe_event"
    " ungraded_event stop_reason",
    "considered": "not_given not_given_drug",
    "finding": "fusion gene family biomarker finding_kind assay acquired"
    " fusion_state concordance",
    "negative": "tested_negative",
    "case": "diagnosis site age sex year country article_kind part_read series",
}
SPACE = {name: space for space, names in SAME_ROW.items() for name in names.split()}
FACETS = tuple(SPACE)


def by_space(asked: Iterable[str]) -> dict[str, list[str]]:
    """What is asked, by the rows it is asked of.

    How it was tested, and whether tests agree, is asked of what was found, or of what
    was tested negative where nothing else is asked of findings.
    """
    asked = set(asked)
    spaces: dict[str, list[str]] = {}
    for name in FACETS:
        if name in asked:
            spaces.setdefault(SPACE[name], []).append(name)
    of_tests = {"assay", "concordance"}
    if of_tests.issuperset(spaces.get("finding", ["-"])) and "negative" in spaces:
        spaces["negative"] += spaces.pop("finding")
    return spaces


def has(row: Mapping[str, set[str]], names: Iterable[str], chosen: Chosen) -> bool:
    """Whether one row has, of each facet, one of the values asked for."""
    return all(not row.get(name, set()).isdisjoint(chosen[name]) for name in names)


@dataclass(frozen=True)
class Answer:
    """What a question finds: looked for case by case."""

    cases: Sequence[PlainCase]
    chosen: Chosen
    retracted: str = ""
    since: str = ""

    @cached_property
    def readable(self) -> list[PlainCase]:
        """The cases that retractions and the day leave."""
        wanted = {"": [False], "include": [False, True], "only": [True]}
        return [
            case
            for case in self.cases
            if case.retracted in wanted[self.retracted]
            and case.published_on >= self.since
        ]

    @cached_property
    def found(self) -> list[PlainCase]:
        """The cases that have all that is asked."""
        spaces = by_space(self.chosen)
        return [case for case in self.readable if self._has_all(case, spaces)]

    def _without(self, facet: str) -> "Answer":
        """The same question without one facet; each is asked for often."""
        if facet not in self.chosen:
            return self
        if facet not in self._loosened:
            rest = {name: keys for name, keys in self.chosen.items() if name != facet}
            # What is left by retractions and the day is left once for all of them.
            self._loosened[facet] = Answer(self.readable, rest, self.retracted)
        return self._loosened[facet]

    @cached_property
    def _loosened(self) -> dict[str, "Answer"]:
        return {}

    def _has_all(self, case: PlainCase, spaces: Mapping[str, list[str]]) -> bool:
        return all(
            any(has(row, names, self.chosen) for _, row in case.rows[space])
            for space, names in spaces.items()
        )

    def accessions(self, sort: str = "newest") -> list[str]:
        """Accessions in order: by year, the unknown last, then by accession."""
        order = {
            "newest": lambda case: (case.year is None, -(case.year or 0)),
            "oldest": lambda case: (case.year is None, case.year or 0),
        }
        found = sorted(self.found, key=lambda case: case.accession)
        if sort == "added":
            return [case.accession for case in reversed(found)]
        return [case.accession for case in sorted(found, key=order[sort])]

    def courses(self, sort: str = "newest") -> list[tuple[str, str]]:
        """The courses, case by case: all that have what is asked of courses."""
        cases = {case.accession: case for case in self.found}
        asked = by_space(self.chosen).get("course", [])
        return [
            (name, ref)
            for name in self.accessions(sort)
            for ref, row in cases[name].rows["course"]
            if ref and has(row, asked, self.chosen)
        ]

    def counts(self, facet: str, *, of_courses: bool = False) -> dict[str, int]:
        """For each value, how long the list would be that asks for it alone of its
        facet, and for all else as now; what is chosen is told at zero too."""
        asked = self._without(facet)
        rest = asked.chosen
        spaces = by_space({*rest, facet})
        home = next(space for space, names in spaces.items() if facet in names)
        beside = [name for name in spaces.pop(home) if name != facet]
        counted: Counter[str] = Counter()
        # Asking more finds no more, unless "how tested" is asked of other rows then.
        same = by_space(rest) == {**spaces, **({home: beside} if beside else {})}
        for case in asked.found if same else asked.readable:
            if not asked._has_all(case, spaces):
                continue
            rows = [
                (ref, row.get(facet, set()))
                for ref, row in case.rows[home]
                if has(row, beside, rest)
            ]
            if not of_courses:
                counted.update(set().union(*(values for _, values in rows)))
            elif home == "course":
                for ref, values in rows:
                    counted.update(values if ref else ())
            else:
                names = spaces.get("course", [])
                number = sum(
                    bool(ref) and has(row, names, rest)
                    for ref, row in case.rows["course"]
                )
                for value in set().union(*(values for _, values in rows)):
                    counted[value] += number
        found = {key: number for key, number in counted.items() if number}
        return found | {key: counted[key] for key in self.chosen.get(facet, ())}
