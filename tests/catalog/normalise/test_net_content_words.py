"""Net contents as names and pack fields write them: amount, unit, packs, in one pack (None: no quantity)."""

from typing import Any

import pytest

from catalog.normalise.net_content import read_content
from catalog.normalise.text import clean

Expected = tuple[float, str, int, float] | None


def g(amount: float, packs: int = 1) -> Expected:
    return amount, "g", packs, amount / packs


def ml(amount: float, packs: int = 1) -> Expected:
    return amount, "ml", packs, amount / packs


def pieces(amount: float, packs: int = 1) -> Expected:
    return amount, "piece", packs, amount / packs


UNITS: dict[str, Expected] = {
    "500g": g(500),
    "500 g": g(500),
    "500G": g(500),
    "500gr": g(500),
    "500 Gr": g(500),
    "500gram": g(500),
    "500 gam": g(500),
    "50gam": g(50),
    "1kg": g(1000),
    "1 Kg": g(1000),
    "1KG": g(1000),
    "1 ký": g(1000),
    "2 kí": g(2000),
    "1 kí lô": g(1000),
    "1 cân": g(1000),
    "2 lạng": g(200),
    "5 yến": g(50_000),
    "1 tạ": g(100_000),
    "0,5kg": g(500),
    "0.5 kg": g(500),
    "1,5kg": g(1500),
    "1.5 kg": g(1500),
    "1.000g": g(1000),
    "1,000 g": g(1000),
    "1.500 ml": ml(1500),
    "½ kg": g(500),
    "nửa ký": g(500),
    "một kg": g(1000),
    "1kg2": g(1200),
    "2kg5": g(2500),
    "1 kg rưỡi": g(1500),
    "500ml": ml(500),
    "500 ML": ml(500),
    "500Ml": ml(500),
    "1 lít": ml(1000),
    "1L": ml(1000),
    "1.5L": ml(1500),
    "1,5 lít": ml(1500),
    "1 lít rưỡi": ml(1500),
    "Mật ong rừng 1 lít 2": ml(1200),
    "Gạo 5kg 2": g(5000),
    "5 lit": ml(5000),
    "can 2L": ml(2000),
    "100cc": ml(100),
    "37,5g": g(37.5),
    "4.5 g": g(4.5),
}
CONTAINED: dict[str, Expected] = {
    "Mật ong bạc hà hũ 500g": g(500),
    "Mật ong bạc hà 500g/hũ": g(500),
    "túi 0,5kg": g(500),
    "500g/ túi": g(500),
    "Hũ/500g": g(500),
    "Gạo Séng Cù (túi 5kg)": g(5000),
    "Nước mắm Phú Quốc chai thủy tinh 500ml": ml(500),
    "Tinh dầu sả lọ 10ml": ml(10),
    "Miến dong Bình Lư 500gr": g(500),
    "Rượu ngô Bản Phố can 5 lít": ml(5000),
    "Cà phê bột 250gr - Hộp giấy": g(250),
    "Thịt trâu gác bếp 1/2kg": g(500),
    "Bún khô 400G": g(400),
    "Chè Shan tuyết hộp 100 g": g(100),
    "Sâm dây Ngọc Linh khô 100gr": g(100),
    "Bơ 034 1kg": g(1000),
    "Khoai deo Hải Ninh gói 0.25kg": g(250),
}
PACKED: dict[str, Expected] = {
    "Hộp 2 gói (500g/gói)": g(1000, 2),
    "2 gói/hộp 500g": g(500),
    "10 hộp/thùng x 500g": g(5000, 10),
    "1kg/túi x 5 túi": g(5000, 5),
    "thùng 20kg (4 túi 5kg)": g(20_000, 4),
    "3 hũ x 200g + 1 hũ 100g": g(700, 4),
    "hộp 50 túi lọc x 2g (100g)": g(100, 50),
    "thùng 24 chai x 580ml": ml(13_920, 24),
    "Thùng 24 chai 500ml": ml(12_000, 24),
    "thùng 12 lốc x 4 hộp x 180ml": ml(8640, 48),
    "thùng 12 lốc 4 x180ml": ml(8640, 48),
    "bộ 2 túi x 3.5kg": g(7000, 2),
    "lốc 6 lon x 355ml": ml(2130, 6),
    "lốc 6 chai 350ml": ml(2100, 6),
    "2 gói x 500 g": g(1000, 2),
    "2 hộp 500g": g(1000, 2),
    "Combo 2 hộp 500g": g(1000, 2),
    "Combo 3 hũ mật ong 500ml": ml(1500, 3),
    "Combo 2 mật ong bạc hà 500g": g(1000, 2),
    "Set 3 hũ mứt 250g": g(750, 3),
    "2x500g": g(1000, 2),
    "2 x 500g": g(1000, 2),
    "2*500g": g(1000, 2),
    "2 × 500g": g(1000, 2),
    "500gx2": g(1000, 2),
    "500g x 2": g(1000, 2),
    "500g x 2 túi": g(1000, 2),
    "250 g x 4 hộp": g(1000, 4),
    "250g*3": g(750, 3),
    "330ml x 24 lon": ml(7920, 24),
    "330ml/lon x 24": ml(7920, 24),
    "(30ml/chai) x 10 chai": ml(300, 10),
    "20 túi lọc x 2g (40g)": g(40, 20),
    "Trà túi lọc hộp 20 túi x 2g": g(40, 20),
    "100 túi lọc x 2g": g(200, 100),
    "20 gói x 5g": g(100, 20),
    "hộp 20 gói x 5g/gói": g(100, 20),
    "5g/gói x 20 gói": g(100, 20),
    "Hộp 20 gói, 5g/gói": g(100, 20),
    "Hộp 20 gói (mỗi gói 5g)": g(100, 20),
    "Hộp 10 gói x 16g (160g)": g(160, 10),
    "2g x 25 túi hộp 50g": g(50, 25),
    "18g x 10 túi hộp 180g": g(180, 10),
    "10 gói x 29g hộp 290g": g(290, 10),
    "thùng 40 hộp 15 gói x 16 g hộp 240g": g(9600, 40),
    "bộ 3 gói x 720g 30 gói x 24g": g(2160, 3),
    "4 cây x 70g lốc 3 gói x 280g": g(840, 3),
    "thùng 80 dây x 12 gói x 6g": g(5760, 960),
    "Hộp 6 hũ (6x50g)": g(300, 6),
    "12 bánh hộp 360g": g(360),
    "hộp 16 cái 288g": g(288),
    "gói 15 viên 78g": g(78),
    "Mì gói 75g thùng 30 gói": g(2250, 30),
    "gồm 1 chai 100ml & 1 chai 100ml": ml(200, 2),
    "Combo 1 chai 500ml và 1 chai 250ml": ml(750, 2),
    "Set 3 hũ: 1 hũ 200g, 1 hũ 300g, 1 hũ 100g": g(600, 3),
    "500g + 100g": g(600, 2),
    "Combo 2 chai nước mắm 500ml + 1 chai 250ml": ml(1250, 3),
    "Combo 2 hũ mắm 200g và 1 hũ 500g": g(900, 3),
    "Miến dong 500g/gói, 10 gói/thùng": g(5000, 10),
    "Trà 5g/gói, 20 gói/hộp": g(100, 20),
    "Bún khô 500g + tặng 100g": g(500),
    "cặp 2 chai x 600ml": ml(1200, 2),
    "Khay 3 hũ x 70g": g(210, 3),
}
COUNTS: dict[str, Expected] = {
    "20 viên/vỉ x 3 vỉ": pieces(60, 3),
    "hộp 3 vỉ x 10 viên nang": pieces(30, 3),
    "30 quả/khay": pieces(30),
    "Chả ram tôm đất nhỏ - 50 cuốn": pieces(50),
    "Trứng gà vỉ 10 quả": pieces(10),
    "Trứng vịt muối hộp 6 trứng": pieces(6),
    "Hộp 12 trái": pieces(12),
    "Bánh gai túi 5 cái": pieces(5),
    "10 chiếc": pieces(10),
    "Viên nghệ mật ong lọ 100 viên": pieces(100),
    "Viên nang hộp 30 viên x 500mg": pieces(30),
    "Trứng gà (chục)": pieces(10),
    "1 chục trứng gà": pieces(10),
    "2 chục quả": pieces(20),
    "Hộp 20 túi lọc": pieces(20),
    "Lốc 6": pieces(6),
    "Nhang 139 nén": pieces(139),
    "bộ 3 gói x 80 tờ": pieces(240, 3),
    "thùng 6 gói 8 miếng": pieces(48, 6),
    "Nem chua xâu 10 cái": pieces(10),
}
NOT_QUANTITIES: dict[str, Expected] = {
    "rượu 45 độ": None,
    "Nước mắm 40 độ đạm": None,
    "Nước mắm 60N": None,
    "Gạo ST25": None,
    "Sầu riêng Ri6": None,
    "R4 / Ri6": None,
    "Rượu Tryvat 49": None,
    "HMC0004": None,
    "Trà thảo mộc 7 vị": None,
    "Cà phê 3 trong 1": None,
    "Cà phê 3in1": None,
    "OCOP 4 sao": None,
    "Bơ 034": None,
    "1 hộp": None,
    "Hộp": None,
    "Khăn 30x30cm": None,
    "Chiếu cói 1m6 x 2m": None,
    "Vải lanh 80cm": None,
    "Giấy dó 120g/m2": None,
    "mạng 5GHz": None,
    "Vitamin C 500mg": None,
    "100%": None,
    "năm 2025": None,
    "5 năm tuổi": None,
    "4.0": None,
    "giảm 20%": None,
    "1 yến sào": None,
    "Tổ yến sào thượng hạng": None,
    "HTX Bắc Ruộng 1": None,
    "Pin 2000mAh": None,
    "Tã quần size XXXL 18 - 35kg": None,
    "500g / 1kg": (0, "g", 1, 0),
    "Hũ 250ml, 500ml": (0, "ml", 1, 0),
}
BESIDE_NOISE: dict[str, Expected] = {
    "500g (±10g)": g(500),
    "Nước tăng lực lon cao 330 ml": ml(330),
    "Nước mắm 40 độ đạm chai 500ml": ml(500),
    "Nước mắm cá cơm nguyên chất 40 độ đạm Suchi 500ml": ml(500),
    "Gạo ST25 túi 5kg": g(5000),
    "Rượu Tryvat 49 chai 500ml": ml(500),
    "Rượu gạo 45 độ 750ml": ml(750),
    "Sầu riêng Ri6 2kg": g(2000),
    "Trà thảo mộc 7 vị 200g": g(200),
    "Cà phê 3 trong 1 hộp 20 gói x 16g": g(320, 20),
    "OCOP 4 sao Mật ong 500ml": ml(500),
    "Mắm nêm Seagull 3 sao 350g": g(350),
    "Tôm khô loại 1 500g": g(500),
    "Tôm sú size 20 con/kg khay 500g": g(500),
    "Cua Cà Mau 3-4 con/kg": None,
    "Mãng cầu mỗi kg khoảng 4 trái": g(1000),
    "Chuối Xiêm Kg": g(1000),
    "Táo xanh 23 - 30 trái mỗi kg": g(1000),
    "Tã quần size M từ 6-11kg gói 44 miếng": pieces(44),
    "Sữa hữu cơ HiPP số 2 hộp 800g": g(800),
    "Dầu cá Omega 3 chai 250ml": ml(250),
    "Hạt giống PN-812 gói 10 g": g(10),
    "Phân bón NPK 15-15-15 hũ 200 g": g(200),
    "Gà ủ muối 1,2-1,4kg": g(1200),
    "Gà đồi 1.8 - 2kg/con": g(1800),
    "Mật ong 120.000đ hũ 500g": g(500),
}


@pytest.mark.parametrize(
    ("words", "expected"),
    [case for group in (UNITS, CONTAINED, PACKED, COUNTS, NOT_QUANTITIES, BESIDE_NOISE) for case in group.items()],
)
def test_words(words: str, expected: Expected) -> None:
    got = read_content(clean(words).text)
    if expected is None:
        assert got is None
    else:
        assert got is not None
        packs = max(got.packs, 1)
        assert (got.amount, got.unit, packs, got.amount / packs) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"net_content": "500gr"}, g(500)),
        ({"name": "Mật ong hũ 500g", "net_content": "1 hộp"}, g(500)),
        ({"name": "Mật ong 120 g", "net_content": "1 hộp"}, g(120)),
        ({"name": "Mật ong 480g", "net_content": "500g"}, g(500)),
        ({"name": "Combo 3 hũ mật ong 500g", "net_content": "500g"}, g(1500, 3)),
        ({"name": "Lốc 6 lon bia", "net_content": "330ml"}, ml(1980, 6)),
        ({"name": "Combo 2 mật ong", "net_content": "hũ 500g"}, g(1000, 2)),
        ({"name": "Trà túi lọc hộp 20 túi", "net_content": "40g"}, g(40)),
        ({"price_text": "80.000 đồng/gói 250g"}, g(250)),
        ({"price_text": "35.000đ/100g"}, None),
        ({"name": "Gà đồi", "price_text": "120.000đ/kg"}, None),
        ({"name": "Gà đồi", "price_text": "120.000đ/ký"}, None),
        ({"name": "Gà đồi", "price_text": "120.000đ/kí"}, None),
        ({"name": "Gà đồi", "price_text": "60.000đ/nửa ký"}, None),
        ({"name": "Thịt trâu gác bếp 300-500g"}, None),
        ({"name": "Gà đồi 1,2-1,5kg"}, None),
        ({"name": "Cá lóc khô 500g-1kg"}, None),
        ({"description": "Đặc sản.\nKhối lượng tịnh: 500g\nHạn dùng 12 tháng"}, g(500)),
        ({"description": "Quy cách đóng gói: hộp 10 gói x 5g"}, g(50, 10)),
        ({"description": "Dung tích thực: 750 ml"}, ml(750)),
        ({"description": "Net weight: 250g"}, g(250)),
        ({"description": "Trọng lượng (g): 300g"}, g(300)),
        ({"description": "Mật ong nguyên chất, hũ 500g, hái trên cao nguyên đá."}, g(500)),
        ({"description": "Pha 20g với 200ml nước nóng, uống ngày 2 lần."}, None),
        ({"description": "Trong 100g có 350 kcal, 12g protein."}, None),
        ({"name": "Trứng gà", "net_content": "10 quả"}, pieces(10)),
        ({"name": "Bánh gai 10 cái", "net_content": "500g"}, g(500)),
        ({}, None),
    ],
)
def test_which_field_counts(read: Any, fields: dict[str, Any], expected: Expected) -> None:
    content = read(**fields).facts.net_content
    assert (content and (content.amount, content.unit, content.packs, content.per_pack)) == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Gà ủ muối 1,2-1,4kg", "net_content/range"),
        ("Thịt trâu gác bếp 300-500g", "net_content/range"),
        ("Cá lóc khô 500g-1kg", "net_content/range"),
        ("Cá lóc khô từ 500g đến 1kg", "net_content/range"),
        ("Mật ong 500g / 1kg", "net_content/options"),
        ("Rong biển ăn liền 3 gói 5g", "net_content/unclear"),
    ],
)
def test_oddities(read: Any, name: str, code: str) -> None:
    assert code in {one.code for one in read(name=name).oddities}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "Mật ong 500g", "price": 120000}, (240_000, "kg")),
        ({"name": "Nước mắm 750ml", "price": 90000}, (120_000, "l")),
        ({"name": "Trứng gà vỉ 10 quả", "price": 35000}, (3_500, "piece")),
        ({"name": "Thùng 24 chai x 500ml", "price": 240000}, (20_000, "l")),
        ({"name": "Gạo ST25", "price_text": "38.000đ/kg"}, (38_000, "kg")),
        ({"name": "Gạo ST25 túi 5kg", "price_text": "38.000đ/kg"}, (38_000, "kg")),
        ({"name": "Khô bò", "price_text": "35.000đ/100g"}, (350_000, "kg")),
        ({"name": "Mật ong 500g", "price_text": "120.000đ/hũ"}, (240_000, "kg")),
        ({"name": "Mật ong 500g", "price_text": "Giá sỉ: 90.000đ"}, None),
        ({"name": "Mật ong 500g"}, None),
        ({"name": "Mật ong", "price": 120000}, None),
        ({"name": "Gà đồi 1,2-1,5kg", "price": 180000}, None),
        ({"name": "Chè", "price_text": "80.000/250g"}, (320_000, "kg")),
        ({"name": "Chè", "price_text": "250.000đ/0.5kg"}, (500_000, "kg")),
        ({"name": "Gà đồi", "price_text": "120.000đ/kg"}, (120_000, "kg")),
    ],
)
def test_unit_price(read: Any, fields: dict[str, Any], expected: tuple[int, str] | None) -> None:
    unit_price = read(**fields).facts.unit_price
    assert (unit_price and (unit_price.amount, unit_price.per)) == expected
