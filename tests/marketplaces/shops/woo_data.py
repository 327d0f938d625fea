"""The objects WooCommerce makes of a listing: the Store API's item and its variations, the page's JSON-LD graph."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from tests.marketplaces.goods import Listing, Pack
from tests.marketplaces.spelling import slugify, texturize

if TYPE_CHECKING:
    from tests.marketplaces.shops.woocommerce import WooCommerce

Json = dict[str, Any]
SIGN = '<span class="woocommerce-Price-currencySymbol">&#8363;</span>'
AMOUNT = f'<span class="woocommerce-Price-amount amount">{SIGN}{{}}</span>'


def item(shop: WooCommerce, listing: Listing) -> Json:
    """The listing as `/wp-json/wc/store/v1/products` gives it; a listing of several packs is a `variable` product."""
    variable = len(listing.packs) > 1
    return {
        "id": listing.id,
        "name": texturize(listing.name),
        "slug": slugify(listing.product),
        "parent": 0,
        "type": "variable" if variable else "simple",
        "variation": "",
        "permalink": shop.url(listing),
        "sku": listing.first.sku,
        "short_description": f"<p>{escape(listing.description[0], quote=False)}</p>\n",
        "description": "".join(f"<p>{escape(words, quote=False)}</p>\n" for words in listing.description[1:]),
        "on_sale": listing.first.list_price is not None,
        "prices": _prices(listing),
        "price_html": _price_html(listing),
        "average_rating": "0",
        "review_count": 0,
        "images": [_image(shop, listing.id, place, name) for place, name in enumerate(listing.pictures)],
        "categories": [_category(shop, listing.category)],
        "tags": [],
        "attributes": _attributes(listing),
        "variations": [
            {"id": _variation_id(listing, pack), "attributes": [{"name": "Quy cách", "value": pack.title}]}
            for pack in listing.packs
        ]
        if variable
        else [],
        "has_options": variable,
        **_stock(listing, listing.available),
        "extensions": {"chophien": {"sample_price": True}} if listing.sample_price else {},
    }


def variations(shop: WooCommerce, listing: Listing) -> list[Json]:
    """The packs of a variable product as items of their own; none for a simple product."""
    if len(listing.packs) == 1:
        return []
    whole = item(shop, listing)
    return [
        {
            **whole,
            "id": _variation_id(listing, pack),
            "parent": listing.id,
            "type": "variation",
            "variation": f"Quy cách: {pack.title}",
            "sku": pack.sku,
            "prices": _pack_prices(pack) | {"price_range": None},
            "variations": [],
            "has_options": False,
        }
        for pack in listing.packs
    ]


def graph(shop: WooCommerce, listing: Listing) -> Json:
    """The page's JSON-LD: breadcrumb and product in one `@graph`."""
    address = shop.url(listing)
    trail = [("Trang chủ", shop.origin), (listing.category, shop.origin + shop.category_path(listing.category))]
    crumbs = [
        {"@type": "ListItem", "position": place, "item": {"name": name, "@id": url}}
        for place, (name, url) in enumerate([*trail, (listing.name, address)], start=1)
    ]
    product = {
        "@context": "https://schema.org/",
        "@type": "Product",
        "@id": f"{address}#product",
        "name": listing.name,
        "url": address,
        "description": listing.description[0],
        "sku": listing.first.sku,
        "offers": [_offer(shop, listing)],
    }
    if listing.pictures:
        product["image"] = shop.picture(listing.pictures[0])
    trail_node = {"@context": "https://schema.org/", "@type": "BreadcrumbList", "itemListElement": crumbs}
    return {"@context": "https://schema.org/", "@graph": [trail_node, product]}


def _offer(shop: WooCommerce, listing: Listing) -> Json:
    stock = "http://schema.org/InStock" if listing.available else "http://schema.org/OutOfStock"
    seller = {"@type": "Organization", "name": shop.name, "url": shop.origin}
    rest = {"priceCurrency": "VND", "availability": stock, "url": shop.url(listing), "seller": seller}
    prices = [pack.price or 0 for pack in listing.packs]
    if len(prices) > 1:
        low, high = str(min(prices)), str(max(prices))
        return {"@type": "AggregateOffer", "lowPrice": low, "highPrice": high, "offerCount": len(prices), **rest}
    price = str(prices[0])
    detail = {"price": price, "priceCurrency": "VND", "valueAddedTaxIncluded": "false"}
    return {"@type": "Offer", "price": price, "priceValidUntil": "2027-12-31", "priceSpecification": detail, **rest}


def _prices(listing: Listing) -> Json:
    amounts = [pack.price or 0 for pack in listing.packs]
    several = {"min_amount": str(min(amounts)), "max_amount": str(max(amounts))} if len(amounts) > 1 else None
    return _pack_prices(listing.first) | {"price_range": several}


def _pack_prices(pack: Pack) -> Json:
    price = str(pack.price or 0)
    return {
        "price": price,
        "regular_price": str(pack.list_price or pack.price or 0),
        "sale_price": price,
        "price_range": None,
        "currency_code": "VND",
        "currency_symbol": "₫",
        "currency_minor_unit": 0,
        "currency_decimal_separator": ".",
        "currency_thousand_separator": ",",
        "currency_prefix": "₫",
        "currency_suffix": "",
    }


def _price_html(listing: Listing) -> str:
    shown = AMOUNT.format(f"{listing.first.price or 0:,}")
    if listing.first.list_price:
        return f'<del aria-hidden="true">{AMOUNT.format(f"{listing.first.list_price:,}")}</del> <ins>{shown}</ins>'
    if len(listing.packs) > 1:
        return f"{shown} &ndash; {AMOUNT.format(f'{listing.packs[-1].price or 0:,}')}"
    return shown


def _image(shop: WooCommerce, listing: int, place: int, name: str) -> Json:
    address = shop.picture(name)
    number = listing * 10 + place
    return {"id": number, "src": address, "thumbnail": address, "srcset": "", "sizes": "", "name": name, "alt": ""}


def _category(shop: WooCommerce, name: str) -> Json:
    number = 16 + shop.categories.index(name)
    return {"id": number, "name": name, "slug": slugify(name), "link": shop.origin + shop.category_path(name)}


def _attributes(listing: Listing) -> list[Json]:
    rows = [(label, [words], False) for label, words in listing.labelled() if label != "Quy cách"]
    rows.append(("Quy cách", [pack.title for pack in listing.packs], len(listing.packs) > 1))
    return [
        {
            "id": 0,
            "name": label,
            "taxonomy": None,
            "has_variations": choice,
            "terms": [{"id": 0, "name": words, "slug": words} for words in terms],
        }
        for label, terms, choice in rows
    ]


def _variation_id(listing: Listing, pack: Pack) -> int:
    return 90_000 + listing.id * 10 + listing.packs.index(pack)


def _stock(listing: Listing, available: bool) -> Json:
    words = "Thêm vào giỏ hàng" if available else "Đọc tiếp"
    return {
        "is_purchasable": True,
        "is_in_stock": available,
        "is_on_backorder": False,
        "low_stock_remaining": None,
        "sold_individually": False,
        "add_to_cart": {
            "text": words,
            "description": f"{words}: &ldquo;{texturize(listing.name)}&rdquo;",
            "url": f"?add-to-cart={listing.id}",
            "minimum": 1,
            "maximum": 9999,
            "multiple_of": 1,
        },
    }
