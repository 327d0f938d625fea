"""The contract of the search, the same on both engines: filters, facets, sorts, pages, marks, hostile input."""

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.contract import SearchRequest, Sort
from search.service import EngineSearchService
from tests.search.goods import documents

_GOODS = len(documents())


def _ids(answer: Any) -> list[str]:
    return [hit.id for hit in answer.hits]


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        ({"province": ("lam-dong",)}, 4),
        ({"province": ("ha-giang",)}, 3),
        ({"province": ("lam-dong", "ha-giang")}, 7),
        ({"stars": (5,)}, 2),
        ({"stars": (4, 5), "group": ("II", "IV")}, 1),
        ({"marketplace": ("cho-hai",)}, 10),
        ({"price_min": 400_000}, 3),
        ({"price_min": 50_000, "price_max": 60_000}, 4),
        ({"price_max": 0}, 0),
        ({"province": ('x" OR id EXISTS OR province = "',)}, 0),
        ({"producer": ("maker-0",)}, 1),
    ],
)
def test_filters_hold_together_and_their_values_are_alternatives(
    searching: EngineSearchService, filters: dict[str, Any], total: int
) -> None:
    assert searching.search(SearchRequest(**filters)).total == total


def test_a_facet_is_counted_without_its_own_filter(searching: EngineSearchService) -> None:
    plain = searching.search(SearchRequest())
    chosen = searching.search(SearchRequest(province=("lam-dong",)))
    assert {one.value: one.count for one in chosen.facets["province"]} == {
        one.value: one.count for one in plain.facets["province"]
    }
    assert [one.value for one in chosen.facets["province"] if one.selected] == ["lam-dong"]
    assert sum(one.count for one in chosen.facets["group"]) == chosen.total
    counts = [one.count for one in plain.facets["province"]]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(("lang", "stars", "group"), [("vi", "5 sao", "Đồ uống"), ("en", "5 stars", "Drinks")])
def test_facets_have_labels(searching: EngineSearchService, lang: Any, stars: str, group: str) -> None:
    facets = searching.search(SearchRequest(lang=lang)).facets
    labels = {name: {one.value: one.label for one in values} for name, values in facets.items()}
    assert labels["stars"]["5"] == stars
    assert labels["group"]["II"] == group
    assert labels["province"]["lam-dong"] == "Lâm Đồng"
    assert labels["marketplace"]["cho-hai"] == "Chợ Hai"
    assert labels["producer"]["maker-0"] == "HTX Tuấn Dũng"


@pytest.mark.parametrize(
    ("sort", "field", "falling"),
    [("price", "price", False), ("-price", "price", True), ("stars", "stars", True)],
)
def test_sorts_put_what_is_unknown_last(searching: EngineSearchService, sort: Sort, field: str, falling: bool) -> None:
    hits = searching.search(SearchRequest(sort=sort, limit=100)).hits
    values = [getattr(hit, field) for hit in hits]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=falling)
    assert values[len(known) :] == [None] * (len(values) - len(known))


def test_newest_first(searching: EngineSearchService) -> None:
    newest = searching.search(SearchRequest(sort="newest", limit=3))
    assert _ids(newest) == [f"p{_GOODS - place:09d}" for place in (1, 2, 3)]


@pytest.mark.parametrize("typed", ["", "mật ong", "sấy", "ca phe", "honey"])
@pytest.mark.parametrize("sort", ["relevance", "price"])
def test_pages_put_together_are_the_whole(searching: EngineSearchService, typed: str, sort: Sort) -> None:
    whole = searching.search(SearchRequest(q=typed, sort=sort, limit=100))
    pages = [searching.search(SearchRequest(q=typed, sort=sort, limit=3, offset=at)) for at in range(0, _GOODS + 3, 3)]
    assert [one for page in pages for one in _ids(page)] == _ids(whole)
    assert {page.total for page in pages} == {whole.total}
    assert len(set(_ids(whole))) == whole.total


def test_only_a_number_or_a_far_page(searching: EngineSearchService) -> None:
    assert searching.search(SearchRequest(q="mật ong", limit=0)).hits == []
    assert searching.search(SearchRequest(q="mật ong", limit=0)).total == 3
    assert searching.search(SearchRequest(q="mật ong", offset=10_000)).hits == []


@pytest.mark.parametrize(
    ("typed", "name", "marked"),
    [
        ("mat ong", "Mật ong hoa nhãn 1 lít", "<mark>Mật ong</mark> hoa nhãn 1 lít"),
        ("sấy dẻo", "Chuối sấy dẻo", "Chuối <mark>sấy dẻo</mark>"),
        ("heo", "Thịt lợn đen gác bếp", "Thịt <mark>lợn</mark> đen gác bếp"),
        ("dried banana", "Chuối sấy dẻo", "<mark>Chuối sấy</mark> dẻo"),
    ],
)
def test_names_are_marked_as_they_are_written(
    searching: EngineSearchService, typed: str, name: str, marked: str
) -> None:
    hits = searching.search(SearchRequest(q=typed)).hits
    assert {hit.name: hit.highlighted for hit in hits}[name] == marked


def test_a_query_without_tones_offers_its_readings(searching: EngineSearchService) -> None:
    found = searching.search(SearchRequest(q="mut dua")).query.alternatives
    assert {(one.text, one.total, one.why) for one in found} >= {("mứt dừa", 1, "tones"), ("mứt dứa", 1, "tones")}


def test_a_query_with_tones_offers_what_folds_to_it(searching: EngineSearchService) -> None:
    found = searching.search(SearchRequest(q="bơ")).query.alternatives
    assert [(one.text, one.total) for one in found if one.why == "folded"] == [("bo", 5)]


def test_a_place_in_the_words_can_be_taken_off(searching: EngineSearchService) -> None:
    found = searching.search(SearchRequest(q="mật ong hà giang")).query
    assert found.filters == {"province": ["ha-giang"]}
    assert [(one.text, one.total) for one in found.alternatives if one.why == "without_filter"] == [("mật ong", 3)]
    literal = searching.search(SearchRequest(q='"hà giang"'))
    assert literal.query.filters == {}


def test_nothing_found_names_a_way_on(searching: EngineSearchService) -> None:
    answer = searching.search(SearchRequest(q="zzzzqqq"))
    assert (answer.total, answer.hits) == (0, [])
    assert answer.query.alternatives


def test_similar_products_are_of_the_same_kind(searching: EngineSearchService) -> None:
    like = searching.similar("p000000000")
    assert [hit.name for hit in like] == ["Mật ong hoa nhãn 1 lít"]
    assert searching.similar("p999999999") == []
    assert [hit.name for hit in searching.similar("p000000022")] == ["Trà atiso túi lọc 20 x 2g"]


@pytest.mark.parametrize(
    ("facet", "typed", "values"),
    [
        ("producer", "htx", {"HTX Tuấn Dũng", "HTX Chí Tân"}),
        ("producer", "tuan", {"HTX Tuấn Dũng"}),
        ("province", "tuyen", {"Tuyên Quang"}),
        ("province", "ha noi", set()),
        ("marketplace", "hai", {"Chợ Hai"}),
    ],
)
def test_values_of_a_facet_can_be_searched(
    searching: EngineSearchService, facet: Any, typed: str, values: set[str]
) -> None:
    found = searching.facet_values(SearchRequest(q="mật ong"), facet, typed)
    assert {one.label for one in found} == values
    assert all(one.count for one in found)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("mật o", ("query", "mật ong")),
        ("nuoc ma", ("query", "nước mắm")),
        ("bơ s", ("product", "Bơ sáp 034")),
        ("htx ch", ("producer", "HTX Chí Tân")),
        ("lâm", ("province", "Lâm Đồng")),
        ("đồ u", ("group", "Đồ uống")),
    ],
)
def test_suggestions_of_every_kind_come_in_one_call(
    searching: EngineSearchService, typed: str, line: tuple[str, str]
) -> None:
    found = searching.suggest(typed)
    assert line in [(one.kind, one.text) for one in found.suggestions]
    assert len(found.suggestions) <= 8
    assert searching.suggest("   ").suggestions == []


_HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="'\"\\()[]{}<>&|*?~^-+:/%_\x00\ufeff\u0301đĐơ aA1", max_size=30),
    st.sampled_from(
        ["<script>", '" OR 1=1 --', "terms = x", "AND NOT", "\u202e", "𝕸ậ𝖙", "ma\u0302\u0323t", "1" * 300, "a " * 300]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(typed=_HOSTILE)
def test_no_query_breaks_the_search(searching: EngineSearchService, typed: str) -> None:
    answer = searching.search(SearchRequest(q=typed, limit=5))
    assert answer.query.text == typed
    assert len(answer.hits) <= answer.total
    assert all("<script" not in hit.highlighted for hit in answer.hits)
    searching.suggest(typed)


def test_composed_and_decomposed_letters_are_one(searching: EngineSearchService) -> None:
    assert _ids(searching.search(SearchRequest(q="ma\u0323\u0302t ong"))) == _ids(
        searching.search(SearchRequest(q="mật ong"))
    )


def test_many_threads_get_the_same_answers(searching: EngineSearchService) -> None:
    queries = ["mật ong", "nuoc mam", "honey", "xoài sấy", "nuocmam", "bơ"] * 4
    alone = {query: _ids(searching.search(SearchRequest(q=query))) for query in queries}
    wrong: list[str] = []

    def ask(query: str) -> None:
        if _ids(searching.search(SearchRequest(q=query))) != alone[query]:
            wrong.append(query)

    threads = [threading.Thread(target=ask, args=(query,)) for query in queries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
