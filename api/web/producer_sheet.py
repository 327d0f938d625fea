"""A producer's listings as rows of a spreadsheet."""

from collections.abc import Iterator

from api.http.answers import VIETNAM
from api.web.formats import Formats
from api.web.texts import Translator
from catalog.queries import ProducerListing, ProducerPage
from search.contract import Lang

HEADINGS: dict[Lang, tuple[str, ...]] = {
    "vi": (
        "Sản phẩm",
        "Sàn",
        "Gian hàng",
        "Tên trên tin",
        "Quy cách",
        "Giá (đồng)",
        "Giá ghi cho",
        "Giá theo kg, lít, cái (đồng)",
        "Giá mẫu",
        "Sao OCOP",
        "Bằng chứng sao",
        "Tình trạng tin",
        "Thấy lần cuối",
        "Cần sửa",
        "Địa chỉ",
    ),
    "en": (
        "Product",
        "Marketplace",
        "Shop",
        "Name on the listing",
        "Variant",
        "Price (VND)",
        "Price is for",
        "Price per kg, l or piece (VND)",
        "Sample price",
        "OCOP stars",
        "Proof of stars",
        "State",
        "Last seen",
        "To mend",
        "Address",
    ),
}


def sheet_rows(page: ProducerPage, lang: Lang) -> Iterator[tuple[object, ...]]:
    """One row for each listing, and one for each marketplace a product is missing from."""
    missing = {"vi": "chưa đăng", "en": "not listed"}[lang]
    formats = Formats(Translator(lang))
    for product in page.products:
        for listing in product.listings:
            yield _row(product.name, listing, formats, lang)
        for slug in product.missing_on:
            yield (product.name, page.marketplaces.get(slug, slug), *[None] * 9, missing, None, None, None)


def _row(product: str, listing: ProducerListing, formats: Formats, lang: Lang) -> tuple[object, ...]:
    facts = listing.facts
    mend = [finding.message if lang == "vi" else finding.message_en for finding in listing.findings]
    return (
        product,
        listing.marketplace_name,
        listing.shop,
        listing.name,
        listing.variant,
        listing.price,
        formats.per_unit(facts.price_per) if listing.price is not None and facts.price_per else None,
        facts.unit_price.amount if facts.unit_price else None,
        {"vi": "giá mẫu", "en": "sample"}[lang] if listing.sample_price and listing.price is not None else None,
        facts.ocop.stars,
        facts.ocop.status,
        listing.state,
        listing.last_seen.astimezone(VIETNAM).strftime("%Y-%m-%d"),
        "; ".join(mend),
        listing.url,
    )
