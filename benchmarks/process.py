"""The process of an engine, told what to do line by line; see `worker`."""

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.data import Data
from benchmarks.engines.base import Place

ROOT = Path(__file__).resolve().parent.parent


class Stopped(Exception):
    """An engine did not do what it was told; the text says why."""


class Worker:
    """The process of an engine."""

    def __init__(self, name: str, place: Place, data: Data) -> None:
        place.folder.mkdir(parents=True, exist_ok=True)
        self._command = [
            sys.executable,
            "-m",
            "benchmarks.worker",
            name,
            str(place.folder),
            str(place.archive),
            place.postgresql,
            str(data.path),
        ]
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            self._command,
            cwd=ROOT,
            env={**os.environ, "LOG_LEVEL": "ERROR"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, told: dict[str, Any], patience: float) -> dict[str, Any]:
        """Have it do something; end it when that takes too long."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(json.dumps(told) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            self._process.kill()
            raise Stopped("ended by itself") from error
        ready, _, _ = select.select([self._process.stdout], [], [], patience)
        if not ready:
            self.end()
            raise Stopped(f"stopped after {patience:.0f} s")
        line = self._process.stdout.readline()
        if not line:
            self.end()
            raise Stopped("ended by itself")
        found: dict[str, Any] = json.loads(line)
        if "error" in found:
            raise Stopped(found["error"])
        return found

    def again(self, patience: float) -> None:
        """Start anew after it was ended, with what it has loaded."""
        if self._process.poll() is not None:
            self._start()
            self.do({"do": "open"}, patience)

    def end(self) -> None:
        """End the process: it ends by itself with its input, unless it is at work."""
        assert self._process.stdin
        assert self._process.stdout
        if not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
