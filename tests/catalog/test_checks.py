"""The listing checker: each rule finds what it is for, and nothing in a listing that is well made."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.certificates import CertificateRegistry, Recognition
from catalog.checks import CheckedListing, check_listing, rules
from catalog.listing import parse_listing

TODAY = date(2026, 11, 22)
SIGNED = Recognition(
    product_name="Mật ong bạc hà",
    producer_name="HTX Mèo Vạc",
    stars=4,
    number="2489/QĐ-UBND",
    issuer="UBND tỉnh Hà Giang",
    issued_on=date(2025, 12, 30),
)
GOOD: dict[str, Any] = {
    "url": "https://shop.example/p/1",
    "name": "Mật ong bạc hà OCOP 4 sao hũ 500g",
    "price": 250000,
    "price_text": "250.000đ",
    "list_price": 300000,
    "description": "Mật ong hái từ hoa bạc hà trên cao nguyên đá, quay tay, lọc thô, không pha thêm gì. "
    "Bảo quản nơi khô mát, dùng trong 24 tháng. Trên nhãn có mã QR truy xuất nguồn gốc.",
    "images": ["https://shop.example/1.jpg", "https://shop.example/2.jpg", "https://shop.example/3.jpg"],
    "producer": "HTX Mèo Vạc",
    "shop": "Đặc sản cao nguyên đá",
    "address": "xã Mèo Vạc, tỉnh Tuyên Quang",
    "phone": "0912 345 678",
    "gtin": "8935001725107",
}
OTHER_MAKER = {"producer": "HTX Đồng Văn"}
BROKEN: dict[str, dict[str, Any]] = {
    "name/encoding": {"name": "MËt ong b¹c hµ"},
    "name/capitals": {"name": "MẬT ONG BẠC HÀ HŨ 500G"},
    "name/too_short": {"name": "Mật"},
    "name/too_long": {"name": "Mật ong bạc hà hũ 500g " + "thơm ngon " * 12},
    "name/phone": {"name": "Mật ong bạc hà hũ 500g 0912345678"},
    "price/missing": {"price": 0, "price_text": None, "list_price": None},
    "price/contact": {"price": None, "price_text": "Liên hệ"},
    "price/ambiguous": {"price": None, "price_text": "125.00"},
    "price/currency": {"price": None, "price_text": "12 USD"},
    "price/negative": {"price": -5, "price_text": None},
    "price/suspicious": {"price": 9999999999, "price_text": None, "list_price": None},
    "price/disagrees": {"price": 260000},
    "price/wholesale": {"price": None, "price_text": "Giá sỉ: 200.000đ"},
    "list_price/below_price": {"list_price": 100000},
    "net_content/missing": {"name": "Mật ong bạc hà"},
    "net_content/range": {"name": "Mật ong bạc hà 400-500g"},
    "net_content/several": {"name": "Mật ong bạc hà 500g / 1kg"},
    "images/missing": {"images": []},
    "images/few": {"images": ["https://shop.example/1.jpg"]},
    "description/missing": {"description": None},
    "description/short": {"description": "Mật ong có mã QR."},
    "description/cure": {"description": f"{GOOD['description']} Đặc trị ho lâu ngày."},
    "producer/missing": {"producer": None},
    "producer/same_as_shop": {"producer": "Đặc sản cao nguyên đá"},
    "place/missing": {"address": None},
    "place/unknown": {"address": "Chợ phiên"},
    "place/ambiguous": {"address": "HG"},
    "place/disagrees": {"province": "Lào Cai"},
    "place/commune_missing": {"address": "tỉnh Tuyên Quang"},
    "ocop/no_decision": OTHER_MAKER,
    "ocop/unchecked_decision": OTHER_MAKER | {"certificate": "QĐ 12/QĐ-UBND ngày 1/2/2026"},
    "ocop/lapsed": OTHER_MAKER | {"certificate": "QĐ 12/QĐ-UBND ngày 1/2/2021"},
    "ocop/expires_soon": {},
    "ocop/contradicted": {"name": "Mật ong bạc hà OCOP 5 sao hũ 500g"},
    "ocop/below_three": {"name": "Mật ong bạc hà OCOP 2 sao hũ 500g"},
    "ocop/not_one_rating": {"name": "Mật ong bạc hà OCOP 3-4 sao hũ 500g"},
    "ocop/claims_differ": {"ocop_stars": 3},
    "ocop/not_shown": {"name": "Mật ong bạc hà hũ 500g"},
    "ocop/no_traceability": {"description": "Mật ong hái từ hoa bạc hà. " * 6, "gtin": None},
    "phone/missing": {"phone": None},
    "phone/invalid": {"phone": "0912 345"},
    "gtin/invalid": {"gtin": "8935001725100"},
    "tax_code/invalid": {"description": f"{GOOD['description']} MST: 0123456789"},
}


def checked(today: date = TODAY, **fields: Any) -> CheckedListing:
    record = {key: value for key, value in (GOOD | fields).items() if value is not None}
    listing, _ = parse_listing(record)
    return check_listing(listing, registry=CertificateRegistry([SIGNED]), today=today)


def codes(result: CheckedListing) -> set[str]:
    return {one.code for one in result.findings}


def test_a_good_listing_has_nothing_to_mend() -> None:
    result = checked()
    assert codes(result) == set()
    assert result.facts.ocop.status == "proven"


def test_every_rule_has_a_case() -> None:
    assert set(BROKEN) == set(rules())


@pytest.mark.parametrize("code", BROKEN)
def test_each_rule_finds_what_it_is_for(code: str) -> None:
    today = date(2028, 10, 1) if code == "ocop/expires_soon" else TODAY
    result = checked(today=today, **BROKEN[code])
    finding = next(one for one in result.findings if one.code == code)
    rule = rules()[code]
    assert (finding.severity, finding.field) == (rule.severity, rule.field)
    assert "{" not in finding.message + finding.message_en + finding.hint + finding.hint_en


def test_the_words_found_are_quoted_and_never_read_as_a_pattern() -> None:
    finding = next(one for one in checked(phone="{0.__class__} {words}").findings if one.code == "phone/invalid")
    assert "{0.__class__}" in finding.message


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Lạp sườn Mường Khương 300–350g"}, "300–350g"),
        ({"name": "Gà đồi Tiên Yên 1,2–1,5kg/con"}, "1,2–1,5kg"),
        ({"name": "Gà đồi 1,2-1,5kg", "price_text": "250.000đ/con"}, "1,2-1,5kg"),
        ({"name": "Chả mực Hạ Long", "net_content": "từ 400g đến 500g"}, "400g đến 500g"),
        ({"name": "Cá lóc khô", "description": "Khối lượng tịnh: từ 0,5 đến 1 kg một con. " * 3}, "0,5 đến 1 kg"),
    ],
)
def test_a_range_of_weights_is_quoted_and_how_to_write_it_said_once(fields: dict[str, Any], words: str) -> None:
    result = checked(**fields)
    (finding,) = [one for one in result.findings if one.field == "net_content"]
    assert result.facts.net_content is None
    assert (finding.code, finding.severity) == ("net_content/range", "warning")
    assert f"Khối lượng ghi theo khoảng (“{words}”)" in finding.message
    assert "mức thấp nhất của khoảng: “gói 300g”" in finding.hint


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Gà đồi Tiên Yên 1,2–1,5kg/con", "price": None, "price_text": "250.000đ/kg", "list_price": None},
        {"name": "Cua Cà Mau (3-4 con/kg)", "price": None, "price_text": "40.000đ/100g", "list_price": None},
        {"name": "Gà đồi Tiên Yên gói 1,2kg"},
    ],
)
def test_what_is_written_as_the_hint_says_is_fine(fields: dict[str, Any]) -> None:
    assert not [one for one in checked(**fields).findings if one.field == "net_content"]


def test_the_gravest_comes_first() -> None:
    severities = [one.severity for one in checked(price=0, price_text=None, images=[], phone=None).findings]
    assert severities == sorted(severities, key=("error", "warning", "info").index)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "Khăn thổ cẩm dệt tay", "producer": "HTX Lùng Tám"}, "net_content/missing"),
        ({"phone": "1900 1234"}, "phone/invalid"),
        ({"phone": "+84 912 345 678"}, "phone/invalid"),
        ({"phone": "024 3825 1234"}, "phone/invalid"),
        ({"gtin": "89350017"}, "price/missing"),
        ({"description": f"{GOOD['description']} MST: 0100109106"}, "tax_code/invalid"),
    ],
)
def test_rules_leave_what_is_right_alone(fields: dict[str, Any], code: str) -> None:
    assert code not in codes(checked(**fields))


def test_a_rule_speaks_both_languages_and_says_how_to_mend() -> None:
    for rule in rules().values():
        for words in (rule.message, rule.message_en, rule.hint, rule.hint_en):
            assert len(words) > 15, rule.code
            assert words.endswith((".", "?")), (rule.code, words)


def test_the_documented_table_is_the_code() -> None:
    text = (Path(__file__).parents[2] / "docs" / "checks.md").read_text("utf-8")
    documented = [line.split("|")[1:4] for line in text.splitlines() if line.startswith("| `")]
    assert [[cell.strip(" `") for cell in row] for row in documented] == [
        [rule.code, rule.severity, rule.field] for rule in rules().values()
    ]
