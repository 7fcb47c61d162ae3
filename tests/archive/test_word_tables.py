"""Words and their cases, however they came: as a plain dictionary would have them."""

from itertools import pairwise
from random import Random

import pytest

from casebase.archive.word_tables import NOTHING, BitMap, Table, Words

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
        assert words == Words.of(*words.whole())
        assert (words == other) == (dict(words.pairs()) == dict(other.pairs()))
    assert Words() != "words"


def test_a_table_is_the_same_when_it_was_kept(history):
    words, plain = history[-1]
    common, table = words.whole()
    read = Table.from_bytes(*table.to_bytes())
    assert dict(Words.of(common, read).pairs()) == plain
    assert all(len(cases) > Words.FEW for cases in common.values())


def test_words_of_few_cases_stand_in_tables(history):
    words, plain = history[-1]
    _, table = words.whole()
    few = sorted(word for word, cases in plain.items() if len(cases) <= Words.FEW)
    assert [table[place].decode() for place in range(len(table))] == few


def test_a_table_on_a_machine_of_the_other_kind_is_read_alike(monkeypatch):
    table = Table.of([("a", [1, 2]), ("b", [0x01020304])])
    here = list(table.to_bytes())
    monkeypatch.setattr("sys.byteorder", "big")
    there = list(table.to_bytes())
    assert [piece[::-1] for piece in here[1:]] != there[1:]
    assert there[3][-4:] == here[3][-4:][::-1]
    read = Table.from_bytes(*there)
    assert read.having(b"b") == BitMap([0x01020304])
