"""Sizes and packs in real names: equal exactly where the size and the pack are."""

import pytest

from catalog.matching.sizes import read_size, size_of

NAMES = [
    ("Nước lau sàn nhà Gift hương bạc hà thùng 3 can x 3,8 kg", "3x3800g"),
    ("Nước lau kính Gift thùng 24 chai x 580ml", "24x580ml"),
    ("Thùng 24 chai nước lau kính Gift 580ml", "24x580ml"),
    ("Sữa bộ 3 lốc x 4 hộp x 200 ml", "12x200ml"),
    ("Xúc xích heo 4 cây x 70g lốc 3 gói x 280g", "3x280g"),
    ("Cà phê đen đá Napoli thùng 40 hộp 15 gói x 16 g hộp 240g", "40x240g"),
    ("Cà phê Café Phố bộ 3 gói x 720g 30 gói x 24g", "3x720g"),
    ("Trà atiso 20 túi lọc x 2g (40g)", "40g"),
    ("Trà atiso hộp 20 túi lọc x 2g", "40g"),
    ("Tinh dầu gồm 1 chai 100ml & 1 chai 100ml", "2x100ml"),
    ("Viên gia vị 6 viên hộp 126g", "126g"),
    ("Bánh hộp 8 thanh x 17g", "136g"),
    ("Nước yến hộp 6 hũ x 70ml", "6x70ml"),
    ("Dầu gội thùng 80 dây x 12 gói x 6g", "960x6g"),
    ("Tã quần Bobby size XL từ 12-17kg gói 40 miếng", "size-xl 40pc"),
    ("Băng vệ sinh gói 3 miếng 35cm", "35cm 3pc"),
    ("Sữa chua lốc 4 x 125g", "4x125g"),
    ("Mì lốc 6 ly x82g", "6x82g"),
    ("Ổi Nữ Hoàng Kg", "1000g"),
    ("Mật ong 0,5kg", "500g"),
    ("Mật ong 500gr x 2", "2x500g"),
    ("Mật ong 1.000g", "1000g"),
    ("Kem đặc hộp 1,284 kg", "1284g"),
    ("Mật ong bộ 2 hũ x 40g", "2x40g"),
    ("combo 2 hũ 40g", "2x40g"),
    ("hũ 40g", "40g"),
    ("Chả ram tôm đất nhỏ - 50 cuốn", "50pc"),
    ("Nước khoáng thùng 24 chai", "24x"),
    ("Cà phê Trung Nguyên sáng tạo 1 gói 340g", "340g"),
    ("Nước mắm 60 độ đạm chai 500ml", "500ml"),
    ("Chanh dây 500g", "500g"),
    ("Khoai deo Quảng Bình 500g", "500g"),
    ("Sữa tươi hộp 180ml lốc 4", "4x180ml"),
    ("Bia lon 330ml thùng 24", "24x330ml"),
    ("Nem chua bộ 10 quả", "10pc"),
    ("Trà khổ qua hộp 20 túi", "20pc"),
    ("Cua loại 1 (3 con/kg) 1kg", "3/kg 1000g"),
    ("Bánh socola 6 bánh thùng 16 hộp x 180g", "16x180g"),
    ("Bánh pía 150g x 4 cái bộ 3 gói x 600g", "3x600g"),
    ("Cà phê 3in1 hộp 12 gói 16g", "192g"),
    ("Bánh bao 2 trứng cút gói 4 cái x 150g", "600g"),
    ("Nước rửa chén hương chanh 100 túi 1,4 kg", "1400g"),
    ("Gạo ST25", ""),
    ("Rượu Tryvat 49", ""),
    ("Mật ong rừng", ""),
]


@pytest.mark.parametrize(("name", "variant"), NAMES)
def test_variant(name: str, variant: str) -> None:
    assert read_size(name)[0].variant() == variant


@pytest.mark.parametrize(
    ("name", "plain", "variant"),
    [("Mi Hao Hao thung 30 goi x 75gr", True, "30x75g"), ("Nước tăng lực mật ong 250ml", False, "250ml")],
)
def test_names_without_tones(name: str, plain: bool, variant: str) -> None:
    assert read_size(name, plain=plain)[0].variant() == variant


@pytest.mark.parametrize(
    ("name", "field", "facts", "variant"),
    [
        ("Khoai Khoái 100g", "Thùng 24 gói x 100g", None, "24x100g"),
        ("Trà khổ qua 2G", "hộp 20 túi lọc x 2g", None, "40g"),
        ("Miến dong", "500gram", None, "500g"),
        ("Miến dong", "", {"amount": 500, "unit": "g", "packs": 2, "per_pack": 250}, "2x250g"),
        ("Miến dong 300g", "500g", None, "300g"),
    ],
)
def test_the_name_then_the_field_then_the_facts(
    name: str, field: str, facts: dict[str, float | str] | None, variant: str
) -> None:
    assert size_of(name, field, facts)[0].variant() == variant


@pytest.mark.parametrize("name", ["Chanh dây 500g", "Bột sắn dây 1kg", "Bánh cáy Thái Bình 300g", "Trà dây 250g"])
def test_a_container_word_that_ends_a_name_stays(name: str) -> None:
    assert read_size(name)[1].split() == name.split()[:-1]


def test_the_rest_of_the_name_is_left() -> None:
    assert read_size("Sữa Nuvi (thùng 48 hộp x 110ml) ít đường")[1].split() == ["Sữa", "Nuvi", "(", ")", "ít", "đường"]
