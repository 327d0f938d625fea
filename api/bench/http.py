"""The search over HTTP against the engine's own time, answer by answer, on the loopback interface."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from urllib.parse import urlencode

import orjson

from api.bench.queries import Query

START_SECONDS = 60.0
_REQUEST_SECONDS = 30.0


class ServerFailed(RuntimeError):
    """The server did not start, or answered with an error; the message says what it said."""


@dataclass(frozen=True)
class Timing:
    """Milliseconds of one answer: as the client waited for it, and as the engine says it took."""

    waited: float
    engine: float


@contextmanager
def served(data_dir: Path, **named: str) -> Iterator[int]:
    """Serve a data folder in a child process while the block runs; gives the port. Raises ServerFailed.

    Of the environment's settings the server gets none but those `named`: `CHOPHIEN_MEILISEARCH_URL="http://…"`.
    """
    environment = {name: text for name, text in os.environ.items() if not name.startswith("CHOPHIEN_")} | named
    with TemporaryFile() as said, socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        command = [sys.executable, "-m", "api.bench.server", str(data_dir), str(listening.fileno())]
        child = subprocess.Popen(command, pass_fds=[listening.fileno()], env=environment, stderr=said)  # noqa: S603
        listening.close()
        try:
            _await_ready(port)
            yield port
        except ServerFailed as failure:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip()
            raise ServerFailed(f"{failure} {words[words.rfind(chr(10)) + 1 :]}".strip()) from failure
        finally:
            child.terminate()
            child.wait()


def ask(port: int, queries: Iterable[Query], path: str = "/v1/search") -> list[Timing]:
    """Ask each query in turn over one kept connection. Raises ServerFailed."""
    with connected(port) as one:
        return [one(query, path) for query in queries]


@contextmanager
def connected(port: int) -> Iterator[Callable[[Query, str], Timing]]:
    """What asks one query of a path over a connection that is kept while the block runs. Raises ServerFailed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_REQUEST_SECONDS)
    try:
        yield lambda query, path: _ask(connection, f"{path}?{urlencode(query, doseq=True)}")
    except (OSError, http.client.HTTPException) as error:
        raise ServerFailed(f"The server stopped answering: {error}.") from error
    finally:
        connection.close()


def ratio(timings: list[Timing]) -> float:
    """Median wait to median engine time."""
    return median(one.waited for one in timings) / median(one.engine for one in timings)


def _ask(connection: http.client.HTTPConnection, path: str) -> Timing:
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    waited = (time.perf_counter() - started) * 1000
    if answer.status != 200:
        raise ServerFailed(f"{path} was answered with {answer.status}.")
    return Timing(waited, float(orjson.loads(body)["took_ms"]))


def _await_ready(port: int) -> None:
    """The socket listens from the start, so the first answer waits until the application is up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/readyz")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise ServerFailed(f"The server did not start: {error}.") from error
    finally:
        connection.close()
    if status != 200:
        raise ServerFailed(f"The server is not ready: {status} from /readyz.")
