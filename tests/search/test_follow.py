"""The index that follows its catalog: what it sees, waits for and leaves alone; one builder at a time; its keys."""

from pathlib import Path

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import update

from api.bench.goods import fill
from catalog.settings import Settings
from catalog.tables import Product
from search import open_service, staleness
from search.build import build_index, rollback
from search.contract import EngineUnavailable, SearchRequest
from search.engines.protocol import BuildError
from search.follow import Follower
from search.keys import scoped_keys
from search.turns import my_turn
from tests.search.meilisearch import Meilisearch


@pytest.fixture
def catalog(sqlite_database: Database) -> Database:
    """Thirty products."""
    fill(sqlite_database, 30)
    return sqlite_database


class _Said(list[str]):
    """What a follower said since it was last asked."""

    def new(self) -> str:
        said = " ".join(self)
        self.clear()
        return said


def _change(catalog: Database, one: str) -> None:
    with catalog.begin() as connection:
        connection.execute(update(Product).where(Product.id == one).values(digest="another"))  # type: ignore[arg-type]


def test_it_builds_what_changed_and_rests_where_nothing_did(
    settings: Settings, catalog: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _Said()
    follower = Follower(settings, catalog, every=7, say=said.append)
    assert follower.once() == 7
    assert "Built anew, 30 products" in said.new()
    assert (follower.once(), said.new()) == (7, "")
    _change(catalog, "p000000003")
    follower.once()
    assert "1 products changed" in said.new()
    monkeypatch.setattr(staleness, "lexicon_hash", lambda: "another")
    follower.once()
    assert "the lexicon has changed" in said.new()


def test_an_index_gone_back_to_is_left_alone_until_asked(settings: Settings, catalog: Database) -> None:
    said = _Said()
    follower = Follower(settings, catalog, every=1, say=said.append)
    follower.once()
    build_index(settings, catalog, full=True)
    assert rollback(settings, catalog).held
    _change(catalog, "p000000003")
    said.clear()
    follower.once()
    follower.once()
    assert said == ["The index was taken back to an older one, which is kept until `chophien index` is run."]
    assert build_index(settings, catalog).indexed == 1
    _change(catalog, "p000000004")
    said.clear()
    follower.once()
    assert "1 products changed" in said.new()


def test_it_waits_for_an_engine_that_is_down_and_catches_up(settings: Settings, catalog: Database) -> None:
    down = settings.model_copy(update={"meilisearch_url": "http://127.0.0.1:9"})
    said = _Said()
    follower = Follower(down, catalog, every=2, say=said.append)
    assert [follower.once() for _ in range(10)][:4] == [2, 4, 8, 16]
    assert follower.once() == 300
    assert said.new() == "The index waits: Meilisearch does not answer."
    follower._settings = settings
    assert follower.once() == 2
    assert "follows again" in said.new()
    assert open_service(settings, catalog).search(SearchRequest()).total == 30


def test_two_builders_take_turns(settings: Settings, catalog: Database) -> None:
    with my_turn(settings, catalog), pytest.raises(BuildError, match="another process"):
        build_index(settings, catalog)
    assert build_index(settings, catalog).documents == 30


@pytest.mark.postgres
def test_builders_on_several_machines_take_turns(postgres_database: Database, tmp_path: Path) -> None:
    here, there = Settings(data_dir=tmp_path / "here"), Settings(data_dir=tmp_path / "there")
    with my_turn(here, postgres_database), pytest.raises(BuildError, match="another process"):  # noqa: SIM117
        with my_turn(there, postgres_database):
            pass
    with my_turn(there, postgres_database):
        pass


@pytest.mark.meilisearch
def test_each_key_may_do_its_part_and_no_more(meilisearch: Meilisearch, catalog: Database, tmp_path: Path) -> None:
    if meilisearch.master is None:
        pytest.skip("the server asks for no key")
    indexing = meilisearch.settings(Settings(data_dir=tmp_path))
    other = meilisearch.settings(Settings(data_dir=tmp_path))
    made = scoped_keys(meilisearch.url, meilisearch.master, prefix=indexing.meilisearch_prefix)
    searching = Settings(data_dir=tmp_path, meilisearch_url=meilisearch.url, meilisearch_key=made.search).model_copy(
        update={"meilisearch_prefix": indexing.meilisearch_prefix}
    )
    build_index(indexing, catalog)
    assert open_service(searching, catalog).search(SearchRequest()).total == 30
    for trespassing in (searching, indexing.model_copy(update={"meilisearch_prefix": other.meilisearch_prefix})):
        with pytest.raises((BuildError, EngineUnavailable), match="refused"):
            build_index(trespassing, catalog, full=True)
