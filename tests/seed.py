"""The seed and the few words it is told in, for tests that need one real case."""

import json
from pathlib import Path

from django.contrib.auth.models import Group

from casebase.archive import document as d
from casebase.curation import terms, workflow
from casebase.curation.importing.case_files import find_patient, import_documents
from casebase.curation.models import Article, Curator, Patient
from casebase.curation.people import statements
from casebase.curation.roles import ensure_roles
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import (
    AdverseEventTerm,
    BodySite,
    Disease,
    DiseaseGroup,
    Drug,
    DrugAlias,
    DrugClass,
    Gene,
    GeneAlias,
    GeneFamily,
)
from tests import rows

STARTER = Path(__file__).resolve().parent.parent / "starter"
NEWS = "jnccn360-2021-ntrk1-mesenchymal-sarcoma"
PAPER = "hou-ntrk1-mesenchymal-sarcoma"
CASE = f"{PAPER}/the-patient"

_draft = rows.Kept()


def documents() -> list[tuple[str, d.Document]]:
    """The starter's documents of the seed: two articles and the case."""
    files = [
        STARTER / "articles" / f"{NEWS}.json",
        STARTER / "articles" / f"{PAPER}.json",
        STARTER / "cases" / f"{PAPER}.the-patient.json",
    ]
    return [(file.name, d.read(json.loads(file.read_text("utf-8")))) for file in files]


def case_document() -> d.CaseDocument:
    """The starter's case document."""
    return next(doc for _, doc in documents() if isinstance(doc, d.CaseDocument))


def make_words() -> None:
    """The accepted words the seed is told in; a full vocabulary takes longer."""
    accepted = {"status": WordStatus.ACCEPTED}
    family = GeneFamily.objects.create(
        key="NTRK", name="Neurotrophic tyrosine receptor kinases", **accepted
    )
    ntrk1 = Gene.objects.create(
        symbol="NTRK1", hgnc_id="HGNC:8031", family=family, **accepted
    )
    GeneAlias.objects.create(gene=ntrk1, text="TRKA")
    Gene.objects.create(symbol="LMNA", hgnc_id="HGNC:6636", **accepted)
    soft = Disease.objects.create(
        key="SOFT_TISSUE",
        name="Soft Tissue",
        ontology="OncoTree",
        code_in_ontology="SOFT_TISSUE",
        **accepted,
    )
    sarcoma = Disease.objects.create(
        key="SARCNOS",
        name="Sarcoma, NOS",
        ontology="OncoTree",
        code_in_ontology="SARCNOS",
        parent=soft,
        **accepted,
    )
    group = DiseaseGroup.objects.create(
        key="sarcoma", name="Sarcoma, any site", **accepted
    )
    group.diseases.add(sarcoma)
    for key, name, code in (
        ("scalp", "Scalp", "UBERON:0000403"),
        ("neck", "Neck", "UBERON:0000974"),
        ("back", "Back", ""),
    ):
        BodySite.objects.create(key=key, name=name, code=code, **accepted)
    for name, kind, classes, brand in (
        ("crizotinib", "small_molecule", ["ALK inhibitor"], "Xalkori"),
        ("larotrectinib", "small_molecule", ["TRK inhibitor"], "Vitrakvi"),
        ("glutathione", "supplement", [], ""),
    ):
        ncit = "C74061" if name == "crizotinib" else ""
        drug = Drug.objects.create(name=name, kind=kind, ncit=ncit, **accepted)
        for label in classes:
            key = label.lower().replace(" ", "-")
            drug.classes.add(DrugClass.objects.create(key=key, name=label, **accepted))
        if brand:
            DrugAlias.objects.create(drug=drug, text=brand, kind="brand")
    for key, name, code in (
        ("transaminases-increased", "Transaminases increased", "HP:0002910"),
        ("anorexia", "Anorexia", ""),
        ("nausea", "Nausea", "HP:0002018"),
        ("vomiting", "Vomiting", "HP:0002013"),
    ):
        AdverseEventTerm.objects.create(key=key, name=name, code=code, **accepted)


def import_seed(by: Curator) -> Patient:
    """The seed as a draft, entered by `by`."""
    if not _draft.put_back(by):
        with _draft.keeping(by):
            make_words()
            terms.publish_terms()
            import_documents(documents(), by=by)
    patient = find_patient(case_document())
    assert patient is not None
    return patient


def publish_seed() -> Patient:
    """The seed, entered by Ada and published as `load_starter` publishes it."""
    ada = person("ada")
    patient = import_seed(ada)
    reason = "Transcribed from the starter cases"
    workflow.transcribe(patient, by=ada, reason=reason)
    for article in Article.objects.filter(published_rev=None):
        workflow.transcribe(article, by=ada, reason=reason)
    return patient


def person(name: str, *, reviewer: bool = False, **more) -> Curator:
    """Somebody who curates, or also reviews."""
    somebody = Curator.objects.create_user(
        name, password="a long enough password", is_staff=True, **more
    )
    role = "reviewer" if reviewer else "curator"
    if not Group.objects.filter(name=role).exists():
        ensure_roles()  # a database of the test's own has none yet
    somebody.groups.add(Group.objects.get(name=role))
    if reviewer:
        statements.make(somebody, "None.")
    return somebody
