"""What days do to a catalog: listings go stale and gone, prices have a past, certificates begin and lapse."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from catalog.marketplaces import save_marketplaces
from catalog.refresh import refresh
from catalog.tables import (
    Certificate,
    CrawlRun,
    Listing,
    Marketplace,
    Offer,
    PriceDay,
    Producer,
)
from tests.catalog.fair import certify, derived, honey, only, products, rows, see

TODAY = date(2026, 11, 20)


def test_listings_become_stale_and_gone_by_their_marketplaces_days(database: Engine) -> None:
    save_marketplaces(database, [Marketplace(slug="cho", name="Chợ", stale_after_days=3, gone_after_days=10)])
    see(database, "2026-08-10", honey("cho"), honey("hoi", price=400_000))

    def states(today: str) -> list[str]:
        refresh(database, today=date.fromisoformat(today))
        assert [offer.state for offer in rows(database, Offer)] == [row.state for row in rows(database, Listing)]
        return [row.state for row in rows(database, Listing)]

    assert states("2026-08-13") == ["fresh", "fresh"]
    assert states("2026-08-14") == ["stale", "fresh"]
    assert only(products(database))["price"] == 400_000
    assert states("2026-08-20") == ["stale", "stale"]
    assert only(products(database))["price"] == 350_000
    assert states("2026-08-21") == ["gone", "stale"]
    assert states("2026-09-30") == ["gone", "gone"]
    assert only(products(database))["price"] is None
    see(database, "2026-09-30", honey("cho"))
    assert states("2026-09-30") == ["fresh", "gone"]
    before = derived(database)
    refresh(database, today=date(2026, 9, 30), full=True)
    assert derived(database) == before


def crawled(engine: Engine, day: str, *, held: bool, status: str = "finished", kind: str = "crawl") -> int:
    with Session(engine) as session:
        moment = datetime.fromisoformat(f"{day}T03:00:00+00:00")
        run = CrawlRun(marketplace="cho", kind=kind, status=status, held=held, started_at=moment)
        session.add(run)
        session.commit()
        return run.id or 0


def release(engine: Engine, run: int) -> None:
    with Session(engine) as session:
        session.get_one(CrawlRun, run).held = False
        session.commit()


def test_nothing_becomes_stale_or_gone_while_the_last_crawl_is_held(database: Engine) -> None:
    save_marketplaces(database, [Marketplace(slug="cho", name="Chợ", stale_after_days=3, gone_after_days=10)])
    see(database, "2026-08-01", honey("cho", url="https://cho.example/cu", name="Trà cũ"))
    see(database, "2026-08-06", honey("cho"))
    crawled(database, "2026-08-06", held=False)
    first = crawled(database, "2026-08-08", held=True)
    second = crawled(database, "2026-08-12", held=True)
    crawled(database, "2026-08-21", held=False, status="failed")
    crawled(database, "2026-08-21", held=False, kind="import")

    def states(today: str) -> list[str]:
        refresh(database, today=date.fromisoformat(today))
        return [row.state for row in rows(database, Listing)]

    assert states("2026-08-07") == ["stale", "fresh"]
    assert states("2026-10-01") == ["stale", "fresh"], "the clock stands still since the first held crawl"
    see(database, "2026-09-30", honey("cho", url="https://cho.example/cu", name="Trà cũ"))
    assert states("2026-10-01") == ["fresh", "fresh"], "what is seen counts as seen"
    release(database, first)
    assert states("2026-10-01") == ["fresh", "stale"], "released up to the second held crawl"
    release(database, second)
    assert states("2026-10-01") == ["fresh", "gone"]


def test_a_believed_crawl_ends_the_hold(database: Engine) -> None:
    see(database, "2026-11-10", honey("cho"))
    crawled(database, "2026-11-11", held=True)
    refresh(database, today=date(2027, 6, 1))
    assert only(rows(database, Listing)).state == "fresh"
    crawled(database, "2026-11-12", held=False)
    refresh(database, today=date(2027, 6, 1))
    assert only(rows(database, Listing)).state == "gone"


def test_price_days_keep_the_last_price_of_each_day(database: Engine) -> None:
    for hour, price in ((8, 300_000), (20, 310_000), (12, 305_000)):
        see(database, "2026-11-18", honey("cho", price=price, observed_at=f"2026-11-18T{hour:02}:00:00+07:00"))
    see(database, "2026-11-17", honey("cho", price=290_000, observed_at="2026-11-17T23:30:00+07:00"))
    refresh(database, today=TODAY)
    assert [(day.day.isoformat(), day.price) for day in rows(database, PriceDay)] == [
        ("2026-11-17", 290_000),
        ("2026-11-18", 310_000),
    ]


def test_the_past_told_later_is_part_of_the_offer(database: Engine) -> None:
    see(database, "2026-11-19", honey("cho", price=300_000, list_price=400_000))
    refresh(database, today=TODAY)
    offer = only(rows(database, Offer))
    assert (offer.lowest_30, offer.honest_discount) == (300_000, None)
    see(database, "2026-11-01", honey("cho", price=250_000))
    see(database, "2026-08-01", honey("cho", price=200_000))
    refresh(database, today=TODAY)
    offer = only(rows(database, Offer))
    assert (offer.lowest_30, offer.honest_discount) == (200_000, False)
    see(database, "2026-09-30", honey("cho", price=400_000))
    refresh(database, today=TODAY)
    offer = only(rows(database, Offer))
    assert (offer.lowest_30, offer.honest_discount) == (250_000, True)
    before = derived(database)
    assert only(rows(database, Producer)).first_seen == only(rows(database, Listing)).first_seen
    refresh(database, today=TODAY, full=True)
    assert derived(database) == before


def test_a_price_far_from_its_peers_sets_no_product_price(database: Engine) -> None:
    prices = {"a": 300_000, "b": 320_000, "c": 340_000, "d": 35_000, "e": 1_300_000}
    see(database, "2026-11-19", *(honey(shop, price=price) for shop, price in prices.items()))
    refresh(database, today=TODAY)
    assert [offer.outlier for offer in rows(database, Offer)] == [False, False, False, True, True]
    jar = only(products(database))
    assert (jar["price"], jar["price_max"]) == (300_000, 340_000)


def test_a_lapsed_certificate_is_said_to_be_lapsed(database: Engine) -> None:
    certify(database)
    see(database, "2026-11-19", honey("cho", ocop_stars=5))
    refresh(database, today=TODAY)
    assert only(products(database))["ocop"]["status"] == "proven"
    refresh(database, today=date(2029, 1, 10))
    assert only(products(database))["ocop"]["status"] == "proven"
    report = refresh(database, today=date(2029, 1, 11))
    assert report.facts_changed == {"ocop": 1}
    assert only(products(database))["ocop"]["status"] == "lapsed"


def test_a_certificate_counts_from_its_day_and_ends_on_the_day_it_is_revoked(database: Engine) -> None:
    given: dict[str, Any] = {"product_name": "Mật ong bạc hà", "producer_name": "HTX Tuấn Dũng", "stars": 4}
    with Session(database) as session:
        session.add(
            Certificate(**given, number="7/QĐ-UBND", issued_on=date(2026, 11, 21), revoked_on=date(2026, 11, 23))
        )
        session.commit()
    see(database, "2026-11-19", honey("cho"))
    said = {}
    for day in (20, 21, 22, 23, 24):
        refresh(database, today=date(2026, 11, day))
        said[day] = only(products(database))["ocop"]["status"]
    assert said == {20: "none", 21: "proven", 22: "proven", 23: "lapsed", 24: "lapsed"}
