"""An archive to take away: the starter's 14 cases and some made-up ones."""

import os

import pytest
from django.test import Client

from casebase.archive import document as d
from casebase.archive import publishing
from casebase.archive.synthetic.words import terms_of
from casebase.archive.synthetic.writing import write
from casebase.archive.term_lookup import named_in
from tests import an_archive
from tests.archive import generated, synthetic_words
from tests.browse.archive import ENVELOPE

#: A long run looks at an archive of some size.
MADE_UP = 500 if "CASEBASE_SOAK" in os.environ else 30


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    """A reader of that archive."""
    with an_archive.for_a_while(django_db_blocker):
        documents = generated.starter()
        synthetic_words.put_words()
        named = {one for document in documents for one in named_in(document)}
        publishing.put_terms(
            {"facet": facet, "key": key, "label": key} for facet, key in sorted(named)
        )
        cases = [one for one in documents if isinstance(one, d.CaseDocument)]
        known = {(term["facet"], term["key"]): term for term in terms_of(cases)}
        publishing.put_terms(known.values())
        publishing.put_all(documents, **ENVELOPE)
        write(MADE_UP, seed=1)
        yield Client()
