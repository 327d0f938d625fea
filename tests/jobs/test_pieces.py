"""What is put into the queue: one waits of each, what shares a lock, and who puts in what is due by the clock."""

from unittest import mock

import pytest
from sqlalchemy import Engine

from api.jobs.connection import queueing_app
from api.jobs.pieces import INDEX, QUEUES, REFRESH, crawls, put
from api.jobs.status import state_of
from api.jobs.worker import Hours, Worker
from catalog.database import connect_url
from tests.crawlers.conftest import file_of
from tests.jobs.conftest import asked_of

postgres = pytest.mark.postgres


@postgres
def test_of_each_piece_one_waits_and_does_what_is_asked_of_any(queue: Engine, jobs: Engine) -> None:
    with queueing_app(queue) as app:
        assert put(app, REFRESH) == 1
        assert put(app, REFRESH.given(full=True)) is None
        assert put(app, REFRESH) is None
        assert put(app, INDEX.given(afresh=True))
    assert state_of(queue).left() == 2
    assert asked_of(jobs) == [{"full": True}, {"afresh": True}]


@postgres
@pytest.mark.parametrize(("first", "second", "wider"), [(10, 50, 50), (50, 10, 50), (10, None, None), (None, 10, None)])
def test_a_crawl_of_a_few_pages_keeps_no_whole_one_from_being_done(
    queue: Engine, jobs: Engine, first: int | None, second: int | None, wider: int | None
) -> None:
    file = file_of("cho.example", slug="cho-a")
    with queueing_app(queue) as app:
        for limit in (first, second):
            [piece] = crawls([file], limit=limit, every=[file])
            put(app, piece)
    assert asked_of(jobs) == [{"slug": "cho-a", "limit": wider} if wider else {"slug": "cho-a"}]


def test_marketplaces_of_one_site_share_a_lock() -> None:
    hosts = {"cho-a": "cho.example", "cho-b": "shop.cho.example", "cho-c": "khac.example"}
    files = [file_of(host, slug=slug) for slug, host in hosts.items()]
    one, two, three = crawls(files, every=files)
    assert one.lock == two.lock != three.lock
    assert [piece.name for piece in (one, two, three)] == ["crawl cho-a", "crawl cho-b", "crawl cho-c"]
    [alone] = crawls([files[1]], full=True, every=files)
    assert (alone.lock, alone.arguments) == (one.lock, {"slug": "cho-b", "full": True})


@pytest.mark.parametrize(
    ("queues", "crawl_at", "due"),
    [
        (QUEUES, "0 18 * * *", {"index", "nightly"}),
        (QUEUES, "", {"index"}),
        (("crawl", "refresh"), "0 18 * * *", {"nightly"}),
        (("index",), "0 18 * * *", {"index"}),
    ],
)
def test_a_worker_puts_in_only_what_is_due_in_its_queues(queues: tuple[str, ...], crawl_at: str, due: set[str]) -> None:
    carrier = mock.Mock(catalog=connect_url("postgresql://nobody@nowhere.example/none"))
    worker = Worker(carrier, Hours(queues, 1, False, 1, crawl_at), print)
    worker._register()
    assert {task for task, _ in worker._app.periodic_registry.periodic_tasks} == due
