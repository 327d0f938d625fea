"""A schema.org Product (from JSON-LD, microdata or OpenGraph) as a record of the listing contract."""

from collections.abc import Iterable
from typing import Any

from crawlers.extract import labels
from crawlers.extract.json_ld import types
from crawlers.extract.money import machine_price
from crawlers.extract.text import clean, from_html

PRODUCT_TYPES = ("Product", "ProductGroup", "IndividualProduct", "ProductModel")
_GTINS = ("gtin13", "gtin", "gtin14", "gtin12", "gtin8", "ean", "barcode")
_SHOP_NAMES = {"shop", "shops", "store", "products", "sản phẩm", "tất cả sản phẩm", "cửa hàng"}
_NOTHING = {"n/a", "none", "null", "no brand", "-", "0"}


def record(thing: dict[str, Any]) -> dict[str, Any]:
    """Contract fields of one product; empty ones are left out. Addresses are as written, perhaps relative."""
    fields = {
        "name": clean(_first(thing.get("name"))),
        "url": _link(thing.get("url")) or _link(thing.get("@id")),
        "external_id": clean(_first(thing.get("productID"))) or clean(_first(thing.get("mpn"))),
        "description": from_html(_first(thing.get("description"))),
        "images": [link for link in map(_image, _each(thing.get("image"))) if link],
        "producer": _named(thing.get("manufacturer")),
        "category": _category(thing.get("category")),
        "sku": _code(thing.get("sku")),
        "gtin": next((code for name in _GTINS if (code := _code(thing.get(name)))), None),
        "updated_at": clean(_first(thing.get("dateModified"))),
        "net_content": _weight(thing.get("weight")),
        "extra": {"brand": brand} if (brand := _named(thing.get("brand"))) else {},
    }
    fields |= _offer(thing)
    for name, value in labels.of_pairs(_properties(thing)).items():
        fields[name] = fields.get(name) or value
    return {name: value for name, value in fields.items() if value not in (None, [], {})}


def breadcrumb(things: list[dict[str, Any]]) -> list[str]:
    """Names in the page's BreadcrumbList, outermost first, without the front page and the shop's own front page."""
    for thing in things:
        if "BreadcrumbList" in types(thing):
            steps = [one for one in _each(thing.get("itemListElement")) if isinstance(one, dict)]
            names = [_named(one.get("item")) if not one.get("name") else clean(one["name"]) for one in steps]
            return [name for name in names[1:] if name and name.casefold() not in _SHOP_NAMES]
    return []


def _offer(thing: dict[str, Any]) -> dict[str, Any]:
    offers = [one for one in _each(thing.get("offers")) if isinstance(one, dict)]
    if not offers and "hasVariant" in thing:
        variants = [one for one in _each(thing["hasVariant"]) if isinstance(one, dict)]
        offers = [one for variant in variants for one in _each(variant.get("offers")) if isinstance(one, dict)]
    if not offers:
        return {}
    first = offers[0]
    prices = [price for price in map(_price, offers) if price is not None]
    fields: dict[str, Any] = {
        "currency": clean(_first(_stated(first, "priceCurrency"))),
        "availability": _availability(offers),
        "shop": _named(first.get("seller") or first.get("offeredBy")),
        "list_price": _list_price(first),
    }
    low, high = machine_price(first.get("lowPrice")), machine_price(first.get("highPrice"))
    if low is None and len(set(prices)) > 1 and all(isinstance(price, int | float) for price in prices):
        low, high = min(prices, key=float), max(prices, key=float)
    if low is not None and high is not None and low != high:
        return fields | {"price": low, "price_text": f"{low} - {high}"}
    return fields | {"price": prices[0] if prices else low}


def _price(offer: dict[str, Any]) -> int | float | str | None:
    return machine_price(_first(_stated(offer, "price")))


def _stated(offer: dict[str, Any], name: str) -> Any:
    """A field of an offer or of its price specification, leaving struck-out list prices aside."""
    if offer.get(name) not in (None, ""):
        return offer[name]
    for specification in _each(offer.get("priceSpecification")):
        if isinstance(specification, dict) and not _is_list_price(specification):
            return specification.get(name)
    return None


def _list_price(offer: dict[str, Any]) -> int | float | str | None:
    for specification in _each(offer.get("priceSpecification")):
        if isinstance(specification, dict) and _is_list_price(specification):
            return machine_price(specification.get("price"))
    return None


def _is_list_price(specification: dict[str, Any]) -> bool:
    return str(specification.get("priceType", "")).rsplit("/", 1)[-1] in ("ListPrice", "StrikethroughPrice", "SRP")


def _availability(offers: list[dict[str, Any]]) -> str | None:
    """The best of the offers' states, as schema.org's short name: one variant in stock can be bought."""
    stated = [str(state) for one in offers if (state := _first(one.get("availability")))]
    states = [state.rstrip("/").rsplit("/", 1)[-1] for state in stated]
    return "InStock" if "InStock" in states else (states[0] or None) if states else None


def _properties(thing: dict[str, Any]) -> Iterable[tuple[str, str]]:
    for one in _each(thing.get("additionalProperty")):
        if isinstance(one, dict):
            name, value = clean(_first(one.get("name"))), clean(_first(one.get("value")))
            if name and value:
                yield name, value


def _weight(value: Any) -> str | None:
    value = _first(value)
    if isinstance(value, dict):
        amount, unit = clean(value.get("value")), clean(value.get("unitText") or value.get("unitCode"))
        units = {"KGM": "kg", "GRM": "g", "LTR": "l", "MLT": "ml"}
        return f"{amount} {units.get(unit or '', unit or '')}".strip() if amount else None
    return clean(value)


def _category(value: Any) -> list[str]:
    names = [clean(_first(one.get("name"))) if isinstance(one, dict) else clean(one) for one in _each(value)]
    parts = [part for name in names if name for part in name.replace("›", ">").split(">")]
    return [part.strip() for part in parts if part.strip()]


def _image(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("contentUrl") or value.get("url")
    return _link(value)


def _link(value: Any) -> str | None:
    value = _first(value)
    if not isinstance(value, str) or not value.strip() or value.strip().startswith(("#", "data:", "javascript:")):
        return None
    return value.strip()


def _named(value: Any) -> str | None:
    value = _first(value)
    name = clean(_first(value.get("name"))) if isinstance(value, dict) else clean(value)
    return None if name is None or name.casefold() in _NOTHING else name


def _code(value: Any) -> str | None:
    code = clean(_first(value)) if value is not None else None
    return None if code is None or code.casefold() in _NOTHING else code


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None if value == [] else value


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
