"""The embedded engine, writing side: versions built beside the live one and switched by replacing one small file."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import tantivy

from search.documents import ProductDocument
from search.engines.embedded import CHANGING, EmbeddedEngine, stored
from search.engines.embedded_schema import build_schema, from_tantivy, read_source, to_tantivy
from search.engines.protocol import BuildError, IndexState, Outcome, Source

_HEAP = 256_000_000
_SMALL_HEAP = 64_000_000


class EmbeddedBuilder:
    """Writes the versions of one folder. A second writer at the same time gets a BuildError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.engine = EmbeddedEngine(folder)
        self.encode = to_tantivy
        self.source = from_tantivy

    def draft(self) -> "EmbeddedDraft":
        """A new version beside the live one."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        (self._folder / "versions" / name).mkdir(parents=True)
        return EmbeddedDraft(self._folder, name)

    def change(self, documents: Iterable[ProductDocument], removed: Sequence[str], after: Outcome) -> None:
        """Change the live version in place; readers see all of it at once, after the commit."""
        folder = self._live_folder()
        index = tantivy.Index.open(str(folder))
        writer = _writer(index, _SMALL_HEAP, threads=1)
        for document in documents:
            writer.delete_documents_by_term("id", document.id)
            writer.add_json(to_tantivy(document))
        for one in removed:
            writer.delete_documents_by_term("id", one)
        # A file of its own: readers look at the state anew, and open the index anew, only where the state changes.
        (folder / CHANGING).touch()
        writer.commit()
        writer.wait_merging_threads()
        _store(folder, *after())
        (folder / CHANGING).unlink()

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Read from the stored documents of the live version."""
        for document in self._stored():
            yield str(document.get_first("id")), str(document.get_first("fingerprint"))

    def sources(self, ids: Sequence[str]) -> Iterator[Source]:
        """Names and producer (id, name) of the given documents, as they went in."""
        index = tantivy.Index.open(str(self._live_folder()))
        searcher = index.searcher()
        for start in range(0, len(ids), 1000):
            chunk = list(ids[start : start + 1000])
            found = searcher.search(tantivy.Query.term_set_query(index.schema, "id", chunk), len(chunk))
            for _, address in found.hits:
                yield read_source(stored(searcher.doc(address), "source"))

    def rollback(self) -> IndexState:
        """Exchange the live and the previous version."""
        live, previous = _read(self._folder / "live"), _read(self._folder / "previous")
        if live is None or previous is None or not (self._folder / "versions" / previous / "state.json").is_file():
            raise BuildError("there is no previous index to go back to")
        leaving = self.engine.state()
        _write(self._folder / "live", previous.encode())
        _write(self._folder / "previous", live.encode())
        state = self.engine.state()
        if state is None:
            raise BuildError("the previous index cannot be read")
        state = replace(state, held=not (leaving and leaving.held))
        _store_state(self._folder / "versions" / previous, state)
        return state

    def _stored(self) -> Iterator[tantivy.Document]:
        searcher = tantivy.Index.open(str(self._live_folder())).searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False)
        yield from (searcher.doc(address) for _, address in found.hits)

    def _live_folder(self) -> Path:
        name = _read(self._folder / "live")
        if name is None:
            raise BuildError("there is no live index to change")
        return self._folder / "versions" / name


class EmbeddedDraft:
    """One version under construction."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._path = folder / "versions" / name
        self._index = tantivy.Index(build_schema(), str(self._path))
        self._writer = _writer(self._index, _HEAP, threads=os.cpu_count() or 1)
        self.engine = EmbeddedEngine(folder, name)

    def add(self, lines: Sequence[str]) -> None:
        """Hand documents to tantivy's threads."""
        for line in lines:
            self._writer.add_json(line)

    def finish(self, state: IndexState, words: bytes) -> None:
        """Commit, and store state and words beside it."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        _store(self._path, state, words)

    def switch(self) -> None:
        """One rename makes this version live; the versions neither live nor previous are removed."""
        live = _read(self._folder / "live")
        if live is not None:
            _write(self._folder / "previous", live.encode())
        _write(self._folder / "live", self._name.encode())
        for version in (self._folder / "versions").iterdir():
            if version.name not in (live, self._name):
                shutil.rmtree(version, ignore_errors=True)

    def discard(self) -> None:
        """Remove what was built."""
        shutil.rmtree(self._path, ignore_errors=True)


def _writer(index: tantivy.Index, heap: int, threads: int) -> tantivy.IndexWriter:
    try:
        return index.writer(heap_size=heap, num_threads=min(threads, 4))
    except ValueError as error:
        raise BuildError("another process is writing this index: wait for it, then try again") from error


def _store(folder: Path, state: IndexState, words: bytes) -> None:
    _write(folder / "words.json", words)
    _store_state(folder, state)


def _store_state(folder: Path, state: IndexState) -> None:
    _write(folder / "state.json", orjson.dumps(state.to_json()))


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    temporary.write_bytes(content)
    temporary.replace(path)


def _read(path: Path) -> str | None:
    try:
        return path.read_text().strip() or None
    except OSError:
        return None
