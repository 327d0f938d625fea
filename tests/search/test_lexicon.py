"""The lexicon's rows: well formed, sourced, guarded, and each with a test that holds."""

import pytest

from search.lexicon import check, rows, shipped_lexicon
from search.text import key


def test_nothing_is_wrong_with_the_rows() -> None:
    assert check.problems() == []


def test_every_row_keeps_what_its_test_says() -> None:
    assert check.failures() == []


def test_the_most_wanted_goods_have_their_names_in_three_languages() -> None:
    assert len(rows.foreign()) >= 150


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (rows.Thing("twin", ("a", "b"), ("a",), (), "", "a => b"), "needs names and a source"),
        (rows.Thing("twin", ("ngan", "vịt xiêm"), ("ngan",), (), "x", "ngan => vịt xiêm"), "needs a row in guards.csv"),
        (rows.Thing("twin", ("ngan",), ("vịt xiêm",), (), "x", "ngan => ngan"), "none of its names"),
        (rows.Thing("twin", ("ngan",), ("ngan",), (), "x", "ngan"), "has no test"),
    ],
)
def test_the_checker_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch, row: rows.Thing, said: str) -> None:
    monkeypatch.setattr(check, "things", lambda: (row,))
    monkeypatch.setattr(check, "foreign", tuple)
    monkeypatch.setattr(check, "guards", tuple)
    assert any(said in problem for problem in check.problems())


def test_the_checker_finds_a_circle_of_abbreviations(monkeypatch: pytest.MonkeyPatch) -> None:
    circle = (rows.Short("nc", ("nm cốt",), "x", "nc => nm"), rows.Short("nm", ("nc mắm",), "x", "nm => nc"))
    monkeypatch.setattr(check, "abbreviations", lambda: circle)
    assert [problem for problem in check.problems() if "itself short" in problem] != []


@pytest.mark.parametrize(
    ("name", "thing", "named"),
    [
        ("Bắp bò tươi", "maize", False),
        ("Bắp nếp", "maize", True),
        ("Bột sắn dây", "tapioca-starch", False),
        ("Mật ong bạc hà", "mint", False),
        ("Kẹo bạc hà", "mint", True),
        ("Chè bưởi", "tea", False),
        ("Chè vằng", "tea", True),
        ("Yến mạch", "bird-nest", False),
        ("Gạo thơm", "pineapple", False),
        ("Thơm sấy dẻo", "pineapple", True),
    ],
)
def test_guarded_pairs_are_obeyed(name: str, thing: str, named: bool) -> None:
    keys = [key(word) for word in name.lower().split()]
    assert (thing in {found for found, _, _ in shipped_lexicon().things_in(keys)}) is named
