"""Connections to a Meilisearch server through the official client, one for each thread.

The client keeps its headers in one dictionary it changes with every call, so two threads must not share one.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import meilisearch
import orjson
import requests
from meilisearch.errors import (
    MeilisearchApiError,
    MeilisearchCommunicationError,
    MeilisearchError,
    MeilisearchTimeoutError,
)

from search.contract import EngineUnavailable
from search.engines.meilisearch_http import Sender
from search.engines.protocol import BuildError

ANSWER_SECONDS = 0.8
"""An API that must say within a second that nothing answers cannot wait longer for it."""
WRITE_SECONDS = 60
EXCHANGE_SECONDS = 60
LEAST_SECONDS = 60.0
_POLL_MILLISECONDS = 20
_TRIES = 3
_PAUSE_SECONDS = 0.5
# What a server says of an index that lacks the fields asked for.
_OF_OTHER_SETTINGS = ("invalid_search_sort", "invalid_search_filter", "invalid_search_facets")

Answer = TypeVar("Answer")


class _Patience:
    """Where three questions in a row were not answered, one in half a second is tried and the rest are told at once.

    A server that hangs would otherwise keep every thread waiting, those that could serve pages without it too.
    """

    def __init__(self) -> None:
        self._unanswered = 0
        self._next_try = 0.0
        self._lock = threading.Lock()

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer. Raises what the client raises, and EngineUnavailable at once where nothing answers."""
        with self._lock:
            now = time.monotonic()
            if self._unanswered >= _TRIES and now < self._next_try:
                raise EngineUnavailable("Meilisearch does not answer")
            self._next_try = now + _PAUSE_SECONDS
        try:
            answer = question()
        except (MeilisearchCommunicationError, MeilisearchTimeoutError, requests.RequestException):
            with self._lock:
                self._unanswered += 1
                self._next_try = time.monotonic() + _PAUSE_SECONDS
            raise
        except MeilisearchError:
            self._unanswered = 0
            raise
        self._unanswered = 0
        return answer


class Connections:
    """The same server and key, a client and a kept-alive connection for each thread that asks.

    An answer is waited for so many seconds, ANSWER_SECONDS where nothing is said.
    """

    def __init__(self, url: str, key: str | None, *, seconds: float | None = None) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._seconds = ANSWER_SECONDS if seconds is None else seconds
        self._patience = _Patience()
        self._local = threading.local()

    @property
    def client(self) -> meilisearch.Client:
        """This thread's client."""
        found: meilisearch.Client | None = getattr(self._local, "client", None)
        if found is None:
            found = meilisearch.Client(self._url, self._key, timeout=self._seconds)  # type: ignore[arg-type]  # handed on to requests, which takes fractions
            self._local.client = found
        return found

    def multi_search(self, queries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Results of several searches in one round trip. Raises EngineUnavailable."""
        results: list[dict[str, Any]] = self._searched({"queries": queries})["results"]
        return results

    def federated_search(
        self,
        queries: Sequence[Mapping[str, Any]],
        federation: Mapping[str, Any],
        beside: Sequence[Mapping[str, Any]] = (),
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Several searches merged into one list by the server, and the results of others that it does at the same time.

        Raises EngineUnavailable.
        """
        results: list[dict[str, Any]] = []

        def ask_beside() -> None:
            results.extend(self._post("multi-search", {"queries": beside})["results"])

        found = self._searched({"queries": queries, "federation": federation}, ask_beside if beside else None)
        return found, results

    def _searched(self, body: Mapping[str, Any], meanwhile: Callable[[], None] | None = None) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self._patience.ask(partial(self._post, "multi-search", body, meanwhile))
        except (MeilisearchError, requests.RequestException) as error:
            raise unavailable(error) from error
        return found

    def _post(self, path: str, body: Mapping[str, Any], meanwhile: Callable[[], None] | None = None) -> Any:
        sender = self._sender()
        post = sender.post if meanwhile is None else sender.post_and(meanwhile)
        return self.client.http.send_request(post, path, body=orjson.dumps(body), content_type="application/json")

    def document(self, index: str, document: str) -> dict[str, Any] | None:
        """One document's fields; None where the index or the document does not exist. Raises EngineUnavailable."""
        path = f"indexes/{index}/documents/{document}"
        try:
            found: dict[str, Any] = self._patience.ask(partial(self.client.http.send_request, self._sender().get, path))
        except MeilisearchApiError as error:
            if error.code in ("index_not_found", "document_not_found"):
                return None
            raise unavailable(error) from error
        except (MeilisearchError, requests.RequestException) as error:
            raise unavailable(error) from error
        return found

    def _sender(self) -> Sender:
        found: Sender | None = getattr(self._local, "sender", None)
        if found is None:
            found = self._local.sender = Sender()
        return found


def unavailable(error: Exception) -> EngineUnavailable:
    """What the API is told when the server does not answer, or refuses to."""
    if isinstance(error, MeilisearchApiError):
        if error.code == "index_not_found":
            return EngineUnavailable("there is no search index yet: run `chophien index`")
        if error.code in _OF_OTHER_SETTINGS:
            return EngineUnavailable("the search index is of an earlier version: run `chophien index`")
        return EngineUnavailable(f"Meilisearch refused: {error.message}")
    return EngineUnavailable("Meilisearch does not answer")


def await_task(client: meilisearch.Client, task: Any, *, seconds: float) -> None:
    """Wait until a task has succeeded. Raises BuildError where it failed, was cancelled or took too long."""
    try:
        done = client.wait_for_task(task.task_uid, timeout_in_ms=int(seconds * 1000), interval_in_ms=_POLL_MILLISECONDS)
    except MeilisearchError as error:
        raise BuildError(f"Meilisearch did not finish task {task.task_uid}: {error}") from error
    if done.status != "succeeded":
        reason = (done.error or {}).get("message", "no reason given")
        raise BuildError(f"Meilisearch task {task.task_uid} ({done.type}) {done.status}: {reason}")


def await_exchange(client: meilisearch.Client, task: Any, done: Callable[[], bool]) -> None:
    """Wait for an exchange of indexes: by its task, or by what it does where the key may not see the task.

    Meilisearch shows such a task only to keys for all indexes, and a scoped key is none. Raises BuildError.
    """
    deadline = time.monotonic() + EXCHANGE_SECONDS
    while time.monotonic() < deadline:
        try:
            status, reason = _status(client, task)
        except MeilisearchApiError as error:
            if error.code != "task_not_found":
                raise
            status, reason = ("succeeded" if done() else "hidden"), ""
        if status == "succeeded":
            return
        if status in ("failed", "canceled"):
            raise BuildError(f"Meilisearch could not exchange the indexes: {reason}")
        time.sleep(_POLL_MILLISECONDS / 1000)
    raise BuildError(f"Meilisearch did not exchange the indexes within {EXCHANGE_SECONDS} seconds")


def _status(client: meilisearch.Client, task: Any) -> tuple[str, str]:
    found = client.get_task(task.task_uid)
    return found.status, (found.error or {}).get("message", "no reason given")
