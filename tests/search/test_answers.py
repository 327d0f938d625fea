"""What shoppers type, and what the first lines of the answer are."""

import pytest

from search.contract import SearchRequest, SearchResponse
from search.service import EngineSearchService


def _names(answer: SearchResponse) -> list[str]:
    return [hit.name for hit in answer.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bơ", {"Bơ sáp 034", "Bắp rang bơ"}),
        ("bò", {"Thịt bò một nắng", "Bò khô miếng", "Bắp bò ngâm mắm"}),
        ("mứt dừa", {"Mứt dừa non"}),
        ("mut dua", {"Mứt dừa non", "Mứt dứa dẻo"}),
        ("nuocmam", {"Nước mắm cá cơm 40 độ đạm 500ml", "Nước mắm Phú Quốc 1L"}),
        ("nuwowcs mawsm", {"Nước mắm cá cơm 40 độ đạm 500ml", "Nước mắm Phú Quốc 1L"}),
        ("nu7o7c1 ma81m", {"Nước mắm cá cơm 40 độ đạm 500ml", "Nước mắm Phú Quốc 1L"}),
        ("nước mắn", {"Nước mắm cá cơm 40 độ đạm 500ml", "Nước mắm Phú Quốc 1L"}),
        ("heo", {"Lạp xưởng heo bản", "Thịt lợn đen gác bếp"}),
        ("ngô", {"Ngô nếp sấy", "Rượu ngô men lá", "Bắp rang bơ"}),
        ("lạc", {"Đậu phộng rang tỏi ớt"}),
        ("dried mango", {"Xoài sấy dẻo Cam Lâm"}),
        ("芒果干", {"Xoài sấy dẻo Cam Lâm"}),
        ("말린 망고", {"Xoài sấy dẻo Cam Lâm"}),
        ("cashew nuts", {"Hạt điều rang muối"}),
        ("trà", {"Trà atiso túi lọc 20 x 2g", "Chè shan tuyết Suối Giàng"}),
        ("mật ong hà giang", {"Mật ong bạc hà Mèo Vạc 500g"}),
        ("mật ong dưới 200k", {"Mật ong hoa nhãn 1 lít", "Xà phòng mật ong"}),
        ("mật ong 5 sao", {"Mật ong bạc hà Mèo Vạc 500g"}),
        ("nước mắm 1000 ml", {"Nước mắm Phú Quốc 1L"}),
        ("mật o", {"Mật ong bạc hà Mèo Vạc 500g", "Mật ong hoa nhãn 1 lít", "Xà phòng mật ong"}),
        ("khải hoàn", {"Nước mắm Phú Quốc 1L"}),
    ],
)
def test_a_query_finds_these_and_no_others(searching: EngineSearchService, typed: str, found: set[str]) -> None:
    answer = searching.search(SearchRequest(q=typed))
    assert set(_names(answer)) == found
    assert answer.total == len(found)


def test_the_thing_itself_comes_first(searching: EngineSearchService) -> None:
    assert _names(searching.search(SearchRequest(q="rong biển")))[0] == "Rong biển sấy giòn"
    assert _names(searching.search(SearchRequest(q="mật ong")))[-1] == "Xà phòng mật ong"


def test_facets_keep_what_is_selected_and_count_the_others(searching: EngineSearchService) -> None:
    answer = searching.search(SearchRequest(q="mật ong", stars=(4,)))
    assert answer.total == 0
    assert [(one.value, one.count, one.selected) for one in answer.facets["stars"]] == [
        ("3", 1, False), ("5", 1, False), ("4", 0, True),
    ]  # fmt: skip
    assert answer.query.relaxed == []
