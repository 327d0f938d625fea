"""What a product says of itself because of its offers: price, proof, place, producer and main size."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.refresh.product_facts import main_variant, product_facts
from tests.catalog.offers import offer, row


def test_the_price_is_the_lowest_of_the_main_variant() -> None:
    offers = [
        offer(1, 300, unit_amount=600, list_price=350),
        offer(2, 320),
        offer(3, 90, variant="100ml"),
        offer(4, 100, outlier=True),
        offer(5, 120, price_per="kg"),
        offer(6, 130, price_status="wholesale"),
        offer(7, 140, availability="out_of_stock"),
        offer(8, 150, state="stale"),
        offer(9, 160, state="gone"),
    ]
    listings = [row(net_content={"amount": number, "unit": "ml", "per_pack": number}) for number in range(1, 10)]
    facts = product_facts("Mật ong", listings, offers)
    assert (facts["price"], facts["price_max"], facts["list_price"]) == (300, 320, 350)
    assert facts["net_content"]["amount"] == 1
    stale = product_facts("Mật ong", listings[6:], offers[6:])
    assert (stale["price"], stale["price_max"]) == (140, None)
    gone = product_facts("Mật ong", listings[8:], offers[8:])
    assert (gone["price"], gone["price_status"]) == (None, "missing")


def test_prices_by_the_unit_speak_where_nobody_asks_another() -> None:
    offers = [offer(1, 30_000, price_per="kg"), offer(2, 27_000, price_per="kg"), offer(3, 3_000, price_per="100 g")]
    offers += [offer(4, 20_000, price_per="kg", price_status="wholesale")]
    facts = product_facts("Vải thiều", [row() for _ in offers], offers)
    assert (facts["price"], facts["price_max"], facts["price_per"]) == (27_000, 30_000, "kg")
    with_a_box = product_facts("Vải thiều", [row() for _ in range(5)], [*offers, offer(5, 150_000)])
    assert (with_a_box["price"], with_a_box["price_max"], with_a_box["price_per"]) == (150_000, None, None)


def test_the_range_of_an_only_offer_stands_and_beside_others_only_prices_do() -> None:
    listings = [row(price=96_000, price_max=178_000), row(price=86_000)]
    alone = product_facts("Cà phê", listings[:1], [offer(1, 96_000)])
    assert (alone["price"], alone["price_max"]) == (96_000, 178_000)
    both = product_facts("Cà phê", listings, [offer(1, 96_000), offer(2, 86_000)])
    assert (both["price"], both["price_max"]) == (86_000, 96_000)


@pytest.mark.parametrize(
    ("statuses", "status"),
    [(["missing", "contact"], "contact"), (["ambiguous", "missing"], "ambiguous"), (["missing"], "missing")],
)
def test_without_a_price_the_most_telling_status_stands(statuses: list[str], status: str) -> None:
    offers = [offer(number, price_status=said) for number, said in enumerate(statuses)]
    assert product_facts("x", [row() for _ in offers], offers)["price_status"] == status


def test_proof_outranks_claims_and_the_proven_listing_names_place_and_producer() -> None:
    claimed = row(
        ocop={"stars": 5, "status": "claimed"}, place={"province": "lao-cai"}, producer={"name": "Bắc Hà"}, group="I"
    )
    proven = row(ocop={"stars": 4, "status": "proven"}, place={"province": "tuyen-quang"}, producer={"name": "Mèo Vạc"})
    facts = product_facts("x", [claimed, claimed, proven], [offer(number, 1) for number in range(3)])
    assert facts["ocop"] == {"stars": 4, "status": "proven", "decision": None}
    assert facts["place"]["province"] == "tuyen-quang"
    assert facts["producer"]["name"] == "Mèo Vạc"
    assert facts["group"] == "I"


places = st.sampled_from(
    [{}, {"province": "lao-cai"}, {"province": "lao-cai", "commune": "bac-ha"}, {"province": "son-la"}]
)
stars = st.sampled_from([{}, {"stars": 3, "status": "claimed"}, {"stars": 4, "status": "claimed"}])


@given(
    st.lists(
        st.tuples(places, stars, st.sampled_from([100, 200, None]), st.sampled_from(["a", "b", None])),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_facts_do_not_depend_on_the_order_of_listings(told: list[Any], chance: Any) -> None:
    pairs = [
        (row(place=place, ocop=ocop), offer(number, price, variant=variant))
        for number, (place, ocop, price, variant) in enumerate(told)
    ]
    before = product_facts("x", *zip(*pairs, strict=True))
    chance.shuffle(pairs)
    assert product_facts("x", *zip(*pairs, strict=True)) == before


def test_the_main_variant_is_the_most_common_fresh_one() -> None:
    offers = [offer(1, 1, variant="a"), offer(2, 1, variant="b"), offer(3, 1, variant="b", state="stale")]
    assert main_variant(offers) == "b"
    assert main_variant([*offers, offer(4, 1, variant="a")]) == "a"
    assert main_variant([]) is None


@pytest.mark.parametrize("unknown", ["", None])
def test_a_variant_without_size_is_the_main_one_only_where_no_offer_names_a_size(unknown: str | None) -> None:
    content = {"amount": 200, "unit": "g", "per_pack": 200}
    offers = [offer(1, 90, variant=unknown), offer(2, 90, variant=unknown), offer(3, 95, variant="200g")]
    listings = [row(), row(), row(net_content=content, unit_price={"amount": 475_000, "per": "kg"})]
    facts = product_facts("Mắm nêm có gia vị Cá Đen (hũ 200g)", listings, offers)
    assert (facts["price"], facts["net_content"]["amount"]) == (95, 200)
    assert facts["unit_price"] == {"amount": 475_000, "per": "kg"}
    assert main_variant(offers[:2]) == unknown
