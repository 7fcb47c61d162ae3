"""Pages by a server, over a socket: our kept page, and a static file of its size."""

import http.client
import os
import socket
import subprocess
import sys
import time
from typing import Any, ClassVar
from urllib.parse import urlencode

from benchmarks.data import Data
from benchmarks.questions import Question

from .base import Answer, Compared, Engine
from .pages import asked, read

PATIENCE = 60
STATIC = "bench-list-page.html"


class KeptPage(Engine):
    """The list page as most readers get it."""

    title = "Casebase, page kept, over granian"
    about = (
        "The same page from the memory of a granian process (one worker, four "
        "threads), by one client over one connection."
    )
    kind = "page"
    compared: ClassVar[Compared] = "rows"
    is_quick = True
    server: subprocess.Popen[bytes] | None = None

    def open(self, data: Data) -> None:
        """Start the server, and ask it for a page."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        environment = {
            **os.environ,
            "CASEBASE_DATA": str(self.place.archive),
            "DJANGO_SETTINGS_MODULE": "casebase.settings",
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "LOG_LEVEL": "ERROR",
        }
        command = [sys.executable, "-m", "granian"]
        command += ["casebase.wsgi:application", "--interface", "wsgi", "--no-ws"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--workers", "1"]
        command += ["--blocking-threads", "4", "--log-level", "warning"]
        self.server = subprocess.Popen(command, env=environment, stdout=sys.stderr)
        ends = time.monotonic() + PATIENCE
        while True:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
            try:
                self.get("/cases/")
            except (ConnectionError, http.client.HTTPException):
                if time.monotonic() > ends:
                    raise
                time.sleep(0.1)
            else:
                return

    def close(self) -> None:
        """Stop the server."""
        if self.server:
            self.server.terminate()
            self.server.wait()

    def get(self, address: str) -> bytes:
        """Ask the server."""
        self.connection.request("GET", address)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"status {response.status}")
        return body

    def ready(self, question: Question) -> None:
        """Ask once before: page and connection may be too old by now."""
        self.connection.close()  # and opened anew by what is asked next
        self.ask(question)

    def ask(self, question: Question) -> Any:
        """Ask for the page."""
        address = urlencode(asked(question), doseq=True)
        return self.get(f"/cases/?{address}" if address else "/cases/")

    def answer(self, said: Any) -> Answer:
        """Read total and cases from the page."""
        return read(said.decode())


class StaticFile(KeptPage):
    """The ceiling: a file."""

    title = "A static file, by whitenoise over granian"
    about = "A file of the bytes of the list page without filters, from such a server."
    compared = "none"

    def open(self, data: Data) -> None:
        """Write the page to a file, and start a server that knows the file."""
        super().open(data)
        page = self.get("/cases/")
        self.close()
        (self.place.archive / "static" / STATIC).write_bytes(page)
        super().open(data)
        self.get(f"/static/{STATIC}")

    def ask(self, question: Question) -> Any:
        """Ask for the file."""
        return self.get(f"/static/{STATIC}")

    def answer(self, said: Any) -> Answer:
        """It answers nothing."""
        return Answer()
