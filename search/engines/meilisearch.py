"""Meilisearch, reading side: each question is one round trip of several small searches over exact terms."""

import threading
import time
import zlib
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from typing import Any as Anything
from typing import NamedTuple

from search.contract import EngineUnavailable
from search.engines.clauses import Clause
from search.engines.meilisearch_client import Connections
from search.engines.meilisearch_names import products_index, words_index
from search.engines.meilisearch_settings import TIERS_AT_ONCE, sort_below, sort_of, to_filter
from search.engines.protocol import Answer, Ask, IndexState, tiers_apart, tiers_of

_STATE_SECONDS = 1.0
_FIRST_TIERS = 2
"""The whole name, which few questions are, and its beginning, which mostly fills a page."""

Query = Mapping[str, Anything]
"""One search as the server takes it."""


class _Page(NamedTuple):
    """The first hits, how many there are, and facets by value."""

    total: int
    hits: list[dict[str, Anything]]
    facets: dict[str, dict[str, int]]


class MeilisearchEngine:
    """Answers from the indexes of one prefix. Looks at most a second old at what stands there."""

    name = "meilisearch"

    def __init__(
        self, url: str, key: str | None, *, prefix: str, ending: str = "", seconds: float | None = None
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
        paged = ask.limit > 0 and not ask.offset
        here = grouped.pop(ask.where) if paged else []
        counting = [self._counting(clause, names) for clause, names in grouped.items()]
        counting.extend(self._counting(clause, []) for clause in others)
        page, results = self._first_page(ask, here, counting) if paged else (None, self._counted(counting))
        counted, rest = results[: len(grouped)], results[len(grouped) :]
        facets = {name: counts for one in counted for name, counts in (one.get("facetDistribution") or {}).items()}
        if page is None:
            total = _total(counted[0])
            hits = self._later_page(ask) if ask.limit and total > ask.offset else []
        else:
            total, hits = page.total, page.hits
            facets |= page.facets
        totals = {ask.where: total, **dict(zip(others, map(_total, rest), strict=True))}
        return Answer(total, hits[: ask.limit], facets, [totals[clause] for clause in ask.counts])

    def first(self, clauses: Sequence[Clause]) -> int | None:
        """Found by one search of the server's own merging: equal hits come in the order of what found them."""
        if not clauses:
            return None
        queries = [
            {"indexUid": self._products, "filter": to_filter(clause), "attributesToRetrieve": ["id"]}
            for clause in clauses
        ]
        found, _ = self._connections.federated_search(queries, {"limit": 1})
        return _place(found["hits"][0]) if found["hits"] else None

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
        self, ask: Ask, facets: Sequence[str], beside: Sequence[Query]
    ) -> tuple[_Page, list[dict[str, Anything]]]:
        """Total and facets of everything and the first hits, which the first tiers mostly fill; and what is counted
        beside them."""
        tiers, most = tiers_of(ask), TIERS_AT_ONCE - 1 if ask.few else _FIRST_TIERS
        whole = len(tiers) <= most + 1
        asked = tiers if whole else [*tiers[:most], tiers[-1]]
        federation = {"limit": ask.limit, "facetsByIndex": {self._products: facets}}
        found, counted = self._connections.federated_search(self._merging(ask, asked), federation, beside)
        total, hits = found["estimatedTotalHits"], found["hits"]
        if not whole and any(_place(hit) == most for hit in hits):
            hits, left = [hit for hit in hits if _place(hit) < most], tiers[most:]
            while left and len(hits) < min(ask.limit, total):
                asked, left = left[:TIERS_AT_ONCE], left[TIERS_AT_ONCE:]
                more, _ = self._connections.federated_search(self._merging(ask, asked), {"limit": ask.limit})
                hits = _each_once([*hits, *more["hits"]])
        counts = (found.get("facetsByIndex") or {}).get(self._products, {}).get("distribution", {})
        return _Page(total, [hit["hit"] for hit in hits], counts), counted

    def _merging(self, ask: Ask, tiers: Sequence[Clause]) -> list[Query]:
        """Searches whose hits the server merges: those of each tier after those of the tiers before it."""
        return [self._page(tier, sort_below(place, ask.order)) for place, tier in enumerate(tiers)]

    def _counted(self, queries: Sequence[Query]) -> list[dict[str, Anything]]:
        return self._connections.multi_search(queries) if queries else []

    def _later_page(self, ask: Ask) -> list[dict[str, Anything]]:
        tiers = tiers_apart(ask)
        totals = map(_total, self._connections.multi_search([self._counting(clause, []) for clause in tiers]))
        offset, wanted, queries = ask.offset, ask.limit, []
        for clause, total in zip(tiers, totals, strict=True):
            here = min(max(0, total - offset), wanted)
            if here:
                queries.append(self._page(clause, sort_of(ask.order), offset=offset, limit=here))
            offset, wanted = max(0, offset - total), wanted - here
        hits = _each_once(hit for page in self._counted(queries) for hit in page["hits"])
        return [hit["hit"] for hit in hits]

    def _counting(self, clause: Clause, facets: Sequence[str]) -> Query:
        return {"indexUid": self._products, "filter": to_filter(clause), "limit": 0, "facets": list(facets)}

    def _page(self, clause: Clause, sort: Sequence[str], **part: int) -> Query:
        return {
            "indexUid": self._products,
            "filter": to_filter(clause),
            "sort": sort,
            "attributesToRetrieve": ["hit"],
            **part,
        }


def _place(hit: Mapping[str, Anything]) -> int:
    """Which of the merged searches found a hit."""
    place: int = hit["_federation"]["queriesPosition"]
    return place


def _each_once(documents: Iterable[dict[str, Anything]]) -> list[dict[str, Anything]]:
    """Hits in their order, each where it is first met."""
    found: dict[str, dict[str, Anything]] = {}
    for document in documents:
        found.setdefault(document["hit"]["id"], document)
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
