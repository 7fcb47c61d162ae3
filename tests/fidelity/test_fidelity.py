"""Every leaf of every facts file is in the starter's documents and on their pages."""

import hashlib
from fnmatch import fnmatchcase

import pytest

from tests.fidelity import checking, expectations, facts, places

# For `starter_pages`: a test database is only made for tests that ask for it.
pytestmark = pytest.mark.django_db

FILES = facts.names()
#: SHA-256 of the facts files as they were given, one after the other by name.
GIVEN = "194eb31522ef3b6e898cfbd8753971cbe6493a4dfb7001d6469fe596b97298fb"


def expected_of(name):
    """Leaves that are not bookkeeping, each with its line if there is one."""
    lines = {line.leaf: line for line in expectations.load(name).lines}
    told = [leaf for leaf in facts.leaves(name) if not leaf.is_bookkeeping]
    return [(leaf, lines[leaf.path]) for leaf in told if leaf.path in lines]


def named(name, by_key):
    """Of documents or pages by key, those of a facts file by its names for them."""
    told = expectations.load(name).documents
    return {short: by_key[key] for short, key in told.items()}


def test_the_facts_are_those_that_were_given():
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((facts.FOLDER / f"{name}.yaml").read_bytes())
    assert digest.hexdigest() == GIVEN


@pytest.mark.parametrize("name", FILES)
def test_every_leaf_has_a_line_and_every_line_a_leaf(name):
    told = [(leaf.path, leaf.says) for leaf in facts.leaves(name)]
    bare = [path for path, _ in told]
    assert len(set(bare)) == len(bare) > 10
    wanted = [
        (leaf.path, leaf.says) for leaf in facts.leaves(name) if not leaf.is_bookkeeping
    ]
    lines = [(line.leaf, line.says) for line in expectations.load(name).lines]
    assert lines == wanted


@pytest.mark.parametrize("name", FILES)
def test_every_leaf_is_in_the_documents(starter_documents, name):
    documents = named(name, starter_documents)
    assert (
        faults(
            (leaf, checking.in_documents(leaf, line, documents))
            for leaf, line in expected_of(name)
        )
        == []
    )


@pytest.mark.parametrize("name", FILES)
def test_every_leaf_is_on_the_pages(starter_pages, name):
    pages = named(name, starter_pages)
    assert (
        faults(
            (leaf, checking.on_pages(leaf, line, pages))
            for leaf, line in expected_of(name)
        )
        == []
    )


@pytest.mark.parametrize("name", FILES)
def test_treatments_stand_in_the_order_of_the_facts(name):
    assert checking.out_of_order(expectations.load(name).lines) == []


@pytest.mark.parametrize("name", FILES)
def test_no_document_holds_a_quotation(starter_documents, name):
    quotes = [leaf.says for leaf in facts.leaves(name) if leaf.name == "quotes"]
    assert set(quotes) == {"none"}
    for document in named(name, starter_documents).values():
        held = [place for place, _ in places.leaves(document) if "quote" in place]
        assert held == []


def test_every_document_of_the_starter_is_told_by_facts(starter_documents):
    told = [key for name in FILES for key in expectations.load(name).documents.values()]
    assert set(told) == set(starter_documents)


def test_what_is_not_expected_is_the_facts_files_own_bookkeeping():
    leaves = [leaf for name in FILES for leaf in facts.leaves(name)]
    for pattern in facts.BOOKKEEPING:
        assert any(fnmatchcase(leaf.path, pattern) for leaf in leaves), pattern
    share = sum(leaf.is_bookkeeping for leaf in leaves) / len(leaves)
    assert share < 0.12


def test_few_leaves_are_told_in_words_of_which_none_is_theirs():
    lines = [line for name in FILES for line in expectations.load(name).lines]
    assert sum(bool(line.why) for line in lines) / len(lines) < 0.25


def faults(found):
    """Each fault with the leaf it is about."""
    return [f"{leaf.path}: {fault}" for leaf, said in found for fault in said]
