"""An archive gives what the crawl gave: with what only list pages said, and up to where it breaks off."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from catalog.queries import marketplace_summaries
from catalog.queries.sources import SourceHealth
from crawlers.archived import crawl_archive
from crawlers.runner import CrawlError
from crawlers.sources import states
from tests.crawlers.conftest import Room
from tests.crawlers.site import Answer, Site, serving
from tests.crawlers.test_crawl import product, stock

PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "br": brotli.compress,
    "deflate": zlib.compress,
}
CARDS = """
[entry]
pages = ["{origin}/ds"]
[patterns]
product = ['/hang/']
[selectors]
card = "li"
name = "b"
url = "a::attr(href)"
price = "i"
[product_selectors]
name = "h1"
description = "p"
"""


def archive_of(room: Room, site: Site) -> Path:
    run = room.crawl(archive=room.folder / "archive")
    assert run.status == "finished"
    (path,) = (room.folder / "archive").glob("*.warc.gz")
    return path


def test_what_only_the_card_says_is_in_the_archive_too(room: Room, make_room: Callable[[], Room]) -> None:
    other = make_room()
    with serving(Site()) as site:
        card = '<li><a href="/hang/{0}"><b>Chè {0}</b></a><i>{0}0.000đ</i></li>'
        cards = "".join(card.format(number) for number in (1, 2))
        site.pages = {"/ds": Answer(f"<ul>{cards}</ul>")}
        site.pages |= {f"/hang/{number}": Answer(f"<h1>Chè {number}</h1><p>Hái tay</p>") for number in (1, 2)}
        for each in (room, other):
            each.add(site, "selectors", tables=CARDS.format(origin=site.origin))
        path = archive_of(room, site)
    summary = crawl_archive(other.settings, "cho-thu", path)
    assert (summary.status, summary.listings) == ("finished", 2)
    assert other.listings() == room.listings()
    assert room.listings()[f"{site.origin}/hang/1"]["price"] == 10_000


def test_packed_pages_are_in_the_archive_however_they_came(room: Room, make_room: Callable[[], Room]) -> None:
    other = make_room()
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(4)})
        for page, (name, pack) in zip(site.pages, PACKINGS.items(), strict=False):
            answer = site.answer(page)
            assert isinstance(answer.body, str)
            site.pages[page] = Answer(pack(answer.body.encode()), answer.type, headers={"Content-Encoding": name})
        site.pages["/p/3"] = Answer(status=301, headers={"Location": "/hang/3"})
        site.pages["/hang/3"] = product(3, 1003)
        room.add(site)
        other.add(site)
        path = archive_of(room, site)
    summary = crawl_archive(other.settings, "cho-thu", path)
    assert (summary.status, summary.listings, summary.problems()) == ("finished", 4, [])
    assert other.listings() == room.listings()


def test_of_an_archive_that_breaks_off_the_rest_is_kept(room: Room, make_room: Callable[[], Room]) -> None:
    other = make_room()
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(30)})
        room.add(site)
        other.add(site)
        other.add(site, slug="cho-khac")
        path = archive_of(room, site)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    summary = crawl_archive(other.settings, "cho-thu", path)
    assert summary.status == "interrupted"
    assert 5 < summary.listings < 30
    assert "is broken" in summary.problems()[0]
    assert other.listings().items() <= room.listings().items()


def test_what_became_of_an_archive_says_nothing_of_the_site(room: Room) -> None:
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(30)})
        room.add(site)
        path = archive_of(room, site)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    crawled = _state(room)
    assert (crawled.status, crawled.listings, crawled.archive) == ("finished", 30, None)
    summary = crawl_archive(room.settings, "cho-thu", path)
    after = _state(room)
    read = after.archive
    assert after == crawled.model_copy(update={"archive": read})
    assert read is not None
    assert (read.status, read.file, read.listings) == ("interrupted", path.name, summary.listings)
    assert "is broken" in (read.problem or "")
    last = marketplace_summaries(room.engine)[0].last_crawl
    assert last is not None
    assert (last.kind, last.status) == ("crawl", "finished")
    path.write_bytes(whole)
    crawl_archive(room.settings, "cho-thu", path)
    assert (again := _state(room).archive) is not None
    assert (again.status, again.problem) == ("finished", None)


def _state(room: Room) -> SourceHealth:
    (state,) = [one for one in states(room.settings, room.engine) if one.slug == "cho-thu"]
    return state


def test_an_archive_of_another_marketplace_is_refused(room: Room, make_room: Callable[[], Room]) -> None:
    other = make_room()
    with serving(Site()) as site, serving(Site()) as elsewhere:
        stock(site, {1: 1000})
        room.add(site)
        other.add(elsewhere, slug="cho-khac")
        path = archive_of(room, site)
    with pytest.raises(CrawlError, match="holds no page of cho-khac"):
        crawl_archive(other.settings, "cho-khac", path)
