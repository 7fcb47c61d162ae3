"""Our whole page: every middleware, the query, the template; nothing kept."""

import re
from typing import Any

from benchmarks.data import Data
from benchmarks.questions import Question

from .base import Answer
from .ours import Ours


class Page(Ours):
    """The list page, by the WSGI handler."""

    title = "Casebase, whole page"
    about = (
        "`/cases/` through all middleware, by Django's WSGI handler, with answers that "
        "are kept turned off; filters, counts, bar of responses, 25 cards, as HTML."
    )
    kind = "page"
    compared = "rows"
    is_quick = False

    def open(self, data: Data) -> None:
        """Also make the handler."""
        super().open(data)
        from django.conf import settings
        from django.core.handlers.wsgi import WSGIHandler
        from django.test import RequestFactory

        settings.MAX_KEPT_BYTES = 0
        self.requests = RequestFactory(SERVER_NAME="localhost")
        self.handler = WSGIHandler()

    def ask(self, question: Question) -> Any:
        """Make the page."""
        environment = self.requests.get("/cases/", asked(question)).environ
        statuses: list[str] = []

        def start(status: str, *_: Any) -> Any:
            statuses.append(status)

        response = self.handler(environment, start)
        body = b"".join(response)
        response.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"status {statuses}")
        return body.decode()

    def answer(self, said: Any) -> Answer:
        """Read total and cases from the page."""
        return read(said)


def asked(question: Question) -> dict[str, Any]:
    """Return the parameters of the page."""
    return question.chosen | ({"q": question.words} if question.words else {})


def read(text: str) -> Answer:
    """Read total and cases from a page."""
    [total] = re.findall(r'data-total="(\d+)"', text)
    links = re.findall(r'href="/cases/(CB-\d+)/"', text)
    return Answer(int(total), list(dict.fromkeys(links)))
