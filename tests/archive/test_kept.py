"""Kept documents that are read in part say, in that part, what the whole ones do."""

import pytest

from casebase.archive import document as d
from casebase.archive import kept
from tests import seed
from tests.archive import generated


@pytest.mark.parametrize("model", [d.CaseDocument, d.ArticleDocument])
def test_read_whole_they_are_what_the_checked_reading_makes_of_them(model):
    documents = [one for one in generated.starter() if isinstance(one, model)]
    assert len(documents) > 10
    read = kept.reader(model)
    assert [read(d.canonical(one)) for one in documents] == documents


def test_what_is_not_read_is_not_there_and_never_an_empty_value():
    [case, *_] = [one for one in generated.starter() if isinstance(one, d.CaseDocument)]
    read = kept.reader(d.CaseDocument, "observations", "source")(d.canonical(case))
    assert isinstance(read, d.CaseDocument)
    assert read.findings[0].biomarker == case.findings[0].biomarker
    for part, name in ((read, "observations"), (read.findings[0], "source")):
        with pytest.raises(AttributeError, match=name):
            getattr(part, name)


def test_a_kept_text_has_letters_as_they_are():
    case = d.as_dict(seed.case_document())
    case["diagnoses"][0]["reported"] = "Spindelzellsarkom, größer; 肉腫"
    text = d.canonical(d.read(case))
    assert "größer; 肉腫" in text
    assert "\\u" not in text
