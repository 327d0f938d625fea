"""Every difficult way of writing stands where cases.csv says, and truth.csv tells the truth."""

import csv
from html import unescape
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.marketplaces.goods import DATA
from tests.marketplaces.server import Fair
from tests.marketplaces.shops.base import BANNER

CASE_KINDS = {"price", "net_content", "ocop_star", "producer", "province", "text", "abbrev"}
# The other kinds, telex and vni_typing, are keys pressed by one who searches; no shop writes them.


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cases() -> list[dict[str, str]]:
    return rows("cases.csv")


@pytest.mark.shared
def test_every_case_of_the_domain_stands_in_the_fair(shared_dir: Path) -> None:
    with (shared_dir / "domain" / "text_cases.csv").open(encoding="utf-8", newline="") as file:
        wanted = {(row["kind"], row["input"]) for row in csv.DictReader(file) if row["kind"] in CASE_KINDS}
    assert wanted == {(row["kind"], row["input"]) for row in cases()}


@pytest.mark.parametrize("case", cases(), ids=lambda row: f"{row['kind']}-{row['words']}")
def test_a_case_is_on_the_page(case: dict[str, str], fair: Fair, pages: dict[tuple[str, str], str]) -> None:
    shop = fair.shop(case["shop"])
    listing = next(one for one in shop.listings if one.product == case["product"])
    page = pages[shop.slug, shop.path(listing)]
    text = " ".join((LexborHTMLParser(page).body or LexborHTMLParser(page)).text().split())
    assert case["words"] in page or case["words"] in text or case["words"] in unescape(page)


def test_the_truth_names_every_listing_at_its_address(fair: Fair) -> None:
    truth = [(row["shop"], row["path"], row["product"], row["variant"]) for row in rows("truth.csv")]
    served = [
        (shop.slug, shop.path(one), one.product, one.first.variant if len(one.packs) == 1 else "")
        for shop in fair.shops
        for one in shop.listings
    ]
    assert truth == served
    assert len({(shop, path) for shop, path, *_ in truth}) == len(truth)


def test_every_product_page_can_be_read_by_people(pages: dict[tuple[str, str], str], fair: Fair) -> None:
    for shop in fair.shops:
        for one in shop.listings:
            page = unescape(pages[shop.slug, shop.path(one)])
            assert BANNER in page
            assert one.name in page
