"""Documents of the whole catalog, handed on part by part: those kept from the last build, and the others made."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

import orjson
from sqlalchemy import Engine as Database

from search import rows
from search.documents import neighbour_key, stream_neighbours
from search.engines.protocol import Builder
from search.fields import TERMS, WHOLE
from search.kept import Kept, Part, cut
from search.makers import Made, Makers, fitting
from search.rows import count_products
from search.terms import taken_apart
from search.words import WordCounts

FEW = 20_000
"""Products that are made in less time than it takes to start another process."""
_FEW_OF_A_PART = 10


class Canary(NamedTuple):
    """A product, and the term of its whole name by which it must be found."""

    id: str
    term: str


class Handed(NamedTuple):
    """Documents as the engine takes them, and some that must be found among them."""

    lines: list[str]
    canaries: tuple[Canary, ...]


class _Job(NamedTuple):
    """A part of which the products `wanted` (their ids) are to be made; of the rest key, fingerprint and line."""

    first: str
    same: list[tuple[str, str, str]]
    wanted: list[str]

    def is_small(self) -> bool:
        """Whether it is not worth another process."""
        return len(self.wanted) * _FEW_OF_A_PART < len(self.same)


class Making:
    """The documents of a catalog for an engine; `made` says how many had to be made once all were taken.

    Documents in `kept` are made again only where their fingerprints changed. What was made is put there, and stays once
    `keep` is called.
    """

    def __init__(
        self, database: Database, builder: Builder, kept: Kept | None = None, *, processes: int | None = None
    ) -> None:
        self._database = database
        self._builder = builder
        self._kept = kept
        self.total = count_products(database)
        self._processes = fitting(self.total, FEW) if processes is None else processes
        self.made = 0
        self._forgotten = 0
        self._change = WordCounts()

    def __iter__(self) -> Iterator[Handed]:
        """Part by part. Raises BuildError where a process ends before its work is done, Damaged from what is kept."""
        kept = self._kept
        gone = set(kept.firsts) if kept else set()
        jobs: deque[_Job] = deque()
        with Makers(self._database, self._builder.encode, self._change, processes=self._processes) as makers:
            for part in cut(stream_neighbours(self._database), kept.firsts if kept else (), rows.SPAN):
                gone.discard(part.first)
                lines = kept.unchanged(part) if kept else None
                if lines is not None:
                    yield _handed(lines)
                    continue
                job = self._job(part)
                if not self._processes or job.is_small():
                    yield self._done(job, makers.here(job.wanted))
                    continue
                if makers.full:
                    yield self._done(jobs.popleft(), makers.take())
                makers.give(job.wanted)
                jobs.append(job)
            while jobs:
                yield self._done(jobs.popleft(), makers.take())
            makers.finish()
        for first in gone:
            self._forget(first)

    @cached_property
    def counts(self) -> WordCounts:
        """The words of all documents, once all were taken."""
        counts = self._kept.counts() if self._kept else WordCounts()
        counts.add(self._change)
        return counts

    @cached_property
    def words(self) -> bytes:
        """The same as `Vocabulary` reads it; where nothing changed it is not counted again."""
        unchanged = self._kept.words() if self._kept and not self._touched else None
        return unchanged or self.counts.dump()

    def keep(self) -> None:
        """From now on what was made counts as kept."""
        if self._kept and self._touched:
            self._kept.commit(self.counts, self.words)

    @property
    def _touched(self) -> bool:
        """Whether anything was made or is no more."""
        return bool(self.made or self._forgotten)

    def _job(self, part: Part) -> _Job:
        """What of a part is as it was, and what is to be made; the words of what is no more are taken away."""
        before = self._lines(part.first)
        same, wanted = [], []
        for key, fingerprint in part.fingerprints:
            known = before.get(key)
            if known is not None and known[0] == fingerprint and fingerprint:
                same.append((key, *before.pop(key)))
            else:
                wanted.append(key.rpartition("\t")[2])
        self._uncount(line for _, line in before.values())
        return _Job(part.first, same, wanted)

    def _done(self, job: _Job, made: Made) -> Handed:
        self.made += len(made.lines)
        if not self._kept:
            return _handed(made.lines)
        new = [(*pair, line) for pair, line in zip(made.fingerprints, made.lines, strict=True)]
        both = sorted([*job.same, *new]) if job.same else new
        lines = [line for _, _, line in both]
        self._kept.put(job.first, [(key, fingerprint) for key, fingerprint, _ in both], lines)
        return _handed(lines)

    def _forget(self, first: str) -> None:
        if self._kept:
            self._uncount(line for _, line in self._lines(first).values())
            self._kept.drop(first)

    def _uncount(self, lines: Iterable[str]) -> None:
        for line in lines:
            names, maker = self._builder.source(line)
            self._change.count([taken_apart(name) for name in names], maker, times=-1)
            self._forgotten += 1

    def _lines(self, first: str) -> dict[str, tuple[str, str]]:
        """Fingerprint and line of each product in a kept block, by its key."""
        found = {}
        for line in self._kept.lines(first) if self._kept else ():
            document = orjson.loads(line)
            producer = next(iter(document.get("producer", ())), None)
            found[neighbour_key(producer, document["id"])] = (document["fingerprint"], line)
        return found


def _handed(lines: list[str]) -> Handed:
    return Handed(lines, tuple(_canary(line) for line in (*lines[:1], *lines[1:][-1:])))


def _canary(line: str) -> Canary:
    document = orjson.loads(line)
    return Canary(document["id"], next(term for term in document[TERMS] if term.startswith(WHOLE)))
