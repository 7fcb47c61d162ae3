"""Files, folders and JSON Lines as documents, with everything that is wrong with them.

Nothing here needs the database.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from casebase.archive import document as d
from casebase.archive.exporting import MANIFEST
from casebase.archive.references import faults as reference_faults
from casebase.vocabulary.text import clean_text

from .faults import Fault, Faulty, dotted, of_shape
from .naming import faults as naming_faults

MAX_BYTES = settings.MAX_FILE_BYTES
MAX_DEPTH = settings.MAX_FILE_DEPTH
TOO_LARGE = "a document is larger than 5 MB"
#: What readers download has the record's envelope beside the document.
ENVELOPED = {"record", "document"}
TOO_DEEP = f"the file is nested deeper than {MAX_DEPTH} levels"

#: A document by the name people know it by, or what is wrong with it.
Entry = tuple[str, d.Document | Faulty]


class Files:
    """The documents of files and folders, read anew each time they are asked for.

    So thousands of them need the memory of one. `without` are keys that are left out.
    """

    def __init__(self, paths: Iterable[Path], without: Collection[str] = ()) -> None:
        self.paths = [file for path in paths for file in _files_of(path)]
        self.without = without

    def __iter__(self) -> Iterator[Entry]:
        """Every document in turn; what cannot be read comes as what is wrong."""
        for path in self.paths:
            for name, entry in _entries(path):
                if isinstance(entry, Faulty) or entry.key not in self.without:
                    yield name, entry


def read_file(path: Path) -> d.Document:
    """Read a file as a document; raise Faulty with everything that is wrong."""
    with path.open("rb") as file:
        return _read_text(file.read(MAX_BYTES + 1))


def read_value(value: Any) -> d.Document:
    """Read plain JSON values as a document; raise Faulty with everything wrong."""
    if _depth(value) > MAX_DEPTH:
        raise Faulty([Fault("", TOO_DEEP)])
    wrong: list[Fault] = []
    value = _cleaned(value, (), wrong)
    if wrong:
        raise Faulty(wrong)
    try:
        document = d.read(value)
    except ValidationError as error:
        raise Faulty(of_shape(error)) from error
    if isinstance(document, d.CaseDocument):
        wrong = [Fault(path, message) for path, message in reference_faults(document)]
        wrong += naming_faults(document)
        if wrong:
            raise Faulty(wrong)
    return document


def _files_of(path: Path) -> list[Path]:
    """The files of a folder, articles first; a file is itself."""
    if not path.is_dir():
        return [path]
    return [
        *sorted(path.glob("articles/*.json")),
        *sorted(path.glob("cases/*.json")),
        *sorted(file for file in path.glob("*.json") if file.name != MANIFEST),
        *sorted(path.glob("*.jsonl")),
    ]


def _entries(path: Path) -> Iterator[Entry]:
    try:
        if path.suffix not in (".jsonl", ".ndjson"):
            yield str(path), _tried(read_file, path)
            return
        with path.open("rb") as file:
            number = 0
            while line := file.readline(MAX_BYTES + 1):
                number += 1
                if line.strip():
                    yield f"{path}, line {number}", _tried(_read_text, line)
                if len(line) > MAX_BYTES:
                    return
    except OSError as error:
        yield str(path), Faulty([Fault("", error.strerror or str(error))])


def _tried(read: Any, source: Any) -> d.Document | Faulty:
    try:
        return read(source)
    except Faulty as error:
        return error


def _read_text(text: bytes) -> d.Document:
    if len(text) > MAX_BYTES:
        raise Faulty([Fault("", TOO_LARGE)])
    try:
        value = json.loads(text, object_pairs_hook=_no_key_twice)
    except UnicodeDecodeError as error:
        raise Faulty(
            [Fault("", f"the file is not UTF-8 text: {error.reason}")]
        ) from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise Faulty([Fault(place, f"this is not JSON: {error.msg}")]) from error
    except RecursionError as error:
        raise Faulty([Fault("", TOO_DEEP)]) from error
    except ValueError as error:
        raise Faulty([Fault("", str(error))]) from error
    if isinstance(value, dict) and value.keys() == ENVELOPED:
        value = value["document"]
    return read_value(value)


def _cleaned(value: Any, place: tuple[Any, ...], wrong: list[Fault]) -> Any:
    """The value with its texts in the form that is stored; notes what cannot be."""
    if isinstance(value, dict):
        return {k: _cleaned(v, (*place, k), wrong) for k, v in value.items()}
    if isinstance(value, list):
        return [_cleaned(v, (*place, n), wrong) for n, v in enumerate(value)]
    if isinstance(value, str):
        try:
            return clean_text(value)
        except ValueError as error:
            wrong.append(Fault(dotted(place), str(error)))
    return value


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key “{twice}” stands twice in one object")
    return values


def _depth(value: Any, level: int = 1) -> int:
    if level > MAX_DEPTH + 1:
        return level
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list):
        return level
    return max((_depth(entry, level + 1) for entry in inner), default=level)
