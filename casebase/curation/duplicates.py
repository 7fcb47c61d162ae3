"""Whether a paper is here already, and whether two patients may be one person.

Nobody is merged by a program. Two patients who look alike are shown to a curator, who
answers once (`SamePersonAnswer`); an answered pair is not asked again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet

from casebase.archive import choices as c
from casebase.archive.models import Record
from casebase.vocabulary.models import Institution
from casebase.vocabulary.similar import bare

from .models import (
    Article,
    Authorship,
    BiomarkerFinding,
    Curator,
    Diagnosis,
    Patient,
    SamePersonAnswer,
)
from .models.article import bare_doi
from .models.patient import with_primary_report

YEARS_APART = 2
#: Of a large group's cases, how many are compared with one of them.
MOST_COMPARED = 200
#: Of many authors in common, how many are named.
MOST_NAMED = 3
#: How many of an age's unit make a year.
IN_A_YEAR = {
    c.AgeUnit.YEAR: Decimal(1),
    c.AgeUnit.MONTH: Decimal(12),
    c.AgeUnit.WEEK: Decimal(52),
    c.AgeUnit.DAY: Decimal(365),
    c.AgeUnit.GESTATIONAL_WEEK: Decimal(52),
}
SAYS_NOTHING = {"", c.Sex.NOT_REPORTED}
_SIDES = ("five_prime", "three_prime", "gene", "other_gene")
_GENES_OF_A_FUSION = tuple(f"biomarker__fusion__{side}" for side in _SIDES)


def paper_here(
    *, doi: str = "", pmid: str = "", pmcid: str = "", other_than: int | None = None
) -> Article | None:
    """Return the article that has one of these identifiers, if one is here."""
    asked = {"doi": bare_doi(doi), "pmid": pmid.strip(), "pmcid": pmcid.strip().upper()}
    wanted = Q()
    for name, value in asked.items():
        if value:
            wanted |= Q(**{name: value})
    if not wanted:
        return None
    found = Article.objects.filter(wanted)
    return (found.exclude(pk=other_than) if other_than else found).first()


@dataclass(frozen=True)
class Likeness:
    """A patient who may be the same person, and in what the two agree: words."""

    patient: Patient
    agree: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.agree)


@dataclass(frozen=True)
class Answered:
    """A patient found to be the same person, and what is to be done about it."""

    patient: Patient
    answer: SamePersonAnswer
    next_step: str


def may_be_same_person(patient: Patient) -> list[Likeness]:
    """Return who may be the same person as this patient, the likest first.

    Asked are patients of other papers with a hospital or an author in common. Sex and
    age (within two years) must not contradict each other, and an altered gene or the
    diagnosis must be the same. Who was answered already is not asked again.
    """
    if patient.pk is None:
        return []
    others = _with_people_in_common(patient)[:MOST_COMPARED]
    if not others:
        return []
    mine, *theirs = traits_of([patient, *others])
    found = [
        Likeness(other, agree)
        for other, its in zip(others, theirs, strict=True)
        if (agree := mine.agreement_with(its))
    ]
    return sorted(found, key=lambda one: (-len(one.agree), one.patient.pk))


def pairs(say: Callable[[int, int], None]) -> Iterator[tuple[Patient, Likeness]]:
    """Yield every pair of patients that is still to be answered, each once.

    `say` is told how many patients are compared and of how many.
    """
    of = Patient.objects.count()
    for done, patient in enumerate(Patient.objects.order_by("pk").iterator(), start=1):
        for likeness in may_be_same_person(patient):
            if likeness.patient.pk > patient.pk:
                yield patient, likeness
        say(done, of)


def papers_with_one_title() -> list[list[Article]]:
    """Return the articles whose titles differ in nothing but capitals and signs."""
    groups: dict[str, list[int]] = defaultdict(list)
    titles = Article.objects.exclude(title="").order_by("pk")
    for pk, title in titles.values_list("pk", "title"):
        groups[bare(title)].append(pk)
    several = [keys for name, keys in groups.items() if name and len(keys) > 1]
    known = Article.objects.in_bulk([pk for keys in several for pk in keys])
    return [[known[pk] for pk in keys] for keys in several]


def answer(
    one: Patient, other: Patient, *, by: Curator, answer: str, note: str = ""
) -> SamePersonAnswer:
    """Keep whether two patients are one person. Raise ValidationError where somebody
    has answered already."""
    elder, younger = sorted((one, other), key=lambda patient: patient.pk)
    row = SamePersonAnswer(
        patient_a=elder, patient_b=younger, answer=answer, note=note, by=by
    )
    row.full_clean()
    row.save()
    return row


def answer_about(one: Patient, other: Patient) -> SamePersonAnswer | None:
    """Return what was answered about two patients, if anything was."""
    elder, younger = sorted((one.pk, other.pk))
    found = SamePersonAnswer.objects.filter(patient_a=elder, patient_b=younger)
    return found.select_related("by").first()


def found_the_same(patient: Patient) -> list[Answered]:
    """Return who was found to be the same person and still stands here apart."""
    rows = SamePersonAnswer.objects.filter(
        Q(patient_a=patient) | Q(patient_b=patient),
        answer=SamePersonAnswer.Answer.SAME,
    ).select_related("patient_a", "patient_b", "by")
    found = []
    for row in rows:
        other = row.patient_b if row.patient_a_id == patient.pk else row.patient_a
        if step := what_next(row):
            found.append(Answered(other, row, step))
    return found


def what_next(row: SamePersonAnswer) -> str:
    """Say what is to be done about one person who stands here twice; "" when done."""
    elder, younger = row.patient_a, row.patient_b
    names = {elder.accession, younger.accession} - {""}
    withdrawn = Record.objects.filter(name__in=names, withdrawn=True)
    if withdrawn.exists():
        return ""
    leave = (
        f"Then withdraw {younger.accession} as a duplicate"
        if younger.accession
        else f"Then delete the draft of {younger}"
    )
    known = elder.sources.filter(article__in=younger.sources.values("article"))
    if known.exists():
        return f"{leave}: its paper is a source of {_named(elder)} already."
    return (
        f"Add the paper of {_named(younger)} to {_named(elder)} as a further source, "
        f"with what only it says. {leave}."
    )


@dataclass(frozen=True)
class Traits:
    """What two reports of one person would have in common."""

    sex: str
    years: tuple[Decimal, Decimal] | None
    people: dict[int, str]
    institutions: dict[int, str]
    genes: dict[int, str]
    diagnoses: dict[int, str]

    def agreement_with(self, other: "Traits") -> tuple[str, ...]:
        """Return in what the two agree, in words; () if they are not alike enough."""
        if self.sex != other.sex and not {self.sex, other.sex} & SAYS_NOTHING:
            return ()
        near = _near(self.years, other.years)
        if near is False:
            return ()
        genes = _common(self.genes, other.genes)
        diagnoses = _common(self.diagnoses, other.diagnoses)
        people = _common(self.people, other.people)
        places = _common(self.institutions, other.institutions)
        if not (genes or diagnoses) or not (people or places):
            return ()
        same_sex = self.sex == other.sex and self.sex not in SAYS_NOTHING
        return (
            *(["same sex"] if same_sex else []),
            *(["about the same age"] if near else []),
            *(f"{gene} altered in both" for gene in genes),
            *(f"{diagnosis} in both" for diagnosis in diagnoses),
            *(f"{place} in both" for place in places),
            *_signing(people),
        )


def traits_of(patients: Sequence[Patient]) -> list[Traits]:
    """Return the traits of patients, read with as many queries for one as for many.

    Read as values: two hundred cases would be some three thousand rows of models.
    """
    keys = [patient.pk for patient in patients]
    found = {
        patient.pk: Traits(patient.sex, _years(patient), {}, {}, {}, {})
        for patient in patients
    }
    of_article = "article__patient_sources__patient"
    signed = Authorship.objects.filter(
        role=c.AuthorshipRole.AUTHOR, **{f"{of_article}__in": keys}
    ).order_by("article__patient_sources", "position", "pk")
    name = ("person__given", "person__family", "person__suffix")
    for patient, person, *names in signed.values_list(of_article, "person", *name):
        found[patient].people[person] = " ".join(filter(None, names))
    places = Patient.institutions.through.objects.filter(patient__in=keys)
    for patient, place, called in (
        *signed.filter(affiliations__isnull=False).values_list(
            of_article, "affiliations", "affiliations__name"
        ),
        *places.values_list("patient", "institution", "institution__name"),
    ):
        found[patient].institutions[place] = called
    positive = BiomarkerFinding.objects.filter(
        patient__in=keys, result=c.FindingResult.POSITIVE
    )
    # Two papers may name one fusion differently, so genes are compared.
    sides = ("biomarker__gene", *_GENES_OF_A_FUSION)
    columns = [column for side in sides for column in (side, f"{side}__symbol")]
    for patient, *genes in positive.values_list("patient", *columns):
        for gene, symbol in zip(genes[::2], genes[1::2], strict=True):
            if gene is not None:
                found[patient].genes[gene] = symbol
    diagnosed = Diagnosis.objects.filter(patient__in=keys, disease__isnull=False)
    for patient, disease, called in diagnosed.values_list(
        "patient", "disease", "disease__name"
    ):
        found[patient].diagnoses[disease] = called
    return [found[key] for key in keys]


def _with_people_in_common(patient: Patient) -> QuerySet[Patient]:
    own_articles = patient.sources.values("article")
    signed = Authorship.objects.filter(
        article__in=own_articles, role=c.AuthorshipRole.AUTHOR
    )
    places = Institution.objects.filter(
        Q(pk__in=patient.institutions.values("pk"))
        | Q(pk__in=signed.values("affiliations"))
    ).values("pk")
    in_common = Authorship.objects.filter(role=c.AuthorshipRole.AUTHOR).filter(
        Q(person__in=signed.values("person")) | Q(affiliations__in=places)
    )
    there = Patient.institutions.through.objects.filter(institution__in=places)
    answered = SamePersonAnswer.objects
    found = Patient.objects.filter(
        Q(pk__in=there.values("patient"))
        | Q(sources__article__in=in_common.values("article"))
    )
    if patient.sex not in SAYS_NOTHING:
        found = found.filter(sex__in=[patient.sex, *SAYS_NOTHING])
    withdrawn = Record.objects.filter(withdrawn=True).values("name")
    return (
        # Two patients of one paper are told apart by the paper itself.
        found.exclude(sources__article__in=own_articles)
        .filter(synthetic=patient.synthetic)
        .exclude(accession__in=withdrawn)
        .exclude(pk=patient.pk)
        .exclude(pk__in=answered.filter(patient_a=patient).values("patient_b"))
        .exclude(pk__in=answered.filter(patient_b=patient).values("patient_a"))
        .distinct()
        .order_by("pk")
        .prefetch_related(with_primary_report())
    )


def _named(patient: Patient) -> str:
    return patient.accession or str(patient)


def _signing(people: list[str]) -> Iterator[str]:
    """Name the authors that two papers have in common: three of them, and how many."""
    if people:
        more = len(people) - MOST_NAMED
        named = ", ".join(people[:MOST_NAMED])
        yield f"signed by {named}{f' and {more} more' if more > 0 else ''} both times"


def _common(mine: dict[int, str], theirs: dict[int, str]) -> list[str]:
    return [name for key, name in mine.items() if key in theirs]


def _years(patient: Patient) -> tuple[Decimal, Decimal] | None:
    """Return the age as a range in years, or None if it is not reported."""
    if not patient.age_value or not patient.age_unit:
        return None
    unit = IN_A_YEAR[c.AgeUnit(patient.age_unit)]
    low = Decimal(patient.age_value) / unit
    high = Decimal(patient.age_value_max or patient.age_value) / unit
    return low, high


def _near(
    mine: tuple[Decimal, Decimal] | None, theirs: tuple[Decimal, Decimal] | None
) -> bool | None:
    """Return whether two ages are at most two years apart; None if one is not known."""
    if mine is None or theirs is None:
        return None
    apart = max(mine[0], theirs[0]) - min(mine[1], theirs[1])
    return apart <= YEARS_APART
