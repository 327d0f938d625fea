"""Columns of one rating each, as provinces rule them: a mark under `4 sao`, or the names of the goods themselves."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalog.certificates.cells import NUMBER_WORDS, is_proposed, stars_of
from catalog.certificates.surroundings import Purpose, purpose_of
from catalog.normalise.decision import find_decision
from catalog.normalise.text import clean, fold
from catalog.sheets.cells import Cell

_NUMBERS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5} | NUMBER_WORDS
_HEADING = re.compile(
    r"(?:(?:ten|cac|danh (?:muc|sach)|san pham|sp|ocop|duoc|bi|cong nhan|xep|phan|dat|hang|loai|muc|tieu chuan|cap"
    r"|khong|chua|du kien|de nghi|de xuat|dang ky|tiem nang|phan dau|thu hoi|trung uong|quoc gia|tinh|huyen)\s+)*"
    r"(?:(?P<number>0?[1-5]|mot|hai|ba|bon|nam)\s?(?:\*|sao)|(?P<signs>[★⭐*]{1,5}))(?:\s?\(.*|\s?[-–:]\s.*)?"
)
_OLD = re.compile(r"\b(?:cu|truoc|da dat|hien tai|tu danh gia|tu cham|het (?:hieu luc|han)|khong con hieu luc)\b")
_NOT_YET = re.compile(r"(?!.*\bket qua\b).*\b(?:ke hoach|muc tieu|phan dau|dinh huong)\b")
_TAKEN_AWAY = re.compile(r"\b(?:bi loai|tam dung|tam dinh chi|dinh chi)\b")
_REVOKED = re.compile(r"thu hoi|huy bo")
_NO_TICK = re.compile(r"[0\-–—/.\s]*|(?:khong|chua|ko|no)\b.*")
_TICK = re.compile(r"[xv✓✔√☑●•+*]|co|dat|ok|yes|\d{1,3}(?:[.,]\d+)?")
_BULLET = re.compile(r"\s*(?:[-–+•*●]\s*|\d{1,2}[.)]\s+)")
_LETTERS = re.compile(r"[a-z]")
_FEWEST_LETTERS = 3


class Rating(NamedTuple):
    """What stands under a heading such as `4 sao`: stars given, wished for or taken back; `old` ones count no more."""

    stars: int
    purpose: Purpose
    old: bool


class Goods(NamedTuple):
    """A product named under a rating; `one_name` says that lines of the cell were joined for want of hyphens."""

    name: str
    rating: Rating
    one_name: bool


def rating_of(headings: Sequence[str]) -> Rating | None:
    """The rating of a column by its folded headings, the lowest first; None where it is not a column of one rating."""
    found = _HEADING.fullmatch(headings[0]) if headings else None
    if found is None:
        return None
    number = found["number"]
    words = " ".join(headings)
    purpose = purpose_of(words)
    if _REVOKED.search(words):
        purpose = "revoked"
    elif purpose == "recognised" and _TAKEN_AWAY.search(words):
        purpose = "refused"
    elif purpose == "recognised" and (is_proposed(words) or _NOT_YET.match(words)):
        purpose = "proposed"
    stars = _NUMBERS[number.lstrip("0")] if number else len(found["signs"])
    return Rating(stars, purpose, _OLD.search(words) is not None)


def ticked(row: Sequence[Cell], ratings: dict[int, Rating]) -> list[Rating]:
    """The ratings a row has a mark under: those given; where there are none, those wished for or taken back."""
    found = [rating for cell, rating in _cells(row, ratings) if not _NO_TICK.fullmatch(fold(str(cell)).strip())]
    return [rating for rating in found if rating.purpose == "recognised"] or found


def goods_of(row: Sequence[Cell], ratings: dict[int, Rating]) -> list[Goods]:
    """The products a row names under ratings, from left to right."""
    return [goods for cell, rating in _cells(row, ratings) for goods in _named(str(cell), rating)]


def names_stand_under(ratings: dict[int, Rating], rows: Iterable[Sequence[Cell]]) -> bool:
    """Whether most of what is written under the ratings are names, not marks or counts."""
    cells = [str(cell) for row in rows for cell, _ in _cells(row, ratings)]
    return sum(map(_is_name, cells)) > len(cells) / 2


def _cells(row: Sequence[Cell], ratings: dict[int, Rating]) -> list[tuple[Cell, Rating]]:
    return [(row[at], one) for at, one in ratings.items() if not one.old and at < len(row) and row[at] is not None]


def _named(text: str, rating: Rating) -> list[Goods]:
    lines = [line for line in text.splitlines() if line.strip()]
    apart = len(lines) < 2 or all(_BULLET.match(line) for line in lines)
    parts = [part for line in (lines if apart else [" ".join(lines)]) for part in line.split(";")]
    names = [clean(_BULLET.sub("", part, count=1)).text for part in parts if _is_name(part)]
    return [Goods(name, rating, not apart) for name in names]


def _is_name(text: str) -> bool:
    folded = fold(text).strip()
    if _NO_TICK.fullmatch(folded) or _TICK.fullmatch(folded) or len(_LETTERS.findall(folded)) < _FEWEST_LETTERS:
        return False
    return stars_of(text) is None and find_decision(clean(text).text) is None
