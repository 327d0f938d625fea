"""Small shops in memory, each of another make, for the probe to find out about: a map of what it meets.

`SHOPS` names each with its pages by path. All sell the same goods: six, of which some have a former price and one
says only "Liên hệ". Every page but the named ones is a 404.
"""

import gzip
import json
from collections.abc import Callable

ORIGIN = "https://cho-la.example"
Pages = dict[str, str | bytes]
# slug: name, price in đồng (None: ask), former price
GOODS: dict[str, tuple[str, int | None, int | None]] = {
    "mat-ong-rung": ("Mật ong rừng U Minh", 320_000, 350_000),
    "tra-shan": ("Trà shan tuyết Suối Giàng", 180_000, None),
    "gao-sen-cu": ("Gạo Séng Cù Mường Khương", 45_000, None),
    "mien-dong": ("Miến dong Bình Liêu", 90_000, 99_000),
    "cao-atiso": ("Cao atiso Sa Pa", 75_000, None),
    "nam-huong": ("Nấm hương rừng", None, None),
}
NUMBERS = {slug: 100 + number for number, slug in enumerate(GOODS)}
GROUPS = {"mat-ong": list(GOODS)[:3], "tra": list(GOODS)[3:]}
MENU = '<a href="/gioi-thieu">Giới thiệu</a><a href="/gio-hang">Giỏ hàng (0đ)</a>'


def dotted(price: int | None, unit: str = "đ") -> str:
    return "Liên hệ" if price is None else f"{price:,}".replace(",", ".") + unit


def html(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><header>{MENU}</header>{body}</body></html>"


def urlset(paths: list[str]) -> str:
    urls = "".join(f"<url><loc>{ORIGIN}{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def json_ld(slug: str) -> str:
    name, price, _ = GOODS[slug]
    thing = {"@type": "Product", "name": name, "sku": slug, "offers": {"price": price, "priceCurrency": "VND"}}
    graph = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, thing]})
    return f'<script type="application/ld+json">{graph}</script>'


def flat_addresses() -> Pages:
    """Lists and products are addressed alike; cards have no class; numbers of pages without a pager's class."""

    def card(slug: str) -> str:
        name, price, _ = GOODS[slug]
        return (
            f'<li><a href="/{slug}"><img src="/{slug}.jpg"></a><h4><a href="/{slug}">{name}</a></h4>'
            f"<strong>{dotted(price, '₫')}</strong></li>"
        )

    menu = "".join(f'<a href="/{group}">{group}</a>' for group in GROUPS)
    pages: Pages = {"/": html("Chợ", f"{menu}<ul id=ds>{''.join(map(card, list(GOODS)[1:4]))}</ul>")}
    for group, slugs in GROUPS.items():
        for number, part in enumerate((slugs[:2], slugs[2:]), 1):
            path = f"/{group}" if number == 1 else f"/{group}/page/{number}/"
            links = f'<a href="/{group}/page/2/">2</a>'
            pages[path] = html(group, f"{menu}<h1>{group}</h1><ul id=ds>{''.join(map(card, part))}</ul><p>{links}</p>")
    for slug, (name, price, _) in GOODS.items():
        facts = f"<p>Đơn vị sản xuất: HTX {slug}</p>"
        shown = f"<span>{dotted(price, '₫')}</span> <a href=/gio-hang>Mua ngay</a>"
        body = f"<div class=tin><h1>{name}</h1>{shown}</div><div class=bai>{facts}</div>"
        pages[f"/{slug}"] = html(name, f"{menu}{body}")
    return pages


def gzipped_sitemaps() -> Pages:
    """An index of gzipped sitemaps; products have JSON-LD in a graph, and addresses like those of lists."""
    index = "".join(f"<sitemap><loc>{ORIGIN}/map/{name}.xml.gz</loc></sitemap>" for name in ("trang", "hang"))
    pages: Pages = {
        "/robots.txt": f"User-agent: *\nDisallow: /gio-hang\nSitemap: {ORIGIN}/map/index.xml\n",
        "/": html("Chợ", "<h1>Xin chào</h1>"),
        "/map/index.xml": f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>',
        "/map/trang.xml.gz": gzip.compress(urlset(["/mat-ong", "/tra", "/ve-chung-toi"]).encode()),
        "/map/hang.xml.gz": gzip.compress(urlset([f"/{slug}" for slug in GOODS]).encode()),
    }
    pages |= {f"/{name}": html(name, f"<h1>{name}</h1>") for name in ("mat-ong", "tra", "ve-chung-toi")}
    return pages | {f"/{slug}": html(slug, f"<h1>{GOODS[slug][0]}</h1>", json_ld(slug)) for slug in GOODS}


def tables() -> Pages:
    """A DNN portal: cards in cells of a table, prices with a label, the page's number in the query."""

    def cell(slug: str) -> str:
        name, price, _ = GOODS[slug]
        link = f"/Chi-tiet/tabid/58/pid/{NUMBERS[slug]}/{slug}.aspx"
        said = "Liên hệ" if price is None else f"Giá: {dotted(price, ' VNĐ')}"
        picture = f'<a href="{link}"><img src="/{slug}.jpg"></a>'
        return f'<td>{picture}<p class=ten><a href="{link}">{name}</a></p><i>{said}</i></td>'

    def table(slugs: list[str]) -> str:
        return f'<table class="bang"><tr>{"".join(map(cell, slugs))}</tr></table>'

    head = '<script src="/DesktopModules/SGD/a.js"></script>'
    menu = "".join(f'<a href="/Nhom/tabid/57/cid/{number}/Default.aspx">{number}</a>' for number in (1, 2))
    pages: Pages = {"/": html("Sàn", menu + table(list(GOODS)[:4]), head)}
    for number, slugs in enumerate(GROUPS.values(), 1):
        pages[f"/Nhom/tabid/57/cid/{number}/Default.aspx"] = html("x", f"<h1>{number}</h1>{menu}{table(slugs)}", head)
    for slug, (name, price, _) in GOODS.items():
        shown = f"<b class=gia>{dotted(price, ' VNĐ')}</b><a href=/dat-hang>Đặt hàng</a>"
        pages[f"/Chi-tiet/tabid/58/pid/{NUMBERS[slug]}/{slug}.aspx"] = html(name, f"<h2>{name}</h2>{shown}", head)
    return pages


def json_behind_scripts() -> Pages:
    """A page drawn by scripts; its JSON speaks Vietnamese and is named in a template string."""
    rows = [
        {
            "ma": NUMBERS[slug],
            "ten_hang": name,
            "gia_ban": price,
            "gia_goc": former or price,
            "duong_dan": f"/sp/{slug}",
        }
        for slug, (name, price, former) in GOODS.items()
    ]
    pages: Pages = {"/": "<div id=app></div><script>fetch(`/api/hang?trang=${n}`)</script>"}
    for number in (1, 2, 3):
        part = rows[(number - 1) * 3 : number * 3]
        pages[f"/api/hang?trang={number}"] = json.dumps({"ket_qua": {"tong": 6, "hang": part}})
    return pages


def data_in_a_script() -> Pages:
    """A page that carries its products in the script it is drawn from; their addresses are slugs."""
    rows = [{"id": NUMBERS[s], "name": n, "price": p, "slug": s} for s, (n, p, _) in GOODS.items()]
    data = json.dumps({"props": {"pageProps": {"products": rows}}})
    script = f'<script id="__NEXT_DATA__" type="application/json">{data}</script>'
    pages: Pages = {f"/products/{slug}": "<div id=__next></div>" for slug in GOODS}
    return pages | {"/": f"<div id=__next></div>{script}"}


def merchant_feed() -> Pages:
    """Nothing but a link to a product feed."""
    items = "".join(
        f"<item><g:id>{slug}</g:id><g:title>{name}</g:title><g:link>{ORIGIN}/sp/{slug}</g:link>"
        f"<g:price>{price or 0} VND</g:price></item>"
        for slug, (name, price, _) in GOODS.items()
    )
    feed = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{items}</channel></rss>'
    return {"/": html("Chợ", '<a href="/xuat/google-shopping.xml">Dữ liệu</a>'), "/xuat/google-shopping.xml": feed}


def feed_of_pages() -> Pages:
    """No sitemap, no lists: an RSS feed names the product pages, which carry microdata inside the page's."""
    items = "".join(f"<item><title>x</title><link>{ORIGIN}/hang/{slug}.html</link></item>" for slug in GOODS)
    head = '<link rel="alternate" type="application/rss+xml" href="/moi.xml">'
    pages: Pages = {"/": html("Chợ", "<h1>Chợ</h1>", head), "/moi.xml": f"<rss><channel>{items}</channel></rss>"}
    for slug, (name, price, _) in GOODS.items():
        amount = f'<b itemprop=price content="{price or 0}"></b>'
        offer = f'<p itemprop=offers itemscope itemtype="https://schema.org/Offer">{amount}</p>'
        words = 'itemprop=mainEntity itemscope itemtype="https://schema.org/Product"'
        thing = f"<div {words}><h1 itemprop=name>{name}</h1>{offer}</div>"
        pages[f"/hang/{slug}.html"] = html(name, f'<div itemscope itemtype="https://schema.org/WebPage">{thing}</div>')
    return pages


def struck_and_bare() -> Pages:
    """Prices of a theme with `del` and `ins`, related goods below, amounts without a currency, lists below a hub."""

    def price_of(slug: str) -> str:
        _, price, former = GOODS[slug]
        asked = f'<span class="amount"><bdi>{dotted(price, "")}</bdi></span>'
        struck = f'<del><span class="amount"><bdi>{dotted(former, "")}</bdi></span></del> <ins>{asked}</ins>'
        return struck if former else asked

    def card(slug: str) -> str:
        link = f"/mon/{slug}.html"
        name = f'<h3><a href="{link}">{GOODS[slug][0]}</a></h3>'
        picture = f'<a href="{link}"><img data-src="/{slug}.jpg"></a>'
        return f'<div class="o">{picture}{name}<span class="price">{price_of(slug)}</span></div>'

    hub = "".join(f'<a href="/vung/bac/{group}">{group}</a>' for group in GROUPS)
    pages: Pages = {
        "/": html("Chợ", '<h1>Chợ</h1><a href="/vung/bac">Bắc</a>'),
        "/vung/bac": html("Bắc", f"<h1>Bắc</h1>{hub}"),
    }
    for group, slugs in GROUPS.items():
        pages[f"/vung/bac/{group}"] = html(group, f"<h1>{group}</h1>{''.join(map(card, slugs))}")
    for slug, (name, _, _) in GOODS.items():
        others = "".join(card(other) for other in GOODS if other != slug)
        form = '<form><input name="quantity"><button>Thêm vào giỏ</button></form>'
        body = f'<h1>{name}</h1><p class="price">{price_of(slug)}</p>{form}<h2>Hàng khác</h2>{others}'
        pages[f"/mon/{slug}.html"] = html(name, body)
    return pages


SHOPS: dict[str, tuple[Callable[[], Pages], str]] = {
    "flat addresses": (flat_addresses, "selectors"),
    "gzipped sitemaps": (gzipped_sitemaps, "schema_org"),
    "tables on DNN": (tables, "dnn"),
    "JSON behind scripts": (json_behind_scripts, "json_paths"),
    "data in a script": (data_in_a_script, "json_paths"),
    "a product feed": (merchant_feed, "merchant_feed"),
    "a feed of pages": (feed_of_pages, "schema_org"),
    "struck prices": (struck_and_bare, "selectors"),
}
