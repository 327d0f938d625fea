"""What readers see while an index is built, changed, switched, gone back to, and while its builder is killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine as Database

from api.bench.goods import fill
from catalog.database import connect
from catalog.migrate import upgrade
from catalog.settings import Settings
from search import open_service
from search.build import build_index, index_status, rollback
from search.contract import SearchRequest

_PRODUCTS = 600
_BUILD = """
import sys
from catalog.database import connect
from catalog.settings import Settings
from search.build import build_index
settings = Settings()
while True:
    build_index(settings, connect(settings), full=True)
    print("built", flush=True)
"""


@pytest.fixture
def catalog(settings: Settings) -> Iterator[Database]:
    """A catalog in the data folder, which another process can open too."""
    database = connect(settings)
    upgrade(database)
    fill(database, _PRODUCTS)
    yield database
    database.dispose()


@contextmanager
def readers(settings: Settings, database: Database) -> Iterator[list[str]]:
    """Two readers that ask without a pause; what they saw that they should not have."""
    wrong: list[str] = []
    asked = [0]
    stop = threading.Event()
    service = open_service(settings, database)

    def read(query: str) -> None:
        known = None
        while not stop.is_set():
            try:
                found = service.search(SearchRequest(q=query))
            except Exception as error:
                wrong.append(f"{type(error).__name__}: {error}")
                return
            seen = (found.total, len(found.hits), sum(one.count for one in found.facets["group"]))
            known = known or seen
            asked[0] += 1
            if seen != known:
                wrong.append(f"{query!r}: {seen} after {known}")

    threads = [threading.Thread(target=read, args=(query,)) for query in ("", "mật ong")]
    for thread in threads:
        thread.start()
    try:
        yield wrong
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    assert asked[0] > 20


def test_readers_never_see_a_half_built_index(settings: Settings, catalog: Database) -> None:
    build_index(settings, catalog)
    with readers(settings, catalog) as wrong:
        build_index(settings, catalog, full=True)
        rollback(settings, catalog)
        build_index(settings, catalog, full=True)
        rollback(settings, catalog)
        rollback(settings, catalog)
    assert wrong == []


def test_a_builder_killed_at_any_moment_leaves_the_index_as_it_was(settings: Settings, catalog: Database) -> None:
    build_index(settings, catalog)
    chosen = random.Random(5)
    with readers(settings, catalog) as wrong:
        for _ in range(2):
            builder = subprocess.Popen(
                [sys.executable, "-c", _BUILD], env=_environment(settings), stdout=subprocess.PIPE, text=True
            )
            assert builder.stdout is not None
            assert builder.stdout.readline() == "built\n"
            time.sleep(chosen.uniform(0, 1.5))
            builder.send_signal(signal.SIGKILL)
            builder.communicate()
    assert wrong == []
    assert index_status(settings).rebuild is None
    assert build_index(settings, catalog).mode == "nothing"
    assert build_index(settings, catalog, full=True).documents == _PRODUCTS
    assert rollback(settings, catalog).documents == _PRODUCTS


def _environment(settings: Settings) -> dict[str, str]:
    named = {
        "CHOPHIEN_DATA_DIR": str(settings.data_dir),
        "CHOPHIEN_MEILISEARCH_URL": settings.meilisearch_url,
        "CHOPHIEN_MEILISEARCH_KEY": settings.meilisearch_key.get_secret_value() if settings.meilisearch_key else None,
        "CHOPHIEN_MEILISEARCH_PREFIX": settings.meilisearch_prefix,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHOPHIEN_")}
    return kept | {name: value for name, value in named.items() if value}
