"""A Meilisearch server found on this machine, started for one run of the program and stopped again.

The program never installs or builds one: it looks on the PATH.
"""

import ctypes
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import meilisearch
from meilisearch.errors import MeilisearchError
from pydantic import SecretStr

from catalog.settings import Settings
from search.keys import Keys, KeysRefused, scoped_keys

_START_SECONDS = 30.0
# With its default, two thirds of the memory, each task first spends a second on making room.
_INDEXING_MEMORY = "512MiB"
_STOP_SECONDS = 15.0


class ServerError(RuntimeError):
    """No server was found, or it did not start; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. Its master key makes scoped keys and is given to nobody."""

    url: str
    _master: str = field(repr=False)
    _process: subprocess.Popen[bytes] = field(repr=False)

    def keys(self, prefix: str) -> Keys:
        """Scoped keys for the indexes of one catalog. Raises ServerError."""
        try:
            return scoped_keys(self.url, self._master, prefix=prefix)
        except KeysRefused as error:
            raise ServerError(str(error)) from error

    def searching(self, settings: Settings) -> Settings:
        """The settings with which the API asks this server."""
        return _with(settings, self.url, self.keys(settings.meilisearch_prefix).search)

    def indexing(self, settings: Settings) -> Settings:
        """The settings with which the index is built on this server."""
        return _with(settings, self.url, self.keys(settings.meilisearch_prefix).index)

    def processor_seconds(self) -> float | None:
        """What the server has spent of the processor so far, where the system says so in /proc."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        user, system = int(fields[11]), int(fields[12])
        return (user + system) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """Stop the server and wait for it; kill it where it does not go."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def find_server() -> Path | None:
    """The server's program on the PATH; None where there is none."""
    found = shutil.which("meilisearch")
    return Path(found) if found else None


def start_server(folder: Path, *, program: Path | None = None) -> Server:
    """Start a server on a free loopback port, its data in `folder`, with a random master key that is kept nowhere.

    Raises ServerError where no program is found or it does not answer in time.
    """
    program = program or find_server()
    if program is None:
        raise ServerError("No `meilisearch` on the PATH: install the server, or use the embedded engine")
    folder.mkdir(parents=True, exist_ok=True)
    port, master = _free_port(), secrets.token_urlsafe(32)
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  # the program is the one on the operator's PATH
            _command(program, folder, port),
            env={**os.environ, "MEILI_MASTER_KEY": master},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # calls the system only
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _await_health(process, url, folder)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return Server(url, master, process)


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """A server for as long as the block runs."""
    server = start_server(folder)
    try:
        yield server
    finally:
        server.stop()


def _end_with_parent() -> None:
    """Have Linux stop this process when the one that started it is gone, even by kill -9."""
    set_death_signal = 1
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)


def _await_health(process: subprocess.Popen[bytes], url: str, folder: Path) -> None:
    client = meilisearch.Client(url, timeout=1)
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"meilisearch stopped at once (see {folder / 'server.log'})")
        try:
            client.health()
        except MeilisearchError:
            time.sleep(0.05)
        else:
            return
    raise ServerError(f"meilisearch did not answer within {_START_SECONDS:.0f} seconds (see {folder / 'server.log'})")


def _command(program: Path, folder: Path, port: int) -> list[str]:
    folders = {"--db-path": "data", "--dump-dir": "dumps", "--snapshot-dir": "snapshots"}
    places = [part for option, name in folders.items() for part in (option, str(folder / name))]
    return [
        str(program),
        *places,
        "--http-addr",
        f"127.0.0.1:{port}",
        "--env",
        "production",
        "--no-analytics",
        "--max-indexing-memory",
        _INDEXING_MEMORY,
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _with(settings: Settings, url: str, key: str) -> Settings:
    return settings.model_copy(update={"meilisearch_url": url, "meilisearch_key": SecretStr(key)})
