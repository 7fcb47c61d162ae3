"""A time is one line: what is typed is read, asked about, or kept as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebase.archive.choices import Anchor, TimeKind, TimeUnit
from casebase.archive.document import FuzzyTime
from casebase.curation.fuzzy_times import parse, render

words = st.text(
    st.characters(categories=["L", "N"], include_characters=" ,-"), max_size=30
).map(lambda text: " ".join(text.split()))
dates = st.builds(
    lambda year, month: f"{year}-{month:02}" if month else str(year),
    st.integers(1900, 2100),
    st.integers(0, 12),
)
times = st.one_of(
    st.builds(FuzzyTime, kind=st.just(TimeKind.DATE), date=dates, reported=words),
    st.builds(
        FuzzyTime,
        kind=st.just(TimeKind.ORDER_ONLY),
        sequence=st.none() | st.integers(0, 99),
        reported=words,
    ),
    st.builds(
        lambda low, more, **rest: FuzzyTime(
            kind=TimeKind.OFFSET,
            offset_min=low,
            offset_max=None if low is None or more is None else low + more,
            **rest,
        ),
        st.none() | st.integers(0, 400),
        st.none() | st.integers(0, 40),
        offset_unit=st.sampled_from(TimeUnit),
        anchor=st.none() | st.sampled_from(Anchor),
        reported=words,
    ),
    st.builds(FuzzyTime, reported=words),
)


@given(times)
def test_every_time_is_read_back_from_its_line(time):
    assert parse(render(time)) == time


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("2020-07", "2020-07"),
        ("2020", "2020"),
        ("July 2020", '2020-07 "July 2020"'),
        ("Sept 2019", '2019-09 "Sept 2019"'),
        ('2020-07 "as recently as July 2020"', '2020-07 "as recently as July 2020"'),
        ("2020-07 “as printed”", '2020-07 "as printed"'),
        ("3 mo after start", "3 months after course start"),
        ("3 months after the start of the course", "3 months after course start"),
        ("1 week after diagnosis", "1 week after diagnosis"),
        ("3-5 wk after first treatment", "3-5 weeks after first treatment"),
        ("6 to 8 weeks later", "6-8 weeks after the event before"),
        (
            "several months later",
            'months after the event before "several months later"',
        ),
        ("months after presentation", "months after presentation"),
        ("2 yr after diagnosis", "2 years after diagnosis"),
        ("order 2", "order 2"),
        ("order", "order"),
        ("not reported", "not reported"),
        ('"at some point"', 'not reported "at some point"'),
        ("  2020-07  ", "2020-07"),
    ],
)
def test_what_people_type_is_understood(typed, line):
    assert render(parse(typed)) == line


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2018-01-30", "Days are not kept"),
        ("30 January 2018", "Days are not kept"),
        ("07/2020", "not understood"),
        ("2020-13", "month"),
        ("soon", "not understood"),
        ("3 fortnights after start", "not understood"),
        ("3 months after the holidays", "After what?"),
        ("5-3 months after start", "not below"),
    ],
)
def test_what_is_not_understood_is_said_and_not_guessed(typed, said):
    with pytest.raises(ValueError, match=said):
        parse(typed)
