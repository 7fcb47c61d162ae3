"""What a case or an article lacks before it can be published, in sentences.

A rule about one row is a constraint on its table; a rule over several rows is a
sentence here. The form shows the sentences and `workflow` obeys them.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from pydantic import ValidationError

from casebase.archive import choices as c
from casebase.archive import document as d
from casebase.archive.models import Record
from casebase.archive.references import faults as reference_faults

from .freezing import freeze, freeze_article
from .importing.faults import of_shape
from .models import Article, ArticleRelation, Patient, PatientSource
from .models.base import Publishable, Sourcing, Status
from .shapes import all_shapes

#: Facts about the patient that cannot be published without their source.
NEED_A_SOURCE = (
    "age_value",
    "sex",
    "country",
    "ancestry_reported",
    "ecog",
    "karnofsky",
    "smoking_reported",
    "history",
    "family_history",
    "vital_status",
)


def missing_before_publishing(target: Publishable) -> list[str]:
    """Return what is missing, as sentences; nothing when it can be published."""
    if isinstance(target, Article):
        return list(_of_article(target))
    assert isinstance(target, Patient)
    missing = list(_of_patient(target))
    return missing or list(_of_document(target))


def unpublished_articles(patient: Patient) -> list[Article]:
    """Return the case's articles that readers do not know yet: one approval covers
    the patient and them."""
    articles = Article.objects.filter(patient_sources__patient=patient)
    return list(articles.filter(published_rev__isnull=True).order_by("slug"))


def going_along() -> Q:
    """Articles that readers do not know yet, of a case that is in review or approved:
    they are reviewed and published along with it."""
    submitted = PatientSource.objects.filter(
        article=OuterRef("pk"), patient__status__in=[Status.IN_REVIEW, Status.APPROVED]
    )
    return Q(Exists(submitted), published_rev__isnull=True)


def _of_article(article: Article) -> Iterator[str]:
    name = f"The article {article.slug}"
    known = article.doi or article.pmid or article.pmcid or article.url
    told_of = ArticleRelation.objects.filter(
        other=article, kind=c.RelationKind.REPORTS_ON
    ).exists()
    if not known and not told_of:
        yield (
            f"{name} has no DOI, PMID, PMCID or address, and no article here "
            "reports on it. Give one of them."
        )
    if not known and told_of and not article.identifiers_note:
        yield f"{name} has no identifier. Say why in its identifiers note."
    if not article.title and not article.identifiers_note:
        yield f"{name} has no title. Give it, or say why it is missing."
    if not article.journal and not article.outlet and not article.title:
        yield f"{name} has neither title, journal nor outlet."
    signed = article.authorships.exists() or article.kind == c.ArticleKind.NEWS_ITEM
    if not signed and not article.identifiers_note:
        yield (
            f"{name} names nobody who signs it. Name at least the first author, or "
            "say in its identifiers note why nobody is named."
        )


def _of_patient(patient: Patient) -> Iterator[str]:
    removed = Record.objects.filter(key=patient.key, latest__purged=True).first()
    if removed is not None:
        yield (
            f"{removed.name} stood here and was removed for privacy. It is not "
            "published again."
        )
    sources = list(patient.sources.all())
    if not any(source.role == c.SourceRole.PRIMARY for source in sources):
        yield "The case has no primary report. Mark one of its sources as primary."
    if not patient.sex:
        yield "The sex is missing. Choose “Not reported” if the source does not say."
    if patient.age_value is None and patient.age_qualifier != "not_reported":
        yield "The age is missing. Choose “Not reported” if the source does not say."
    if not patient.summary:
        yield "The summary is missing. Write two or three sentences in your own words."
    if not patient.diagnosis_rows.exists():
        yield "The case has no diagnosis."
    if not patient.biomarkerfinding_rows.exists():
        yield "The case has no biomarker finding. Add what was found or tested."
    if not patient.treatment_rows.exists():
        yield (
            "The case has no treatment. Add what was given or considered, "
            "or observation if nothing was."
        )
    yield from _unsourced(patient)
    yield from _suggested(patient)
    yield from _odd_findings(patient)
    for article in {source.article for source in sources}:
        if article.synthetic != patient.synthetic:
            yield (
                f"{article} and the case do not agree on being made up. Tick "
                "“Synthetic” in both or in neither."
            )
    for article in unpublished_articles(patient):
        yield from _of_article(article)


def _unsourced(patient: Patient) -> Iterator[str]:
    sourced = set(patient.facts.values_list("field", flat=True))
    silent = {None, "", "not_reported"}
    names = {column.name: column.verbose_name for column in patient._meta.fields}
    for field in NEED_A_SOURCE:
        if getattr(patient, field) not in silent and field not in sourced:
            name = names[field]
            yield f"The {name} of the patient has no source. Say where it stands."


def _suggested(patient: Patient) -> Iterator[str]:
    for shape in all_shapes():
        table = shape.table
        if issubclass(table, Sourcing):
            found = table._default_manager.filter(
                Q(assertion=c.Assertion.SUGGESTED), patient=patient
            )
            for row in found:
                yield f"{row.ref} is only suggested. Check it against the source."


def _odd_findings(patient: Patient) -> Iterator[str]:
    for finding in patient.biomarkerfinding_rows.select_related("biomarker"):
        is_fusion = finding.biomarker.kind == c.BiomarkerKind.FUSION
        if is_fusion and not finding.partner_status and finding.result == "positive":
            yield f"{finding.ref} is a fusion: say whether its partner is named."
        junction = finding.exon_5p or finding.exon_3p or finding.in_frame
        if junction and not is_fusion:
            yield f"{finding.ref} is no fusion, yet has exons or a frame of one."


def _of_document(patient: Patient) -> Iterator[str]:
    """What the shape of the document or its cross references find wrong."""
    try:
        document = freeze(patient)
        for article in unpublished_articles(patient):
            freeze_article(article)
    except ValidationError as error:
        for fault in of_shape(error):
            yield f"{fault}."
        return
    for path, message in reference_faults(document):
        yield f"{_row_named(document, path)}{message[:1].lower()}{message[1:]}"


def _row_named(document: d.CaseDocument, path: str) -> str:
    """Return the ref of the row a path leads to, for people who do not read paths."""
    part: Any = document
    name = ""
    for step in path.replace("]", "").replace("[", ".").split("."):
        try:
            part = part[int(step)] if step.isdigit() else getattr(part, step)
        except (AttributeError, IndexError, TypeError):
            break
        name = getattr(part, "ref", name)
    return f"{name}: " if name else f"{path}: "
