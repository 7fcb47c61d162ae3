#!/usr/bin/env python3
"""Casebase's commands, through Django."""

import os
import sys


def main() -> None:
    """Run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import DatabaseError

    # Where the cause is the machine's and not the program's, the hint alone, without a
    # traceback.
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        words = str(error)
        if os.environ.get("CASEBASE_SERVE") == "public":
            words += (
                "\nCASEBASE_SERVE is public: a readers' process has no database to "
                "write to. Commands run with the curators' settings."
            )
        sys.exit(words)
    except DatabaseError as error:
        from casebase.archive.unreachable import hint

        if words := hint(error):
            sys.exit(words)
        raise


if __name__ == "__main__":
    main()
