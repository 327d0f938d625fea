"""What web pages of shops give: structured data, cards, menus and sitemaps."""

from pathlib import Path

import pytest

from crawlers.page import Follow, Found
from tests.crawlers.readings import has, links, listings, read
from tests.crawlers.samples import ORIGIN, dump


def test_cards_are_the_listings_where_no_product_page_is_read() -> None:
    html = '<li class="c"><a href="/p/1">Mật ong</a><b>250.000đ</b></li><a rel="next" href="?trang=2">sau</a>'
    tables = '[selectors]\ncard = ".c"\nname = "a"\nurl = "a::attr(href)"\nprice = "b"'
    readings = read("selectors", f"{ORIGIN}/ds", html, "listing", tables=tables)
    (one,) = listings(readings)
    has(one, name="Mật ong", price=250000, price_text="250.000đ", url=f"{ORIGIN}/p/1")
    assert links(readings) == [f"{ORIGIN}/ds?trang=2"]
    both = read("selectors", f"{ORIGIN}/ds", html, "listing", tables=tables + "\n[patterns]\nproduct = '/p/'")
    (card,) = (one for one in both if isinstance(one, Found))
    (follow, _) = (one for one in both if isinstance(one, Follow))
    assert card.partial, "the product page will say more"
    assert follow.version, "an unchanged card spares its page"
    assert follow.context["card"]["price"] == 250000, "what only the card says is carried along"


def test_an_address_in_structured_data_is_not_trusted() -> None:
    html = (
        '<link rel="canonical" href="/p/1"><script type="application/ld+json">'
        '{"@type": "Product", "name": "Trà", "url": "https://shop.example/"}</script>'
    )
    (one,) = listings(read("schema_org", f"{ORIGIN}/p/1?utm_source=x", html, "product"))
    assert one.url == f"{ORIGIN}/p/1"


@pytest.mark.parametrize(
    ("html", "price"),
    [
        ('<script type="application/ld+json">{"@type":"Product","name":"A","offers":{"price":1000}}</script>', 1000),
        ('<div itemscope itemtype="http://schema.org/Product"><i itemprop="name">A</i><p itemprop="offers" itemscope '
         'itemtype="http://schema.org/Offer"><b itemprop="price" content="2000">2.000 đ</b></p></div>', 2000),
        ('<meta property="og:title" content="A"><meta property="product:price:amount" content="3000">', 3000),
        ('<script type="application/ld+json">{"@type":"Product","name":"A","offers":{"@type":"AggregateOffer",'
         '"lowPrice":"4000","highPrice":"9000"}}</script>', 4000),
    ],
)  # fmt: skip
def test_json_ld_then_microdata_then_opengraph(html: str, price: int) -> None:
    (one,) = listings(read("schema_org", f"{ORIGIN}/p/1", html, "product"))
    has(one, name="A", price=price)


@pytest.mark.shared
def test_the_feed_and_sitemaps_of_real_software_lead_to_their_products(shared_dir: Path) -> None:
    captures = shared_dir / "captures"
    feed = (captures / "nukeviet-4.5/rss.xml").read_bytes()
    found = read("nukeviet", "http://127.0.0.1:8605/index.php/shops/rss/", feed, "feed", host="127.0.0.1:8605")
    assert len(links(found)) == 30
    index = (captures / "woocommerce-8.9/wp-sitemap.xml").read_bytes()
    found = read("woocommerce", "http://127.0.0.1:8604/wp-sitemap.xml", index, "sitemap", host="127.0.0.1:8604")
    assert links(found) == ["http://127.0.0.1:8604/wp-sitemap-posts-product-1.xml"]
    pages = (captures / "woocommerce-8.9/wp-sitemap-posts-product-1.xml").read_bytes()
    found = read("woocommerce", "http://127.0.0.1:8604/s.xml", pages, "sitemap", host="127.0.0.1:8604")
    assert len(links(found)) == 8
    assert all(one.version for one in found if isinstance(one, Follow))


def test_a_list_of_tagged_products_is_no_product() -> None:
    things = [{"@type": "Product", "name": f"Mật ong {n}", "url": f"/p/{n}", "offers": {"price": 1000}} for n in (1, 2)]
    listed = f'<script type="application/ld+json">{dump(things)}</script><h1>Mật ong</h1>'
    assert read("schema_org", f"{ORIGIN}/mat-ong", listed, "product") == []
    (one,) = listings(read("schema_org", f"{ORIGIN}/p/2", listed, "product"))
    has(one, name="Mật ong 2")


def test_microdata_of_a_page_about_a_product_counts_and_what_it_relates_to_does_not() -> None:
    product = '<div itemprop="{}" itemscope itemtype="https://schema.org/Product"><b itemprop="name">{}</b></div>'
    about, related = product.format("mainEntity", "Chè dây"), product.format("isRelatedTo", "Cao atiso")
    page = f'<body itemscope itemtype="https://schema.org/WebPage">{related}{about}</body>'
    (one,) = listings(read("schema_org", f"{ORIGIN}/p/1", page, "product"))
    has(one, name="Chè dây")


def test_opencart_with_words_for_addresses_is_led_by_its_cards_and_menus() -> None:
    name = '<h4><a href="/mat-ong/bac-ha">Mật ong</a></h4>'
    card = f'<div class="product-thumb">{name}<div class="price">90.000đ</div></div>'
    crumbs = '<ul class="breadcrumb"><li><a href="/">⌂</a></li><li><a href="/mat-ong">Mật ong</a></li></ul>'
    menu = '<nav id="menu"><a href="/tra">Trà</a><a href="/index.php?route=account/login">Vào</a></nav>'
    readings = read("opencart", f"{ORIGIN}/mat-ong", f"{menu}{crumbs}<div id=content>{card}</div>", "listing")
    follows = {one.url.removeprefix(ORIGIN): one for one in readings if isinstance(one, Follow)}
    assert {path: one.role for path, one in follows.items()} == {"/mat-ong/bac-ha": "product", "/tra": "listing"}
    product = "<div id=content><h1>Mật ong</h1><ul class=list-unstyled><li>Tình trạng: Hết hàng</li></ul></div>"
    context = follows["/mat-ong/bac-ha"].context
    (one,) = listings(read("opencart", f"{ORIGIN}/mat-ong/bac-ha", product, "product", context=context))
    has(one, availability="OutOfStock", category=["Mật ong"])


def test_nukeviet_follows_the_categories_of_its_products() -> None:
    page = '<a href="/index.php/shops/Mat-Ong/Bac-Ha.html">Mật ong</a>'
    readings = read("nukeviet", f"{ORIGIN}/index.php/shops/", page, "listing")
    assert f"{ORIGIN}/index.php/shops/Mat-Ong/" in links(readings)
