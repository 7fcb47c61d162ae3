"""A document as rows of the curation tables: the way back of `freezing`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.curation.models import (
    Article,
    ArticleFact,
    ArticleRelation,
    Authorship,
    FactProvenance,
    Patient,
    PatientSource,
    Person,
    Series,
)
from casebase.curation.models.base import Publishable, Row
from casebase.curation.shapes import CASE, Shape
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import (
    Biomarker,
    Disease,
    Gene,
    GeneFamily,
    GeneFusion,
    Institution,
    Journal,
)
from casebase.vocabulary.models.word import Word

from .linking import Linker, Place, Values
from .naming import regulatory_class

#: What a series is told in, and the lists of words it has.
SERIES_COLUMNS = ("slug", "title", "strapline", "kind", "intro")
SERIES_WORDS: dict[str, type[Word]] = {
    "families": GeneFamily,
    "genes": Gene,
    "diseases": Disease,
}


class Writer(Linker):
    """Writes one document; collects every fault instead of stopping at the first."""

    def article(self, document: d.ArticleDocument, article: Article) -> None:
        """Write the article's own columns and the lists that name no other article."""
        values = self.columns(document, Article, place=())
        values |= {
            "slug": document.key,
            "journal": self.journal(document, ("journal",)),
            "series": self.series(document.series) if document.series else None,
        }
        if not self.save(article, values, place=()):
            return
        article.authorships.all().delete()
        for index, author in enumerate(document.authors):
            self.authorship(article, author, ("authors", index))

    def links(self, document: d.ArticleDocument, article: Article) -> None:
        """Write what names other articles, once all of them are there."""
        article.relations.all().delete()
        article.facts.all().delete()
        for index, relation in enumerate(document.relations):
            place: Place = ("relations", index)
            other = self.find_article(relation.article, (*place, "article"))
            if other:
                values = {"article": article, "kind": relation.kind, "other": other}
                self.save(ArticleRelation(), values, place)
        for index, fact in enumerate(document.facts):
            place = ("facts", index)
            source = self.sourcing(fact.source, (*place, "source"))
            if source:
                values = {"article": article, "field": fact.field, **source}
                self.save(ArticleFact(), values, place)

    def patient(self, document: d.CaseDocument, patient: Patient) -> None:
        """Write the patient and every row; rows that are there are replaced."""
        chapter = document.patient
        values = self.columns(chapter, Patient, ("patient",))
        values["synthetic"] = document.synthetic
        is_new = patient.pk is None
        if not self.save(patient, values, ("patient",)):
            return
        patient.institutions.set(map(self.institution, chapter.institutions))
        if not is_new:
            self.clear(patient)
        for index, source in enumerate(document.articles):
            self.source(patient, source, ("articles", index))
        for index, fact in enumerate(document.provenance.facts):
            place: Place = ("provenance", "facts", index)
            origin = self.sourcing(fact.source, (*place, "source"))
            if origin:
                values = {"patient": patient, "field": fact.field, **origin}
                self.save(FactProvenance(), values, place)
        for path, shape in CASE.items():
            steps = tuple(path.split("."))
            part: Any = document
            for step in steps:
                part = getattr(part, step)
            self.rows(patient, shape, part, steps)

    def clear(self, patient: Patient) -> None:
        """Remove every row of the patient, to be written again."""
        patient.sources.all().delete()
        patient.facts.all().delete()
        for shape in CASE.values():
            table: Any = shape.table
            table.objects.filter(patient=patient).delete()

    def rows(
        self,
        patient: Patient,
        shape: Shape,
        parts: tuple[d.Part, ...],
        place: Place,
        above: Row | None = None,
    ) -> None:
        """Write a list of rows and the lists below each."""
        for index, part in enumerate(parts):
            here = (*place, index)
            row = shape.table()
            known = len(self.faults)
            values = self.columns(part, shape.table, here) | {"patient": patient}
            if above is not None:
                values[shape.parent] = above
            saved = len(self.faults) == known and self.save(row, values, here)
            for name, lower in shape.below.items():
                below: tuple[d.Part, ...] = getattr(part, name)
                if saved:
                    self.rows(patient, lower, below, (*here, name), row)
                else:
                    self.look_up(lower, below, (*here, name))

    def source(self, patient: Patient, part: d.ArticleSource, place: Place) -> None:
        """Write one source of the patient."""
        article = self.find_article(part.article, (*place, "article"))
        if article:
            values = {
                "patient": patient,
                "article": article,
                "role": part.role,
                "part_read": part.part_read,
                "part_note": part.part_note,
                "looked_for_not_found": list(part.looked_for_not_found),
            }
            self.save(PatientSource(), values, place)

    def authorship(self, article: Article, part: d.Author, place: Place) -> None:
        """Write one person who signs."""
        person, _ = Person.objects.get_or_create(
            family=part.family, given=part.given, suffix=part.suffix, orcid=part.orcid
        )
        authorship = Authorship()
        values = {
            "article": article,
            "person": person,
            "role": part.role,
            "position": part.position,
            "is_corresponding": part.is_corresponding,
            "credentials": part.credentials,
        }
        if self.save(authorship, values, place):
            authorship.affiliations.set(map(self.institution, part.affiliations))

    def new_biomarker(self, part: d.Biomarker, place: Place) -> Biomarker | None:
        """Propose a biomarker made of its parts."""
        noted = len(self.faults)
        made = Biomarker(
            kind=part.kind,
            gene=self.word(Gene, part.gene.key, (*place, "gene"))
            if part.gene
            else None,
            fusion=self.fusion(part.fusion, (*place, "fusion"))
            if part.fusion
            else None,
            hgvs_p=part.hgvs_p,
            hgvs_c=part.hgvs_c,
            exon_text=part.exon_text,
            marker=part.marker,
            status=WordStatus.PROPOSED,
        )
        if len(self.faults) > noted or not self.save(made, {}, place):
            return None
        if part.label and made.label != part.label:
            made.name = part.label
            made.save()
        return made

    def fusion(self, part: d.Fusion, place: Place) -> GeneFusion | None:
        """Return the fusion, proposed anew from its parts where it is missing."""
        known = GeneFusion.objects.filter(key=part.key).first()
        if known:
            return known
        noted = len(self.faults)
        made = GeneFusion(state=part.state, status=WordStatus.PROPOSED)
        if part.five_prime or part.three_prime:
            columns = {"five_prime": part.five_prime, "three_prime": part.three_prime}
        else:
            columns = dict(zip(("gene", "other_gene"), part.genes, strict=False))
        for name, gene in columns.items():
            if gene:
                setattr(made, name, self.word(Gene, gene.key, (*place, name)))
        if part.family and part.state == c.FusionState.FAMILY:
            made.family = self.word(GeneFamily, part.family.key, (*place, "family"))
        if part.state == c.FusionState.REGULATORY:
            made.regulatory_class = regulatory_class(part.key)
        if len(self.faults) > noted or not self.save(made, {}, place):
            return None
        return made

    def institution(self, part: d.Institution) -> Institution:
        """Return the institution of just these words, made when it is not there."""
        found, _ = Institution.objects.get_or_create(**dict(part))
        return found

    def journal(self, part: d.Citation, place: Place) -> Journal | None:
        """Return the journal, made when it is not there."""
        if not part.journal:
            return None
        found, _ = Journal.objects.get_or_create(
            name__iexact=part.journal,
            abbreviation=part.journal_abbreviation,
            defaults={"name": part.journal},
        )
        if found.name != part.journal:
            self.fault(place, f"this journal is written “{found.name}” here")
        return found

    def series(self, part: d.SeriesRef) -> Series | None:
        """Return the series, made when it is not there; never changed by a file."""
        if known := Series.objects.filter(slug=part.slug).first():
            return known
        made = Series(**{name: getattr(part, name) for name in SERIES_COLUMNS})
        if not self.save(made, {}, ("series",)):
            return None
        for name, table in SERIES_WORDS.items():
            found = self.series_words(part, name, table)
            getattr(made, name).set([word for word in found if word])
        return made

    def series_words(
        self, part: d.SeriesRef, name: str, table: type[Word]
    ) -> list[Word | None]:
        """Return the words of one list of a series."""
        return [
            self.word(table, word.key, ("series", name, index))
            for index, word in enumerate(getattr(part, name))
        ]

    def save(self, row: models.Model, values: Values, place: Place) -> bool:
        """Check and save a row; note its faults and say whether it was saved.

        Constraints are left to the database, which checks them anyway; only when it
        refuses are they asked one by one for their sentences.
        """
        for name, value in values.items():
            setattr(row, name, value)
        try:
            row.clean_fields(exclude=_unset(row))
            row.clean()
            with transaction.atomic():
                row.save()
        except ValidationError as error:
            self.refusals(error, place)
            return False
        except IntegrityError as refusal:
            try:
                row.validate_unique()
                row.validate_constraints()
            except ValidationError as error:
                self.refusals(error, place)
            else:
                self.fault(place, str(refusal))
            return False
        except ValueError as error:
            self.fault(place, str(error))
            return False
        return True

    def refusals(self, error: ValidationError, place: Place) -> None:
        """Note what a row's own checks said, each at its column."""
        for name, messages in _by_column(error).items():
            steps = place if name == "__all__" else (*place, name)
            for message in messages:
                self.fault(steps, message)


def _unset(row: models.Model) -> set[str]:
    """Columns not to be checked: what `save` fills, and links, which were just read."""
    links = {field.name for field in row._meta.concrete_fields if field.is_relation}
    filled = {
        name for name in ("ref", "sequence") if not getattr(row, name, "not a column")
    }
    required = {name for name in links if getattr(row, f"{name}_id") is None}
    standing = set(Publishable.STANDING) if isinstance(row, Publishable) else set()
    return (links - required) | filled | standing | {"patient"}


def _by_column(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return error.message_dict
    return {"__all__": error.messages}
