"""Answers over several hundred goods, read to their ends: pages, totals, facets and orders agree with each other, with
the other engine, and any name is found however it is typed."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.contract import Hit, SearchRequest, Sort
from search.documents import ProductDocument
from search.engines.embedded_build import EmbeddedBuilder
from search.fields import FACET_VALUES
from search.relevance.cases import plain
from search.service import EngineSearchService
from search.terms import name_words
from search.understanding.keys import in_telex
from tests.relevance.material import own_names
from tests.search.conftest import BOTH
from tests.search.goods import build, document, service
from tests.search.meilisearch import Meilisearch

_PLACES = (("lao-cai", "yen-bai"), ("lao-cai", "lao-cai"), ("vinh-long", "ben-tre"), ("hue", None), (None, None))
_MAKERS = ("HTX Bản Liền", "Cơ sở Thảo Nguyên", "Công ty Ngọc Duy", None)
_GROUPS = ("I", "II", "III", None)
_QUERIES = (
    "",
    "sấy",
    "mật ong",
    "trà",
    "tra",
    "bo",
    "heo",
    "dried fruit",
    "mật ong dưới 200k",
    "kẹo bến tre",
    "cá khô",
)


@cache
def _goods() -> tuple[ProductDocument, ...]:
    return tuple(_one(place, name) for place, name in enumerate(own_names()))


def _one(place: int, name: str) -> ProductDocument:
    province, former = _PLACES[place % 5]
    price = (place * 7919 % 90) * 5000 + 10_000 if place % 11 else None
    stars = (3, 4, 5, None)[place * 31 % 4]
    return document(place, (name, price, stars, province, former, _MAKERS[place * 17 % 4], _GROUPS[place * 13 % 4]))


@pytest.fixture(scope="module", params=BOTH)
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EngineSearchService:
    """The goods on each engine."""
    if request.param == "meilisearch":
        server: Meilisearch = request.getfixturevalue("meilisearch")
        builder = server.builder()
        build(builder, _goods())
        return service(builder.engine)
    return _embedded(tmp_path_factory)


def _embedded(folders: pytest.TempPathFactory) -> EngineSearchService:
    builder = EmbeddedBuilder(folders.mktemp("many"))
    build(builder, _goods())
    return service(builder.engine)


@pytest.mark.parametrize("typed", _QUERIES)
@pytest.mark.parametrize("chosen", [{}, {"province": ("lao-cai",)}, {"stars": (4, 5), "marketplace": ("cho-hai",)}])
def test_facets_count_what_the_pages_hold(many: EngineSearchService, typed: str, chosen: dict[str, Any]) -> None:
    hits = list(_pages(many, typed, chosen))
    answer = many.search(SearchRequest(q=typed, limit=0, **chosen))
    assert answer.total == len(hits) == len({hit.id for hit in hits})
    for facet in ("province", "stars", "group", "marketplace", "producer"):
        other = {name: value for name, value in chosen.items() if name != facet}
        among = hits if other == chosen else list(_pages(many, typed, other))
        counted = {one.value: one.count for one in answer.facets[facet] if one.count}
        expected = Counter(value for hit in among for value in _values(hit, facet))
        assert counted.items() <= expected.items(), facet
        assert len(counted) == min(len(expected), FACET_VALUES), facet


@pytest.mark.parametrize("sort", get_args(Sort))
def test_an_order_changes_the_order_alone(many: EngineSearchService, sort: Sort) -> None:
    usual = {hit.id for hit in _pages(many, "sấy", {})}
    ordered = list(_pages(many, "sấy", {"sort": sort}))
    assert {hit.id for hit in ordered} == usual
    known = [hit.price for hit in ordered if hit.price is not None]
    if sort in ("price", "-price"):
        assert known == sorted(known, reverse=sort == "-price")


@pytest.mark.meilisearch
def test_both_engines_read_the_same_to_the_end(
    meilisearch: Meilisearch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    builder = meilisearch.builder()
    build(builder, _goods())
    one, other = _embedded(tmp_path_factory), service(builder.engine)
    for typed in _QUERIES:
        assert [hit.id for hit in _pages(one, typed, {})] == [hit.id for hit in _pages(other, typed, {})], typed


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(name=st.sampled_from(own_names()), cut=st.integers(min_value=1, max_value=3), data=st.data())
def test_any_name_is_found_however_it_is_typed(
    many: EngineSearchService, name: str, cut: int, data: st.DataObject
) -> None:
    words = name_words(name)[0]
    begun = [*words[:-1], words[-1][: max(1, len(words[-1]) - cut)]]
    keyed = " ".join(in_telex(word, tone_last=data.draw(st.booleans())) for word in words)
    for typed in (name, name.upper(), " ".join(words), plain(" ".join(words)), keyed, " ".join(begun)):
        found = many.search(SearchRequest(q=typed, limit=10))
        assert name in [hit.name for hit in found.hits], (typed, found.query)


def _pages(searching: EngineSearchService, typed: str, chosen: dict[str, Any]) -> Iterator[Hit]:
    at = 0
    while True:
        page = searching.search(SearchRequest(q=typed, limit=7, offset=at, **chosen)).hits
        if not page:
            return
        yield from page
        at += 7


def _values(hit: Hit, facet: str) -> list[str]:
    if facet == "marketplace":
        return hit.marketplaces
    value = {"province": hit.province, "stars": hit.stars, "group": hit.group, "producer": hit.producer_id}[facet]
    return [str(value)] if value else []
