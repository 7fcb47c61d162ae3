"""What is not published changes no byte of any public address.

The seed is published and every public address is asked. Then every text of every
curation table is overwritten with a word found nowhere else, the published case's rows
included, and beside it stand drafts, cases in review, returned and approved ones, and
proposed words. Asked again, every address must answer the same, byte for byte.
"""

import itertools
import logging
import os

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from casebase.archive import document as d
from casebase.curation import papers, workflow
from casebase.curation.fields import FuzzyTimeField, ListField, NumberField, RefField
from casebase.curation.importing.case_files import import_documents
from casebase.curation.models import (
    Article,
    Assignment,
    AuditEntry,
    ContentEdit,
    Curator,
    DoseStep,
    Patient,
    ReaderReport,
    ResponseAssessment,
    Review,
    SamePersonAnswer,
    Series,
    SuggestedPaper,
)
from casebase.curation.models.base import Status
from casebase.curation.readiness import NEED_A_SOURCE
from casebase.curation.reviewing import ticks
from casebase.vocabulary import models as words
from casebase.vocabulary.choices import WordStatus
from tests import crawling, seed
from tests.browse import archive

pytestmark = pytest.mark.django_db

#: Part of every canary and of nothing else.
CANARY = "zqx"
DRAFTS = 10
IS_SOAK = "CASEBASE_SOAK" in os.environ
#: Drafts of a few texts beside these, made-up cases beside the published one, and
#: how many questions to lists of each kind are asked.
MORE, MADE_UP, ALIKE = (990, 100, 6) if IS_SOAK else (0, 0, 2)
#: The crawl must have seen at least this much, or it proves nothing.
FEWEST = 1_000 if IS_SOAK else 80
#: What the program logs to: the first two do not tell the third.
LOGGERS = ("casebase", "django", "")

#: Columns that name a row and do not describe it, and codes that a rule holds on to.
KEYS = {
    "Article": {"slug", "pmcid", "doi", "language"},
    "Person": {"orcid"},
    "ArticleFact": {"field"},
    "FactProvenance": {"field"},
    "Curator": {"password"},
    "Patient": {"accession"},
    "Treatment": {"trial_nct"},
    "Gene": {"symbol", "hgnc_id"},
    "Biomarker": {"name", "marker", "hgvs_p", "hgvs_c", "exon_text"},
}
#: Short texts with no room for a canary: countries, months, refs, PubMed's numbers.
SHORTEST = 10
#: Nobody can overwrite them: the database refuses.
KEPT_BY_THE_DATABASE = (Review, ContentEdit, AuditEntry)

#: What somebody might try who knows or guesses what curators are at.
GUESSES = (
    "/nowhere/",
    "/cases/CB-000002/",
    "/cases/CB-000002.json",
    "/cases/CB-000001/v2/",
    "/cases/?page=2",
    "/cases/?q=",
    f"/cases/?q={CANARY}",
    f"/cases/?q={CANARY}00001",
    f"/cases/?gene={CANARY.upper()}",
    f"/cases/?nonsense={CANARY}",
    "/cases/?gene=ETV6",
    "/cases/?q=%00",
    f"/articles/{CANARY}-paper-0/",
    f"/articles/{CANARY}-news-0/",
    f"/series/{CANARY}-series/",
    f"/genes/{CANARY.upper()}/",
    f"/drugs/{CANARY}-drug/",
    f"/diagnoses/{CANARY.upper()}_DISEASE/",
    f"/biomarkers/{CANARY}-biomarker/",
)


@pytest.fixture
def unpublished(published_seed):
    """Return a function that fills the curators' side with what nobody may see."""

    def fill() -> list[str]:
        ada = Curator.objects.get(username="ada")
        grace = seed.person("grace", reviewer=True)
        import_documents(_drafts(), by=ada)
        _propose_words()
        new = list(Patient.objects.exclude(pk=published_seed.pk).order_by("pk"))
        Patient.objects.bulk_create(Patient(label=f"{n}") for n in range(MORE))
        published_rows = DoseStep.objects.filter(patient=published_seed)
        published_rows.filter(dose_value="250").update(dose_value="777")
        ResponseAssessment.objects.filter(patient=published_seed).update(category="PD")
        Patient.objects.update(sex="female", age_value="61", age_unit="year")
        for patient in new:
            source = patient.sources.first().article
            for field in NEED_A_SOURCE:
                patient.facts.get_or_create(field=field, defaults={"source": source})
        _add_what_stands_beside(ada, *new[:2])
        canaries = list(_overwrite_every_text())
        for patient in new[4:]:
            workflow.submit(patient, by=ada)
        for patient in new[6:8]:
            note = f"{CANARY} in a review"
            workflow.return_for_changes(patient, by=grace, note=note)
        for patient in new[8:]:
            seen = [doubt.key for doubt in ticks.doubts_of(patient)]
            workflow.tick(patient, by=grace, keys=seen)
            workflow.approve(patient, by=grace)
        return canaries

    return fill


@pytest.mark.promise(3)
def test_unpublished_work_changes_no_byte_of_any_public_address(
    client, unpublished, looked_at
):
    archive.put_words()
    archive.put_made_up(MADE_UP)
    before = crawled(client)
    canaries = unpublished()
    standing = set(Patient.objects.values_list("status", flat=True))
    assert standing == set(Status.values)
    looked_at(len(before), "addresses", least=FEWEST)
    looked_at(len(canaries), "canaries", least=1_000)
    looked_at(Patient.objects.count() - 1, "hidden cases", least=DRAFTS + MORE)
    assert {answer.status for answer in before.values()} >= {200, 301, 400, 404}

    after = crawled(client)
    client.force_login(Curator.objects.first())
    signed_in = crawled(client)

    assert set(after) == set(signed_in) == set(before)
    assert [a for a in before if after[a] != before[a]] == []
    assert [a for a in before if signed_in[a] != before[a]] == []
    for answers in (before, after, signed_in):
        told = [
            a for a in answers if CANARY not in a.casefold() and CANARY in answers[a]
        ]
        assert told == []


@pytest.mark.promise(4)
def test_no_log_and_no_export_holds_a_word_of_a_draft(
    client, unpublished, looked_at, logged, tmp_path
):
    canaries = unpublished()
    for address in ("/", "/cases/", "/cases/CB-000001/", *GUESSES):
        crawling.fetch(client, address)
    assert [line for line in logged if CANARY in line.casefold()] == []
    looked_at(len(canaries), "canaries", least=1_000)
    call_command("export_archive", tmp_path / "export")
    files = [file for file in (tmp_path / "export").rglob("*") if file.is_file()]
    assert len(files) >= 4
    assert [f.name for f in files if CANARY in f.read_text("utf-8").casefold()] == []


def crawled(client):
    """What all public addresses answer."""
    return crawling.crawl(client, *GUESSES, alike=ALIKE, most=20_000)


@pytest.fixture
def logged():
    """Every line that the program logs, on all its loggers."""
    lines: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(handler.format(record))
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
    yield lines
    for name in LOGGERS:
        logging.getLogger(name).removeHandler(handler)


def test_publishing_is_what_changes_the_pages(client, published_seed):
    """The comparison above can fail: a reviewed change is seen, where it belongs."""
    ada = Curator.objects.get(username="ada")
    before = crawling.fetch(client, "/cases/CB-000001/")
    published_seed.take_away = f"{CANARY} was learnt."
    published_seed.save()
    assert crawling.fetch(client, "/cases/CB-000001/") == before
    workflow.transcribe(published_seed, by=ada, reason="For this test")
    after = crawling.fetch(client, "/cases/CB-000001/")
    assert CANARY in after
    assert after != before


# ── What nobody may see ───────────────────────────────────────────────────────────


def _drafts() -> list[tuple[str, d.Document]]:
    """Return cases of the seed's shape, each with two articles of its own."""
    made = []
    for number in range(DRAFTS):
        for name, document in seed.documents():
            text = d.canonical(document)
            text = text.replace(seed.PAPER, f"{CANARY}-paper-{number}")
            text = text.replace(seed.NEWS, f"{CANARY}-news-{number}")
            text = text.replace("https://jnccn360.org/", f"https://{number}.example/")
            made.append((f"{number} {name}", type(document).model_validate_json(text)))
    return made


def _propose_words() -> None:
    """Propose a word of each vocabulary, and put drafts into a series of their own."""
    gene = words.Gene.objects.create(symbol=CANARY.upper(), hgnc_status="custom")
    words.GeneFamily.objects.create(key=CANARY.upper(), name="x")
    words.GeneFusion.objects.create(state="partner_unknown", gene=gene)
    words.Disease.objects.create(key=f"{CANARY.upper()}_DISEASE", name="x")
    words.DiseaseGroup.objects.create(key=f"{CANARY}-group", name="x")
    words.BodySite.objects.create(key=f"{CANARY}-site", name="x")
    words.DrugClass.objects.create(key=f"{CANARY}-class", name="x")
    words.Drug.objects.create(name=f"{CANARY} drug", kind="small_molecule")
    words.AdverseEventTerm.objects.create(key=f"{CANARY}-event", name="x")
    hidden = Series.objects.create(slug=f"{CANARY}-series", title="x", kind="custom")
    Article.objects.filter(slug__endswith="-news-1").update(series=hidden)
    assert not words.Gene.objects.accepted().filter(pk=gene.pk).exists()
    assert gene.status == WordStatus.PROPOSED


def _add_what_stands_beside(ada: Curator, one: Patient, other: Patient) -> None:
    """Let readers have written, and curators have answered and taken."""
    report = ReaderReport.objects.create(code="AAAA-AAAA", record="CB-000001", text="x")
    SuggestedPaper.objects.create(code="BBBB-BBBB", doi="10.1000/x", text="x")
    Assignment.objects.create(report=report, to=ada, by=ada)
    # Of the published case's own article too: its text is nobody's to publish.
    for article in Article.objects.filter(patient_sources__isnull=False).distinct()[:2]:
        papers.put(article, papers.pasted("x"), by=ada)
    SamePersonAnswer.objects.create(
        patient_a=one, patient_b=other, answer="same", by=ada
    )


def _overwrite_every_text():
    """Put a canary into every text column of every row; yield the canaries."""
    numbers = itertools.count(1)
    tables = [
        table
        for app in ("curation", "vocabulary")
        for table in apps.get_app_config(app).get_models()
        if table not in KEPT_BY_THE_DATABASE
    ]
    for table in tables:
        columns = [field for field in table._meta.concrete_fields if _is_text(field)]
        for key in table.objects.values_list("pk", flat=True):
            new = {
                field.name: f"{_before(field)}{CANARY}{next(numbers):05}"
                for field in columns
            }
            yield from new.values()
            new |= {
                field.name: [f"{CANARY}{next(numbers):05}"]
                for field in table._meta.concrete_fields
                if type(field) is ListField
            }
            new |= {
                field.name: {"kind": "order_only", "sequence": 1, "reported": CANARY}
                for field in table._meta.concrete_fields
                if isinstance(field, FuzzyTimeField)
            }
            if new:
                table.objects.filter(pk=key).update(**new)


def _before(field: models.Field) -> str:
    return "https://e.example/" if isinstance(field, models.URLField) else ""


def _is_text(field: models.Field) -> bool:
    if field.choices or isinstance(field, NumberField | RefField):
        return False
    if field.name in KEYS.get(field.model.__name__, ()):
        return False
    is_key = field.model._meta.app_label == "vocabulary" and not field.editable
    if is_key or field.name in ("key", "path", "code_in_ontology"):
        return False
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and (field.max_length or SHORTEST) >= SHORTEST
