"""The search over HTTP beside the engine's own time, on the real server in a process of its own."""

import socket
from collections.abc import Iterator

import pytest

from api.bench.http import ServerFailed, Timing, ask, ratio, served
from catalog.database import connect
from catalog.migrate import upgrade
from catalog.settings import Settings
from search.engines.embedded_build import EmbeddedBuilder
from tests.search.goods import build


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"))
    engine = connect(settings)
    upgrade(engine)
    engine.dispose()
    settings.index_dir.mkdir()
    build(EmbeddedBuilder(settings.index_dir))
    with served(settings.data_dir) as opened:
        yield opened


def test_each_answer_has_its_wait_and_the_engines_own_time(port: int) -> None:
    timings = ask(port, [{"q": "mật ong"}, {"q": "", "province": ["lam-dong", "dak-lak"], "stars": [4]}])
    assert len(timings) == 2
    assert all(0 < one.engine < one.waited for one in timings)


def test_a_refused_query_is_not_timed(port: int) -> None:
    with pytest.raises(ServerFailed, match="422"):
        ask(port, [{"limit": -1}])


def test_nobody_listening_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ServerFailed, match="stopped answering"):
            ask(taken.getsockname()[1], [{"q": ""}])


def test_the_ratio_is_of_medians() -> None:
    assert ratio([Timing(3, 1), Timing(100, 2), Timing(4, 4)]) == 2
