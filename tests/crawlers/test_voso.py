"""Voso's pages of 2021: the real home page, whole."""

from pathlib import Path

import pytest

from catalog.listing import Listing
from crawlers import extract_page
from crawlers.marketplaces import UnknownMarketplace


@pytest.fixture(scope="module")
def home(shared_dir: Path) -> list[Listing]:
    body = (shared_dir / "captures/voso-2021/index.html").read_bytes()
    return list(extract_page("voso", body, "https://voso.vn/"))


@pytest.mark.shared
def test_the_home_page_gives_111_products_and_16_with_the_mark(home: list[Listing]) -> None:
    assert len(home) == len({listing.url for listing in home}) == 111
    assert all(listing.name and isinstance(listing.price, int) and listing.price > 0 for listing in home)
    assert all(listing.url.startswith("https://voso.vn/") and listing.images for listing in home)
    marked = [listing for listing in home if listing.extra.get("ocop_mark")]
    assert len(marked) == 16
    assert {listing.ocop_stars for listing in marked} == {"3", "4"}
    assert all(listing.ocop_stars is None for listing in home if listing not in marked)


@pytest.mark.shared
def test_a_card_is_read_field_by_field(home: list[Listing]) -> None:
    eggs = next(listing for listing in home if listing.external_id == "737219")
    assert eggs.name == "COMBO 10 QUẢ TRỨNG GÀ OCOP CẨM ĐÔNG"
    assert (eggs.price, eggs.list_price, eggs.currency) == (22000, 24000, "VND")
    assert eggs.extra == {}, "OCOP in the name is no mark"


@pytest.mark.shared
def test_the_class_named_oldprice_is_the_current_price(shared_dir: Path) -> None:
    body = (shared_dir / "captures/voso-2021/product.html").read_bytes()
    (listing,) = extract_page("voso", body, "https://voso.vn/giay-sneaker-nam-p101533.html")
    assert listing.external_id == "101533"
    assert isinstance(listing.price, int)
    assert listing.shop
    assert listing.net_content == "0.699kg"
    assert len(listing.images) == 5
    assert listing.category == ["Thời trang Nam", "Giày Nam"]


def test_an_unknown_slug_names_its_neighbours() -> None:
    with pytest.raises(UnknownMarketplace, match="voso"):
        next(extract_page("vosso", b"", "https://voso.vn/"))
