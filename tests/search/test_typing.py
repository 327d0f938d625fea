"""Real strings as they are typed: tones, typing methods, sizes, prices, stars, places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import fold, key, tokenize
from search.text.syllables import surface
from search.text.tokens import sizes_of
from search.understanding.keys import in_telex, in_vni
from search.understanding.numbers import numbers_in
from search.understanding.typing_methods import from_telex, from_vni

_WORDS = [
    "mật",
    "ong",
    "nước",
    "mắm",
    "gạo",
    "nếp",
    "miến",
    "dong",
    "hạt",
    "điều",
    "trà",
    "hoa",
    "vàng",
    "bánh",
    "tét",
    "ngũ",
    "cốc",
    "tiêu",
    "đông",
    "trùng",
    "đường",
    "phèn",
    "thuở",
    "rượu",
    "cần",
    "chuối",
    "hột",
    "giò",
    "lụa",
    "quýt",
    "hường",
    "mưa",
    "thủy",
    "khuya",
    "nghiêng",
    "tuyệt",
    "đũa",
    "dừa",
    "dứa",
    "dưa",
    "quả",
    "trứng",
    "muối",
    "xoài",
    "sấy",
    "dẻo",
    "đặc",
    "sản",
    "huyện",
]


@pytest.mark.parametrize(
    ("one", "two"),
    [("hoà", "hòa"), ("thuỷ", "thủy"), ("mỳ", "mì"), ("quí", "quý"), ("kĩ", "kỹ"), ("tòan", "toàn"), ("lí", "lý")],
)
def test_two_writings_of_one_word_have_one_key(one: str, two: str) -> None:
    assert key(one) == key(two)


@pytest.mark.parametrize("pair", ["bơ bò", "dừa dứa", "mận mặn", "cá cà", "đá da", "trứng trung", "thui thúy"])
def test_minimal_pairs_have_two_keys(pair: str) -> None:
    one, two = pair.split()
    assert key(one) != key(two)


@given(st.text(max_size=20))
def test_keys_are_the_same_composed_or_decomposed(text: str) -> None:
    for token in tokenize(text):
        assert key(surface("".join(token.text))) == token.key
        assert fold(token.text) == token.fold


@pytest.mark.parametrize("word", _WORDS)
def test_telex_and_vni_keys_give_the_word_back(word: str) -> None:
    for typed in (in_telex(word, tone_last=True), in_telex(word, tone_last=False)):
        if typed != word:
            assert key(from_telex(typed) or "") == key(word), typed
    if in_vni(word) != word:
        assert key(from_vni(in_vni(word)) or "") == key(word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("nuwowcs", "nước"), ("ddieeuf", "điều"), ("dieeufd", "điều"), ("tieengs", "tiếng"), ("ddwowcj", "được")],
)
def test_telex_keys_may_come_in_other_places(typed: str, meant: str) -> None:
    assert key(from_telex(typed) or "") == key(meant)


@pytest.mark.parametrize("typed", ["coca", "ham", "kem", "bia", "tivi"])
def test_words_without_typing_keys_are_left_alone(typed: str) -> None:
    assert from_vni(typed) is None


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("hũ 0,5 kg", ["500g"]),
        ("chai 1L", ["1000ml"]),
        ("1 lít", ["1000ml"]),
        ("500gr", ["500g"]),
        ("1.000 g", ["1000g"]),
        ("20 x 2g", ["2g"]),
        ("3 lạng", ["300g"]),
        ("st25", []),
        ("40 độ đạm", []),
        ("1kgabc", []),
    ],
)
def test_sizes(text: str, sizes: list[str]) -> None:
    assert [size.term for size in sizes_of(surface(text))] == sizes


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("mật ong dưới 200k", {"price_max": ["200000"]}),
        ("duoi 1,5 trieu", {"price_max": ["1500000"]}),
        ("giá dưới 200.000đ", {"price_max": ["200000"]}),
        ("trên 50 nghìn", {"price_min": ["50000"]}),
        ("từ 100k đến 200k", {"price_min": ["100000"], "price_max": ["200000"]}),
        ("100-200k", {"price_min": ["100000"], "price_max": ["200000"]}),
        ("honey under 300k", {"price_max": ["300000"]}),
        ("khoảng 100k", {"price_min": ["80000"], "price_max": ["120000"]}),
        ("ocop 4 sao", {"stars": ["4"]}),
        ("5 star honey", {"stars": ["5"]}),
        ("4★", {"stars": ["4"]}),
        ("3 sao trở lên", {"stars": ["3", "4", "5"]}),
        ("sao biển khô", {}),
        ("3 sao biển", {}),
        ("cho trẻ từ 6 đến 12 tháng", {}),
        ("trên 60 tuổi", {}),
        ("nước mắm 500ml", {"net_content": ["500ml"]}),
    ],
)
def test_numbers_in_a_query_become_filters(text: str, filters: dict[str, list[str]]) -> None:
    found: dict[str, list[str]] = {}
    for one in numbers_in(text):
        for name, value in one.unit.filters:
            found.setdefault(name, []).append(value)
    assert found == filters
