"""Whatever is published, edited, withdrawn and purged, in whatever order: the index
that has followed is the one made anew, and says what the documents say."""

import os
from itertools import islice
from unittest import mock

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casebase.archive import checks, index, publishing, snapshots, word_tables
from casebase.archive.models import Record
from tests import generating
from tests.archive import generated, naive
from tests.browse import archive as words

pytestmark = pytest.mark.django_db

KEYS = ("facet", "key", "label", "aliases", "parents", "facts")
TERMS = [dict(zip(KEYS, word, strict=True)) for word in words.WORDS]
ARTICLES = 3
#: Cases of few keys, so that most are published more than once.
CASES = [f"made-up-{n}/patient-{m}" for n in range(1, ARTICLES + 1) for m in (1, 2)]
NUMBERS = st.integers(0, 10**6)
STEPS = st.sampled_from(
    ["case"] * 4
    + ["article", "withdraw", "withdraw", "purge", "term", "look", "snapshot"]
)


def case(number: int) -> None:
    """Publish a case, or other content of one that is there, was withdrawn, purged."""
    generator = generating.Generator(generating.Words.read(TERMS), number)
    articles = generator.articles(ARTICLES)
    wanted = CASES[number % len(CASES)]
    for document in islice(generator.cases(articles), 200):
        if document.key == wanted:
            publishing.put(document, **generated.ENVELOPE)
            return
    raise AssertionError("No case of this key is made.")


def article(number: int) -> None:
    """Publish or edit an article: its year, whether it is retracted."""
    generator = generating.Generator(generating.Words.read(TERMS), number)
    document = generator.articles(ARTICLES)[number % ARTICLES]
    publishing.put(document, **generated.ENVELOPE)


def one_of_the_records(number: int) -> Record | None:
    """A case or an article that is there."""
    names = Record.objects.order_by("name")
    return names[number % len(names)] if names else None


def withdraw(number: int) -> None:
    """Take something out of the lists."""
    if record := one_of_the_records(number):
        publishing.withdraw(record, by="Grace", reason="error")


def purge(number: int) -> None:
    """Remove the text of something."""
    if record := one_of_the_records(number):
        publishing.purge(record, by="Grace")


def term(number: int) -> None:
    """Let a word of the vocabulary have something broader above it, or nothing."""
    changed = TERMS[number % len(TERMS)]
    above = changed["parents"] if number % 2 else []
    publishing.put_terms([changed | {"parents": above, "label": f"Term {number % 3}"}])


def look(number: int) -> None:
    """Let a reader ask, so that the index follows by some steps and not by all."""
    index.current()


def snapshot(number: int) -> None:
    """Keep the index as it stands: a process that starts later begins with it."""
    snapshots.keep(index.current())


ACTS = {
    act.__name__: act for act in (case, article, withdraw, purge, term, look, snapshot)
}
#: So many sequences; a thousand in the long run.
SEQUENCES = 1000 if os.environ.get("CASEBASE_SOAK") else 10


@pytest.mark.promise(9)
@settings(
    max_examples=SEQUENCES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(steps=st.lists(st.tuples(STEPS, NUMBERS), min_size=6, max_size=16))
def test_the_index_that_followed_is_the_one_made_anew(looked_at, steps):
    looked_at(len(steps), "steps", least=6)
    with (
        mock.patch.object(index, "_index", index.Index()),
        mock.patch.object(index, "AT_ONCE", 2),
        # So few that words are put together anew in some sequences, and not in others.
        mock.patch.object(word_tables.Words, "MOST", 250),
        mock.patch.object(word_tables.Words, "FEW", 2),
        transaction.atomic(),
    ):
        index.notice()
        try:
            publishing.put_terms(TERMS)
            for step, number in steps:
                ACTS[step](number)
            the_index_is_that_of_a_rebuild()
            the_index_says_what_the_documents_say()
        finally:
            transaction.set_rollback(True)
            index.notice()


def the_index_is_that_of_a_rebuild() -> None:
    """Bitmap by bitmap, and entry by entry, as `check_archive` compares them."""
    followed = index.current()
    for check in (checks.versions, checks.records, checks.index):
        assert list(check(checks.Seen())) == []
    publishing.rebuild_index()
    assert followed.holds_the_same_as(index.brought_up_to_date(index.Index()))
    assert index.current().holds_the_same_as(followed)


def the_index_says_what_the_documents_say() -> None:
    """Lists and counts are those of the documents that are public now."""
    for retracted in ("", "include", "only"):
        answer = naive.Answer(generated.plain_cases(), {}, retracted)
        cases = index.current().select({}, retracted=retracted)
        assert cases.accessions() == answer.accessions()
        courses = index.current().select({}, rows="courses", retracted=retracted)
        assert courses.page(1, 1000) == answer.courses()
        for name in naive.FACETS:
            assert dict(cases.counts(name)) == answer.counts(name), name
