"""What a run tells: times with their spread, what was stopped, what differs."""

import pytest

from benchmarks import report, tables
from benchmarks.engines.base import Answer
from benchmarks.questions import Question
from benchmarks.running import Measured, Run

ENGINES = {
    "ours": ("search", "all", {"a gene": [0.001, 0.002, 0.003], "words": [0.004]}),
    "other": ("search", "all", {"a gene": [0.1, 0.2, 0.4], "words": [2.0]}),
    "slow": ("search", "given", {"a gene": [30.0]}),
    "page": ("page", "told", {"a gene": [0.05, 0.06], "words": [0.05]}),
}


@pytest.fixture
def run():
    """A run that has ended."""
    names = ("a gene", "words")
    run = Run([Question(name) for name in names], 600, 30, print)
    for name, (kind, compared, seconds) in ENGINES.items():
        run.measured[name] = Measured(
            name,
            f"The {name}",
            "As it is.",
            kind,
            compared,
            loaded=1.5,
            opened=0.25,
            megabytes=100,
            grew=40,
            seconds=seconds,
            cpu=seconds,
            equal=dict.fromkeys(seconds, (9, 10)),
        )
    run.ours = {"a gene": Answer(1234, [], {"sex": {"male": 7}}), "words": Answer(5)}
    run.measured["slow"].stopped = {"words": "stopped after 600 s"}
    run.measured["page"].differs = {"words": "6 cases, not 5"}
    run.measured["absent"] = Measured(
        "absent", "The absent", "Not here.", "page", "all"
    )
    run.measured["absent"].stopped = {"": "ModuleNotFoundError: No module named 'x'"}
    return run


@pytest.fixture
def found(run):
    """What is written as JSON, and read again."""
    told = report.about(["--sizes", "1000"]) | {"sizes": [report.of_run(1000, run)]}
    return report.read(report.as_json(told).encode())


def test_the_tables_tell_times_ratios_and_what_was_not_run(found):
    """Medians with quartiles; worst against worst, and the least of any question."""
    told = tables.markdown(found)
    assert "| a gene | 1,234 | 2 (1.5–2.5) | 200 (150–300) | 30,000 (once) |" in told
    assert "| words | 5 | 4 (once) | 2,000 (once) | – |" in told
    assert "| The other | words | 2,000 |  | 2,000 | 500 | 100 | 90.0% |" in told
    assert "| The slow | a gene | 30,000 |  | 30,000 | 7,500 or more |" in told
    assert "| 1.5 | 0.25 | 100 | 40 |" in told
    assert "| The absent | not run |" in told
    assert "- The slow: words: stopped after 600 s" in told
    assert "- The absent: as a whole: ModuleNotFoundError: No module named 'x'" in told
    assert "- The page: words: 6 cases, not 5" in told
    assert "`python -m benchmarks --sizes 1000`" in told
    assert "grew" not in told


def test_growth_is_told_between_sizes(found):
    """Of our worst question, from the smallest to the largest."""
    larger = {**found["sizes"][0], "cases": 100_000, "engines": []}
    for engine in found["sizes"][0]["engines"]:
        times = {
            question: {**took, "median": 3 * took["median"]}
            for question, took in engine["times"].items()
        }
        larger["engines"].append({**engine, "times": times})
    found["sizes"].append(larger)
    told = tables.markdown(found)
    assert "From 1,000 to 100,000 cases our worst question grew from 4 to 12" in told
    assert "× 3.0." in told


def test_only_what_must_be_equal_fails_the_run(run, found):
    """What an engine cannot say is told, what it says wrongly is a failure."""
    assert report.wrong(found) == []
    run.measured["other"].differs = {"words": "6 cases, not 5"}
    [wrong] = report.wrong({"sizes": [report.of_run(1000, run)]})
    assert wrong == "1000 cases, other, words: 6 cases, not 5"


def test_the_page_keeps_its_head(tmp_path, found):
    """Only what the run before wrote is replaced; without the mark nothing is."""
    page = tmp_path / "page.md"
    page.write_text(f"# Head\n\n{tables.MARK}\n\nold\n")
    tables.write(page, tables.markdown(found))
    told = page.read_text()
    assert told.startswith("# Head\n")
    assert "old" not in told
    assert "1,234" in told
    page.write_text("# Head\n")
    with pytest.raises(ValueError, match="where the tables go"):
        tables.write(page, "new")
    assert page.read_text() == "# Head\n"


def test_the_page_of_the_docs_has_the_mark():
    """Else a long run would end with nothing written."""
    page = report.ROOT / "docs" / "benchmarks.md"
    assert tables.MARK in page.read_text(encoding="utf-8")
