"""Lists, searches and the long form ask the database as often for many rows as for one.

How long they take is measured by `bench-curators`; that they stay so is seen to here.
"""

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from casebase.curation import standings, workflow
from casebase.curation.models import (
    AdverseEvent,
    Article,
    BiomarkerFinding,
    Curator,
    Invitation,
    KeptApart,
    Patient,
    PatientSource,
    Person,
    ProcedureDetail,
    ReaderReport,
    Series,
    SuggestedPaper,
    Treatment,
    TreatmentAgent,
)
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import (
    AdverseEventTerm,
    Biomarker,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugAlias,
    DrugClass,
    Gene,
    GeneAlias,
    GeneFamily,
    GeneFusion,
    Institution,
    Journal,
)
from tests import seed

from .long_case import make_stains, type_case
from .pages import Page

pytestmark = pytest.mark.django_db
#: A word that every row below has in its name.
NAME = "likeness"
ACCEPTED = {"status": WordStatus.ACCEPTED}


def fill(number):
    """Add a row to every list; cases and articles are public as they stand."""
    name = f"{NAME} {number}"
    slug = f"{NAME}-{number}"
    symbol = f"{NAME.upper()}{number}"
    journal = Journal.objects.create(name=name)
    Institution.objects.create(name=name)
    family = GeneFamily.objects.create(key=symbol, name=name, **ACCEPTED)
    gene = Gene.objects.create(
        symbol=symbol, hgnc_status="custom", family=family, **ACCEPTED
    )
    GeneAlias.objects.create(gene=gene, text=f"{NAME} of {number}")
    fusion = GeneFusion.objects.create(state="partner_unknown", gene=gene, **ACCEPTED)
    biomarker = Biomarker.objects.create(kind="fusion", fusion=fusion, **ACCEPTED)
    Disease.objects.create(key=symbol, name=name, **ACCEPTED)
    DiseaseGroup.objects.create(key=slug, name=name, **ACCEPTED)
    site_of_body = BodySite.objects.create(key=slug, name=name, **ACCEPTED)
    drug_class = DrugClass.objects.create(key=slug, name=name, **ACCEPTED)
    drug = Drug.objects.create(name=name, kind="small_molecule", **ACCEPTED)
    drug.classes.add(drug_class)
    DrugAlias.objects.create(drug=drug, text=f"{NAME} of {number}")
    AdverseEventTerm.objects.create(key=slug, name=name, **ACCEPTED)
    Series.objects.create(slug=slug, title=name)
    Person.objects.create(family=name)
    ReaderReport.objects.create(code=f"A{number:08}", text=name)
    SuggestedPaper.objects.create(code=f"B{number:08}", pmid=f"{number + 1}", text=name)
    KeptApart.objects.create(
        vocabulary="drug",
        word_a_id=drug.pk,
        word_b_id=drug.pk + 1,
        label_a=name,
        reason=name,
        by=seed.person(slug, display_name=name),
    )
    article = Article.objects.create(slug=slug, journal=journal)
    patient = Patient.objects.create(label=name, accession=f"CB-9{number:05}")
    PatientSource.objects.create(
        patient=patient, article=article, role="primary", part_read="abstract"
    )
    of_case = {"patient": patient, "source": article}
    BiomarkerFinding.objects.create(
        biomarker=biomarker, result="positive", reported=name, **of_case
    )
    course = Treatment.objects.create(
        modality="systemic", decision="given", sequence=1, **of_case
    )
    TreatmentAgent.objects.create(treatment=course, drug=drug)
    ProcedureDetail.objects.create(treatment=course, site=site_of_body)
    AdverseEvent.objects.create(reported=name, **of_case)
    for table in (Article, Patient):
        table.objects.update(published_rev=F("content_rev"))


def asked_at(client, address):
    """How many queries a page takes, and its answer."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(asked), answer


def lists():
    """The addresses of all lists, each also with a search."""
    for model, page in site._registry.items():
        opts = model._meta
        address = f"/admin/{opts.app_label}/{opts.model_name}/"
        yield model, address
        if page.search_fields:
            yield model, f"{address}?q={NAME}"


def autocompletes():
    """The addresses of all searches for a word, one for each kind of word."""
    boxes = {}
    waiting = list(site._registry.values())
    while waiting:
        page = waiting.pop()
        for name in page.autocomplete_fields:
            target = page.model._meta.get_field(name).related_model
            boxes[target] = (page.model._meta, name)
        waiting += [rows(page.model, site) for rows in getattr(page, "inlines", ())]
    for target, (opts, name) in boxes.items():
        box = (
            f"app_label={opts.app_label}&model_name={opts.model_name}&field_name={name}"
        )
        for term in ("", NAME):
            yield target, f"/admin/autocomplete/?{box}&term={term}"


def test_a_long_list_asks_no_more_than_a_short_one(client, words):
    client.force_login(Curator.objects.create_superuser("root"))
    pages = [*lists(), *autocompletes()]
    fill(1)
    short = {address: asked_at(client, address)[0] for _, address in pages}
    for number in range(2, 16):
        fill(number)
    more, bare = {}, set()
    for table, address in pages:
        count, answer = asked_at(client, address)
        if count > short[address]:
            more[address] = (short[address], count)
        if rows_of(answer) < 15:
            bare.add(table)
    assert more == {}
    assert bare <= {Group, Invitation}


def rows_of(answer):
    """How many rows a list or a search for a word shows."""
    if answer["Content-Type"] == "application/json":
        return len(answer.json()["results"])
    return answer.context["cl"].result_count


def test_a_case_that_is_found_twice_stands_once_and_in_its_place(as_curator, words):
    for number in (2, 3, 1):
        fill(number)
    second = Patient.objects.get(label=f"{NAME} 2")
    PatientSource.objects.create(
        patient=second,
        article=Article.objects.get(slug=f"{NAME}-1"),
        role="news_summary",
        part_read="full_text",
    )
    found = as_curator.get(f"/admin/curation/patient/?q={NAME}&o=-1").context["cl"]
    labels = [patient.label for patient in found.result_list]
    assert labels == [f"{NAME} {number}" for number in (3, 2, 1)]
    assert found.result_count == 3


def test_a_longer_case_asks_no_more_than_a_short_one(as_curator, new_patient, saved):
    stains = make_stains()
    type_case(new_patient, stains[:1], treatments=1, events=1)
    new_patient.save()
    assert new_patient.is_saved, new_patient.faults()
    address = f"/admin/curation/patient/{saved().pk}/change/"
    few = opened_and_saved(as_curator, address)
    page = Page(as_curator, address)
    type_case(page, stains[1:4], treatments=3, events=3)
    page.save()
    assert page.is_saved, page.faults()
    assert saved().dosestep_rows.count() == 4 * 2 * 3
    assert opened_and_saved(as_curator, address) == few
    opened, _ = few
    assert opened <= 80


def test_how_a_public_case_stands_is_asked_once(as_reviewer):
    case = seed.publish_seed()
    with CaptureQueriesContext(connection) as asked:
        Page(as_reviewer, f"/admin/curation/patient/{case.pk}/change/")
    records = [one for one in asked if 'FROM "archive_record"' in one["sql"]]
    assert len([one for one in records if case.accession in one["sql"]]) == 1


def test_a_record_that_was_read_along_is_read_anew_with_its_case(curator):
    case = seed.import_seed(curator)
    standings.read_records([case])
    assert standings.record_of(case) is None
    workflow.transcribe(case, by=curator, reason="First")
    assert standings.record_of(case).name == case.accession


def opened_and_saved(client, address):
    """How often the page asks when it is opened, and when it is saved unchanged."""
    with CaptureQueriesContext(connection) as asked:
        page = Page(client, address)
    opened = len(asked)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(address, {**page.data, "_save": "Save"})
    assert answer.status_code == 302
    return opened, len(asked)
