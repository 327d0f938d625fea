"""OpenGraph and `product:` meta tags: the last resort where a page has no schema.org data."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser

_AVAILABILITY = {"instock": "InStock", "in stock": "InStock", "oos": "OutOfStock", "out of stock": "OutOfStock"}


def tags(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Meta properties by name, each with its values in order."""
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[property], meta[name]"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        value = (node.attributes.get("content") or "").strip()
        if value and name.startswith(("og:", "product:")):
            found.setdefault(name, []).append(value)
    return found


def _first(found: dict[str, list[str]], *names: str) -> str | None:
    return next((found[name][0] for name in names if found.get(name)), None)


def product(tree: LexborHTMLParser) -> dict[str, Any] | None:
    """The page's product as a schema.org dict; None unless the tags say that it is a product or state a price."""
    found = tags(tree)
    price = _first(found, "product:price:amount", "og:price:amount")
    title = _first(found, "og:title")
    if not title or not (price or _first(found, "og:type") in ("product", "og:product", "product.item")):
        return None
    stock = _first(found, "product:availability", "og:availability")
    offer = {
        "@type": "Offer",
        "price": price,
        "priceCurrency": _first(found, "product:price:currency", "og:price:currency"),
        "availability": _AVAILABILITY.get(stock.lower(), stock) if stock else None,
    }
    return {
        "@type": "Product",
        "name": title,
        "url": _first(found, "og:url"),
        "image": found.get("og:image", []),
        "description": _first(found, "og:description"),
        "sku": _first(found, "product:retailer_item_id"),
        "offers": offer,
    }
