"""The worked cases of the domain report, through the public door."""

import csv
from pathlib import Path
from typing import Any

import pytest

from catalog.facts import Facts

Case = dict[str, str]


def _price(facts: Facts) -> tuple[Any, ...]:
    return facts.price, facts.price_max, facts.list_price, facts.price_per, facts.price_status


PRICES: dict[str, tuple[Any, ...]] = {
    "130,000₫": (130_000, None, None, None, "stated"),
    "130,000<sup>₫</sup>": (130_000, None, None, None, "stated"),
    "60000.00": (60_000, None, None, None, "stated"),
    "125k": (125_000, None, None, None, "stated"),
    "1tr": (1_000_000, None, None, None, "stated"),
    "1tr050": (1_050_000, None, None, None, "stated"),
    "700.000/lít": (700_000, None, None, "l", "stated"),
    "27.000 - 32.000 đồng/kg": (27_000, 32_000, None, "kg", "stated"),
    "120.000 – 150.000 ₫": (120_000, 150_000, None, None, "stated"),
    "10.000 – 30.000 đ/kg": (10_000, 30_000, None, "kg", "stated"),
    "90-110k/kg": (90_000, 110_000, None, "kg", "stated"),
    "Giá: Liên hệ": (None, None, None, None, "contact"),
    "Liên Hệ": (None, None, None, None, "contact"),
    "Giá: 0": (None, None, None, None, "missing"),
    "350,000₫ 225,000₫": (225_000, None, 350_000, None, "stated"),
    "198.000 VNĐ (đã bao gồm VAT)": (198_000, None, None, None, "stated"),
    "Giá sỉ: 90.000đ (từ 10 hũ)": (90_000, None, None, None, "wholesale"),
    "Giá: 1.250.000 vnđ/ bộ": (1_250_000, None, None, "set", "stated"),
    "125.00": (None, None, None, None, "ambiguous"),
    "35.000đ/100g": (35_000, None, None, "100 g", "stated"),
    "100 nghìn": (100_000, None, None, None, "stated"),
}
CONTENTS: dict[str, tuple[float, str, int, float] | None] = {
    "500gr": (500, "g", 1, 500),
    "500gram": (500, "g", 1, 500),
    "500 gram": (500, "g", 1, 500),
    "400G": (400, "g", 1, 400),
    "túi 0,5kg": (500, "g", 1, 500),
    "1 lít": (1000, "ml", 1, 1000),
    "1L": (1000, "ml", 1, 1000),
    "can 2L": (2000, "ml", 1, 2000),
    "gồm 1 chai 100ml & 1 chai 100ml": (200, "ml", 2, 100),
    "Chả ram tôm đất nhỏ - 50 cuốn": (50, "piece", 1, 50),
    "500g/ túi": (500, "g", 1, 500),
    "rượu 45 độ": None,
    "ST25": None,
    "R4 / Ri6": None,
    "SẦU RIÊNG RI6": None,
    "Tryvat 49": None,
    "HMC0004": None,
}
STARS: dict[str, tuple[int | None, str]] = {
    "OCOP 4 sao": (4, "claimed"),
    "4★": (4, "claimed"),
    "OCOP cấp quốc gia": (5, "claimed"),
    "OCOP 3–4 sao": (None, "claimed"),
    "đánh giá 4.5 sao": (None, "none"),
    "5/5 sao (10 đánh giá)": (None, "none"),
    "khách sạn 4 sao": (None, "none"),
    "sao biển khô": (None, "none"),
    "OCOP": (None, "claimed"),
    "ngôi sao OCOP ba sao": (3, "claimed"),
    "được công nhận theo Quyết định số 2489/QĐ-UBND ngày 30/12/2023": (None, "claimed"),
    "Quyết định số 1693/QĐ-UBND ngày 22 tháng 8 năm 2022 của UBND tỉnh Trà Vinh": (None, "lapsed"),
}
DECISIONS = {
    "được công nhận theo Quyết định số 2489/QĐ-UBND ngày 30/12/2023": ("2489/QĐ-UBND", "2023-12-30", None),
    "Quyết định số 1693/QĐ-UBND ngày 22 tháng 8 năm 2022 của UBND tỉnh Trà Vinh": (
        "1693/QĐ-UBND",
        "2022-08-22",
        "UBND tỉnh Trà Vinh",
    ),
}
PRODUCERS = {
    "HTX DVNN Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "HTX Nông sản Hữu cơ Bechamp Đắk Nông": ("Bechamp Đắk Nông", "cooperative"),
    "HKD Minh Huyền": ("Minh Huyền", "household_business"),
    "Hộ sản xuất Nguyễn Văn Bao": ("Nguyễn Văn Bao", "household"),
    "Cty TNHH MTV Nhiên Thảo": ("Nhiên Thảo", "single_member_llc"),
    "Công ty TNHH SX TM DV Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH TM XNK Sachi Thịnh Phát": ("Sachi Thịnh Phát", "llc"),
    "CTCP Nước mắm Phan Thiết": ("Nước mắm Phan Thiết", "joint_stock"),
    "DNTN Thành Công": ("Thành Công", "private_enterprise"),
    "Liên hiệp HTX …": (None, "cooperative_union"),
}
PLACES: dict[str, tuple[str | None, str | None, str | None]] = {
    "T. Hà Giang": ("tuyen-quang", "ha-giang", None),
    "Bắc Cạn": ("thai-nguyen", "bac-kan", None),
    "Tinh dầu hoa huệ": (None, None, None),
    "tỉnh Lâm Đồng": ("lam-dong", None, None),
    "37 Nguyễn Văn Trỗi, phường Nghĩa Trung, thành phố Gia Nghĩa, tỉnh Đắk Nông": (
        "lam-dong",
        "dak-nong",
        "dong-gia-nghia",
    ),
    "Đà Lạt": ("lam-dong", "lam-dong", None),
}


def _cases(folder: Path, kind: str) -> list[Case]:
    with (folder / "domain" / "text_cases.csv").open(encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["kind"] == kind]


@pytest.mark.shared
def test_prices(shared_dir: Path, read: Any) -> None:
    cases = _cases(shared_dir, "price")
    for case in cases:
        assert _price(read(price_text=case["input"]).facts) == PRICES[case["input"]], case
        assert _price(read(price=case["input"]).facts) == PRICES[case["input"]], case
    assert len(cases) == 21


@pytest.mark.shared
@pytest.mark.parametrize("field", ["name", "net_content"])
def test_net_contents(shared_dir: Path, read: Any, field: str) -> None:
    for case in _cases(shared_dir, "net_content"):
        expected = CONTENTS[case["input"]]
        content = read(**{field: case["input"]}).facts.net_content
        got = content and (content.amount, content.unit, content.packs, content.per_pack)
        assert got == expected, case


@pytest.mark.shared
def test_stars_and_decisions(shared_dir: Path, read: Any) -> None:
    for case in _cases(shared_dir, "ocop_star"):
        for field in ("name", "description", "certificate"):
            if field == "description" and case["input"] == "4★":
                continue
            ocop = read(**{field: case["input"]}).facts.ocop
            assert (ocop.stars, ocop.status) == STARS[case["input"]], (case, field)
            if case["input"] in DECISIONS:
                decision = ocop.decision
                assert (decision.number, str(decision.date), decision.issuer) == DECISIONS[case["input"]]


@pytest.mark.shared
def test_producers(shared_dir: Path, read: Any) -> None:
    for case in _cases(shared_dir, "producer"):
        producer = read(producer=case["input"]).facts.producer
        name, form = PRODUCERS[case["input"]]
        assert producer.legal_form == form, case
        assert name is None or producer.name == name, case


@pytest.mark.shared
@pytest.mark.parametrize("field", ["address", "province"])
def test_places(shared_dir: Path, read: Any, field: str) -> None:
    for case in _cases(shared_dir, "province"):
        place = read(**{field: case["input"]}).facts.place
        assert (place.province, place.former_province, place.commune) == PLACES[case["input"]], case


@pytest.mark.shared
def test_spellings_of_one_word_give_one_name(shared_dir: Path, read: Any) -> None:
    for case in _cases(shared_dir, "text"):
        one, other = case["input"].split(" / ")
        assert read(name=f"Bánh {one}").facts.name == read(name=f"Bánh {other}").facts.name, case
        assert read(province=one).facts.place == read(province=other).facts.place, case
