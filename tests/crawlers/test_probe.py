"""The probe on sites it has never seen: a theme without structured data, one with, and one that says nothing."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from catalog.listing import Listing
from crawlers.browse import Fetched
from crawlers.marketplaces import read_toml
from crawlers.page import Found, Page
from crawlers.platforms import platform_of
from crawlers.probe import shapes
from crawlers.probe.fingerprints import guesses
from crawlers.probe.report import ProbeReport
from crawlers.probe.run import look

ORIGIN = "https://cho-la.example"
GOODS = {
    "mat-ong-rung": ("Mật ong rừng U Minh", "320.000đ", "350.000đ"),
    "tra-shan": ("Trà shan tuyết Suối Giàng", "180.000đ", "200.000đ"),
    "gao-sen-cu": ("Gạo Séng Cù Mường Khương", "45.000đ", ""),
    "mien-dong": ("Miến dong Bình Lư", "90.000đ", "99.000đ"),
    "cao-atiso": ("Cao atiso Sa Pa", "75.000đ", ""),
    "ruou-san-lung": ("Rượu San Lùng", "150.000đ", ""),
}


@dataclass
class Shelf:
    """A browser over pages kept in memory."""

    pages: dict[str, str]
    asked: list[str] = field(default_factory=list)

    async def get(self, url: str, *, body: str | None = None) -> Fetched:
        self.asked.append(url + (body or ""))
        found = self.pages.get(url.removeprefix(ORIGIN))
        if found is None:
            return Fetched(url, 404, cause="http_404")
        return Fetched(url, 200, {"content-type": "text/html"}, found.encode())


def probed(pages: dict[str, str]) -> tuple[ProbeReport, Shelf]:
    shelf = Shelf(pages)
    return ProbeReport.model_validate(asyncio.run(look(shelf, home=f"{ORIGIN}/"))), shelf


def card(slug: str, number: int) -> str:
    name, price, old = GOODS[slug]
    struck = f'<s class="k9-old">{old}</s>' if old else ""
    link = f"/hang/{slug}-{number}.html"
    picture = f'<a href="{link}"><img src="/anh/{number}.jpg"></a>'
    return (
        f'<div class="k9-box">{picture}<h3 class="k9-ten"><a href="{link}">{name}</a></h3>'
        f'<span class="k9-gia">{price}</span>{struck}</div>'
    )


def unknown_theme() -> dict[str, str]:
    menu = '<a href="/nhom/mat-ong">Mật ong</a><a href="/nhom/tra">Trà</a><a href="/gioi-thieu">Giới thiệu</a>'
    cards = "".join(card(slug, 100 + number) for number, slug in enumerate(GOODS))
    pages = {"/": f"<html><body>{menu}<h2>Chợ lạ</h2>{cards}</body></html>"}
    for group in ("mat-ong", "tra"):
        pages[f"/nhom/{group}"] = f"<html><body>{menu}<h1>{group}</h1>{cards}</body></html>"
    pages["/gioi-thieu"] = f"<html><body>{menu}<h1>Giới thiệu</h1><p>Chợ của bà con.</p></body></html>"
    for number, (slug, (name, price, old)) in enumerate(GOODS.items()):
        struck = f'<s class="k9-old">{old}</s>' if old else ""
        pages[f"/hang/{slug}-{100 + number}.html"] = (
            f'<html><body>{menu}<main><h1>{name}</h1><div class="k9-tien">{price}</div>{struck}<button>Đặt mua</button>'
            f'<div class="noi-dung">Đơn vị sản xuất: HTX {slug}</div></main></body></html>'
        )
    return pages


def with_json_ld() -> dict[str, str]:
    pages = {"/": "<html><body><h1>Xin chào</h1></body></html>", "/robots.txt": "User-agent: *\nCrawl-delay: 7\n"}
    urls = ""
    for slug, (name, price, _) in GOODS.items():
        thing = {"@type": "Product", "name": name, "offers": {"price": price[:-1].replace(".", "")}}
        pages[f"/dac-san/{slug}"] = f'<script type="application/ld+json">{json.dumps(thing)}</script><h1>{name}</h1>'
        urls += f"<url><loc>{ORIGIN}/dac-san/{slug}</loc></url>"
    news = "".join(f"<url><loc>{ORIGIN}/tin/bai-{n}</loc></url>" for n in range(30))
    pages |= {f"/tin/bai-{n}": f"<h1>Bài {n}</h1><p>Tin.</p>" for n in range(30)}
    pages["/sitemap.xml"] = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{news}{urls}</urlset>'
    return pages


def crawled(report: ProbeReport, pages: dict[str, str]) -> dict[str, Listing]:
    """What the proposed file gives of the product pages."""
    platform = platform_of(read_toml(report.toml))
    found: dict[str, Any] = {}
    for path, body in pages.items():
        url = ORIGIN + path
        if platform.is_product(url):
            readings = platform.read(Page(url, body.encode(), "product"))
            found[path] = next(one.listing for one in readings if isinstance(one, Found))
    return found


def test_an_unknown_theme_without_structured_data() -> None:
    pages = unknown_theme()
    report, shelf = probed(pages)
    assert report.platform == "selectors"
    assert report.selectors["card"] == "div.k9-box"
    assert report.product_selectors["name"] == "h1"
    found = crawled(report, pages)
    assert {path.split("/")[2].rsplit("-", 1)[0] for path in found} == set(GOODS)
    honey = found["/hang/mat-ong-rung-100.html"]
    assert (honey.name, honey.price, honey.list_price) == ("Mật ong rừng U Minh", 320000, 350000)
    assert honey.producer == "HTX mat-ong-rung"
    assert len(shelf.asked) == len(set(shelf.asked)) <= 45


def test_a_sitemap_and_json_ld_among_news() -> None:
    pages = with_json_ld()
    report, _ = probed(pages)
    assert report.platform == "schema_org"
    assert report.product_pattern is not None
    assert len(crawled(report, pages)) == len(GOODS)
    file = read_toml(report.toml)
    assert file.entry.sitemaps == [f"{ORIGIN}/sitemap.xml"]
    assert file.delay == 7, "robots.txt asks for it"
    assert not platform_of(file).is_product(f"{ORIGIN}/tin/bai-3")


def test_a_site_drawn_by_scripts_is_said_to_be_one() -> None:
    report, _ = probed({"/": '<html><body><div id="app"></div><script src="/app.js"></script></body></html>'})
    assert report.reached
    assert report.platform is None
    assert report.problem is not None
    assert "drawn by scripts" in report.problem
    assert report.toml == ""


def test_a_site_that_does_not_answer() -> None:
    report, _ = probed({})
    assert not report.reached
    assert report.problem == "There is no page at this address (404): give the shop's front page."


@pytest.mark.parametrize(
    ("urls", "matches", "not_matches"),
    [
        (["/p/mat-ong-12.html", "/p/tra-7.html"], "/p/gao-nep-999.html", "/p/gao.html"),
        (["/mat-ong-p12.html", "/tra-p7.html"], "/gao-p1.html?x=1", "/gao-c1.html"),
        (["/product/a-b/", "/product/c-d/"], "/product/e/", "/product/e/f/"),
        (
            ["/index.php?route=product/product&product_id=4", "/index.php?route=product/product&product_id=5"],
            "/index.php?route=product/product&path=2&product_id=77",
            "/index.php?route=product/category&product_id=5",
        ),
    ],
)
def test_a_pattern_matches_its_kind_and_no_other(urls: list[str], matches: str, not_matches: str) -> None:
    import re

    pattern = re.compile(shapes.pattern([ORIGIN + url for url in urls]))
    assert all(pattern.search(ORIGIN + url) for url in [*urls, matches])
    assert not pattern.search(ORIGIN + not_matches)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ('<meta name="generator" content="WooCommerce 8.9">', "woocommerce"),
        ('<meta name="generator" content="NukeViet v4.5">', "nukeviet"),
        ('<link href="https://bizweb.dktcdn.net/x.css">', "sapo"),
        ('<script src="//theme.hstatic.net/a.js">', "haravan"),
        ('<a href="/index.php?route=product/category&amp;path=20">', "opencart"),
        ('<script type="text/x-magento-init">{"*":{"Magento_Ui/js":{}}}</script>', "magento"),
        ('<meta name="generator" content="PrestaShop">', "prestashop"),
        ('<script src="/themes/shop/default/build/assets/app.js">', "bagisto"),
        ('<img src="/DesktopModules/SGD/x.jpg">', "dnn"),
    ],
)
def test_marks_of_shop_softwares(text: str, platform: str) -> None:
    assert guesses(text)[0].platform == platform
    assert guesses("<html><body>Chợ</body></html>") == []
