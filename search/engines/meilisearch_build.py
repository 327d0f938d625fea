"""Meilisearch, writing side: a new index beside the live one, exchanged with it in one task."""

import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import meilisearch
import orjson
import requests
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.documents import ProductDocument
from search.engines.clauses import Has
from search.engines.meilisearch import MeilisearchEngine
from search.engines.meilisearch_client import LEAST_SECONDS, WRITE_SECONDS, Connections, await_task, unavailable
from search.engines.meilisearch_indexes import exchange, exists, generation, make, remove, rename
from search.engines.meilisearch_names import NEXT, PREVIOUS, all_indexes, live_indexes, products_index, words_index
from search.engines.meilisearch_settings import (
    from_meilisearch,
    index_settings,
    read_source,
    to_filter,
    to_meilisearch,
    words_settings,
)
from search.engines.protocol import BuildError, Draft, IndexState, Outcome, Source

_PART = 400_000
_BATCH = 5_000
_PAGE = 1_000
_SLOWEST = 200
"""Documents a second below which a server is taken to have stopped."""


class MeilisearchBuilder:
    """Writes the indexes of one prefix. Needs a key that may manage them."""

    def __init__(self, url: str, key: str | None, *, prefix: str) -> None:
        self._connections = Connections(url, key, seconds=WRITE_SECONDS)
        self._address = (url, key)
        self._prefix = prefix
        self.encode = to_meilisearch
        self.source = from_meilisearch
        self.engine = MeilisearchEngine(url, key, prefix=prefix, seconds=WRITE_SECONDS)

    @property
    def client(self) -> meilisearch.Client:
        """This thread's client."""
        return self._connections.client

    def draft(self) -> Draft:
        """New indexes beside the live ones; what an earlier build left half done is removed."""
        client = self._connections.client
        with _refusals():
            products, words = products_index(self._prefix) + NEXT, words_index(self._prefix) + NEXT
            remove(client, products, words)
            make(client, {products: index_settings(), words: words_settings()})
        url, key = self._address
        return MeilisearchDraft(
            self._connections,
            self._prefix,
            MeilisearchEngine(url, key, prefix=self._prefix, ending=NEXT, seconds=WRITE_SECONDS),
        )

    def change(self, documents: Iterable[ProductDocument], removed: Sequence[str], after: Outcome) -> None:
        """Change the live index in place and wait for it; the state last, for it tells the readers."""
        client = self._connections.client
        products = client.index(products_index(self._prefix))
        with _refusals():
            mark(client, words_index(self._prefix), whole=False)
            given = iter(documents)
            while batch := list(islice(given, _PAGE)):
                task = products.add_documents_ndjson(_lines(map(to_meilisearch, batch)))
                await_task(client, task, seconds=LEAST_SECONDS)
            for start in range(0, len(removed), _PAGE):
                gone = to_filter(Has("id", tuple(removed[start : start + _PAGE])))
                await_task(client, products.delete_documents(filter=gone), seconds=LEAST_SECONDS)
            store_words(client, words_index(self._prefix), *after())

    def fingerprints(self) -> Iterator[tuple[str, str]]:
        """Read page by page from the live index."""
        for document in self._stored(["id", "fingerprint"]):
            yield document["id"], document["fingerprint"]

    def sources(self, ids: Sequence[str]) -> Iterator[Source]:
        """Names and producer of the given documents."""
        products = self._connections.client.index(products_index(self._prefix))
        for start in range(0, len(ids), _PAGE):
            wanted = {"ids": list(ids[start : start + _PAGE]), "fields": ["source"], "limit": _PAGE}
            with _refusals():
                found = products.get_documents(wanted).results
            for document in found:
                yield read_source(document.source)

    def rollback(self) -> IndexState:
        """Exchange the live and the previous indexes."""
        client = self._connections.client
        names = live_indexes(self._prefix)
        with _refusals():
            if not all(exists(client, name + PREVIOUS) for name in names):
                raise BuildError("there is no previous index to go back to")
            leaving = self.engine.state()
            wanted = generation(client, names[1] + PREVIOUS)
            pairs = [(name, name + PREVIOUS) for name in names]
            exchange(client, pairs, done=lambda: generation(client, names[1]) == wanted)
            mark(client, names[1], held=not (leaving and leaving.held))
        url, key = self._address
        state = MeilisearchEngine(url, key, prefix=self._prefix, seconds=WRITE_SECONDS).state()
        if state is None:
            raise BuildError("the previous index cannot be read")
        return state

    def drop(self) -> None:
        """Remove every index of the prefix."""
        with _refusals():
            remove(self._connections.client, *all_indexes(self._prefix))

    def _stored(self, fields: list[str]) -> Iterator[dict[str, Any]]:
        products = self._connections.client.index(products_index(self._prefix))
        offset = 0
        while True:
            with _refusals():
                page = products.get_documents({"fields": fields, "limit": 10 * _PAGE, "offset": offset})
            for document in page.results:
                yield dict(document)
            offset += len(page.results)
            if offset >= page.total or not page.results:
                return


class MeilisearchDraft:
    """Indexes under construction."""

    def __init__(self, connections: Connections, prefix: str, engine: MeilisearchEngine) -> None:
        self._connections = connections
        self._names = live_indexes(prefix)
        self._tasks: list[Any] = []
        self._waiting: list[str] = []
        self._sent = 0
        self.engine = engine

    def add(self, lines: Sequence[str]) -> None:
        """Gather a batch and send it; the server works on it while the next is made."""
        self._waiting.extend(lines)
        if len(self._waiting) >= _BATCH:
            self._send()

    def _send(self) -> None:
        products = self._connections.client.index(self._names[0] + NEXT)
        with _refusals():
            self._tasks.append(products.add_documents_ndjson(_lines(self._waiting)))
        self._sent += len(self._waiting)
        self._waiting = []

    def finish(self, state: IndexState, words: bytes) -> None:
        """Wait for every batch, then store the state and the vocabulary beside it."""
        client = self._connections.client
        if self._waiting:
            self._send()
        with _refusals():
            for task in self._tasks:
                await_task(client, task, seconds=LEAST_SECONDS + self._sent / _SLOWEST)
            store_words(client, self._names[1] + NEXT, state, words)

    def switch(self) -> None:
        """One task exchanges both indexes with the live ones, or gives them their names where there are none yet.

        What was live becomes the previous one.
        """
        client = self._connections.client
        with _refusals():
            if not exists(client, self._names[0]):
                rename(client, [(name + NEXT, name) for name in self._names])
                return
            wanted = generation(client, self._names[1] + NEXT)
            pairs = [(name, name + NEXT) for name in self._names]
            exchange(client, pairs, done=lambda: generation(client, self._names[1]) == wanted)
            remove(client, *(name + PREVIOUS for name in self._names))
            rename(client, [(name + NEXT, name + PREVIOUS) for name in self._names])

    def discard(self) -> None:
        """Remove what was built; where the server is gone, the next build does."""
        try:
            remove(self._connections.client, *(name + NEXT for name in self._names))
        except (MeilisearchError, BuildError, requests.RequestException):
            return


def _lines(lines: Iterable[str]) -> bytes:
    """JSON Lines as bytes."""
    return "\n".join(lines).encode()


@contextmanager
def _refusals() -> Iterator[None]:
    """Turns the client's errors into the search's own."""
    try:
        yield
    except MeilisearchApiError as error:
        raise BuildError(f"Meilisearch refused: {error.message}") from error
    except (MeilisearchError, requests.RequestException) as error:
        raise unavailable(error) from error


def mark(client: meilisearch.Client, name: str, **marks: bool) -> None:
    """Change what the live index's state says of itself."""
    await_task(client, client.index(name).update_documents([{"id": "state", **marks}]), seconds=LEAST_SECONDS)


def store_words(client: meilisearch.Client, name: str, state: IndexState, words: bytes) -> None:
    """Store the vocabulary in parts, then the state that names their number."""
    packed = b64encode(zlib.compress(words, 6)).decode()
    parts = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
    documents: list[dict[str, Any]] = [{"id": f"words-{place}", "part": part} for place, part in enumerate(parts)]
    documents.append({"id": "state", "parts": len(parts), **state.to_json()})
    await_task(
        client,
        client.index(name).add_documents_ndjson(_lines(orjson.dumps(one).decode() for one in documents)),
        seconds=LEAST_SECONDS,
    )
