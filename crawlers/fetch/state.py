"""What is kept of each page between two crawls of a marketplace: validators, version, and what it led to.

One small SQLite file a marketplace (`<data dir>/crawl/<slug>.sqlite3`). It holds nothing that cannot be fetched again:
deleting it costs one full crawl and loses no data. Pages are written only after the catalog has committed the listings
read from them, so a crawl that dies at any moment fetches again whatever it had not recorded.
"""

import sqlite3
import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import orjson

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
  id TEXT PRIMARY KEY, url TEXT NOT NULL, role TEXT NOT NULL, version TEXT, etag TEXT, last_modified TEXT,
  fetched_at REAL NOT NULL, crawl INTEGER NOT NULL, listings BLOB NOT NULL, links BLOB
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_RESUMABLE = 24 * 3600.0


@dataclass(frozen=True)
class PageState:
    """A page as it was last read. `links` are what it led to, kept for pages whose purpose is to lead somewhere."""

    id: str
    url: str
    role: str
    version: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: float = 0.0
    crawl: int = 0
    listings: tuple[str, ...] = ()
    links: tuple[tuple[Any, ...], ...] = field(default=())


class StateStore:
    """The pages of one marketplace. `fingerprint` changes with the marketplace's file and the extraction's version."""

    def __init__(self, path: Path, *, fingerprint: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(_SCHEMA)
        if self._note("fingerprint") != fingerprint:
            self.forget_all()
            self._set_note("fingerprint", fingerprint)

    def begin(self) -> tuple[int, bool]:
        """Number of this crawl, and whether it goes on with one that was interrupted less than a day ago."""
        number = int(self._note("crawl") or 0)
        started = float(self._note("started") or 0)
        if self._note("open") == "yes" and time.time() - started < _RESUMABLE:
            return number, True
        self._set_note("crawl", str(number + 1))
        self._set_note("started", str(time.time()))
        self._set_note("open", "yes")
        return number + 1, False

    def end(self) -> None:
        """Mark the crawl as complete, so that the next one starts anew."""
        self._set_note("open", "no")

    def get(self, identity: str) -> PageState | None:
        """The page's state, without its links."""
        row = self._db.execute(
            "SELECT id, url, role, version, etag, last_modified, fetched_at, crawl, listings FROM page WHERE id = ?",
            (identity,),
        ).fetchone()
        if row is None:
            return None
        names = ("id", "url", "role", "version", "etag", "last_modified", "fetched_at", "crawl")
        return PageState(**dict(zip(names, row, strict=False)), listings=tuple(orjson.loads(row[8])))

    def links(self, identity: str) -> list[tuple[Any, ...]]:
        """What the page led to when it was last read."""
        row = self._db.execute("SELECT links FROM page WHERE id = ?", (identity,)).fetchone()
        return [tuple(one) for one in orjson.loads(zlib.decompress(row[0]))] if row and row[0] else []

    def put(self, pages: list[PageState]) -> None:
        """Write pages in one transaction."""
        rows = [
            (
                *(page.id, page.url, page.role, page.version, page.etag, page.last_modified),
                *(page.fetched_at, page.crawl, orjson.dumps(page.listings)),
                zlib.compress(orjson.dumps(page.links), 1) if page.links else None,
            )
            for page in pages
        ]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("INSERT OR REPLACE INTO page VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        self._db.execute("COMMIT")

    def touch(self, identities: list[str], crawl: int) -> None:
        """Mark pages as known to be unchanged in this crawl."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany("UPDATE page SET crawl = ? WHERE id = ?", [(crawl, one) for one in identities])
        self._db.execute("COMMIT")

    def listing_count(self) -> int:
        """How many listings the kept pages stand for."""
        row = self._db.execute("SELECT COALESCE(SUM(json_array_length(listings)), 0) FROM page").fetchone()
        return int(row[0])

    def forget_all(self) -> None:
        """Forget every page: the next crawl fetches all of them."""
        self._db.execute("DELETE FROM page")
        self._set_note("open", "no")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _note(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def _set_note(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (key, value))
