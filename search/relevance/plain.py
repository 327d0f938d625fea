"""Meilisearch as it comes, and tuned with its own means, to compare with: names searched by its own words."""

from collections.abc import Sequence
from typing import Any

import meilisearch

from search.engines.meilisearch_client import await_task
from search.lexicon.rows import things
from search.relevance.measure import FIRST, Answerer

_SECONDS = 120.0
_TUNED: dict[str, Any] = {
    "typoTolerance": {"minWordSizeForTypos": {"oneTypo": 3, "twoTypos": 7}},
}


def plain_answerer(client: meilisearch.Client, name: str, names: Sequence[str], *, tuned: bool) -> Answerer:
    """Index the names under `name` with default settings, or `tuned`: our synonyms, typos from three letters."""
    await_task(client, client.create_index(name, {"primaryKey": "id"}), seconds=_SECONDS)
    index = client.index(name)
    settings: dict[str, Any] = {"searchableAttributes": ["name"]}
    if tuned:
        settings |= {**_TUNED, "synonyms": _synonyms()}
    await_task(client, index.update_settings(settings), seconds=_SECONDS)
    documents = [{"id": place, "name": one} for place, one in enumerate(names)]
    await_task(client, index.add_documents(documents), seconds=_SECONDS)

    def answer(query: str) -> list[str]:
        return [hit["name"] for hit in index.search(query, {"limit": FIRST})["hits"]]

    return answer


def _synonyms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in things():
        for asked in (*row.asked, *row.english):
            others = [name for name in row.names if name != asked]
            if others:
                found[asked] = sorted({*found.get(asked, ()), *others})
    return found
