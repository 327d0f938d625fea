"""OCOP stars and decisions as pages claim them, and their standing beside the registry."""

from datetime import date
from typing import Any

import pytest

from catalog.certificates import CertificateRegistry, Recognition
from catalog.listing import Listing
from catalog.normalise import normalise
from catalog.normalise.decision import find_decision
from catalog.normalise.text import clean

CLAIMED: dict[str, int | None] = {
    "OCOP 3 sao năm 2019, nâng hạng OCOP 4 sao năm 2023": 4,
    "nâng hạng từ OCOP 3 sao lên OCOP 4 sao": 4,
    "phấn đấu nâng hạng lên OCOP 5 sao": None,
    "xếp hạng bốn (4) sao OCOP": 4,
    "OCOP 4 (bốn) sao": 4,
    "O.C.O.P 4 sao": 4,
    "Một sản phẩm mỗi xã 4 sao": 4,
    "Shop 5 sao, sản phẩm OCOP": None,
    "chưa đạt OCOP 5 sao, hiện đạt OCOP 4 sao": 4,
    "không chỉ đạt OCOP 4 sao mà còn được xuất khẩu": 4,
    "Sữa chua OCOP": None,
    "Bánh không đường đạt OCOP 3 sao": 3,
    "⭐4 OCOP": 4,
    "OCOP ★4": 4,
    "OCOP*4": 4,
    "sao OCOP: 4": 4,
    "hạng sao: 4": 4,
    "được đánh giá 4 sao OCOP": 4,
    "đánh giá, phân hạng OCOP 4 sao": 4,
    "OCOP 4 sao, 3 sao": None,
    "OCOP 4 sao": 4,
    "OCOP 3 sao": 3,
    "OCOP 5 sao": 5,
    "Ocop 4 Sao": 4,
    "OCOP 4 SAO": 4,
    "ocop 4 sao": 4,
    "OCOP 4sao": 4,
    "OCOP 4*": 4,
    "OCOP 4 *": 4,
    "OCOP 4★": 4,
    "OCOP ⭐⭐⭐⭐": 4,
    "OCOP ★★★": 3,
    "OCOP (4 sao)": 4,
    "OCOP - 4 sao": 4,
    "OCOP: 4 sao": 4,
    "OCOP đạt 4 sao": 4,
    "OCOP hạng 4 sao": 4,
    "OCOP đạt hạng 4 sao": 4,
    "OCOP4": 4,
    "OCOP 4": 4,
    "Ocop.4": 4,
    "OCOP-4": 4,
    "4 sao OCOP": 4,
    "4* OCOP": 4,
    "4* sao": 4,
    "4★": 4,
    "★★★★": 4,
    "★★★★★": 5,
    "4-star OCOP": 4,
    "OCOP 4 stars": 4,
    "sản phẩm OCOP 4 sao tỉnh Hà Giang": 4,
    "sản phẩm đạt OCOP 3 sao cấp huyện": 3,
    "Đạt chứng nhận OCOP 4 sao cấp tỉnh năm 2024": 4,
    "được xếp hạng 4 sao OCOP": 4,
    "xếp hạng 3 sao": 3,
    "đạt 4 sao cấp tỉnh": 4,
    "hạng 5 sao cấp quốc gia": 5,
    "3 sao cấp huyện": 3,
    "OCOP bốn sao": 4,
    "OCOP ba sao": 3,
    "OCOP năm sao": 5,
    "ngôi sao OCOP ba sao": 3,
    "Mật ong bạc hà (OCOP 4 sao) 500ml": 4,
    "[OCOP 3 sao] Miến dong Bình Lư 500g": 3,
    "Mật ong 4 sao": 4,
    "OCOP cấp quốc gia": 5,
    "Sản phẩm OCOP tiêu biểu cấp quốc gia": 5,
    "Mỗi xã một sản phẩm - 4 sao": 4,
    "OCOP": None,
    "Sản phẩm OCOP": None,
    "Đặc sản OCOP Hà Giang": None,
    "ocop hg": None,
    "OCOP 500g": None,
    "OCOP 2024": None,
    "OCOP 3–4 sao": None,
    "OCOP 3-5 sao": None,
    "OCOP từ 3 đến 5 sao": None,
    "OCOP 3, 4 sao": None,
    "OCOP 3 sao trở lên": None,
    "OCOP từ 3 sao": None,
    "các sản phẩm OCOP từ 3 sao trở lên": None,
    "OCOP tiềm năng 5 sao": None,
    "Tiềm năng OCOP 5 sao": None,
    "sản phẩm OCOP tiềm năng đạt 5 sao": None,
    "OCOP 2 sao": None,
    "OCOP 1 sao": None,
    "phấn đấu đạt OCOP 4 sao": None,
    "đăng ký OCOP 4 sao": None,
}
NOT_CLAIMED = (
    "Chưa đạt OCOP",
    "Chưa đạt OCOP 4 sao",
    "không phải sản phẩm OCOP",
    "Sản phẩm chưa được công nhận OCOP",
    "OCOP: chưa có",
    "shop 5 sao",
    "giao hàng 5 sao",
    "5★ trên Shopee",
    "4 trên 5 sao",
    "★★★★☆",
    "sao 5 cánh",
    "khách sạn năm sao",
    "đánh giá 4.5 sao",
    "đánh giá 5 sao",
    "Đánh giá: 5 sao",
    "5/5 sao (10 đánh giá)",
    "4,5 sao",
    "4.8 ★ (120)",
    "5 sao (12 đánh giá)",
    "5 sao từ 20 khách hàng",
    "khách sạn 4 sao",
    "Khách sạn tiêu chuẩn 5 sao",
    "Resort 5 sao",
    "nhà hàng 5 sao",
    "Dịch vụ 5 sao",
    "chất lượng 5 sao",
    "sao biển khô",
    "Sao biển",
    "chè sao suốt",
    "trà sao khô 3 lần",
    "Ngôi sao",
    "hình ngôi sao 5 cánh",
    "Bia Ngôi Sao",
    "Cao Sao Vàng",
    "vì sao nên chọn",
    "3 sao trở lên",
    "Sản phẩm được 5 sao bình chọn",
    "★ Hàng mới ★",
    "⭐ Giao nhanh",
    "1 sao",
    "quả khế 5 múi sao",
    "hồng sâm 6 năm tuổi",
    "Mật ong rừng",
)


@pytest.mark.parametrize(("words", "stars"), CLAIMED.items())
def test_claims(read: Any, words: str, stars: int | None) -> None:
    ocop = read(name=words).facts.ocop
    assert (ocop.stars, ocop.status, ocop.decision) == (stars, "claimed", None)


@pytest.mark.parametrize("words", NOT_CLAIMED)
def test_no_claims(read: Any, words: str) -> None:
    for field in ("name", "description"):
        ocop = read(**{field: words}).facts.ocop
        assert (ocop.stars, ocop.status) == (None, "none"), field


@pytest.mark.parametrize(
    ("value", "stars", "status"),
    [
        (4, 4, "claimed"),
        ("4", 4, "claimed"),
        ("4.0", 4, "claimed"),
        (5.0, 5, "claimed"),
        ("4 sao", 4, "claimed"),
        ("4*", 4, "claimed"),
        ("OCOP 4 sao", 4, "claimed"),
        ("★★★", 3, "claimed"),
        ("OCOP", None, "claimed"),
        (2, None, "claimed"),
        (0, None, "none"),
        ("", None, "none"),
        (4.5, None, "none"),
        ("4.5", None, "none"),
        ("không", None, "none"),
        ("****", 4, "claimed"),
        ("Bốn", 4, "claimed"),
        ("Hạng 4", 4, "claimed"),
    ],
)
def test_the_field_of_stars(read: Any, value: Any, stars: int | None, status: str) -> None:
    ocop = read(ocop_stars=value).facts.ocop
    assert (ocop.stars, ocop.status) == (stars, status)


@pytest.mark.parametrize(
    ("fields", "stars", "code"),
    [
        ({"ocop_stars": 4, "name": "Mật ong OCOP 3 sao"}, 4, "ocop_stars/disagrees"),
        ({"name": "Mật ong OCOP 2 sao"}, None, "ocop_stars/below_three"),
        ({"name": "Mật ong OCOP 3-4 sao"}, None, "ocop_stars/range"),
        ({"name": "Mật ong OCOP từ 3 sao"}, None, "ocop_stars/threshold"),
        ({"name": "Mật ong OCOP tiềm năng 5 sao"}, None, "ocop_stars/potential"),
        ({"ocop_stars": 4.5}, None, "ocop_stars/invalid"),
        ({"description": "Đạt OCOP 4 sao năm 2023. Khách hàng đánh giá 5 sao."}, 4, None),
        ({"category": ["Đặc sản", "OCOP 4 sao"]}, 4, None),
        ({"certificate": "Chứng nhận 4 sao"}, 4, None),
        ({"description": "Sản phẩm 4 sao"}, None, None),
        ({"description": "4★"}, 4, None),
        ({"description": "O.C.O.P 4 sao"}, 4, None),
        ({"description": "Một sản phẩm mỗi xã 4 sao"}, 4, None),
    ],
)
def test_where_claims_stand(read: Any, fields: dict[str, Any], stars: int | None, code: str | None) -> None:
    normalised = read(**fields)
    assert normalised.facts.ocop.stars == stars
    codes = {one.code for one in normalised.oddities}
    assert code in codes if code else not codes


DECISIONS: dict[str, tuple[str, str | None, str | None] | None] = {
    "Quyết định số 2489/QĐ-UBND ngày 30/12/2023": ("2489/QĐ-UBND", "2023-12-30", None),
    "Quyết định số 1693/QĐ-UBND ngày 22 tháng 8 năm 2022 của UBND tỉnh Trà Vinh": (
        "1693/QĐ-UBND",
        "2022-08-22",
        "UBND tỉnh Trà Vinh",
    ),
    "QĐ số 858/QĐ-UBND ngày 19-6-2025 của UBND tỉnh Đắk Nông": ("858/QĐ-UBND", "2025-06-19", "UBND tỉnh Đắk Nông"),
    "QĐ 858/QĐ-UBND (19/06/2025) UBND tỉnh Đắk Nông": ("858/QĐ-UBND", "2025-06-19", "UBND tỉnh Đắk Nông"),
    "QĐ số: 768/QD-UBND ngày 07.05.2025 của Ủy ban nhân dân huyện Cư Jút về việc công nhận": (
        "768/QĐ-UBND",
        "2025-05-07",
        "UBND huyện Cư Jút",
    ),
    "số 1887 / QĐ - UBND, ngày 16/6/2025": ("1887/QĐ-UBND", "2025-06-16", None),
    "UBND huyện Đắk Song cấp tại Quyết định 1887/QĐ-UBND ngày 16/06/2025": (
        "1887/QĐ-UBND",
        "2025-06-16",
        "UBND huyện Đắk Song",
    ),
    "Quyết định 2890/QĐ-BNN-VPĐP ngày 30/6/2021": (
        "2890/QĐ-BNN-VPĐP",
        "2021-06-30",
        "Bộ Nông nghiệp và Phát triển nông thôn",
    ),
    "Quyết định số 3981/QĐ-UBND của UBND tỉnh Lâm Đồng ngày 05/8/2026": (
        "3981/QĐ-UBND",
        "2026-08-05",
        "UBND tỉnh Lâm Đồng",
    ),
    "Theo Quyết định số 120/QĐ-UBND ngày 15/01/2024 của Chủ tịch UBND thành phố Đà Nẵng": (
        "120/QĐ-UBND",
        "2024-01-15",
        "UBND thành phố Đà Nẵng",
    ),
    "Quyết định 45/QĐ-UBND của UBND TP. Hà Nội": ("45/QĐ-UBND", None, "UBND thành phố Hà Nội"),
    "2489/QĐ-UBND": ("2489/QĐ-UBND", None, None),
    "2489/QÐ-UBND ngày 30/12/2023": ("2489/QĐ-UBND", "2023-12-30", None),
    "quyết định số 2489/qđ-ubnd ngày 30/12/2023": ("2489/QĐ-UBND", "2023-12-30", None),
    "Quyết định số 2489/QĐ-UBND ngày 31/02/2023": ("2489/QĐ-UBND", None, None),
    "Quyết định 148/QĐ-TTg ngày 24/2/2023": None,
    "Quyết định 26/2026/QĐ-TTg": None,
    "1162/QĐ-VPĐP-OCOP": None,
    "Giấy chứng nhận ATTP số 12/2023/NNPTNT-LĐ": None,
    "Quyết định": None,
}


@pytest.mark.parametrize(("words", "expected"), DECISIONS.items())
def test_decisions(words: str, expected: tuple[str, str | None, str | None] | None) -> None:
    found = find_decision(clean(words).text)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        decision, _ = found
        assert (decision.number, decision.date and str(decision.date), decision.issuer) == expected


SIGNED = Recognition(
    product_name="Mật ong bạc hà",
    producer_name="HTX Dịch vụ Nông nghiệp Mèo Vạc",
    stars=4,
    number="2489/QĐ-UBND",
    issuer="UBND tỉnh Hà Giang",
    issued_on=date(2023, 12, 30),
)
NEWS = Recognition(product_name="Chè Shan tuyết", producer_name="HTX Phìn Hồ", stars=3, level="B1")
TODAY = date(2026, 11, 22)


def _ocop(today: date = TODAY, **fields: Any) -> tuple[int | None, str, str | None]:
    listing = Listing(url="https://shop.example/p/1", **fields)
    registry = CertificateRegistry([SIGNED, NEWS])
    ocop = normalise(listing, registry=registry, today=today).facts.ocop
    return ocop.stars, ocop.status, ocop.decision.number if ocop.decision else None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "Mật ong bạc hà", "producer": "HTX DVNN Mèo Vạc"}, (4, "proven", "2489/QĐ-UBND")),
        ({"name": "Mật ong bạc hà 500ml OCOP 4 sao", "producer": "HTX Mèo Vạc"}, (4, "proven", "2489/QĐ-UBND")),
        ({"name": "MẬT ONG BẠC HÀ HŨ 500G", "producer": "Hợp tác xã Mèo Vạc"}, (4, "proven", "2489/QĐ-UBND")),
        ({"name": "Mật ong bạc hà OCOP 5 sao", "producer": "HTX Mèo Vạc"}, (4, "contradicted", "2489/QĐ-UBND")),
        ({"name": "Mật ong bạc hà", "producer": "HTX Đồng Văn"}, (None, "none", None)),
        ({"name": "Mật ong bạc hà OCOP 4 sao", "producer": "HTX Đồng Văn"}, (4, "claimed", None)),
        ({"name": "Mật ong bạc hà", "shop": "HTX Mèo Vạc"}, (None, "none", None)),
        ({"name": "Mật ong hoa nhãn", "producer": "HTX Mèo Vạc"}, (None, "none", None)),
        ({"name": "Mật ong bạc hà ngâm chanh đào", "producer": "HTX Mèo Vạc"}, (None, "none", None)),
        (
            {
                "name": "Mật ong bạc hà",
                "certificate": "QĐ số 2489/QĐ-UBND ngày 30/12/2023 của UBND tỉnh Hà Giang",
            },
            (4, "proven", "2489/QĐ-UBND"),
        ),
        (
            {"name": "Mật ong rừng", "certificate": "QĐ số 2489/QĐ-UBND ngày 30/12/2023 của UBND tỉnh Hà Giang"},
            (None, "claimed", "2489/QĐ-UBND"),
        ),
        (
            {"name": "Mật ong bạc hà", "certificate": "QĐ số 2489/QĐ-UBND ngày 30/12/2023 của UBND tỉnh Lào Cai"},
            (None, "claimed", "2489/QĐ-UBND"),
        ),
        (
            {"name": "Mật ong bạc hà OCOP 4 sao", "certificate": "QĐ số 2489/QĐ-UBND ngày 1/1/2024"},
            (4, "claimed", "2489/QĐ-UBND"),
        ),
        ({"name": "Mật ong bạc hà", "certificate": "QĐ số 2489/QĐ-UBND"}, (None, "claimed", "2489/QĐ-UBND")),
        ({"name": "Chè Shan tuyết OCOP 3 sao", "producer": "HTX Phìn Hồ"}, (3, "claimed", None)),
        ({"name": "Chè Shan tuyết", "producer": "HTX Phìn Hồ"}, (3, "claimed", None)),
        (
            {"name": "Miến dong OCOP 3 sao", "certificate": "QĐ 12/QĐ-UBND ngày 22/8/2022"},
            (3, "lapsed", "12/QĐ-UBND"),
        ),
    ],
)
def test_standing(fields: dict[str, Any], expected: tuple[int | None, str, str | None]) -> None:
    assert _ocop(**fields) == expected


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (date(2023, 12, 30), "proven"),
        (date(2026, 12, 30), "proven"),
        (date(2026, 12, 31), "lapsed"),
    ],
)
def test_a_certificate_is_valid_36_months(today: date, status: str) -> None:
    assert _ocop(today, name="Mật ong bạc hà", producer="HTX Mèo Vạc")[1] == status


def test_a_product_of_the_shipped_registry_is_proven(read: Any) -> None:
    facts = read(name="Mắm nêm Seagull 350g", producer="Cty TNHH Seagull").facts
    assert facts.ocop.status == "proven"
    assert facts.ocop.decision.number == "3981/QĐ-UBND"
    again = read(name="Mắm nêm Seagull 350g", producer="Cty TNHH Seagull", today=date(2029, 8, 6)).facts
    assert again.ocop.status == "lapsed"
