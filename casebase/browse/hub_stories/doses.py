"""Doses tried: each course as a ladder of steps, and the doses with their cases."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from casebase.archive.choices import AgentRole, StopReason, YesNo
from casebase.archive.document import Agent, DoseStep
from casebase.browse import wording
from casebase.browse.addresses import hub
from casebase.browse.charts import ladder
from casebase.browse.rows import CaseRow, CourseLine

from .dose_words import ladder_words, tried_again

#: Ladders drawn on a page.
MOST = 20

#: Of these so many with a change are seen at once.
AT_ONCE = 3


@dataclass(frozen=True)
class DoseLadder:
    """One agent of one course: its steps drawn, and the same in a sentence."""

    row: CaseRow
    line: CourseLine
    agent: Agent

    @property
    def is_changed(self) -> bool:
        """Whether there was more than the first dose."""
        return len(self.agent.doses) > 1

    @property
    def rungs(self) -> list[ladder.Rung]:
        """The steps against the first."""
        return ladder.rungs_of(self.agent.doses)

    @cached_property
    def drawing(self) -> ladder.Ladder:
        """The steps as blocks."""
        return ladder.draw(self.rungs)

    @cached_property
    def words(self) -> str:
        """Every dose with its frequency, why it was changed, whether it was borne."""
        events = self.row.page.document.outcome.adverse_events
        return ladder_words(self.agent, events, self.line.missing)

    @cached_property
    def again(self) -> list[str]:
        """Events after which the drug was tried again, told with no step."""
        caused = {ref for step in self.agent.doses for ref in step.caused_by}
        return [
            tried_again(event)
            for event in self.line.course.events
            if event.ref not in caused and tried_again(event)
        ]

    @property
    def end(self) -> str:
        """How the course ended, or that it had not; empty where it is not told."""
        treatment = self.line.course.treatment
        if treatment.ongoing == YesNo.YES:
            return "Still on it at last report."
        ended = treatment.stop_reason != StopReason.ONGOING
        words = wording.in_sentence(self.line.stopped)
        return f"Stopped: {words}." if words and ended else ""

    @property
    def lowest(self) -> DoseStep | None:
        """The lowest dose below the first, if the steps can be compared."""
        lower = [
            (rung.against, step)
            for rung, step in zip(self.rungs, self.agent.doses, strict=True)
            if rung.against and rung.against < 1
        ]
        return min(lower, key=lambda pair: pair[0])[1] if lower else None


@dataclass(frozen=True)
class DoseRow:
    """One dose, with the cases that began with it and those that went down to it."""

    words: str
    order: tuple[str, Decimal]
    first: list[CaseRow] = field(default_factory=list)
    lowest: list[CaseRow] = field(default_factory=list)


@dataclass(frozen=True)
class DrugDoses:
    """The doses of one drug, and the courses it was given in as ladders."""

    name: str
    hub: str
    ladders: list[DoseLadder]
    silent: list[tuple[CaseRow, str]]
    """Cases that name no dose, with the word for that silence."""

    @cached_property
    def tried(self) -> list[DoseRow]:
        """The distinct first and lowest doses, the lowest first."""
        rows: dict[str, DoseRow] = {}
        for one in self.ladders:
            for first in filter(_names_a_dose, one.agent.doses[:1]):
                _add(_row(rows, one, first).first, one.row)
            if one.lowest:
                _add(_row(rows, one, one.lowest).lowest, one.row)
        return sorted(rows.values(), key=lambda row: row.order)

    @property
    def silences(self) -> dict[str, list[CaseRow]]:
        """The same cases by the word for their silence."""
        by_word: dict[str, list[CaseRow]] = {}
        for row, word in self.silent:
            by_word.setdefault(word, []).append(row)
        return by_word


#: A ladder with the drug it is one of.
Drawn = tuple[DrugDoses, DoseLadder]


@dataclass(frozen=True)
class Doses:
    """The doses of the courses of a hub, of some drugs or of all."""

    given: Sequence[tuple[CaseRow, Sequence[CourseLine]]]
    only: Set[str]
    """Keys of the drugs whose doses are told; all of them where it is empty."""

    @cached_property
    def drugs(self) -> list[DrugDoses]:
        """Each drug, that with the most changes and courses first."""
        by_name: dict[str, list[DoseLadder]] = {}
        for one in self._agents():
            by_name.setdefault(wording.agent_name(one.agent), []).append(one)
        found = [_drug(name, agents) for name, agents in by_name.items()]
        told = [drug for drug in found if drug.ladders]
        return sorted(told, key=_most_told)

    @cached_property
    def ladders(self) -> list[Drawn]:
        """So many as are drawn: those with a change before those without."""
        every = [(drug, one) for drug in self.drugs for one in drug.ladders]
        every.sort(key=lambda pair: not pair[1].is_changed)
        return every[:MOST]

    @property
    def changed(self) -> list[Drawn]:
        """The drawn ones of more than one step."""
        return [drawn for drawn in self.ladders if drawn[1].is_changed]

    @property
    def seen(self) -> list[Drawn]:
        """The first of these, which are seen at once."""
        return self.changed[:AT_ONCE]

    @property
    def folded(self) -> list[Drawn]:
        """The others of these."""
        return self.changed[AT_ONCE:]

    @property
    def steady(self) -> list[Drawn]:
        """The drawn ones of one step: they add little to the table."""
        return [drawn for drawn in self.ladders if not drawn[1].is_changed]

    @property
    def is_lowered(self) -> bool:
        """Whether any dose is known to have been lowered."""
        return any(row.lowest for drug in self.drugs for row in drug.tried)

    @property
    def is_whole(self) -> bool:
        """Whether all ladders are drawn."""
        return sum(len(drug.ladders) for drug in self.drugs) <= MOST

    def _agents(self) -> Iterable[DoseLadder]:
        for row, lines in self.given:
            for line in lines:
                for agent in line.course.treatment.agents:
                    key = agent.drug.key if agent.drug else ""
                    asked = key in self.only if self.only else True
                    if agent.role == AgentRole.ANTICANCER and asked:
                        yield DoseLadder(row, line, agent)


def _drug(name: str, agents: Sequence[DoseLadder]) -> DrugDoses:
    key = next((one.agent.drug.key for one in agents if one.agent.drug), "")
    ladders = [one for one in agents if _says_something(one)]
    silent = {
        one.row.accession: (one.row, one.line.missing)
        for one in agents
        if not any(_names_a_dose(step) for step in one.agent.doses)
    }
    return DrugDoses(
        wording.sentence_case(name),
        hub("drug", key) if key else "",
        sorted(ladders, key=lambda one: not one.is_changed),
        list(silent.values()),
    )


def _says_something(one: DoseLadder) -> bool:
    doses = one.agent.doses
    told = one.is_changed or any(_names_a_dose(step) for step in doses)
    return told or bool(one.again)


def _names_a_dose(step: DoseStep) -> bool:
    return step.dose_value is not None or bool(wording.frequency(step))


def _most_told(drug: DrugDoses) -> tuple[int, int, str]:
    changed = sum(one.is_changed for one in drug.ladders)
    return (-changed, -len(drug.ladders), drug.name)


def _row(rows: dict[str, DoseRow], one: DoseLadder, step: DoseStep) -> DoseRow:
    words = wording.dose(step, one.line.missing, route=False)
    unit = step.dose_unit.value if step.dose_unit else "~"
    order = (unit, Decimal(step.dose_value or 0))
    return rows.setdefault(words, DoseRow(words, order))


def _add(cases: list[CaseRow], case: CaseRow) -> None:
    """Name a case once, however many of its courses had the dose."""
    if case.accession not in {one.accession for one in cases}:
        cases.append(case)
