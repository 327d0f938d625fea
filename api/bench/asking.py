"""Timing of questions: inside the process, over HTTP, while the index is written, and the server's own beside them.

Whatever is compared is asked in turn, question by question, so that what else the machine does falls on both alike.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median, quantiles

from sqlalchemy import Engine as Database

from api.bench.http import Timing, connected, ratio, served
from api.bench.indexing import being_written
from api.bench.queries import Query
from catalog.settings import Settings
from search import open_service
from search.contract import SearchRequest
from search.documents import stream_documents
from search.engines.meilisearch_plain import PlainIndex
from search.lexicon import shipped_lexicon
from search.server import Server
from search.service import EngineSearchService

_WARMING = 30
_SEARCH, _SUGGEST = "/v1/search", "/v1/suggest"

Own = Callable[[Query], object]
"""Asks the engine as it comes."""


@dataclass(frozen=True)
class Times:
    """Milliseconds by the clock, and the engine's own for the same questions, where it was asked."""

    p50: float
    p99: float
    own_p50: float
    own_p99: float

    @property
    def ratios(self) -> tuple[float, float]:
        """To the engine's own, at p50 and p99."""
        return self.p50 / self.own_p50, self.p99 / self.own_p99

    def __str__(self) -> str:
        return f"{self.p50:.1f} and {self.p99:.1f} ms; its own {self.own_p50:.1f} and {self.own_p99:.1f}"


@dataclass(frozen=True)
class Asked:
    """The same questions in each way; `busy` is what this process spends of the processor on one, in words."""

    inside: Times
    busy: str
    over_http: Times
    http_ratio: float
    http_note: str
    suggesting: Times
    written: Times


def ask_everything(
    indexing: Settings, searching: Settings, database: Database, asked: Sequence[Query], own: Own | None = None
) -> Asked:
    """Ask a built index: `indexing` are settings that may write it, `searching` those the API is served with."""
    inside, busy = _inside(searching, database, asked, own)
    half = [{"q": str(query["q"])[: max(2, len(str(query["q"])) // 2)]} for query in asked]
    timings: list[Timing] = []
    with served(searching.data_dir, **_named(searching)) as port:
        with connected(port) as one:
            over_http = _beside(lambda query: timings.append(one(query, _SEARCH)), asked, own)
            suggesting = _beside(lambda query: one(query, _SUGGEST), half, None)
        with being_written(indexing), connected(port) as one:
            written = _beside(lambda query: one(query, _SEARCH), asked, own)
    timings = timings[-len(asked) :]
    waited, within = (median(getattr(timing, name) for timing in timings) for name in ("waited", "engine"))
    note = f"{waited:.2f} ms waited, {within:.2f} ms inside"
    return Asked(inside, busy, over_http, ratio(timings), note, suggesting, written)


def understanding(settings: Settings, database: Database, asked: Sequence[Query]) -> tuple[float, float]:
    """Milliseconds of the processor (p50, p99) for the readings of a query, the mended ones where none is as typed."""
    view = open_service(settings, database).view()

    def read(text: str) -> None:
        query = view.understanding.parse(text)
        if not view.understanding.typed(query):
            view.understanding.mended(query)

    spent = [_processor(partial(read, str(query["q"]))) for query in asked]
    return median(spent), percentile(spent, 99)


def as_it_comes(server: Server, prefix: str, database: Database) -> tuple[PlainIndex, Own]:
    """An index of the same products with the server's defaults, and what asks it."""
    index = PlainIndex(server.url, server.keys(prefix).index, prefix=prefix)
    index.fill(stream_documents(database, shipped_lexicon()))
    return index, lambda query: index.ask(str(query["q"]), _filters(query))


def asked_inside(searching: Settings, database: Database, asked: Sequence[Query], own: Own) -> Times:
    """The questions inside the process alone, beside the engine's own."""
    return _answered(open_service(searching, database), asked, own)


def processor_times(
    server: Server, searching: Settings, database: Database, asked: Sequence[Query], own: Own
) -> tuple[float, float] | None:
    """Milliseconds of the processor for one question, asker and server together: ours, and the engine's own.

    Hardly changed by what else the machine does; None where the system does not say.
    """
    service = open_service(searching, database)
    ours = _spent(server, lambda query: service.search(SearchRequest(**query)), asked)
    theirs = _spent(server, own, asked)
    return (ours, theirs) if ours and theirs else None


def _spent(server: Server, ask: Own, asked: Sequence[Query]) -> float | None:
    for query in asked[:_WARMING]:
        ask(query)
    before, started = server.processor_seconds(), time.thread_time()
    for query in asked:
        ask(query)
    after = server.processor_seconds()
    if before is None or after is None:
        return None
    return (after - before + time.thread_time() - started) * 1000 / len(asked)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value below which so many hundredths of the values lie."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]


def _inside(settings: Settings, database: Database, asked: Sequence[Query], own: Own | None) -> tuple[Times, str]:
    service = open_service(settings, database)
    times = _answered(service, asked, own)
    spent = [_processor(partial(service.search, SearchRequest(**query))) for query in asked]
    return times, f"this process spends {median(spent):.1f} and {percentile(spent, 99):.1f} ms"


def _answered(service: EngineSearchService, asked: Sequence[Query], own: Own | None) -> Times:
    return _beside(lambda query: service.search(SearchRequest(**query)), asked, own)


def _beside(ask: Callable[[Query], object], asked: Sequence[Query], own: Own | None) -> Times:
    """Each question asked of ours and of the engine's own in turn, after some to warm them."""
    ours, theirs = [], []
    for place, query in enumerate([*asked[:_WARMING], *asked]):
        waited = _waited(partial(ask, query))
        beside = _waited(partial(own, query)) if own else waited
        if place >= _WARMING:
            ours.append(waited)
            theirs.append(beside)
    return Times(median(ours), percentile(ours, 99), median(theirs), percentile(theirs, 99))


def _named(settings: Settings) -> dict[str, str]:
    if not settings.meilisearch_url or not settings.meilisearch_key:
        return {}
    key = settings.meilisearch_key.get_secret_value()
    return {"CHOPHIEN_MEILISEARCH_URL": settings.meilisearch_url, "CHOPHIEN_MEILISEARCH_KEY": key}


def _filters(query: Query) -> list[list[str]]:
    """The request's filters as the server writes them; sorts need settings of their own and are left out."""
    either = {name: query[name] for name in ("province", "stars") if name in query}
    return [[f"{name} = {value}" for value in values] for name, values in either.items()]


def _waited(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _processor(work: Callable[[], object]) -> float:
    started = time.thread_time()
    work()
    return (time.thread_time() - started) * 1000
