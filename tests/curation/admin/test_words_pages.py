"""Curators propose words; reviewers accept, decline, merge them and see what for."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casebase.archive import index
from casebase.archive.models import Record, Term
from casebase.curation import keeping_apart
from casebase.curation.models import (
    Article,
    Curator,
    KeptApart,
    Patient,
    TreatmentAgent,
)
from casebase.vocabulary.models import AdverseEventTerm, Biomarker, Drug, GeneFusion
from casebase.vocabulary.similar import Pair
from tests import an_archive, seed

pytestmark = pytest.mark.django_db

WORDS = "/admin/words/"


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The seed, public; a draft of a second patient with a proposed drug."""
    with an_archive.for_a_while(django_db_blocker):
        seed.publish_seed()
        seed.person("grace", reviewer=True)
        ada = Curator.objects.get(username="ada")
        draft = Patient.objects.create(label="Patient 2", created_by=ada)
        source = Article.objects.get(slug=seed.PAPER)
        draft.sources.create(article=source, role="primary", part_read="abstract")
        course = draft.treatment_rows.create(
            sequence=1, modality="systemic", decision="given", source=source
        )
        drug = Drug.objects.create(name="crizotinb", kind="small_molecule")
        TreatmentAgent.objects.create(treatment=course, drug=drug, role="anticancer")
        yield draft.pk


@pytest.fixture(autouse=True)
def _own_index(archive, db, monkeypatch):
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield
    index.notice()


@pytest.fixture
def curator():
    return Curator.objects.get(username="ada")


@pytest.fixture
def reviewer():
    return Curator.objects.get(username="grace")


@pytest.fixture
def drug():
    return Drug.objects.get(name="crizotinb")


def words(response):
    return " ".join(response.content.decode().split())


def at(word, action):
    return f"{WORDS}{word._meta.model_name}/{word.pk}/{action}/"


def test_the_page_says_what_it_is_who_brought_it_and_where_it_is_used(
    as_reviewer, drug
):
    [entry] = as_reviewer.get(WORDS).context["entries"]
    assert (entry["name"], entry["kind"]) == ("crizotinb", "drug")
    assert entry["by"] == "Came with a case of ada"
    assert [one.name for one in entry["used"]] == [f"Patient 2 of {seed.PAPER}"]
    assert [str(one["word"]) for one in entry["similar"]] == ["crizotinib"]
    assert not entry["decline"]


def test_a_word_added_on_its_page_says_by_whom(as_curator):
    page = "/admin/vocabulary/adverseeventterm/add/"
    as_curator.post(page, {"key": "hiccups", "name": "Hiccups"})
    entries = as_curator.get(WORDS).context["entries"]
    [entry] = [one for one in entries if one["name"] == "Hiccups"]
    assert entry["by"].startswith("Added by ada on ")


def test_a_fusion_and_its_biomarker_are_one_entry(as_reviewer):
    seeded = GeneFusion.objects.get().gene
    fusion = GeneFusion.objects.create(
        state="order_not_reported", gene=seeded, other_gene=_other(seeded)
    )
    Biomarker.objects.create(kind="fusion", fusion=fusion)
    entries = as_reviewer.get(WORDS).context["entries"]
    assert [e["kind"] for e in entries if "LMNA" in e["name"]] == ["gene fusion"]


def _other(gene):
    return type(gene).objects.exclude(pk=gene.pk).get()


def test_a_curator_looks_and_decides_nothing(as_curator, drug):
    page = words(as_curator.get(WORDS))
    assert "crizotinb" in page
    assert "Accept" not in page
    for action in ("accept", "decline", "merge"):
        assert as_curator.get(at(drug, action)).status_code == 403


def test_accepting_asks_first_and_then_readers_meet_the_word(as_reviewer, drug, client):
    assert "public vocabulary" in words(as_reviewer.get(at(drug, "accept")))
    assert client.get("/drugs/crizotinb/").status_code == 404
    as_reviewer.post(at(drug, "accept"))
    assert client.get("/drugs/crizotinb/").status_code == 200


def test_what_is_used_is_not_declined(as_reviewer, drug):
    answer = as_reviewer.post(at(drug, "decline"))
    assert answer.status_code == 409
    assert "Merge it into the right word instead." in words(answer)
    assert Drug.objects.filter(pk=drug.pk).exists()


def test_what_is_unused_is_declined_after_a_question(as_reviewer):
    word = AdverseEventTerm.objects.create(key="hiccups", name="Hiccups")
    assert as_reviewer.get(at(word, "decline")).status_code == 200
    assert AdverseEventTerm.objects.filter(pk=word.pk).exists()
    as_reviewer.post(at(word, "decline"))
    assert not AdverseEventTerm.objects.filter(pk=word.pk).exists()


def test_merging_shows_the_cases_asks_why_and_does_it(as_reviewer, drug):
    known = Drug.objects.get(name="crizotinib")
    choose = words(as_reviewer.get(f"{at(known, 'merge')}?q=larotr"))
    assert "larotrectinib" in choose
    Drug.objects.filter(pk=drug.pk).update(status="accepted")
    page = as_reviewer.get(f"{at(known, 'merge')}?into={drug.pk}")
    assert [one.name for one in page.context["republished"]] == [
        f"CB-000001, the patient of {seed.PAPER}"
    ]
    sent = {"into": drug.pk, "seen": page.context["fingerprint"], "reason": ""}
    silent = as_reviewer.post(at(known, "merge"), sent)
    assert "Say why the two are one word." in words(silent)
    stale = as_reviewer.post(
        at(known, "merge"), sent | {"reason": "One drug.", "seen": "0" * 64}
    )
    assert (stale.status_code, Drug.objects.filter(pk=known.pk).exists()) == (409, True)
    assert "Nothing was done." in words(stale)
    answer = as_reviewer.post(
        at(known, "merge"), sent | {"reason": "One drug."}, follow=True
    )
    assert "1 published again: CB-000001" in words(answer)
    assert Record.objects.get(name="CB-000001").latest.number == 2
    history = words(as_reviewer.get(f"/admin/vocabulary/drug/{drug.pk}/history/"))
    assert "“crizotinib” was merged into “crizotinb”: One drug." in history
    assert "Merged lately" in words(as_reviewer.get(WORDS))


def test_the_draft_takes_the_word_and_nothing_is_published(as_reviewer, drug, archive):
    known = Drug.objects.get(name="crizotinib")
    page = as_reviewer.get(f"{at(drug, 'merge')}?into={known.pk}")
    assert page.context["republished"] == []
    assert [one.standing for one in page.context["waiting"]] == ["Draft"]
    sent = {"into": known.pk, "seen": page.context["fingerprint"], "reason": "Typo."}
    as_reviewer.post(at(drug, "merge"), sent)
    assert TreatmentAgent.objects.get(patient=archive).drug == known
    assert not Term.objects.filter(key="crizotinb").exists()
    assert Record.objects.get(name="CB-000001").latest.number == 1


def test_the_page_of_a_word_offers_to_merge_it(as_reviewer, as_curator, drug):
    page = f"/admin/vocabulary/drug/{drug.pk}/change/"
    shown = words(as_reviewer.get(page))
    assert "Merge into another word" in shown
    assert at(drug, "accept") in shown
    assert 'name="status"' not in shown
    assert "Merge into another word" not in words(as_curator.get(page))
    gene = GeneFusion.objects.get().gene
    page = f"/admin/vocabulary/gene/{gene.pk}/change/"
    assert "Merge into another word" not in words(as_reviewer.get(page))
    assert as_reviewer.get(at(gene, "merge")).status_code == 404


@pytest.mark.parametrize("into", ["x", "9" * 30, "-1", "0"])
def test_odd_addresses_are_no_errors(as_reviewer, drug, into):
    assert as_reviewer.get(f"{at(drug, 'merge')}?into={into}").status_code in (200, 404)
    assert as_reviewer.get(f"{WORDS}nothing/1/accept/").status_code == 404


def looks_like(response):
    """The pairs on the page: their names, as they stand."""
    pairs = [one["pair"] for one in response.context["pairs"]]
    return {(str(pair.word), str(pair.other)) for pair in pairs}


def test_words_that_are_kept_apart_are_not_asked_about(
    as_reviewer, as_curator, reviewer, drug
):
    known = Drug.objects.get(name="crizotinib")
    page = as_reviewer.get(WORDS)
    assert looks_like(page) == {("crizotinb", "crizotinib")}
    apart = f"{WORDS}drug/{drug.pk}/apart/{known.pk}/"
    assert apart in words(page)
    assert as_curator.post(apart, {"reason": "No."}).status_code == 403
    silent = as_reviewer.post(apart, {"reason": " "})
    assert "Say why they are two different terms." in words(silent)
    as_reviewer.post(apart, {"reason": "Two drugs, one letter apart."})
    row = KeptApart.objects.get()
    assert (row.label_a, row.label_b, row.by) == ("crizotinib", "crizotinb", reviewer)
    page = as_reviewer.get(WORDS)
    assert looks_like(page) == set()
    assert [entry["similar"] for entry in page.context["entries"]] == [[]]
    assert "1 pair kept apart" in words(page)
    assert as_reviewer.get(at(known, "merge")).context["alike"] == []
    desk = as_reviewer.get("/admin/").context["sections"]
    assert "similar" not in {one.slug for one in desk}

    # From the other side it is the same pair; merging it says what was said.
    other_way = f"{WORDS}drug/{known.pk}/apart/{drug.pk}/"
    assert as_reviewer.post(other_way, {"reason": "Once more."}).status_code == 409
    merge = as_reviewer.get(f"{at(known, 'merge')}?into={drug.pk}")
    assert "Two drugs, one letter apart." in words(merge)

    # Whoever takes it back is asked again; both histories tell it.
    delete = f"/admin/curation/keptapart/{row.pk}/delete/"
    assert as_curator.post(delete, {"post": "yes"}).status_code == 403
    as_reviewer.post(delete, {"post": "yes"})
    assert looks_like(as_reviewer.get(WORDS)) == {("crizotinb", "crizotinib")}
    for word in (known, drug):
        told = words(as_reviewer.get(f"/admin/vocabulary/drug/{word.pk}/history/"))
        assert "Kept apart: crizotinib and crizotinb." in told
        assert "No longer kept apart: crizotinib and crizotinb." in told


def test_a_pair_is_kept_apart_once_in_one_order_for_a_reason(reviewer, drug):
    known = Drug.objects.get(name="crizotinib")
    row = keeping_apart.keep(Pair(drug, known, 0), by=reviewer, reason="Two drugs.")
    assert (row.word_a_id, row.word_b_id) == (known.pk, drug.pk)
    same = {"vocabulary": "drug", "label_a": "a", "label_b": "b", "by": reviewer}
    for a, b, reason, rule in (
        (known.pk, drug.pk, "Again.", "answered already"),
        (drug.pk, known.pk, "Backwards.", "elder word stands first"),
        (known.pk, drug.pk + 9, "", "Say why"),
    ):
        wrong = KeptApart(word_a_id=a, word_b_id=b, reason=reason, **same)
        with pytest.raises(ValidationError, match=rule):
            wrong.validate_constraints()
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_odd_pairs_are_no_errors(as_reviewer, drug):
    gene = GeneFusion.objects.get().gene
    for address in (f"drug/{drug.pk}/apart/{drug.pk}", f"gene/{gene.pk}/apart/1"):
        assert as_reviewer.get(f"{WORDS}{address}/").status_code == 404
