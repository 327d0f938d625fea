"""How the shops answer over HTTP: unchanged pages, changed prices, odd questions, whole lists."""

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.marketplaces.reading import json_ld
from tests.marketplaces.server import Fair, running_fair
from tests.marketplaces.shops import SHOPS, Shop

WOO, HARAVAN, NUKEVIET, TAGGED, OPENCART = (shop.slug for shop in SHOPS)


@pytest.mark.parametrize("slug", [shop.slug for shop in SHOPS])
def test_unchanged_pages_and_pictures_answer_304(slug: str, fair: Fair, client: httpx.Client) -> None:
    shop = fair.shop(slug)
    listing = next(one for one in shop.listings if one.pictures and ".1." in one.pictures[0])
    for address in (shop.url(listing), shop.picture(listing.pictures[0])):
        first = client.get(address).raise_for_status()
        assert first.headers["last-modified"]
        again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    since = client.get(shop.url(listing)).headers["last-modified"]
    assert client.get(shop.url(listing), headers={"If-Modified-Since": since}).status_code == 304
    assert client.get(f"{shop.origin}/robots.txt").status_code == 200


def test_changing_prices_changes_just_so_many_listings_and_their_dates() -> None:
    for shop in SHOPS:
        before, after = shop("").listings, shop("", changed=7).listings
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert len(changed) == 7
        assert all((new.first.price or 0) > (old.first.price or 0) for old, new in changed)
        assert all(new.updated > old.updated for old, new in changed)


def test_a_running_fair_changes_prices_when_told_to(client: httpx.Client) -> None:
    with running_fair() as fair:
        shop = fair.shop(TAGGED)
        listing = shop.listings[0]
        first = client.get(shop.url(listing))
        fair.change_prices(3)
        again = client.get(shop.url(listing), headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 200
        assert json_ld(again.text)[0]["offers"]["price"] > json_ld(first.text)[0]["offers"]["price"]


@pytest.mark.parametrize(
    ("slug", "path", "status"),
    [
        (WOO, "/wp-json/wc/store/v1/products?page=0", 400),
        (WOO, "/wp-json/wc/store/v1/products?per_page=500", 400),
        (WOO, "/wp-json/wc/store/v1/products?page=99", 200),
        (WOO, "/wp-json/wc/store/v1/products/7", 404),
        (WOO, "/product/khong-co/", 404),
        (WOO, "/wp-sitemap-users-9.xml", 404),
        (HARAVAN, "/products.json?page=-1&limit=x", 200),
        (HARAVAN, "/products/khong-co.js", 404),
        (NUKEVIET, "/index.php/shops/page-99/", 404),
        (TAGGED, "/p/khong-co-1.html", 404),
        (OPENCART, "/index.php?route=product/product&product_id=%27", 404),
        (OPENCART, "/index.php?route=checkout/cart", 404),
        (OPENCART, "/image/cache/catalog/../../etc/passwd", 404),
    ],
)
def test_odd_questions_get_plain_answers(slug: str, path: str, status: int, fair: Fair, client: httpx.Client) -> None:
    assert client.get(fair.shop(slug).origin + path).status_code == status


def test_lists_of_every_shop_name_all_goods(fair: Fair, client: httpx.Client) -> None:
    woo, haravan = fair.shop(WOO), fair.shop(HARAVAN)
    assert (
        len(client.get(woo.origin + "/wp-json/wc/store/v1/products?per_page=100&page=2").json())
        == len(woo.listings) - 100
    )
    counts = [
        len(client.get(f"{haravan.origin}/products.json?limit=50&page={n}").json()["products"]) for n in (1, 2, 3)
    ]
    assert counts == [50, len(haravan.listings) - 50, 0]
    for slug, first, link in (
        (NUKEVIET, "/index.php/shops/", ".viewgrid h3 a"),
        (OPENCART, "/index.php?route=product/category&language=vi-vn&path=20", ".product-thumb h4 a"),
    ):
        shop = fair.shop(slug)
        assert _walked(shop, first, link, client) == {shop.path(one) for one in shop.listings}


def _walked(shop: Shop, first: str, link: str, client: httpx.Client) -> set[str]:
    """Product paths met by following a list's pager."""
    waiting, seen, found = [first], set(), set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        tree = LexborHTMLParser(client.get(shop.origin + path).raise_for_status().text)
        found |= {(node.attributes["href"] or "").removeprefix(shop.origin) for node in tree.css(link)}
        further = {
            (node.attributes["href"] or "").removeprefix(shop.origin) for node in tree.css(".pagination a[href]")
        }
        waiting += [one for one in further if one.startswith("/") and one not in seen and one not in waiting]
    return found


def test_a_variable_product_lists_its_packs(fair: Fair, client: httpx.Client) -> None:
    shop = fair.shop(WOO)
    listing = next(one for one in shop.listings if len(one.packs) > 1)
    api = shop.origin + "/wp-json/wc/store/v1/products/"
    item = client.get(f"{api}{listing.id}").json()
    packs = [client.get(f"{api}{one['id']}").json() for one in item["variations"]]
    assert [one["prices"]["price"] for one in packs] == [str(pack.price) for pack in listing.packs]
    assert item["prices"]["price_range"]["max_amount"] == str(max(pack.price or 0 for pack in listing.packs))
