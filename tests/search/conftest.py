"""Both engines over a small catalog of real goods; Meilisearch on a real server, started where none is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.settings import Settings
from search.engines import meilisearch_client
from search.engines.embedded_build import EmbeddedBuilder
from search.engines.protocol import Builder
from search.service import EngineSearchService
from tests.search.goods import build, service
from tests.search.meilisearch import Meilisearch, a_server

BOTH = ["embedded", pytest.param("meilisearch", marks=pytest.mark.meilisearch)]


@pytest.fixture(scope="session")
def meilisearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meilisearch]:
    """A real Meilisearch server; only for tests marked `meilisearch`. On a busy machine it may take its time."""
    with pytest.MonkeyPatch.context() as patch, a_server(tmp_path_factory.mktemp("meilisearch")) as server:
        patch.setattr(meilisearch_client, "ANSWER_SECONDS", 60.0)
        yield server


@pytest.fixture(scope="session", params=BOTH)
def builder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """The writing side of each engine, with the goods in its live index. Tests must leave them there."""
    made = _empty(request, tmp_path_factory)
    build(made)
    return made


@pytest.fixture(params=BOTH)
def fresh_builder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """The writing side of each engine, with nothing built."""
    return _empty(request, tmp_path_factory)


@pytest.fixture(params=BOTH)
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of each engine, with nothing built; nothing the environment names is touched."""
    plain = Settings(data_dir=tmp_path, database_url=None, meilisearch_url=None)
    if request.param == "embedded":
        return plain
    server: Meilisearch = request.getfixturevalue("meilisearch")
    return server.settings(plain)


@pytest.fixture(scope="session")
def searching(builder: Builder) -> EngineSearchService:
    """The service over the goods, on each engine."""
    return service(builder.engine)


def _empty(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Builder:
    if request.param == "meilisearch":
        server: Meilisearch = request.getfixturevalue("meilisearch")
        return server.builder()
    return EmbeddedBuilder(folders.mktemp("index"))
