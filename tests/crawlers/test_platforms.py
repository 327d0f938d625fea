"""What each shop software's format gives: our own small samples, and the real captures where they are at hand."""

from pathlib import Path

import pytest

from crawlers.page import Follow, Role
from tests.crawlers import samples
from tests.crawlers.readings import has, links, listings, read
from tests.crawlers.samples import HOST, ORIGIN, dump

VENDURE = """
[entry]
api = "http://shop.example/shop-api"
[json]
query = "query"
items = "data.search.items"
offset_variable = "input.skip"
page_size = 1
price_divisor = 100
url_template = "/products/{slug}"
variables = { input = { take = 1 } }
[json.fields]
name = "productName"
price = "priceWithTax.min"
images = "productAsset.preview"
"extra.stock" = "inStock"
"""
PATHS = """
[entry]
api = "http://shop.example/api/items?page=1"
[json]
items = "items"
page = "page"
page_size = 1
[json.fields]
name = "ten"
price = "gia"
url = "duong_dan"
category = "nhom[].ten"
"""


def test_haravan_page_json_is_times_a_hundred() -> None:
    (one,) = listings(read("haravan", f"{ORIGIN}/products/tap-chi-01.js", dump(samples.HARAVAN_PAGE), "api"))
    has(one, price=139000, price_text="139000 - 298000", availability="InStock", list_price=None)
    html = f"<script>var product = {dump(samples.HARAVAN_PAGE)};</script>"
    (page,) = listings(read("haravan", f"{ORIGIN}/products/tap-chi-01", html, "product"))
    has(page, price=139000, url=one.url.replace("http:", "https:"))


def test_products_json_is_plain_dong() -> None:
    readings = read("haravan", f"{ORIGIN}/products.json?limit=50", dump(samples.SHOPIFY_LIST), "api")
    (one,) = listings(readings)
    has(one, price=250000, list_price=300000, net_content="Hũ 500g", url=f"{ORIGIN}/products/mat-ong")
    assert one.extra == {"vendor": "HTX Tuấn Dũng", "tags": ["ocop", "mật ong"]}
    assert links(readings) == [f"{ORIGIN}/products.json?limit=50&page=2"]
    assert links(read("haravan", f"{ORIGIN}/products.json?page=3", '{"products": []}', "api")) == []


def test_sapo_is_plain_dong_in_every_shape() -> None:
    html = f'<script>window.theme = {{}}; var product = {dump(samples.SAPO)}; if (a) {{ b("}}") }}</script>'
    (one,) = listings(read("sapo", f"{ORIGIN}/set-qua-maneli", html, "product"))
    has(one, price=500000, list_price=799000, sku="M1", net_content="hộp 500g", images=["https://cdn.example/a.jpg"])


def test_woocommerce_pages_by_its_counting_header_and_minor_units() -> None:
    prices = {"price": "12000000", "regular_price": "15000000", "currency_minor_unit": 2, "currency_code": "VND"}
    product = {
        "id": 1,
        "name": "Ch&egrave; d&acirc;y",
        "permalink": f"{ORIGIN}/product/che-day/",
        "prices": prices,
        "is_in_stock": False,
        "attributes": [
            {"name": "Khối lượng", "terms": [{"name": "200 g"}]},
            {"name": "Vị", "terms": [{"name": "gừng"}, {"name": "sả"}]},
        ],
    }
    url = f"{ORIGIN}/wp-json/wc/store/v1/products?per_page=100"
    readings = read("woocommerce", url, dump([product]), "api", headers={"x-wp-totalpages": "3"})
    has(listings(readings)[0], name="Chè dây", price=120000, list_price=150000, availability="OutOfStock")
    has(listings(readings)[0], net_content="200 g")
    assert links(readings) == [f"{url}&page=2", f"{url}&page=3"]
    assert links(read("woocommerce", f"{url}&page=2", dump([product]), "api", headers={"x-wp-totalpages": "3"})) == []
    closed = read("woocommerce", url, '{"code": "rest_no_route"}', "api")
    assert links(closed) == [f"http://{HOST}/wp-sitemap.xml"], "where the API is closed, the sitemap"


def test_magento_graphql() -> None:
    readings = read("magento", f"{ORIGIN}/graphql", dump(samples.MAGENTO), "api")
    (one,) = listings(readings)
    has(
        one, price=180000, list_price=200000, url=f"{ORIGIN}/mat-ong.html", availability="InStock", category=["Mật ong"]
    )
    bodies = [one.body for one in readings if isinstance(one, Follow)]
    assert ['"page":2' in (body or "") for body in bodies] == [True, False]
    refused = read("magento", f"{ORIGIN}/graphql", '{"errors": [{"message": "no guests"}]}', "api")
    assert links(refused) == [f"http://{HOST}/sitemap.xml"]


def test_bagisto_storefront_api() -> None:
    readings = read("bagisto", f"{ORIGIN}/api/products?limit=50", dump(samples.BAGISTO), "api")
    has(listings(readings)[0], price=90000, list_price=100000, url=f"{ORIGIN}/che-day", availability="InStock")
    assert links(readings) == [f"{ORIGIN}/api/products?limit=50&page=2"]


def test_prestashop_reads_its_own_json() -> None:
    (one,) = listings(read("prestashop", f"{ORIGIN}/gia-vi/9-tuong-ot.html", samples.prestashop_page(), "product"))
    has(one, price=45000, list_price=50000, net_content="250 g", external_id="9", sku="TO9")


def test_graphql_by_a_declared_query_pages_by_its_offset() -> None:
    readings = read("graphql", "http://shop.example/shop-api", dump(samples.VENDURE), "api", tables=VENDURE)
    (one,) = listings(readings)
    has(one, name="Cà phê", price=120000, url="http://shop.example/products/ca-phe", extra={"stock": True})
    (follow,) = (one for one in readings if isinstance(one, Follow))
    assert follow.body == '{"query":"query","variables":{"input":{"take":1,"skip":1}}}'


def test_declared_paths() -> None:
    body = dump({"items": [{"ten": "Nếp", "gia": "60000.0", "duong_dan": "/nep", "nhom": [{"ten": "Gạo"}]}]})
    readings = read("json_paths", "http://shop.example/api/items?page=1", body, "api", tables=PATHS)
    has(listings(readings)[0], name="Nếp", price=60000, url="http://shop.example/nep", category=["Gạo"])
    assert links(readings) == ["http://shop.example/api/items?page=2"]
    assert listings(read("json_paths", "http://shop.example/api/items?page=1", "[]", "api", tables=PATHS)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (samples.FEED_XML, {"price": 199000, "list_price": 220000, "gtin": "8936000000012", "net_content": "5 kg"}),
        (samples.FEED_XML, {"url": "https://shop.example/gao-st25", "category": ["Thực phẩm", "Gạo"]}),
        (samples.FEED_CSV, {"price": "35.000 đ", "availability": "OutOfStock", "name": "Bún khô"}),
    ],
)
def test_merchant_feeds(body: str, expected: dict[str, object]) -> None:
    tables = '[entry]\nfeeds = "http://shop.example/feed"'
    (one,) = listings(read("merchant_feed", "http://shop.example/feed", body, "feed", tables=tables))
    has(one, **expected)


def test_the_registry_keeps_the_certificate_and_no_person() -> None:
    readings = read("registry", f"{ORIGIN}/v1/public/product-info/", dump(samples.REGISTRY), "api")
    (one,) = listings(readings)
    has(one, ocop_stars=4, certificate="1565/QĐ-UBND", producer="HTX Miến dong", price=None)
    assert one.extra == {"issued_on": "2020-12-04", "expiry_date": "2023-12-04"}
    assert "a person" not in one.model_dump_json()
    assert "x@y" not in one.model_dump_json()
    assert len(links(readings)) == 1


@pytest.mark.shared
@pytest.mark.parametrize(
    ("platform", "path", "url", "role", "expected"),
    [
        ("woocommerce", "woocommerce-8.9/store_products_page1.json", "/wp-json/wc/store/v1/products?per_page=5", "api",
         {"name": "Đông trùng hạ thảo OCOP số 149", "price": 199000, "sku": "WC149", "category": ["Thực phẩm"]}),
        ("woocommerce", "woocommerce-8.9/product.html", "/product/dong-trung-ha-thao-ocop-so-149/", "product",
         {"price": 199000, "shop": "OCOP Shop", "availability": "InStock", "category": ["Thực phẩm"]}),
        ("nukeviet", "nukeviet-4.5/product.html", "/index.php/shops/Thuc-pham/Mat-ong-OCOP-so-100.html", "product",
         {"price": 150000, "currency": "VND", "sku": "NK0100", "producer": None, "category": ["Thực phẩm"]}),
        ("nukeviet", "nukeviet-4.5/category.html", "/index.php/shops/", "listing",
         {"name": "Đông trùng hạ thảo OCOP số 119", "price": 169000}),
        ("opencart", "opencart-4.1/product.html",
         "/index.php?route=product/product&language=en-gb&product_id=42&path=20", "product",
         {"name": 'Apple Cinema 30"', "price": "$122.00", "external_id": "42", "sku": "Product 15"}),
        ("opencart", "opencart-4.1/category.html", "/index.php?route=product/category&path=20", "listing",
         {"name": 'Apple Cinema 30"', "price_text": "$122.00"}),
        ("haravan", "platform-json/haravan_product_page.ggwp-2024.json", "/products/x.js", "api",
         {"price": 139000, "price_text": "139000 - 298000"}),
        ("sapo", "platform-json/sapo_product_page.saffron-maneli-2024.json", "/x", "api",
         {"price": 500000, "list_price": 799000}),
    ],
)  # fmt: skip
def test_real_captures(
    shared_dir: Path, platform: str, path: str, url: str, role: Role, expected: dict[str, object]
) -> None:
    ports = {"woocommerce": 8604, "nukeviet": 8605, "opencart": 8602}
    host = f"127.0.0.1:{ports[platform]}" if platform in ports else HOST
    body = (shared_dir / "captures" / path).read_bytes()
    readings = read(platform, f"http://{host}{url}", body, role, host=host)
    has(listings(readings)[0], **expected)


def test_json_in_a_pages_script_and_paging_by_what_is_skipped() -> None:
    tables = PATHS.replace('page = "page"', 'offset = "start"')
    rows = {"items": [{"ten": "Mật ong", "gia": 90000, "duong_dan": "/a"}]}
    script = f'<div id=app></div><script id="__NEXT_DATA__" type="application/json">{dump(rows)}</script>'
    readings = read("json_paths", f"{ORIGIN}/?start=3", script, "api", tables=tables)
    has(listings(readings)[0], name="Mật ong", price=90000)
    assert links(readings) == [f"{ORIGIN}/?start=4"]
