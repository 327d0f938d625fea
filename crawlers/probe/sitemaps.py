"""A site's sitemaps: which of those named or usual answer, and what they name."""

import re
from collections.abc import Iterator

from crawlers.extract import xml
from crawlers.probe import proposal
from crawlers.probe.site import Site

_USUAL = ("/sitemap.xml", "/sitemap_index.xml")
_BY_SOFTWARE = {
    "woocommerce": ("/wp-sitemap.xml", "/product-sitemap.xml"),
    "nukeviet": ("/index.php?nv=SitemapIndex",),
    "prestashop": ("/1_index_sitemap.xml", "/1_vi_0_sitemap.xml"),
    "magento": ("/pub/sitemap.xml", "/media/sitemap.xml"),
    "dnn": ("/SiteMap.aspx",),
}
_MORE = ("/sitemap.xml.gz", "/sitemap-index.xml", "/sitemap/sitemap.xml")
_LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)")


async def answering(site: Site, named: list[str], software: str | None) -> list[str]:
    """Sitemaps that answer: those robots.txt names, else the first of the usual places."""
    found = [link for link in named if await _is_sitemap(site, link)]
    if found:
        return found
    for path in (*_USUAL, *_BY_SOFTWARE.get(software or "", ()), *_MORE):
        link = proposal.address(site, path)
        if await _is_sitemap(site, link):
            return [link]
    return []


async def _is_sitemap(site: Site, link: str) -> bool:
    answer = await site.get(link)
    return answer is not None and answer.ok and xml.is_sitemap(answer.body)


def named_by(site: Site) -> Iterator[str]:
    """Addresses in the sitemaps that were read."""
    for answer in list(site.pages.values()):
        if answer.ok and xml.is_sitemap(answer.body):
            text = xml.opened(answer.body).decode("utf-8", "replace")
            yield from (link.replace("&amp;", "&") for link in _LOC.findall(text))
