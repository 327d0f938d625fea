"""One of the processes that carry out crawls: started, fed with orders, listened to, stopped."""

import os
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any, cast

import orjson

from crawlers.worker import Order

Said = tuple[str, dict[str, Any]]

_GRACE = 3.0
"""Seconds for what was asked of a site to be answered, once the crawl is told to end."""
_PATIENCE = 15.0
"""Seconds more for what was read to be written."""


class Lane:
    """Takes orders from a queue until it is empty; what the crawls say goes to another, by marketplace.

    Orders that come together are carried out one after the other: their marketplaces share a domain, and its pause.
    """

    def __init__(self, waiting: "queue.SimpleQueue[list[Order]]", said: "queue.SimpleQueue[Said | None]") -> None:
        self._waiting = waiting
        self._said = said
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def run(self) -> None:
        """Carry out orders; a process that died is replaced for the next one."""
        try:
            while not self._stopped:
                try:
                    orders = self._waiting.get_nowait()
                except queue.Empty:
                    return
                for order in orders:
                    self._carry_out(order)
        finally:
            self._end()
            self._ended.set()

    def stop(self) -> None:
        """Ask the crawl to end in good order, and insist where it does not; `run` comes back once it has ended."""
        with self._lock:
            self._stopped = True
            process = self._process
        if process is not None:
            threading.Thread(target=self._insist, args=(process,), daemon=True).start()

    def _insist(self, process: subprocess.Popen[bytes]) -> None:
        """Told a second time, a crawl waits for no answer any more."""
        _signal(process, signal.SIGTERM)
        if not self._ended.wait(_GRACE):
            _signal(process, signal.SIGTERM)
        if not self._ended.wait(_PATIENCE):
            _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))

    def _carry_out(self, order: Order) -> None:
        with self._lock:
            if self._stopped:
                return
            if self._process is None or self._process.poll() is not None:
                self._process = _start()
            process = self._process
        given, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        with suppress(BrokenPipeError):
            given.write(_plain(order) + b"\n")
            given.flush()
        for line in answers:
            with suppress(orjson.JSONDecodeError):
                words = orjson.loads(line)
                if "ended" in words:
                    return
                self._said.put((order.slug, words))
        process.wait()

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        with suppress(BrokenPipeError):
            cast("IO[bytes]", process.stdin).close()
        process.wait()


def _start() -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches the crawl through us, once, and not from the terminal as well.
    return subprocess.Popen(
        [sys.executable, "-m", "crawlers.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Reach the process and the crawl it has forked."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.terminate()


def _plain(order: Order) -> bytes:
    """The order without secrets that a crawl has no use for."""
    said = order.model_dump(mode="json")
    said["settings"].pop("meilisearch_key", None)
    return orjson.dumps(said)
