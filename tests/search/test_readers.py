"""What readers see while an index is built, changed, switched, gone back to, and while its builder is killed."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Self

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
_PATIENCE = 300
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


class Readers:
    """Two readers that ask again and again; `wrong` is what they saw that they should not have."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.wrong: list[str] = []
        self._service = open_service(settings, database)
        self._asked: Counter[str] = Counter()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(query,)) for query in ("", "mật ong")]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        self.look()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def look(self) -> None:
        """Wait until each has begun to ask and been answered since this was called."""
        enough = {thread: self._asked[thread.name] + 2 for thread in self._threads}
        deadline = time.monotonic() + _PATIENCE
        while not self.wrong and any(self._asked[thread.name] < asked for thread, asked in enough.items()):
            assert time.monotonic() < deadline, "a reader is not answered"
            time.sleep(0.005)

    def _read(self, query: str) -> None:
        known = None
        while not self._stop.wait(0.002):
            try:
                found = self._service.search(SearchRequest(q=query))
            except Exception as error:
                self.wrong.append(f"{type(error).__name__}: {error}")
                return
            seen = (found.total, len(found.hits), sum(one.count for one in found.facets["group"]))
            known = known or seen
            self._asked[threading.current_thread().name] += 1
            if seen != known:
                self.wrong.append(f"{query!r}: {seen} after {known}")


def test_readers_never_see_a_half_built_index(settings: Settings, catalog: Database) -> None:
    build: Callable[[], object] = partial(build_index, settings, catalog, full=True)
    back: Callable[[], object] = partial(rollback, settings, catalog)
    build()
    with Readers(settings, catalog) as readers:
        for step in (build, back, build, back, back):
            step()
            readers.look()
    assert readers.wrong == []


def test_a_builder_killed_at_any_moment_leaves_the_index_as_it_was(settings: Settings, catalog: Database) -> None:
    build_index(settings, catalog)
    chosen = random.Random(5)
    with Readers(settings, catalog) as readers:
        for _ in range(2):
            builder = subprocess.Popen(
                [sys.executable, "-c", _BUILD], env=_environment(settings), stdout=subprocess.PIPE, text=True
            )
            assert builder.stdout is not None
            assert builder.stdout.readline() == "built\n"
            time.sleep(chosen.uniform(0, 1.5))
            builder.send_signal(signal.SIGKILL)
            builder.communicate()
            readers.look()
    assert readers.wrong == []
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
