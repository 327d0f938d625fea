"""The known softwares' own ways to their products, as files to try, the preferred way first."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from crawlers.extract import cards
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Page
from crawlers.probe import proposal
from crawlers.probe.report import ProbeReport
from crawlers.probe.site import Site

_NO_MODULES = {
    "news",
    "tin-tuc",
    "about",
    "page",
    "users",
    "contact",
    "lien-he",
    "gioi-thieu",
    "voting",
    "download",
    "seek",
}
_MODULE_PAGE = re.compile(r"^(?:/index\.php)?/(?P<module>[\w-]+)/[^/]+/[^/]+\.html$")


def ways(site: Site, report: ProbeReport, front: Page, platform: str) -> Iterator[MarketplaceFile]:
    """Files for a known software, its own way first; those that say too little for it are left out."""
    made = _OWN.get(platform, _usual_then_sitemap)
    for tables in made(site, report, front):
        try:
            yield proposal.bare_file(site, platform=platform, **tables)
        except ValidationError:
            continue


Tables = Iterator[dict[str, Any]]


def _usual_then_sitemap(_site: Site, report: ProbeReport, _front: Page) -> Tables:
    yield {}
    if report.sitemaps:
        yield {"entry": {"sitemaps": report.sitemaps}}


def _sitemap_then_usual(_site: Site, report: ProbeReport, _front: Page) -> Tables:
    if report.sitemaps:
        yield {"entry": {"sitemaps": report.sitemaps}}
    yield {}


def _woocommerce(site: Site, report: ProbeReport, _front: Page) -> Tables:
    yield {}
    # Sites without rewriting route by a query.
    yield {"entry": {"api": [proposal.address(site, "/?rest_route=/wc/store/v1/products&per_page=100")]}}
    yield {"entry": {"api": [proposal.address(site, "/wp-json/wc/store/products?per_page=100")]}}
    if report.sitemaps:
        yield {"entry": {"sitemaps": report.sitemaps}}


def _sapo(site: Site, report: ProbeReport, _front: Page) -> Tables:
    yield {"entry": {"api": [proposal.address(site, "/products.json?limit=50")]}}
    if report.sitemaps:
        yield {"entry": {"sitemaps": report.sitemaps}}


def _nukeviet(site: Site, report: ProbeReport, front: Page) -> Tables:
    """The shops module may have any name, and stands below /index.php on sites without rewriting."""
    paths = [urlsplit(target).path for link in cards.links(front) if (target := site.own(front, link))]
    modules = Counter(found["module"] for path in paths if (found := _MODULE_PAGE.match(path)))
    named = [name for name, _ in modules.most_common() if name not in _NO_MODULES]
    below = "/index.php" if any(path.startswith("/index.php/") for path in paths) else ""
    for module in dict.fromkeys([*(name for name in named if "shop" in name), *named, "shops"]):
        root = f"{below}/{module}"
        entry = {
            "feeds": [proposal.address(site, f"{root}/rss/")],
            "pages": [proposal.address(site, f"{root}/")],
            "sitemaps": report.sitemaps or [proposal.address(site, f"{root}/sitemap/")],
        }
        yield {"entry": entry, "patterns": _nukeviet_patterns(root) if module != "shops" else {}}


def _nukeviet_patterns(root: str) -> dict[str, list[str]]:
    place = re.escape(root)
    return {
        "product": [rf"{place}/[^/?#]+/[^/?#]+\.html$"],
        "listing": [rf"{place}/(?:[^/?#.]+/)?(?:page-\d+/?)?$"],
    }


_OWN: dict[str, Callable[[Site, ProbeReport, Page], Tables]] = {
    "woocommerce": _woocommerce,
    "sapo": _sapo,
    "nukeviet": _nukeviet,
    "prestashop": _sitemap_then_usual,
}
