"""Documents of the last full build, kept so that building again makes only those that have changed since.

Making a document costs several times what an engine takes for it, and most are made for nothing: an index is mostly
built again because one was lost, cut off or taken back. So what was given to the engine is kept beside it, in blocks of
neighbours, compressed. A block is given again as it is where the fingerprints of its products are the same; the
file counts for nothing where the fields or the lexicon are others. It may be removed at any time.
"""

import hashlib
import logging
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from search.fields import schema_hash
from search.lexicon.load import lexicon_hash
from search.words import WordCounts

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PACKED: Mapping[int, int] = {
    zstd.CompressionParameter.compression_level: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}
log = logging.getLogger(__name__)

_BLOCKS = "CREATE TABLE block (first TEXT PRIMARY KEY, digest BLOB NOT NULL, lines BLOB NOT NULL) WITHOUT ROWID"
_TEXTS = "CREATE TABLE text (name TEXT PRIMARY KEY, value BLOB NOT NULL)"

Fingerprints = Sequence[tuple[str, str]]
"""Keys and fingerprints of products, in order of the key (`search.documents.neighbour_key`)."""


class Damaged(Exception):
    """The file cannot be read; it is to be removed."""


class Part(NamedTuple):
    """Products that are kept together: `first` is not greater than any of their keys, and names their block."""

    first: str
    fingerprints: list[tuple[str, str]]


class Kept:
    """One engine's documents. Used as a context: what was put in counts once `commit` was called, or not at all.

    Where nothing can be written, as on a full disk, nothing is kept and no more is tried: the next build makes all.
    Raises Damaged where the file is none of ours or cannot be opened.
    """

    def __init__(self, file: Path, *, empty: bool = False) -> None:
        self._file = file
        self._full = False
        file.parent.mkdir(parents=True, exist_ok=True)
        if empty:
            self.remove()
        try:
            self._connection = sqlite3.connect(file, isolation_level=None)
        except sqlite3.Error as error:
            raise Damaged(str(error)) from error
        try:
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute("BEGIN IMMEDIATE")
            if self._text("version") != _version():
                self._begin_anew()
            self.firsts = [row[0] for row in self._connection.execute("SELECT first FROM block ORDER BY first")]
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise Damaged(str(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        if self._full or isinstance(error, Damaged):
            self.remove()

    def remove(self) -> None:
        """Remove the file."""
        for ending in ("", "-journal"):
            self._file.with_name(self._file.name + ending).unlink(missing_ok=True)

    def unchanged(self, part: Part) -> list[str] | None:
        """The lines of a block whose products are all as they were; None where one is not, or none is kept."""
        row = self._row(
            "SELECT lines FROM block WHERE first = ? AND digest = ?", part.first, _digest(part.fingerprints)
        )
        return _unpacked(row[0]) if row and all(one for _, one in part.fingerprints) else None

    def lines(self, first: str) -> list[str]:
        """The lines of a block, whatever became of its products since."""
        row = self._row("SELECT lines FROM block WHERE first = ?", first)
        return _unpacked(row[0]) if row else []

    def put(self, first: str, fingerprints: Fingerprints, lines: Sequence[str]) -> None:
        """Keep a block in the place of what it was."""
        packed = _compressed("\n".join(lines).encode())
        self._write("REPLACE INTO block VALUES (?, ?, ?)", first, _digest(fingerprints), packed)

    def drop(self, first: str) -> None:
        """Forget a block."""
        self._write("DELETE FROM block WHERE first = ?", first)

    def counts(self) -> WordCounts:
        """The words of all that is kept."""
        found = self._text("counts")
        return WordCounts.load(found) if found else WordCounts()

    def words(self) -> bytes | None:
        """The vocabulary of all that is kept, as it was dumped."""
        return self._text("words")

    def commit(self, counts: WordCounts, words: bytes) -> None:
        """From now on what was put in counts."""
        texts = (("version", _version()), ("counts", counts.dump_all()), ("words", words))
        for name, value in texts:
            self._write("REPLACE INTO text VALUES (?, ?)", name, _compressed(value))
        self._write("COMMIT")

    def _begin_anew(self) -> None:
        for table in ("block", "text"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        self._connection.execute(_BLOCKS)
        self._connection.execute(_TEXTS)
        # Should writing fail, SQLite goes back to here, and not to tables of another version.
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN IMMEDIATE")

    def _write(self, statement: str, *values: object) -> None:
        if self._full:
            return
        try:
            self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            self._full = True
            log.warning("%s cannot be written, and the next full build makes every document: %s", self._file, error)

    def _text(self, name: str) -> bytes | None:
        if not self._row("SELECT 1 FROM sqlite_master WHERE name = 'text'"):
            return None
        row = self._row("SELECT value FROM text WHERE name = ?", name)
        return _decompressed(row[0]) if row else None

    def _row(self, query: str, *values: object) -> tuple[bytes, ...] | None:
        try:
            found: tuple[bytes, ...] | None = self._connection.execute(query, values).fetchone()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error)) from error
        return found


def _version() -> bytes:
    return f"{schema_hash()} {lexicon_hash()}".encode()


def _digest(fingerprints: Fingerprints) -> bytes:
    return hashlib.blake2b(
        "\n".join([f"{one}\t{said}" for one, said in fingerprints]).encode(), digest_size=16
    ).digest()


def _compressed(value: bytes) -> bytes:
    """With a checksum: a file cut off by a loss of power must not pass for documents."""
    return zstd.compress(value, options=_PACKED)


def _unpacked(packed: bytes) -> list[str]:
    text = _decompressed(packed).decode()
    return text.split("\n") if text else []


def _decompressed(packed: bytes) -> bytes:
    try:
        return zstd.decompress(packed)
    except (zstd.ZstdError, TypeError) as error:
        raise Damaged(str(error)) from error


def cut(fingerprints: Iterable[tuple[str, str]], firsts: Sequence[str], most: int) -> Iterator[Part]:
    """Parts of the catalog: they begin where kept blocks do, and hold no more than `most`, or twice that among blocks.

    The fingerprints come in order of the key, and so do the beginnings.
    """
    ahead = iter(firsts)
    border = next(ahead, None)
    part: Part | None = None
    for pair in fingerprints:
        crossed = None
        while border is not None and pair[0] >= border:
            crossed, border = border, next(ahead, None)
        if part is None or crossed is not None or len(part.fingerprints) >= (2 * most if firsts else most):
            if part is not None:
                yield part
            part = Part(crossed or pair[0], [])
        part.fingerprints.append(pair)
    if part is not None:
        yield part
