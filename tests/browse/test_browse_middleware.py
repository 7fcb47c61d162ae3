"""What a reader's address may hold, and how long its answer may be kept."""

import re

import pytest
from django.db import OperationalError

from casebase.archive import index
from casebase.browse.middleware import KEEP_FRESH, fault_in, without_tracking

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "culprit"),
    [
        ("q=%00", "q"),
        ("q=a%00b", "q"),
        ("gene=%ff", "gene"),
        ("gene=%C0%AF", "gene"),
        ("gene=%ED%A0%80", "gene"),
        ("q=" + "a" * 2000, ""),
    ],
)
@pytest.mark.parametrize("path", ["/cases/", "/", "/genes/NTRK1/", "/nowhere"])
def test_a_query_no_form_could_have_made_is_refused(page, path, query, culprit):
    assert page(f"{path}?{query}", 400).culprits == [culprit]


def test_a_readable_query_is_let_through():
    assert fault_in("q=%E2%80%B2&gene=ETV6%3A%3ANTRK3&x") is None


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=x&gene=NTRK1&utm_medium=y", "gene=NTRK1"),
        ("gene=ETV6%3A%3ANTRK3&fbclid=1", "gene=ETV6%3A%3ANTRK3"),
        ("gclid=1", ""),
        ("UTM_Source=1", ""),
        ("utmost=1", "utmost=1"),
        ("q=utm_source", "q=utm_source"),
    ],
)
def test_tracking_is_dropped_and_nothing_else(query, kept):
    assert without_tracking(query) == kept


def test_a_tracked_address_leads_to_the_same_list_without_it(client, words):
    response = client.get("/cases/?gene=NTRK1&utm_source=x")
    assert response.status_code == 302
    assert response["Location"] == "/cases/?gene=NTRK1"


@pytest.mark.parametrize("path", ["//evil.example/", "///evil.example", "/\\evil"])
def test_a_tracked_address_never_leads_elsewhere(client, path):
    # A client would read "//evil.example/" as a host; servers hand it on as a path.
    response = client.get("/?utm_source=x", PATH_INFO=path)
    assert response.status_code == 302
    assert re.match(r"/[^/\\]", response["Location"])


@pytest.mark.parametrize("path", ["/", "/cases/", "/genes/KIT/", "/robots.txt"])
def test_public_answers_may_be_kept_for_a_minute(client, words, path):
    response = client.get(path)
    assert response["Cache-Control"] == KEEP_FRESH
    assert not response.cookies
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/cases/?genes=1", "/genes/NOSUCH/", "/admin/login/"])
def test_refusals_and_the_curators_side_are_not_kept(client, words, path):
    assert "s-maxage" not in client.get(path).get("Cache-Control", "")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_how_the_site_is_cannot_be_kept(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_site_whose_archive_cannot_be_read_is_not_ready(client, monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(index, "current", gone)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_readers_change_nothing(client, words, method):
    assert getattr(client, method)("/cases/").status_code in (403, 405)
