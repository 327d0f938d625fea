"""List pages: the cards products stand on, and links to follow."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from crawlers.extract import selectors

if TYPE_CHECKING:
    from crawlers.page import Page


def records(tree: LexborHTMLParser, declared: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Fields of every card, as the declared selectors say; cards without a name or address are left out."""
    if "card" not in declared:
        return
    for card in selectors.nodes(tree, declared["card"]):
        record = selectors.record(card, declared)
        if record.get("name") and record.get("url"):
            yield record


def fingerprint(record: Mapping[str, Any]) -> str:
    """What a card says, in a few letters."""
    return "card:" + hashlib.blake2b(orjson.dumps(record), digest_size=8).hexdigest()


def links(page: "Page") -> Iterator[str]:
    """Addresses in the page's anchors, each once, as written."""
    seen: set[str] = set()
    for anchor in page.tree.css("a[href]"):
        link = anchor.attributes.get("href") or ""
        if link and link not in seen and not link.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            seen.add(link)
            yield link
