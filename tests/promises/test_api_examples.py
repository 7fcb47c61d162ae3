"""The examples of the API's description are what the API answers of the seed.

After a change that shows in them they are written anew:

    CASEBASE_EXAMPLES=1 .venv/bin/python -m pytest tests/promises/test_api_examples.py
"""

import datetime as dt
import json
import os

import pytest
from django.utils import timezone

from casebase.browse.api.described import EXAMPLES
from casebase.browse.api.schema import described
from tests import seed

CASE = "CB-000001"
PATHS = {
    "Archive": "/",
    "Versions": "/versions/?after=0&per_page=1",
    "CaseList": "/cases/?gene=NTRK1&drug=crizotinib&response=CR",
    "CaseFacets": "/cases/values/?gene=NTRK1&label=off_label",
    "CaseFacet": "/cases/values/not_given/?gene=NTRK1",
    "CourseList": "/treatments/?drug=crizotinib&response=CR",
    "CourseFacet": "/treatments/values/response/?drug=crizotinib",
    "FindingList": "/findings/?fusion=NTRK1-partner-unknown",
    "FindingFacet": "/findings/values/assay/?gene=NTRK1",
    "Case": f"/cases/{CASE}/",
    "CaseVersion": f"/cases/{CASE}/v1/",
    "CaseVersions": f"/cases/{CASE}/versions/",
    "SimilarCases": f"/cases/{CASE}/similar/",
    "ArticleList": "/articles/?per_page=1",
    "Article": f"/articles/{seed.NEWS}/",
    "SeriesList": "/series/",
    "Series": "/series/biomarker-ntrk/",
    "FusionList": "/fusions/",
    "Fusion": "/fusions/NTRK1-partner-unknown/",
    "GeneList": "/genes/",
    "Gene": "/genes/NTRK1/",
    "FamilyList": "/families/",
    "Family": "/families/NTRK/",
    "BiomarkerList": "/biomarkers/",
    "Biomarker": "/biomarkers/ntrk1-fusion-partner-unknown/",
    "DrugList": "/drugs/",
    "Drug": "/drugs/crizotinib/",
    "DrugClassList": "/drug-classes/",
    "DrugClass": "/drug-classes/alk-inhibitor/",
    "DiagnosisList": "/diagnoses/",
    "Diagnosis": "/diagnoses/SARCNOS/",
    "Search": "/search/?q=NTRK1+crizotnib",
    "Suggest": "/suggest/?q=xalk",
    # How questions fail
    "400": "/cases/?gene=NOSUCH&nonsense=1",
    "404": "/cases/CB-999999/",
}


@pytest.fixture
def one_moment(monkeypatch):
    """Let everything happen at once, so that answers are the same each time."""
    moment = dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def answers(client, one_moment, published_seed):
    """What the API answers of the seed."""
    return {name: client.get(f"/api/v1{path}").json() for name, path in PATHS.items()}


@pytest.mark.django_db
def test_examples_are_what_is_answered(answers):
    if os.environ.get("CASEBASE_EXAMPLES"):
        text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
        EXAMPLES.write_text(f"{text}\n", "utf-8")
    assert json.loads(EXAMPLES.read_text("utf-8")) == answers


def test_every_answer_has_an_example():
    for path, operations in described()["paths"].items():
        for status, answer in operations["get"]["responses"].items():
            if status not in ("200", "400"):
                continue
            [content] = answer["content"].values()
            if not path.endswith(("schema.json", "values/")):
                assert content["examples"], (path, status)
