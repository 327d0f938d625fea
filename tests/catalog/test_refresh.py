"""From recorded listings to products, offers, producers and certificates: repeatable, and only what changed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

import catalog.normalise
import catalog.refresh
from catalog.refresh import refresh
from catalog.seed import seed
from catalog.tables import (
    Certificate,
    Commune,
    Listing,
    Producer,
    Province,
    RefreshState,
    Shop,
)
from tests.catalog.fair import TEA, certify, derived, honey, only, products, rows, see

TODAY = date(2026, 11, 20)


def test_a_first_refresh_makes_everything(database: Engine) -> None:
    certify(database)
    see(database, "2026-11-19", honey("cho", shop="Shop  Ông Dũng"), honey("hoi", price="330.000 VNĐ"), TEA)
    report = refresh(database, today=TODAY)
    assert (report.normalised, report.first_read, report.products, report.offers) == (3, 3, 2, 3)
    tea, jar = products(database)
    assert (jar["price"], jar["price_max"], jar["price_status"]) == (330000, 350000, "stated")
    assert jar["unit_price"] == {"amount": 660000, "per": "l"}
    assert jar["place"]["province"] == "tuyen-quang"
    assert jar["ocop"] == {
        "stars": 5,
        "status": "proven",
        "decision": {"number": "12/QĐ-UBND", "date": "2026-01-10", "issuer": "UBND tỉnh Tuyên Quang"},
    }
    assert [listing["marketplace"] for listing in jar["listings"]] == ["cho", "hoi"]
    assert len({listing["variant"] for listing in jar["listings"]}) == 1
    assert tea["ocop"]["status"] == "none"
    makers = {row.id: (row.name, row.legal_form, row.province) for row in rows(database, Producer)}
    assert makers == {
        "htx-tuan-dung-tuyen-quang": ("Tuấn Dũng", "cooperative", "tuyen-quang"),
        "htx-ha-shan": ("Hà Shan", "cooperative", None),
    }
    certificate = only(rows(database, Certificate))
    assert (certificate.product_id, certificate.producer_id) == (jar["id"], "htx-tuan-dung-tuyen-quang")
    assert {shop.name for shop in rows(database, Shop)} == {"Shop Ông Dũng", "Gian hàng Hà Giang"}


def test_a_second_and_a_full_refresh_change_nothing(database: Engine) -> None:
    certify(database)
    for day in ("2026-11-01", "2026-11-19"):
        see(database, day, honey("cho", price=int(day[-2:]) * 10_000), honey("hoi"), TEA)
    refresh(database, today=TODAY)
    before = derived(database)
    again = refresh(database, today=TODAY)
    assert (again.normalised, again.products, again.offers, again.producers, again.price_days) == (0, 0, 0, 0, 0)
    assert derived(database) == before
    full = refresh(database, today=TODAY, full=True)
    assert (full.normalised, full.facts_changed, full.products, full.offers, full.producers) == (3, {}, 0, 0, 0)
    assert derived(database) == before


def test_step_by_step_gives_what_all_at_once_gives(sqlite_database: Engine, postgres_database: Engine) -> None:
    crawls = [
        ("2026-11-01", [honey("cho"), TEA]),
        ("2026-11-03", [honey("hoi", price=900_000), honey("cho", price=340_000)]),
        (
            "2026-11-09",
            [honey("ba", price=345_000, address=None), TEA | {"price": 110_000}, honey("hoi", price=335_000)],
        ),
    ]
    for day, records in crawls:
        see(sqlite_database, day, *records)
        refresh(sqlite_database, today=date.fromisoformat(day))
    refresh(sqlite_database, today=TODAY)
    for day, records in crawls:
        see(postgres_database, day, *records)
    refresh(postgres_database, today=TODAY)
    assert derived(sqlite_database) == derived(postgres_database)


def test_a_dry_run_tells_and_changes_nothing(database: Engine) -> None:
    see(database, "2026-11-19", honey("cho", ocop_stars=5), TEA)
    refresh(database, today=TODAY)
    certify(database)
    see(database, "2026-11-20", honey("hoi"))
    before = derived(database)
    told = refresh(database, today=TODAY, dry_run=True)
    assert derived(database) == before
    assert told.dry_run
    assert (told.normalised, told.first_read, told.facts_changed) == (3, 1, {"ocop": 1})
    change = only(told.examples)
    assert (change.url, change.fact) == (honey("cho")["url"], "ocop")
    assert (change.before["status"], change.after["status"]) == ("claimed", "proven")
    done = refresh(database, today=TODAY)
    assert done.model_copy(update={"dry_run": True}) == told
    assert derived(database) != before


def test_a_refresh_cut_short_is_made_up_for_by_the_next(
    sqlite_database: Engine, postgres_database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    seen = [honey("cho"), honey("hoi", price=320_000), TEA]
    see(postgres_database, "2026-11-19", *seen)
    refresh(postgres_database, today=TODAY)
    see(sqlite_database, "2026-11-19", *seen)
    for step in (
        "settle_producers",
        "set_states",
        "write_price_days",
        "match_listings",
        "refresh_products",
        "link_certificates",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(catalog.refresh, step, cut)
            with pytest.raises(KeyboardInterrupt):
                refresh(sqlite_database, today=TODAY)
    refresh(sqlite_database, today=TODAY)
    assert derived(sqlite_database) == derived(postgres_database)


def test_a_page_the_rules_fail_on_keeps_its_name_and_is_counted(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = catalog.normalise.normalise

    def failing(listing: Any, **more: Any) -> Any:
        if listing.url == TEA["url"]:
            raise ZeroDivisionError
        return rules(listing, **more)

    monkeypatch.setattr("catalog.refresh.normalising.normalise", failing)
    see(database, "2026-11-19", TEA, honey("cho"))
    report = refresh(database, today=TODAY)
    assert (report.normalised, report.refused) == (2, 1)
    assert [one["name"] for one in products(database)] == [TEA["name"], honey("cho")["name"]]
    assert rows(database, Listing)[0].oddities == [{"code": "rules/failed", "field": "name", "words": TEA["name"]}]


def test_shape_oddities_stay_beside_those_of_the_rules(database: Engine) -> None:
    see(database, "2026-11-19", honey("cho", colour="vàng", price="1200000 hoặc 35"))
    for full in (False, True):
        refresh(database, today=TODAY, full=full)
        codes = [oddity["code"] for oddity in only(rows(database, Listing)).oddities]
        assert codes.count("extra/unknown") == 1
        assert any(code.startswith("price/") for code in codes)


def test_progress_is_told(sqlite_database: Engine) -> None:
    told: list[tuple[int, int | None]] = []
    see(sqlite_database, "2026-11-19", TEA, honey("cho"))
    refresh(sqlite_database, today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (2, 2)
    assert told[-1] == (2, 2)


def test_seeding_twice_leaves_mended_certificates_alone(database: Engine) -> None:
    seed(database)
    first = rows(database, Certificate)
    assert {row.slug for row in rows(database, Province) if row.valid_to is None} >= {"lao-cai", "tuyen-quang"}
    assert len(rows(database, Commune)) == 3321
    assert all(row.expires_on is not None for row in first if row.issued_on is not None)
    with Session(database) as session:
        session.get_one(Certificate, first[0].id).revoked_on = TODAY
        session.delete(session.get_one(RefreshState, "seed"))
        session.commit()
    seed(database)
    again = rows(database, Certificate)
    assert len(again) == len(first) >= 60
    assert again[0].revoked_on == TODAY
