"""Processes that make documents of the products they are sent, on as many processors as there are.

Reading rows, cutting names into terms and counting words takes several times what an engine takes for the result. So
processes of their own do it while this one feeds the engine; they take their work in turn, and the results are taken in
the same turn. At most two pieces of work wait for each process, so memory does not grow with the catalog. Starting one
takes a second: they are started by the first work that is worth it.
"""

import gc
import os
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib import import_module
from multiprocessing.connection import Connection
from operator import attrgetter
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from sqlalchemy import Engine as Database

from catalog.database import connect_url
from search.documents import ProductDocument, make_document
from search.engines.protocol import BuildError
from search.lexicon import shipped_lexicon
from search.rows import read
from search.words import WordCounts

_MOST_PROCESSES = 4
_AHEAD = 2

Encode = Callable[[ProductDocument], str]
T = TypeVar("T")


class Made(NamedTuple):
    """Documents as the engine takes them, with the keys and fingerprints of their products, in order of the key."""

    lines: list[str]
    fingerprints: list[tuple[str, str]]


class Makers:
    """`processes` of them, or this process alone where it is 0. Used as a context: they end with it."""

    def __init__(self, database: Database, encode: Encode, counts: WordCounts, *, processes: int) -> None:
        self._database = database
        self._encode = encode
        self._counts = counts
        self._processes = processes
        self._workers: list[Connection] = []
        self._waiting: deque[Connection] = deque()
        self._opened = ExitStack()
        self._next = 0

    def __enter__(self) -> Self:
        self._opened.enter_context(_collected_by_hand())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.__exit__(kind, error, at)

    @property
    def full(self) -> bool:
        """Whether a result must be taken before more work is given."""
        return len(self._waiting) >= _AHEAD * self._processes

    @property
    def waiting(self) -> bool:
        """Whether a result is still to be taken."""
        return bool(self._waiting)

    def here(self, wanted: Sequence[str]) -> Made:
        """Make a few in this process, at once."""
        return make(self._database, wanted, self._encode, self._counts)

    def give(self, wanted: Sequence[str]) -> None:
        """Have these made; `take` gives the results in the same turn. Not without processes."""
        if not self._workers:
            started = (_worker(self._database, self._encode) for _ in range(self._processes))
            self._workers = [self._opened.enter_context(one) for one in started]
        worker = self._workers[self._next % self._processes]
        self._next += 1
        _send(worker, wanted)
        self._waiting.append(worker)

    def take(self) -> Made:
        """The next result. Raises BuildError where a process ended before its work was done."""
        return _receive(self._waiting.popleft(), Made)

    def finish(self) -> None:
        """Add the words they met to the counts."""
        for worker in self._workers:
            _send(worker, None)
            self._counts.add(_receive(worker, WordCounts))


def fitting(products: int, few: int) -> int:
    """How many processes are worth starting for so many products."""
    processors = os.cpu_count() or 1
    return 0 if products < few or processors < 2 else min(processors, _MOST_PROCESSES)


def make(database: Database, wanted: Sequence[str], encode: Encode, counts: WordCounts) -> Made:
    """Make documents in this process, and count their words."""
    lexicon = shipped_lexicon()
    documents = [make_document(row, sales, lexicon) for row, sales in read(database, wanted)]
    documents.sort(key=attrgetter("key"))
    for document in documents:
        counts.count(document.apart, document.maker)
    lines = [encode(document) for document in documents]
    return Made(lines, [(document.key, document.fingerprint) for document in documents])


@contextmanager
def _worker(database: Database, encode: Encode) -> Iterator[Connection]:
    """A process that makes documents of what it is sent; it ends when this one does, however that comes about."""
    near, far = socket.socketpair()
    command = [sys.executable, "-m", "search.makers", str(far.fileno())]
    with far:
        process = subprocess.Popen(command, pass_fds=[far.fileno()], stdin=subprocess.DEVNULL)  # noqa: S603  # our own
    here = Connection(near.detach())
    try:
        here.send((database.url.render_as_string(hide_password=False), encode))
        yield here
    finally:
        here.close()
        process.wait()


def work(pipe: Connection) -> None:
    """In a process of its own: make documents of what is sent, until None is; then give what was counted."""
    # Ctrl-C reaches every process of a terminal; the one that builds says what happens then.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        url, encode = pipe.recv()
        database, counts = connect_url(url), WordCounts()
        with _collected_by_hand():
            while (wanted := pipe.recv()) is not None:
                pipe.send(make(database, wanted, encode, counts))
        pipe.send(counts)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")


def _send(worker: Connection, wanted: Sequence[str] | None) -> None:
    try:
        worker.send(wanted)
    except OSError as error:
        raise BuildError("a process that makes documents has ended; the index is as it was") from error


def _receive(worker: Connection, kind: type[T]) -> T:
    try:
        found = worker.recv()
    except (EOFError, OSError) as error:
        raise BuildError("a process that makes documents has ended; the index is as it was") from error
    if not isinstance(found, kind):
        raise BuildError(f"documents cannot be made: {found}")
    return found


@contextmanager
def _collected_by_hand() -> Iterator[None]:
    """Without the collector of cycles, which takes two fifths of the time and finds nothing: documents have none."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


if __name__ == "__main__":
    # By its own name, under which what it sends can be read again.
    import_module("search.makers").work(Connection(int(sys.argv[1])))
