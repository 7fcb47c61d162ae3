"""Kept documents that are read in part say, in that part, what the whole ones do."""

import pytest

from casebase.archive import document as d
from casebase.archive import kept
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
