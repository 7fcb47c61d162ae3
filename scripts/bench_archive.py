"""A workbench of made-up cases, as large as a full archive's, for `bench-curators`.

The first 250 are those of `archive/synthetic`, imported as drafts by several curators
as `import_cases` does; then most are published, and some wait or are returned. The
rest are copies of these, row by row in SQL, with articles and authors of their own:
importing them all would take ten times as long. Hospitals, genes and biomarkers are
made up beside them, as many as such an archive would have, since searches go through
those too.
"""

import sys
from collections.abc import Iterator
from datetime import timedelta
from functools import cache, partial
from io import StringIO
from itertools import count
from random import Random
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.models import Record, Term, Version
from casebase.archive.synthetic.stories import report
from casebase.archive.synthetic.words import Words, terms_of
from casebase.curation import terms
from casebase.curation.importing.case_files import import_documents
from casebase.curation.models import (
    Article,
    Assignment,
    Curator,
    Patient,
    Person,
    ReaderReport,
    Review,
    SamePersonAnswer,
    SuggestedPaper,
)
from casebase.curation.models.base import Status
from casebase.curation.people import statements
from casebase.curation.roles import ensure_roles
from casebase.vocabulary.choices import WordStatus
from casebase.vocabulary.models import Biomarker, Gene, GeneAlias, GeneFusion

#: Of each 100 targets, how many are public, and how those stand that are not.
PUBLIC = 70
STANDING = {Status.IN_REVIEW: 5, Status.CHANGES_REQUESTED: 4}
CURATORS = 6
#: Reports that are imported together, by one curator.
AT_ONCE = 100
SEED = 1
#: Cases that are imported; a copy of them has keys so much higher.
IMPORTED, APART = 250, 1_000_000
COUNTRIES = ("CN", "JP", "US", "FR", "DE", "IN", "IT", "KR")


def make(cases: int, genes: int) -> None:
    """Make the archive, or leave alone what is there."""
    call_command("migrate", verbosity=0)
    if Patient.objects.count() < cases:
        if Gene.objects.exists():
            raise SystemExit(
                "A smaller or half-made archive is there: delete it, or give another "
                "folder with --data."
            )
        say = partial(print, file=sys.stderr, flush=True)
        say("An archive of made-up cases: its words …")
        call_command("load_vocabulary", verbosity=0, stdout=StringIO())
        make_genes(genes)
        terms.publish_terms()
        say(f"{min(IMPORTED, cases)} cases, imported …")
        import_cases(min(IMPORTED, cases))
        say(f"{cases} cases, copied …")
        for number in count(1):
            if Patient.objects.count() >= cases:
                break
            copy_all(number)
        from_readers(cases)
        tidy()
    call_command("collectstatic", interactive=False, verbosity=0)


def tidy() -> None:
    """Do what PostgreSQL does by itself in time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def import_cases(cases: int) -> None:
    """Import made-up reports, each hundred by another curator."""
    people = curators()
    words = Words()
    numbers = count(1)
    for place in count():
        made = [report(words, SEED, next(numbers)) for _ in range(AT_ONCE)]
        documents = [
            peopled(entry) for one in made for entry in [*one.articles, *one.cases]
        ]
        by = people[place % CURATORS]
        with transaction.atomic():
            import_documents([(one.key, one) for one in documents], by=by)
            stand(documents, by, people)
        if Patient.objects.count() >= cases:
            return


#: What is copied with a case, and the columns that are told apart by the copy's number.
COPIED = (Article, Person, Patient, Record, Version)
TOLD_APART = {
    Article: ("slug",),
    Person: ("family",),
    Patient: ("accession",),
    Record: ("name", "key"),
}


@transaction.atomic
def copy_all(number: int) -> None:
    """Copy all that was imported, row by row, under keys and names of its own."""
    with connection.cursor() as cursor:
        for table in copied():
            columns = table._meta.concrete_fields
            names = ", ".join(f'"{field.column}"' for field in columns)
            values = ", ".join(_copied_value(table, field, number) for field in columns)
            name = table._meta.db_table
            cursor.execute(
                f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} "
                f"WHERE id < {APART}"
            )
        for table in (Article, Patient):
            name = table._meta.db_table
            at = f"{name}.id = {name}_of.id + {number * APART}"
            # New rows are drafts, and the rows below them count the revision on.
            cursor.execute(
                f"UPDATE {name} SET status = {name}_of.status, "
                f"published_rev = CASE WHEN {name}.published_rev IS NOT NULL "
                f"THEN {name}.content_rev END FROM {name} AS {name}_of WHERE {at}"
            )


@cache
def copied() -> list[Any]:
    """The tables that are copied: what hangs on a case or an article, and those."""
    found = list(COPIED)
    tables = apps.get_app_config("curation").get_models(include_auto_created=True)
    grown = True
    tables = [table for table in tables if table not in (SamePersonAnswer, Assignment)]
    while grown:
        more = [
            table
            for table in tables
            if table not in found
            and any(field.related_model in found for field in _links(table))
        ]
        found += more
        grown = bool(more)
    return found


def _links(table: Any) -> list[Any]:
    return [field for field in table._meta.concrete_fields if field.is_relation]


def _copied_value(table: Any, field: Any, number: int) -> str:
    column = f'"{field.column}"'
    is_key = field.primary_key or field.name == "archive_version"
    if is_key or field.related_model in copied():
        return f"{column} + {number * APART}"
    if field.name in TOLD_APART.get(table, ()):
        return f"CASE WHEN {column} = '' THEN '' ELSE {column} || '-{number}' END"
    if field.name == "status" and table in (Article, Patient):
        return "'draft'"
    return column


def curators() -> list[Curator]:
    """Return the people who enter, and last the reviewer who does not."""
    roles = ensure_roles()
    names = [*(f"curator-{n}" for n in range(1, CURATORS + 1)), "reviewer"]
    for name in names:
        person, is_new = Curator.objects.get_or_create(
            username=name, defaults={"is_staff": True, "display_name": name.title()}
        )
        if is_new:
            role = "editor" if name == "reviewer" else "curator"
            person.groups.add(roles[role], roles["reviewer"])
            statements.make(person, "None: made up.")
    return [Curator.objects.get(username=name) for name in names]


@transaction.atomic
def make_genes(number: int) -> None:
    """Genes, two other names of each, and a biomarker of each twentieth."""
    genes = [
        Gene(
            symbol=f"SYNTH{n}",
            name=f"made-up gene {n}",
            hgnc_status="custom",
            status=WordStatus.ACCEPTED,
        )
        for n in range(1, number + 1)
    ]
    GeneAlias.objects.bulk_create(
        (
            GeneAlias(gene=gene, text=f"{start}{gene.symbol[5:]}")
            for gene in Gene.objects.bulk_create(genes, batch_size=2000)
            for start in ("MADEUP", "SYN-")
        ),
        batch_size=2000,
    )
    for gene in Gene.objects.filter(hgnc_status="custom")[: number // 20]:
        Biomarker.objects.create(
            kind="expression", gene=gene, status=WordStatus.ACCEPTED
        )


def peopled(document: Any) -> Any:
    """The document with hospitals, and with more authors than the two it has."""
    dice = Random(f"{SEED}/{document.key}")
    if isinstance(document, d.CaseDocument):
        patient = document.patient.model_copy(
            update={"institutions": tuple(hospitals(dice))}
        )
        return document.model_copy(update={"patient": patient})
    authors = [
        d.Author.model_validate(
            {
                "family": f"Author{dice.randint(1, 20_000)}",
                "given": dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                "role": "author",
                "position": place,
                "affiliations": [dict(one) for one in hospitals(dice)],
            }
        )
        for place in range(len(document.authors) + 1, dice.randint(5, 9))
    ]
    return document.model_copy(update={"authors": (*document.authors, *authors)})


def hospitals(dice: Random) -> list[d.Institution]:
    """One or two of 800 hospitals."""
    numbers = dice.sample(range(1, 801), dice.choice((1, 1, 1, 2)))
    return [
        d.Institution.model_validate(
            {
                "name": f"Synthetic Hospital {number}, made up",
                "city": f"Town {number % 97}",
                "country": COUNTRIES[number % len(COUNTRIES)],
            }
        )
        for number in sorted(numbers)
    ]


def stand(documents: list[Any], by: Curator, people: list[Curator]) -> None:
    """Publish most of what was imported; let some of the rest be under review."""
    dice = Random(f"{SEED}/{documents[0].key}")
    slugs = {one.key for one in documents if isinstance(one, d.ArticleDocument)}
    public = {slug for slug in sorted(slugs) if dice.randint(1, 100) <= PUBLIC}
    articles = Article.objects.filter(slug__in=slugs)
    patients = Patient.objects.filter(sources__article__in=articles).distinct()
    keys = {patient.key: patient.pk for patient in patients}
    cases = [one for one in documents if isinstance(one, d.CaseDocument)]
    wanted = {(term["facet"], term["key"]): term for term in terms_of(cases)}
    here = Term.objects.filter(key__in=[key for _, key in wanted])
    for name in here.values_list("facet", "key"):
        wanted.pop(name, None)
    publishing.put_terms(wanted.values())
    for table in (GeneFusion, Biomarker):
        table.objects.exclude(status=WordStatus.ACCEPTED).update(
            status=WordStatus.ACCEPTED
        )
    publishing.put_all(
        [one for one in documents if one.key.split("/")[0] in public],
        published_by="bench",
        submitted_by="bench",
        review_basis="transcription",
        reason="Made up, for measuring",
    )
    names = Record.objects.filter(key__in=keys).values_list("key", "name")
    for key, accession in names:
        rows = Patient.objects.filter(pk=keys[key])
        rows.update(accession=accession, published_rev=F("content_rev"))
    articles.filter(slug__in=public).update(published_rev=F("content_rev"))
    for rows in (articles, Patient.objects.filter(pk__in=keys.values())):
        age(rows, by, dice)
        for row in rows.filter(published_rev=None):
            review(row, by, people[-1], dice)


def age(rows: Any, by: Curator, dice: Random) -> None:
    """Let them have been saved some time in the last two years."""
    for pk in rows.values_list("pk", flat=True):
        when = timezone.now() - timedelta(minutes=dice.randint(1, 2 * 365 * 24 * 60))
        rows.model.objects.filter(pk=pk).update(
            created_by=by, updated_by=by, created_at=when, updated_at=when
        )


def review(row: Any, by: Curator, reviewer: Curator, dice: Random) -> None:
    """Submit a few drafts, and return some of those."""
    rows = type(row).objects.filter(pk=row.pk)
    what = dice.choices([*STANDING, None], [*STANDING.values(), 100 - PUBLIC - 9])[0]
    if what is None:
        return
    when = timezone.now() - timedelta(minutes=dice.randint(1, 30 * 24 * 60))
    rows.update(status=Status.IN_REVIEW, submitted_by=by, submitted_at=when)
    if what == Status.IN_REVIEW:
        return
    Review.objects.create(
        **{row._meta.model_name: row},
        reviewer=reviewer,
        decision=what,
        note="Made up: look again.",
        content_rev=row.content_rev,
        content_sha256="0" * 64,
    )
    rows.update(status=what)


def from_readers(cases: int) -> None:
    """Reports and papers of readers: one for each 25 and each 50 cases."""
    names = Record.objects.filter(kind="case").values_list("name", flat=True)[:200]
    dice = Random(SEED)
    ReaderReport.objects.bulk_create(
        ReaderReport(code=code, record=dice.choice(names), text="Made up.")
        for code in codes(cases // 25)
    )
    SuggestedPaper.objects.bulk_create(
        SuggestedPaper(code=code, pmid=str(n), text="Made up.")
        for n, code in enumerate(codes(cases // 50), start=90_000_000)
    )


def codes(number: int) -> Iterator[str]:
    """Numbers of reports, none twice."""
    yield from (f"MU{n:07}" for n in range(1, number + 1))
