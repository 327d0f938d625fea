"""Making, removing, exchanging and renaming Meilisearch's indexes, each task waited for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import meilisearch
from meilisearch.errors import MeilisearchApiError

from search.engines.meilisearch_client import LEAST_SECONDS, await_exchange, await_task


def exchange(client: meilisearch.Client, pairs: Sequence[tuple[str, str]], done: Callable[[], bool]) -> None:
    """Exchange the names of pairs of indexes in one task, and wait until it is `done`."""
    wanted: list[Mapping[str, list[str] | bool]] = [{"indexes": list(pair)} for pair in pairs]
    await_exchange(client, client.swap_indexes(wanted), done)


def rename(client: meilisearch.Client, pairs: Sequence[tuple[str, str]]) -> None:
    """Give indexes names no other has."""
    wanted: list[Mapping[str, list[str] | bool]] = [{"indexes": list(pair), "rename": True} for pair in pairs]
    last, free = pairs[-1]
    await_exchange(client, client.swap_indexes(wanted), lambda: exists(client, free) and not exists(client, last))


def generation(client: meilisearch.Client, words: str) -> str | None:
    """The generation stored in an index of words; None where there is none."""
    try:
        return str(client.index(words).get_document("state").generation)
    except MeilisearchApiError:
        return None


def exists(client: meilisearch.Client, name: str) -> bool:
    """Whether there is an index of that name."""
    try:
        client.get_raw_index(name)
    except MeilisearchApiError as error:
        if error.code == "index_not_found":
            return False
        raise
    return True


def make(client: meilisearch.Client, indexes: Mapping[str, Mapping[str, Any]]) -> None:
    """Make empty indexes with their settings. The server does its tasks in order, so only the end is waited for."""
    tasks = [client.create_index(name, {"primaryKey": "id"}) for name in indexes]
    tasks.extend(client.index(name).update_settings(dict(settings)) for name, settings in indexes.items() if settings)
    for task in tasks:
        await_task(client, task, seconds=LEAST_SECONDS)


def remove(client: meilisearch.Client, *names: str) -> None:
    """Remove indexes, as far as there are any."""
    for task in [client.delete_index(name) for name in names if exists(client, name)]:
        await_task(client, task, seconds=LEAST_SECONDS)
