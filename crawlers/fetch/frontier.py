"""Addresses still to be fetched, and those already claimed in this crawl: on disk beyond the first few hundred.

A sitemap of a marketplace may name 200,000 pages; as Scrapy requests they would fill the memory. SQLite's private
temporary database keeps them instead and vanishes with the process: what a dead crawl had left is found again from the
sitemaps, and what it had read is in the state store.
"""

import hashlib
import heapq
import pickle
import sqlite3
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.utils.request import request_from_dict

_IN_MEMORY = 500


class Claims:
    """Each key once: which addresses were scheduled and which listings recorded in this crawl."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA cache_size=-4096")
        self._db.execute("CREATE TABLE claim (key BLOB PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("BEGIN")

    def claim(self, key: str) -> bool:
        """Whether the key is new."""
        digest = hashlib.blake2b(key.encode(), digest_size=12).digest()
        return self._db.execute("INSERT OR IGNORE INTO claim VALUES (?)", (digest,)).rowcount == 1


class Frontier:
    """Scrapy's scheduler: highest priority first, in the order found; duplicates are the spider's business."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Request]] = []
        self._count = 0
        self._on_disk = 0
        self._spider: Spider | None = None
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("PRAGMA cache_size=-4096")
        self._db.execute(
            "CREATE TABLE queue (rank INTEGER, number INTEGER, request BLOB, PRIMARY KEY (rank, number)) WITHOUT ROWID"
        )
        self._db.execute("BEGIN")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:  # noqa: ARG003 -- Scrapy's interface
        return cls()

    def open(self, spider: Spider) -> None:
        """Called by the engine before the first request."""
        self._spider = spider

    def close(self, reason: str) -> None:  # noqa: ARG002 -- Scrapy's interface
        """Drop what is left."""
        self._heap.clear()
        self._db.close()

    def has_pending_requests(self) -> bool:
        """Whether anything is left to fetch."""
        return bool(self._heap) or self._on_disk > 0

    def __len__(self) -> int:
        return len(self._heap) + self._on_disk

    def enqueue_request(self, request: Request) -> bool:
        """Keep a request; the ones beyond the first few hundred go to disk."""
        self._count += 1
        if len(self._heap) < _IN_MEMORY or self._heap[0][0] > -request.priority:
            heapq.heappush(self._heap, (-request.priority, self._count, request))
            return True
        packed = pickle.dumps(request.to_dict(spider=self._spider), protocol=pickle.HIGHEST_PROTOCOL)
        self._db.execute("INSERT INTO queue VALUES (?, ?, ?)", (-request.priority, self._count, packed))
        self._on_disk += 1
        return True

    def next_request(self) -> Request | None:
        """The next request, or None where nothing is left."""
        if not self._heap and self._on_disk:
            self._load()
        return heapq.heappop(self._heap)[2] if self._heap else None

    def _load(self) -> None:
        rows: list[Any] = self._db.execute(
            "SELECT rank, number, request FROM queue ORDER BY rank, number LIMIT ?", (_IN_MEMORY // 2,)
        ).fetchall()
        for rank, number, packed in rows:
            # Written by this very process into its private temporary database.
            request = request_from_dict(pickle.loads(packed), spider=self._spider)  # noqa: S301
            heapq.heappush(self._heap, (rank, number, request))
        last = rows[-1]
        self._db.execute("DELETE FROM queue WHERE (rank, number) <= (?, ?)", (last[0], last[1]))
        self._on_disk -= len(rows)
