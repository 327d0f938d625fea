"""OCOP groups and product sets by the words of names, categories and descriptions."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from catalog.groups import GROUPS, group_name, product_sets
from catalog.normalise.group import classify

SETS: dict[str, int | None] = {
    "Cam sành Hàm Yên": 1,
    "Bưởi da xanh Bến Tre": 1,
    "Vải thiều Lục Ngạn": 1,
    "Nấm hương tươi": 1,
    "Thịt lợn đen": 2,
    "Trứng gà tươi": 2,
    "Tôm hùm": 2,
    "Gạo Séng Cù 5kg": 3,
    "Gạo ST25": 3,
    "Lạc đỏ": 3,
    "Hạt sen khô": 3,
    "Mật ong bạc hà": 4,
    "Mật ong hoa cà phê": 4,
    "Mật hoa dừa": 4,
    "Bánh pía Sóc Trăng": 5,
    "Kẹo dừa Bến Tre": 5,
    "Kẹo cu đơ Hà Tĩnh": 5,
    "Miến dong Bình Lư": 6,
    "Bún khô Ba Bể": 6,
    "Mì Chũ": 6,
    "Bánh tráng Mỹ Lồng": 6,
    "Ngũ cốc dinh dưỡng": 6,
    "Chuối sấy dẻo": 7,
    "Xoài sấy": 7,
    "Cà chua sấy dẻo": 7,
    "Hồng treo gió Đà Lạt": 7,
    "Mắc ca Lê Anh Tuy Đức": 7,
    "Hạt điều rang muối": 7,
    "Măng khô": 7,
    "Mứt gừng": 7,
    "Thịt trâu gác bếp": 8,
    "Lạp xưởng Cao Bằng": 8,
    "Chả mực Hạ Long": 8,
    "Cá kho làng Vũ Đại": 8,
    "Tôm khô Cà Mau": 8,
    "Yến sào Khánh Hòa": 8,
    "Bò một nắng": 8,
    "Nước mắm Phú Quốc": 9,
    "Mắm nêm Seagull": 9,
    "Tương bần": 9,
    "Muối tôm Tây Ninh": 10,
    "Tiêu đen Chư Sê": 10,
    "Tỏi Lý Sơn": 10,
    "Tỏi đen": 10,
    "Chẩm chéo Điện Biên": 10,
    "Hạt dổi rừng": 10,
    "Chè Shan tuyết Suối Giàng": 11,
    "Chè Tân Cương": 11,
    "Trà ô long": 11,
    "Trà xanh Thái Nguyên": 11,
    "Hồng trà cổ thụ": 11,
    "Trà thảo mộc 7 vị": 12,
    "Trà hoa vàng Ba Chẽ": 12,
    "Trà atiso túi lọc": 12,
    "Chè dây Cao Bằng": 12,
    "Chè vằng": 12,
    "Trà gừng mật ong": 12,
    "Trà mật ong": 12,
    "Cà phê rang xay": 13,
    "Cà phê Rin": 13,
    "beCHAMP Coffee Gu Mạnh": 13,
    "Bột cacao nguyên chất": 13,
    "Rượu ngô Bản Phố": 14,
    "Rượu gạo": 14,
    "Rượu vang Đà Lạt": 15,
    "Rượu đông trùng hạ thảo": 15,
    "Rượu cần": 15,
    "Nước khoáng Vĩnh Hảo": 16,
    "Nước ép chanh dây": 17,
    "Siro mơ": 17,
    "Sữa hạt sen": 17,
    "Cao Atiso": 18,
    "Viên nghệ mật ong": 18,
    "Đông trùng hạ thảo sấy thăng hoa": 18,
    "Sâm Ngọc Linh": 18,
    "Tinh bột nghệ": 18,
    "Dầu gội bồ kết": 19,
    "Xà phòng dừa": 19,
    "Tinh dầu sả": 20,
    "Dầu tràm Huế": 20,
    "Giỏ cói": 21,
    "Gốm Phù Lãng": 21,
    "Tranh Đông Hồ": 21,
    "Chiếu cói Nga Sơn": 21,
    "Khăn thổ cẩm": 22,
    "Lụa Vạn Phúc": 22,
    "Nón lá Huế": 22,
    "Lan hồ điệp": 23,
    "Mai vàng": 24,
    "Cá Koi": 25,
    "Homestay Lô Lô Chải": 26,
    "Điểm du lịch cộng đồng Tà Xùa": 26,
    "Ca phe rang xay": 13,
    "Mat ong bac ha": 4,
    "Combo 2 hộp trà thảo mộc": 12,
    "[OCOP 4 sao] Miến dong": 6,
    "Đặc sản mắm tôm": 9,
    "Nước lau sàn hương quế": None,
    "Nước rửa chén trà xanh": None,
    "Kem đánh răng muối": None,
    "Sản phẩm đặc biệt": None,
    "": None,
}


@pytest.mark.parametrize(("name", "number"), SETS.items())
def test_sets_by_name(name: str, number: int | None) -> None:
    found = classify(name)
    assert (found and found.product_set.number) == number


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "Mộc Đế Vương", "category": ["Thảo dược"]}, "III"),
        ({"name": "Hương vị quê", "category": ["Đặc sản", "Trà - Cà phê"]}, "I"),
        ({"name": "Cà phê Rin", "category": ["Đồ uống"]}, "I"),
        ({"name": "Sương mù", "category": ["Đồ uống"]}, "II"),
        ({"name": "Sản phẩm số 1", "category": ["Thực phẩm"]}, "I"),
        ({"name": "Sản phẩm số 1", "category": ["Thủ công mỹ nghệ"]}, "IV"),
        ({"name": "Sản phẩm số 1", "description": "Rượu ngô nấu bằng men lá."}, "II"),
        ({"name": "Sản phẩm số 1"}, None),
        ({"name": "Mộc Đế Vương", "producer": "Công ty TNHH BOANERGES"}, "III"),
    ],
)
def test_group_of_a_listing(read: Any, fields: dict[str, Any], code: str | None) -> None:
    assert read(**fields).facts.group == code


@pytest.mark.shared
def test_the_official_sets(shared_dir: Path) -> None:
    with (shared_dir / "domain" / "ocop_groups.csv").open(encoding="utf-8") as stream:
        official = [row for row in csv.DictReader(stream) if row["set_no"]]
    assert len(official) == len(product_sets()) == 26
    assert len({(row["group_code"], row["subgroup_nhom"]) for row in official}) == 17
    for row in official:
        one = product_sets()[int(row["set_no"])]
        assert (one.group, one.subgroup) == (row["group_code"], row["subgroup_nhom"])
        assert GROUPS[one.group].name == row["group"]


@pytest.mark.shared
def test_recognised_products_fall_into_the_group_of_their_decision(shared_dir: Path, read: Any) -> None:
    records = json.loads((shared_dir / "records" / "ocop_records.transcribed.json").read_text("utf-8"))
    expected = {"Thực phẩm": {"I"}, "Thảo dược": {"III"}, "Đồ uống": {"I", "II"}}
    for batch in records["batches"]:
        for product in batch["products"]:
            group = read(name=product["product_name"], producer=product["subject_name"]).facts.group
            assert group in expected[product["category"]], product["product_name"]


def test_group_names() -> None:
    assert group_name("I", lang="en") == "Food"
    assert group_name("III") == "Dược liệu và sản phẩm từ dược liệu"
