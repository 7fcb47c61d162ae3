"""How long curators wait: lists, searches, the desk, the longest form.

Every request goes through all of the site but the socket, in this process. Wall time
tells of the machine and of its other work; CPU time is this process and, on Linux, the
PostgreSQL process that answers it. Medians, with quartiles.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

import psycopg

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "casebase.settings"

#: What is searched, by kind of word; in other lists the word all made-up things share.
TERMS = {
    "gene": ["NTRK1", "NT", "no-such-gene"],
    "genefusion": ["NTRK1", "ETV6-NTRK3"],
    "biomarker": ["NTRK1", "BRAF V600E"],
    "biomarkerfinding": ["NTRK1"],
    "treatment": ["cri", "larotrectinib"],
    "drug": ["cri", "Xalkori"],
    "drugclass": ["inhib"],
    "disease": ["sarc", "SARCNOS"],
    "bodysite": ["lung"],
    "adverseeventterm": ["nausea", "na"],
    "institution": ["hospital 7", "hosp"],
    "person": ["author1", "Author77, K"],
    "article": ["sarcoma", "synthetic-1-7"],
    "patient": ["sarcoma", "NTRK1"],
    "curator": ["curator"],
}
LIST_GOAL = FOUND_GOAL = DESK_GOAL = 0.3
FORM_GOAL, SAVE_GOAL, FORM_QUERIES = 1.5, 2.0, 80


@dataclass(frozen=True)
class Question:
    """Something a curator asks of the site; `begin` is not timed."""

    group: str
    name: str
    ask: Callable[[Any], Any]
    goal: float
    queries: int = 0
    begin: Callable[[], Any] = lambda: None


@dataclass(frozen=True)
class Answer:
    """How long it took, in seconds: quartiles, and the number of queries."""

    group: str
    name: str
    wall: list[float]
    cpu: list[float]
    queries: int
    size: int
    goal: float
    is_met: bool


def cpu_time() -> float:
    """Return the CPU seconds of this process and of its PostgreSQL backend."""
    return process_time() + backend_time()


def backend_time() -> float:
    """Return those of the backend; 0 where there is none, or no way to tell."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0


def measure(question: Question, repeats: int) -> Answer:
    """Ask once to warm up and to count, then as often as wanted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    begun = question.begin()
    with CaptureQueriesContext(connection) as asked:
        answer = question.ask(begun)
    queries = len(asked)
    walls, cpus = [], []
    for _ in range(repeats):
        begun = question.begin()
        wall, cpu = perf_counter(), cpu_time()
        question.ask(begun)
        walls.append(perf_counter() - wall)
        cpus.append(cpu_time() - cpu)
    wall_quartiles = quantiles(walls, method="inclusive")
    cpu_quartiles = quantiles(cpus, method="inclusive")
    is_met = wall_quartiles[1] <= question.goal
    if question.queries:
        is_met = is_met and queries <= question.queries
    return Answer(
        question.group,
        question.name,
        wall_quartiles,
        cpu_quartiles,
        queries,
        len(getattr(answer, "content", b"")),
        question.goal,
        is_met,
    )


# ── What is asked ─────────────────────────────────────────────────────────────────


def get(client: Any, address: str) -> Callable[[Any], Any]:
    """Open a page, and see that it is one."""

    def ask(begun: Any) -> Any:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response

    return ask


def lists(client: Any) -> Iterator[Question]:
    """Every list: its first page, a search, the slowest filter, order and page."""
    from django.contrib.admin import site
    from django.urls import reverse

    for model, page in list(site._registry.items()):
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        response = client.get(address)
        if response.status_code != 200:
            continue
        shown = response.context_data["cl"]
        questions = {"first page": [""]}
        if page.search_fields:
            terms = TERMS.get(opts.model_name, ["synth"])
            questions["search"] = ["?" + urlencode({"q": term}) for term in terms]
        questions["filter"] = [
            choice["query_string"]
            for spec in shown.filter_specs
            for choice in list(spec.choices(shown))[1:6]
        ]
        questions["order"] = [
            f"?o={sign}{place}"
            for place, column in enumerate(shown.list_display)
            if shown.get_ordering_field(column)
            for sign in ("", "-")
        ]
        last = shown.paginator.num_pages
        questions["page"] = sorted({f"?p={min(10, last)}", f"?p={last}"})[: last - 1]
        for name, queries in questions.items():
            if not queries:
                continue
            worst = max(queries, key=lambda query: _time(client, address + query))
            told = worst.lstrip("?")
            yield Question(
                "list",
                f"{opts.model_name}: {name} {told}".strip(),
                get(client, address + worst),
                LIST_GOAL,
            )


def _time(client: Any, address: str) -> float:
    began = cpu_time()
    get(client, address)(None)
    return cpu_time() - began


def autocompletes(client: Any) -> Iterator[Question]:
    """Every vocabulary that a box searches, by usual words and by none."""
    from django.contrib.admin import site

    boxes: dict[str, tuple[Any, str]] = {}
    waiting = list(site._registry.values())
    while waiting:
        page = waiting.pop()
        for name in page.autocomplete_fields:
            target = page.model._meta.get_field(name).related_model._meta.model_name
            boxes.setdefault(target, (page.model, name))
        waiting += [rows(page.model, site) for rows in getattr(page, "inlines", ())]
    for target, (model, name) in sorted(boxes.items()):
        for term in ["", *TERMS.get(target, ["synth"])]:
            query = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": name,
                "term": term,
            }
            address = f"/admin/autocomplete/?{urlencode(query)}"
            told = f"{target}: “{term}”"
            yield Question("autocomplete", told, get(client, address), FOUND_GOAL)


def desk(client: Any) -> Iterator[Question]:
    """What opens after log-in, each of its lists whole, the queue, the words."""
    from casebase.curation.desk import KINDS

    addresses = {"desk": "/admin/", "review queue": "/admin/review/"}
    for kind in KINDS:
        if not kind.href:
            addresses[f"desk, {kind.slug}"] = f"/admin/desk/{kind.slug}/"
    addresses["proposed and similar words"] = "/admin/words/"
    for name, address in addresses.items():
        yield Question("desk", name, get(client, address), DESK_GOAL)


def same_person() -> Iterator[Question]:
    """Whether one case may be another's person."""
    from casebase.curation.duplicates import may_be_same_person
    from casebase.curation.models import Patient

    for patient in Patient.objects.order_by("pk")[3:6]:
        yield Question(
            "same person",
            f"patient {patient.pk}",
            lambda begun, one=patient: may_be_same_person(one),
            DESK_GOAL,
        )


def forms(client: Any) -> Iterator[Question]:
    """The case with 12 treatments, 72 dose steps, 20 findings and 15 events."""
    from casebase.curation.models import Article, Patient
    from tests.curation.admin.long_case import make_stains, type_long_case
    from tests.curation.admin.pages import Page

    stains = make_stains()
    papers = Article.objects.order_by("pk").values_list("pk", flat=True)[:2]
    add = "/admin/curation/patient/add/"
    entered: list[int] = []

    def typed() -> Page:
        page = Page(client, add)
        label = f"Patient {Patient.objects.latest('pk').pk + 1} of the bench"
        page.type(label=label, sex="male", age_value="33", age_unit="year")
        page.add("sources", article=papers[0], role="primary", part_read="abstract")
        page.add(
            "sources", article=papers[1], role="news_summary", part_read="full_text"
        )
        type_long_case(page, stains)
        return page

    def save(page: Page) -> Any:
        response = client.post(page.address, {**page.data, "_save": "Save"})
        if response.status_code != 302:
            raise AssertionError(response.context_data["mend"])
        key = response["Location"].split("/patient/")[1].split("/")[0]
        entered.append(int(key))
        return response

    save(typed())
    address = f"/admin/curation/patient/{entered[0]}/change/"

    def opened() -> Page:
        return Page(client, address)

    def changed() -> Page:
        page = opened()
        page.put("treatment_rows-3", label_note=f"Note {perf_counter()}")
        page.type(summary=f"Made up at {perf_counter()}.")
        return page

    long = {"goal": FORM_GOAL, "queries": FORM_QUERIES}
    short = Patient.objects.order_by("pk").values_list("pk", flat=True)[5]
    of_one = f"/admin/curation/patient/{short}/change/"
    yield Question("form", "12 treatments, open", get(client, address), **long)
    yield Question("form", "empty, open", get(client, add), **long)
    yield Question("form", "usual case, open", get(client, of_one), **long)
    yield Question("save", "12 treatments, first", save, SAVE_GOAL, begin=typed)
    yield Question("save", "12 treatments, changed", save, SAVE_GOAL, begin=changed)
    yield Question("save", "12 treatments, unchanged", save, SAVE_GOAL, begin=opened)
    Patient.objects.filter(pk__in=entered).delete()


# ── How it is told ────────────────────────────────────────────────────────────────


def told(answer: Answer) -> str:
    """Return one line of the table, in milliseconds."""
    wall, cpu = (
        f"{mid * 1000:7.0f} ({low * 1000:.0f}–{high * 1000:.0f})"
        for low, mid, high in (answer.wall, answer.cpu)
    )
    mark = " " if answer.is_met else "!"
    return (
        f"{mark} {answer.group:13}{answer.name[:58]:59}{wall:20}{cpu:20}"
        f"{answer.queries:5}{answer.size // 1000:6}"
    )


def machine(cases: int, repeats: int) -> dict[str, Any]:
    """Return what it was measured on."""
    import django
    from django.db import connection

    version = connection.get_database_version()
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": f"{connection.vendor} {'.'.join(map(str, version))}",
        "processors": os.cpu_count(),
        "machine": platform.machine(),
        "load": os.getloadavg()[0],
        "cases": cases,
        "repeats": repeats,
    }


def settle(folder: Path, postgresql: bool) -> Callable[[], None]:
    """Point the settings to a folder of its own; return what ends it."""
    from tests import databases

    for name in databases.OURS:
        os.environ.pop(name, None)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["CASEBASE_DATA"] = str(folder)
    if postgresql:
        superuser = databases.started_server(folder)
        databases.add_roles(superuser)
        with (
            psycopg.connect(superuser, autocommit=True) as connection,
            suppress(psycopg.errors.DuplicateDatabase),
        ):
            connection.execute("CREATE DATABASE bench OWNER casebase")
        owner = superuser.replace("//postgres:@", "//casebase@")
        os.environ["DATABASE_URL"] = owner.replace("/postgres?", "/bench?")
    return databases.end


def arguments() -> argparse.Namespace:
    """Read what is wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument(
        "--genes", type=int, default=40_000, help="beside the starter's"
    )
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT / "var-bench",
        help="where the made-up archive is kept for the next time",
    )
    parser.add_argument("--postgresql", action="store_true", help="in place of SQLite")
    parser.add_argument(
        "--only",
        nargs="*",
        choices=["form", "save", "list", "autocomplete", "desk", "same"],
    )
    parser.add_argument("--json", type=Path, help="write the numbers there, too")
    return parser.parse_args()


def main() -> None:
    """Make the archive if it is not there, ask, and tell."""
    wanted = arguments()
    end = settle(wanted.data.resolve(), wanted.postgresql)
    try:
        run(wanted)
    finally:
        end()


def run(wanted: argparse.Namespace) -> None:
    """Ask all that is wanted and tell the answers."""
    import django

    django.setup()
    import bench_archive
    from django.test import Client

    bench_archive.make(wanted.cases, wanted.genes)
    client = Client(SERVER_NAME="localhost")
    client.force_login(bench_archive.curators()[-1])
    client.get("/admin/")  # loads the addresses, and with them all pages
    asked: dict[str, Callable[[], Iterator[Question]]] = {
        "form": lambda: forms(client),
        "list": lambda: lists(client),
        "autocomplete": lambda: autocompletes(client),
        "desk": lambda: desk(client),
        "same": same_person,
    }
    about = machine(wanted.cases, wanted.repeats)
    print("  ".join(f"{name} {value}" for name, value in about.items()))
    print(f"  {'':13}{'':59}{'wall, ms':>9}{'CPU, ms':>18}{'queries':>20}{'kB':>6}")
    answers = []
    for group, questions in asked.items():
        if wanted.only and group not in wanted.only:
            continue
        for question in questions():
            answers.append(measure(question, wanted.repeats))
            print(told(answers[-1]), flush=True)
    missed = sum(not answer.is_met for answer in answers)
    print(f"{len(answers)} asked, {missed} above the goal (!)")
    if wanted.json:
        found = {**about, "answers": [asdict(answer) for answer in answers]}
        wanted.json.write_text(json.dumps(found, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
