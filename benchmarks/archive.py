"""The archive that is asked: made-up cases in a data folder of its own."""

import os
import sys
from pathlib import Path


def made(folder: Path, cases: int, *, as_it_is: bool = False) -> None:
    """Make the archive, or take what is there; the settings then name it.

    What another version of the program wrote is written anew, unless it is to be left
    `as_it_is`: of a million cases that takes more than an hour, and the search does not
    ask for it. Pages do: they then write their cards themselves.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("DATABASE_URL", "DATABASE_READER_URL", "CASEBASE_ENV"):
        os.environ.pop(name, None)
    os.environ |= {"CASEBASE_DATA": str(folder), "LOG_LEVEL": "ERROR"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from casebase.archive.models import Record

    call_command("migrate", verbosity=0)
    there = Record.objects.cases().filter(withdrawn=False).count()
    if there > cases:
        raise SystemExit(f"{folder} holds {there} cases, more than {cases}.")
    if there < cases:
        print(f"An archive of {cases} made-up cases …", file=sys.stderr, flush=True)
        call_command("load_vocabulary", verbosity=0)
        processes = os.cpu_count() or 1
        call_command("synthesise", cases=cases, processes=processes, verbosity=0)
    if not as_it_is:
        call_command("rebuild_index", if_needed=True, verbosity=0)
    call_command("snapshot_index", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
