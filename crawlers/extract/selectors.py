"""Declared selectors: CSS with `::text`, `::attr(name)` or `::html` at the end, and `||` between alternatives.

Without an ending the element's text is taken. `images` and `category` give every match, other fields the first that
is not empty. `a::attr(href) || [data-url]::attr(data-url)` tries the second where the first finds nothing.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from catalog.listing import Listing
from crawlers.extract.money import plain_price
from crawlers.extract.text import clean, from_html

_ENDING = re.compile(r"^(?P<css>.*?)(?:::(?P<kind>text|html|attr\((?P<attribute>[\w:-]+)\)))?$", re.S)
_MANY = ("images", "category")
_MONEY = ("price", "list_price")
_TRUTHS: dict[str, str | bool] = {"true": True, "false": False}
_NAVIGATION = ("card", "next", "link")
# `image` is accepted for `images`: a card has one picture.
FIELDS = frozenset({*Listing.model_fields, *_NAVIGATION, "image"} - {"marketplace", "observed_at", "extra"})


def check(name: str, selector: str) -> None:
    """Raise ValueError where a declared selector names no field or is not CSS."""
    if name not in FIELDS and not name.startswith("extra."):
        raise ValueError(f"{name!r} is no field; use one of {', '.join(sorted(FIELDS))} or extra.<name>")
    probe = LexborHTMLParser("<i></i>")
    for css, _, _ in _parsed(selector):
        try:
            probe.css(css or "*")
        except SelectolaxError as error:
            raise ValueError(f"{name}: {css!r} is not a CSS selector") from error


def record(node: LexborNode | LexborHTMLParser, selectors: Mapping[str, str]) -> dict[str, Any]:
    """Contract fields below a node, as the selectors say; empty ones are left out."""
    fields: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for name, selector in selectors.items():
        if name in _NAVIGATION:
            continue
        values = select(node, selector)
        if not values:
            continue
        if name.startswith("extra."):
            text = clean(values[0])
            extra[name.removeprefix("extra.")] = _TRUTHS.get(text or "", text)
        else:
            _put(fields, name, values)
    return fields | ({"extra": extra} if extra else {})


def select(node: LexborNode | LexborHTMLParser, selector: str) -> list[str]:
    """Values of the first alternative that finds any."""
    for css, kind, attribute in _parsed(selector):
        matches = node.css(css) if css else [node] if isinstance(node, LexborNode) else []
        values = [value for match in matches if (value := _value(match, kind, attribute))]
        if values:
            return values
    return []


def nodes(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """Elements a selector finds, without its ending."""
    for css, _, _ in _parsed(selector):
        found = tree.css(css)
        if found:
            return list(found)
    return []


def _put(fields: dict[str, Any], name: str, values: list[str]) -> None:
    if name == "image":
        fields["images"] = [*fields.get("images", []), *values]
    elif name in _MANY:
        cleaned = values if name == "images" else [text for value in values if (text := clean(value))]
        fields[name] = list(dict.fromkeys([*fields.get(name, []), *cleaned]))
    elif name in _MONEY:
        text = clean(values[0])
        amount = plain_price(text)
        fields[name] = amount if amount is not None else text
        if name == "price":
            fields["price_text"] = text
    elif name == "description":
        fields[name] = from_html("\n".join(values))
    elif name in ("url", "price_text"):
        fields[name] = clean(values[0])
    else:
        fields[name] = clean(values[0])


def _value(node: LexborNode, kind: str, attribute: str) -> str | None:
    if attribute:
        return node.attributes.get(attribute)
    if kind == "html":
        return node.html
    return node.text(separator=" ", strip=True)


@lru_cache(maxsize=2048)
def _parsed(selector: str) -> tuple[tuple[str, str, str], ...]:
    parts = []
    for alternative in selector.split("||"):
        found = _ENDING.match(alternative.strip())
        if found is not None:
            kind = (found["kind"] or "text").split("(")[0]
            parts.append((found["css"].strip(), kind, found["attribute"] or ""))
    return tuple(parts)
