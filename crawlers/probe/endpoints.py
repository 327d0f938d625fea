"""Addresses that answer in JSON: what pages and their scripts name, and the usual places."""

import re
from urllib.parse import urlsplit

from crawlers.page import Page
from crawlers.probe import proposal
from crawlers.probe.site import Site

USUAL_JSON = ("/api/products", "/api/v1/products", "/products.json", "/api/san-pham")
USUAL_GRAPHQL = ("/graphql", "/shop-api", "/api/graphql")
_QUOTED = re.compile(r"""["'`]((?:https?:)?/{1,2}[^"'`\s<>\\]{3,300}|\?[^"'`\s<>\\]{3,200})["'`]""")
_TELLING = re.compile(r"(/api/|\.json\b|ajax|graphql|shop-api|/rest/|load-?more|/v\d/)", re.I)
_GOODS = re.compile(r"(product|san-?pham|hang|goods|item|shop|search|catalog|list|mat-hang)", re.I)
_IDLE = re.compile(
    r"(cart|login|user|account|auth|order|review|comment|config|manifest|\.map\b|track|\{|locale|menu)", re.I
)
_LIBRARY = re.compile(r"(jquery|bootstrap|swiper|slick|vendor|polyfill|analytics|gtag|react|vue|lodash|popper)", re.I)
_HOLE = re.compile(r"\$\{[^}]*\}|\{\{[^}]*\}\}")
_COUNTING = re.compile(r"(page|trang|^p)$", re.I)
_MOST_SCRIPTS = 2


def is_graphql(url: str) -> bool:
    """Whether an address looks like a GraphQL endpoint."""
    return "graphql" in url.lower() or "shop-api" in url


def usual(site: Site) -> list[str]:
    """The usual places."""
    return [proposal.address(site, path) for path in (*USUAL_GRAPHQL, *USUAL_JSON)]


async def of(site: Site, front: Page) -> list[str]:
    """The page itself where it is JSON or carries some, then the addresses it and its scripts name."""
    if front.json is not None:
        return [site.home]
    carried = [site.home] if "application/json" in front.text else []
    return [*carried, *await _named(site, front)]


async def _named(site: Site, front: Page) -> list[str]:
    """Addresses that the front page and its scripts name and that look like an API, the likeliest first."""
    found = _quoted(site, front, front.text)
    own = (site.own(front, node.attributes.get("src") or "") for node in front.tree.css("script[src]"))
    scripts = [link for link in own if link and not _LIBRARY.search(urlsplit(link).path)]
    # The application's own script is usually the last.
    for link in scripts[::-1][:_MOST_SCRIPTS]:
        script = await site.page(link)
        if script is not None:
            found += _quoted(site, front, script.text)
    return sorted(dict.fromkeys(found), key=lambda url: (not _GOODS.search(url), "graphql" not in url, len(url)))


def _quoted(site: Site, page: Page, text: str) -> list[str]:
    links = (_filled(link.replace("&amp;", "&")) for link in _QUOTED.findall(text) if _TELLING.search(link))
    own = (site.own(page, link) for link in links if link and not _IDLE.search(link))
    return [link for link in own if link]


def _filled(link: str) -> str:
    """A template's address for its first page: holes that count are 1, an address with another hole is none."""
    path, mark, query = link.partition("?")
    if _HOLE.search(path):
        return ""
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    kept = [(key, "1" if _HOLE.search(value) else value) for key, _, value in pairs if not _is_idle(key, value)]
    return path + mark * bool(kept) + "&".join(f"{key}={value}" for key, value in kept)


def _is_idle(key: str, value: str) -> bool:
    return bool(_HOLE.search(value)) and not _COUNTING.search(key)
