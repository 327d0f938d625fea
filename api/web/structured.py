"""schema.org data of a product for search engines. A sample price is no price and stays out."""

from typing import Any

from catalog.queries import OfferView, ProductPage

_AVAILABILITY = {"in_stock": "InStock", "out_of_stock": "OutOfStock", "preorder": "PreOrder"}


def product_data(product: ProductPage, site: str) -> dict[str, Any]:
    """A `Product` with its offers; empty values are left out."""
    offers = [offer for variant in product.variants for offer in variant.offers if offer.state != "gone"]
    place = product.place.province_name
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name,
        "url": site + product.url,
        "sku": product.id,
        "image": [site + picture.address(1280) for picture in product.images],
        "manufacturer": {"@type": "Organization", "name": product.producer.name} if product.producer else None,
        "countryOfOrigin": {"@type": "Country", "name": "VN"},
        "award": _award(product),
        "areaServed": {"@type": "AdministrativeArea", "name": place} if place else None,
        "offers": [_offer(offer) for offer in offers],
    }
    return {name: value for name, value in data.items() if value}


def _award(product: ProductPage) -> str | None:
    ocop = product.facts.ocop
    return f"OCOP {ocop.stars} sao" if ocop.stars and ocop.status == "proven" else None


def _offer(offer: OfferView) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Offer",
        "url": offer.url,
        "seller": {"@type": "Organization", "name": offer.shop or offer.marketplace_name},
    }
    if offer.availability in _AVAILABILITY:
        data["availability"] = f"https://schema.org/{_AVAILABILITY[offer.availability]}"
    if offer.price is not None and not offer.sample_price:
        data |= _asked(offer.price, offer.price_per)
    return data


def _asked(price: int, per: str | None) -> dict[str, Any]:
    asked = {"price": price, "priceCurrency": "VND"}
    if per is None:
        return asked
    return {"priceSpecification": {"@type": "UnitPriceSpecification", **asked, "unitText": per}}
