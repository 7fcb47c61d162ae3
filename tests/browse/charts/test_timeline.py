"""The clinical course as a chart: what stands where, and what stays unknown."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebase.archive import document as d
from casebase.browse.chapters.moments import UNDATED
from casebase.browse.chapters.page import CasePage
from casebase.browse.charts import timeline_parts as parts
from casebase.browse.charts.fitting import LETTER, lines
from casebase.browse.charts.timeline import Timeline
from tests.browse.charts.test_lane import SOURCE, after

SEEN = {"kind": "imaging", "presence": "present"}
WORDS_ALONE = {"kind": "order_only", "reported": "later"}


def month(number):
    """Return a month of the calendar, counted from January 2020."""
    return {"kind": "date", "date": f"{2020 + number // 12}-{number % 12 + 1:02d}"}


def case(treatments=(), **rows):
    """Return a case of these treatments; `rows` are those of its lists, by name."""
    refs = {"responses": "R", "adverse_events": "AE", "follow_up": "FU"}
    refs |= {"observations": "O", "lesions": "L"}
    numbered = {
        name: [
            {"ref": f"{refs[name]}{n}", "source": SOURCE} | row
            for n, row in enumerate(rows.get(name, ()), start=1)
        ]
        for name in refs
    }
    outcome = {n: numbered.pop(n) for n in ("responses", "adverse_events", "follow_up")}
    return d.CaseDocument.model_validate(
        {
            "schema": 1,
            "key": "paper/the-patient",
            "patient": {"label": "the patient"},
            "articles": [
                {"article": "paper", "role": "primary", "part_read": "full_text"}
            ],
            "treatments": list(treatments),
            "outcome": outcome,
            **numbered,
        }
    )


def course(number, *doses, role="anticancer", **more):
    """Return a course of one drug with its dose steps."""
    steps = [
        {"ref": f"DS{number}{n}", "source": SOURCE, "sequence": n, "change": "start"}
        | dose
        for n, dose in enumerate(doses, start=1)
    ]
    agent = {"ref": f"A{number}", "role": role, "doses": steps}
    return _treatment(number) | {
        "modality": "systemic",
        "agents": [agent | {"drug": {"key": "crizotinib"}}],
        **more,
    }


def operation(number, **more):
    """Return an operation."""
    done = {"ref": f"P{number}", "procedure": "Resection"}
    return _treatment(number) | {"modality": "surgery", "procedures": [done], **more}


def _treatment(number):
    return {
        "ref": f"T{number}",
        "sequence": number,
        "source": SOURCE,
        "decision": "given",
    }


def timeline(document: d.CaseDocument) -> Timeline:
    """Return the chart of a case."""
    return CasePage(document, {}).timeline


def column_of(chart, words):
    """Return the title of the column in which a moment with these words stands."""
    return next(e.column.title for e in chart.table if words in e.words)


MG = {"dose_value": "250", "dose_unit": "mg", "frequency": "bid"}


# ── What is not known is not drawn as known ───────────────────────────────────────


@pytest.mark.parametrize(
    ("told", "length", "is_open"),
    [
        ({}, "length?", True),
        ({"duration_min": "3", "duration_unit": "month"}, "3 months", False),
        (
            {
                "duration_min": "3",
                "duration_unit": "month",
                "duration_qualifier": "at_least",
            },
            "at least 3 months",
            True,
        ),
        ({"start": month(0), "end": month(5)}, "January 2020 to June 2020", False),
        ({"start": WORDS_ALONE, "end": month(5)}, "until June 2020", True),
        ({"start": month(0)}, "length?", True),
        ({"ongoing": "yes"}, "continuing", True),
        ({"cycles": 6}, "6 cycles", False),
    ],
)
def test_a_block_has_a_jagged_edge_unless_its_length_is_told(told, length, is_open):
    chart = timeline(case([course(1, MG, **told)]))
    column = next(column for column in chart.columns if column.course)
    bar = next(row for row in chart.rows if row.bars).bars[0]
    assert (column.length, column.is_open, bool(bar.jag)) == (length, is_open, is_open)


def test_an_operation_has_a_month_and_no_length():
    chart = timeline(case([operation(1, start=month(0))]))
    column = next(column for column in chart.columns if column.course)
    assert (column.length, column.is_open) == ("January 2020", False)


def test_a_dose_that_is_not_told_is_hatched_and_a_pause_is_a_thin_line():
    held = {"change": "held"}
    silent = {"frequency": "bid", "change": "reduced"}
    chart = timeline(case([course(1, MG, held, silent)]))
    bars = next(row for row in chart.rows if row.bars).bars
    assert [bar.css for bar in bars] == ["dose", "dose", "f-NR"]
    assert [bar.height for bar in bars] == [62, 6, 62]


def test_the_tallest_block_is_the_largest_dose():
    larger = MG | {"dose_value": "500", "change": "escalated"}
    chart = timeline(case([course(1, MG, larger)]))
    assert [bar.height for bar in chart.rows[0].bars] == [31, 62]


def test_a_dose_without_a_frequency_asks_for_it():
    chart = timeline(case([course(1, {"dose_value": "200", "dose_unit": "mg"})]))
    bar = chart.rows[0].bars[0]
    assert (bar.amount, bar.frequency) == ("200 mg", "how often?")


def test_what_is_dated_in_words_alone_stands_in_a_column_of_its_own():
    seen = [{"text_reported": "renal failure", **SEEN, "at": WORDS_ALONE}]
    died = [{"event": "death", "at": month(9)}]
    chart = timeline(case([course(1, MG)], observations=seen, follow_up=died))
    assert column_of(chart, "renal failure") == "Time not known"
    assert column_of(chart, "Death") == "Afterwards"


def test_a_response_at_none_of_several_steps_stands_beside_them():
    reduced = MG | {"dose_value": "125", "change": "reduced"}
    told = [{"category": "PR", "course": "T1"}]
    chart = timeline(case([course(1, MG, reduced)], responses=told))
    assert column_of(chart, "Partial response") == "Time not known"


def test_a_supplement_stands_in_no_column():
    pill = course(2, {"frequency": "qd"}, role="supplement")
    chart = timeline(case([course(1, MG), pill]))
    row = next(row for row in chart.rows if row.is_undated)
    assert [dot.number for dot in row.dots] == [2]
    assert chart.words.endswith("dates not reported: 2 Crizotinib: daily, amount not "
                                "reported.")  # fmt: skip


# ── Order ─────────────────────────────────────────────────────────────────────────


def test_a_response_seen_after_an_operation_is_told_after_it():
    told = [
        {"category": "SD", "course": "T1", "at": month(2)},
        {"category": "PD", "course": "T1", "at": month(8)},
    ]
    chart = timeline(
        case(
            [course(1, MG), operation(2, start=month(5)), course(3, MG)],
            responses=told,
        )
    )
    assert column_of(chart, "Stable disease") == "Crizotinib"
    assert column_of(chart, "Progressive disease on crizotinib") == "Resection"


def test_what_was_seen_in_the_month_a_course_began_stands_before_it():
    seen = [{"text_reported": "new lesion", **SEEN, "at": month(5)}]
    before = case([course(1, MG, start=month(5))], observations=seen)
    assert column_of(timeline(before), "new lesion") == "Before"
    since = case([course(1, MG, start=month(4))], observations=seen)
    assert column_of(timeline(since), "new lesion") == "On treatment"


# ── Any course ────────────────────────────────────────────────────────────────────

times = st.none() | st.integers(0, 30).map(month) | st.just(WORDS_ALONE)
times |= st.integers(0, 30).map(after)
dose = st.fixed_dictionaries(
    {"change": st.sampled_from(["start", "reduced", "escalated", "held", "restarted"])},
    optional={
        "dose_value": st.sampled_from(["10", "125", "250", "1500"]),
        "frequency": st.sampled_from(["bid", "qd"]),
        "schedule_reported": st.just("days 1 to 21 of 28, then a pause of 7 days"),
        "duration_value": st.just("2"),
    },
).map(lambda step: step | {"dose_unit": "mg", "duration_unit": "month"})


@st.composite
def cases(draw):
    """Any courses with responses, events, visits and findings at any times."""
    treatments = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        more = {"start": draw(times), "end": draw(times)}
        kind = draw(st.integers(0, 4))
        if kind == 0:
            treatments.append(operation(number, **more))
        elif kind == 1:
            treatments.append(course(number, decision="considered_not_given"))
        else:
            doses = draw(st.lists(dose, max_size=5))
            role = draw(st.sampled_from(["anticancer", "anticancer", "supplement"]))
            treatments.append(course(number, *doses, role=role, **more))
    refs = st.none() | st.sampled_from([one["ref"] for one in treatments])
    answers = st.fixed_dictionaries(
        {
            "category": st.sampled_from(["CR", "PR", "mixed", "not_reported"]),
            "course": refs,
            "at": times,
        }
    )
    visits = st.fixed_dictionaries(
        {"event": st.sampled_from(["visit", "death"]), "course": refs, "at": times}
    )
    seen = st.fixed_dictionaries(
        {"text_reported": st.just("a finding"), "at": times}
    ).map(lambda row: row | SEEN)
    harm = st.fixed_dictionaries({"reported": st.just("rash"), "during": refs})
    return case(
        treatments,
        responses=draw(st.lists(answers, max_size=9)),
        follow_up=draw(st.lists(visits, max_size=5)),
        observations=draw(st.lists(seen, max_size=9)),
        adverse_events=draw(st.lists(harm, max_size=3)),
    )


@settings(max_examples=30, deadline=None)
@given(cases())
def test_any_course_is_drawn_whole_inside_its_frame_and_without_touching(document):
    page = CasePage(document, {})
    if not page.given:
        return
    chart = page.timeline
    numbers = [dot.number for row in chart.rows for dot in row.dots]
    assert sorted(numbers) == list(range(1, len(chart.moments) + 1))
    assert [entry.number for entry in chart.table] == sorted(numbers)
    width = parts.NARROWEST * min(max(len(chart.columns), parts.FEWEST), parts.MOST)
    for row in chart.rows:
        boxes = [_box(dot, width) for dot in row.dots]
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert right <= width
            assert top >= 0
            assert bottom <= row.height
        assert not any(
            _touch(one, other) for n, one in enumerate(boxes) for other in boxes[:n]
        )
        for bar in row.bars:
            left, wide = float(bar.x[:-1]), float(bar.width[:-1])
            assert 0 <= left < left + wide <= 100
            assert 0 <= bar.y < bar.y + bar.height <= row.height
        edges = [float(bar.x[:-1]) for bar in row.bars]
        assert edges == sorted(edges)
    _labels_fit(chart, width)
    _order_is_kept(chart)
    _everything_is_told(chart)


def _box(dot, width):
    x = float(dot.x[:-1]) / 100 * width
    reach = (21.5, 20.5) if dot.marks else (9.5, 9.5)
    return x - reach[0], dot.y - 9.5, x + reach[1], dot.y + 9.5


def _touch(one, other):
    apart = one[2] <= other[0] or other[2] <= one[0]
    return not (apart or one[3] <= other[1] or other[3] <= one[1])


def _labels_fit(chart, width):
    room = width / len(chart.columns)
    for head in chart.heads:
        for _, _, line in head.lines:
            assert len(line) * LETTER <= room
    places = [float(head.x[:-1]) for head in chart.heads]
    assert places == sorted(places)
    for row in chart.rows:
        for bar in row.bars:
            assert max(len(bar.amount), len(bar.frequency)) * LETTER <= room
            assert not bar.amount or bar.frequency
    tops = [y for y, _ in chart.placed]
    heights = [row.height for row in chart.rows]
    assert [b - a for a, b in pairwise([*tops, chart.height])] == heights


def _order_is_kept(chart):
    """Numbers grow with the columns, wherever the source says where they stand."""
    order = {id(column): n for n, column in enumerate(chart.columns)}
    placed = [
        order[id(entry.column)]
        for entry, moment in zip(chart.table, chart.moments, strict=True)
        if id(entry.column) in order and moment.at != UNDATED and moment.is_ordered
    ]
    assert placed == sorted(placed)


def _everything_is_told(chart):
    for number, moment in enumerate(chart.moments, start=1):
        assert f"{number} {moment.words.rstrip('.')}" in chart.words
    for column in chart.columns:
        assert column.title in chart.words
        assert column.is_silent or column.length in chart.words
    jagged = [bar for row in chart.rows for bar in row.bars if bar.jag]
    assert chart.words.count("length not known") == len(jagged)
    for row in chart.rows:
        for bar in row.bars:
            assert bar.amount in chart.words


@given(st.text("ab cd-ef ", max_size=60), st.integers(2, 20))
def test_lines_are_never_longer_than_there_is_room(text, fit):
    told = lines(text, fit)
    assert len(told) <= 2
    assert all(0 < len(line) <= fit for line in told)
    whole = " ".join(told).replace("…", "")
    assert all(word in " ".join(text.split()) for word in whole.split())


def test_a_length_above_a_column_is_told_whole():
    lasted = {"duration_min": "2", "duration_unit": "year", "ongoing": "yes"}
    last = course(3, duration_qualifier="at_least", **lasted)
    head = timeline(case([course(1), course(2), last])).heads[2]
    assert " ".join(head.length) == "at least 2 years, continuing"
