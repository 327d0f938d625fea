"""Real crawls of a small shop on the loopback: a first one, one of an unchanged shop, one after a change."""

import json
from collections.abc import Callable

import pytest

from crawlers.archived import crawl_archive
from crawlers.runner import CrawlError, crawl
from tests.crawlers.conftest import Room
from tests.crawlers.site import Answer, Site, serving


def product(number: int, price: int) -> Answer:
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": f"Mật ong bạc hà {number}",
        "offers": {"@type": "Offer", "price": str(price), "priceCurrency": "VND"},
    }
    page = f'<html><script type="application/ld+json">{json.dumps(data)}</script></html>'
    return Answer(page, etag=f'"{number}-{price}"')


def stock(site: Site, prices: dict[int, int], *, lastmod: str | None = "2026-11-01") -> None:
    """Fill the shop: a sitemap and a page a product."""
    when = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    urls = "".join(f"<url><loc>{site.origin}/p/{number}</loc>{when}</url>" for number in prices)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    site.pages["/sitemap.xml"] = Answer(f'<urlset xmlns="{space}">{urls}</urlset>', "application/xml")
    site.pages |= {f"/p/{number}": product(number, price) for number, price in prices.items()}


def test_an_unchanged_shop_costs_almost_nothing_and_a_change_is_seen(room: Room, make_room: Callable[[], Room]) -> None:
    prices = {number: 100_000 + number for number in range(60)}
    with serving(Site()) as site:
        stock(site, prices)
        room.add(site)
        first = room.crawl(archive=room.folder / "archive")
        assert (first.status, first.listings, first.new, first.pages) == ("finished", 60, 60, 61)
        assert {agent.split("/")[0] for agent in site.agents} == {"ChoPhien"}
        full = site.pages_sent()
        again = from_archive(room, make_room(), site)
        assert again == room.listings(), "an archive gives the same without the network"

        site.forget()
        second = room.crawl()
        assert (second.listings, second.new, second.changed, second.gone) == (60, 0, 0, 0)
        assert site.pages_sent() <= 0.05 * full
        assert site.asked["/robots.txt"] == 1

        site.forget()
        stock(site, prices | {7: 1}, lastmod=None)
        third = room.crawl()
        assert (third.listings, third.changed, third.unchanged) == (60, 1, 59), "without lastmod each costs a 304"
    assert room.listings()[f"{site.origin}/p/7"]["price"] == 1


def from_archive(room: Room, other: Room, site: Site) -> dict[str, dict[str, object]]:
    """The listings that the crawl's archive gives in an empty catalog."""
    other.add(site)
    (archive,) = (room.folder / "archive").glob("cho-thu-*.warc.gz")
    summary = crawl_archive(other.settings, "cho-thu", archive)
    assert (summary.status, summary.listings, summary.new) == ("finished", 60, 60)
    return other.listings()


def test_what_is_no_archive_is_refused(room: Room) -> None:
    with serving(Site()) as site:
        room.add(site)
    with pytest.raises(ValueError, match="is no WARC file"):
        crawl_archive(room.settings, "cho-thu", room.folder / "marketplaces" / "cho-thu.toml")
    with pytest.raises(CrawlError, match="buudien: its file names no platform yet"):
        crawl_archive(room.settings, "buudien", room.folder / "absent.warc.gz")


def test_what_cannot_be_crawled_is_said_before_anything_is_fetched(room: Room) -> None:
    with pytest.raises(CrawlError, match="no marketplace 'vosso'"):
        crawl(room.settings, ["vosso"])
    with pytest.raises(CrawlError, match="voso is switched off: Whether the site still lives"):
        crawl(room.settings, ["voso"])
