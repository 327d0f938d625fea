"""Engines in trouble: down, hanging, damaged, built by two at once; and readers while one is built."""

import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
import tantivy

from search.contract import EngineUnavailable, SearchRequest
from search.engines import meilisearch_client
from search.engines.embedded import EmbeddedEngine
from search.engines.embedded_build import EmbeddedBuilder
from search.engines.meilisearch import MeilisearchEngine
from search.engines.meilisearch_build import MeilisearchBuilder
from search.engines.meilisearch_client import ANSWER_SECONDS, await_task
from search.engines.meilisearch_names import products_index
from search.engines.protocol import Ask, Builder, BuildError
from tests.search.goods import build, documents, service, state
from tests.search.meilisearch import Meilisearch


def test_a_reader_sees_whole_builds_only(fresh_builder: Builder) -> None:
    goods = documents()
    build(fresh_builder, goods[:10])
    draft = fresh_builder.draft()
    draft.add([fresh_builder.encode(document) for document in goods])
    answers = service(fresh_builder.engine)
    assert answers.search(SearchRequest()).total == 10
    draft.finish(state(len(goods), "two"), fresh_builder.engine.words())
    assert answers.search(SearchRequest()).total == 10
    assert draft.engine.ask(Ask(limit=1)).total == len(goods)
    draft.discard()
    assert answers.search(SearchRequest()).total == 10


def test_an_engine_that_is_down_says_so_at_once() -> None:
    answers = service(MeilisearchEngine("http://127.0.0.1:9", "key", prefix="none"))
    with pytest.raises(EngineUnavailable, match="does not answer"):
        answers.search(SearchRequest(q="mật ong"))
    assert not answers.ready()
    assert ANSWER_SECONDS < 1


def test_a_server_that_hangs_holds_up_nobody_longer_than_one_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty at once: one after the other they would wait for a minute."""
    monkeypatch.setattr(meilisearch_client, "_PAUSE_SECONDS", 600)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as silent:
        engine = MeilisearchEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", "key", prefix="none", seconds=2)
        said: list[str] = []

        def ask() -> None:
            with pytest.raises(EngineUnavailable) as refused:
                service(engine).search(SearchRequest(q="mật ong"))
            said.append(str(refused.value))

        threads = [threading.Thread(target=ask) for _ in range(30)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert time.monotonic() - started < 40
        assert said == ["Meilisearch does not answer"] * 30
        silent.setblocking(False)
        with suppress(BlockingIOError):
            while True:
                silent.accept()[0].close()
        ask()
        with pytest.raises(BlockingIOError):
            silent.accept()


@pytest.mark.meilisearch
def test_an_index_of_an_earlier_version_says_what_to_do(meilisearch: Meilisearch) -> None:
    prefix = meilisearch.prefix()
    builder = MeilisearchBuilder(meilisearch.url, meilisearch.index_key(prefix), prefix=prefix)
    build(builder)
    products = builder.client.index(products_index(prefix))
    await_task(builder.client, products.update_sortable_attributes(["rank"]), seconds=60)
    with pytest.raises(EngineUnavailable, match="earlier version: run `chophien index`"):
        service(builder.engine).search(SearchRequest(q="mật ong"))


def test_a_damaged_index_is_unavailable_and_not_a_crash(tmp_path: Path) -> None:
    build(EmbeddedBuilder(tmp_path))
    version = (tmp_path / "live").read_text()
    (tmp_path / "versions" / version / "meta.json").write_text("{")
    with pytest.raises(EngineUnavailable, match="cannot be opened"):
        service(EmbeddedEngine(tmp_path)).search(SearchRequest())


def test_two_writers_do_not_write_over_each_other(tmp_path: Path) -> None:
    builder = EmbeddedBuilder(tmp_path)
    build(builder)
    current = builder.engine.state()
    assert current is not None
    first = EmbeddedBuilder(tmp_path)
    held = tantivy.Index.open(str(tmp_path / "versions" / (tmp_path / "live").read_text())).writer(heap_size=64_000_000)
    with pytest.raises(BuildError, match="another process is writing"):
        first.change(documents()[:1], [], lambda: (current, builder.engine.words()))
    del held
