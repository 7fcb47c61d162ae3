"""The tables keep whatever the document allows: widths, refs, closed lists."""

import pytest
from django.db import models

from casebase.archive import document as d
from casebase.archive.references import PREFIXES
from casebase.curation import models as m
from casebase.curation.shapes import all_shapes
from casebase.vocabulary.models import Institution

KEPT = {shape.table: shape.part for shape in all_shapes()} | {
    m.Article: d.ArticleDocument,
    m.ArticleFact: d.ArticleFact,
    m.Authorship: d.Author,
    m.FactProvenance: d.FactProvenance,
    m.Patient: d.PatientChapter,
    m.PatientSource: d.ArticleSource,
    m.Person: d.Author,
    m.Series: d.SeriesRef,
    Institution: d.Institution,
}


def longest(part, name):
    """The longest text that a key of a document may have; 0 where it is no text."""
    schema = part.model_json_schema(by_alias=False)["properties"][name]
    kinds = schema.get("anyOf", [schema])
    return max((kind.get("maxLength", 0) for kind in kinds), default=0)


@pytest.mark.parametrize("table", KEPT, ids=lambda table: table.__name__)
def test_a_column_is_as_wide_as_its_key(table):
    part, sources = KEPT[table], d.Sourcing.model_fields
    for column in table._meta.concrete_fields:
        if not isinstance(column, models.CharField | models.TextField):
            continue
        if column.name in part.model_fields and not column.choices:
            assert (column.max_length or 0) >= longest(part, column.name), column
        elif column.name in sources and "source" in part.model_fields:
            assert (column.max_length or 0) >= longest(d.Sourcing, column.name), column


def test_refs_begin_in_the_tables_as_in_the_document():
    rows = {shape.part: shape.table.PREFIX for shape in all_shapes()}
    assert rows == PREFIXES


def test_every_fact_about_a_patient_can_have_its_source():
    fields = {field for field, _ in m.FactProvenance.FIELDS}
    assert fields == set(d.PatientChapter.model_fields)
