"""What differs between two versions: every leaf of it, in words."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from django.utils.html import escape

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.choices import TimeUnit
from casebase.archive.models import Record
from casebase.browse import differing_words, wording
from casebase.browse.chapters.courses import event_name
from casebase.browse.version_changes import ADDED, CHAPTERS, REMOVED, changes, chapters
from casebase.browse.version_words import measured
from tests import seed
from tests.browse import archive
from tests.generating import Generator
from tests.generating import Words as Vocabulary

STARTER = [
    d.CaseDocument.model_validate(json.loads(file.read_text("utf-8")))
    for file in sorted(Path(seed.STARTER, "cases").glob("*.json"))
]
#: What tells the entries of a list apart, as the schema has it.
NAMES = ("ref", "article", "field", "key", "name")


def _leaves(value, path=()):
    """Every leaf of a document with its place: computed here, from the stored text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "ref":
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        seen = {}
        for one in value:
            own = next((str(one[name]) for name in NAMES if name in one), None)
            own = own or " ".join(
                part for part in (one.get("given", ""), one.get("family", "")) if part
            )
            seen[own] = seen.get(own, 0) + 1
            own = own if seen[own] == 1 else f"{own} ({seen[own]})"
            yield from _leaves(one, (*path, own))
    else:
        yield path, json.dumps(value)


def _differing(before, after):
    """The places whose leaf is not the same, or stands on one side only."""
    old, new = (dict(_leaves(d.as_dict(one))) for one in (before, after))
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


def _told(found):
    return {leaf for change in found for leaf in change.leaves}


#: Leaves that hold words as the source or the vocabulary has them.
VERBATIM = ("reported", "label", "key", "code", "name", "city", "family", "given")
VERBATIM += ("quote", "locator", "schedule_reported", "dose_value", "reading_note")


def _words_of_the_source_are_told(found, before, after):
    """What a line says it tells is in its words, on the side where it stands."""
    old, new = (dict(_leaves(d.as_dict(one))) for one in (before, after))
    for change in found:
        for leaf in change.leaves:
            if leaf[-1] in VERBATIM:
                for side, words in ((old, change.before), (new, change.after)):
                    value = json.loads(side.get(leaf, '""'))
                    assert value.casefold() in words.casefold(), (leaf, change)


def _generated(number):
    words = [
        {"facet": facet, "key": f"{facet}-{n}", "label": f"{facet} {n}"}
        for facet in ("gene", "family", "diagnosis", "site", "drug", "drug_class")
        for n in range(20)
    ]
    words += [{"facet": "adverse_event", "key": "nausea", "label": "Nausea"}]
    generator = Generator(Vocabulary.read(words), number)
    made = generator.cases(generator.articles(4))
    return [next(made) for _ in range(8)]


@pytest.mark.parametrize("cases", [STARTER, _generated(1), _generated(2)])
def test_every_leaf_that_differs_is_told_and_none_besides(cases):
    for before, after in pairwise(cases):
        found = changes(before, after)
        assert _told(found) == _differing(before, after)
        for change in found:
            assert change.before != change.after, change
            assert change.label, change
        _words_of_the_source_are_told(found, before, after)


def test_every_change_stands_in_a_chapter():
    for before, after in pairwise(STARTER):
        by_chapter = chapters(before, after)
        told = [change for chapter in by_chapter for change in chapter.changes]
        assert len(told) == len(changes(before, after))
        rows = [
            each
            for chapter in by_chapter
            for row in chapter.rows
            for each in row.changes
        ]
        assert rows == told
    parts = {part for parts in CHAPTERS.values() for part in parts}
    known = {*d.CaseDocument.model_fields} - {"outcome", "provenance"}
    known |= {*d.OutcomeChapter.model_fields, *d.ProvenanceChapter.model_fields}
    assert parts == known


def _edited(edit):
    case = json.loads(d.canonical(seed.case_document()))
    edit(case)
    return d.CaseDocument.model_validate(case)


def _lines(edit):
    found = changes(seed.case_document(), _edited(edit))
    return [(one.row, one.label, one.before, one.after) for one in found]


def test_a_dose_is_told_whole_with_its_frequency():
    def edit(case):
        step = case["treatments"][1]["agents"][0]["doses"][1]
        step |= {"dose_value": "200", "duration_value": "3"}

    assert _lines(edit) == [
        (
            "Crizotinib, step 2",
            "Dose",
            "125 mg twice daily for 2 months",
            "200 mg twice daily for 3 months",
        )
    ]


def test_an_amount_is_told_with_its_unit():
    def edit(case):
        case["patient"]["age_value"] = "34"

    assert _lines(edit) == [("", "Age", "33 years", "34 years")]
    response = d.Response.model_construct(percent_change="-30")
    assert measured("-30", response, "percent_change") == "-30 %"
    lab = d.Observation.model_construct(unit="ng/mL")
    assert measured("3", lab, "value_num") == "3 ng/mL"
    assert measured("", lab, "value_num") == ""
    course = d.Treatment.model_construct(duration_unit=TimeUnit.MONTH)
    assert measured("1", course, "duration_min") == "1 month"
    assert measured("1", None, "duration_min") == "1"


def test_a_conflict_goes_by_the_words_for_what_it_is_about():
    def edit(case):
        source = case["articles"][0]["article"]
        conflict = {"ref": "C1", "target": "AE1.grade_min", "resolution": "a"}
        conflict |= {"source_a": source, "value_a": "2"}
        conflict |= {"source_b": source, "value_b": "3"}
        case["provenance"]["conflicts"] = [conflict]

    event = seed.case_document().outcome.adverse_events[0]
    about = f"{wording.sentence_case(event_name(event))}, grade min"
    lines = _lines(edit)
    assert {row for row, *_ in lines} == {about}
    assert about in {after for *_, after in lines}
    assert "What the second source says" in {label for _, label, *_ in lines}


def test_a_response_is_told_with_its_drug_and_a_time_in_words():
    def edit(case):
        case["outcome"]["responses"][0] |= {
            "category": "PR",
            "at": {"kind": "date", "date": "2020-08"},
        }

    assert _lines(edit) == [
        ("Response to crizotinib", "Category", "Complete response", "Partial response"),
        ("Response to crizotinib", "When it was seen", "July 2020", "August 2020"),
        (
            "Response to crizotinib",
            "When it was seen, the source's own wording of the time",
            "as recently as July 2020",
            "",
        ),
    ]


def test_rows_are_matched_by_their_ref_wherever_they_stand():
    def edit(case):
        case["outcome"]["adverse_events"].reverse()

    [line] = _lines(edit)
    assert line[1] == "Order"


def test_a_row_that_came_and_one_that_went_say_so():
    def edit(case):
        gone = case["lesions"].pop()
        case["lesions"].append({**gone, "ref": "L99", "site_reported": "left knee"})
        for specimen in case["specimens"]:
            specimen.pop("lesion", None)

    kinds = {c.path[1]: c.kind for c in changes(seed.case_document(), _edited(edit))}
    assert kinds["L99"] == ADDED
    assert list(kinds.values()).count(REMOVED) == 1


# ── The page ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def twice(seed_case):
    """The seed in two versions."""
    case = _edited(lambda case: case["patient"].update(country="FR"))
    reason = "The country was corrected."
    publishing.put(case, **archive.ENVELOPE, reason=reason)
    return seed_case


def test_the_page_compares_the_last_two_and_says_why(page, twice):
    read = page(f"/cases/{twice}/changes/")
    assert "1 fact differs between version 1 and version 2" in read.words
    assert "The country was corrected." in read.words
    assert "Country of treatment China France" in read.words
    same = page(f"/cases/{twice}/changes/?from=1&to=2")
    assert "Country of treatment China France" in same.words


def test_words_within_a_long_text_are_marked(client, seed_case):
    told = seed.case_document().patient.summary
    assert len(told.split()) > differing_words.MANY
    case = _edited(lambda case: case["patient"].update(summary=f"{told} At <50 years."))
    publishing.put(case, **archive.ENVELOPE)
    read = client.get(f"/cases/{seed_case}/changes/").content.decode()
    assert f"{escape(told)} <ins>At &lt;50 years.</ins>" in read
    back = client.get(f"/cases/{seed_case}/changes/?from=2&to=1").content.decode()
    assert f"{escape(told)} <del>At &lt;50 years.</del>" in back


def test_the_history_of_both_versions_links_to_it(page, twice):
    assert f"/cases/{twice}/changes/" in page(f"/cases/{twice}/").links
    older = page(f"/cases/{twice}/v1/").links
    assert f"/cases/{twice}/changes/?from=1&to=2" in older


def test_one_version_alone_has_nothing_to_compare(page, seed_case):
    read = page(f"/cases/{seed_case}/changes/")
    assert "There is one version of this record so far" in read.words
    assert f"/cases/{seed_case}/changes/" not in page(f"/cases/{seed_case}/").links


@pytest.mark.parametrize(
    ("asked", "culprit"),
    [("from=3", "from"), ("to=zwei", "to"), ("since=1", "since"), ("to=1&to=2", "to")],
)
def test_what_cannot_be_compared_is_refused(page, twice, asked, culprit):
    assert page(f"/cases/{twice}/changes/?{asked}", 400).culprits == [culprit]


def test_a_withdrawn_or_purged_version_is_said_and_not_shown(page, twice):
    record = Record.objects.get(name=twice)
    publishing.withdraw(record, by="Ada", reason="privacy", note="Asked for.")
    read = page(f"/cases/{twice}/changes/")
    assert "Version 3 is not shown." in read.words
    assert "France" not in read.words
    assert "France" in page(f"/cases/{twice}/changes/?from=1&to=2").words
    publishing.purge(record, by="Ada", note="Asked for.")
    read = page(f"/cases/{twice}/changes/?from=1&to=2")
    assert "Version 1 is not shown." in read.words
    assert "France" not in read.words


STAYS = "The tumour shrank within two months and the dose was"


@pytest.mark.parametrize(
    ("text", "other", "told"),
    [
        # A word changed, one added, one gone; signs belong to their words.
        (f"{STAYS} kept.", f"{STAYS} halved.", [(f"{STAYS} ", False), ("kept.", True)]),
        (
            f"At first the pain eased. {STAYS} kept.",
            f"{STAYS} kept.",
            [("At first the pain eased. ", True), (f"{STAYS} kept.", False)],
        ),
        (f"{STAYS} kept.", f"At first. {STAYS} kept.", [(f"{STAYS} kept.", False)]),
        (
            f" {STAYS}\n kept",
            f"{STAYS} kept",
            [(" ", False), (f"{STAYS}\n kept", False)],
        ),
        # Too short, or another text altogether: nothing is told apart.
        ("once a day", "twice a day", [("once a day", False)]),
        (
            "one two three four five six seven eight",
            "eins zwei drei vier fünf sechs sieben acht",
            [("one two three four five six seven eight", False)],
        ),
    ],
)
def test_words_that_the_other_version_lacks_are_told_apart(text, other, told):
    found = differing_words.pieces(text, other)
    assert found == told
    assert "".join(piece for piece, _ in found) == text
