"""Which words of a producer's name tell who it is, and whether two names are one producer's."""

import pytest

from catalog.matching.makers import full_name, maker_words, same_maker, without_name

PROPER = [
    ("HTX chế biến chè Phìn Hồ", "phin ho"),
    ("DNTN Hồ Quang Trí", "ho quang tri"),
    ("Công ty TNHH SX TM DV Ngô Mai Hoa", "ngo mai hoa"),
    ("HTX SXKD DVTH Thảo Nhiên", "thao nhien"),
    ("CTCP TPXK Đồng Giao", "dong giao"),
    ("HTX Sao Anh", "sao anh"),
    ("Hộ kinh doanh bà Thung Lũng Xanh", "thung lung xanh"),
    ("Cơ sở chả bò Bà Hường", "ba huong"),
    ("Công ty TNHH Hồng Ân", "hong an"),
    ("HTX Nông sản Bechamp Đắk Nông", "bechamp"),
    ("HTX Cao khô Vạn Linh", "van linh"),
    ("Cơ sở Ngọc Yến", "ngoc yen"),
    ("HTX Mỹ Xương", "mi xuong"),
    ("Trang trại nho Ba Mọi", "ba moi"),
]


@pytest.mark.parametrize(("name", "proper"), PROPER)
def test_proper_words(name: str, proper: str) -> None:
    assert " ".join(maker_words(name).proper) == proper


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("HTX Sản xuất kinh doanh dịch vụ tổng hợp Phìn Hồ", "Hợp tác xã SXKD DVTH Phìn Hồ", True),
        ("HTX NN Tài Hoan", "Hợp tác xã nông nghiệp Tài Hoan", True),
        ("HTX Sao Anh", "HTX Sao Mai", False),
        ("Cơ sở Lê Anh", "Cơ sở Lê", False),
        ("HTX Bản Hồ", "HTX Bản Phố", False),
        ("HTX Mường Khương Xanh", "HTX Hương Sơn Xanh", False),
        ("HTX chè Phìn Hồ", "HTX trà Phìn Hồ", True),
        ("Công ty TNHH An Bình", "Công ty TNHH Bình An", False),
        ("HTX Hưng Thịnh", "HTX nông nghiệp Thịnh Hưng", False),
    ],
)
def test_one_producer_or_two(one: str, other: str, same: bool) -> None:
    first, second = maker_words(one), maker_words(other)
    assert bool(same_maker(first.whole, second.whole, first.proper, second.proper)) is same


def test_a_full_name_in_two_writings() -> None:
    assert full_name("HTX NN Lý Sơn") == full_name("Hợp tác xã Nông nghiệp Lý Sơn")


def test_a_producer_is_cut_out_before_places_are_read() -> None:
    maker = maker_words("CTCP KD lâm sản Đạp Thanh")
    assert without_name("Chè hoa vàng Đạp Thanh Ba Chẽ", maker).split() == ["Chè", "hoa", "vàng", "·", "Ba", "Chẽ"]
    assert without_name("Đạp Thanh", maker_words("HTX Đạp Thanh")) == "Đạp Thanh"
