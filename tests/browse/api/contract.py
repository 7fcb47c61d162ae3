"""Hold the API to its own description: Schemathesis asks it, with all its checks."""

from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlencode

import schemathesis
from hypothesis import strategies as st
from schemathesis import engine
from schemathesis.engine import events

from casebase.archive import index
from casebase.archive.facets import FACETS
from casebase.archive.models import Record, Term
from casebase.browse.filters import MAX_VALUES
from casebase.browse.middleware import MAX_QUERY
from casebase.wsgi import application


@dataclass
class Report:
    """What was asked, and what was wrong."""

    asked: Counter[str] = field(default_factory=Counter)
    checked: Counter[str] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: dict[tuple[str, str], str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Tell it in lines."""
        lines = [
            f"{sum(self.asked.values())} examples ({dict(self.asked)})",
            f"{len(self.operations)} operations, {dict(sorted(self.statuses.items()))}",
            f"{sum(self.checked.values())} checks: {', '.join(sorted(self.checked))}",
            f"{len(self.failures)} failures, {len(self.errors)} errors",
            *(
                f"{check} {what}: {said}"
                for (check, what), said in self.failures.items()
            ),
            *self.errors,
        ]
        return "\n".join(lines)


def examine(*, examples: int, coverage: bool) -> Report:
    """Ask every operation; `coverage` also asks each parameter at its limits."""
    _tell_formats()
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema.json", _closing)
    # It would leave out the address that it was itself read from.
    schema.location = None
    schema.hook(filter_query)
    schema.config.generation.update(max_examples=examples)
    schema.config.phases.coverage.enabled = coverage
    report = Report()
    for event in engine.from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            _note(event, report)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            report.errors.append(str(getattr(event, "info", event)))
    return report


def filter_query(context, query):
    """Ask no more than an address can hold: no schema of one parameter says that."""
    if not isinstance(query, dict):
        return True
    values = sum(len(v) for v in query.values() if isinstance(v, list))
    return values <= MAX_VALUES and len(urlencode(query, doseq=True)) <= MAX_QUERY


def _tell_formats() -> None:
    """Let questions name words that there are, with or without a case."""
    for facet in FACETS.values():
        terms = Term.objects.filter(facet__in=facet.terms)
        keys = {term.key for term in terms if not term.now}
        keys |= {key for key, _ in index.current().select({}).counts(facet.name)}
        if facet.terms or keys:
            name = f"{facet.name}-key"
            schemathesis.openapi.format(name, st.sampled_from(sorted(keys)))
    articles = Record.objects.articles().values_list("name", flat=True)
    schemathesis.openapi.format("article-key", st.sampled_from(sorted(articles)))


def _closing(environ, start_response):
    """Answer as a server does, which closes what it has sent."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


def _note(event: events.ScenarioFinished, report: Report) -> None:
    record = event.recorder
    report.asked[event.phase.value] += len(record.interactions)
    for made, interaction in record.interactions.items():
        report.operations.add(record.cases[made].value.operation.label)
        if interaction.response:
            report.statuses[interaction.response.status_code] += 1
    for made, checks in record.checks.items():
        for check in checks:
            report.checked[check.name] += 1
            if check.failure_info is None:
                continue
            what = record.cases[made].value.operation.label
            request = record.interactions[made].request
            said = f"{request.method} {request.uri} {check.failure_info.failure}"
            report.failures.setdefault((check.name, what), said)
