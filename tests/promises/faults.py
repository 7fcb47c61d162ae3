"""A fault for every promise of docs/trust.md, planted by `make trust-selftest`.

Each is a few words of one file put in place of others, and the test that must then
fail. `test_faults.py` sees to it that each can still be planted.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Words of a file that stand there once, and what is put in their place."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Fault:
    """What is broken, and which test must notice."""

    row: int
    what: str
    changes: tuple[Change, ...]
    test: str
    databases: tuple[str, ...] = ("sqlite",)
    """Tried on these, one after the other; the last must fail."""
    is_long: bool = False
    """Whether it takes the long run to notice."""


ABOUT = '    return render(request, "browse/about.html")\n'
VIEWS = "casebase/browse/views/pages.py"
SAVING = """        for name, value in values.items():
            setattr(row, name, value)
"""
SAVING_ALL_BUT_ONE = """        for name, value in values.items():
            setattr(row, name, "" if name == "take_away" else value)
"""
SUBMIT = '    _refuse_unless(standings.why_not("submit", row, by))\n'
TELLING = '    __import__("logging").getLogger("casebase").info("%s", vars(row))\n'

FAULTS = [
    Fault(
        1,
        "a view that does int(request.GET['page'])",
        (Change(VIEWS, ABOUT, f'    int(request.GET.get("page", 1))\n{ABOUT}'),),
        "tests/browse/test_hostile.py",
    ),
    Fault(
        2,
        "a value that may be null in the data only",
        (
            Change(
                "casebase/browse/api/resource.py",
                'counted = {"total": total, ',
                'counted = {"total": total or None, ',
            ),
        ),
        "tests/promises/test_api_contract.py",
    ),
    Fault(
        3,
        "a view that reads a table of the curators, past the guard",
        (
            Change(
                "casebase/browse/readers_middleware.py",
                "if not is_public(request) or",
                'if request.path == "/about/" or not is_public(request) or',
            ),
            Change(
                VIEWS,
                ABOUT,
                "    from casebase.curation.models import Patient\n\n"
                "    return HttpResponse(str(Patient.objects.count()))\n",
            ),
        ),
        "tests/promises/test_nothing_leaks.py",
    ),
    Fault(
        4,
        "a whole object in the log",
        (
            Change(
                "casebase/curation/workflow.py",
                SUBMIT,
                SUBMIT + TELLING,
            ),
        ),
        "tests/promises/test_nothing_leaks.py",
    ),
    Fault(
        5,
        "an import in parts that are transactions of their own",
        (
            Change(
                "casebase/curation/importing/case_files.py",
                "    whole = dry_run or check.count <= AT_ONCE\n",
                "    whole = dry_run\n",
            ),
        ),
        "tests/endurance/test_killed.py",
    ),
    Fault(
        6,
        "a writer whose saves are not committed when they are acknowledged",
        (
            Change(
                "tests/endurance/writing.py",
                "    count = 0\n",
                "    count = 0\n"
                '    __import__("django.db").db.transaction.atomic().__enter__()\n',
            ),
        ),
        "tests/endurance/test_killed.py",
    ),
    Fault(
        6,
        "synchronous_commit off, and all processes of the server killed",
        (
            Change(
                "tests/endurance/server.py",
                '"synchronous_commit": "on"',
                '"synchronous_commit": "off"',
            ),
        ),
        "tests/endurance/soak_writes.py",
        is_long=True,
    ),
    Fault(
        7,
        "a database that is away is taken for a fault of the program",
        (
            Change(
                VIEWS,
                "    if is_unreachable(sys.exc_info()[1]):\n",
                "    if is_unreachable(None):\n",
            ),
        ),
        "tests/browse/test_failures.py",
    ),
    Fault(
        8,
        "a backup without one table",
        (
            Change(
                "casebase/archive/backups/tables.py",
                "        if model._meta.managed and not model._meta.proxy\n",
                "        if model._meta.db_table != 'curation_dosestep'\n",
            ),
        ),
        "tests/archive/test_backups.py",
    ),
    Fault(
        9,
        "an index that does not follow the articles of its cases",
        (
            Change(
                "casebase/archive/publishing.py",
                "cases_named((ARTICLE, r.name) for r in articles)",
                "cases_named((ARTICLE, r.name) for r in articles[:0])",
            ),
        ),
        "tests/promises/test_any_sequence.py",
    ),
    Fault(
        9,
        "an index that follows a publication late",
        (Change("casebase/archive/index.py", "PATIENCE = 0.25", "PATIENCE = 6.0"),),
        "tests/endurance/soak_readers_and_curators.py",
        is_long=True,
    ),
    Fault(
        10,
        "a page that is saved whatever was saved since it was opened",
        (
            Change(
                "casebase/curation/admin/target.py",
                'if now.version != self.cleaned_data.get("opened_version"):',
                "if False:",
            ),
        ),
        "tests/curation/intake/test_two_savers.py",
    ),
    Fault(
        11,
        "no trigger that guards the standing",
        (
            Change(
                "casebase/curation/triggers.py",
                "        \"NEW.status = 'approved' AND OLD.status <> 'approved' \"\n",
                "        \"0 AND NEW.status = 'approved' \"\n",
            ),
        ),
        "tests/promises/test_any_review.py",
        is_long=True,
    ),
    Fault(
        12,
        "an inline style",
        (
            Change(
                "casebase/settings.py",
                '"style-src": ["\'self\'"]',
                '"style-src": ["\'self\'", "\'unsafe-inline\'"]',
            ),
        ),
        "tests/promises/test_headers.py",
    ),
    Fault(
        13,
        "a box without a label",
        (
            Change(
                "templates/browse/refused.html",
                '<label class="vh" for="q">Words to search for</label>',
                "",
            ),
        ),
        "tests/journeys/test_accessibility.py::"
        "test_no_page_has_a_fault_that_axe_can_find",
    ),
    Fault(
        14,
        "a key that is not imported",
        (
            Change(
                "casebase/curation/importing/rows.py",
                SAVING,
                SAVING_ALL_BUT_ONE,
            ),
        ),
        "tests/promises/test_any_document.py",
    ),
    Fault(
        15,
        "a page that depends on the database",
        (
            Change(
                "casebase/browse/metadata/head.py",
                '("og:site_name", SITE)',
                '("og:site_name", __import__("django.db").db.connection.vendor)',
            ),
        ),
        "tests/promises/test_same_answers.py",
        databases=("sqlite", "postgresql"),
    ),
    Fault(
        16,
        "two doses swapped",
        (
            Change(
                "starter/cases/hou-ntrk1-mesenchymal-sarcoma.the-patient.json",
                '"dose_value": "125"',
                '"dose_value": "250"',
            ),
        ),
        "tests/extraction/test_agreement.py",
    ),
    Fault(
        17,
        "a key that was renamed",
        (
            Change(
                "casebase/archive/document.py",
                '    take_away: Narrative = ""\n',
                '    take_home: Narrative = ""\n',
            ),
        ),
        "tests/promises/test_old_documents.py",
    ),
]
