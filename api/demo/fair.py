"""The sample fair as a child process: small local shops that speak real platforms' formats."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 120
STOP_SECONDS = 5
SHOPS = 5
FIRST_PORT = 8101


def port_before(folder: Path) -> int | None:
    """First port of the fair that this folder was filled from; None where none was.

    The shops' addresses stand in the catalog: a fair on other ports would be five other shops with the same goods.
    """
    try:
        return int((folder / "port").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def is_free(port: int) -> bool:
    """Whether a server of this machine may listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(start: int) -> int:
    """The first of five free ports in a row, from `start` on; `start` itself where none are found within a thousand."""
    rows = range(start, min(start + 1000, 65_530), 10)
    return next((first for first in rows if all(map(is_free, range(first, first + SHOPS)))), start)


class FairError(RuntimeError):
    """The fair did not start; the message says why in one sentence."""


@contextmanager
def sample_fair(folder: Path, port: int, *, changed: int = 0) -> Iterator[Path]:
    """Serve the fair on `port` and the four after it while the block runs.

    Gives the folder with its marketplace files. Raises FairError where it cannot start.
    """
    marketplaces = folder / "marketplaces"
    marketplaces.mkdir(parents=True, exist_ok=True)
    ready = folder / "ready"
    ready.unlink(missing_ok=True)
    log = folder / "fair.log"
    command = [sys.executable, "-m", "tests.marketplaces", "--port", str(port)]
    command += ["--write-marketplaces", str(marketplaces), "--ready-file", str(ready), "--while-open"]
    if changed:
        command += ["--changed", str(changed)]
    with log.open("wb") as sink:
        # Its own session: Ctrl-C reaches this program only, which then ends the fair itself, in order. Where this
        # program is killed, the pipe closes and the fair ends all the same.
        child = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=sink, stderr=sink, start_new_session=True
        )
    try:
        _await_ready(child, ready, log, port)
        (folder / "port").write_text(str(port), encoding="ascii")
        yield marketplaces
    finally:
        _stop(child)


def _await_ready(child: subprocess.Popen[bytes], ready: Path, log: Path, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready.exists():
        if child.poll() is not None:
            words = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise FairError(words[-1] if words else f"The sample fair ended at once (exit code {child.returncode}).")
        if time.monotonic() > deadline:
            raise FairError(f"The sample fair did not open ports {port}–{port + SHOPS - 1} in {START_SECONDS} seconds.")
        time.sleep(0.05)


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
