"""Scoped keys for a Meilisearch server: each may do what one part of the program does, on one catalog's indexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from search.engines.meilisearch_names import all_indexes, live_indexes

_SECONDS = 10
_READING = ("search", "documents.get")
_MANAGING = (
    *("documents.add", "documents.delete", "settings.get", "settings.update", "tasks.get"),
    *("indexes.create", "indexes.get", "indexes.update", "indexes.delete", "indexes.swap"),
)
_NAMESPACE = UUID("6f1c8f3e-5d0b-4a57-9a3c-0c9f7a5e1d00")


class KeysRefused(RuntimeError):
    """The server does not answer, or does not let this key make others."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`search` may search and read the live indexes; `index` may also manage them, those being built and the last."""

    search: str
    index: str


def scoped_keys(url: str, master: str, *, prefix: str) -> Keys:
    """The keys of one catalog, made where they are missing. Raises KeysRefused."""
    client = meilisearch.Client(url, master, timeout=_SECONDS)
    try:
        return Keys(*(_key(client, wanted) for wanted in _wanted(prefix)))
    except MeilisearchApiError as error:
        raise KeysRefused(f"Meilisearch refused: {error.message}") from error
    except MeilisearchError as error:
        raise KeysRefused(f"Meilisearch does not answer at {url}") from error


def forget_keys(url: str, master: str, *, prefix: str) -> None:
    """Remove the keys of one catalog, as far as there are any."""
    client = meilisearch.Client(url, master, timeout=_SECONDS)
    for wanted in _wanted(prefix):
        try:
            client.delete_key(str(wanted["uid"]))
        except MeilisearchApiError as error:
            if error.code != "api_key_not_found":
                raise KeysRefused(f"Meilisearch refused: {error.message}") from error


def _wanted(prefix: str) -> tuple[dict[str, object], dict[str, object]]:
    reading = _rights(f"{prefix} search", _READING, live_indexes(prefix))
    return reading, _rights(f"{prefix} index", (*_READING, *_MANAGING), all_indexes(prefix))


def _rights(name: str, actions: Sequence[str], indexes: Sequence[str]) -> dict[str, object]:
    """A key's description. Its uid follows from its rights, so a program that needs others makes another key."""
    uid = str(uuid5(_NAMESPACE, "\n".join((name, *actions, "", *indexes))))
    return {"uid": uid, "name": name, "actions": list(actions), "indexes": list(indexes), "expiresAt": None}


def _key(client: meilisearch.Client, wanted: dict[str, object]) -> str:
    try:
        return str(client.get_key(str(wanted["uid"])).key)
    except MeilisearchApiError as error:
        if error.code != "api_key_not_found":
            raise
    return str(client.create_key(wanted).key)
