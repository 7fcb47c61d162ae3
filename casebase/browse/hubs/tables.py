"""The tables of a hub: each number is a question to the index, and opens its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from casebase.archive.choices import FusionState
from casebase.archive.facets import SILENCES
from casebase.browse import summaries, term_tables, wording
from casebase.browse.addresses import Address, hub
from casebase.browse.labels import Labels
from casebase.browse.panel import all_values

from .subject import Count, Subject

Asked = Mapping[str, Sequence[str]]
Row = TypeVar("Row")

#: Rows of a table on a hub; the lists have the rest.
ROWS = 12

#: Drugs whose adverse events are told apart.
DRUGS = 8


@dataclass(frozen=True)
class ResponseRow:
    """A drug, or a tumour, with the best response of each course."""

    label: str
    hub: str
    bar: summaries.ResponseBar
    list: Address
    room: int = 0
    """What the longest bar of the table has more, in the units of its parts."""


@dataclass(frozen=True)
class EventRow:
    """An adverse event on one drug: courses that had it, severe, without a grade."""

    drug: str
    drug_hub: str
    event: str
    courses: Count
    severe: Count
    ungraded: Count


@dataclass(frozen=True)
class BarrierRow:
    """A drug that was not given for one reason, and in which countries."""

    drug: str
    drug_hub: str
    reason: str
    cases: Count
    countries: list[Count]


@dataclass(frozen=True)
class Bar:
    """A count as a bar; hatched where it counts what is not known."""

    words: str
    count: int
    list: Address
    width: float
    is_unknown: bool = False


@dataclass(frozen=True)
class Table(Generic[Row]):
    """Rows of a table, and where all of them stand if these are but the first."""

    rows: list[Row]
    rest: Address | None = None


@dataclass(frozen=True)
class Gap:
    """What is not told, of how many: `width` is the share that is."""

    words: str
    unit: str
    silent: Count
    all: Count

    @property
    def width(self) -> float:
        """Share that is told, in per cent."""
        return round(100 * (1 - self.silent.count / self.all.count), 1)


def _rest(address: Address, facet: str, *, cut: bool) -> Address | None:
    """Return the page of all values of a facet, where not all are shown."""
    return all_values(address, facet) if cut else None


# ── Genes, fusions, tumours ───────────────────────────────────────────────────────


def terms(
    subject: Subject,
    facet: str,
    title: str,
    noun: str,
    counts: Sequence[tuple[str, int]],
) -> term_tables.TermTable:
    """Return a table of terms that its cases share, what is not known last."""
    rows = term_tables.term_rows(
        subject.now, facet, counts[:ROWS], within=subject.asked
    )
    hatched = "Hatched: partner not known." if any(r.is_unknown for r in rows) else ""
    several = "A case can stand in several rows." if len(rows) > 1 else ""
    return term_tables.TermTable(
        id=f"t-{facet}",
        title=title,
        noun=noun,
        rows=sorted(rows, key=lambda row: row.is_unknown),
        words=" ".join(["Number of cases.", hatched]).strip(),
        foot=several,
        rest=_rest(subject.case_list, facet, cut=len(counts) > ROWS),
    )


def tumours(subject: Subject) -> list[tuple[str, int]]:
    """Return its tumours with their cases, one level: organs, or kinds of its own.

    Every broader term of a diagnosis is counted too. Of these the broadest that are
    terms of the ontology stand alone; on the page of a diagnosis, those below it.
    """
    counts = subject.cases.counts("diagnosis")
    labels = Labels.of(("diagnosis", key) for key, _ in counts)
    known = {key: labels.term("diagnosis", key) for key, _ in counts}
    above = subject.asked.get("diagnosis", ())
    below = {
        key: {*term.parents}
        for key, term in known.items()
        if term
        and key not in above
        and not term.facts.get("is_group")
        and {*above} <= {*term.parents}
    }
    broadest = [key for key, parents in below.items() if not parents & below.keys()]
    silent = [key for key in SILENCES if key in dict(counts) and not above]
    return [(key, count) for key, count in counts if key in (*broadest, *silent)]


def responses(
    subject: Subject, facet: str, counts: Sequence[tuple[str, int]]
) -> Table[ResponseRow]:
    """Return a row per value with the responses of its courses."""
    labels = Labels.of((facet, key) for key, _ in counts)
    rows = []
    for key, _ in counts[:ROWS]:
        asked = subject.asked | {facet: [key]}
        address = term_tables.list_of("/treatments/", asked)
        bar = summaries.bar_of(subject.now, asked, "", address)
        label = wording.sentence_case(labels(facet, key))
        page = hub(facet, key) if labels.term(facet, key) else str(address)
        rows.append(ResponseRow(label, page, bar, address))
    told = _on_one_scale([row for row in rows if row.bar.courses])
    return Table(told, _rest(subject.course_list, facet, cut=len(counts) > ROWS))


def _on_one_scale(rows: list[ResponseRow]) -> list[ResponseRow]:
    """Make the length of every bar its courses, the longest one whole."""
    most = max((row.bar.courses for row in rows), default=0)
    share = min(1, summaries.WEIGHTS / most) if most else 1
    scaled = []
    for row in rows:
        parts = [
            replace(part, weight=max(1, round(part.count * share)))
            for part in row.bar.parts
        ]
        room = round(most * share) - sum(part.weight for part in parts)
        bar = replace(row.bar, parts=parts)
        scaled.append(replace(row, bar=bar, room=max(0, room)))
    return scaled


# ── Adverse events ────────────────────────────────────────────────────────────────


def events(subject: Subject, drugs: Sequence[str]) -> Table[EventRow]:
    """Return these drugs with their adverse events, the most reported ones."""
    found = []
    for place, drug in enumerate(drugs[:DRUGS]):
        courses = subject.beside({"drug": [drug]})
        severe = dict(courses.counts("severe_event"))
        ungraded = dict(courses.counts("ungraded_event"))
        for event, count in courses.counts("adverse_event"):
            graded = severe.get(event, 0), ungraded.get(event, 0)
            found.append((count, place, drug, event, *graded))
    most = sorted(found, key=lambda one: (-one[0], one[1], one[3]))[:ROWS]
    labels = Labels.of(
        pair
        for _, _, drug, event, *_ in most
        for pair in (("drug", drug), ("adverse_event", event))
    )
    rows = []
    for count, _, drug, event, severe_count, bare in sorted(
        most, key=lambda one: (one[1], -one[0], one[3])
    ):
        ask = subject.course_list.asking("drug", drug).asking
        name = wording.sentence_case(labels("adverse_event", event))
        called = f"{name} on {labels('drug', drug)}"
        rows.append(
            EventRow(
                wording.sentence_case(labels("drug", drug)),
                hub("drug", drug),
                name,
                Count(called, count, ask("adverse_event", event)),
                Count(called, severe_count, ask("severe_event", event)),
                Count(called, bare, ask("ungraded_event", event)),
            )
        )
    is_cut = len(found) > len(rows) or len(drugs) > DRUGS
    return Table(rows, _rest(subject.course_list, "adverse_event", cut=is_cut))


# ── What was not given ────────────────────────────────────────────────────────────


def barriers(subject: Subject, asked: Asked, drugs: Sequence[str]) -> Table[BarrierRow]:
    """Return these drugs as they were not given to the cases asked for, by reason."""
    labels = Labels.of(("drug", key) for key in drugs)
    rows = []
    for drug in drugs[:ROWS]:
        of_drug = {**asked, "not_given_drug": [drug]}
        for reason, count in subject.now.select(of_drug).counts("not_given"):
            why = of_drug | {"not_given": [reason]}
            address = term_tables.list_of("/cases/", why)
            where = subject.now.select(why).counts("country")
            rows.append(
                BarrierRow(
                    wording.sentence_case(labels("drug", drug)),
                    hub("drug", drug),
                    labels("not_given", reason),
                    Count(f"{labels('drug', drug)} not given", count, address),
                    [
                        Count(_country(labels, key), n, address.asking("country", key))
                        for key, n in where
                    ],
                )
            )
        if len(rows) > ROWS:
            break
    every = term_tables.list_of("/cases/", asked)
    is_cut = len(rows) > ROWS or len(drugs) > ROWS
    return Table(rows[:ROWS], _rest(every, "not_given_drug", cut=is_cut))


def _country(labels: Labels, key: str) -> str:
    silent = SILENCES.get(key)
    return (
        f"country {wording.in_sentence(silent)}" if silent else labels("country", key)
    )


# ── Tests, and what is not told ───────────────────────────────────────────────────


def bars(subject: Subject, facet: str) -> Table[Bar]:
    """Return the values of a facet of its findings, what is not told last."""
    every = subject.findings.counts(facet)
    counts = every[:ROWS]
    labels = Labels.of((facet, key) for key, _ in counts)
    most = max((count for _, count in counts), default=1)
    found = [
        Bar(
            labels(facet, key),
            count,
            subject.finding_list.asking(facet, key),
            round(100 * count / most, 1),
            key in SILENCES,
        )
        for key, count in counts
    ]
    rest = _rest(subject.finding_list, facet, cut=len(every) > ROWS)
    return Table(sorted(found, key=lambda bar: bar.is_unknown), rest)


#: What is asked of every row, which rows these are, by which facet.
GAPS = (
    ("Best response", "course", "response"),
    ("Why it stopped", "course", "stop_reason"),
    ("Line of treatment", "course", "line"),
    ("On or off label", "course", "label"),
    ("Age", "case", "age"),
    ("Sex", "case", "sex"),
    ("Country", "case", "country"),
)
OF_FINDINGS = (
    ("Fusion partner", "finding", "fusion_state"),
    ("How it was tested", "finding", "concordance"),
)
UNKNOWN = {*SILENCES, FusionState.PARTNER_UNKNOWN, FusionState.FAMILY}


def gaps(subject: Subject, *, of_findings: bool) -> list[Gap]:
    """Return what is asked of every row and not told of each, with its share."""
    rows = {
        "case": (subject.cases, subject.case_list),
        "course": (subject.courses, subject.course_list),
        "finding": (subject.findings, subject.finding_list),
    }
    found = []
    for words, unit, facet in [*(OF_FINDINGS if of_findings else ()), *GAPS]:
        selection, address = rows[unit]
        counts = dict(selection.counts(facet))
        every, silent = sum(counts.values()), [*UNKNOWN & counts.keys()]
        # What is asked of some rows only is a share of these.
        of = address if every == selection.total else address.asking(facet, *counts)
        unknown = sum(counts[value] for value in silent)
        if every:
            told = Count(words, unknown, address.asking(facet, *sorted(silent)))
            found.append(Gap(words, unit, told, Count(words, every, of)))
    return found
