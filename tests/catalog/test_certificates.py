"""The registry of recognised products: what ships, what proves, and how a listing's name finds its recognition."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalog.certificates import CertificateRegistry, Recognition, shipped_registry
from catalog.certificates.names import core_words, covers
from catalog.certificates.registry import number_key
from catalog.data import read_rows
from catalog.facts import Decision
from catalog.normalise.contact import is_gtin, phone_of, tax_code_of
from catalog.recognition import months_after
from catalog.tables import Certificate

TODAY = date(2026, 11, 22)


def test_the_shipped_products_name_their_sources() -> None:
    rows = list(read_rows("recognised_products.csv"))
    assert len(rows) == len(shipped_registry()) == 60
    for row in rows:
        assert row["level"] in ("A", "B1")
        assert row["source_url"].startswith("https://")
        assert row["source_date"]
        assert (row["level"] == "A") == bool(row["number"] and row["issued_on"])
        assert row["old_address"]
        assert row["address"]
        assert row["province"] == "lam-dong"
    assert sum(one.proves for one in shipped_registry()) == 24


@pytest.mark.shared
def test_the_shipped_products_are_the_transcribed_ones(shared_dir: Path) -> None:
    records = json.loads((shared_dir / "records" / "ocop_records.transcribed.json").read_text("utf-8"))
    shipped = {row["record"]: row for row in read_rows("recognised_products.csv")}
    for batch in records["batches"]:
        for product in batch["products"]:
            row = shipped.pop(product["record_id"])
            assert (row["product_name"], row["producer_name"]) == (product["product_name"], product["subject_name"])
            assert (int(row["stars"]), row["number"]) == (batch["star_rating"], batch["decision_number"])
            assert (row["issued_on"], row["expires_on"]) == (batch["cert_issued_at"], batch["cert_expires_at"])
    assert not shipped


@pytest.mark.shared
def test_every_signed_product_is_proven_by_its_own_name_and_maker(shared_dir: Path) -> None:
    records = json.loads((shared_dir / "records" / "ocop_records.transcribed.json").read_text("utf-8"))
    for batch in records["batches"]:
        for product in batch["products"]:
            match = shipped_registry().find(product["product_name"], product["subject_name"], None, today=TODAY)
            assert match is not None, product
            assert match.recognition.product_name == product["product_name"]
            assert match.recognition.valid_on(TODAY) == (batch["verification_level"] == "A")


def test_a_registry_of_rows_leaves_proposals_and_shop_pages_out() -> None:
    rows = [
        Certificate(product_name=level, producer_name="HTX A", stars=3, level=level) for level in ("A", "B1", "B2", "C")
    ]
    assert {one.level for one in CertificateRegistry.from_rows(rows)} == {"A", "B1"}


def _recognition(**more: object) -> Recognition:
    values = {
        "product_name": "Chè",
        "producer_name": "HTX A",
        "stars": 4,
        "number": "1/QĐ-UBND",
        "issued_on": date(2024, 2, 29),
    }
    return Recognition(**(values | more))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("more", "day", "valid"),
    [
        ({}, date(2024, 2, 28), False),
        ({}, date(2024, 2, 29), True),
        ({}, date(2027, 2, 28), True),
        ({}, date(2027, 3, 1), False),
        ({"expires_on": date(2025, 1, 1)}, date(2025, 1, 2), False),
        ({"revoked_on": date(2024, 12, 1)}, date(2024, 11, 30), True),
        ({"revoked_on": date(2024, 12, 1)}, date(2024, 12, 1), False),
        ({"level": "B1"}, date(2024, 6, 1), False),
        ({"number": ""}, date(2024, 6, 1), False),
        ({"stars": 2}, date(2024, 6, 1), False),
    ],
)
def test_when_a_recognition_proves(more: dict[str, object], day: date, valid: bool) -> None:
    assert _recognition(**more).valid_on(day) is valid


def test_a_renewal_counts_over_what_it_renews() -> None:
    old = _recognition(stars=3, issued_on=date(2021, 1, 1))
    new = _recognition(number="2/QĐ-UBND", issued_on=date(2025, 1, 1))
    for order in ([old, new], [new, old]):
        match = CertificateRegistry(order).find("Chè 100g", "HTX A", None, today=TODAY)
        assert match is not None
        assert match.recognition == new


def test_a_number_alone_finds_nothing_for_it_repeats_everywhere() -> None:
    registry = CertificateRegistry([_recognition(issuer="UBND tỉnh Lào Cai")])
    for quoted, found in (
        (Decision(number="1/QĐ-UBND"), False),
        (Decision(number="1/QĐ-UBND", date=date(2024, 2, 29)), True),
        (Decision(number="1 / QD - UBND", issuer="UBND tỉnh Lào Cai"), True),
        (Decision(number="1/QĐ-UBND", issuer="UBND tỉnh Yên Bái"), False),
    ):
        assert (registry.find("Chè", None, quoted, today=TODAY) is not None) is found


def test_a_rating_gone_down_or_taken_back_outranks_the_older_one_still_running() -> None:
    old = _recognition(stars=4, issued_on=date(2024, 6, 1))
    down = _recognition(stars=3, number="2/QĐ-UBND", issued_on=date(2026, 6, 1))
    revoked = replace(down, revoked_on=date(2026, 8, 1))
    for newer, valid in ((down, True), (revoked, False)):
        match = CertificateRegistry([old, newer]).find("Chè", "HTX A", None, today=TODAY)
        assert match is not None
        assert (match.recognition, match.recognition.valid_on(TODAY)) == (newer, valid)


@pytest.mark.parametrize(
    ("producer", "province", "stars"),
    [
        ("HTX Thanh Niên", "lang-son", 3),
        ("Hợp tác xã nông nghiệp Thanh Niên", "quang-tri", 4),
        ("Tổ hợp tác Thanh Niên", "quang-tri", 4),
        ("Thanh Niên", "quang-tri", 4),
        ("HTX Thanh Niên", None, None),
        ("HTX Thanh Niên", "ca-mau", None),
        ("Công ty TNHH Thanh Niên", "quang-tri", None),
        ("HKD Thanh Niên", "lang-son", None),
    ],
)
def test_two_makers_of_one_name_are_told_apart_by_province_and_legal_form(
    producer: str, province: str | None, stars: int | None
) -> None:
    registry = CertificateRegistry(
        _recognition(producer_name="HTX Thanh Niên", province=where, stars=given)
        for where, given in (("lang-son", 3), ("quang-tri", 4))
    )
    match = registry.find("Chè", producer, None, today=TODAY, province=province)
    assert (match.recognition.stars if match else None) == stars


@pytest.mark.parametrize(
    ("producer", "proven"),
    [(None, True), ("HTX A", True), ("HTX Chè A Lào Cai", True), ("HTX B", False), ("Công ty TNHH A", False)],
)
def test_a_quoted_decision_proves_nothing_for_another_maker(producer: str | None, proven: bool) -> None:
    registry = CertificateRegistry([_recognition(product_name="Chè dây")])
    quoted = Decision(number="1/QĐ-UBND", date=date(2024, 2, 29))
    assert (registry.find("Chè dây", producer, quoted, today=TODAY) is not None) is proven


@pytest.mark.parametrize(
    ("said", "certified", "producer", "same"),
    [
        ("Mắm nêm Seagull 350g", "Mắm nêm Seagull", "Công ty TNHH Seagull", True),
        ("Mắm nêm hũ 350g OCOP 3 sao", "Mắm nêm Seagull", "Công ty TNHH Seagull", True),
        ("Combo 2 hũ mắm nêm Seagull 350g - 120.000đ", "Mắm nêm Seagull", "Công ty TNHH Seagull", True),
        ("Rong nho 100g", "Rong nho", "Công ty TNHH Hải Nam Okinawa", True),
        ("Rong nho tách nước 100g", "Rong nho", "Công ty TNHH Hải Nam Okinawa", False),
        ("Rong nho", "Rong nho tách nước", "Công ty TNHH Hải Nam Okinawa", False),
        ("Khoai Khoái vị wasabi", "Khoai Khoái sấy giòn vị rong biển", "Công ty Cổ phần Viên Sơn", False),
        ("Nước mắm 40 độ đạm", "Nước mắm 60 độ đạm", "CTCP Nước mắm Phan Thiết", False),
        ("Mắc ca Mơ Nông 500g", "Hạt Mắc ca Mơ Nông", "HTX Nông nghiệp xanh Quảng Trực", True),
        ("500g", "Mắm nêm", "HTX A", False),
    ],
)
def test_names_of_one_product(said: str, certified: str, producer: str, same: bool) -> None:
    assert covers(core_words(said), core_words(certified), producer) is same


@pytest.mark.parametrize("number", ["858/QĐ-UBND", "858/QD-UBND", "858 / QĐ - UBND", "858/qđ–ubnd"])
def test_one_number_has_one_key(number: str) -> None:
    assert number_key(number) == "858/qd-ubnd"


def test_months_after() -> None:
    assert months_after(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert months_after(date(2024, 8, 31), 1) == date(2024, 9, 30)
    assert months_after(date(2024, 12, 15), 1) == date(2025, 1, 15)


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("0912 345 678", "+84912345678"),
        ("+84 912 345 678", "+84912345678"),
        ("ĐT: 0912.345.678 (Zalo)", "+84912345678"),
        ("024 3825 1234", "+842438251234"),
        ("1900 1234", "19001234"),
        ("0912 345", None),
        ("01234567890", None),
        ("không có", None),
        ("", None),
    ],
)
def test_phones(words: str, phone: str | None) -> None:
    assert phone_of(words) == phone


def test_tax_codes_and_bar_codes() -> None:
    assert tax_code_of("MST: 0100109106") == "0100109106"
    assert tax_code_of("Mã số thuế 0100109106-001") == "0100109106001"
    assert tax_code_of("MST: 0123456789") is None
    assert tax_code_of("Điện thoại 0912345678") is None
    assert is_gtin("8935001725107")
    assert not is_gtin("8935001725100")
