"""How a query is read: the longest names, phrases and words."""

import pytest

from casebase.browse.search import lexicon, reading

pytestmark = pytest.mark.django_db

#: What is typed, and each of its parts: what it is taken for, and what it asks for.
READ = [
    (
        "NTRK1 sarcoma crizotinib",
        [
            ("Gene", "gene=NTRK1"),
            ("Diagnosis", "diagnosis=sarcoma"),
            ("Drug", "drug=crizotinib"),
        ],
    ),
    ("TRKA", [("Gene", "gene=NTRK1")]),
    ("trka", [("Gene", "gene=NTRK1")]),
    ("Xalkori", [("Drug", "drug=crizotinib")]),
    ("PF 02341066", [("Drug", "drug=crizotinib")]),
    ("sarcomas", [("Diagnosis", "diagnosis=sarcoma")]),
    ("Sarcoma, NOS", [("Diagnosis", "diagnosis=SARCNOS")]),
    ("infantile fibrosarcoma", [("Diagnosis", "diagnosis=IFS")]),
    ("scalp", [("Site", "site=scalp")]),
    ("lung", [("Diagnosis or site", "diagnosis=LUNG site=lung")]),
    ("RET", [("Gene", "gene=RET")]),
    ("NTRK", [("Gene family", "family=NTRK")]),
    # Fusions, in any spelling
    ("ETV6::NTRK3", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("ETV6-NTRK3", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("etv6/ntrk3", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("ETV6–NTRK3 fusion", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("TEL-NTRK3", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("NTRK3-ETV6", [("Gene fusion", "fusion=ETV6::NTRK3")]),
    ("NTRK3::ETV6", [("Gene", "gene=NTRK3"), ("Gene", "gene=ETV6")]),
    ("NTRK1 translocation", [("Gene fusion", "gene=NTRK1 finding_kind=fusion")]),
    ("NTRK1-rearranged", [("Gene fusion", "gene=NTRK1 finding_kind=fusion")]),
    ("ALK fusions", [("Gene fusion", "gene=ALK finding_kind=fusion")]),
    ("TRK", [("Gene family", "family=NTRK")]),
    ("TRK-fused", [("Gene fusion", "family=NTRK finding_kind=fusion")]),
    ("pan-TRK", [("Word", "")]),
    ("TRK inhibitor", [("Drug class", "drug_class=trk-inhibitor")]),
    ("NTRK fusion", [("Gene fusion", "family=NTRK finding_kind=fusion")]),
    (
        "TRK inhibitor resistance",
        [("Drug class", "drug_class=trk-inhibitor"), ("Acquired", "acquired=yes")],
    ),
    ("arose under treatment", [("Acquired", "acquired=yes")]),
    (
        "elevated ALT",
        [
            (
                "Adverse event",
                "adverse_event=alanine-aminotransferase-increased"
                " adverse_event=transaminases-increased",
            )
        ],
    ),
    ("low platelets", [("Adverse event", "adverse_event=platelet-count-decreased")]),
    # Values of closed lists
    ("complete response", [("Response", "response=CR")]),
    ("complete remission", [("Response", "response=CR")]),
    ("off label", [("Label", "label=off_label")]),
    ("Off-label", [("Label", "label=off_label")]),
    ("could not afford", [("Not given", "not_given=cost")]),
    ("China", [("Country", "country=CN")]),
    ("33-year-old", [("Age", "age=young_adult")]),
    ("aged 9", [("Age", "age=child")]),
    ("3-month-old", [("Age", "age=infant")]),
    ("2019", [("Year of the report", "year=2019")]),
    # The longest name first
    (
        "non-small cell lung cancer",
        [("Diagnosis", "diagnosis=NSCLC diagnosis=non-small-cell-lung-cancer")],
    ),
    ("complete, response", [("Word", ""), ("Word", "")]),
    ("complete x response", [("Word", "")] * 3),
    # Phrases and words
    ('"complete response"', [("Phrase", "")]),
    ("“complete response” ALK", [("Phrase", ""), ("Gene", "gene=ALK")]),
    ('"complete response', [("Response", "response=CR")]),
    ("Hou", [("Word", "")]),
    ("the of and", []),
    ("", []),
    ("-- :: / ''", []),
    ("食道", [("Word", "")]),
    # English words that are names of genes as well
    ("can", [("Word", "")]),
    ("CAN", [("Gene", "gene=NUP214")]),
]


@pytest.fixture
def names(starter):
    return lexicon.current()


def told(query, names):
    return [
        (
            part.title,
            " ".join(
                f"{facet}={key}"
                for meaning in part.meanings
                for facet, keys in meaning.asked
                for key in keys
            ),
        )
        for part in reading.read(query, names).segments
    ]


@pytest.mark.parametrize(("query", "parts"), READ)
def test_a_query_is_read_into_its_parts(names, query, parts):
    assert told(query, names) == parts


@pytest.mark.parametrize("name", ["H4", "PTC"])
def test_a_name_of_several_is_a_word_and_the_terms_are_told(names, name):
    [part] = reading.read(name, names).segments
    assert part.kind == "words"
    assert len(part.which) == 2


def test_a_part_taken_away_leaves_the_others_as_they_were_read(names):
    read = reading.read('complete Xalkori response, "no more" ALK', names)
    rests = [read.without(part) for part in read.segments]
    assert rests == [
        'Xalkori response, "no more" ALK',
        'complete, response, "no more" ALK',
        'complete Xalkori, "no more" ALK',
        "complete Xalkori response, ALK",
        'complete Xalkori response, "no more"',
    ]
    assert [part.title for part in reading.read(rests[1], names).segments] == [
        "Word",
        "Word",
        "Phrase",
        "Gene",
    ]


def test_parts_beyond_twenty_are_named_and_not_read(names):
    read = reading.read(" ".join(f"word{n}" for n in range(25)), names)
    assert len(read.segments) == 20
    assert [part.typed for part in read.left_out] == [f"word{n}" for n in range(20, 25)]


def test_a_question_is_read_as_what_it_is_about(names):
    read = reading.read(
        "Has anyone treated an NTRK1-rearranged sarcoma with crizotinib, and what "
        "happened?",
        names,
    )
    assert [(part.title, part.typed) for part in read.segments] == [
        ("Gene fusion", "NTRK1-rearranged"),
        ("Diagnosis", "sarcoma"),
        ("Drug", "crizotinib"),
    ]
    said = [part.typed for part in read.of_the_question]
    assert said == ["Has", "anyone", "treated", "what", "happened"]


def test_without_a_name_its_words_are_looked_for(names):
    read = reading.read("what happened", names)
    assert [part.typed for part in read.segments] == ["what", "happened"]
    assert not read.of_the_question


def test_quoted_words_are_looked_for_whatever_they_are(names):
    read = reading.read('"has" crizotinib', names)
    assert [part.typed for part in read.segments] == ["has", "crizotinib"]
    assert not read.of_the_question
