"""What is given up, and what never is, where a query as typed finds nothing."""

import pytest

from search.alternatives import goods_of_places
from search.contract import SearchRequest, SearchResponse
from search.engines.protocol import Ask
from search.lexicon import shipped_lexicon
from search.lexicon.rows import noise
from search.relaxing import relaxations
from search.service import EngineSearchService
from search.text import tokenize
from search.understanding import Understanding
from search.understanding.places import shipped_gazetteer
from search.words import Vocabulary


def _search(searching: EngineSearchService, typed: str) -> SearchResponse:
    return searching.search(SearchRequest(q=typed, limit=50))


def _names(answer: SearchResponse) -> set[str]:
    return {hit.name for hit in answer.hits}


@pytest.mark.parametrize(
    ("typed", "place", "gone"),
    [
        ("đặc sản hà giang", "ha-giang", "đặc sản"),
        ("dac san ha giang", "ha-giang", "dac san"),
        ("quà biếu bến tre", "ben-tre", "quà biếu"),
        ("sản phẩm ocop lào cai", "lao-cai", "sản phẩm ocop"),
    ],
)
def test_words_of_selling_go_before_the_place(
    searching: EngineSearchService, typed: str, place: str, gone: str
) -> None:
    answer = _search(searching, typed)
    assert answer.query.relaxed == [gone]
    assert answer.query.filters == {"province": [place]}
    assert answer.total
    assert all(place in (hit.province, hit.former_province) for hit in answer.hits)


@pytest.mark.parametrize(
    ("typed", "same_as", "gone"),
    [
        ("giá mật ong", "mật ong", ["giá"]),
        ("bee", "honey", []),
        ("mua nước mắm ngon", "nước mắm", ["mua", "ngon"]),
        ("hợp tác xã suối giàng", "suối giàng", ["hợp tác xã"]),
        ("mat ong 7 lit", "mật ong", ["7000ml"]),
        ("nước mắm 3kg", "nước mắm", ["3000g"]),
        ("nước mắm ngon 3kg", "nước mắm", ["ngon", "3000g"]),
        ("mứt xyzt dừa", "mứt dừa", ["xyzt"]),
        ("nước mắm dưới 10k hà giang", "nước mắm", ["dưới 10k", "Hà Giang"]),
    ],
)
def test_the_goods_stay_and_the_rest_is_given_up(
    searching: EngineSearchService, typed: str, same_as: str, gone: list[str]
) -> None:
    answer = _search(searching, typed)
    assert answer.query.relaxed == gone
    assert _names(answer) == _names(_search(searching, same_as))
    assert answer.total


@pytest.mark.parametrize("row", noise(), ids=lambda row: row[0])
def test_every_word_of_selling_leaves_the_goods(searching: EngineSearchService, row: tuple[str, str]) -> None:
    answer = _search(searching, f"{row[0]} mật ong bạc hà")
    assert _names(answer) == {"Mật ong bạc hà Mèo Vạc 500g"}
    assert answer.query.relaxed == ([] if row[0] == "htx" else [row[0]])  # "HTX" is in its maker's name


@pytest.mark.parametrize("typed", ["tra shan tuyet", "chè shan", "trà shan tuyết", "shan tuyết", "san tuyết"])
def test_shan_tea_is_one_thing_however_it_is_called(searching: EngineSearchService, typed: str) -> None:
    assert _names(_search(searching, typed)) == {"Chè shan tuyết Suối Giàng"}


@pytest.mark.parametrize("typed", ["gỗ", "ốc", "hành", "tre", "hg", "khoai mì", "thanh long", "chẩm chéo", "nhãn tây"])
def test_a_good_word_nobody_sells_under_is_not_made_another(searching: EngineSearchService, typed: str) -> None:
    answer = _search(searching, typed)
    assert not [one for one in answer.query.corrections if one.kind in {"typo", "folded", "telex"}]
    assert answer.total == 0 or answer.query.relaxed or typed in {"thanh long", "nhãn tây"}
    assert answer.total or answer.query.alternatives


@pytest.mark.parametrize(
    ("typed", "corrected"), [("nước mắn", "mắm"), ("xoaif", "xoài"), ("mật onhg", "ong"), ("dậu phộng rag", "rang")]
)
def test_what_is_no_word_is_still_mended(searching: EngineSearchService, typed: str, corrected: str) -> None:
    answer = _search(searching, typed)
    assert corrected in [one.corrected for one in answer.query.corrections]
    assert answer.total


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("sapa", "lao-cai"),
        ("sa pa", "lao-cai"),
        ("buôn ma thuột", "dak-lak"),
        ("cà phê buonmathuot", None),
        ("cà phê tây nguyên", "dak-lak"),
        ("kẹo miền tây", "ben-tre"),
        ("keo mien nam", "ben-tre"),
        ("mật ong miền bắc", "ha-giang"),
        ("quà đồng bằng sông cửu long", "ben-tre"),
    ],
)
def test_a_town_is_a_place_however_it_is_written(searching: EngineSearchService, typed: str, place: str | None) -> None:
    answer = _search(searching, typed)
    assert answer.total
    if place is not None:
        assert place in answer.query.filters["province"]


@pytest.mark.parametrize(
    ("typed", "left", "gone"),
    [("rượu cần", "rượu", ["cần"]), ("trà ô long", "trà", ["ô long"])],
)
def test_of_a_thing_nobody_has_its_first_words_are_looked_for_at_last(
    searching: EngineSearchService, typed: str, left: str, gone: list[str]
) -> None:
    answer = _search(searching, typed)
    assert answer.total
    assert (answer.query.understood_as, answer.query.relaxed) == (left, gone)


@pytest.mark.parametrize("typed", ["củ sắn", "dầu gội bồ kết"])
def test_what_only_begins_alike_is_not_taken_for_it(searching: EngineSearchService, typed: str) -> None:
    answer = _search(searching, typed)
    assert answer.total == 0
    assert [one for one in answer.query.alternatives if one.why == "popular"], "there is a way on"


def test_where_nothing_is_found_all_of_a_place_is_a_way_on(searching: EngineSearchService) -> None:
    [way] = goods_of_places(searching.view().understanding.parse("sữa chua ở Hà Giang"))
    assert way.text == "đặc sản Hà Giang"
    assert _search(searching, way.text).total == searching.engine.ask(Ask(way.where, limit=0)).total > 1


@pytest.mark.parametrize("typed", ["đặc sản lâm đồng", "dac san lam dong", "mua quà ở Lâm Đồng"])
def test_words_of_selling_beside_a_place_ask_for_all_of_it(searching: EngineSearchService, typed: str) -> None:
    answer = _search(searching, typed)
    assert answer.total == _search(searching, "lâm đồng").total > 1
    assert answer.query.relaxed


@pytest.mark.parametrize("typed", ["tphcm", "TP HCM", "hcm", "hồ chí minh"])
def test_a_place_with_no_goods_is_an_empty_answer_with_ways_on(searching: EngineSearchService, typed: str) -> None:
    parsed = searching.view().understanding.parse(typed)
    assert parsed.filters[0].filters == (("province", "ho-chi-minh"),)
    answer = _search(searching, typed)
    assert answer.total == 0
    assert answer.query.alternatives


def test_a_word_is_not_kept_without_the_no_before_it() -> None:
    understanding = Understanding(
        Vocabulary(b'{"words":{"\xc4\x91\xc6\xb0\xe1\xbb\x9dng":3}}'), shipped_lexicon(), shipped_gazetteer()
    )
    query = understanding.parse("ko đường")
    assert [word.text for word in understanding.split(query)[0]] == ["không", "đường"]
    wider = relaxations(understanding.typed(query), understanding, query)
    assert {one.text for one in wider} <= {"không đường"}


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("đặc sản hà giang", {0, 1}),
        ("gia mat ong", {0}),
        ("mật ong giá rẻ", {2, 3}),
        ("hợp tác xã tả phìn", {0, 1, 2}),
        ("mật ong rừng", set()),
        ("gà", set()),
    ],
)
def test_words_of_selling_are_known_with_and_without_tones(typed: str, places: set[int]) -> None:
    assert shipped_lexicon().noise_in(tokenize(typed)) == places


@pytest.mark.parametrize(
    ("typed", "same_as"),
    [
        ("<script>alert(1)</script> mật ong", "mật ong"),
        ("<b>mật ong</b>", "mật ong"),
        ("mật&nbsp;ong", "mật ong"),
        ("xyzt 7 mật ong", "mật ong"),
        ("mật ong???", "mật ong"),
        ("(mật ong)", "mật ong"),
    ],
)
def test_what_is_meant_survives_markup_and_signs(searching: EngineSearchService, typed: str, same_as: str) -> None:
    assert _names(_search(searching, typed)) == _names(_search(searching, same_as))
