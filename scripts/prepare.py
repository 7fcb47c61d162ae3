"""Make the data folder ready to serve: tables, words, cases, accounts.

In one process, since starting Python and Django for each step would be most of
the time of a second start. Every step is harmless when repeated.
"""

import os
import sys
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")

import django
from django.core.management import call_command

#: By what was asked of make.
CASES = {
    "run": ("Starter cases", "load_starter", {}),
    "demo": ("Synthetic cases", "synthesise", {"cases": 150}),
}
STEPS = [
    ("Tables", "migrate", {"verbosity": 0}),
    ("Vocabulary", "load_vocabulary", {}),
    CASES[sys.argv[1]],
    ("Index", "rebuild_index", {"if_needed": True, "verbosity": 0}),
    # Its log-ins are shown by scripts/run, last, where they are looked for.
    ("Accounts", "create_development_accounts", {"stdout": StringIO()}),
    ("Static files", "collectstatic", {"interactive": False, "verbosity": 0}),
]


def main() -> None:
    """Run the steps in order."""
    django.setup()
    for title, command, options in STEPS:
        print(f"{title} …", flush=True)
        call_command(command, **options)


if __name__ == "__main__":
    main()
