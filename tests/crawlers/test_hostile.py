"""One crawl of a site that wants to do harm: each of its tricks has a clear outcome, and the honest pages are read."""

import gzip
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from catalog.certificates import shipped_registry
from catalog.checks import check_listing
from catalog.listing import Listing
from crawlers.extract import xml
from crawlers.runner import CrawlSummary, crawl
from tests.crawlers.conftest import Room, toml_of
from tests.crawlers.site import Answer, Site, serving

MEGABYTE = 1024 * 1024
# Other ways to write 127.0.0.1, which only resolving brings to light.
INSIDE = {
    "cho-noi-bo": "localhost",
    "cho-thap-phan": "2130706433",
    "cho-bat-phan": "0177.0.0.1",
    "cho-thap-luc": "0x7f.1",
}
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(name: str, **fields: object) -> str:
    offer = {"@type": "Offer", "price": "120000", "priceCurrency": "VND"}
    thing = {"@context": "https://schema.org", "@type": "Product", "name": name, "offers": offer, **fields}
    written = json.dumps(thing).replace("</", "<\\/")
    return f'<html><meta charset="utf-8"><script type="application/ld+json">{written}</script></html>'


def away(url: str) -> Answer:
    return Answer(status=302, headers={"Location": url})


def calendar(path: str) -> Answer:
    month = int(path.split("thang=")[1]) if "thang=" in path else 0
    return Answer(f'<a class="next" rel="next" href="/lich?thang={month + 1}">sau</a>')


def bytes_1258() -> bytes:
    """A page that says UTF-8 and sends windows-1258, where tones are combining marks."""
    text = unicodedata.normalize("NFC", "Nước mắm")
    marks = "".join(_split_tone(letter) for letter in text).encode("cp1258")
    body = page("HOLE").encode()
    return body.replace(b"HOLE", marks)


def _split_tone(letter: str) -> str:
    """The letter as windows-1258 can write it: its tone apart, its hat kept."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tones


@dataclass
class Outcome:
    summary: CrawlSummary
    listings: dict[str, dict[str, Any]]
    site: Site
    inside: Site
    by_name: list[CrawlSummary]

    def named(self, path: str) -> Any:
        return self.listings[self.site.origin + path]["name"]


@pytest.fixture(scope="module")
def outcome(make_room: Callable[[], Room]) -> Iterator[Outcome]:
    room = make_room()
    with serving(Site()) as site, serving(Site(pages={"/": Answer("secret")})) as inside:
        site.pages = tricks(site, inside)
        sitemaps = f'sitemaps = ["{site.origin}/sitemap.xml", "{site.origin}/bomb.xml"]'
        tables = f'[entry]\n{sitemaps}\npages = ["{site.origin}/lich"]'
        room.add(site, tables=tables + "\n[patterns]\nproduct = '/p/'\nlisting = '/lich'")
        for slug, host in INSIDE.items():
            named = toml_of(inside.host, slug=slug).replace("127.0.0.1", host)
            (room.folder / "marketplaces" / f"{slug}.toml").write_text(named)
        summary, *refused = crawl(room.settings, ["cho-thu", *INSIDE])
        yield Outcome(summary, room.listings(), site, inside, refused)


def tricks(site: Site, inside: Site) -> dict[str, Any]:
    pages: dict[str, Any] = {
        "/robots.txt": Answer("User-agent: *\nDisallow: /p/closed\n", "text/plain"),
        "/bomb.xml": Answer(
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            f"<urlset {SPACE}><url><loc>{site.origin}/p/from-bomb?&b;</loc></url></urlset>",
            "application/xml",
        ),
        "/p/honest": Answer(page("Mật ong bạc hà", url="/")),
        "/p/inside": away(inside.origin + "/"),
        "/p/localhost": away(f"http://localhost:{inside.port}/"),
        "/p/metadata": away("http://169.254.169.254/latest/meta-data/"),
        "/p/mapped": away(f"http://[::ffff:127.0.0.1]:{inside.port}/"),
        "/p/file": away("file:///etc/passwd"),
        "/p/elsewhere": away("https://elsewhere.example/"),
        "/p/loop": away(f"{site.origin}/p/loop"),
        "/p/closed": Answer(page("not to be read")),
        "/p/huge": Answer(b" " * (50 * MEGABYTE)),
        "/p/bomb": Answer(gzip.compress(b" " * (200 * MEGABYTE), 9), headers={"Content-Encoding": "gzip"}),
        "/p/broken": Answer(status=500),
        "/p/markup": Answer(page("<b>Chè</b> dây&amp;<script>alert(1)</script> gừng \u200b\u202e")),
        "/p/data-url": Answer(page("Trà", image=["data:image/png;base64,AAAA", "/a.jpg", "javascript:x"])),
        "/p/nfd": Answer(page(unicodedata.normalize("NFD", "Đường thốt nốt"))),
        "/p/1258": Answer(bytes_1258()),
        "/p/latin": Answer(page("HOLE").encode().replace(b"HOLE", "hép møt tÕt".encode("cp1252")), "text/html"),
        "/p/vni": Answer(page("HOLE").encode().replace(b"HOLE", "Hoäp möùt teát".encode("cp1252")), "text/html"),
        "/p/utf16": Answer(page("Rượu ngô").replace("utf-8", "utf-16").encode("utf-16"), "text/html; charset=utf-8"),
        "/p/mislabelled": Answer(page("Ổi lê").replace("utf-8", "iso-8859-1"), "text/html; charset=iso-8859-1"),
        "/p/one-bad-byte": Answer(
            b"<p>" + "Chều ".encode() * 20 + page("Bánh đa nem ? 500g").encode().replace(b"?", b"\xff")
        ),
        "/p/nested": Answer("<div>" * 200_000),
        "/p/unfinished": Answer("<link <script " * 70_000 + page("Nấm hương")),
        "/p/comma": Answer(page("Gạo nếp").replace("}}<", "},}<").replace('"VND"', '"VND",')),
        "/p/deep": Answer('<script type="application/ld+json">' + "[" * 100_000 + "</script>"),
        "/p/noise": Answer(bytes(range(256)) * 500, "application/octet-stream"),
        "/lich": calendar,
    }
    named = [*(path for path in pages if path.startswith("/p/")), "/p/missing"]
    urls = "".join(f"<url><loc>{site.origin}{path}</loc></url>" for path in named)
    foreign = "".join(
        f"<url><loc>{url}</loc></url>" for url in ("file:///p/etc", f"{inside.origin}/p/x", "http://[::1/p/")
    )
    pages["/sitemap.xml"] = Answer(f"<urlset {SPACE}>{urls}{foreign}</urlset>", "application/xml")
    site.otherwise = lambda path: calendar(path) if path.startswith("/lich?") else Answer("not here", status=404)
    return pages


def test_the_crawl_ends_and_reads_the_honest_pages(outcome: Outcome) -> None:
    assert outcome.summary.status == "finished"
    paths = {url.removeprefix(outcome.site.origin) for url in outcome.listings}
    words = ("honest", "markup", "data-url", "nfd", "1258", "latin", "comma", "vni", "utf16", "mislabelled")
    assert paths == {f"/p/{name}" for name in (*words, "one-bad-byte", "unfinished")}


def test_nothing_on_a_private_address_is_asked(outcome: Outcome) -> None:
    assert not outcome.inside.asked
    assert outcome.summary.report["causes"]["private_address"] == 3


@pytest.mark.parametrize("number", range(len(INSIDE)), ids=INSIDE.values())
def test_a_name_that_leads_inside_is_refused_where_it_is_resolved(outcome: Outcome, number: int) -> None:
    named = outcome.by_name[number]
    assert named.slug == list(INSIDE)[number]
    assert (named.status, named.report["causes"]) == ("failed", {"private_address": 1})
    assert named.report["verdict"]["cause"] == "private_address"


def test_every_failure_has_its_cause(outcome: Outcome) -> None:
    causes = outcome.summary.report["causes"]
    expected = {"redirect_loop": 1, "too_large": 2, "robots": 1, "moved": 2, "http_404": 1, "http_5xx": 1}
    assert {name: causes.get(name) for name in expected} == expected
    assert outcome.site.asked["/p/closed"] == 0


def test_an_entity_bomb_is_refused(outcome: Outcome) -> None:
    assert not any("from-bomb" in path for path in outcome.site.asked)


def test_an_endless_calendar_ends_by_itself(outcome: Outcome) -> None:
    assert sum(count for path, count in outcome.site.asked.items() if path.startswith("/lich")) <= 5


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/p/markup", "Chè dây& gừng"),
        ("/p/nfd", "Đường thốt nốt"),
        ("/p/1258", "Nước mắm"),
        # A font over windows-1252: the letters are kept as they are for the catalog to put right.
        ("/p/latin", "hép møt tÕt"),
        ("/p/vni", "Hoäp möùt teát"),
        ("/p/utf16", "Rượu ngô"),
        ("/p/mislabelled", "Ổi lê"),
        ("/p/one-bad-byte", "Bánh đa nem \ufffd 500g"),
        ("/p/unfinished", "Nấm hương"),
        ("/p/comma", "Gạo nếp"),
    ],
)
def test_names_are_text_in_nfc(outcome: Outcome, path: str, name: str) -> None:
    assert outcome.named(path) == name


@pytest.mark.parametrize(
    ("path", "name"), [("/p/latin", "hộp mứt tết"), ("/p/vni", "Hộp mứt tết")], ids=["TCVN3", "VNI"]
)
def test_fonts_over_another_alphabet_are_put_right_by_the_catalog(outcome: Outcome, path: str, name: str) -> None:
    listing = Listing.model_validate(outcome.listings[outcome.site.origin + path] | {"url": outcome.site.origin + path})
    assert check_listing(listing, registry=shipped_registry(), today=date(2026, 11, 26)).facts.name == name


def test_a_page_nested_without_end_is_refused_and_said(outcome: Outcome) -> None:
    assert outcome.summary.report["oddities"]["page/hostile"] == 2, "the page, and the entity bomb"


def test_pictures_are_addresses(outcome: Outcome) -> None:
    assert outcome.listings[f"{outcome.site.origin}/p/data-url"]["images"] == [f"{outcome.site.origin}/a.jpg"]


def test_pages_without_a_listing_are_counted(outcome: Outcome) -> None:
    assert outcome.summary.report["oddities"]["page/no_listing"] == 3


def test_a_gzipped_sitemap_is_opened_and_a_bomb_is_not() -> None:
    urls = b"<urlset><url><loc>https://shop.example/a</loc></url></urlset>"
    assert [entry.fields["loc"] for entry in xml.entries(gzip.compress(urls))] == ["https://shop.example/a"]
    assert xml.is_sitemap(gzip.compress(urls))
    with pytest.raises(xml.HostileXml, match="unpacks to more"):
        xml.opened(gzip.compress(b" " * 3_000_000), most=1 << 20)
    with pytest.raises(xml.HostileXml, match="broken gzip"):
        xml.opened(b"\x1f\x8bnothing of the sort")
