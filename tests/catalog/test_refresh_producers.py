"""One producer from what listings call it: its id, what is joined, and the phone, address and tax code it gets."""

from datetime import date

import pytest
from sqlalchemy import Engine

from catalog.refresh import refresh
from catalog.refresh.producer_keys import form_key, producer_id, producer_key
from catalog.tables import (
    Listing,
    Producer,
)
from tests.catalog.fair import derived, honey, only, rows, see

TODAY = date(2026, 11, 20)


def test_producers_without_place_or_form_join_the_only_one_known(database: Engine) -> None:
    see(
        database,
        "2026-11-19",
        honey("a"),
        honey("b", address=None),
        honey("c", producer="Tuấn Dũng", phone="0987 654 321"),
        honey("d", producer="Công ty TNHH Tuấn Dũng", address="Đơn Dương, Lâm Đồng"),
    )
    refresh(database, today=TODAY)
    assert [row.producer_id for row in rows(database, Listing)] == [
        "htx-tuan-dung-tuyen-quang",
        "htx-tuan-dung",
        "htx-tuan-dung-tuyen-quang",
        "cong-ty-tuan-dung-lam-dong",
    ]
    see(database, "2026-11-20", honey("d", producer="Công ty TNHH Khác", address="Đơn Dương, Lâm Đồng"))
    refresh(database, today=TODAY)
    owners = [row.producer_id for row in rows(database, Listing)]
    assert owners[:3] == ["htx-tuan-dung-tuyen-quang"] * 3
    joined = next(row for row in rows(database, Producer) if row.id == "htx-tuan-dung-tuyen-quang")
    assert (joined.name, joined.legal_form, joined.phone) == ("Tuấn Dũng", "cooperative", "0987 654 321")


def test_a_new_phone_or_address_reaches_the_producer_without_a_full_refresh(database: Engine) -> None:
    see(database, "2026-11-18", honey("a"))
    refresh(database, today=TODAY)
    assert refresh(database, today=TODAY).producers == 0
    see(database, "2026-11-19", honey("a", phone="0987 654 321", address="thôn Tả Lủng, xã Mèo Vạc, tỉnh Tuyên Quang"))
    assert refresh(database, today=TODAY).producers == 1
    producer = only(rows(database, Producer))
    assert (producer.phone, producer.address) == ("0987 654 321", "thôn Tả Lủng, xã Mèo Vạc, tỉnh Tuyên Quang")
    see(database, "2026-11-20", honey("a", phone="0987 654 321", address=producer.address, price=1_000_000))
    report = refresh(database, today=TODAY)
    assert (report.producers, report.facts_changed) == (0, {"price": 1, "unit_price": 1})


def test_a_producer_has_the_valid_tax_code_and_phone_its_own_words_state(database: Engine) -> None:
    see(
        database,
        "2026-11-19",
        honey("a", description="MST: 0100109106", phone="0912 345"),
        honey("b", description="MST: 0100109107", phone="0912 345 678"),
        honey("c", description="Mã số thuế 0302634683", shop="Tạp hóa Sài Gòn"),
    )
    refresh(database, today=TODAY)
    producer = only(row for row in rows(database, Producer) if row.id == "htx-tuan-dung-tuyen-quang")
    assert (producer.tax_code, producer.phone) == ("0100109106", "0912 345 678")
    see(database, "2026-11-20", honey("a", description="Không còn ghi mã số thuế"))
    refresh(database, today=TODAY)
    producer = only(row for row in rows(database, Producer) if row.id == "htx-tuan-dung-tuyen-quang")
    assert producer.tax_code is None
    before = derived(database)
    refresh(database, today=TODAY, full=True)
    assert derived(database) == before


@pytest.mark.parametrize(
    ("name", "form", "made_id"),
    [
        ("Nậm Nhùn", "cooperative", "htx-nam-nhun-lai-chau"),
        ("Nậm Nhùn", "single_member_llc", "cong-ty-nam-nhun-lai-chau"),
        ("Nậm Nhùn", "llc", "cong-ty-nam-nhun-lai-chau"),
        ("Nậm Nhùn", None, "nam-nhun-lai-chau"),
        ("***", "llc", None),
    ],
)
def test_producer_ids(name: str, form: str | None, made_id: str | None) -> None:
    producer = {"name": name, "legal_form": form}
    key = producer_key(producer)
    assert (key and producer_id(key, form_key(producer), "lai-chau")) == made_id


def test_the_longest_producer_id_fits_its_column() -> None:
    producer = {"name": "Đà Lạt " * 30, "legal_form": "cooperative_union"}
    assert len(producer_id(producer_key(producer) or "", form_key(producer), "ho-chi-minh")) <= 80
