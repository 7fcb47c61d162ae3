"""A patient or an article as the document the archive keeps.

Reads the curation tables only; one query a table, for however many patients. Links come
as they may: the document has one order for them. Raises pydantic.ValidationError when
the content is not yet a document: `readiness` says so first, in sentences.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from django.db import models

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.vocabulary.models import Biomarker, GeneFusion, Institution
from casebase.vocabulary.models.word import Word

from .models import (
    Article,
    Authorship,
    FactProvenance,
    Patient,
    PatientSource,
    Series,
)
from .models.base import Sourcing
from .shapes import CASE, Shape

Values = dict[str, Any]
#: By the number of the patient or of the row above.
Lists = dict[int | None, list[Values]]


def freeze(patient: Patient) -> d.CaseDocument:
    """Return the case document of a patient as the tables stand now."""
    return next(freeze_all([patient]))()


def freeze_all(patients: Sequence[Patient]) -> Iterator[Callable[[], d.CaseDocument]]:
    """Yield for each patient what makes a document of it, and raises if it is none."""
    institutions: Lists = defaultdict(list)
    linked = Patient.institutions.through.objects.filter(patient__in=patients)
    for link in linked.select_related("institution"):
        institutions[link.patient_id].append(institution(link.institution))
    sources: Lists = defaultdict(list)
    citation = cache(cited)
    read_from = PatientSource.objects.filter(patient__in=patients)
    for source in read_from.select_related(
        "article__journal", "article__series"
    ).order_by("pk"):
        sources[source.patient_id].append(_article_source(source, citation))
    facts: Lists = defaultdict(list)
    for fact in FactProvenance.objects.filter(patient__in=patients).select_related(
        "source"
    ):
        facts[fact.patient_id].append({"field": fact.field, "source": _sourcing(fact)})
    lists = {path: _rows_of(patients, shape) for path, shape in CASE.items()}
    for patient in patients:
        values: Values = {
            "schema": d.SCHEMA,
            "key": patient.key,
            "synthetic": patient.synthetic,
            "patient": plain(patient, d.PatientChapter)
            | {"institutions": institutions[patient.pk]},
            "articles": sources[patient.pk],
            "outcome": {},
            "provenance": {"facts": facts[patient.pk]},
        }
        for path, of in lists.items():
            *chapter, name = path.split(".")
            (values[chapter[0]] if chapter else values)[name] = of[patient.pk]
        yield partial(d.CaseDocument.model_validate, values)


def freeze_article(article: Article) -> d.ArticleDocument:
    """Return the document of an article as the tables stand now."""
    values = plain(article, d.ArticleDocument) | {
        "schema": d.SCHEMA,
        "key": article.slug,
        "journal": article.journal.name if article.journal else "",
        "journal_abbreviation": article.journal.abbreviation if article.journal else "",
        "posted_on": article.posted_on.isoformat() if article.posted_on else "",
        "series": _series(article.series) if article.series else None,
        "authors": [
            _author(authorship)
            for authorship in article.authorships.select_related("person")
            .prefetch_related("affiliations")
            .order_by("pk")
        ],
        "relations": [
            {"kind": relation.kind, "article": relation.other.slug}
            for relation in article.relations.select_related("other").order_by("pk")
        ],
        "facts": [
            {"field": fact.field, "source": _sourcing(fact)}
            for fact in article.facts.select_related("source")
        ],
    }
    if article.rights not in (c.Rights.CC0, c.Rights.CC_BY):
        values.pop("abstract", None)
    return d.ArticleDocument.model_validate(values)


def cited(article: Article) -> d.ArticleDocument:
    """Return the article as readers know it, or as it stands when they do not yet.

    An edit of a published article that nobody has reviewed must not reach readers
    through the citation of a case.
    """
    if article.published_rev is None:
        return freeze_article(article)
    record = Record.objects.select_related("latest").get(name=article.slug)
    content = record.latest.content if record.latest else None
    assert isinstance(content, d.ArticleDocument)
    return content


def plain(row: models.Model, part: type[d.Part]) -> Values:
    """Return the columns of a row that the part has keys for, blanks left out."""
    values: Values = {}
    if isinstance(row, Sourcing) and "source" in part.model_fields:
        values["source"] = _sourcing(row)
    columns = {field.name for field in row._meta.concrete_fields} - set(values)
    for name in part.model_fields.keys() & columns:
        value = getattr(row, name)
        if value is not None and value != "" and value != []:
            values[name] = as_part(value)
    return values


def _rows_of(patients: Sequence[Patient], shape: Shape) -> Lists:
    """Return a list of each document, or of each row above, with the lists below it."""
    below = {name: _rows_of(patients, lower) for name, lower in shape.below.items()}
    links = [
        field.name
        for field in shape.table._meta.concrete_fields
        if field.is_relation and field.name != "patient"
    ]
    table: Any = shape.table
    found = table.objects.filter(patient__in=patients).select_related(*links)
    if shape.part is d.Finding:
        found = found.select_related(
            "biomarker__gene",
            "biomarker__fusion__five_prime",
            "biomarker__fusion__three_prime",
            "biomarker__fusion__gene",
            "biomarker__fusion__other_gene",
            "biomarker__fusion__family",
        )
    above = f"{shape.parent or 'patient'}_id"
    lists: Lists = defaultdict(list)
    for row in found:
        lower = {name: rows[row.pk] for name, rows in below.items() if row.pk in rows}
        lists[getattr(row, above)].append(plain(row, shape.part) | lower)
    return lists


def as_part(value: Any) -> Any:
    """Return the document's form of what a column holds."""
    if isinstance(value, Biomarker):
        return _biomarker(value)
    if isinstance(value, Word):
        return value.coded()
    if isinstance(value, Institution):
        return institution(value)
    if isinstance(value, Article):
        return value.slug
    return value


def _biomarker(biomarker: Biomarker) -> Values:
    fusion = biomarker.fusion
    return {
        "key": biomarker.key,
        "label": biomarker.label,
        "kind": biomarker.kind,
        "gene": biomarker.gene.coded() if biomarker.gene else None,
        "fusion": _fusion(fusion) if fusion else None,
        "hgvs_p": biomarker.hgvs_p,
        "hgvs_c": biomarker.hgvs_c,
        "exon_text": biomarker.exon_text,
        "marker": biomarker.marker,
    }


def _fusion(fusion: GeneFusion) -> Values:
    return {
        "key": fusion.key,
        "label": fusion.label,
        "state": fusion.state,
        "five_prime": fusion.five_prime.coded() if fusion.five_prime else None,
        "three_prime": fusion.three_prime.coded() if fusion.three_prime else None,
        "genes": [gene.coded() for gene in fusion.genes()],
        "family": fusion.family.coded() if fusion.family else None,
    }


def institution(row: Institution) -> Values:
    """Return an institution as documents hold it."""
    return plain(row, d.Institution)


def _article_source(
    source: PatientSource, cited: Callable[[Article], d.ArticleDocument]
) -> Values:
    citation = cited(source.article)
    wanted = set(d.Citation.model_fields)
    return plain(source, d.ArticleSource) | {
        "article": source.article.slug,
        "citation": {
            key: value for key, value in dict(citation).items() if key in wanted
        },
    }


def _sourcing(row: Sourcing) -> Values:
    values = {"article": row.source.slug, "assertion": row.assertion}
    for name in ("locator", "quote", "confidence", "reading_note"):
        if value := getattr(row, name):
            values[name] = value
    return values


def _author(authorship: Authorship) -> Values:
    return (
        plain(authorship, d.Author)
        | plain(authorship.person, d.Author)
        | {"affiliations": [institution(i) for i in authorship.affiliations.all()]}
    )


def _series(series: Series) -> Values:
    return plain(series, d.SeriesRef) | {
        "families": [word.coded() for word in series.families.all()],
        "genes": [word.coded() for word in series.genes.all()],
        "diseases": [word.coded() for word in series.diseases.all()],
    }
