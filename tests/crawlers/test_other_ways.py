"""Where a platform's first way is closed the next one is taken, whatever closes it."""

from itertools import takewhile

import pytest

from catalog.listing import Oddity
from crawlers.page import Follow, Page
from crawlers.platforms import platform_of
from tests.crawlers.conftest import Room, file_of
from tests.crawlers.site import Answer, Site, serving
from tests.crawlers.test_crawl import product

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
HOME = "http://shop.example"


@pytest.mark.parametrize(
    ("platform", "closed", "sitemap", "page"),
    [
        ("woocommerce", Answer(status=404), "/wp-sitemap.xml", "/product/mat-ong-{}/"),
        ("woocommerce", None, "/sitemap_index.xml", "/san-pham/mat-ong-{}/"),
        ("magento", Answer("<html>no such page</html>"), "/sitemap.xml", "/mat-ong-{}.html"),
    ],
    ids=["404", "robots.txt, and an SEO plugin's sitemap", "no JSON"],
)
def test_a_closed_api_gives_way_to_the_sitemap(
    room: Room, platform: str, closed: Answer | None, sitemap: str, page: str
) -> None:
    with serving(Site()) as site:
        urls = "".join(f"<url><loc>{site.origin}{page.format(number)}</loc></url>" for number in range(3))
        site.pages = {page.format(number): product(number, 1000 + number) for number in range(3)}
        site.pages[sitemap] = Answer(f"<urlset {SPACE}>{urls}</urlset>", "application/xml")
        if closed is None:
            site.pages["/robots.txt"] = Answer("User-agent: *\nDisallow: /wp-json/\n", "text/plain")
        else:
            site.otherwise = lambda path: closed if path.startswith(("/wp-json", "/graphql")) else Answer(status=404)
        room.add(site, platform)
        run = room.crawl()
    assert (run.status, run.listings) == ("finished", 3)
    assert closed is not None or not any(path.startswith("/wp-json") for path in site.asked)


@pytest.mark.parametrize(
    ("platform", "ways"),
    [
        ("woocommerce", ["/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml"]),
        ("haravan", ["/sitemap.xml", "/sitemap_index.xml"]),
        ("bagisto", ["/sitemap.xml", "/sitemap_index.xml"]),
        ("magento", ["/sitemap.xml", "/sitemap_index.xml"]),
        ("schema_org", ["/sitemap_index.xml"]),
        ("sapo", ["/sitemap_index.xml"]),
    ],
)
def test_the_ways_are_tried_one_after_the_other(platform: str, ways: list[str]) -> None:
    reader = platform_of(file_of("shop.example", platform))
    last = next(iter(reader.entries()))
    tried = []
    while following := list(reader.other_ways(last.url, last.role)):
        (last,) = following
        tried.append(last.url.removeprefix(HOME))
    assert tried == ways
    assert list(takewhile(bool, reader.other_ways(f"{HOME}/p/1", "product"))) == []


def test_a_page_where_the_sitemap_should_be_is_said_and_the_next_way_taken() -> None:
    reader = platform_of(file_of("shop.example"))
    page = Page(f"{HOME}/sitemap.xml", b"<!doctype html><title>Trang ch\xe1\xbb\xa7</title>", "sitemap")
    oddity, follow = list(reader.read(page))
    assert isinstance(oddity, Oddity)
    assert (oddity.code, oddity.words) == ("page/unexpected", f"no sitemap: {HOME}/sitemap.xml")
    assert follow == Follow(f"{HOME}/sitemap_index.xml", "sitemap")


@pytest.mark.parametrize(
    ("feed", "codes"),
    [
        ("<html><body>login</body></html>", ["page/unexpected"]),
        ("", ["page/unexpected"]),
        ("id,title,link,price\n", ["page/unexpected"]),
        ("title,link,price\nGạo,,35000 VND\nBún,https://elsewhere.example/2,1 VND\n", ["url/missing", "url/foreign"]),
    ],
    ids=["a page", "nothing", "no rows", "no address of its own"],
)
def test_a_feed_without_listings_says_why(feed: str, codes: list[str]) -> None:
    reader = platform_of(file_of("shop.example", "merchant_feed", tables=f'[entry]\nfeeds = "{HOME}/feed"'))
    readings = list(reader.read(Page(f"{HOME}/feed", feed.encode(), "feed")))
    assert [one.code for one in readings if isinstance(one, Oddity)] == codes
    assert len(readings) == len(codes), "and nothing is taken for a listing"


def test_declared_sitemaps_are_believed() -> None:
    tables = f'[entry]\napi = "{HOME}/api"\nsitemaps = "{HOME}/products.xml"'
    reader = platform_of(file_of("shop.example", "woocommerce", tables=tables))
    assert list(reader.other_ways(f"{HOME}/api", "api")) == []
