"""The same wish in other scripts, in English with slips, with half-converted keys; and what an empty page offers."""

import pytest

from search.contract import SearchRequest
from search.service import EngineSearchService


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("芒果干", "Xoài sấy dẻo Cam Lâm", "translation"),
        ("芒果乾", "Xoài sấy dẻo Cam Lâm", "translation"),
        ("越南的芒果", "Xoài sấy dẻo Cam Lâm", "translation"),
        ("ドライマンゴー", "Xoài sấy dẻo Cam Lâm", "translation"),
        ("말린 망고", "Xoài sấy dẻo Cam Lâm", "translation"),
        ("ハチミツ", "Mật ong hoa nhãn 1 lít", "translation"),
        ("はちみつ", "Mật ong hoa nhãn 1 lít", "translation"),
        ("honney", "Mật ong hoa nhãn 1 lít", "english"),
        ("dried magno", "Xoài sấy dẻo Cam Lâm", "english"),
        ("mâtj ong", "Mật ong hoa nhãn 1 lít", "telex"),
        ("nươcs mắm", "Nước mắm Phú Quốc 1L", "telex"),
    ],
)
def test_a_wish_is_understood_in_other_writings(
    searching: EngineSearchService, typed: str, name: str, kind: str
) -> None:
    answer = searching.search(SearchRequest(q=typed))
    assert name in [hit.name for hit in answer.hits]
    assert kind in {change.kind for change in answer.query.corrections}


@pytest.mark.parametrize(
    ("typed", "gone"),
    [("honey zorbs", "zorbs"), ("蜂蜜鱔鱗", "鱔鱗"), ("蜂蜜 zorbs", "zorbs"), ("mật ong zorbs", "zorbs")],
)
def test_what_nothing_knows_is_given_up_and_named(searching: EngineSearchService, typed: str, gone: str) -> None:
    answer = searching.search(SearchRequest(q=typed))
    assert answer.total
    assert answer.query.relaxed == [gone]


@pytest.mark.parametrize("typed", ["莲雾", "ホーロー", "강아지"])
def test_part_of_an_unknown_name_is_not_taken_for_another_good(searching: EngineSearchService, typed: str) -> None:
    answer = searching.search(SearchRequest(q=typed))
    assert answer.total == 0
    assert {one.why for one in answer.query.alternatives} == {"popular"}


def test_tones_that_no_name_has_are_offered_without_and_never_dropped_silently(searching: EngineSearchService) -> None:
    answer = searching.search(SearchRequest(q="bọ "))
    assert answer.total == 0
    assert ("bo", "folded") in [(one.text, one.why) for one in answer.query.alternatives]


def test_a_place_is_marked_as_a_whole(searching: EngineSearchService) -> None:
    hits = searching.search(SearchRequest(q="mật ong hà giang")).hits
    assert [hit.highlighted for hit in hits] == ["<mark>Mật ong</mark> bạc hà Mèo Vạc 500g"]


def test_suggestions_keep_to_the_tones_typed(searching: EngineSearchService) -> None:
    assert "HTX Bắc Hà" in [line.text for line in searching.suggest("bac").suggestions]
    assert "HTX Bắc Hà" in [line.text for line in searching.suggest("bắc").suggestions]
    assert "HTX Bắc Hà" not in [line.text for line in searching.suggest("bạc").suggestions]
