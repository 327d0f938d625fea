"""Workers on a real PostgreSQL: from `--defer` to the search, failures, two at once, stops, deaths."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event

import pytest
from sqlalchemy import text

from api.jobs.steps import STEPS
from catalog.database import connect_url
from catalog.settings import Settings
from search.contract import SearchRequest
from search.opening import open_service
from tests.crawlers.site import Answer, Site, serving
from tests.crawlers.test_crawl import product, stock
from tests.images.pictures import jpeg
from tests.jobs.conftest import Yard, held_back, stop, wait_until

pytestmark = pytest.mark.postgres
CLOSED = Answer("User-agent: *\nDisallow: /\n", "text/plain")
PRICES = {number: 100_000 + number for number in range(12)}


@contextmanager
def held_crawl(yard: Yard) -> Iterator[tuple[Site, Event]]:
    """A site whose crawl waits in the queue; its fourth product is not answered before the gate is open."""
    with serving(Site()) as site:
        stock(site, PRICES)
        gate = held_back(site, "/p/3")
        yard.add(site)
        yard.run("crawl", "--defer")
        yield site, gate


def test_what_is_left_to_the_workers_is_crawled_refreshed_indexed_and_found(yard: Yard) -> None:
    with serving(Site()) as site:
        stock(site, PRICES)
        yard.add(site)
        assert yard.json("crawl", "--defer") == [{"name": "crawl cho-thu", "job": 1, "hastened": False}]
        assert yard.json("crawl", "cho-thu", "--defer") == [{"name": "crawl cho-thu", "job": None, "hastened": False}]
        done = yard.json("worker", "--once")
    assert {one["name"] for one in done["ended"]} == {"crawl cho-thu", "refresh", "images", "index"}
    assert {one["outcome"] for one in done["ended"]} == {"done"}
    assert (done["left"], done["interrupted"]) == (0, False)
    assert (yard.piece("crawl cho-thu").result or {})["new"] == len(PRICES)
    service = open_service(Settings(data_dir=yard.folder / "var"), yard.engine)
    found = service.search(SearchRequest(q="mat ong bac ha"))
    assert {hit.price for hit in found.hits} <= set(PRICES.values())
    assert found.total > 0
    assert yard.json("worker", "--once")["ended"] == []


def test_pictures_follow_in_batches_and_are_seen(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(STEPS, "images", partial(STEPS["images"], limit=2))
    with serving(Site()) as site:
        stock(site, dict.fromkeys(range(3), 1000))
        for number in range(3):
            page = str(product(number, 1000).body)
            picture = f'"image": "{site.origin}/picture/{number}.jpg", "offers"'
            site.pages[f"/p/{number}"] = Answer(page.replace('"offers"', picture))
            site.pages[f"/picture/{number}.jpg"] = Answer(jpeg(400, 400, seed=number), "image/jpeg")
        yard.add(site)
        yard.run("crawl", "--defer")
        ended = yard.json("worker", "--once", "--concurrency", "1")["ended"]
    fetched = [one["result"]["fetched"] for one in ended if one["name"] == "images"]
    assert fetched == [2, 1, 0], "the last after the refresh that compares the new ones"
    assert [one["outcome"] for one in ended] == ["done"] * len(ended)
    assert [one["name"] for one in ended][-1] == "index"
    service = open_service(Settings(data_dir=yard.folder / "var"), yard.engine)
    assert all(hit.image for hit in service.search(SearchRequest()).hits)


def test_the_queue_is_made_where_it_is_wanted(yard: Yard) -> None:
    assert yard.json("db", "status")["queue"] == "none yet"
    [examined] = [one for one in yard.json("doctor") if one["name"] == "workers"]
    assert examined["mend"] == "`chophien db upgrade`, then `worker`"
    assert yard.json("db", "upgrade")["queue"] == "up to date"
    assert yard.json("worker", "status")["pieces"] == []
    yard.sql("INSERT INTO applied (name) VALUES ('99.00.00_01_pre_more')")
    assert yard.json("db", "status")["queue"] == "of a newer version"
    yard.run("crawl", "--defer", code=3)


def test_a_round_of_the_night_crawls_every_enabled_marketplace_and_tells_of_a_wrong_file(yard: Yard) -> None:
    with serving(Site()) as site, serving(Site()) as other:
        for one, slug in ((site, "cho-mot"), (other, "cho-hai")):
            stock(one, PRICES)
            yard.add(one, slug)
        (yard.folder / "files" / "cho-sai.toml").write_text('slug = "cho-sai"\n', encoding="utf-8")
        with yard.working("--queues", "crawl", CHOPHIEN_CRAWL_AT="* * * * *") as worker:
            wait_until(lambda: len([run for run in yard.runs() if run.status == "finished"]) >= 2, worker)
            wait_until(lambda: yard.failures("crawl cho-sai"), worker)
            said = stop(worker)
    assert {run.marketplace for run in yard.runs()} == {"cho-mot", "cho-hai"}
    assert "✓ nightly: 2 crawls, 1 wrong files" in said
    assert "cho-sai.toml: name: is required" in (yard.piece("crawl cho-sai").reason or ""), "somebody has to hear of it"


def test_a_failure_is_tried_again_then_shown_with_its_reason_and_told_once(yard: Yard) -> None:
    with serving(Site()) as site, serving(Site(otherwise=lambda _: Answer())) as webhook:
        stock(site, PRICES)
        site.pages["/robots.txt"] = CLOSED
        yard.add(site)
        yard.run("crawl", "--defer")
        yard.json("worker", "--once", code=5)
        assert yard.json("worker", "--once")["ended"] == [], "not before its time"
        assert yard.json("crawl", "--defer")[0]["hastened"], "nobody has to wait for the next try"
        for failures in (2, 3):
            hook = {"CHOPHIEN_HEALTH_WEBHOOK": f"{webhook.origin}/told"}
            [one] = yard.json("worker", "--once", code=5, **hook)["ended"]
            assert "robots" in one["reason"]
            assert one["outcome"] == ("failed" if failures == 3 else "again")
            assert bool(webhook.asked) == (failures == 3), "who is told hears of it when it is given up"
            yard.later()
        state = yard.json("worker", "status", code=5)
        [piece] = state["pieces"]
        assert (piece["status"], piece["failures"]) == ("failed", 3)
        assert "robots" in piece["reason"]
        assert "robots" in yard.run("worker", "status", code=5)
        [examined] = [one for one in yard.json("doctor") if one["name"] == "workers"]
        assert (examined["verdict"], examined["found"]) == ("note", "0 alive, 0 jobs wait, 1 failed")
        del site.pages["/robots.txt"]
        yard.run("crawl", "--defer")
        yard.run("worker", "--once")
    assert yard.json("worker", "status")["pieces"][0]["failures"] == 0, "what was done since is no trouble any more"


def test_two_workers_and_a_hand_never_crawl_one_marketplace_at_once(yard: Yard) -> None:
    with held_crawl(yard) as (site, gate), yard.working("--queues", "crawl") as first:
        wait_until(lambda: site.asked["/p/3"], first)
        assert yard.json("crawl", "--defer")[0]["job"], "another may wait meanwhile"
        assert yard.json("worker", "--once", "--queues", "crawl")["left"] == 1
        assert "being crawled" in yard.run("crawl", code=5)
        assert len(yard.runs()) == 1
        gate.set()
        wait_until(lambda: [run.status for run in yard.runs()] == ["finished", "finished"], first)
        stop(first)
    one, two = yard.runs()
    assert one.finished_at is not None
    assert one.finished_at <= two.started_at


def test_a_stopped_worker_gives_its_job_back_and_another_goes_on(yard: Yard) -> None:
    with held_crawl(yard) as (site, gate):
        with yard.working("--queues", "crawl", "--patience", "0") as worker:
            wait_until(lambda: site.asked["/p/3"], worker)
            said = stop(worker)
        assert "given back to the queue" in said
        assert yard.piece("crawl cho-thu").status == "todo"
        assert [run.status for run in yard.runs()] == ["interrupted"], "in good order, though the site never answered"
        gate.set()
        assert yard.json("worker", "--once")["left"] == 0
    assert yard.piece("crawl cho-thu").failures == 0, "to be stopped is no failure"
    assert [run.status for run in yard.runs()] == ["interrupted", "finished"]


def test_a_stopped_worker_lets_its_job_end_and_begins_no_other(yard: Yard) -> None:
    with held_crawl(yard) as (site, gate):
        with yard.working("--queues", "crawl,refresh", "--patience", "100", "--concurrency", "1") as worker:
            wait_until(lambda: site.asked["/p/3"], worker)
            worker.terminate()
            stderr = worker.stderr
            assert stderr is not None
            wait_until(lambda: "Stopping" in stderr.readline(), worker)
            gate.set()
            out, _ = worker.communicate()
        assert worker.returncode == 0
    assert "done" in out
    assert [run.status for run in yard.runs()] == ["finished"]
    assert yard.piece("refresh").status == "todo"


def test_the_job_of_a_worker_that_died_is_taken_up_again(yard: Yard) -> None:
    with held_crawl(yard) as (site, gate):
        with yard.working("--queues", "crawl") as worker:
            wait_until(lambda: site.asked["/p/3"], worker)
            worker.kill()
            worker.wait()
        assert yard.json("worker", "--once")["left"] == 0, "it may still live"
        assert yard.piece("crawl cho-thu").status == "doing"
        gate.set()
        # Its crawl notices that nobody reads its progress, and lets its locks go.
        wait_until(lambda: yard.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0)
        yard.later()
        assert not yard.piece("crawl cho-thu").alive
        done = yard.json("worker", "--once")
    assert [one["outcome"] for one in done["ended"]] == ["done"] * len(done["ended"])
    assert yard.piece("crawl cho-thu").status == "succeeded"
    assert yard.piece("crawl cho-thu").failures == 1
    assert yard.runs()[-1].seen == len(PRICES)


def test_a_worker_waits_for_a_database_that_went_away(yard: Yard) -> None:
    name = yard.engine.url.database
    with serving(Site()) as site:
        stock(site, PRICES)
        yard.add(site)
        # Of crawls none is due by the clock: nothing but the worker itself meets the database's end.
        with yard.working("--queues", "crawl", hasty=True) as worker:
            wait_until(lambda: _workers(yard) == 1, worker)
            yard.engine.dispose()
            with _elsewhere(yard) as postgres:
                postgres(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                postgres("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name", name=name)
                stderr = worker.stderr
                assert stderr is not None
                wait_until(lambda: "does not answer; waiting" in stderr.readline(), worker)
                postgres(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
            yard.run("crawl", "--defer")
            wait_until(lambda: [run.status for run in yard.runs()] == ["finished"], worker)
            assert "Traceback" not in stop(worker), "traces are for logs/worker.log"


def _workers(yard: Yard) -> int:
    there = yard.sql("SELECT to_regclass('procrastinate_workers') IS NOT NULL")
    return int(yard.sql("SELECT count(*) FROM procrastinate_workers")) if there else 0


@contextmanager
def _elsewhere(yard: Yard) -> Iterator[Callable[..., object]]:
    """Statements and their values, in another database of the same server."""
    engine = connect_url(yard.engine.url.set(database="postgres").render_as_string(hide_password=False))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield lambda statement, **values: connection.execute(text(statement), values)
    engine.dispose()
