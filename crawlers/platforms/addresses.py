"""The addresses of one marketplace: where its crawl begins, which are its own, and what stands behind one."""

import html
import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from crawlers.extract.urls import canonical, identity, same_site
from crawlers.marketplaces.model import MarketplaceFile
from crawlers.page import Follow, Page, Role

_CANONICAL = re.compile(
    r"""<link\b(?=[^<>]*\brel\s*=\s*["']?canonical\b)[^<>]*?\bhref\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>]+))""",
    re.I,
)
_ASSET = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg|css|js|pdf|docx?|xlsx?|zip|rar|mp[34]|ico|woff2?)(\?|$)", re.I)


class Addresses:
    """What a file and its software say of addresses; a platform overrides what its software does differently."""

    # Sitemaps to try, one after the other, where the platform's first way or the sitemap before cannot be had.
    instead: ClassVar[tuple[str, ...]] = ("/sitemap.xml", "/sitemap_index.xml")

    def __init__(self, file: MarketplaceFile) -> None:
        self.file = file
        self.hosts = file.hosts()
        self.secure = (file.homepage or "").startswith("https://")
        self._product = [re.compile(pattern) for pattern in file.patterns.product]
        self._listing = [re.compile(pattern) for pattern in file.patterns.listing]
        self._skip = [re.compile(pattern) for pattern in file.patterns.skip]

    def entries(self) -> Iterator[Follow]:
        """The crawl's first addresses: those of the file, else the platform's usual ones."""
        entry = self.file.entry
        if entry.empty():
            yield from self.usual_entries()
        for role, links in (("api", entry.api), ("sitemap", entry.sitemaps), ("feed", entry.feeds)):
            yield from (Follow(link, role) for link in links)  # type: ignore[arg-type]  # literals of Role
        yield from (Follow(link, "listing") for link in entry.pages)

    def usual_entries(self) -> Iterator[Follow]:
        """Where this software keeps its products when the file names no entry."""
        yield Follow(self.address("/sitemap.xml"), "sitemap")

    def other_ways(self, url: str, role: Role) -> Iterator[Follow]:
        """Where else to begin when one of the first addresses cannot be had: the API is closed, the sitemap moved.

        A file that declares sitemaps of its own is believed: they are fetched anyway.
        """
        sitemaps = [] if self.file.entry.sitemaps else [self.address(path) for path in self.instead]
        tried = [number for number, link in enumerate(sitemaps) if identity(link) == identity(url)]
        if tried:
            sitemaps = sitemaps[tried[0] + 1 :]
        elif role != "api" or all(identity(first.url) != identity(url) for first in self.entries()):
            return
        yield from (Follow(link, "sitemap") for link in sitemaps[:1])

    def address(self, path: str) -> str:
        """An address on the marketplace's own host."""
        home = self.file.homepage or f"https://{self.hosts[0]}/"
        return home.rstrip("/") + path

    def is_product(self, url: str) -> bool:
        """Whether an address is a product page, as far as the file's patterns say."""
        return any(pattern.search(url) for pattern in self._product) and not self.skipped(url)

    def is_listing(self, url: str) -> bool:
        """Whether an address is a list of products, as far as the file's patterns say."""
        return any(pattern.search(url) for pattern in self._listing) and not self.skipped(url)

    def skipped(self, url: str) -> bool:
        """Whether an address is never fetched: files, carts and accounts, and what the file's `skip` names."""
        return bool(_ASSET.search(urlsplit(url).path)) or any(pattern.search(url) for pattern in self._skip)

    def wanted_in_sitemap(self, link: str) -> bool:
        """Whether a page named in a sitemap may be a product."""
        return self.is_product(link) if self._product else not self.skipped(link) and not self.is_listing(link)

    def own(self, page: Page, link: str | None) -> str | None:
        """A link of a page as a canonical address of this marketplace; None for other sites and unwanted files."""
        if not link:
            return None
        target = canonical(page.join(link), hosts=self.hosts, secure=self.secure)
        if target is None or (self.hosts and not same_site(target, self.hosts)):
            return None
        return None if self.skipped(target) else self.tidied(target)

    def tidied(self, url: str) -> str:
        """An address without what this software adds to it that changes nothing (a category path, a sort order)."""
        return url

    def address_of(self, page: Page) -> str:
        """The page's own address: its canonical link, where that is a page of this site other than the front page.

        An address in structured data is not trusted: shops are met that give every product the front page's.
        """
        link = _CANONICAL.search(page.text)
        target = self.own(page, html.unescape(link["double"] or link["single"] or link["bare"])) if link else None
        return target if target and urlsplit(target).path.strip("/") else page.url
