"""Stars, prices and sizes said in a query, in Vietnamese with or without tones, or in English."""

import re
from dataclasses import dataclass

from search.engines.clauses import Between, Clause, Has
from search.fields import SIZE, TERMS
from search.text.tokens import sizes_of
from search.understanding.reading import Unit

_STAR_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "mot": 1, "bon": 4, "nam": 5}
_STARS = re.compile(
    r"(?:\bocop\s+)?(?<![\w.,])([1-5]|một|hai|ba|bốn|năm|mot|bon|nam)\s*(?:sao|stars?)\b(?!\s*(?:biển|bien|la\b))"
    r"(\s+(?:trở lên|tro len|and up|or more))?|(?:\bocop\s+)?(?<![\w.,])([1-5])\s?[*★⭐]"
)
_MONEY = (
    r"(\d{1,9}(?:[.,]\d{3})*(?:[.,]\d{1,2})?)\s*"
    r"(k|nghìn|ngàn|nghin|ngan|tr|triệu|trieu|đồng|dong|vnđ|vnd|đ|d|₫)?(?![\w])"
)
_BELOW = r"(?:giá\s+|gia\s+)?(?:dưới|duoi|không quá|khong qua|tối đa|toi da|under|below|less than|<|≤)\s*"
_ABOVE = r"(?:giá\s+|gia\s+)?(?:trên|tren|ít nhất|it nhat|tối thiểu|toi thieu|over|above|more than|từ|tu|from|>|≥)\s*"
_RANGE = re.compile(rf"(?:(?:giá|gia)\s+)?(?:từ\s+|tu\s+|from\s+)?{_MONEY}\s*(?:-|–|đến|den|tới|toi|to)\s*{_MONEY}")
_UNDER = re.compile(_BELOW + _MONEY)
_OVER = re.compile(_ABOVE + _MONEY)
_ABOUT = re.compile(rf"(?:giá|gia|khoảng|khoang|tầm|tam|about|around)\s+{_MONEY}|(?<![\w.,]){_MONEY}")
_UNITS = dict.fromkeys(("k", "nghìn", "ngàn", "nghin", "ngan"), 1000) | dict.fromkeys(
    ("tr", "triệu", "trieu"), 1_000_000
)
_LEAST_BARE = 1000
_LARGEST = 10_000_000_000
_ABOUT_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the query's text that says a number, and the unit it becomes."""

    unit: Unit
    start: int
    end: int


def numbers_in(plain: str) -> list[Found]:
    """Stars, one price or range, and sizes said in a text that went through `surface`, in no overlap."""
    found: list[Found] = []
    for reader in (_stars, _price, _sizes):
        for one in reader(plain):
            if all(one.end <= other.start or one.start >= other.end for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _stars(plain: str) -> list[Found]:
    found = []
    for match in _STARS.finditer(plain):
        words = match[1] or match[3]
        least = _STAR_WORDS.get(words) or int(words)
        stars = tuple(str(one) for one in (range(least, 6) if match[2] else (least,)))
        unit = Unit(match[0].strip(), Has("stars", stars), kind="stars", filters=tuple(("stars", one) for one in stars))
        found.append(Found(unit, match.start(), match.end()))
    return found


def _price(plain: str) -> list[Found]:
    if match := _RANGE.search(plain):
        low, high = _money(match[1], match[2] or match[4], bare=False), _money(match[3], match[4], bare=False)
        if low is not None and high is not None and low <= high:
            return [_priced(match, low, high)]
    if (match := _UNDER.search(plain)) and (high := _money(match[1], match[2], bare=True)) is not None:
        return [_priced(match, None, high)]
    if (match := _OVER.search(plain)) and (low := _money(match[1], match[2], bare=True)) is not None:
        return [_priced(match, low, None)]
    for match in _ABOUT.finditer(plain):
        amount = _money(match[1] or match[3], match[2] or match[4], bare=False)
        if amount is not None:
            return [_priced(match, int(amount * (1 - _ABOUT_SHARE)), int(amount * (1 + _ABOUT_SHARE)))]
    return []


def _priced(match: re.Match[str], low: int | None, high: int | None) -> Found:
    clause: Clause = Between("price", low, high)
    ends = (("price_min", low), ("price_max", high))
    filters = tuple((name, str(end)) for name, end in ends if end is not None)
    return Found(Unit(match[0].strip(), clause, kind="price", filters=filters), match.start(), match.end())


def _money(number: str, unit: str | None, *, bare: bool) -> int | None:
    """Integer đồng; a number without a unit is money only where `bare` allows it and it is large enough."""
    if unit in _UNITS:
        amount = (
            int(float(number.replace(",", ".")) * _UNITS[unit]) if number.count(".") + number.count(",") < 2 else None
        )
    else:
        amount = int(re.sub(r"[.,]", "", number))
        if amount < _LEAST_BARE or not (unit or bare):
            return None
    return amount if amount is not None and 0 < amount <= _LARGEST else None


def _sizes(plain: str) -> list[Found]:
    return [
        Found(
            Unit(size.term, Has(TERMS, (SIZE + size.term,)), kind="size", filters=(("net_content", size.term),)),
            size.start,
            size.end,
        )
        for size in sizes_of(plain)
    ]
