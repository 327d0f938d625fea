"""What a product's page reads of the catalog: complete, ranked as promised, each fact with its source."""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from catalog.queries import (
    listing_facts,
    marketplace_summaries,
    product_page,
)
from catalog.refresh import refresh
from catalog.tables import Image, Listing, Product, ProductRedirect
from catalog.tables.columns import utc_now
from tests.catalog.fair import only, rows
from tests.catalog.queries.jar import TODAY, jar


def test_a_product_page_shows_offers_by_size_ranked(fair: Engine) -> None:
    page = product_page(fair, jar(fair), today=TODAY)
    assert page is not None
    assert page.url == f"/san-pham/{page.slug}-{page.id}"
    assert (page.place.province_name, page.place.commune_name) == ("Tuyên Quang", "xã Mèo Vạc")
    assert page.producer is not None
    assert page.producer.url == "/co-so/htx-tuan-dung-tuyen-quang"
    main, small = page.variants
    assert (main.main, small.main) == (True, False)
    assert [(offer.marketplace, offer.price, offer.proven, offer.state) for offer in main.offers] == [
        ("cho", 350_000, True, "fresh"),
        ("ba", 340_000, True, "fresh"),
        ("hoi", 280_000, True, "stale"),
        ("bon", 345_000, False, "fresh"),
    ]
    assert main.offers[1].availability == "out_of_stock"
    assert main.offers[0].shop == "Gian hàng Tuấn Dũng"
    assert main.offers[0].unit_price is not None
    assert main.offers[0].unit_price.amount == 700_000
    assert [offer.price for offer in small.offers] == [90_000]
    assert page.facts.price == 345_000
    assert page.sample_price
    assert {listing.marketplace_name for listing in page.listings} == {"Chợ", "Hội", "ba", "bon"}


def test_a_product_page_shows_the_certificate_in_force(fair: Engine) -> None:
    page = product_page(fair, jar(fair), today=TODAY)
    assert page is not None
    assert page.certificate is not None
    assert (page.certificate.number, page.certificate.stars, page.certificate.status) == ("12/QĐ-UBND", 5, "valid")
    later = product_page(fair, jar(fair), today=date(2029, 1, 11))
    assert later is not None
    assert later.certificate is not None
    assert later.certificate.status == "lapsed"


def test_every_fact_of_a_product_names_the_listing_and_words_it_comes_from(fair: Engine) -> None:
    page = product_page(fair, jar(fair), today=TODAY)
    assert page is not None
    sources = {one.fact: one for one in page.evidence}
    assert (sources["price"].marketplace, sources["price"].words) == ("bon", "345000")
    assert sources["producer"].words == "HTX Tuấn Dũng"
    assert (sources["place"].field, sources["place"].url) == ("address", "https://cho.example/mat-ong-bac-ha")
    assert sources["ocop"].field == "registry:A"
    assert all(0 < one.confidence <= 1 and one.words for one in page.evidence)
    assert sources["price"].url in {offer.url for variant in page.variants for offer in variant.offers}


def test_a_listing_tells_its_facts_with_their_words_and_what_was_odd(fair: Engine) -> None:
    listing = only(row for row in rows(fair, Listing) if row.marketplace == "bon")
    with Session(fair) as session:
        facts, _ = listing_facts(session, listing.id)
        assert listing_facts(session, 10**6) == ([], [])
    said = {one.fact: one for one in facts}
    assert (said["price"].value, said["price"].field, said["price"].words) == (345_000, "price", "345000")
    assert (said["producer"].value, said["producer"].words) == (None, None)


def test_a_star_is_not_shown_as_proven_after_its_last_day_even_before_the_next_refresh(fair: Engine) -> None:
    for day, status in ((date(2029, 1, 10), "proven"), (date(2029, 1, 11), "lapsed")):
        page = product_page(fair, jar(fair), today=day)
        assert page is not None
        assert page.facts.ocop.status == status


def test_price_history_is_the_lowest_in_force_day_by_day(fair: Engine) -> None:
    page = product_page(fair, jar(fair), today=TODAY)
    assert page is not None
    told = [(point.day.isoformat(), point.price) for point in page.history]
    assert told == [("2026-11-10", 280_000), ("2026-11-17", None), ("2026-11-19", 340_000)]


def test_pictures_stand_with_the_chosen_one_first(fair: Engine) -> None:
    product = jar(fair)
    listing = rows(fair, Listing)[0].id
    with Session(fair) as session:
        for number, sha in enumerate(["aa", "bb", "bb", None]):
            image = Image(
                id=f"i{number}", url=f"u{number}", listing_id=listing, position=number, status="ok", sha256=sha
            )
            session.add(image)
        session.get_one(Product, product).image_id = "i1"
        session.commit()
    page = product_page(fair, product, today=TODAY)
    assert page is not None
    assert [picture.sha256 for picture in page.images] == ["bb", "aa"]
    assert page.image is not None
    assert page.image.address(320) == "/pictures/bb/320.webp"


def test_a_merged_product_leads_to_what_it_became(fair: Engine) -> None:
    product = jar(fair)
    with Session(fair) as session:
        session.add(ProductRedirect(old_id="pold", product_id=product, recorded_at=utc_now()))
        session.commit()
    page = product_page(fair, "pold", today=TODAY)
    assert page is not None
    assert page.id == product
    assert product_page(fair, "pnever", today=TODAY) is None


def test_a_day_later_the_same_rows_are_still_right(fair: Engine) -> None:
    refresh(fair, today=TODAY + timedelta(days=60))
    page = product_page(fair, jar(fair), today=TODAY + timedelta(days=60))
    assert page is not None
    assert page.facts.price is None
    assert {offer.state for variant in page.variants for offer in variant.offers} == {"gone"}
    assert only({one.products for one in marketplace_summaries(fair)}) == 0
