"""The words of the site: never more certain than the source, never a dose alone."""

import pytest

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.browse import wording

SOURCE = d.Sourcing(article="a-paper", assertion="stated")
MISSING = "not in the abstract"


def patient(**known):
    return d.PatientChapter(label="the patient", **known)


def step(**known):
    stated = {"frequency": "not_reported", "route": "not_reported"} | known
    return d.DoseStep(ref="DS1", sequence=1, change="start", source=SOURCE, **stated)


def fusion_finding(fusion, **known):
    biomarker = d.Biomarker(key="x", kind="fusion", fusion=fusion)
    return d.Finding(
        ref="F1",
        biomarker=biomarker,
        reported="a fusion",
        source=SOURCE,
        **{"result": "positive"} | known,
    )


NTRK1_ALONE = d.Fusion(
    key="NTRK1-partner-unknown", state="partner_unknown", genes=[d.Coded(key="NTRK1")]
)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (
            {"sex": "male", "age_value": "33", "age_unit": "year"}
            | {"age_qualifier": "exact"},
            "33-year-old man",
        ),
        ({"sex": "female", "age_value": "6", "age_unit": "week"}, "6-week-old girl"),
        ({"sex": "female", "age_value": "17", "age_unit": "year"}, "17-year-old girl"),
        ({"sex": "male", "age_value": "18", "age_unit": "year"}, "18-year-old man"),
        (
            {"sex": "female", "age_value": "40", "age_unit": "year"}
            | {"age_qualifier": "decade"},
            "woman in her 40s",
        ),
        (
            {"sex": "male", "age_value": "90", "age_unit": "year"}
            | {"age_qualifier": "at_least"},
            "man aged 90 or older",
        ),
        (
            {"sex": "male", "age_value": "60", "age_unit": "year"}
            | {"age_qualifier": "about"},
            "man of about 60 years",
        ),
        (
            {"age_value": "30", "age_value_max": "35", "age_unit": "year"}
            | {"age_qualifier": "range"},
            "patient aged 30 to 35",
        ),
        ({"sex": "male"}, "man"),
        ({}, "patient"),
        ({"age_value": "33", "age_unit": "year"}, "33-year-old patient"),
        (
            {"age_value": "28", "age_unit": "gestational_week"},
            "fetus in week 28 of gestation",
        ),
        ({"sex": "male", "age_value": "2.50", "age_unit": "year"}, "2.50-year-old boy"),
        ({"sex": "male", "age_value": "2.0", "age_unit": "year"}, "2-year-old boy"),
    ],
)
def test_a_patient_is_said_as_exactly_as_the_source_does(known, words):
    assert wording.person(patient(**known)) == words


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (
            {"dose_value": "250", "dose_unit": "mg", "frequency": "bid"}
            | {"route": "oral"},
            "250 mg twice daily by mouth",
        ),
        (
            {"dose_value": "100", "dose_unit": "mg_m2", "frequency": "bid"},
            "100 mg/m² twice daily",
        ),
        (
            {"dose_value": "5", "dose_unit": "auc", "frequency": "q3w"},
            "AUC 5 every 3 weeks",
        ),
        (
            {"dose_value": "100", "dose_max": "200", "dose_unit": "mg"}
            | {"frequency": "qd"},
            "100–200 mg once daily",
        ),
        (
            {"dose_value": "250", "dose_unit": "mg", "frequency": "other"}
            | {"schedule_reported": "five days on, two off"},
            "250 mg five days on, two off",
        ),
        (
            {"dose_value": "125", "dose_unit": "mg", "frequency": "bid"}
            | {"duration_value": "2", "duration_unit": "month"},
            "125 mg twice daily for 2 months",
        ),
        ({"frequency": "qd"}, "daily, amount not in the abstract"),
        ({}, "dose not in the abstract"),
    ],
)
def test_a_dose_has_its_frequency(known, words):
    assert wording.dose_and_length(step(**known), MISSING) == words


def test_a_dose_without_a_frequency_says_that_it_is_missing():
    words = wording.dose(step(dose_value="250", dose_unit="mg"), MISSING)
    assert words == "250 mg, frequency not in the abstract"


@pytest.mark.parametrize("unit", c.DoseUnit)
@pytest.mark.parametrize("frequency", c.Frequency)
@pytest.mark.parametrize("route", c.Route)
def test_no_unit_frequency_or_route_prints_a_number_alone(unit, frequency, route):
    words = wording.dose(
        step(dose_value="7", dose_unit=unit, frequency=frequency, route=route), MISSING
    )
    often = frequency.label if frequency != c.Frequency.NOT_REPORTED else "frequency"
    assert "7" in words
    assert often in words


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"kind": "date", "date": "2020-07"}, "July 2020"),
        ({"kind": "date", "date": "2020"}, "2020"),
        (
            {"kind": "offset", "offset_min": 3, "offset_unit": "month"}
            | {"anchor": "this_course_start", "reported": "after 3 months"},
            "3 months after the start of the course",
        ),
        (
            {"kind": "offset", "offset_min": 1, "offset_unit": "week"}
            | {"anchor": "birth"},
            "1 week after birth",
        ),
        (
            {"kind": "offset", "offset_min": 3, "offset_max": 4}
            | {"offset_unit": "day", "anchor": "diagnosis"},
            "3 to 4 days after diagnosis",
        ),
        (
            {"kind": "offset", "offset_unit": "month", "anchor": "presentation"}
            | {"reported": "several months later"},
            "several months later",
        ),
        (
            {"kind": "offset", "offset_unit": "month", "anchor": "presentation"},
            "months after first presentation",
        ),
        (
            {"kind": "offset", "offset_min": 11, "offset_unit": "month"}
            | {"anchor": "other", "reported": "11 months after start of vemurafenib"},
            "11 months after start of vemurafenib",
        ),
        (
            {"kind": "offset", "offset_min": 11, "offset_unit": "month"}
            | {"anchor": "other", "reported": "11 months"},
            "11 months after another event",
        ),
        ({"kind": "order_only", "sequence": 1}, ""),
        ({"kind": "not_reported"}, ""),
    ],
)
def test_a_time_is_said_as_exactly_as_it_is_known(known, words):
    assert wording.time(d.FuzzyTime(**known)) == words


def test_the_sources_words_of_a_time_are_kept_where_they_say_more():
    july = d.FuzzyTime(kind="date", date="2020-07", reported="as recently as July 2020")
    assert wording.time_as_reported(july) == "as recently as July 2020"
    plain = d.FuzzyTime(kind="date", date="2020-07", reported="July 2020")
    assert wording.time_as_reported(plain) == ""


@pytest.mark.parametrize(
    ("part_read", "words"),
    [
        ("full_text", "not reported"),
        ("abstract_and_part", "not in the part read"),
        ("abstract", "not in the abstract"),
        ("secondary_summary", "not in the news summary"),
    ],
)
def test_only_a_paper_read_whole_is_silent(part_read, words):
    assert wording.missing(c.PartRead(part_read)) == words


def test_every_part_read_has_a_badge_and_words_for_silence():
    for part_read in c.PartRead:
        assert wording.badge(part_read).startswith("From ")
        assert wording.missing(part_read).startswith("not ")


@pytest.mark.parametrize(
    ("fusion", "known", "words"),
    [
        (
            NTRK1_ALONE,
            {"known_gene_side": "not_stated", "effect": "rearrangement_nos"},
            "NTRK1 rearrangement, partner and side not in the abstract",
        ),
        # What was not found has no partner to be told.
        (
            NTRK1_ALONE,
            {"result": "negative", "effect": "rearrangement_nos"},
            "NTRK1 rearrangement",
        ),
        (
            NTRK1_ALONE,
            {"known_gene_side": "three_prime"},
            "NTRK1 rearrangement, partner not in the abstract",
        ),
        (
            NTRK1_ALONE,
            {"partner_status": "undetermined_by_assay"},
            "NTRK1 rearrangement, the assay cannot tell the partner",
        ),
        (
            NTRK1_ALONE,
            {
                "partner_status": "several_possible",
                "possible_partners": ["TPM3", "TPR"],
            },
            "NTRK1 rearrangement, possible partners: TPM3 or TPR",
        ),
        (
            d.Fusion(
                key="ETV6::NTRK3",
                state="two_genes",
                five_prime=d.Coded(key="ETV6"),
                three_prime=d.Coded(key="NTRK3"),
            ),
            {},
            "ETV6::NTRK3 fusion",
        ),
        (
            d.Fusion(
                key="ABL1+BCR",
                state="order_not_reported",
                genes=[d.Coded(key="ABL1"), d.Coded(key="BCR")],
            ),
            {},
            "ABL1/BCR fusion, order of the genes not in the abstract",
        ),
        (
            d.Fusion(key="NTRK-family", state="family", family=d.Coded(key="NTRK")),
            {},
            "NTRK fusion, gene and partner not in the abstract",
        ),
    ],
)
def test_a_fusion_is_named_as_far_as_it_is_known(fusion, known, words):
    finding = fusion_finding(fusion, **known)
    assert wording.finding_sentence(finding, MISSING) == words
    assert "?" not in words


def test_every_response_has_a_mark_and_words():
    for category in c.ResponseCategory:
        code, colour = wording.MARKS[category]
        assert code
        assert colour in {"CR", "PR", "SD", "PD", "BN", "NB", "NE", "NR"}
        assert wording.response_words(category, MISSING)
    silent = wording.response_words(c.ResponseCategory.NOT_REPORTED, MISSING)
    assert silent == "Response not in the abstract"


@pytest.mark.parametrize(
    ("text", "inside", "at_the_start"),
    [
        ("Scalp", "scalp", "Scalp"),
        ("ALK inhibitor", "ALK inhibitor", "ALK inhibitor"),
        ("crizotinib", "crizotinib", "Crizotinib"),
        ("mTOR inhibitor", "mTOR inhibitor", "mTOR inhibitor"),
        ("p53", "p53", "p53"),
        ("Soft Tissue", "soft tissue", "Soft Tissue"),
        ("Ewing Sarcoma", "Ewing sarcoma", "Ewing Sarcoma"),
        ("T-Cell Lymphoma, NOS", "T-cell lymphoma, NOS", "T-Cell Lymphoma, NOS"),
        ("Lynch syndrome", "Lynch syndrome", "Lynch syndrome"),
        ("", "", ""),
        ("\u0131rmak", "\u0131rmak", "\u0131rmak"),
    ],
)
def test_symbols_and_names_of_people_keep_their_capitals(text, inside, at_the_start):
    assert wording.in_sentence(text) == inside
    assert wording.sentence_case(text) == at_the_start


def test_an_unknown_title_is_not_made_up():
    paper = d.Citation(kind="case_report", journal="A Journal")
    assert wording.article_title(paper) == "Case report in A Journal"
    assert wording.cited(paper) == "[Case report; title not known here]. A Journal."


@pytest.mark.parametrize(
    ("unit", "anchor", "words"),
    [
        ("day", "birth", "at birth"),
        ("hour", "diagnosis", "at diagnosis"),
        ("day", "this_course_start", "at the start of the course"),
        ("month", "birth", "0 months after birth"),
    ],
)
def test_no_time_at_all_is_at_and_not_after(unit, anchor, words):
    at = d.FuzzyTime(kind="offset", offset_min=0, offset_unit=unit, anchor=anchor)
    assert wording.time(at) == words


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        (["none"], "no action taken"),
        (["held", "treated"], "drug held and treated"),
        ([], ""),
    ],
)
def test_that_nothing_was_done_about_an_event_is_said_in_words(actions, words):
    event = d.AdverseEvent.model_validate(
        {
            "ref": "AE1",
            "reported": "rash",
            "actions": actions,
            "source": {"article": "paper", "assertion": "stated"},
        }
    )
    assert wording.actions(event) == words


@pytest.mark.parametrize(
    "reason", ["Read once more", "Read once more.", "Read once more. "]
)
def test_a_reason_ends_with_one_full_stop(reason):
    assert wording.ended(reason) == "Read once more."


def test_a_reason_within_a_sentence_has_no_full_stop():
    treatment = d.Treatment.model_construct(
        reason_text="The insurer refused it.", reasons_not_given=()
    )
    assert wording.why_not_given(treatment, "not reported") == "The insurer refused it"
