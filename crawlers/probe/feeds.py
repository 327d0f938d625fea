"""Product feeds (Google Merchant): those a page names, and the usual places of the plug-ins that write them."""

import re
from collections.abc import AsyncIterator

from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Page
from crawlers.platforms.merchant_feed import MerchantFeed
from crawlers.probe import proposal
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_USUAL = (
    *(
        "/feed.xml",
        "/google-merchant.xml",
        "/google-shopping.xml",
        "/products.xml",
        "/product-feed.xml",
        "/merchant.xml",
    ),
    *("/feeds/google.xml", "/google.xml", "/feed.csv", "/products.csv"),
)
_MOST = 4
_NAMED = re.compile(
    r"(feed|merchant|google|product|san-?pham|hang).*\.(xml|csv|tsv|txt)|(feed|merchant|google_base|gmc)", re.I
)
_PRODUCT_FIELDS = re.compile(
    rb"<g:(price|id|link)>|base\.google\.com/ns/1\.0|^\W{0,4}\"?(id|title|link)\"?[,;\t].*price", re.I
)


def is_product_feed(body: bytes) -> bool:
    """Whether a document is a product feed and not a blog's."""
    return _PRODUCT_FIELDS.search(body[:5000]) is not None


async def named(site: Site, report: ProbeReport, front: Page) -> AsyncIterator[MarketplaceFile]:
    """A file for each product feed that the page is, or names."""
    if is_product_feed(front.body):
        yield _file(site, report, front.url)
        return
    links = (node.attributes.get("href") for node in front.tree.css("a[href], link[href]"))
    own = [target for link in links if link and _NAMED.search(link) and (target := site.own(front, link))]
    wanted = [link for link in dict.fromkeys([*report.feeds, *own]) if not link.endswith((".css", ".js"))]
    async for file in _of(site, report, wanted[:_MOST]):
        yield file


async def usual(site: Site, report: ProbeReport) -> AsyncIterator[MarketplaceFile]:
    """A file for each product feed that stands at one of the usual places."""
    async for file in _of(site, report, [proposal.address(site, path) for path in _USUAL]):
        yield file


async def _of(site: Site, report: ProbeReport, links: list[str]) -> AsyncIterator[MarketplaceFile]:
    for url in links:
        page = await site.page(url)
        if page is not None and is_product_feed(page.body):
            yield _file(site, report, url)


def _file(site: Site, report: ProbeReport, url: str) -> MarketplaceFile:
    report.feeds = list(dict.fromkeys([*report.feeds, url]))
    report.evidence.append(f"{url} is a product feed")
    return proposal.bare_file(site, platform=MerchantFeed.name, entry={"feeds": [url]})
