"""A site while it is being probed: every page at most once, no more than so many in all."""

import re
from dataclasses import dataclass, field
from typing import Any

from protego import Protego

from crawlers.browse import Browser, Fetched
from crawlers.extract.urls import canonical, same_site
from crawlers.page import Page
from crawlers.probe.report import Look

MOST_PAGES = 45
_FEED = re.compile(r"application/(?:rss|atom)\+xml", re.I)


@dataclass
class Site:
    """Pages by address, and what robots.txt says."""

    browser: Browser
    home: str
    host: str
    slug: str | None = None
    pages: dict[str, Fetched] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    robots_text: str = ""

    async def get(self, url: str, *, body: str | None = None) -> Fetched | None:
        """The answer for an address, asked for at most once; None once enough was asked."""
        key = f"{url} {body or ''}"
        if key not in self.pages:
            if len(self.pages) >= MOST_PAGES:
                return None
            self.pages[key] = found = await self.browser.get(url, body=body)
            self.looks.append(Look(url=url, status=found.status, cause=found.cause))
        return self.pages[key]

    async def page(self, url: str) -> Page | None:
        """The address as a readable page; None where it cannot be had."""
        found = await self.get(url)
        return Page(found.url, found.body, "product", found.headers) if found is not None and found.ok else None

    def own(self, page: Page, link: str) -> str | None:
        """A link as a canonical address of this site."""
        target = canonical(page.join(link))
        return target if target and same_site(target, [self.host]) else None

    def robots(self) -> dict[str, Any]:
        """What robots.txt asks of us."""
        rules = Protego.parse(self.robots_text)
        delay = rules.crawl_delay("ChoPhien")
        return {
            "found": bool(self.robots_text),
            "front_page_allowed": rules.can_fetch(self.home, "ChoPhien"),
            "crawl_delay": float(delay) if delay else None,
            "sitemaps": [link for link in rules.sitemaps if same_site(link, [self.host])],
        }

    def feeds(self, page: Page) -> list[str]:
        """Feeds that a page's head names."""
        links = (
            node.attributes.get("href")
            for node in page.tree.css('link[rel="alternate"]')
            if _FEED.search(node.attributes.get("type") or "")
        )
        return list(dict.fromkeys(target for link in links if link and (target := self.own(page, link))))
