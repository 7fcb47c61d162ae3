"""Places that may be killed: to make one takes longer than most of what is done."""

from collections.abc import Iterator

import pytest

from .place import Place, place


@pytest.fixture(scope="session")
def sqlite_place() -> Iterator[Place]:
    """Return a place with an embedded database."""
    with place("sqlite") as here:
        yield here


@pytest.fixture(scope="session")
def postgresql_place() -> Iterator[Place]:
    """Return a place with a server of its own."""
    with place("postgresql") as here:
        yield here


@pytest.fixture
def here(request: pytest.FixtureRequest) -> Place:
    """Return the place whose database the test is told."""
    return request.getfixturevalue(f"{request.param}_place")
