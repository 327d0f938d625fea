"""The two shapes a Haravan shop gives a product: the list's entry in đồng, the page's object in hundredths of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tests.marketplaces.goods import Listing, Pack
from tests.marketplaces.spelling import slugify

if TYPE_CHECKING:
    from tests.marketplaces.shops.haravan import Haravan

Json = dict[str, Any]


def entry(shop: Haravan, listing: Listing) -> Json:
    """One product of `/products.json`. No list was captured: it has Shopify's shape, which Haravan took over."""
    number = listing.id * 10
    return {
        "id": listing.id,
        "title": listing.name,
        "handle": slugify(listing.product),
        "body_html": description(listing),
        "published_at": _moment(listing),
        "created_at": _moment(listing),
        "updated_at": _moment(listing),
        "vendor": listing.producer or "Khác",
        "product_type": listing.category,
        "tags": _tags(listing),
        "variants": [_listed_variant(listing, pack) for pack in listing.packs],
        "images": [
            {"id": number + place, "position": place, "product_id": listing.id, "src": shop.picture(name)}
            for place, name in enumerate(listing.pictures, start=1)
        ],
        "options": [{"name": "Quy cách", "position": 1, "values": [pack.title for pack in listing.packs]}],
    }


def page_object(shop: Haravan, listing: Listing) -> Json:
    """The object a product page carries and `/products/{handle}.js` gives. Money is đồng x 100, with a fraction."""
    prices = [_hundredfold(pack.price) for pack in listing.packs]
    struck = [_hundredfold(pack.list_price) for pack in listing.packs]
    named = [shop.picture(name) for name in listing.pictures]
    return {
        "available": listing.available,
        "compare_at_price_max": max(struck),
        "compare_at_price_min": min(struck),
        "compare_at_price_varies": min(struck) != max(struck),
        "compare_at_price": struck[0],
        "content": None,
        "description": description(listing),
        "featured_image": named[0] if named else None,
        "handle": slugify(listing.product),
        "id": listing.id,
        "images": named,
        "options": ["Quy cách"],
        "price": prices[0],
        "price_max": max(prices),
        "price_min": min(prices),
        "price_varies": min(prices) != max(prices),
        "tags": _tags(listing),
        "template_suffix": None,
        "title": listing.name,
        "type": listing.category,
        "url": shop.path(listing),
        "pagetitle": listing.name,
        "metadescription": listing.description[0],
        "variants": [_page_variant(listing, pack) for pack in listing.packs],
        "vendor": listing.producer or "Khác",
        "published_at": _moment(listing),
        "created_at": _moment(listing),
        "not_allow_promotion": False,
    }


def description(listing: Listing) -> str:
    """The seller's words as HTML: paragraphs, then a line for each labelled fact."""
    words = "".join(f"<p>{escape(one, quote=False)}</p>" for one in listing.description)
    lines = "<br>".join(f"{label}: {escape(text, quote=False)}" for label, text in listing.labelled())
    return f"{words}<p>{lines}</p>" if lines else words


def _listed_variant(listing: Listing, pack: Pack) -> Json:
    return {
        "id": _variant_id(listing, pack),
        "title": pack.title,
        "option1": pack.title,
        "option2": None,
        "option3": None,
        "sku": pack.sku,
        "requires_shipping": True,
        "taxable": False,
        "featured_image": None,
        "available": pack.available and listing.available,
        "price": f"{pack.price or 0}.00",
        "grams": 0,
        "compare_at_price": f"{pack.list_price}.00" if pack.list_price else None,
        "position": listing.packs.index(pack) + 1,
        "product_id": listing.id,
        "created_at": _moment(listing),
        "updated_at": _moment(listing),
    }


def _page_variant(listing: Listing, pack: Pack) -> Json:
    stock = 20.0 if listing.available else 0.0
    return {
        "id": _variant_id(listing, pack),
        "barcode": None,
        "available": pack.available and listing.available,
        "price": _hundredfold(pack.price),
        "sku": pack.sku,
        "option1": pack.title,
        "option2": "",
        "option3": "",
        "options": [pack.title],
        "inventory_quantity": stock,
        "old_inventory_quantity": stock,
        "title": pack.title,
        "weight": 0.0,
        "compare_at_price": _hundredfold(pack.list_price),
        "inventory_management": "haravan",
        "inventory_policy": "deny",
        "selected": False,
        "url": None,
        "featured_image": None,
    }


def _tags(listing: Listing) -> list[str]:
    return [words for words in (listing.stars, "Giá mẫu" if listing.sample_price else "") if words]


def _variant_id(listing: Listing, pack: Pack) -> int:
    return 1_124_000_000 + listing.id % 100_000 * 10 + listing.packs.index(pack)


def _moment(listing: Listing) -> str:
    return f"{listing.updated.isoformat()}T02:15:00.000Z"


def _hundredfold(amount: int | None) -> float:
    return float((amount or 0) * 100)
