"""Slips of the finger, and words that are none."""

import pytest

from search.contract import SearchRequest
from search.engines.embedded_build import EmbeddedBuilder
from search.lexicon import shipped_lexicon
from search.lexicon.plurals import one_of_many
from search.relevance.indexing import service_over
from search.service import EngineSearchService

_JUICES = [f"Nước rửa tay hương chanh số {number}" for number in range(30)]
_NAMES = [
    *_JUICES,
    "Nước uống vị sữa và chanh",
    "Trứng vịt muối",
    "Bột mù tạt",
    "Bột mì số 8",
    "Khăn tay",
    "Gạo ST25",
    "Củ cải khô",
    "Cá khô",
    "Bò một nắng",
    "Bơ sáp",
    "Xà bông cục",
    "Trà hoa cúc",
    "Kiệu chua ngọt",
    "Muối tôm kiểu Tây Ninh",
    "Na dai",
    "Thảo quả",
    "Cá quả sấy nắm",
    "Thanh long ruột đỏ",
    "Cà phê hạt rang",
    "Đậu trắng",
]


@pytest.fixture(scope="module")
def slipping(tmp_path_factory: pytest.TempPathFactory) -> EngineSearchService:
    """The search over a few names that lie near each other."""
    return service_over(_NAMES, EmbeddedBuilder(tmp_path_factory.mktemp("index")))


def _names(service: EngineSearchService, typed: str) -> list[str]:
    return [hit.name for hit in service.search(SearchRequest(q=typed, limit=50)).hits]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("trứng vịtt muối", "Trứng vịt muối"),
        ("trứng muối vịtt", "Trứng vịt muối"),
        ("gạo sst25", "Gạo ST25"),
        ("bột mù tạy", "Bột mù tạt"),
        ("bông cúc", "Trà hoa cúc"),
        ("kiệu muối", "Kiệu chua ngọt"),
        ("quả na", "Na dai"),
        ("trái na", "Na dai"),
        ("qua na", "Na dai"),
        ("dragonfruits", "Thanh long ruột đỏ"),
        ("roasted coffee beans", "Cà phê hạt rang"),
    ],
)
def test_the_likeliest_is_found_first(slipping: EngineSearchService, typed: str, first: str) -> None:
    assert _names(slipping, typed)[0] == first


def test_a_word_far_oftener_meant_than_the_one_typed_is_taken_and_the_typed_one_offered(
    slipping: EngineSearchService,
) -> None:
    for offset in (0, 10):
        answer = slipping.search(SearchRequest(q="uong chanh", offset=offset))
        assert [(one.original, one.corrected) for one in answer.query.corrections] == [("uong", "hương")]
        assert answer.total == len(_JUICES)
    offered = slipping.search(SearchRequest(q="uong chanh")).query.alternatives
    assert ("uong chanh", "spelling", 1) in [(one.text, one.why, one.total) for one in offered]


@pytest.mark.parametrize("typed", ["bơ", "bơ một nắng", "quả bơ"])
def test_butter_is_never_beef(slipping: EngineSearchService, typed: str) -> None:
    assert "Bò một nắng" not in _names(slipping, typed)


def test_words_that_stand_apart_but_are_meant_stay_as_typed(slipping: EngineSearchService) -> None:
    assert _names(slipping, "cá nắm") == ["Cá quả sấy nắm"]


@pytest.mark.parametrize(
    ("one", "many"),
    [("berry", "berries"), ("chilli", "chillies"), ("leaf", "leaves"), ("box", "boxes"), ("mango", "mangoes")],
)
def test_a_plural_is_compared_as_its_singular(one: str, many: str) -> None:
    assert one_of_many(one) == one_of_many(many)


@pytest.mark.parametrize(
    ("written", "thing"),
    [("dragonfruit", "dragon-fruit"), ("passionfruits", "passion-fruit"), ("sea weeds", "seaweed")],
)
def test_english_is_known_written_together_or_apart(written: str, thing: str) -> None:
    assert thing in shipped_lexicon().english_things(tuple(written.split()))
