"""Each shop's pages and data, held against the captures of the software it stands for."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.marketplaces.reading import json_ld
from tests.marketplaces.server import Fair
from tests.marketplaces.shops import SHOPS

WOO, HARAVAN, NUKEVIET, TAGGED, OPENCART = (shop.slug for shop in SHOPS)


def shape(value: Any) -> Any:
    """Keys and kinds of a JSON value, without what is in it."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items() if key != "extensions"}
    if isinstance(value, list):
        return "list"
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


@pytest.mark.shared
def test_store_api_items_and_headers_are_those_of_woocommerce(
    shared_dir: Path, fair: Fair, client: httpx.Client
) -> None:
    folder = shared_dir / "captures" / "woocommerce-8.9"
    captured = json.loads((folder / "store_products_page1.json").read_text(encoding="utf-8"))[0]
    answer = client.get(fair.shop(WOO).origin + "/wp-json/wc/store/v1/products?per_page=5")
    simple = next(one for one in answer.json() if one["type"] == "simple")
    assert shape(simple) == shape(captured)
    assert list(simple) == list(captured)
    theirs = (folder / "store_products_page1.headers.txt").read_text(encoding="utf-8")
    for name in ("X-WP-Total", "X-WP-TotalPages", "Link", "X-Robots-Tag", "Access-Control-Expose-Headers"):
        assert name in theirs
        assert name in answer.headers
    assert re.fullmatch(r'<[^>]+per_page=5&page=2#038;page=1>; rel="next"', answer.headers["link"])
    assert answer.headers["last-modified"].isdecimal()


@pytest.mark.shared
def test_woocommerce_pages_carry_the_captured_graph_and_sitemaps(
    shared_dir: Path, fair: Fair, client: httpx.Client, pages: dict[tuple[str, str], str]
) -> None:
    folder = shared_dir / "captures" / "woocommerce-8.9"
    shop = fair.shop(WOO)
    simple = next(one for one in shop.listings if len(one.packs) == 1)
    ours = json_ld(pages[WOO, shop.path(simple)])[0]["@graph"]
    theirs = json_ld((folder / "product.html").read_text(encoding="utf-8"))[0]["@graph"]
    assert shape(ours[0]) == shape(theirs[0])
    # The captured shop had no pictures.
    assert shape(ours[1]) == shape(theirs[1]) | {"image": "str"}
    assert shape(ours[1]["offers"][0]) == shape(theirs[1]["offers"][0])
    for name in ("wp-sitemap.xml", "wp-sitemap-posts-product-1.xml"):
        captured = re.findall(r"<(?!\?)[a-z]+", (folder / name).read_text(encoding="utf-8"))
        assert set(re.findall(r"<(?!\?)[a-z]+", client.get(f"{shop.origin}/{name}").text)) == set(captured)
    robots = (folder / "robots.txt").read_text(encoding="utf-8").replace("http://127.0.0.1:8604", shop.origin)
    assert client.get(shop.origin + "/robots.txt").text.split() == robots.split()


@pytest.mark.shared
def test_haravan_page_objects_are_those_of_haravan(shared_dir: Path, fair: Fair, client: httpx.Client) -> None:
    folder = shared_dir / "captures" / "platform-json"
    captured = json.loads((folder / "haravan_product_page.ggwp-2024.json").read_text(encoding="utf-8"))
    shop = fair.shop(HARAVAN)
    listing = next(one for one in shop.listings if one.first.list_price)
    ours = client.get(f"{shop.url(listing)}.js").json()
    assert list(ours) == list(captured)
    assert list(ours["variants"][0]) == list(captured["variants"][0])
    assert ours["price"] == (listing.first.price or 0) * 100
    assert ours["compare_at_price"] == (listing.first.list_price or 0) * 100
    listed = client.get(f"{shop.origin}/products.json?limit=250").json()["products"]
    entry = next(one for one in listed if one["id"] == listing.id)
    assert entry["variants"][0]["price"] == f"{listing.first.price}.00"


@pytest.mark.shared
def test_nukeviet_pages_have_the_captured_microdata(
    shared_dir: Path, fair: Fair, client: httpx.Client, pages: dict[tuple[str, str], str]
) -> None:
    folder = shared_dir / "captures" / "nukeviet-4.5"
    shop = fair.shop(NUKEVIET)
    path = next(shop.path(one) for one in shop.listings if one.first.price)

    def marks(page: str) -> list[str | None]:
        nodes = LexborHTMLParser(page).css(".product-detail [itemprop]")
        return [node.attributes["itemprop"] for node in nodes]

    captured = (folder / "product.html").read_text(encoding="utf-8")
    assert marks(pages[NUKEVIET, path]) == marks(captured)
    assert LexborHTMLParser(pages[NUKEVIET, path]).css_first("[itemprop=priceCurrency]").text() == "đ"  # type: ignore[union-attr]
    robots = (folder / "robots.txt").read_text(encoding="utf-8")
    assert client.get(shop.origin + "/robots.txt").text == robots
    feed = client.get(shop.origin + "/index.php/shops/rss/").text
    assert set(re.findall(r"<([a-zA-Z:]+)[ >]", (folder / "rss.xml").read_text(encoding="utf-8"))) - {
        "docs",
        "lastBuildDate",
        "image",
        "url",
        "width",
        "height",
    } <= set(re.findall(r"<([a-zA-Z:]+)[ >]", feed))


@pytest.mark.shared
def test_opencart_pages_have_the_captured_places_and_no_structured_data(
    shared_dir: Path, fair: Fair, client: httpx.Client, pages: dict[tuple[str, str], str]
) -> None:
    folder = shared_dir / "captures" / "opencart-4.1"
    shop = fair.shop(OPENCART)
    places = {
        "category.html": (
            ".product-thumb h4 a",
            ".product-thumb .price-new",
            ".product-thumb .image img",
            ".pagination a",
        ),
        "product.html": ("#content h1", "#content h2 .price-new", ".image.magnific-popup a img", "#tab-description"),
    }
    ours = {
        "category.html": client.get(f"{shop.origin}/index.php?route=product/category&language=vi-vn&path=20").text,
        "product.html": pages[OPENCART, shop.path(shop.listings[0])],
    }
    for name, selectors in places.items():
        captured = LexborHTMLParser((folder / name).read_text(encoding="utf-8"))
        for selector in selectors:
            assert captured.css(selector), f"{selector} is not in the capture"
            assert LexborHTMLParser(ours[name]).css(selector), f"{selector} is not on our {name}"
    assert not [
        page for (slug, _), page in pages.items() if slug == OPENCART and ("ld+json" in page or "itemprop" in page)
    ]


def test_tagged_pages_state_a_product_and_a_sitemap_that_names_them_all(
    fair: Fair, client: httpx.Client, pages: dict[tuple[str, str], str]
) -> None:
    shop = fair.shop(TAGGED)
    for one in shop.listings:
        product, trail = json_ld(pages[TAGGED, shop.path(one)])
        assert (product["@type"], trail["@type"]) == ("Product", "BreadcrumbList")
        assert product["name"] == one.name
        assert product["offers"]["price"] == (one.price_text or one.first.price)
    named = client.get(shop.origin + "/sitemap-san-pham.xml").text
    assert [unescape(link) for link in re.findall("<loc>(.*?)</loc>", named)] == [
        shop.url(one) for one in shop.listings
    ]
    assert named.count("<lastmod>") == len(shop.listings)
