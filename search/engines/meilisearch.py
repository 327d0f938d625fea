"""Meilisearch, reading side: each question is one round trip of several small searches over exact terms."""

import threading
import time
import zlib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any as Anything

from search.contract import EngineUnavailable
from search.engines.clauses import Clause
from search.engines.meilisearch_client import ANSWER_SECONDS, Connections
from search.engines.meilisearch_names import products_index, words_index
from search.engines.meilisearch_settings import sort_of, to_filter
from search.engines.protocol import Answer, Ask, IndexState, tiers_apart, tiers_of

_STATE_SECONDS = 1.0
_FIRST_TIERS = 2
"""The whole name, which few questions are, and its beginning, which mostly fills a page."""
_MORE_TIERS = 3


class MeilisearchEngine:
    """Answers from the indexes of one prefix. Looks at most a second old at what stands there."""

    name = "meilisearch"

    def __init__(
        self, url: str, key: str | None, *, prefix: str, ending: str = "", seconds: float = ANSWER_SECONDS
    ) -> None:
        self._connections = Connections(url, key, seconds=seconds)
        self._products = products_index(prefix) + ending
        self._words = words_index(prefix) + ending
        self._lock = threading.Lock()
        self._known: tuple[float, IndexState | None] = (-_STATE_SECONDS, None)

    def ask(self, ask: Ask) -> Answer:
        """Answer in one round trip; in more where the first tiers do not fill the page, or it is a later one."""
        grouped = _by_clause(ask)
        others = [clause for clause in ask.counts if clause != ask.where]
        tiers = tiers_of(ask) if ask.limit and not ask.offset else []
        first = _FIRST_TIERS
        if ask.expected is not None and ask.expected <= ask.limit * _MORE_TIERS:
            # A single hit has no order; of a few, any tier may hold one.
            tiers = tiers[-1:] if ask.expected < 2 else tiers
            first = len(tiers)
        queries = [self._counting(clause, names) for clause, names in grouped.items()]
        queries.extend(self._counting(clause, []) for clause in others)
        queries.extend(self._page(clause, ask.order, 0, ask.limit) for clause in tiers[:first])
        results = self._connections.multi_search(queries)
        counted, rest = results[: len(grouped)], results[len(grouped) :]
        totals = dict(zip((ask.where, *others), map(_total, (counted[0], *rest)), strict=False))
        if ask.offset and ask.limit:
            hits = self._later_page(ask) if totals[ask.where] > ask.offset else []
        else:
            hits = self._first_page(ask, tiers[first:], rest[len(others) :], totals[ask.where])
        facets = {name: counts for one in counted for name, counts in (one.get("facetDistribution") or {}).items()}
        return Answer(totals[ask.where], hits[: ask.limit], facets, [totals[clause] for clause in ask.counts])

    def state(self) -> IndexState | None:
        """The live index's state, at most a second old."""
        read_at, known = self._known
        if time.monotonic() - read_at < _STATE_SECONDS:
            return known
        # While one thread looks, the others go on with what was known: nobody waits for another's wait.
        mine = self._lock.acquire(blocking=False)
        try:
            if mine or known is None:
                known = self._read_state()
                self._known = (time.monotonic(), known)
        finally:
            if mine:
                self._lock.release()
        return known

    def words(self) -> bytes:
        """The vocabulary, from the parts it was cut into."""
        state = self._connections.document(self._words, "state")
        if state is None:
            raise EngineUnavailable("there is no search index yet: run `chophien index`")
        parts = [self._part(place) for place in range(state["parts"])]
        return zlib.decompress(b64decode("".join(parts)))

    def _part(self, place: int) -> str:
        found = self._connections.document(self._words, f"words-{place}")
        if found is None:
            raise EngineUnavailable("the search index is being changed")
        part: str = found["part"]
        return part

    def _read_state(self) -> IndexState | None:
        found = self._connections.document(self._words, "state")
        return IndexState(**{name: found[name] for name in IndexState.__slots__ if name in found}) if found else None

    def _first_page(
        self, ask: Ask, left: Sequence[Clause], pages: Sequence[Mapping[str, Anything]], total: int
    ) -> list[dict[str, Anything]]:
        """The pages of the first tiers, and those of as many of the others as it takes to fill one.

        Where there are many hits a few tiers more will do; where there are few, all of them are asked at once.
        """
        hits = _merged(pages)
        while left and len(hits) < min(ask.limit, total):
            few = _MORE_TIERS if total > ask.limit * _MORE_TIERS else len(left)
            asked, left = left[:few], left[few:]
            pages = [
                *pages,
                *self._connections.multi_search([self._page(one, ask.order, 0, ask.limit) for one in asked]),
            ]
            hits = _merged(pages)
        return hits

    def _later_page(self, ask: Ask) -> list[dict[str, Anything]]:
        tiers = tiers_apart(ask)
        totals = map(_total, self._connections.multi_search([self._counting(clause, []) for clause in tiers]))
        offset, wanted, queries = ask.offset, ask.limit, []
        for clause, total in zip(tiers, totals, strict=True):
            here = min(max(0, total - offset), wanted)
            if here:
                queries.append(self._page(clause, ask.order, offset, here))
            offset, wanted = max(0, offset - total), wanted - here
        return _merged(self._connections.multi_search(queries)) if queries else []

    def _counting(self, clause: Clause, facets: Sequence[str]) -> Mapping[str, Anything]:
        return {"indexUid": self._products, "filter": to_filter(clause), "limit": 0, "facets": list(facets)}

    def _page(self, clause: Clause, order: str, offset: int, limit: int) -> Mapping[str, Anything]:
        return {
            "indexUid": self._products,
            "filter": to_filter(clause),
            "sort": sort_of(order),
            "offset": offset,
            "limit": limit,
            "attributesToRetrieve": ["hit"],
        }


def _merged(pages: Sequence[Mapping[str, Anything]]) -> list[dict[str, Anything]]:
    """Hits of several pages in their order, each once."""
    found: dict[str, dict[str, Anything]] = {}
    for page in pages:
        for document in page["hits"]:
            found.setdefault(document["hit"]["id"], document["hit"])
    return list(found.values())


def _by_clause(ask: Ask) -> dict[Clause, list[str]]:
    """Facets by what they are counted under; what is asked for comes first, for the total."""
    found: dict[Clause, list[str]] = {ask.where: []}
    for name, clause in ask.facets.items():
        found.setdefault(clause, []).append(name)
    return found


def _total(result: Mapping[str, Anything]) -> int:
    """Without a query Meilisearch's estimate is the exact number: it counts the filter's bitmap."""
    total: int = result["estimatedTotalHits"]
    return total
