"""Meilisearch as it comes, to measure against: names searched by its own words, five facets counted, names marked."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import meilisearch

from search.documents import ProductDocument
from search.engines.meilisearch_client import WRITE_SECONDS, await_task
from search.engines.meilisearch_names import products_index
from search.fields import FACET_VALUES, FACETS

_BATCH = 20_000
_SECONDS = 900.0


class PlainIndex:
    """An index with default settings under a prefix of its own, asked through the official client alone."""

    def __init__(self, url: str, key: str | None, *, prefix: str) -> None:
        self._client = meilisearch.Client(url, key, timeout=WRITE_SECONDS)
        self._index = self._client.index(products_index(prefix))

    def fill(self, documents: Iterable[ProductDocument]) -> None:
        """Index the documents' names and facets, and wait for it. Raises BuildError."""
        await_task(self._client, self._client.create_index(self._index.uid, {"primaryKey": "id"}), seconds=_SECONDS)
        settings: dict[str, Any] = {"searchableAttributes": ["name"], "filterableAttributes": list(FACETS)}
        tasks = [self._index.update_settings(settings)]
        given = iter(documents)
        while batch := [_plain(one) for one in islice(given, _BATCH)]:
            tasks.append(self._index.add_documents(batch))
        for task in tasks:
            await_task(self._client, task, seconds=_SECONDS)

    def count_commonest(self) -> None:
        """From now on each facet begins with its commonest values, as ours do, not with the first of the alphabet."""
        settings = {"maxValuesPerFacet": FACET_VALUES, "sortFacetValuesBy": {"*": "count"}}
        await_task(self._client, self._index.update_faceting_settings(settings), seconds=_SECONDS)

    def ask(self, words: str, filters: Sequence[Sequence[str]] = ()) -> int:
        """Twenty hits, five facets, marks; how many hits there are. Filters hold together, each one of several."""
        wanted = {"facets": list(FACETS), "limit": 20, "attributesToHighlight": ["name"]}
        found = self._index.search(words, wanted | {"filter": [list(one) for one in filters]})
        return int(found["estimatedTotalHits"])


def _plain(document: ProductDocument) -> dict[str, Any]:
    return {**document.hit, **document.filters}
