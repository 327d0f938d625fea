"""Every shop of `probe_shops`: the probe finds a way by itself, and a crawl with its file gathers the goods."""

import asyncio

import pytest

from catalog.listing import Listing
from crawlers.browse import Fetched
from crawlers.extract.urls import identity
from crawlers.marketplaces import read_toml
from crawlers.page import Follow, Found, Page
from crawlers.platforms import platform_of
from crawlers.probe.report import ProbeReport
from crawlers.probe.run import look
from tests.crawlers.probe_shops import GOODS, ORIGIN, SHOPS, Pages


class Web:
    """A browser and a crawl's fetcher over pages kept in memory."""

    def __init__(self, pages: Pages) -> None:
        self.pages = {path: body.encode() if isinstance(body, str) else body for path, body in pages.items()}
        self.asked: list[str] = []

    async def get(self, url: str, *, body: str | None = None) -> Fetched:
        self.asked.append(url + (body or ""))
        return self.fetch(url)

    def fetch(self, url: str) -> Fetched:
        found = self.pages.get(url.removeprefix(ORIGIN))
        return Fetched(url, 404, cause="http_404") if found is None else Fetched(url, 200, {}, found)


def crawled(report: ProbeReport, web: Web) -> list[Listing]:
    """All that the proposed file leads to, product pages before the cards that named them."""
    platform = platform_of(read_toml(report.toml))
    waiting, seen = list(platform.entries()), set()
    whole: dict[str, Listing] = {}
    cards: dict[str, Listing] = {}
    while waiting:
        follow = waiting.pop()
        answer = web.fetch(follow.url)
        if identity(follow.url) in seen or not answer.ok:
            continue
        seen.add(identity(follow.url))
        for one in platform.read(Page(answer.url, answer.body, follow.role, {}, follow.context)):
            if isinstance(one, Follow):
                waiting.append(one)
            elif isinstance(one, Found):
                (cards if one.partial else whole)[one.listing.url] = one.listing
    return list((cards | whole).values())


@pytest.mark.parametrize("name", SHOPS)
def test_a_shop_is_found_out_and_crawled(name: str) -> None:
    build, platform = SHOPS[name]
    web = Web(build())
    report = ProbeReport.model_validate(asyncio.run(look(web, home=f"{ORIGIN}/", slug="cho-la")))
    assert report.platform == platform, report.evidence
    assert report.problem is None
    assert len(web.asked) == len(set(web.asked)) <= 45
    found = {listing.name: listing for listing in crawled(report, web)}
    assert sorted(found) == sorted(title for title, _, _ in GOODS.values())
    for title, price, _ in GOODS.values():
        assert found[title].price == price or price is None, title
    assert report.toml.startswith("# Proposed by a probe")
    assert read_toml(report.toml).slug == "cho-la"


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({}, "There is no page at this address (404)"),
        ({"/": "<html><body><div id=app></div><script src=/a.js></script></body></html>"}, "drawn by scripts"),
        ({"/": b"%PDF-1.4 \x00\x01"}, "This is not a web page"),
        ({"/": "<form><input name=u><input type=password name=p></form>"}, "behind a login"),
        ({"/": "<h1>Chợ</h1>" + "<a href=/a>a</a>" * 9 + "<p>Chưa có sản phẩm.</p>"}, "No product was found"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(pages: Pages, words: str) -> None:
    report = ProbeReport.model_validate(asyncio.run(look(Web(pages), home=f"{ORIGIN}/")))
    assert report.problem is not None
    assert words in report.problem
    assert report.problem.endswith(".")
    assert report.samples == []
    assert report.toml == ""


@pytest.mark.parametrize(
    ("cause", "words"),
    [("dns", "No such host"), ("http_403", "403"), ("robots", "robots.txt forbids"), ("tls", "certificate")],
)
def test_why_the_front_page_cannot_be_had(cause: str, words: str) -> None:
    class Closed(Web):
        def fetch(self, url: str) -> Fetched:
            return Fetched(url, cause=cause)

    report = ProbeReport.model_validate(asyncio.run(look(Closed({}), home=f"{ORIGIN}/")))
    assert not report.reached
    assert words in str(report.problem)
