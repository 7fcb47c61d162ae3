import pytest
from tests.curation.admin.conftest import *
from tests.curation.admin.test_standing import text

pytestmark = pytest.mark.django_db


def test_y(as_curator, as_reviewer, patient, paper, reviewer):
    from casebase.curation import readiness

    print("MISSING", readiness.missing_before_publishing(patient))
    r = as_curator.post(f"/admin/curation/patient/{patient.pk}/submit/")
    print(r.status_code, r.context and r.context.get("reasons"))
    from tests.curation.admin.pages import Page

    page = Page(as_curator, f"/admin/curation/article/{paper.pk}/change/")
    page.type(summary="What it says.").save()
    print(page.is_saved, page.faults() if not page.is_saved else "")
