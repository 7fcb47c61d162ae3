"""Made-up cases are marked as such, are those of their seed, and hang together."""

from collections import Counter
from io import StringIO
from itertools import islice, pairwise

import pytest
from django.core.management import call_command

from casebase.archive import document as d
from casebase.archive import index
from casebase.archive.models import Record, Term
from casebase.archive.synthetic.stories import articles
from casebase.archive.synthetic.words import Words
from tests.an_archive import for_a_while
from tests.archive import synthetic_words

pytestmark = pytest.mark.django_db

CASES = 30


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """An archive of thirty made-up cases, for reading."""
    with for_a_while(django_db_blocker):
        synthetic_words.put_words()
        call_command("synthesise", cases=CASES, stdout=StringIO())
        yield


@pytest.fixture(scope="module")
def told(archive):
    """The cases of the first 150 reports, as the demonstration shows them."""
    return [case for made in islice(articles(Words(), 1), 150) for case in made.cases]


# ── Which cases ───────────────────────────────────────────────────────────────────


def test_a_seed_says_which_cases(archive):
    """The same seed tells the same stories, another one others."""

    def stories(seed):
        return [
            [d.canonical(x) for x in (*made.articles, *made.cases)]
            for made in islice(articles(Words(), seed), 10)
        ]

    assert stories(1) == stories(1)
    assert not any(
        one == other for one, other in zip(stories(1), stories(2), strict=True)
    )


def test_everything_is_marked_and_nothing_can_be_looked_up(archive):
    """Record, document and title say synthetic; there is no identifier."""
    records = Record.objects.select_related("latest")
    assert records.cases().count() == CASES
    for record in records:
        document = record.latest.content
        assert record.synthetic, record
        assert document.synthetic, record
        if isinstance(document, d.ArticleDocument):
            assert "Synthetic" in document.title
            found = (document.doi, document.pmid, document.pmcid, document.url)
            assert not any(found), record
        else:
            assert not any(t.trial_nct for t in document.treatments), record


def test_the_archive_is_sound(archive):
    """Hashes, records and index are as check_archive wants them."""
    call_command("check_archive", stdout=StringIO())


def test_the_index_knows_how_many_are_made_up(archive):
    """Of any question, the made-up cases of its answer."""
    everything = index.current().select({})
    assert everything.synthetic == everything.total
    courses = index.current().select({"response": ["PR"]}, rows="courses")
    assert 0 < courses.synthetic == len(courses.cases) < CASES


def test_each_biomarker_is_a_word_of_readers(archive):
    """A page of each fusion and biomarker that a case names can be opened."""
    named = set()
    for record in Record.objects.cases().select_related("latest"):
        for finding in record.latest.content.findings:
            named.add(("biomarker", finding.biomarker.key))
            if fusion := finding.biomarker.fusion:
                named.add(("fusion", fusion.key))
    assert named <= set(Term.objects.values_list("facet", "key"))


# ── The stories hang together ─────────────────────────────────────────────────────


def test_a_response_is_of_a_course_that_was_given(told):
    """And each course has one best response at most."""
    for case in told:
        given = {t.ref for t in case.treatments if t.decision == "given"}
        best = Counter(r.course for r in case.outcome.responses if r.is_best)
        assert {r.course for r in case.outcome.responses} <= given, case.key
        assert set(best.values()) <= {1}, case.key


def test_a_dose_is_changed_by_an_event_of_its_own_agent(told):
    """A step that an event caused follows an event attributed to that drug."""
    steps = 0
    for case in told:
        blamed = {e.ref: e.agents for e in case.outcome.adverse_events}
        for treatment in case.treatments:
            for agent in treatment.agents:
                for step in agent.doses:
                    steps += bool(step.caused_by)
                    for cause in step.caused_by:
                        assert agent.ref in blamed[cause], case.key
    assert steps > 10


def test_doses_go_down_where_they_are_reduced_and_up_where_restored(told):
    """Each step moves the way it says."""
    for case in told:
        for agent in (a for t in case.treatments for a in t.agents):
            dosed = [s for s in agent.doses if s.dose_value is not None]
            for before, after in pairwise(dosed):
                low, high = float(after.dose_value), float(before.dose_value)
                if after.change == "reduced":
                    assert low < high, case.key
                if after.change == "restored":
                    assert low > high, case.key


def test_what_is_acquired_arose_on_a_course_that_failed_and_was_answered(told):
    """Progression, then the finding, then another course."""
    acquired = 0
    for case in told:
        courses = {t.ref: t for t in case.treatments}
        for finding in case.findings:
            if not finding.is_acquired:
                continue
            acquired += 1
            course = courses[finding.emerged_on]
            assert course.stop_reason == "progression", case.key
            assert any(t.sequence > course.sequence for t in case.treatments)
    assert acquired > 5


def test_a_course_goes_on_only_at_the_end_of_a_life_that_goes_on(told):
    """Who died takes nothing, and no later drug follows what is still taken."""
    for case in told:
        dead = case.patient.vital_status.startswith("dead_")
        systemic = [
            t
            for t in case.treatments
            if t.modality == "systemic" and t.decision == "given"
        ]
        ongoing = [t for t in systemic if t.ongoing == "yes"]
        assert not (dead and ongoing), case.key
        assert ongoing in ([], systemic[-1:]), case.key


def test_the_demonstration_shows_what_pages_tell_apart(told):
    """Every kind of fact and of silence is among the cases."""
    seen = Counter()
    for case in told:
        seen[case.silence] += 1
        seen[case.part_read] += 1
        for finding in case.findings:
            seen[finding.result] += 1
            if finding.biomarker.fusion:
                seen[finding.biomarker.fusion.state] += 1
            results = {a.result for a in finding.assays}
            seen["tests disagree"] += {"positive", "negative"} <= results
        for treatment in case.treatments:
            seen[treatment.decision] += 1
            seen[treatment.stop_reason] += 1
            seen[treatment.ae_statement] += 1
            seen.update(treatment.reasons_not_given)
            seen.update(s.change for a in treatment.agents for s in a.doses)
        seen.update(e.rechallenge for e in case.outcome.adverse_events)
        seen.update(r.category for r in case.outcome.responses)
        seen[case.patient.vital_status] += 1
        seen["several patients"] += case.key.endswith("/patient-2")
    for expected in (
        "not_reported", "not_in_part_read", "full_text", "abstract",
        "secondary_summary", "positive", "negative", "two_genes", "partner_unknown",
        "tests disagree", "considered_not_given", "recommended_declined", "cost",
        "not_approved", "ongoing", "progression", "toxicity", "none_stated", "listed",
        "reduced", "restored", "held", "restarted", "tolerated", "recurred", "CR",
        "PR", "PD", "mixed", "alive_no_disease", "dead_of_disease", "several patients",
    ):  # fmt: skip
        assert seen[expected], expected
