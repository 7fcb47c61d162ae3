"""No two addresses are called the same, in a tab or in a list of results.

`tests/promises/test_same_answers.py` asks it of every address that a crawl reaches.
"""

import pytest

from casebase.archive import publishing
from casebase.archive.facets import FACETS
from casebase.archive.models import Term
from casebase.browse.addresses import HUBS, hub
from tests.browse import archive

from . import titles

pytestmark = pytest.mark.django_db
LISTS = ("/cases/", "/treatments/", "/findings/")
#: Questions that only one thing tells apart.
ASKED = [
    "",
    "q=scalp",
    "drug=crizotinib",
    "not_given_drug=crizotinib",
    "drug=crizotinib&drug=entrectinib",
    "gene=NTRK1",
    "family=NTRK",
    "diagnosis=SARCNOS",
    "diagnosis=sarcoma",
    "response=not_reported",
    "label=not_reported",
    "retracted=include",
    "retracted=only",
    "since=2020-01-01",
    "view=table",
    "view=swimmer",
    "sort=oldest",
    "per_page=50",
]


@pytest.fixture
def pages(client, seed_case):
    """Fetch pages; none may be missing."""
    archive.put_made_up(2)
    publishing.put(archive.told_in_full(), **archive.ENVELOPE)

    def fetch(*addresses):
        answers = {address: client.get(address) for address in addresses}
        statuses = {a: response.status_code for a, response in answers.items()}
        assert set(statuses.values()) == {200}, statuses
        return {a: response.content.decode() for a, response in answers.items()}

    return fetch


def test_every_list_is_told_from_every_other(pages):
    lists = [f"{path}?{asked}" for path in LISTS for asked in ASKED]
    values = [f"{path}values/{facet}/" for path in LISTS for facet in FACETS]
    maps = ("/gaps/", "/gaps/?by=drug")
    assert titles.shared(pages(*lists, *values, *maps, *HUBS.values())) == {}


def test_lists_of_two_diagnoses_of_one_name_are_told_apart(pages):
    publishing.put_terms(
        # As OncoTree has it, and a group of ours.
        {"facet": "diagnosis", "key": key, "label": label} | more
        for key, label, more in (
            ("NSCLC", "Non-Small Cell Lung Cancer", {"code": "ONCOTREE:NSCLC"}),
            ("nsclc", "Non-small cell lung cancer", {"facts": {"is_group": True}}),
            ("OYST", "Yolk Sac Tumor", {"code": "ONCOTREE:OYST"}),
            ("TYST", "Yolk Sac Tumor", {"code": "ONCOTREE:TYST"}),
        )
    )
    keys = ("NSCLC", "nsclc", "OYST", "TYST")
    places = (*LISTS, "/cases/values/gene/", "/cases/values/diagnosis/")
    found = pages(*(f"{place}?diagnosis={key}" for place in places for key in keys))
    named = {titles.TITLE.search(text)[1].casefold() for text in found.values()}
    assert len(named) == len(found)
    [title] = titles.TITLE.findall(found["/cases/?diagnosis=nsclc"])
    assert title == "Cases. Diagnosis: Non-small cell lung cancer (group)"


def test_values_are_told_apart_by_what_their_list_is_asked(pages):
    asked = [f"/cases/values/{f}/?{a}" for f in ("gene", "drug") for a in ASKED]
    asked += [f"{one}&order=name" for one in asked]
    asked.append("/treatments/values/gene/?gene=NTRK1")
    found = pages(*asked)
    assert titles.shared(found) == {}
    # How a list is seen tells its values nothing: they are one page.
    own = {address: titles.CANONICAL.findall(text) for address, text in found.items()}
    assert own["/cases/values/gene/?view=table"] == own["/cases/values/gene/?"]
    words = titles.TITLE.search(found["/cases/values/gene/?gene=NTRK1"])[1]
    assert words == "Gene: values in all cases, chosen: NTRK1"
    words = titles.TITLE.search(found["/cases/values/gene/?retracted=only"])[1]
    assert words == "Gene: values in cases with a retracted article"


def test_every_term_is_told_from_every_other(pages):
    publishing.put_terms(
        # Two diagnoses of one name, as OncoTree has them.
        {"facet": "diagnosis", "key": key, "label": "Yolk Sac Tumor"}
        | {"code": f"ONCOTREE:{key}"}
        for key in ("OYST", "TYST")
    )
    terms = Term.objects.filter(facet__in=HUBS)
    assert titles.shared(pages(*(hub(term.facet, term.key) for term in terms))) == {}


def test_every_page_of_a_case_is_told_from_every_other(pages):
    names = ("CB-000001", "CB-000002")
    ends = ("", "v1/", "sheet/", "changes/")
    found = pages(*(f"/cases/{name}/{end}" for name in names for end in ends))
    assert titles.shared(found) == {}
