"""The search on both engines, over the same catalog: inside the process and over HTTP, alone and while it is written.

Every answer has twenty hits, five counted facets and marked names. Meilisearch's figures need a server on the PATH,
started for them and stopped again; without one, one loud line says so.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine as Database

from api.bench.asking import Asked, as_it_comes, ask_everything, asked_inside, processor_times, understanding
from api.bench.figure import Figure, Size, at_least, at_most
from api.bench.goods import fill
from api.bench.indexing import built, filled
from api.bench.queries import queries
from catalog.database import connect
from catalog.migrate import upgrade
from catalog.settings import Settings
from search.opening import open_builder
from search.server import Server, find_server, running_server

log = logging.getLogger(__name__)

PRODUCTS: dict[Size, int] = {"small": 2_000, "full": 200_000}
QUERIES = 500
_BULK, _PLAIN = "bench_bulk", "bench_plain"


def measure(size: Size) -> list[Figure]:
    """Fill a catalog, then build and ask the embedded engine, and a Meilisearch server where one is found."""
    with _catalog(PRODUCTS[size]) as (settings, database):
        figures = _embedded(settings, database, size)
        if find_server() is None:
            log.warning("No `meilisearch` on the PATH: its figures are left out.")
            return figures
        with running_server(settings.data_dir / "meilisearch") as server:
            return figures + _meilisearch(server, settings, database, size)


def _embedded(settings: Settings, database: Database, size: Size) -> list[Figure]:
    bulk = settings.model_copy(update={"data_dir": settings.data_dir / "bulk"})
    figures = _building("embedded", settings, bulk, database, size)
    asked = ask_everything(settings, settings, database, queries(QUERIES))
    words = understanding(settings, database, queries(QUERIES))
    note = f"{PRODUCTS[size]:,} products, {QUERIES} mixed queries, five facets"
    return [
        at_most("understanding: p99", words[1], "ms", 1, size=size, note=f"of the processor; p50 {words[0]:.2f} ms"),
        at_most("embedded: p50", asked.inside.p50, "ms", 5, size=size, note=note),
        at_most("embedded: p99", asked.inside.p99, "ms", 15, size=size, note=asked.busy),
        at_most("embedded: over HTTP, p50", asked.over_http.p50, "ms", 5, size=size, note=note),
        at_most("embedded: over HTTP, p99", asked.over_http.p99, "ms", 15, size=size),
        at_most("embedded: over HTTP to inside, p50", asked.http_ratio, "×", 2, size=size, note=asked.http_note),
        at_most("embedded: while written, p50", asked.written.p50, "ms", 5, size=size, note="over HTTP"),
        at_most("embedded: while written, p99", asked.written.p99, "ms", 15, size=size, note="over HTTP"),
        at_most("embedded: suggestions, p99", asked.suggesting.p99, "ms", 10, size=size, note=_half(asked)),
        *figures,
    ]


def _meilisearch(server: Server, settings: Settings, database: Database, size: Size) -> list[Figure]:
    indexing = server.indexing(settings)
    bulk = server.indexing(settings.model_copy(update={"meilisearch_prefix": _BULK}))
    figures = _building("Meilisearch", indexing, bulk, database, size)
    plain, own = as_it_comes(server, _PLAIN, database)
    searching = server.searching(settings)
    asked = ask_everything(indexing, searching, database, queries(QUERIES), own)
    spent = processor_times(server, searching, database, queries(QUERIES), own)
    plain.count_commonest()
    alike = asked_inside(searching, database, queries(QUERIES), own)
    ways = {"": asked.inside, " over HTTP": asked.over_http, " while written": asked.written}
    return [
        Figure("Meilisearch: p50", asked.inside.p50, "ms", note=asked.busy),
        Figure("Meilisearch: p99", asked.inside.p99, "ms", note=asked.busy),
        *(
            at_most(f"Meilisearch{way}: to its own, {at}", value, "×", 1.6, size=size, note=str(times))
            for way, times in ways.items()
            for at, value in zip(("p50", "p99"), times.ratios, strict=True)
        ),
        Figure("Meilisearch: to its own with the commonest facet values, p50", alike.ratios[0], "×", note=str(alike)),
        *([_processor(*spent)] if spent else []),
        at_most("Meilisearch: over HTTP to inside, p50", asked.http_ratio, "×", 2, size=size, note=asked.http_note),
        at_most("Meilisearch: suggestions, p99", asked.suggesting.p99, "ms", 10, size=size, note=_half(asked)),
        *figures,
    ]


def _building(name: str, settings: Settings, bulk: Settings, database: Database, size: Size) -> list[Figure]:
    with TemporaryDirectory(prefix="chophien-bench-") as folder:
        alone = filled(open_builder(bulk), database, Path(folder))
    first, again = (built(settings, database, afresh=afresh) for afresh in (True, False))
    note = (
        f"{again:,.0f} products/s, checked and switched, nothing changed since the last build; {alone:,.0f} documents/s"
    )
    return [
        Figure(f"{name}: first built from the catalog", round(first), "products/s", note="checked and switched"),
        Figure(f"{name}: first built to bulk", first / alone, "×", note="every document made"),
        at_least(f"{name}: rebuilt to bulk", again / alone, "×", 0.8, size=size, note=note),
    ]


def _processor(ours: float, own: float) -> Figure:
    note = f"{ours:.1f} ms a question, asker and server together; its own {own:.1f}"
    return Figure("Meilisearch: processor time to its own", ours / own, "×", note=note)


def _half(asked: Asked) -> str:
    return f"half-typed queries; p50 {asked.suggesting.p50:.1f} ms"


@contextmanager
def _catalog(products: int) -> Iterator[tuple[Settings, Database]]:
    """A filled catalog in a folder that is gone afterwards; no server the environment names is touched."""
    with TemporaryDirectory(prefix="chophien-bench-") as folder:
        settings = Settings(data_dir=Path(folder), database_url=None, meilisearch_url=None, meilisearch_key=None)
        database = connect(settings)
        try:
            upgrade(database)
            fill(database, products)
            yield settings, database
        finally:
            database.dispose()
