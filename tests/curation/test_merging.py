"""Two words become one: everywhere, at once, and nothing else is changed."""

import json

import pytest
from django.contrib.admin.models import LogEntry

from casebase.archive import checks, index
from casebase.archive import document as d
from casebase.archive.models import Record, Term, Version
from casebase.curation import merging, standings, workflow
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.importing.case_files import find_patient, import_documents
from casebase.curation.models import (
    Article,
    Curator,
    MergeDecision,
    Patient,
    TreatmentAgent,
)
from casebase.curation.models.base import Status
from casebase.curation.terms import accept_word, publish_terms
from casebase.vocabulary.loading.drugs import load_drugs
from casebase.vocabulary.loading.report import Report
from casebase.vocabulary.merging import MERGEABLE, references
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    Drug,
    Gene,
    GeneFusion,
    Institution,
    Journal,
)
from casebase.vocabulary.models.word import Word
from tests import an_archive, seed

pytestmark = pytest.mark.django_db

CASE = "CB-000001"


@pytest.fixture
def own_index(db, monkeypatch):
    """An index of this test alone."""
    monkeypatch.setattr(index, "_index", index.Index())
    index.notice()
    yield
    index.notice()


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """The seed, entered by Ada, approved by Grace and public: made once."""
    with an_archive.for_a_while(django_db_blocker):
        grace = seed.person("grace", reviewer=True)
        ada = seed.person("ada")
        patient = seed.import_seed(ada)
        workflow.submit(patient, by=ada)
        workflow.approve(patient, by=grace)
        workflow.publish(patient, by=grace)
        yield patient.pk


@pytest.fixture
def public(archive, own_index):
    """The row of the patient."""
    return Patient.objects.get(pk=archive)


@pytest.fixture
def grace(public):
    return Curator.objects.get(username="grace")


@pytest.fixture
def ada(public):
    return Curator.objects.get(username="ada")


def unreviewed(patient, by):
    """Let readers have it as a transcription."""
    patient.take_away = "As in the starter."
    patient.save()
    workflow.transcribe(patient, by=by, reason="Transcribed")


def agreed(word, into, by, reason="One drug, spelt wrongly."):
    """Merge as somebody does who was shown what would happen."""
    seen = merging.plan(word, into).fingerprint
    return merging.merge(word, into, by=by, reason=reason, seen=seen)


def drug(name, status="accepted"):
    return Drug.objects.create(name=name, kind="small_molecule", status=status)


def latest(name=CASE):
    return Record.objects.get(name=name).latest


def without(document, *keys):
    """The canonical text without these words of it."""
    text = d.canonical(document)
    for key in keys:
        text = text.replace(key, "…")
    return text


def test_a_public_case_is_published_again_equal_but_for_the_word(public, grace):
    before = latest().content
    target = drug("crizotinib-x")
    decision = agreed(Drug.objects.with_key("crizotinib"), target, grace)
    after = latest()
    assert after.number == 2
    assert after.reason == (
        "“crizotinib” was merged into “crizotinib-x”: One drug, spelt wrongly."
    )
    old = '{"code":"NCIT:C74061","key":"crizotinib","label":"crizotinib"}'
    new = '{"key":"crizotinib-x","label":"crizotinib-x"}'
    assert old in d.canonical(before)
    assert without(before, old) == without(after.content, new)
    public.refresh_from_db()
    assert d.canonical(freeze(public)) == after.document
    assert standings.is_public_as_it_stands(public)
    assert (decision.republished, decision.waiting) == ([CASE], [])


def test_it_rests_on_what_the_version_before_rested_on(public, grace):
    first = latest()
    agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    second = latest()
    for name in ("review_basis", "reviewed_by", "submitted_by"):
        assert getattr(second, name) == getattr(first, name)
    assert second.review_basis == "independent"


def test_a_case_that_nobody_reviewed_is_not_called_reviewed_by_merging(
    public, ada, grace
):
    unreviewed(public, ada)
    agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    assert (latest().number, latest().review_basis) == (3, "transcription")
    assert latest().reviewed_by == ""


def test_old_addresses_lead_on_and_the_old_name_finds_the_case(public, grace, client):
    agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    answer = client.get("/drugs/crizotinib/")
    assert (answer.status_code, answer["Location"]) == (301, "/drugs/other/")
    for address in ("/cases/?drug=other", "/cases/?q=crizotinib", "/drugs/other/"):
        assert CASE in client.get(address).content.decode()
    assert Term.objects.get(key="other").aliases == ["Xalkori", "crizotinib"]
    other = Drug.objects.with_key("other")
    assert [str(alias) for alias in other.aliases.all()] == ["Xalkori", "crizotinib"]
    assert list(checks.index(checks.Seen())) == []


def test_what_was_published_before_says_what_it_said(public, grace):
    first = latest()
    agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    again = Version.objects.get(pk=first.pk)
    assert again.document == first.document
    assert '"key":"crizotinib"' in again.document


def test_a_draft_keeps_what_it_has_and_nothing_of_it_becomes_public(public, ada, grace):
    public.take_away = "Not reviewed by anybody."
    public.save()
    workflow.record_edit(public, by=ada)
    decision = agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    assert latest().number == 1
    assert (decision.republished, decision.waiting) == ([], [CASE])
    public.refresh_from_db()
    assert '"key":"other"' in d.canonical(freeze(public))
    assert not standings.is_public_as_it_stands(public)
    assert grace.pk in standings.editors_since_publication(public)


def test_a_review_under_way_ends(public, ada, grace):
    patient = public
    patient.take_away = "Read again."
    patient.save()
    workflow.record_edit(patient, by=ada)
    workflow.submit(patient, by=ada)
    agreed(Drug.objects.with_key("crizotinib"), drug("other"), grace)
    patient.refresh_from_db()
    assert patient.status == Status.DRAFT
    workflow.submit(patient, by=ada)
    with pytest.raises(workflow.NotAllowed, match="You edited it since"):
        workflow.approve(patient, by=grace)


def test_nothing_is_done_if_it_is_not_what_was_shown(public, grace):
    word, into = Drug.objects.with_key("crizotinib"), drug("other")
    seen = merging.plan(word, into).fingerprint
    Patient.objects.filter(pk=public.pk).update(summary="Changed meanwhile.")
    with pytest.raises(merging.Changed):
        merging.merge(word, into, by=grace, reason="One drug.", seen=seen)
    assert Drug.objects.filter(name="crizotinib").exists()
    assert latest().number == 1


def test_a_plan_changes_nothing(public):
    before = (Version.objects.count(), TreatmentAgent.objects.get(ref="A1").drug_id)
    planned = merging.plan(Drug.objects.with_key("crizotinib"), drug("other"))
    assert planned.republished == [public]
    assert Drug.objects.filter(name="crizotinib").exists()
    after = (Version.objects.count(), TreatmentAgent.objects.get(ref="A1").drug_id)
    assert after == before


def test_a_course_that_names_both_is_left_to_a_person(public, grace):
    other = drug("other")
    first = TreatmentAgent.objects.get(drug__name="crizotinib", patient=public)
    TreatmentAgent.objects.create(
        treatment=first.treatment, drug=other, role=first.role, reported="other"
    )
    planned = merging.plan(first.drug, other)
    assert planned.refusals == [
        "A case names both words in one agent. Leave one of them there, then merge."
    ]
    with pytest.raises(workflow.NotAllowed, match="names both words"):
        agreed(first.drug, other, grace)
    assert Drug.objects.filter(name="crizotinib").exists()


def test_only_who_may_publish_merges_and_says_why(public, ada, grace):
    word, into = Drug.objects.with_key("crizotinib"), drug("other")
    with pytest.raises(workflow.NotAllowed, match="Only a reviewer"):
        agreed(word, into, ada)
    with pytest.raises(workflow.NotAllowed, match="Say why"):
        agreed(word, into, grace, reason=" ")


def test_the_history_of_the_word_tells_it(public, grace):
    into = drug("other")
    agreed(Drug.objects.with_key("crizotinib"), into, grace)
    entry = LogEntry.objects.get(object_id=str(into.pk))
    assert entry.user == grace
    assert "One drug, spelt wrongly. Published again: CB-000001." in str(entry)
    decision = MergeDecision.objects.get()
    assert (decision.from_key, decision.into_key) == ("crizotinib", "other")


@pytest.mark.parametrize(
    ("table", "key", "facet", "page"),
    [
        (BodySite, "scalp", "site", "/cases/?site=scalp"),
        (AdverseEventTerm, "nausea", "adverse_event", "/cases/?adverse_event=nausea"),
    ],
)
def test_every_vocabulary_leads_on(public, grace, client, table, key, facet, page):
    word = table.objects.with_key(key)
    into = table.objects.create(key="other", name="Other", status="accepted")
    agreed(word, into, grace)
    assert f'"key":"{key}"' not in latest().document
    assert '"key":"other"' in latest().document
    assert Term.objects.get(facet=facet, key=key).now == "other"
    into.refresh_from_db()
    assert word.name in into.synonym_list()
    assert CASE in client.get(page, follow=True).content.decode()


def test_a_fusion_goes_with_its_biomarker(public, grace):
    known = Biomarker.objects.get(key="ntrk1-fusion-partner-unknown")
    family = GeneFusion.objects.create(
        state="partner_unknown", gene_id=_gene("LMNA"), status="accepted"
    )
    agreed(known, _biomarker_of(family), grace, reason="The other gene is meant.")
    [finding] = [f for f in latest().content.findings if f.biomarker.fusion]
    assert finding.biomarker.fusion.key == "LMNA-partner-unknown"
    assert not GeneFusion.objects.filter(key="NTRK1-partner-unknown").exists()
    assert Term.objects.get(key="NTRK1-partner-unknown").now == "LMNA-partner-unknown"
    assert Term.objects.get(key=known.key).now == finding.biomarker.key


def _gene(symbol):
    return Gene.objects.get(symbol=symbol).pk


def _biomarker_of(fusion):
    return Biomarker.objects.create(kind="fusion", fusion=fusion, status="accepted")


def test_a_fusion_is_not_merged_into_one_of_which_more_is_known(public):
    known = GeneFusion.objects.get(key="NTRK1-partner-unknown")
    more = GeneFusion.objects.create(
        state="two_genes",
        five_prime_id=_gene("LMNA"),
        three_prime_id=_gene("NTRK1"),
        status="accepted",
    )
    [refusal] = merging.plan(known, more).refusals
    assert "do not say equally much" in refusal


def test_an_institution_stands_once_where_both_stood(public, grace):
    [one, *_] = public.institutions.all()
    before = [i.name for i in latest().content.patient.institutions]
    twin = Institution.objects.create(name=f"{one.name}, again", country=one.country)
    agreed(one, twin, grace, reason="One hospital.")
    after = [i.name for i in latest().content.patient.institutions]
    assert after == [f"{n}, again" if n == one.name else n for n in before]
    public.refresh_from_db()
    assert freeze(public).patient == latest().content.patient


def test_a_journal_changes_its_articles(public, grace):
    article = Article.objects.get(slug=seed.PAPER)
    one = Journal.objects.create(name="Ann. Tests")
    Article.objects.filter(pk=article.pk).update(journal=one)
    article.refresh_from_db()
    workflow.transcribe(article, by=grace, reason="With its journal")
    agreed(one, Journal.objects.create(name="Annals of Tests"), grace)
    assert latest(seed.PAPER).content.journal == "Annals of Tests"
    article.refresh_from_db()
    assert d.canonical(freeze_article(article)) == latest(seed.PAPER).document


def test_an_old_document_is_read_in_the_word_of_today(public, ada, grace):
    into = drug("other")
    agreed(Drug.objects.with_key("crizotinib"), into, grace)
    old = seed.case_document()
    named = old.patient.model_copy(update={"label": "Patient 2"})
    key = f"{seed.PAPER}/patient-2"
    new = old.model_copy(update={"key": key, "patient": named})
    import_documents([("old.json", new)], by=ada)
    patient = find_patient(new)
    assert patient.treatmentagent_rows.filter(drug=into).exists()


def test_loading_the_lists_again_does_not_bring_it_back(public, grace):
    into = drug("other")
    agreed(Drug.objects.with_key("crizotinib"), into, grace)
    columns = ["classes", "targets", "code_names", "synonyms", "ncit", "chembl"]
    row = dict.fromkeys(columns, "") | {"name": "crizotinib", "kind": "small_molecule"}
    load_drugs([row | {"brands": "A-brand"}], Report())
    assert not Drug.objects.filter(name="crizotinib").exists()
    assert into.aliases.filter(text="A-brand").exists()


def test_two_mergers_in_a_row_lead_to_the_last(public, grace, client):
    agreed(Drug.objects.with_key("crizotinib"), drug("second"), grace)
    agreed(Drug.objects.with_key("second"), drug("third"), grace)
    for old in ("crizotinib", "second"):
        assert client.get(f"/drugs/{old}/")["Location"] == "/drugs/third/"
    assert latest().number == 3


@pytest.mark.parametrize(
    ("word", "into", "said"),
    [
        (lambda: Disease.objects.with_key("SARCNOS"), None, "comes from OncoTree"),
        (lambda: drug("aaa"), lambda: drug("bbb", "proposed"), "Accept it first"),
        (lambda: BodySite.objects.with_key("neck"), None, "narrower terms"),
        (Gene.objects.first, Gene.objects.last, "genes come from HGNC"),
    ],
)
def test_what_is_not_merged_is_told_in_words(public, word, into, said):
    neck = BodySite.objects.with_key("neck")
    BodySite.objects.create(key="nape", name="Nape", parent=neck)
    word = word()
    into = (
        into()
        if into
        else type(word).objects.create(key="x", name="X", status="accepted")
    )
    assert said in merging.plan(word, into).refusals[0]


def test_an_accepted_word_is_public_with_its_fusion(public):
    fusion = GeneFusion.objects.create(state="partner_unknown", gene_id=_gene("LMNA"))
    biomarker = Biomarker.objects.create(kind="fusion", fusion=fusion)
    publish_terms()
    assert not Term.objects.filter(key=fusion.key).exists()
    accept_word(biomarker)
    assert Term.objects.filter(key__in=(fusion.key, biomarker.key)).count() == 2


def test_every_table_that_names_a_word_leads_to_its_case_or_article():
    seen = 0
    for vocabulary in MERGEABLE:
        for reference in references(vocabulary):
            if reference.table._meta.app_label == "curation":
                way, of_patient = merging.way_to_owner(reference.table)
                owner = Patient if of_patient else Article
                names = json.dumps([reference.table.__name__, way])
                last = reference.table
                for step in way.split("__"):
                    field = last._meta.get_field("id" if step == "pk" else step)
                    last = field.related_model or last
                assert last is owner, names
                seen += 1
            elif issubclass(reference.table, Word):
                assert reference.table is Biomarker
    assert seen > 8
