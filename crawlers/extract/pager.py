"""Further pages of a list: what its pager, its "load more" button or its numbered links name.

Themes name their pagers as they like, so a link counts by what it is too: the same address but for a page's number.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from crawlers.extract import selectors

if TYPE_CHECKING:
    from crawlers.page import Page

_NEXT = re.compile(r"^(next|tiếp( theo)?|trang (sau|tiếp|kế)|sau|kế|[›»>→]{1,2}|\d{1,4})$", re.I)
_PAGERS = ", ".join(
    f'[class*="{name}" i] a' for name in ("pagination", "paging", "pager", "page-numbers", "phan-trang", "phantrang")
)
_MORE = "[data-next], [data-next-page], [data-next-url], [data-load-more], [data-url], [data-href]"
_MORE_NAMES = ("data-next", "data-next-page", "data-next-url", "data-load-more", "data-url", "data-href")
_KEYS = re.compile(r"^(p|pg|paged?|trang|page_?(no|num|number|index)?|pageno|pagenumber|start|offset|skip|from)$", re.I)
_SUFFIX = re.compile(r"(?:/(?:page|trang|p)[-/]?\d+|[-_](?:page|trang|p)[-_]?\d+)(?=(?:\.\w+)?/?$)", re.I)


def next_links(page: "Page", declared: Mapping[str, str]) -> Iterator[str]:
    """Addresses of further pages of the same list: the declared `next`, `rel=next`, else what the page shows."""
    if "next" in declared:
        yield from selectors.select(page.tree, declared["next"])
        return
    explicit = [node.attributes.get("href") for node in page.tree.css('a[rel~="next"], link[rel~="next"]')]
    if explicit:
        yield from (link for link in explicit if link)
        return
    for anchor in page.tree.css(f'{_PAGERS}, [aria-label*="page" i] a'):
        if _NEXT.match(anchor.text(strip=True)) and anchor.attributes.get("href"):
            yield anchor.attributes["href"] or ""
    yield from _numbered(page)
    yield from _more(page)


def is_page_of(here: str, link: str) -> bool:
    """Whether two addresses are the same list but for the number of its page."""
    first, second = urlsplit(here), urlsplit(link)
    if first.netloc != second.netloc or here == link:
        return False
    bases = [(_SUFFIX.sub("", parts.path).rstrip("/"), _without_number(parts.query)) for parts in (first, second)]
    return bases[0] == bases[1]


def _numbered(page: "Page") -> Iterator[str]:
    """Links whose words are a number or "next" and whose address is this page's with another number."""
    for anchor in page.tree.css("a[href]"):
        link = anchor.attributes.get("href") or ""
        if _NEXT.match(anchor.text(strip=True)) and is_page_of(page.url, page.join(link)):
            yield link


def _more(page: "Page") -> Iterator[str]:
    """What a "load more" button would fetch."""
    for node in page.tree.css(_MORE):
        for name in _MORE_NAMES:
            link = node.attributes.get(name) or ""
            if link.startswith(("/", "?", "http")) and is_page_of(page.url, page.join(link)):
                yield link


def _without_number(query: str) -> tuple[tuple[str, str], ...]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return tuple(sorted(pair for pair in pairs if not (_KEYS.match(pair[0]) and pair[1].isdigit())))
