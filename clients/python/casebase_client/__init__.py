"""Reads a Casebase archive: lists of cases, single cases and versions, downloads.

    with Casebase("https://cases.example.org") as archive:
        for case in archive.cases(gene="NTRK1", drug="crizotinib"):
            print(case.accession, case.title)

Facets are named as in the addresses of the site; a value that the archive does not know
is refused, never ignored. Nothing is kept between two questions.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

__all__ = [
    "ArchiveChanged",
    "Case",
    "CaseSummary",
    "Casebase",
    "CasebaseError",
    "NotFound",
    "Refused",
    "Unreachable",
    "Withdrawn",
]

Asked = str | int | Sequence[str | int]

#: Most that one page of a list may have.
PER_PAGE = 100
#: How often a question is asked again that came too soon after others.
PATIENCE = 3
#: At most so long is waited before, in seconds.
LONGEST_WAIT = 120


class CasebaseError(Exception):
    """The archive did not answer as it was asked."""


class Unreachable(CasebaseError):
    """No whole answer came: no connection, or it broke or took too long."""


class Refused(CasebaseError):
    """A question that the archive does not understand; `faults` say which part."""

    def __init__(self, faults: Sequence[Mapping[str, Any]]) -> None:
        self.faults = list(faults)
        told = (f"{one.get('culprit', '')}: {one.get('reason', '')}" for one in faults)
        super().__init__("; ".join(told) or "The question was refused.")


class NotFound(CasebaseError):
    """There is no such case, version or page."""


class Withdrawn(CasebaseError):
    """The case was withdrawn: why, and how it was cited."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.reason = str(told.get("reason", ""))
        self.citation = str(told.get("citation", ""))
        super().__init__(f"{told.get('detail', 'It was withdrawn.')} {self.reason}")


class ArchiveChanged(CasebaseError):
    """Something was published between two pages of a list: ask for it again."""


@dataclass(frozen=True)
class CaseSummary:
    """A case as lists have it; `data` is all that the list tells."""

    accession: str
    version: int
    title: str
    summary: str
    synthetic: bool
    """Whether the case is made up, for trying the software."""
    genes: tuple[str, ...]
    data: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Case:
    """One version of a case: what stands beside the document, and the document."""

    record: Mapping[str, Any]
    document: Mapping[str, Any] = field(repr=False)

    @property
    def accession(self) -> str:
        """Its name for good, such as CB-000001."""
        return str(self.record["accession"])

    @property
    def version(self) -> int:
        """Number of the version."""
        return int(self.record["version"])

    @property
    def synthetic(self) -> bool:
        """Whether the case is made up."""
        return bool(self.record["synthetic"])

    @property
    def citation(self) -> str:
        """How this version is cited; cite the original articles too."""
        return str(self.record["citation"])


class Casebase:
    """One archive, by the address of its site. To be closed, or used in a `with`.

    Every question may raise Unreachable.
    """

    def __init__(self, address: str, *, timeout: float = 30.0) -> None:
        self._http = httpx.Client(
            base_url=address.rstrip("/"),
            timeout=timeout,
            headers={"User-Agent": "casebase-client/0.1"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    # ── Lists ─────────────────────────────────────────────────────────────────────

    def cases(self, **asked: Asked) -> Iterator[CaseSummary]:
        """Yield every case that is asked for, page by page, of one archive version.

        `asked` are facets and words as the site's addresses have them:
        `gene="NTRK1"`, `drug=["crizotinib", "entrectinib"]`, `q="scalp"`.
        Raises Refused, and ArchiveChanged where a case was published meanwhile.
        """
        for one in self.all("cases", **asked):
            yield CaseSummary(
                accession=one["accession"],
                version=one["version"],
                title=one["title"],
                summary=one.get("summary", ""),
                synthetic=one["synthetic"],
                genes=tuple(one.get("genes", ())),
                data=one,
            )

    def all(self, of: str, **asked: Asked) -> Iterator[dict[str, Any]]:
        """Yield every row of a list of the API, as it tells it.

        `of` is cases, treatments, findings, articles, series, fusions, genes,
        families, biomarkers, drugs, drug-classes, diagnoses or versions.
        """
        page, version = 1, None
        while page:
            answer = self._json(
                f"/api/v1/{of}/", {"per_page": PER_PAGE, **asked, "page": page}
            )
            version = version or answer["archive_version"]
            if answer["archive_version"] != version:
                raise ArchiveChanged(
                    f"The archive went from version {version} to "
                    f"{answer['archive_version']} while {of} were listed."
                )
            yield from next(rows for rows in answer.values() if isinstance(rows, list))
            page = page + 1 if "next" in answer["links"] else 0

    def count(self, of: str = "cases", **asked: Asked) -> int:
        """Return how many rows a list has, without fetching them."""
        answer = self._json(f"/api/v1/{of}/", {"per_page": 1, **asked})
        return int(answer["total"])

    # ── One case ──────────────────────────────────────────────────────────────────

    def case(self, accession: str, version: int | None = None) -> Case:
        """Return a case, or one version of it. Raises NotFound and Withdrawn."""
        place = f"v{version}/" if version is not None else ""
        answer = self._json(f"/api/v1/cases/{accession}/{place}")
        return Case(answer["record"], answer["document"])

    def versions(self, accession: str) -> list[dict[str, Any]]:
        """Return what is known of every version of a case."""
        return list(self._json(f"/api/v1/cases/{accession}/versions/")["versions"])

    # ── Taken away ────────────────────────────────────────────────────────────────

    def download(self, path: Path | str, format: str = "csv", **asked: Asked) -> Path:
        """Write a whole list of cases into a file; return its path.

        `format` is csv, courses.csv, facts.csv, jsonl, phenopackets.zip, ris, bib or
        csl.json. The file appears when it is whole.
        """
        path = Path(path)
        unfinished = path.with_name(f"{path.name}.unfinished")
        try:
            with (
                self._reaching(),
                self._http.stream(
                    "GET", f"/cases/download.{format}", params=_params(asked)
                ) as answer,
            ):
                if answer.is_error:
                    answer.read()
                    _raise(answer)
                with unfinished.open("wb") as file:
                    for part in answer.iter_bytes():
                        file.write(part)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        return path

    # ── How it asks ───────────────────────────────────────────────────────────────

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Say in our own words that the site was not reached, or broke off."""
        try:
            yield
        except httpx.TransportError as error:
            raise Unreachable(
                f"{self._http.base_url} did not answer: {error}"
            ) from error

    def _json(self, path: str, asked: Mapping[str, Asked] | None = None) -> Any:
        for _ in range(PATIENCE):
            with self._reaching():
                answer = self._http.get(path, params=_params(asked or {}))
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                break
            time.sleep(min(LONGEST_WAIT, int(answer.headers.get("Retry-After", "1"))))
        if answer.is_error:
            _raise(answer)
        return answer.json()


def _params(asked: Mapping[str, Asked]) -> dict[str, list[str]]:
    return {
        name: [str(values)] if isinstance(values, str | int) else list(map(str, values))
        for name, values in asked.items()
    }


def _raise(answer: httpx.Response) -> None:
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if answer.status_code == httpx.codes.BAD_REQUEST:
        raise Refused(told.get("faults", ()))
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise NotFound(f"There is nothing at {answer.url}.")
    if answer.status_code == httpx.codes.GONE:
        raise Withdrawn(told)
    raise CasebaseError(f"{answer.url} answered {answer.status_code}.")
