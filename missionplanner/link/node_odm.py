"""A photogrammetry server that speaks NodeODM's protocol, asked over HTTP.

Protocol: NodeODM API 2 (OpenDroneMap/NodeODM, docs/index.adoc): a task is begun (`task/new/init`),
its files are sent one by one (`task/new/upload`), it is committed, asked for until it is done, and
its results are fetched. The standard library serves: no more than a few requests are made.
Nothing that a server sends is believed: sizes and answers are limited, names are ours.
"""

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from missionplanner.errors import InputError
from missionplanner.storage.reasons import not_written, reason

_WAIT_S, _MOST_WAIT_S, _CHUNK, _MOST_ANSWER = 60.0, 120.0, 1 << 20, 1_000_000
MOST_RESULT = 200 * 10**9
QUEUED, RUNNING, FAILED, COMPLETED, CANCELED = 10, 20, 30, 40, 50


@dataclass(frozen=True)
class TaskState:
    """How far a task is: a code of the protocol, share done (0-1), and what it says of itself."""

    code: int
    share: float
    said: str


class NodeOdm:
    """One server.

    Parameters
    ----------
    url : str
        http://HOST:PORT, with ?token=… where it wants one.

    Raises
    ------
    InputError
        It is no such address. Every method too: the server cannot be reached, refuses, or answers
        what is no answer.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            parts = urlsplit(url)
            self._host, self._port = parts.hostname or "", parts.port
        except ValueError as error:
            raise InputError("odm.no_address", url[:200]) from error
        if parts.scheme not in ("http", "https") or not self._host:
            raise InputError("odm.no_address", url[:200])
        self._secure, self._path = parts.scheme == "https", parts.path.rstrip("/")
        self._query = dict(parse_qsl(parts.query))

    def version(self) -> str:
        """Return the version of the server."""
        return str(self._asked("GET", "info").get("version", ""))[:40]

    def begin(self, name: str, options: Mapping[str, object]) -> str:
        """Begin a task and return its name on the server."""
        listed = [{"name": key, "value": value} for key, value in options.items()]
        body = urlencode({"name": name, "options": json.dumps(listed)}).encode()
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        told = self._asked("POST", "task/new/init", body, head)
        task = told.get("uuid")
        if not isinstance(task, str) or not 0 < len(task) <= 100:
            raise self._strange()
        return task

    def send(self, task: str, path: Path, name: str) -> None:
        """Send a file under a name."""
        mark = secrets.token_hex(16)
        name = name.replace('"', "_").replace("\r", "_").replace("\n", "_")
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="images"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        foot = f"\r\n--{mark}--\r\n".encode()
        size = path.stat().st_size
        headers = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Content-Length": str(len(head) + size + len(foot)),
        }

        def body() -> Iterator[bytes]:
            yield head
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
            yield foot

        self._asked("POST", f"task/new/upload/{quote(task)}", body(), headers)

    def commit(self, task: str) -> None:
        """Let a task begin."""
        self._asked("POST", f"task/new/commit/{quote(task)}", b"")

    def state(self, task: str) -> TaskState:
        """Return how far a task is."""
        told = self._asked("GET", f"task/{quote(task)}/info")
        status = told.get("status")
        code = status.get("code") if isinstance(status, dict) else None
        if not isinstance(code, int):
            raise self._strange()
        said = status.get("errorMessage", "") if isinstance(status, dict) else ""
        share = told.get("progress", 0)
        share = share / 100.0 if isinstance(share, int | float) else 0.0
        return TaskState(code, min(max(share, 0.0), 1.0), str(said)[:200])

    def cancel(self, task: str) -> None:
        """Let a task end."""
        body = urlencode({"uuid": task}).encode()
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        self._asked("POST", "task/cancel", body, head)

    def fetch(self, task: str, asset: str, into: IO[bytes]) -> int:
        """Write a result of a task to a stream; return its bytes."""
        where = f"task/{quote(task)}/download/{quote(asset)}"
        with self._answer("GET", where, None, {}) as answer:
            done = 0
            while chunk := answer.read(_CHUNK):
                done += len(chunk)
                if done > MOST_RESULT:
                    raise self._strange()
                try:
                    into.write(chunk)
                except OSError as error:  # the disk, not the server
                    raise not_written(error, Path(asset)) from error
            if answer.length:  # it ended before its time
                raise InputError("odm.cut_off", self._host)
            return done

    def _asked(
        self,
        verb: str,
        where: str,
        body: bytes | Iterator[bytes] | None = None,
        head: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        with self._answer(verb, where, body, dict(head or {})) as answer:
            raw = self._read(answer)
        try:
            told = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise self._strange() from error
        if not isinstance(told, dict):
            raise self._strange()
        if told.get("error"):
            raise InputError("odm.refused", self._host, said=str(told["error"])[:200])
        return told

    def _read(self, answer: HTTPResponse) -> bytes:
        """Return an answer; one that comes drop by drop, or never ends, is none."""
        until, raw = time.monotonic() + _MOST_WAIT_S, b""
        while piece := answer.read1(_CHUNK):
            raw += piece
            if len(raw) > _MOST_ANSWER or time.monotonic() > until:
                raise self._strange()
        return raw

    @contextmanager
    def _answer(
        self, verb: str, where: str, body: bytes | Iterator[bytes] | None, head: dict[str, str]
    ) -> Iterator[HTTPResponse]:
        kind = HTTPSConnection if self._secure else HTTPConnection
        connection = kind(self._host, self._port, timeout=_WAIT_S)
        query = f"?{urlencode(self._query)}" if self._query else ""
        try:
            connection.request(verb, f"{self._path}/{where}{query}", body=body, headers=head)
            answer = connection.getresponse()
            if answer.status >= 400 or answer.status in (301, 302, 303, 307, 308):
                raise InputError("odm.status", self._host, status=answer.status)
            yield answer
        except (OSError, HTTPException) as error:
            why = reason(error) if isinstance(error, OSError) else type(error).__name__
            raise InputError("odm.unreachable", self._host, reason=why) from error
        finally:
            connection.close()

    def _strange(self) -> InputError:
        return InputError("odm.strange", self._host)
