"""The frame itself: what every other test relies on."""

import socket

import pytest
from django.db import connection, connections

from tests import databases


def test_the_network_is_out_of_reach():
    with (
        socket.socket() as elsewhere,
        pytest.raises(AssertionError, match=r"192\.0\.2\.1"),
    ):
        elsewhere.connect(("192.0.2.1", 80))


def test_the_suite_runs_on_the_database_that_was_asked_for():
    assert connection.vendor == databases.NAME


@pytest.mark.django_db
def test_readers_see_what_a_test_has_written_and_not_committed():
    assert connections["reader"] is connections["default"]


@pytest.mark.django_db(transaction=True)
def test_readers_have_a_connection_of_their_own_where_tests_commit():
    assert connections["reader"] is not connections["default"]
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM archive_record")
        assert cursor.fetchone() == (0,)
