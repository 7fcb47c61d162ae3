"""Words and their cases, however they came: as a plain dictionary would have them."""

from itertools import pairwise
from random import Random

import pytest

from casebase.archive.word_tables import (
    MANY,
    NOTHING,
    BitMap,
    Table,
    Words,
    as_gaps,
    from_gaps,
)

LETTERS = "abä∂"
SMALL = {"MOST": 6, "FEW": 2, "LARGEST": 20}
BOUNDS = [
    SMALL,
    SMALL | {"MOST": 0},
    SMALL | {"FEW": 0},
    SMALL | {"LARGEST": 0},
    {},
]


def a_word(dice):
    return "".join(dice.choices(LETTERS, k=dice.randint(1, 3)))


@pytest.fixture(params=BOUNDS, ids=str)
def history(request, monkeypatch):
    """Words that changed many times, beside a dictionary that was changed alike."""
    for name, number in request.param.items():
        monkeypatch.setattr(Words, name, number)
    dice = Random(8)
    cases: dict[int, set[str]] = {}
    words = Words()
    versions = []
    for _ in range(60):
        changed = dice.sample(range(40), dice.randint(0, 6))
        gone = BitMap(case for case in changed if case in cases)
        added: dict[str, list[int]] = {}
        for case in changed:
            cases[case] = {a_word(dice) for _ in range(dice.randint(0, 5))}
            for word in cases[case]:
                added.setdefault(word, []).append(case)
        words = words.changed(gone, added)
        versions.append((words, by_word(cases)))
    return versions


def by_word(cases):
    """The same, plainly."""
    found: dict[str, BitMap] = {}
    for case, told in cases.items():
        for word in told:
            found[word] = found.get(word, NOTHING) | BitMap([case])
    return found


def every_word():
    return ["", *LETTERS, *(a + b for a in LETTERS for b in LETTERS), "∂∂∂∂"]


def test_each_word_has_its_cases_at_each_version(history):
    for words, plain in history:
        assert dict(words.pairs()) == plain
        assert list(words) == sorted(plain)
        assert len(words) == len(plain)
        for word in every_word():
            assert words.get(word, NOTHING) == plain.get(word, NOTHING)
            assert (word in words) == (word in plain)


def test_words_that_begin_alike_are_found_in_order(history):
    for words, plain in history[::7]:
        for start in every_word():
            for most in (1, 3, 100):
                found = words.beginning(start, most)
                assert found == sorted(w for w in plain if w.startswith(start))[:most]


def test_words_that_pass_a_test_are_none_too_few(history):
    def is_short(word):
        return len(word) < 3

    for words, plain in history:
        passing = set(words.passing(is_short))
        assert passing >= set(filter(is_short, plain))
        assert all(map(is_short, passing))


def test_the_same_words_are_equal_however_they_came(history):
    for (words, plain), (other, _) in pairwise(history):
        anew = Words().changed(NOTHING, plain)
        assert words == anew
        assert words == Words.of(words.whole())
        assert (words == other) == (dict(words.pairs()) == dict(other.pairs()))
    assert Words() != "words"


@pytest.mark.parametrize("size", [1, 20, 1 << 14])
def test_a_table_is_read_block_by_block(history, monkeypatch, size):
    monkeypatch.setattr(Table, "BLOCK", size)
    monkeypatch.setattr(Table, "OPEN", 2)
    words, plain = history[-1]
    made = words.whole()
    assert (len(made) == len(plain)) == (size == 1)
    assert (len(made) == 1) == (size == 1 << 14)
    table = Table(made.size, made.firsts, made.blocks)
    assert table.size == len(plain)
    assert dict(table.pairs(NOTHING)) == plain
    for word in every_word():
        assert table.having(word) == plain.get(word, NOTHING)
        assert [*table.from_word(word)] == sorted(w for w in plain if w >= word)
    gone = BitMap(range(0, 40, 3))
    assert dict(table.pairs(gone)) == {w: cases - gone for w, cases in plain.items()}


def test_cases_are_written_in_few_bytes_and_read_alike():
    dice = Random(9)
    for among in (1, 200, 70_000, 1 << 32):
        for number in (1, 2, 300, 5_000):
            cases = BitMap(dice.randrange(among) for _ in range(number))
            written = as_gaps(cases)
            assert from_gaps(written) == cases
            longest = 1 + 4 * len(cases)
            assert len(written) <= min(longest, 1 + len(cases.serialize()) + MANY)
    for gap in (255, 256, 65_535, 65_536):
        assert from_gaps(as_gaps(BitMap([1, 1 + gap]))) == BitMap([1, 1 + gap])
    every = BitMap(range(1 << 20))
    assert from_gaps(as_gaps(every)) == every
    assert len(as_gaps(every)) < 1 << 18


def test_a_machine_of_the_other_kind_writes_the_same(monkeypatch):
    cases = BitMap([1, 2, 0x01020306])
    here = as_gaps(cases)
    assert here == bytes([4, *(1, 1, 4), *(0, 0, 3), *(0, 0, 2), *(0, 0, 1)])
    # As if it were: what this one then turns round is in our order before.
    monkeypatch.setattr("sys.byteorder", "big")
    there = as_gaps(cases)
    assert there == bytes([4, *(0, 0, 1), *(0, 0, 2), *(0, 0, 3), *(1, 1, 4)])
    assert from_gaps(there) == cases
