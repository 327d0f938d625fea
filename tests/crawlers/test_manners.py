"""Manners: a pause asked for is kept, a site that refuses is left alone, no two crawls of a marketplace at once."""

import threading

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.http import Response
from scrapy.utils.test import get_crawler
from sqlalchemy import Engine

from catalog.settings import Settings
from crawlers.archived import crawl_archive
from crawlers.fetch.politeness import Throttle, retry_after
from crawlers.loader import spider_class
from crawlers.page import Follow
from crawlers.runner import of_one_site
from crawlers.settings import plain
from crawlers.turn import Busy, turn
from tests.crawlers.conftest import Room, file_of
from tests.crawlers.site import Answer, Site, serving
from tests.crawlers.test_crawl import stock

PATIENCE = 300


def test_quick_answers_do_not_shorten_the_pause_a_site_asked_for() -> None:
    throttle = Throttle(get_crawler(settings_dict=plain(Settings(), delay=2)))
    throttle.mindelay, throttle.maxdelay = 2.0, 60.0
    slot = Slot(1, 10.0, 0.0)
    throttle.at_least(10)
    for _ in range(5):
        throttle._adjust_delay(slot, 0.05, Response("http://shop.example/"))
    assert slot.download_delay() == 10
    throttle._adjust_delay(slot, 25, Response("http://shop.example/"))
    assert slot.download_delay() == 25, "a slow site gets more than it asked for"


def test_the_hosts_of_a_marketplace_share_one_pause() -> None:
    spider = spider_class(file_of("shop.example"))()
    links = ("http://shop.example/p/1", "http://lang-son.shop.example/p/2", "http://www.shop.example/p/3")
    visits = list(spider.visits([Follow(link, "product") for link in links], barren=0))
    slots = {visit.meta["download_slot"] for visit in visits if isinstance(visit, Request)}
    assert (len(visits), slots) == (3, {"shop.example"})


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        (b"120", 120),
        (b"0", 0),
        (b"", 5),
        (b"soon", 5),
        (b"Tue, 01 Jan 2999 00:00:00 GMT", 900 * 365 * 86_400),
        (b"Mon, 01 Jan 2024 00:00:00 GMT", 5),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: bytes, seconds: float) -> None:
    answer = Response("http://shop.example/", status=503, headers={"Retry-After": said} if said else {})
    assert retry_after(answer) == seconds if seconds < 1000 else retry_after(answer) > seconds


def test_a_site_that_turns_us_away_is_left_alone(room: Room) -> None:
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(150)})
        site.pages |= {f"/p/{number}": Answer(status=403) for number in range(50, 150)}
        slug = room.add(site)
        # With a pause, however short, pages are asked for one at a time, and in the same row on any machine.
        file = room.folder / "marketplaces" / f"{slug}.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("delay = 0", "delay = 0.001"), encoding="utf-8")
        run = room.crawl()
        refused = sum(count for path, count in site.asked.items() if site.answer(path).status == 403)
    assert (run.status, run.listings, run.gone) == ("interrupted", 50, 0)
    assert refused == 20, "twenty in a row are enough"
    assert run.report["verdict"]["cause"] == "http_403"
    assert run.problems() == ["the site was left alone after too many failures in a row (http_403)"]


def test_two_crawls_of_one_marketplace_do_not_run_at_once(room: Room) -> None:
    asked, opened = threading.Event(), threading.Event()
    ends = []
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(10)})
        last = site.answer("/p/9")

        def wait(_: str) -> Answer:
            asked.set()
            opened.wait(PATIENCE)
            return last

        site.pages["/p/9"] = wait
        room.add(site)
        first = threading.Thread(target=lambda: ends.append(room.crawl()))
        first.start()
        try:
            assert asked.wait(PATIENCE)
            second = room.crawl()
            with pytest.raises(Busy, match="cho-thu is being crawled by another process"):
                crawl_archive(room.settings, "cho-thu", room.folder / "absent.warc.gz")
        finally:
            opened.set()
            first.join()
    assert (second.status, second.problems()) == ("busy", ["cho-thu is being crawled by another process"])
    assert [(one.status, one.listings) for one in ends] == [("finished", 10)]
    # What was held back may be asked for again by the first one, where that took long.
    again = {path for path, count in site.asked.items() if count > 1}
    assert again <= {"/p/9"}, "the second one asked for nothing"


@pytest.mark.postgres
def test_another_machine_on_the_same_database_waits_too(postgres_database: Engine, room: Room) -> None:
    elsewhere = Settings(data_dir=room.folder / "another machine")
    with turn(room.settings, postgres_database, "cho-thu"):
        with pytest.raises(Busy, match="on another machine"), turn(elsewhere, postgres_database, "cho-thu"):
            raise AssertionError("not reached")
        with turn(elsewhere, postgres_database, "cho-khac"):
            pass
    with turn(elsewhere, postgres_database, "cho-thu"):
        pass


def test_marketplaces_of_one_site_are_crawled_one_after_the_other() -> None:
    hosts = ["a.example", "b.example", "lang.a.example", "m.b.example", "c.example:8101", "c.example:8102"]
    files = [file_of(host, slug=f"cho-{number}") for number, host in enumerate(hosts)]
    groups = [[file.current_hosts()[0] for file in group] for group in of_one_site(files)]
    together = [["a.example", "lang.a.example"], ["b.example", "m.b.example"], ["c.example:8101"], ["c.example:8102"]]
    assert sorted(groups) == together
