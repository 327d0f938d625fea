"""What is one product and what never is: a table of pairs with the reason that keeps them apart."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.matching.analyse import analyse
from catalog.matching.blocks import hopeless
from catalog.matching.compare import compare
from catalog.matching.signature import Signature


def sign(name: str, **given_: Any) -> Signature:
    facts = {"producer": {"name": given_.pop("producer"), "legal_form": None}} if "producer" in given_ else {}
    picture = given_.pop("picture", "")
    return analyse(1, "cho", name, {"name": name, **given_}, facts, picture)


APART = [
    ("Khoai Khoái sấy giòn vị rong biển", "Khoai Khoái sấy giòn vị wasabi", "flavour"),
    ("Nước mắm Suchi 40 độ đạm", "Nước mắm Suchi 60 độ đạm", "degree"),
    ("Rượu Tryvat 40 độ", "Rượu Tryvat 45°", "degree"),
    ("Cà phê Bechamp Arabica", "Cà phê Bechamp Robusta", "variety"),
    ("Nấm hương Phú Thịnh tươi", "Nấm hương Phú Thịnh khô", "form"),
    ("Trà Cozy túi lọc", "Trà Cozy hòa tan", "form"),
    ("Gạo Vibigaba thượng hạng", "Gạo Vibigaba đặc biệt", "grade"),
    ("Nước lau sàn Gift", "Nước lau kính Gift", "words"),
    ("Sữa tươi TH true MILK ít đường", "Sữa tươi TH true MILK không đường", "form"),
    ("Cà phê bột Bechamp", "Cà phê hạt Bechamp", "form"),
    ("Chè Cầu Đất Bechamp", "Chè Mộc Châu Bechamp", "place"),
    ("Sữa Friso Gold 4 2-4 tuổi", "Sữa Friso Gold 4 4-6 tuổi", "words"),
    ("Trà hoa sen Minh Long", "Trà hoa sen Long Minh", "words"),
    ("Chả mực Thịnh Hưng", "Chả mực Hưng Thịnh", "name"),
]


@pytest.mark.parametrize(("one", "other", "about"), APART)
def test_blocked_whatever_else_agrees(one: str, other: str, about: str) -> None:
    gtin = "8935001214793"
    verdict = compare(sign(one, gtin=gtin, picture="ab"), sign(other, gtin=gtin, picture="ab"))
    assert verdict.block.startswith(about)
    assert not verdict.accepted


def test_two_producers_of_one_name_are_two_products() -> None:
    one = sign("Chanh dây sấy dẻo", producer="Công ty TNHH SX TM DV Ngô Mai Hoa")
    other = sign("Chanh dây sấy dẻo", producer="CTCP Chế biến Thực phẩm Đà Lạt Tự Nhiên")
    assert compare(one, other).block.startswith("producer")


GENERIC = [
    "Bưởi Phúc Trạch",
    "Khô ếch một nắng",
    "Sà rông",
    "Kẹo dừa sầu riêng",
    "Chanh dây sấy dẻo 200g",
    "Mật ong rừng nguyên chất 500ml",
    "Thịt trâu gác bếp",
    "Nước mắm Phú Quốc 40 độ đạm",
]


@pytest.mark.parametrize("name", GENERIC)
def test_a_common_name_with_no_producer_stays_apart_until_something_proves_it(name: str) -> None:
    assert not compare(sign(name), sign(name)).accepted
    assert not compare(sign(name, shop="Cửa hàng A"), sign(name, shop="Cửa hàng A")).accepted
    proofs: list[dict[str, str]] = [
        {"gtin": "8935001214793"},
        {"picture": "f0e1d2c3b4a59687"},
        {"producer": "HTX Ba Lúa Vàng"},
    ]
    for proof in proofs:
        assert compare(sign(name, **proof), sign(name, **proof)).accepted, proof


def test_a_wrong_gtin_proves_nothing() -> None:
    bad = {"gtin": "8935001214794"}
    assert not compare(sign("Mật ong rừng 500ml", **bad), sign("Mật ong rừng 500ml", **bad)).accepted


ONE_MAKER = "HTX Phìn Hồ"
TWO_OF_ONE_MAKER = [
    ("Hành tím 1kg", "Hành tím phi 200g"),
    ("Mật hoa dừa", "Giấm mật hoa dừa"),
    ("Trà shan tuyết", "Bạch trà shan tuyết"),
    ("Khăn thổ cẩm", "Túi thổ cẩm"),
    ("Túi thổ cẩm", "Váy thổ cẩm"),
    ("Bột sắn dây", "Bột sắn"),
    ("Tinh bột nghệ", "Bột nghệ"),
    ("Cua thịt", "Cua gạch"),
    ("Muối tinh", "Muối hạt"),
    ("Set quà trà shan tuyết và mật ong", "Mật ong"),
    ("Xoài sấy", "Xoài sấy dẻo"),
    ("Rượu nếp 30 độ", "Rượu nếp 45% vol"),
]


@pytest.mark.parametrize(("one", "other"), TWO_OF_ONE_MAKER)
def test_two_products_of_one_maker(one: str, other: str) -> None:
    assert not compare(sign(one, producer=ONE_MAKER), sign(other, producer=ONE_MAKER)).accepted


WRITTEN_OTHERWISE_BY_ONE_MAKER = [
    ("Trà shan tuyết Phìn Hồ", "Chè shan tuyết cổ thụ Phìn Hồ Hà Giang"),
    ("Cà phê rang xay Robusta", "Cà phê bột robusta"),
    ("Rượu mơ 29 độ", "Rượu mơ (29% vol)"),
    ("Tiêu hạt đen", "Hạt tiêu đen"),
    ("Bún khô gạo lứt", "Bún gạo lứt khô"),
    ("Trà atiso 100 túi", "Trà atiso túi lọc 100 túi"),
    ("Bánh tráng phơi sương Trảng Bàng", "Bánh tráng phơi sương Tây Ninh"),
    ("Mật ong nhãn", "Mật ong hoa nhãn"),
    ("Trà Hà Giang", "Trà Tuyên Quang"),
    ("Tôm khô loại 1", "Tôm khô đất loại 1"),
    ("Nấm hương khô", "Nấm hương sấy khô"),
]


@pytest.mark.parametrize(("one", "other"), WRITTEN_OTHERWISE_BY_ONE_MAKER)
def test_one_product_of_one_maker(one: str, other: str) -> None:
    first, second = sign(one, producer=ONE_MAKER), sign(other, producer="Hợp tác xã Phìn Hồ")
    verdict = compare(first, second)
    assert verdict.accepted, (verdict.block, verdict.parts)
    assert not set(first.keys).isdisjoint(second.keys)


SAME = [
    ("Bột cà ri Ông Chà Và gói 20g", "BOT CA RI ONG CHA VA 20G"),
    ("Nước tương Chin-su tỏi ớt 330ml", "Nước tương tỏi ớt Chinsu thùng 24 chai x 330ml"),
    ("Xúc xích tiệt trùng C.P 200g", "Xúc xích tiệt trùng CP 200g"),
    ("Chè tôm nõn Hảo Đạt", "Trà Tôm Nõn Hảo Đạt"),
    ("Bún bò Huế Hằng Nga 73g", "Bún bò Huế Hằng Nga Acecook 73g"),
    ("Nước mắm Suchi 40 độ đạm", "Nước mắm Suchi 40N"),
    ("Gạo ST25 Ông Cua 5kg", "Gạo Ông Cua ST25 5kg"),
    ("Nước ngọt Coca-Cola 320ml", "Coca Cola 320ml"),
    ("Sữa bột Dielac Grow Plus 1+ 900g", "Sữa Dielac Grow Plus 1+ (1-2 tuổi) 900g"),
    ("Thùng 24 lon bia Saigon Special", "Bia Sài Gòn Special"),
    ("Mỳ chũ Tài Hoan hoà tan", "Mì chũ Tài Hoan hòa tan"),
    ("Mì Hảo Hảo tôm chua cay 75g", "[Freeship] Mì ăn liền Hảo Hảo vị tôm chua cay (75g) - chính hãng"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_product_written_otherwise(one: str, other: str) -> None:
    verdict = compare(sign(one), sign(other))
    assert verdict.accepted, (verdict.block, verdict.parts)
    assert not set(sign(one).keys).isdisjoint(sign(other).keys)


def test_a_producer_known_here_and_written_in_the_name_there() -> None:
    known = sign("Chanh dây sấy dẻo", producer="Công ty TNHH SX TM DV Ngô Mai Hoa")
    for written in ("Chanh leo sấy dẻo Ngô Mai Hoa", "Chanh dây sấy dẻo - Cty TNHH Ngô Mai Hoa"):
        assert compare(known, sign(written)).accepted, written


def test_every_accepted_pair_says_why() -> None:
    verdict = compare(sign("Nước lau sàn Gift hương bạc hà"), sign("Nước lau sàn nhà Gift bạc hà"))
    assert {part.about for part in verdict.parts} >= {"name", "same brand words"}
    assert verdict.score == pytest.approx(sum(part.weight for part in verdict.parts), abs=0.2)


_VOCABULARY = (
    """mật ong chè bột hương vị dâu cam Gift Chinsu OMO Ông Chà Và 500g 2 x 40 độ đạm HTX Phìn Hồ - ( ) % biệt"""
)
_WORDS = st.sampled_from(_VOCABULARY.split())


@given(st.lists(_WORDS, max_size=9), st.lists(_WORDS, max_size=9))
def test_any_two_names_compare_alike_both_ways(left: list[str], right: list[str]) -> None:
    one, other = sign(" ".join(left)), sign(" ".join(right))
    verdict, back = compare(one, other), compare(other, one)
    assert bool(verdict.block) == bool(back.block)
    assert verdict.score == pytest.approx(back.score)
    assert not (hopeless(one, other) and verdict.accepted)
    assert Signature.load(one.dump()) == one


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=20))
def test_hostile_text_never_fails(name: str, producer: str, size: str) -> None:
    signed = analyse(
        1, "cho", "u", {"name": name, "net_content": size, "gtin": producer}, {"producer": {"name": producer}}
    )
    assert compare(signed, signed).score >= 0
