"""Any document the schema allows can be imported, frozen, rendered, taken away.

`HYPOTHESIS_PROFILE=soak` draws many more of them than a usual run.
"""

import os
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casebase.archive import document as d
from casebase.archive import index, publishing
from casebase.browse.formats import vicc
from casebase.browse.formats.phenopackets import codes, phenopacket
from casebase.browse.wording import plain
from casebase.curation.freezing import freeze, freeze_article
from casebase.curation.importing.case_files import find_patient, import_documents
from casebase.curation.models import Article
from casebase.curation.terms import publish_terms
from tests import an_archive, consistent, generating, page_text, seed
from tests.any_document import Drawer
from tests.archive import generated
from tests.browse.formats import official, starter

# For `vocabulary`: a test database is only made for tests that ask for it.
pytestmark = pytest.mark.django_db

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"

#: What a document holds for rules and links, not to be read.
NOT_READ = {"key", "ref", "code", "article", "slug", "source_a", "source_b", "target"}
NOT_READ |= {
    "field",
    "language",
    "orcid",
    "integrity_url",
    "lesion",
    "specimen",
    "course",
    "during",
}
NOT_READ |= {"emerged_on", "instead_of", "target_findings", "caused_by"}
#: Read on the page in other words: a month by its name, a size as it was printed.
OTHERWISE = {"date", "posted_on", "dim1_mm", "dim2_mm", "dim3_mm", "interval_value"}
OTHERWISE |= {"journal_abbreviation", "integrity_date", "country", "label_country"}
#: What says nothing without what it belongs to.
TOLD_WITH = {
    "stage_system": "stage",
    "threshold_source": "threshold",
    "cutoff_percent": "percent_positive",
    "integrity_note": "integrity",
    "value_max": "value_num",
    "unit": "value_num",
}
#: How often in words of our own stands in place of the schedule as it was printed.
OTHERWISE.add("schedule_reported")
#: Who signs an article stands on its page.
SIGNING = ("author", "byline")


@pytest.fixture(scope="module")
def vocabulary(django_db_setup, django_db_blocker):
    """The starter vocabulary, public; and how documents are drawn that use it."""
    with an_archive.for_a_while(django_db_blocker):
        words = generated.load_words()
        biomarkers = generating.biomarkers(words)
        generated.accept_biomarkers(biomarkers)
        publish_terms()
        yield Drawer(words, biomarkers)


@st.composite
def documents(draw: st.DrawFn, drawer: Drawer) -> list[d.Document]:
    """One case with the one to three articles it was read from."""
    number = draw(st.integers(1, 3))
    articles = [
        d.read(consistent.article(draw(drawer.part(d.ArticleDocument)), place))
        for place in range(number)
    ]
    cited = {article.key: _citation(article) for article in articles}
    case = consistent.case(
        draw(drawer.part(d.CaseDocument)),
        [{"key": article.key} for article in articles],
        cited.__getitem__,
    )
    return [*articles, d.read(case)]


def _citation(article: d.ArticleDocument) -> dict[str, Any]:
    plain = d.as_dict(article)
    return {key: plain[key] for key in d.Citation.model_fields if key in plain}


@settings(
    max_examples=500 if IS_SOAK else 4,
    derandomize=not IS_SOAK,
    # To make a failing document small takes minutes, and says no more.
    phases=(Phase.generate,),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_document_is_imported_frozen_and_rendered(vocabulary, data):
    drawn = data.draw(documents(vocabulary))
    with transaction.atomic():
        try:
            imports_and_freezes(drawn)
            renders(drawn)
            is_a_phenopacket(drawn[-1])
        finally:
            transaction.set_rollback(True)
            index.notice()


def imports_and_freezes(drawn: list[d.Document]) -> None:
    """As drafts they give the same bytes that came in."""
    import_documents(
        [(document.key, document) for document in drawn], by=seed.person("ada")
    )
    *articles, case = drawn
    for article in articles:
        frozen = freeze_article(Article.objects.get(slug=article.key))
        assert d.canonical(frozen) == d.canonical(article)
    patient = find_patient(case)
    assert d.canonical(freeze(patient)) == d.canonical(case)


def renders(drawn: list[d.Document]) -> None:
    """Published, they are listed and read, every text of them."""
    for document in drawn:
        version = publishing.put(document, **generated.ENVELOPE)
    case = drawn[-1]
    name = version.record.name
    client = Client()
    pages = [fetch(client, f"/articles/{article.key}/") for article in drawn[:-1]]
    for article, page in zip(drawn, pages, strict=False):
        assert not untold(article, page)
    # The case names its articles; the rest of their citations stands on their pages.
    assert not untold(case, "".join([fetch(client, f"/cases/{name}/"), *pages]))
    assert client.get(f"/cases/{name}.json").json()["document"] == d.as_dict(case)
    for view in ("cards", "table"):
        everything = fetch(client, f"/cases/?retracted=include&view={view}")
        assert f'data-accession="{name}"' in everything
    fetch(client, "/treatments/?retracted=include")
    for treatment in case.treatments:
        for agent in treatment.agents:
            if agent.drug:
                fetch(client, f"/drugs/{agent.drug.key}/")


def is_a_phenopacket(case: d.CaseDocument) -> None:
    """The official classes read it, and every code of it is one of the document."""
    packet = phenopacket(case, starter.envelope())
    official.loses_nothing(packet)
    official.is_complete(packet)
    told = case.model_dump_json()
    for code in {*codes.curies(packet)} - codes.OURS:
        assert f'"{code}"' in told or code.startswith(("PMID:", "DOI:"))
    for one in vicc.fusions_of(case):
        assert (one["fusion"] is None) == bool(one["why_not"])


def fetch(client: Client, address: str) -> str:
    """Ask for a page, which is to be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def untold(document: d.Document, page: str) -> list[tuple[str, str]]:
    """The texts of a document, by their paths, that are not on a page."""
    read = squeezed(page_text.read(page).words)
    return [
        (path, text)
        for path, text in told(d.as_dict(document))
        if squeezed(_as_written(text)) not in read
    ]


def _as_written(text: str) -> str:
    """A number as pages write it: without zeros that say nothing."""
    is_number = re.fullmatch(r"-?[0-9]+\.[0-9]+", text)
    return plain(text) if is_number else text


def told(value: Any, path: str = "", name: str = "") -> list[tuple[str, str]]:
    """The texts of a document that a reader is to read."""
    if isinstance(value, dict):
        if name in ("fusion", "biomarker", "series"):
            return []
        if name in consistent.TIMES:  # read as a month, or as a time after something
            return []
        if name == "authors" and value["role"] not in SIGNING:
            return []
        return [
            pair
            for key, inner in value.items()
            if key not in NOT_READ | OTHERWISE and value.get(TOLD_WITH.get(key, key))
            for pair in told(inner, f"{path}.{key}", key)
        ]
    if isinstance(value, list):
        pairs = (told(inner, f"{path}[{n}]", name) for n, inner in enumerate(value))
        return [pair for inner in pairs for pair in inner]
    is_ref = name == "agents"  # where they are no parts of their own
    is_text = isinstance(value, str) and not is_ref and not is_a_choice(value)
    return [(path, value)] if is_text else []


def is_a_choice(value: str) -> bool:
    """Whether a value is one of a closed list, which the page has in words."""
    return value in CHOICES


CHOICES = {
    value
    for each in vars(d.c).values()
    if isinstance(each, type) and issubclass(each, d.c.TextChoices)
    for value in getattr(each, "values", ())
}


def squeezed(text: str) -> str:
    """A text without spaces and capitals: pages begin sentences and break lines."""
    return "".join(text.replace("\u2212", "-").split()).upper().casefold()
