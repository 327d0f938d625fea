"""Products as Haravan, Sapo and Shopify write them in JSON, as records of the listing contract."""

from typing import Any

from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html

# How sample shops mark prices that are not known facts.
_SAMPLE_TAG = "Giá mẫu"
_DEFAULT_VARIANTS = {"default title", "default", "mặc định"}


def record(product: dict[str, Any], *, divisor: int = 1) -> dict[str, Any]:
    """Contract fields of one product; `divisor` is 100 where prices are given times 100."""
    variants = [one for one in product.get("variants") or [] if isinstance(one, dict)]
    handle = product.get("handle") or product.get("alias")
    fields = {
        "name": clean(product.get("title") or product.get("name")),
        "url": product.get("url") or (f"/products/{handle}" if handle and "title" in product else f"/{handle}"),
        "external_id": clean(product.get("id")),
        "description": from_html(
            product.get("body_html") or product.get("description") or product.get("content") or product.get("summary")
        ),
        "images": _images(product),
        "category": [text for text in [clean(product.get("product_type") or product.get("type"))] if text],
        "updated_at": clean(product.get("updated_at") or product.get("modified_on")),
        "availability": _availability(product, variants),
        "sku": _only(variants, "sku"),
        "gtin": _only(variants, "barcode"),
        "net_content": _variant_title(variants),
        "currency": "VND",
        "extra": _extra(product, variants, divisor),
    }
    return {**_prices(product, variants, divisor), **{name: value for name, value in fields.items() if value}}


def _prices(product: dict[str, Any], variants: list[dict[str, Any]], divisor: int) -> dict[str, Any]:
    sources = variants or [product]
    stated = [machine_price(one.get("price"), divisor=divisor) for one in sources]
    prices = [price for price in stated if isinstance(price, int | float)]
    struck = [machine_price(one.get("compare_at_price"), divisor=divisor) for one in sources]
    if not prices:
        return {}
    low, high = min(prices), max(prices)
    above = [price for price in struck if isinstance(price, int | float) and price > low]
    fields: dict[str, Any] = {"price": low, "list_price": min(above) if above and low == high else None}
    return fields | ({"price_text": f"{low} - {high}"} if low != high else {})


def _availability(product: dict[str, Any], variants: list[dict[str, Any]]) -> str | None:
    states = [bool(one["available"]) for one in [product, *variants] if isinstance(one.get("available"), bool)]
    return None if not states else "InStock" if any(states) else "OutOfStock"


def _images(product: dict[str, Any]) -> list[str]:
    links = []
    for one in [product.get("featured_image"), product.get("image"), *(product.get("images") or [])]:
        link = one.get("src") if isinstance(one, dict) else one
        if isinstance(link, str) and link:
            links.append(link)
    return list(dict.fromkeys(links))


def _only(variants: list[dict[str, Any]], name: str) -> str | None:
    """A code is the product's where all variants share it; else it is one variant's and says too much."""
    codes = {code for one in variants if (code := clean(one.get(name)))}
    return codes.pop() if len(codes) == 1 and len(variants) == 1 else None


def _variant_title(variants: list[dict[str, Any]]) -> str | None:
    title = clean(variants[0].get("title")) if len(variants) == 1 else None
    return title if title and title.casefold() not in _DEFAULT_VARIANTS else None


def _extra(product: dict[str, Any], variants: list[dict[str, Any]], divisor: int) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    vendor = clean(product.get("vendor"))
    if vendor and vendor.casefold() not in {"khác", "khac", "other"}:
        extra["vendor"] = vendor
    tags = product.get("tags")
    tags = [text for one in (tags.split(",") if isinstance(tags, str) else tags or []) if (text := clean(one))]
    if tags:
        extra["tags"] = tags
    if _SAMPLE_TAG in tags:
        extra["sample_price"] = True
    if len(variants) > 1:
        extra["variants"] = [
            {"title": clean(one.get("title")), "price": machine_price(one.get("price"), divisor=divisor)}
            for one in variants[:50]
        ]
    return extra
