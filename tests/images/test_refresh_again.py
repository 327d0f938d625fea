"""Pictures over several runs: changes, failures that pass, servers that are dead, runs cut short."""

import pytest
from sqlalchemy import Engine

from catalog.settings import Settings
from images import stored_path
from images.refresh import refresh_pictures
from images.report import PictureReport
from tests.images.catalog import LIMITS, Refresh, age, both_databases, codes, rows, see
from tests.images.pictures import HTML, jpeg
from tests.images.server import Shop, body, status, validated


@both_databases
def test_a_picture_no_longer_named_is_let_go_and_taken_back(
    database: Engine, refresh: Refresh, settings: Settings, shop: Shop
) -> None:
    shop.answers |= {"/a.jpg": body(jpeg()), "/b.jpg": body(jpeg(seed=2))}
    see(database, {"a": [shop.url("/a.jpg")]})
    refresh()
    see(database, {"a": [shop.url("/b.jpg")]})
    assert refresh().dropped == 1
    old, *_ = (row for row in rows(database) if row.url.endswith("/a.jpg"))
    assert old.status == "dropped"
    assert stored_path(settings, old.sha256 or "", 320) is not None
    see(database, {"a": [shop.url("/b.jpg"), shop.url("/a.jpg")]})
    assert refresh().fetched == 0
    assert [(row.status, row.position) for row in rows(database)] == [("ok", 0), ("ok", 1)]


def test_failures_that_may_pass_are_tried_again_but_not_for_ever(
    database: Engine, refresh: Refresh, shop: Shop
) -> None:
    shop.answers["/a.jpg"] = status(503)
    see(database, {"a": [shop.url("/a.jpg")]})
    for attempt, wait in enumerate([{"minutes": 59}, {"hours": 23}, {"hours": 71}], start=1):
        assert refresh().retrying == 1
        assert codes(database) == [("wanted", "unreachable")]
        age(database, **wait)
        assert refresh().retrying == 0
        assert len(shop.paths()) == attempt
        age(database, hours=1.1)
    assert refresh().refused == 1
    assert codes(database) == [("broken", "unreachable")]
    age(database, days=29)
    refresh()
    assert len(shop.paths()) == 4


def test_a_failure_that_passed_is_forgotten(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers["/a.jpg"] = status(503)
    see(database, {"a": [shop.url("/a.jpg")]})
    refresh()
    shop.answers["/a.jpg"] = body(jpeg())
    age(database, hours=2)
    assert refresh().ok == 1
    assert codes(database) == [("ok", "ok")]


@both_databases
def test_old_pictures_are_asked_after_and_not_sent_again(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers["/a.jpg"] = validated(jpeg(), '"v1"')
    see(database, {"a": [shop.url("/a.jpg")]})
    refresh()
    age(database, days=31)
    report = refresh()
    assert (report.unchanged, report.fetched) == (1, 0)
    assert shop.asked[-1].headers["if-none-match"] == '"v1"'
    assert refresh() == PictureReport()
    shop.answers["/a.jpg"] = validated(jpeg(seed=2), '"v2"')
    age(database, days=31)
    before = rows(database)[0].sha256
    assert refresh().fetched == 1
    assert rows(database)[0].sha256 != before


@pytest.mark.parametrize("answer", [status(404), body(HTML), status(503)])
def test_a_picture_once_had_is_kept(database: Engine, refresh: Refresh, shop: Shop, answer: object) -> None:
    shop.answers["/a.jpg"] = body(jpeg())
    see(database, {"a": [shop.url("/a.jpg")]})
    refresh()
    before = rows(database)[0].sha256
    shop.answers["/a.jpg"] = answer  # type: ignore[assignment]  # parametrised
    age(database, days=31)
    refresh()
    [row] = rows(database)
    assert (row.status, row.sha256) == ("ok", before)


def test_a_limit_bounds_a_run_and_the_next_goes_on(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers |= {f"/{n}.jpg": body(jpeg(320, 320, seed=n)) for n in range(5)}
    see(database, {f"page-{n}": [shop.url(f"/{n}.jpg")] for n in range(5)})
    assert [refresh(limit=2).fetched for _ in range(4)] == [2, 2, 1, 0]


def test_a_dead_server_postpones_its_pictures_and_not_the_others(
    database: Engine, settings: Settings, shop: Shop
) -> None:
    dead = Settings(data_dir=settings.data_dir, allow_private_hosts=[shop.host, "127.0.0.1:9"])
    shop.answers |= {f"/{n}.jpg": body(jpeg(320, 320, seed=n)) for n in range(3)}
    see(database, {f"page-{n}": [f"http://127.0.0.1:9/{n}.jpg"] for n in range(12)})
    see(database, {f"live-{n}": [shop.url(f"/{n}.jpg")] for n in range(3)})
    report = refresh_pictures(database, dead, limits=LIMITS)
    assert report.ok == 3
    assert (report.retrying, report.postponed) == (1, 11)


def test_an_interrupted_run_keeps_what_it_finished(
    database: Engine, refresh: Refresh, settings: Settings, shop: Shop
) -> None:
    shop.answers |= {f"/{n}.jpg": body(jpeg(320, 320, seed=n)) for n in range(12)}
    see(database, {f"page-{n}": [shop.url(f"/{n}.jpg")] for n in range(12)})

    def press_ctrl_c(done: int, _: int | None) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(progress=press_ctrl_c)
    assert sum(row.status == "ok" for row in rows(database)) == 4
    assert refresh().fetched == 8
    assert not list(settings.pictures_dir.rglob("*.partial"))


def test_lost_files_are_fetched_again_on_request(
    database: Engine, refresh: Refresh, settings: Settings, shop: Shop
) -> None:
    shop.answers["/a.jpg"] = validated(jpeg(), '"v1"')
    see(database, {"a": [shop.url("/a.jpg")]})
    refresh()
    for path in settings.pictures_dir.rglob("*.webp"):
        path.unlink()
    assert refresh().fetched == 0
    report = refresh(repair=True)
    assert (report.fetched, report.thumbnails) == (1, 3)
    assert refresh(repair=True).fetched == 0


def test_a_disk_that_refuses_ends_the_run_with_its_own_error(
    database: Engine, refresh: Refresh, settings: Settings, shop: Shop
) -> None:
    shop.answers["/a.jpg"] = body(jpeg())
    see(database, {"a": [shop.url("/a.jpg")]})
    settings.pictures_dir.parent.mkdir(parents=True)
    settings.pictures_dir.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="pictures"):
        refresh()
    assert codes(database) == [("wanted", None)]
