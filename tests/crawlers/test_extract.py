"""The pure functions under every spider: prices, text, labels, selectors, JSON paths, JSON-LD and sitemaps."""

import unicodedata

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawlers.extract import json_ld, labels, paths, schema_product, selectors, sitemaps, xml
from crawlers.extract.money import machine_price, plain_price
from crawlers.extract.text import clean, from_html


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("22,000₫", 22_000),
        ("150.000 đ", 150_000),
        ("1.250.000 VNĐ", 1_250_000),
        ("320000đ", 320_000),
        ("₫ 199,000", 199_000),
        ("0₫", None),
        ("Liên hệ", None),
        ("120.000đ - 150.000đ", None),
        ("250.000đ/kg", None),
        ("Hộp 500g 120.000đ", None),
        ("1.250,00", None),
        ("89k", None),
        ("$122.00", None),
        (None, None),
    ],
)
def test_prices_that_need_no_understanding(text: str | None, price: int | None) -> None:
    assert plain_price(text) == price


@pytest.mark.parametrize(
    ("value", "price"),
    [
        ("150000", 150_000),
        (150000.0, 150_000),
        ("60000.00", 60_000),
        ("150.000", "150.000"),
        ("1.250.000", "1.250.000"),
        ("150.000 đ", "150.000 đ"),
        ("12.50", 12.5),
        ("NaN", "NaN"),
        ("-5", "-5"),
        (True, None),
        (None, None),
        ({}, None),
    ],
)
def test_prices_of_structured_data(value: object, price: object) -> None:
    assert machine_price(value) == price


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Mật&nbsp;ong\n <b>bạc hà</b> ", "Mật ong bạc hà"),
        ("5 < 7 & 8 > 3", "5 < 7 & 8 > 3"),
        ("<script>x()</script>Trà", "Trà"),
        ("a\u200bb\u202ec\x00", "abc"),
        (unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk"),
        ("   ", None),
        (None, None),
        (["x"], None),
        (12, "12"),
    ],
)
def test_text_is_one_clean_line(value: object, text: str | None) -> None:
    assert clean(value) == text


def test_a_description_keeps_its_lines() -> None:
    html = "<p>Dòng một</p><ul><li>Quy cách: 500g</li></ul><style>p{}</style><script>bad()</script>"
    assert from_html(html) == "Dòng một\nQuy cách: 500g"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("Đơn vị sản xuất: HTX Tả Lủng", "producer", "HTX Tả Lủng"),
        ("- Chủ thể OCOP : Hộ ông Sùng", "producer", "Hộ ông Sùng"),
        ("Địa chỉ sản xuất：xã Lùng Phình", "address", "xã Lùng Phình"),
        ("SĐT: 0912 345 678", "phone", "0912 345 678"),
        ("Quy cách đóng gói: hũ 500g", "net_content", "hũ 500g"),
        ("Hạng OCOP: 4 sao", "ocop_stars", "4 sao"),
        ("Số quyết định: 2489/QĐ-UBND", "certificate", "2489/QĐ-UBND"),
        ("Xuất xứ: Hà Giang", "province", "Hà Giang"),
    ],
)
def test_lines_with_labels(line: str, field: str, value: str) -> None:
    assert labels.of_text(f"Mô tả.\n{line}\nHết.") == {field: value}


def test_what_no_label_names_stays_text() -> None:
    assert labels.of_text("Lưu ý: tránh nắng\nXuất xứ: Việt Nam\nhttps://shop.example: x") == {}


def test_selectors_try_alternatives_and_attributes() -> None:
    tree = LexborHTMLParser('<div class="a"><img data-src="/1.jpg"><b>120.000đ</b><s></s></div>')
    assert selectors.select(tree, "i::attr(src) || img::attr(data-src)") == ["/1.jpg"]
    record = selectors.record(tree, {"price": "b", "list_price": "s", "image": "img::attr(data-src)", "extra.k": "b"})
    assert record == {"price": 120_000, "price_text": "120.000đ", "images": ["/1.jpg"], "extra": {"k": "120.000đ"}}


def test_paths() -> None:
    value = {"a": {"b": [{"c": 1}, {"c": None}, {"c": 3}]}}
    assert paths.at(value, "a.b[].c") == [1, 3]
    assert paths.at(value, "a.b[0].c") == 1
    assert paths.at(value, "a.x.c") is None
    assert paths.at(value, "a.b[7].c") is None


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "Product", "name": "Trà"}',
        '<!-- {"@type": "Product", "name": "Trà"} -->',
        '//<![CDATA[\n{"@type": "Product", "name": "Trà"}\n//]]>',
        '{"@graph": [{"@type": ["Thing", "Product"], "name": "Trà",}]}',
        '[{"@type": "http://schema.org/Product", "name": "Trà", "description": "hai\ndòng"}]',
        '{"@type": "ItemPage", "mainEntity": {"@type": "Product", "name": "Trà"}}',
        "{&quot;@type&quot;: &quot;Product&quot;, &quot;name&quot;: &quot;Trà&quot;}",
    ],
)
def test_json_ld_as_shops_write_it(block: str) -> None:
    things = json_ld.objects(f'<script type="application/ld+json">{block}</script>')
    assert [thing["name"] for thing in json_ld.of_type(things, "Product")] == ["Trà"]


BOTH = {"price": 5, "price_text": "5 - 9", "availability": "InStock"}
STRUCK = {"price": 9, "priceType": "https://schema.org/ListPrice"}


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ({"price": "1000", "availability": "https://schema.org/InStock"}, {"price": 1000, "availability": "InStock"}),
        ([{"price": 5, "availability": "OutOfStock"}, {"price": 9, "availability": "InStock"}], BOTH),
        ({"@type": "AggregateOffer", "lowPrice": "7", "highPrice": "7"}, {"price": 7}),
        ({"priceSpecification": {"price": "8", "priceCurrency": "VND"}}, {"price": 8, "currency": "VND"}),
        ({"price": 5, "priceSpecification": [STRUCK]}, {"price": 5, "list_price": 9}),
        ({"price": "1", "seller": {"name": "N/A"}}, {"price": 1}),
        ("nonsense", {}),
    ],
)  # fmt: skip
def test_offers(offers: object, expected: dict[str, object]) -> None:
    record = schema_product.record({"@type": "Product", "name": "X", "offers": offers})
    assert {name: record.get(name) for name in expected} == expected
    assert "shop" not in record


def test_sitemaps_that_may_name_products() -> None:
    origin = "https://shop.example"
    wordpress = [
        f"{origin}/wp-sitemap-{name}.xml" for name in ("posts-post-1", "posts-product-1", "taxonomies-product_cat-1")
    ]
    assert sitemaps.wanted(wordpress) == [wordpress[1]]
    plain = [f"{origin}/sitemap-1.xml", f"{origin}/sitemap-news.xml"]
    assert sitemaps.wanted(plain) == [plain[0]]
    news = [f"{origin}/sitemap-news.xml"]
    assert sitemaps.wanted(news) == news, "rather too much than nothing"


def test_a_broken_sitemap_gives_what_stands_before_the_break() -> None:
    body = b"<urlset><url><loc>http://a/1</loc></url><url><loc>http://a/2</loc></url><url><loc>htt"
    assert [entry.fields["loc"] for entry in xml.entries(body)][:2] == ["http://a/1", "http://a/2"]
    assert list(xml.entries(b"")) == []
    with pytest.raises(xml.HostileXml):
        list(xml.entries('<!DOCTYPE x [<!ENTITY a "b">]><urlset/>'.encode("utf-16-le")))
