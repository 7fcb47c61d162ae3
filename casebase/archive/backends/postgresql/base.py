"""PostgreSQL through psycopg's pool, for which nobody waits while it is away.

The pool lets each who asks wait for a connection, also when it has had none for long.
The threads of a process then wait in turn: a reader had a 503 after 43 s, and a cache
in front, which gives what it kept while it asks for another, gave that for as long.
"""

from typing import Any

from django.db.backends.postgresql import base

#: Seconds that one waits where the one before has waited in vain. The pool itself goes
#: on trying to connect; whoever asks once it has is given a connection at once.
IN_VAIN = 0.1


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own backend, whose pool is asked patiently only while it gives."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Take a connection from the pool.

        Raises `OperationalError` where it has none in time.
        """
        if not self.pool:
            return super().get_new_connection(conn_params)
        try:
            connection = super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            self.pool.timeout = IN_VAIN
            raise
        self.pool.timeout = self.settings_dict["OPTIONS"]["pool"]["timeout"]
        return connection
