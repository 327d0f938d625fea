"""OCOP stars as listings claim them: `OCOP 4 sao`, `4* sao`, `Ocop.4`, `★★★★`, `hạng ba sao cấp tỉnh`.

Customer ratings, hotels, starfish, ranges ("3–4 sao") and thresholds ("3 sao trở lên") are no claims of one product.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalog.listing import Number
from catalog.normalise.text import clean, fold

_DIGITS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "three": 3, "four": 4, "five": 5}
_COUNT = r"0?(?P<count>[1-9](?:[.,]\d)?|mot|hai|ba|bon|nam|three|four|five)"
_SIGN = r"(?:\*\s?sao|★\s?sao|⭐\s?sao|sao|\*|★|⭐|✩|☆|stars?)(?!\w)"
_CLAIM = re.compile(
    # What a claim may begin with is asked first, since most letters of a text begin none.
    rf"(?=[0-9mhbntfos(*★⭐])(?:(?<![\w.,/])(?P<low>[1-5])\s?(?:sao\s?)?(?P<span>-|–|—|den|toi|hoac|va|,)\s?(?P<high>[1-5])\s?{_SIGN}"
    rf"(?:\s?(?:,|va|hoac|den|-|–)\s?[1-5]\s?{_SIGN}){{0,3}}"
    rf"|(?<![\w.,/]){_COUNT}\s?[-]?\s?{_SIGN}(?P<more>\s?(?:tro len|\+(?!\s?[a-z])|tro xuong))?"
    r"|ocop\s?[.\-:–]?\s?(?:hang\s?|dat\s?|cap\s?)?(?P<bare>[1-5])(?![\w%]|[.,]\d|\s?(?:g|kg|ml|l|lit|hop|goi"
    r"|chai|hu|k|tr|nam|thang|san pham|sao|stars?|den|hoac)\b|\s?(?:[*★⭐]|[-–—,]\s?\d))"
    rf"|(?:\((?P<enclosed>[1-5])\)|(?<![\w.,/])(?P<spelt>[1-5])\s?\((?:mot|hai|ba|bon|nam)\))\s?{_SIGN}"
    r"|(?P<starred>(?<!\*)\*{3,5}(?![*\d]))"
    r"|(?P<signs>[★⭐]{1,5})(?![★⭐]|\s?[1-5](?![\w.,/]))"
    r"|(?:(?<!\w)sao\s?:?\s?|[★⭐*]\s?)(?P<turned>[1-5])(?![\w.,/]|\s?(?:canh|sao|[★⭐])))"
)
_NATION = re.compile(r"ocop (?:\w+ ){0,4}?cap (?:quoc gia|trung uong)|(?:cap quoc gia|national) (?:\w+ ){0,3}ocop")
_OCOP = re.compile(
    r"(?<![a-z])(?:ocop|o\.c\.o\.p)(?![a-z])|(?:moi|mot) xa (?:phuong )?mot san pham|mot san pham moi xa"
    r"|one commune one product"
)
# The expression that is looked for where no other name of the programme stands in a text.
_OCOP_ALONE = re.compile(r"ocop(?<![a-z]ocop)(?![a-z])")
_DENIED_BEFORE = re.compile(
    r"(?:chưa(?<!\wchưa)|không(?<!\wkhông))"
    r"(?: (?:phải|được|đạt|có|là|hề|công nhận|chứng nhận|xếp hạng|phân hạng|đánh giá|sản phẩm"
    r"|hàng|hạng|chuẩn|tiêu chuẩn|danh hiệu|giấy|thuộc|tham gia|ocop)){0,7}[ (]*$"
)
_DENIED_AFTER = re.compile(
    r"\s?[:\-–(]?\s?(?:chưa|không)(?: (?:có|đạt|được|phải|công nhận|chứng nhận|xếp hạng|phân hạng)){0,4}"
    r"\s?(?:$|[.,;)\n])"
)
_ALONE = re.compile(rf"\W*(?:{_COUNT}\s?{_SIGN}|[★⭐]{{3,5}})\W*")
_LONGEST_ALONE = 16
_FIELD = re.compile(rf"(?:hang\s)?(?:(?P<count>[1-9]|{'|'.join(_DIGITS)})(?:\.0)?|(?P<signs>\*{{1,5}}|[★⭐]{{1,5}}))")
_NOT_OCOP_BEFORE = re.compile(
    r"(?:danh gia|cham(?: diem)?|khach(?: hang)?(?: (?:binh luan|khen))?"
    r"|khach san|resort|nha hang|homestay|hotel|villa|rating|rated|review|chat luong|dich vu|tieu chuan"
    r"|binh chon|xep hang tu khach|phong|canh|ngoi|hang bay|vote|diem|khu nghi duong|du thuyen|chuan|hat giong|bep"
    r"|am thuc|shop|nguoi ban|gian hang|giao hang|tang|cho|\d tren)"
    r"\s?(?:tieu chuan\s|chuan\s|cao cap\s|dat\s|:\s?|la\s|duoc\s|trung binh\s|sao\s)?$"
)
_OCOP_STANDARD = re.compile(r"ocop (?:dat )?(?:tieu )?chuan\s?(?:hang\s)?$")
_OF_MANY = re.compile(r"(?<!\w)(?:co|hon|tren|gan|duoc|voi|them|toi|den) (?!1 )\d+ (?:san pham|sp)\s(?:\w+ ){0,4}$")
_NOT_OCOP_AFTER = re.compile(
    r"\s?(?:/\s?\d|\(\s?\d+|tren (?:\d|shopee|lazada|tiki|google|san)|tu \d+|bien|la\b|vang|khue|kho\b|tam\b|suot\b"
    r"|danh gia|luot|reviews?|nhan xet|binh chon|trung binh|tre\b|(?:[-–|] ?)?\d+ (?:danh gia|luot|reviews?))"
)
# What a text must hold for a claim; with tones or without, so that it may be looked for before folding.
_MAY_CLAIM = ("ocop", "o.c.o.p", "sao", "star", "★", "⭐", "*", "one commune", "mot san pham", "một sản phẩm")
_OTHER_NAMES = ("o.c.o.p", "one commune", "mot san pham")
_RAISERS = ("nang ", "thang ", "tang ", "len ")
_ANCHOR = re.compile(r"ocop|sao|star|★|⭐|\*")
_REACH = 16
_POTENTIAL = re.compile(
    r"tiem nang\s?(?:dat\s)?(?:ocop\s)?(?:hang\s)?$"
    r"|(?:huong toi|phan dau|de nghi|de xuat|du kien|ung vien|dang ky|ke hoach|muc tieu)\s?(?:\w+ ){0,4}$"
)
_AT_LEAST = re.compile(r"(?:\btu|\btoi thieu|\bit nhat)\s?$")
_RATED = re.compile(r"(?:(?:xep hang|phan hang|dat|cong nhan|chung nhan|xep loai)\s?(?:\w+ ){0,3}|\bhang\s?)$")
_RAISED = re.compile(r"(?:nang (?:hang|cap|sao|len)|(?:thang|tang|len) hang|\blen)\s(?:(?!tu\b)\w+ ){0,4}$")
_MAY_BE_RAISED = re.compile(r"(?:nang|thang|tang|len) (?:hang|cap|sao|len|ocop|[1-5]\b)")
_LEVEL = re.compile(r"\s?(?:ocop|cap (?:tinh|huyen|quoc gia|trung uong|thanh pho))")


class Claim(NamedTuple):
    """What words claim: `stars` null where OCOP is named without one product's stars; `kinds` are oddities."""

    ocop: bool
    stars: int | None
    words: str
    kinds: tuple[str, ...] = ()


def read_claim(text: str, *, bare: bool = True) -> Claim | None:
    """The claim in words, None where there is none. With `bare`, `4 sao` counts without the word OCOP near it."""
    cleaned = clean(text).text
    return claim_in(cleaned, fold(cleaned), bare=bare)


def claim_in(cleaned: str, folded: str, *, bare: bool) -> Claim | None:
    """`read_claim` of a text that is already cleaned and folded."""
    if not may_claim(folded):
        return None
    cleaned, folded = cleaned.replace("_", " "), folded.replace("_", " ")
    ocop = _ocop(folded)
    named = any(not _denied(cleaned, found) for found in ocop.finditer(folded))  # `chưa đạt OCOP` names it not
    bare = bare or (len(folded) <= _LONGEST_ALONE and _ALONE.fullmatch(folded) is not None)
    raisable = any(word in folded for word in _RAISERS) and _MAY_BE_RAISED.search(folded) is not None
    kinds: list[str] = []
    claim: Claim | None = None
    for found in _matches(folded):
        if _denied(cleaned, found):
            continue
        near = ocop.search(folded, max(0, found.start() - 60), found.end() + 60) is not None
        stars, kind = _judge(found, folded, named=named, near=near, bare=bare)
        if kind:
            kinds.append(kind)
        if stars is not None and (claim is None or _RAISED.search(folded, max(0, found.start() - 45), found.start())):
            claim = Claim(True, stars, _around(cleaned, found))
        if claim and not raisable:
            break
    if claim:
        return claim
    if named and _NATION.search(folded):
        return Claim(True, 5, cleaned[:200], ("national",))
    if named or kinds:
        return Claim(named or "below_three" in kinds, None, cleaned[:200], tuple(dict.fromkeys(kinds)))
    return None


def may_claim(lowered: str) -> bool:
    """Whether a text in small letters holds anything that a claim is made of."""
    return any(word in lowered for word in _MAY_CLAIM)


def _ocop(folded: str) -> re.Pattern[str]:
    """The expression for OCOP in a text."""
    return _OCOP if any(word in folded for word in _OTHER_NAMES) else _OCOP_ALONE


def _denied(cleaned: str, found: re.Match[str]) -> bool:
    """Read with diacritics: `sữa chua OCOP` and `chùa` deny nothing."""
    before = cleaned[max(0, found.start() - 60) : found.start()].lower()
    if ("chưa" in before or "không" in before) and _DENIED_BEFORE.search(before):
        return True
    return _DENIED_AFTER.match(cleaned[found.end() : found.end() + 60].lower()) is not None


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """Every possible claim: looked for only about the words and signs that may make one."""
    done = 0
    for anchor in _ANCHOR.finditer(folded):
        if anchor.end() <= done:
            continue
        for near in _CLAIM.finditer(folded, max(done, anchor.start() - _REACH), anchor.end() + _REACH):
            if near.start() < done:
                continue
            found = _CLAIM.match(folded, near.start()) or near
            yield found
            done = found.end()


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 40) : found.end() + 40].strip()


def _judge(found: re.Match[str], folded: str, *, named: bool, near: bool, bare: bool) -> tuple[int | None, str | None]:
    """The stars one match claims, or the oddity it is instead; OCOP is `named` in the text, and `near` the match."""
    before, after = folded[max(0, found.start() - 45) : found.start()], folded[found.end() : found.end() + 25]
    if found["low"]:
        return None, "range" if named or _RATED.search(before) else None
    if _is_no_claim(before, after):
        return None, None
    number = found["count"] or found["bare"] or found["enclosed"] or found["spelt"] or found["turned"]
    count = number or str(len(found["signs"] or found["starred"]))
    if "." in count or "," in count:
        return None, None
    stars = _DIGITS.get(count) or int(count)
    rated = near or _RATED.search(before) is not None or _LEVEL.match(after) is not None
    weak = (found["turned"] or found["starred"]) is not None or folded[found.end() : found.end() + 1] == "☆"
    if not rated and (not bare or weak):
        return None, None
    if found["more"] or (before.rstrip().endswith(("tu", "thieu", "nhat")) and _AT_LEAST.search(before)):
        return None, "threshold"
    if _POTENTIAL.search(before):
        return None, "potential"
    if stars in (1, 2):
        return None, "below_three" if rated else None
    return (stars, None) if stars <= 5 else (None, None)


def _is_no_claim(before: str, after: str) -> bool:
    """Whether the words about a rating make it a customer's, a hotel's, or that of many products."""
    if _NOT_OCOP_AFTER.match(after) or ((" san pham" in before or " sp" in before) and _OF_MANY.search(before)):
        return True
    elsewhere = _NOT_OCOP_BEFORE.search(before, max(0, len(before) - 36)) is not None and not _OCOP_STANDARD.search(
        before
    )
    return elsewhere and not _LEVEL.match(after)


def read_stars_field(value: Number) -> Claim | None:
    """The claim of the `ocop_stars` field: 4, "4", "4.0", "****", "Bốn", "OCOP 4 sao"; anything else is an oddity."""
    words = clean(str(value)).text
    if words.removesuffix(".0") in ("0", ""):
        return None
    if counted := _FIELD.fullmatch(fold(words)):
        count = counted["count"] or ""
        stars = len(counted["signs"]) if counted["signs"] else _DIGITS.get(count) or int(count)
        if 3 <= stars <= 5:
            return Claim(True, stars, words)
        return Claim(stars < 3, None, words, ("below_three",) if stars < 3 else ("invalid",))
    claim = read_claim(words)
    if claim is None:
        return Claim(False, None, words, ("invalid",)) if re.search(r"\d", words) else None
    return claim
