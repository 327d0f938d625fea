"""The embedded engine, reading side: tantivy in the process, its indexes in the data folder.

index/live       name of the version that answers
index/previous   name of the version before it
index/versions/NAME/   tantivy's files, state.json, words.json; `changing` while a change is kept but not yet counted
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any as Anything

import orjson
import tantivy

from search.contract import EngineUnavailable
from search.engines.clauses import All, Any, Between, Clause, Has, Not
from search.engines.embedded_schema import JOINT, facet_field, order_field
from search.engines.protocol import Answer, Ask, IndexState, tiers_apart, tiers_of
from search.fields import FACET_VALUES, ORDERS, SEVERAL_VALUED

CHANGING = "changing"
_MOST = (1 << 63) - 1
_COMBINATIONS = 5_000


@dataclass(frozen=True, slots=True)
class _Opened:
    """One version as it stood at one moment."""

    version: str
    index: tantivy.Index
    searcher: tantivy.Searcher
    state: IndexState


class EmbeddedEngine:
    """Answers from one folder of versions. Sees another process's switch or commit at the next question."""

    name = "embedded"

    def __init__(self, folder: Path, version: str | None = None) -> None:
        self._folder = folder
        self._version = version
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] | None = None
        self._opened: _Opened | None = None

    def ask(self, ask: Ask) -> Answer:
        """Answer one question from one unchanging view of the index."""
        with self._question() as question:
            return question.answer(ask)

    def first(self, clauses: Sequence[Clause]) -> int | None:
        """Looked for in one unchanging view of the index."""
        with self._question() as question:
            return next((place for place, clause in enumerate(clauses) if question.count(clause)), None)

    def state(self) -> IndexState | None:
        """The live version's state, or None where nothing was built yet."""
        if self._version is None and not (self._folder / "live").exists():
            return None
        opened = self._open()
        changing = (self._folder / "versions" / opened.version / CHANGING).exists()
        return replace(opened.state, whole=False) if changing else opened.state

    def words(self) -> bytes:
        """The live version's vocabulary."""
        try:
            return (self._folder / "versions" / self._open().version / "words.json").read_bytes()
        except OSError as error:
            raise EngineUnavailable(f"the embedded index cannot be read: {error}") from error

    @contextmanager
    def _question(self) -> "Iterator[_Question]":
        opened = self._open()
        try:
            yield _Question(opened.index.schema, opened.searcher)
        except (ValueError, OSError) as error:
            raise EngineUnavailable(f"the embedded index cannot be read: {error}") from error

    def _open(self) -> _Opened:
        signature = self._signature()
        opened = self._opened
        if opened is None or signature != self._seen:
            with self._lock:
                if self._opened is None or signature != self._seen:
                    self._opened = self._load(self._opened)
                    self._seen = signature
                opened = self._opened
        return opened

    def _signature(self) -> tuple[int, ...]:
        """Changes with the version that is live and with every commit in it."""
        version = self._live()
        try:
            found = (self._folder / "versions" / version / "state.json").stat()
        except OSError as error:
            raise EngineUnavailable("the search index is incomplete: run `chophien index`") from error
        return (hash(version), found.st_mtime_ns, found.st_ino)

    def _live(self) -> str:
        try:
            return self._version or (self._folder / "live").read_text().strip()
        except OSError as error:
            raise EngineUnavailable("there is no search index yet: run `chophien index`") from error

    def _load(self, before: _Opened | None) -> _Opened:
        version = self._live()
        folder = self._folder / "versions" / version
        try:
            state = IndexState(**orjson.loads((folder / "state.json").read_bytes()))
            if before is not None and before.version == version:
                index = before.index
            else:
                index = tantivy.Index.open(str(folder))
                index.config_reader("manual")
            index.reload()
            return _Opened(version, index, index.searcher(), state)
        except (OSError, ValueError, TypeError) as error:
            raise EngineUnavailable(f"the embedded index cannot be opened: {error}") from error


class _Question:
    """One question against one view of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def answer(self, ask: Ask) -> Answer:
        facets, total = self._facets(ask)
        hits = self._hits(ask) if ask.limit and total > ask.offset else []
        counts = [total if clause == ask.where else self.count(clause) for clause in ask.counts]
        return Answer(total, hits, facets, counts)

    def _hits(self, ask: Ask) -> list[dict[str, Anything]]:
        found: dict[tuple[int, int], tantivy.DocAddress] = {}
        offset = ask.offset
        for tier in tiers_apart(ask) if offset else tiers_of(ask):
            result = self._page(tier, ask.order, offset, ask.limit)
            found.update(((address.segment_ord, address.doc), address) for _, address in result.hits)
            if len(found) >= ask.limit:
                break
            offset = max(0, offset - _number(result))
        return [self._shown(address) for address in list(found.values())[: ask.limit]]

    def _page(self, clause: Clause, order: str, offset: int, limit: int) -> tantivy.SearchResult:
        direction = tantivy.Order.Desc if ORDERS[order][1] else tantivy.Order.Asc
        field = order_field(order)
        return self._searcher.search(self._query(clause), limit, order_by_field=field, offset=offset, order=direction)

    def _shown(self, address: tantivy.DocAddress) -> dict[str, Anything]:
        hit: dict[str, Anything] = orjson.loads(stored(self._searcher.doc(address), "hit"))
        return hit

    def count(self, clause: Clause) -> int:
        # Every document has one rank. A search for one hit counts too, but weighs every hit, for up to thrice as long.
        found = self._searcher.aggregate(self._query(clause), {"ranks": {"value_count": {"field": "rank"}}})
        return int(found["ranks"]["value"])

    def _facets(self, ask: Ask) -> tuple[dict[str, dict[str, int]], int]:
        """The facets, and the number of hits: counted with them where a facet stands under what is asked for."""
        by_clause: dict[Clause, list[str]] = defaultdict(list)
        for name, clause in ask.facets.items():
            by_clause[clause].append(name)
        counted: dict[str, dict[str, int]] = {}
        total: int | None = None
        for clause, names in by_clause.items():
            wanted = {name: {"terms": {"field": facet_field(name), "size": _size(name)}} for name in names}
            found = self._searcher.aggregate(self._query(clause), wanted)
            counted.update({name: _values(name, found[name]["buckets"]) for name in names})
            total = _all_of(found[names[0]]) if clause == ask.where else total
        return counted, self.count(ask.where) if total is None else total

    def _query(self, clause: Clause) -> tantivy.Query:
        match clause:
            case Has(field, values):
                if len(values) == 1:
                    return tantivy.Query.term_query(self._schema, field, values[0], "basic")
                return tantivy.Query.term_set_query(self._schema, field, list(values))
            case Between(field, low, high):
                kind = tantivy.FieldType.Unsigned
                return tantivy.Query.range_query(self._schema, field, kind, low or 0, _MOST if high is None else high)
            case All(()):
                return tantivy.Query.all_query()
            case All(parts):
                return self._together(parts)
            case Any(parts):
                should = [(tantivy.Occur.Should, self._query(part)) for part in parts]
                return tantivy.Query.boolean_query(should) if should else tantivy.Query.empty_query()
            case Not(part):
                return self._together((Not(part),))

    def _together(self, parts: tuple[Clause, ...]) -> tantivy.Query:
        must = [(tantivy.Occur.Must, self._query(part)) for part in parts if not isinstance(part, Not)]
        must_not = [(tantivy.Occur.MustNot, self._query(part.part)) for part in parts if isinstance(part, Not)]
        return tantivy.Query.boolean_query((must or [(tantivy.Occur.Must, tantivy.Query.all_query())]) + must_not)


def stored(document: tantivy.Document, field: str) -> bytes:
    """A document's stored bytes."""
    return bytes(document.get_first(field) or b"")


def _number(found: tantivy.SearchResult) -> int:
    """How many documents matched: an attribute tantivy has and its types leave out."""
    number: int = found.count  # type: ignore[attr-defined]  # missing in tantivy's stub
    return number


def _size(name: str) -> int:
    """How many values tantivy counts: one more than are wanted, for having none; or combinations of several."""
    return _COMBINATIONS if name in SEVERAL_VALUED else FACET_VALUES + 1


def _values(name: str, buckets: list[dict[str, Anything]]) -> dict[str, int]:
    """Counts of single values, the commonest first."""
    if name not in SEVERAL_VALUED:
        counts = {bucket["key"]: bucket["doc_count"] for bucket in buckets if bucket["key"]}
        return dict(islice(counts.items(), FACET_VALUES))
    several: Counter[str] = Counter()
    for bucket in buckets:
        for value in bucket["key"].split(JOINT) if bucket["key"] else ():
            several[value] += bucket["doc_count"]
    return dict(several.most_common(FACET_VALUES))


def _all_of(facet: dict[str, Anything]) -> int:
    """Documents a facet counted: every document has exactly one value of it."""
    counted: int = facet["sum_other_doc_count"] + sum(bucket["doc_count"] for bucket in facet["buckets"])
    return counted
