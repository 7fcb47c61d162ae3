"""Two extractions are compared by what they say, not by how they name it."""

import copy
import io
import json
import re
from dataclasses import replace

import pytest

from tests import seed
from tests.extraction import report, settling
from tests.extraction.kinds import DOSE, POLARITY, RESPONSE, all_kinds, kind_of
from tests.extraction.sets import Extraction

#: Other names for rows and articles, as somebody else would choose them.
OTHER_REFS = {"T1": "T2", "T2": "T1", "AE1": "AE4", "AE2": "AE3", "AE4": "AE1"}
OTHER_REFS |= {"AE3": "AE2", "L2": "L7", "A2": "A9", "F1": "F2", "DX1": "DX3"}
OTHER_SLUGS = {seed.NEWS: "craig-ntrk1-sarcoma-2021", seed.PAPER: "hou-sarcoma"}
#: Values of the document that look like nothing else in it.
IN_OTHER_TYPE = {"top left of the head": "Top  left of the head.", "25": "25.0"}


def written(folder, documents):
    """The documents as a set in a folder."""
    for sort in ("articles", "cases"):
        (folder / sort).mkdir(parents=True)
    for number, document in enumerate(documents):
        sort = "cases" if "patient" in document else "articles"
        file = folder / sort / f"{number}.json"
        file.write_text(json.dumps(document), "utf-8")
    return folder


def as_somebody_else(part):
    """The same facts under other names, in another order and typography."""
    if isinstance(part, dict):
        return {name: as_somebody_else(inner) for name, inner in part.items()}
    if isinstance(part, list):
        made = [as_somebody_else(inner) for inner in part]
        is_list_of_rows = all(isinstance(x, dict) and "ref" in x for x in made)
        return made[::-1] if is_list_of_rows else made
    if isinstance(part, str):
        for old, new in OTHER_SLUGS.items():
            if part.startswith(old):
                return part.replace(old, new)
        return OTHER_REFS.get(part) or IN_OTHER_TYPE.get(part, part)
    return part


@pytest.fixture
def first():
    return [
        json.loads(document.model_dump_json(by_alias=True, exclude_defaults=True))
        for _, document in seed.documents()
    ]


@pytest.fixture
def second(first):
    return as_somebody_else(first)


@pytest.fixture
def extraction(tmp_path):
    """Compare two lists of documents, with lines of settled differences."""
    made = iter(range(99))

    def compare(first, second, lines=()):
        folder = tmp_path / str(next(made))
        file = folder / "differences.tsv"
        folders = [written(folder / str(i), d) for i, d in enumerate((first, second))]
        with file.open("w", encoding="utf-8") as to:
            settling.write(lines, to)
        return Extraction(*folders, file)

    return compare


def case_of(documents):
    return next(document for document in documents if "patient" in document)


def row(rows, **known):
    """The row that has these values."""
    return next(r for r in rows if all(r.get(k) == v for k, v in known.items()))


def steps_of(documents, drug):
    for treatment in case_of(documents)["treatments"]:
        for agent in treatment["agents"]:
            if agent["drug"]["key"] == drug:
                return sorted(agent["doses"], key=lambda step: step["sequence"])
    raise LookupError(drug)


def test_other_names_orders_and_typography_are_no_difference(extraction, first, second):
    assert second != first
    found = extraction(first, second)
    assert found.found == {}
    assert len(found.compared) > 350


def test_a_swapped_dose_is_a_dangerous_difference(extraction, first, second):
    one, two, _ = steps_of(second, "crizotinib")
    one["dose_value"], two["dose_value"] = two["dose_value"], one["dose_value"]
    found = extraction(first, second).found.values()
    assert {(line.place, line.kind) for line in found} == {
        ("treatments.T2.agents.A2.doses.DS1.dose_value", DOSE),
        ("treatments.T2.agents.A2.doses.DS2.dose_value", DOSE),
    }
    assert {(line.first, line.second) for line in found} == {
        ("250", "125"),
        ("125", "250"),
    }


def test_a_response_given_to_another_drug_is_a_difference(extraction, first, second):
    supplement = row(case_of(second)["treatments"], modality="supportive")
    case_of(second)["outcome"]["responses"][0]["course"] = supplement["ref"]
    (line,) = extraction(first, second).found.values()
    assert (line.place, line.first, line.second) == (
        "outcome.responses.R1.course",
        "T2",
        "T3",
    )
    assert line.kind == RESPONSE


def test_an_event_given_to_another_drug_is_a_difference(extraction, first, second):
    event = row(case_of(second)["outcome"]["adverse_events"], reported="nausea")
    event["agents"] = ["A1"]
    places = [place for _, place in extraction(first, second).found]
    assert places == [
        "outcome.adverse_events.AE3.agents.A2",
        "outcome.adverse_events.AE3.agents.A1",
    ]


def test_polarity_and_category_are_dangerous(extraction, first, second):
    case_of(second)["findings"][0]["result"] = "negative"
    case_of(second)["outcome"]["responses"][0]["category"] = "PR"
    found = extraction(first, second)
    assert [line.kind for line in found.found.values()] == [POLARITY, RESPONSE]
    rows, everything = report.table_of(found)
    assert {row.kind for row in rows if row.after < 1} == {POLARITY, RESPONSE}
    assert everything.open == 2


def test_a_row_that_only_one_has_is_one_line_and_many_leaves(extraction, first, second):
    events = case_of(second)["outcome"]["adverse_events"]
    events.remove(row(events, reported="vomiting"))
    for step in steps_of(second, "crizotinib"):
        step["caused_by"] = [r for r in step.get("caused_by", ()) if r != "AE1"]
    found = extraction(first, second)
    lines = {line.place: line for line in found.found.values()}
    assert set(lines) == {
        "outcome.adverse_events.AE4",
        "treatments.T2.agents.A2.doses.DS2.caused_by.AE4",
    }
    missing = lines["outcome.adverse_events.AE4"]
    assert json.loads(missing.first)["term"] == "vomiting"
    assert missing.second == ""
    _, everything = report.table_of(found)
    assert everything.open > 5


def test_own_words_count_as_being_there(extraction, first, second):
    case_of(second)["patient"]["summary"] = "Something else altogether."
    assert extraction(first, second).found == {}
    del case_of(second)["patient"]["summary"]
    ((_, place),) = extraction(first, second).found
    assert place == "patient.summary"


@pytest.fixture
def differing(second):
    """The second set with a difference of every shape."""
    changed = copy.deepcopy(second)
    case = case_of(changed)
    steps_of(changed, "crizotinib")[1]["dose_value"] = "200"
    case["patient"]["age_value"] = "34"
    case["patient"]["country"] = "JP"
    events = case["outcome"]["adverse_events"]
    events.append({**row(events, reported="nausea"), "ref": "AE9"})
    events[-1] |= {"reported": "cough", "term": {"key": "cough"}}
    events[-1].pop("agents")
    return changed


def settled(lines):
    """Each line settled in another way."""
    ways = {
        "patient.age_value": {"settled": "second"},
        "patient.country": {"settled": "neither", "value": "FR"},
        "outcome.adverse_events.+AE9": {"settled": "second"},
    }
    return [
        replace(line, **{"settled": "first", **ways.get(line.place, {})}, why="Seen.")
        for line in lines
    ]


def test_what_was_settled_must_stand_in_the_kept_cases(
    extraction, first, differing, tmp_path
):
    lines = settled(extraction(first, differing).found.values())
    assert len(lines) == 4
    found = extraction(first, differing, lines)
    assert (found.unlisted, found.gone) == ([], [])

    kept = as_somebody_else(copy.deepcopy(first))
    case = case_of(kept)
    case["patient"] |= {"age_value": "34", "country": "FR"}
    case["outcome"]["adverse_events"].append(
        row(case_of(differing)["outcome"]["adverse_events"], ref="AE9")
    )
    assert found.against(written(tmp_path / "kept", kept)) == []

    case["patient"]["age_value"] = "33"
    steps_of(kept, "crizotinib")[1]["dose_value"] = "200"
    case["outcome"]["adverse_events"].pop()
    wrong = {each.line[1] for each in found.against(written(tmp_path / "bad", kept))}
    assert wrong == {
        "patient.age_value",
        "treatments.T2.agents.A2.doses.DS2.dose_value",
        "outcome.adverse_events.+AE9",
    }


def test_a_difference_must_be_listed_as_it_is(extraction, first, differing):
    lines = settled(extraction(first, differing).found.values())
    assert len(extraction(first, differing, lines[1:]).unlisted) == 1
    stale = [replace(lines[0], second="another"), *lines[1:]]
    assert extraction(first, differing, stale).unlisted == [lines[0].at]


def test_a_listed_difference_must_exist(extraction, first, second, differing):
    lines = settled(extraction(first, differing).found.values())
    assert len(extraction(first, second, lines).gone) == 4


def test_what_both_got_wrong_can_be_corrected(extraction, first, second, tmp_path):
    document = case_of(first)["key"]
    route = "treatments.T2.agents.A2.doses.DS2.route"
    both = {"first": "", "second": "", "settled": "neither", "why": "Both missed it."}
    line = settling.Line(document, route, "frequency and route", value="oral", **both)
    event = settling.Line(
        document,
        "outcome.adverse_events.+1",
        "adverse event",
        value='{"reported": "cough", "term": "cough", "source.assertion": "stated"}',
        **both,
    )
    found = extraction(first, second, [line, event])
    assert (found.unlisted, found.gone) == ([], [])
    assert found.corrected == [line, event]
    steps_of(first, "crizotinib")[1]["route"] = "iv"
    steps_of(second, "crizotinib")[1]["route"] = "iv"
    assert extraction(first, second, [line, event]).gone == [line.at]
    steps_of(first, "crizotinib")[1].pop("route")

    kept = copy.deepcopy(first)
    unlike = {each.line[1] for each in found.against(written(tmp_path / "a", kept))}
    assert unlike == {route, "outcome.adverse_events.+1"}
    steps_of(kept, "crizotinib")[1]["route"] = "oral"
    case_of(kept)["outcome"]["adverse_events"].append(
        {
            "ref": "AE5",
            "reported": "Cough",
            "term": {"key": "cough", "label": "Cough"},
            "source": {"article": seed.NEWS, "assertion": "stated"},
        }
    )
    (missing,) = found.against(written(tmp_path / "b", kept))
    assert missing.path[-2:] == ("source", "article")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("k\tp\tdose\t1\t2\tmaybe\t\twhy", "settled as"),
        ("k\tp\tdose\t1\t2\tfirst\t\t", "without a reason"),
        ("k\tp\tdose\t1\t2\tfirst\t3\twhy", "only “neither”"),
        ("k\tp\tdose\t1\t2\topen\t\t\nk\tp\tdose\t1\t2\topen\t\t", "listed twice"),
    ],
)
def test_a_line_that_settles_nothing_is_refused(line, fault):
    head = "document\tplace\tkind\tfirst\tsecond\tsettled\tvalue\twhy\n"
    with pytest.raises(ValueError, match=fault):
        settling.read(io.StringIO(head + line + "\n"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("cases.treatments.agents.drug", "drug or class"),
        ("cases.treatments.agents.doses.dose_unit", "dose"),
        ("cases.treatments.agents.doses.start.date", "time"),
        ("cases.treatments.agents.doses.caused_by", "dose change and reasons"),
        ("cases.treatments.agents.doses.source.assertion", "source and assertion"),
        ("cases.treatments.agents.reported", "words as reported"),
        ("cases.treatments.reason_text", "own words present"),
        ("cases.treatments.ae_statement", "adverse event"),
        ("cases.findings.assays.result", "polarity"),
        ("cases.findings.biomarker.fusion.three_prime", "biomarker"),
        ("cases.findings.exon_3p", "fusion detail"),
        ("cases.outcome.adverse_events.start.offset_min", "time"),
        ("cases.patient.index_event", "other"),
        ("articles.authors.family", "article identifiers and citation"),
        ("articles.summary", "own words present"),
    ],
)
def test_every_leaf_has_a_kind(path, kind):
    assert kind_of(path) == kind
    assert kind in all_kinds()


def test_shares_are_never_rounded_up(extraction, first, second):
    assert report.share_text(0.9799) == "0.979"
    assert report.share_text(0.9999) == "0.999"
    case_of(second)["patient"]["country"] = "JP"
    page = report.text_of(extraction(first, second))
    compared, agreed = re.search(
        r"\| all \| (\d+) \| (\d+) \| 0\.997 \|", page
    ).groups()
    assert int(agreed) == int(compared) - 1
