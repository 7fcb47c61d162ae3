"""Several machines on one: a primary, a replica, three processes, nginx as the cache.

`make machines` runs it; nginx has to be there (`apt-get install nginx-light`). Curators
publish to the primary while eight readers read through nginx: from two processes that
ask the replica, and from one that asks the primary. Then one of the processes is
killed, then the replica, and then that is back. It ends with how many answers were
wrong, and with 1 if one was or if it looked at too few.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casebase.settings")
django.setup()

from .place import EMPTY, Site, free_port, place  # noqa: E402
from .reading import at_once  # noqa: E402
from .reading_lists import (  # noqa: E402
    Judge,
    Kept,
    judged_by_the_archive,
    judged_by_the_curators,
)
from .server import Server  # noqa: E402

#: Each part of the run, in seconds.
PART = float(os.environ.get("CASEBASE_MACHINES_SECONDS", "60"))
#: By so many seconds an answer may be late: as long as caches keep it, and a little.
LATE = 60 + 2
#: Seconds in which the machine notices that a process is gone.
AT_ONCE = 1
READERS, CASES = 8, 24
#: So much is looked at in all, at least, or the run says nothing.
LEAST = {"answers": 300, "totals": 100, "numbers": 30, "whole lists": 50, "hashes": 30}
CURATING = "tests.endurance.curating"

NGINX = """
user {user};
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/nginx-body;
    proxy_temp_path {folder}/nginx-proxy;
    fastcgi_temp_path {folder}/nginx-fastcgi;
    uwsgi_temp_path {folder}/nginx-uwsgi;
    scgi_temp_path {folder}/nginx-scgi;
    proxy_cache_path {folder}/nginx-cache keys_zone=casebase:4m;
    log_format told '$upstream_cache_status $status $upstream_addr';
    access_log {folder}/nginx.log told;
    upstream readers {{ {upstreams} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://readers;
            proxy_set_header Host $host;
            proxy_cache casebase;
            proxy_cache_lock on;
            # A process that is gone, or has no database, is passed over.
            proxy_next_upstream error timeout http_502 http_503;
            proxy_connect_timeout 2s;
        }}
    }}
}}
"""


def main() -> None:
    """Set up, let them read, break things, judge."""
    if not (nginx := shutil.which("nginx")):
        sys.exit("nginx is not installed here: apt-get install nginx-light")
    with place("postgresql") as here, ExitStack() as stack:
        port = free_port()
        here.env["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
        here.put_back(EMPTY)
        here.run(CURATING, "fill", str(CASES))
        primary = here.server
        assert primary
        primary.sql(here.manage("create_reader_role"), "casebase")
        replica = Server(here.folder / "replica", of=primary)
        stack.callback(replica.stop)
        sites = [
            stack.enter_context(here.served(1, reading=one))
            for one in (replica, replica, primary)
        ]
        conf = here.folder / "nginx.conf"
        conf.write_text(
            NGINX.format(
                user="root" if os.geteuid() == 0 else "nobody",
                folder=here.folder,
                port=port,
                upstreams=" ".join(f"server {one.root[7:]};" for one in sites),
            )
        )
        cache = subprocess.Popen([nginx, "-c", conf])
        stack.enter_context(_ended(cache))
        front = Site(port, cache.pid, conf)
        while front.ask("/healthz")[0] != 200:
            time.sleep(0.1)
        cases = [f"CB-{number:06}" for number in range(1, CASES + 1)]
        judge = Judge(front, cases)
        file = here.folder / "acts.log"
        curator = here.begin(CURATING, "curate", "0", "1", str(file))
        with _ended(curator), at_once(READERS, judge.read):
            _part("All are there")
            kills = [time.monotonic()]
            _kill(sites[0].pid)
            _part("A process that asks the replica is killed")
            kills.append(time.monotonic())
            replica.kill()
            _part("The replica is killed: of two processes one has a database")
            replica.start()
            _part("The replica is back")
        assert curator.returncode == 0
        acts = [json.loads(line) for line in file.read_text().splitlines()]
        told = json.loads(here.run(CURATING, "tell"))
        log = (here.folder / "nginx.log").read_text().splitlines()
    broken = [one for one in judge.kept if one.status == 0]
    wrong = [
        *(one for one in judge.faults if not one.endswith("answered 0")),
        *(f"{one.address} broke off" for one in broken if not _near(one, kills)),
        *judged_by_the_archive(judge, told),
        *judged_by_the_curators(judge, acts, LATE),
    ]
    ports = {one.root[7:]: f"process {n}" for n, one in enumerate(sites, 1)}
    asked = chain.from_iterable(line.split(" ", 2)[2].split(", ") for line in log)
    _say(f"{len(acts)} acts of curators; {READERS} readers: {dict(judge.looked_at)}")
    _say(f"{len(broken)} of them broke off when something was killed")
    _say(f"nginx: {dict(Counter(' '.join(line.split()[:2]) for line in log))}")
    _say(f"nginx asked: {dict(Counter(ports.get(one, 'nobody') for one in asked))}")
    few = {what: judge.looked_at[what] for what in LEAST}
    few = {what: count for what, count in few.items() if count < LEAST[what]}
    if few:
        _say(f"Too little was looked at: {few}")
    for fault in wrong[:20]:
        _say(fault)
    _say(f"{len(wrong)} wrong answers")
    sys.exit(bool(wrong or few))


def _say(said: str) -> None:
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()


def _part(said: str) -> None:
    """Let everybody go on for a while."""
    _say(f"{said}, {PART:g} s")
    time.sleep(PART)


def _kill(pid: int) -> None:
    """Kill a process and those it has started, which it would start again."""
    first = psutil.Process(pid)
    for process in (first, *first.children(recursive=True)):
        process.kill()


def _near(one: Kept, kills: list[float]) -> bool:
    """Whether it was under way when something was killed, or asked just after."""
    return any(one.began - AT_ONCE < kill < one.ended for kill in kills)


@contextmanager
def _ended(process: subprocess.Popen) -> Iterator[None]:
    """Ask a process to end when the block does."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


if __name__ == "__main__":
    main()
