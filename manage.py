#!/usr/bin/env python3
"""Casebase's commands, through Django."""

import os
import sys


def main() -> None:
    """Run the command that was asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # the hint alone, without a traceback
        sys.exit(str(error))


if __name__ == "__main__":
    main()
