"""Ask the API as a program does."""

import pytest

ROOT = "/api/v1"


@pytest.fixture
def ask(client):
    """Ask for an address below the root, expect an answer, read it."""

    def ask(path, status=200, **more):
        response = client.get(ROOT + path, **more)
        assert response.status_code == status, (path, response.content[:500])
        kind = "application/json" if status < 400 else "application/problem+json"
        assert response["Content-Type"] == kind
        return response.json()

    return ask
