"""Quantities in Vietnamese words, as tokens: `500gr`, `1 lít rưỡi`, `24 chai`, `x`, `+`.

Works on the cleaned text in lower case with its diacritics, since `cân` (kilogram) and `can` (canister) differ.
"""

import re
from typing import Literal, NamedTuple

from catalog.normalise.text import listed

_WEIGHTS = {
    "g": 1, "gr": 1, "grm": 1, "gram": 1, "grams": 1, "gam": 1, "gms": 1,
    "kg": 1000, "kgs": 1000, "ký": 1000, "ky": 1000, "kí": 1000, "kilo": 1000, "kilogam": 1000, "kilogram": 1000,
    "kilôgam": 1000,
    "ký lô": 1000, "kí lô": 1000, "cân": 1000, "lạng": 100, "lang": 100,
    "yến": 10_000, "tạ": 100_000, "tấn": 1_000_000,
}  # fmt: skip
_VOLUMES = {
    "ml": 1, "mililit": 1, "mililít": 1, "cc": 1, "cl": 10, "dl": 100, "xị": 250,
    "l": 1000, "lít": 1000, "lit": 1000, "lít.": 1000, "liter": 1000, "litre": 1000, "ltr": 1000,
}  # fmt: skip
UNITS = {
    **{word: ("g", size) for word, size in _WEIGHTS.items()},
    **{word: ("ml", size) for word, size in _VOLUMES.items()},
}

OUTERS = listed("thùng, thung, lốc, loc, combo, bộ, set, block, kiện, dây, cặp, giỏ, két, khay, vỉ, xách, pack")
PACKS = listed(
    "túi lọc, tui loc, gói nhỏ, hũ nhỏ, hộp nhỏ, hộp quà, hộp thiếc, túi zip, chai, lon, hộp, hop, gói, goi, "
    "túi, tui, hũ"
    ", hủ, hu, lọ, bịch, bich, can, bình, keo, ống, tuýp, tuyp, ly, cốc, tô, thố, bao, dây, phong, xấp, khay, vỉ, lốc"
    ", thùng, pack, chén, xô, sachet, stick, que, thanh, cây, cuộn, viên, miếng, bánh, set, bộ, bó, phần"
)
PIECES = listed(
    "quả, trái, trai, cái, cai, chiếc, con, củ, cuốn, cuon, cuộn, viên, vien, viên nang, viên nén, miếng, tờ, nén, nụ"
    ", khoanh, bông, cành, tép, ổ, chậu, bức, tấm, nang, trứng, đôi, chén, bánh, bìa, tai, cục, lát, xiên, nem, que"
    ", thanh, cây, nải, bó, bắp, đòn, búp, tập, hoa, khúc, pcs, pc, pin"
)
_GROWN = frozenset(listed("quả, trái, trai, con, củ, tai, bông, cây, bắp"))


_SPOKEN = frozenset(listed("lít, lit, ký, kí, ky, cân, kilo"))
_FRACTIONS = {"½": 0.5, "nửa": 0.5, "một": 1.0, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}


def _any(names: tuple[str, ...] | dict[str, tuple[str, int]]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
_THINGS = _any((*PACKS, *PIECES))
_NO_THINGS = "trong|in|lớp|món|sao|lưỡi|ngăn|tầng|màu|năm|tháng|ngày|lần|người|cấp|độ"
_END = r"(?![^\W_])"
_TOKEN = re.compile(
    rf"(?<![^\W_])(?<!\d[.,])(?:(?P<low>{_NUMBER})\s?(?P<low_unit>{_any(UNITS)})?\s?(?:-|–|~|đến|tới)\s?)?"
    rf"(?P<number>1/2|1/4|3/4|{_NUMBER}|½|nửa|một)\s?(?P<unit>{_any(UNITS)})"
    rf"(?:(?P<tail>\d{{1,3}}){_END}|\s(?P<half>rưỡi|rưởi){_END}"
    rf"|\s(?P<tenth>[1-9])(?=\s*(?:$|[.,;)](?!\d)))|{_END})"
    rf"|(?<![^\W_])(?<!\d[.,/])(?:(?P<added>\d{{1,3}})\s?\+\s?)?(?P<count>\d{{1,4}})\s?"
    rf"(?P<thing>{_THINGS}){_END}"
    rf"|(?<![^\W_])(?P<outer>{_any(OUTERS)})\s(?:tiết kiệm\s)?(?P<many>\d{{1,3}})(?![\d.,%]|\s?[^\W\d_])"
    rf"|(?<![^\W_])(?P<gift>combo|bộ|set|cặp)\s(?P<some>\d{{1,2}})\s(?!(?:{_THINGS}|{_any(UNITS)}|{_NO_THINGS}){_END})(?=[^\W\d_]{{2}})"
    rf"|(?P<dozen>(?<![^\W_])(?:\d{{1,2}}\s)?(?:chục|tá)){_END}"
    r"|(?<![^\W_])(?<![\d.,–-])(?P<factor>\d{1,3})\s[x×*]\s(?=\d)"
    r"|(?<=\s)(?P<times>[x×*])(?=\s)(?:\s(?P<by>\d{1,3})(?![\d.,]|\s?[^\W\d_]))?"
    r"|(?<!\d)(?P<plus>\+|&|\bvà\b|\bkèm\b)"
    rf"|(?<![^\W_])(?<!/)(?P<bare>kg|kí|ký)(?=\s*$|\s+khoảng|\s*\()"
)
# Every way a token may begin, as literals: the expression engine then looks for their first letters alone.
_STARTS = re.compile(
    "|".join(map(re.escape, (*"0123456789½+&x×*", *listed("nửa, một, chục, tá, kg, kí, ký, và, kèm"), *OUTERS)))
)
_STUCK = re.compile(r"(\d(?:g|gr|gram|kg|ml|l|lít|lit)?)\s*[x×*]\s*(?=\d)")
_STARRED = re.compile(r"([^\W\d_])\s?[×*]\s?(?=\d)")
_HELD_CLOSE = re.compile(r"\d(?<=[ũpiọnhgo].)\d{0,3}\s?(?:g|gr|gram|ml|kg|l|lít)(?![^\W_])")
_HOLDERS = ("hũ", "hộp", "túi", "gói", "chai", "lọ", "lon", "bịch", "thùng", "can", "bao")
_LOOSE = re.compile(r"\s[x×*](?=\d)")
_SKIP_AFTER = re.compile(r"\s?/\s?(?:(?:m2|m²|m|l|lít|lit|kg|1|ngày|lần)(?![^\W_])|100)|\s?(?:n/l|protein|đạm|calo)")
_COUNT_SKIP_AFTER = re.compile(r"\s?/\s?(?:kg|ký|ngày|lần|\d)|\s?(?:giọt|trong)")
_COUNT_SKIP_BEFORE = re.compile(r"(?:(?<![^\W_])(?:số|no\.?|omega|size|vitamin|loại|mã|model)\s?|[^\W_]-)$")
_TO_THE_KILO = re.compile(r"\s?(?:/|-|–|mỗi|một|trên|cho|1)\s?(?:1\s?|một\s?|mỗi\s?)?(?:kg|ký|kí)(?![^\W_])")
_NUMBER_NEXT = re.compile(r"\s\d")
_FOR_BABIES = re.compile(r"(?<![^\W_])(?:tã|bỉm|size|bé|newborn)(?![^\W_])")
_SKIP_BEFORE = re.compile(
    r"(?:±|\+/-|size\s?\w{0,3}|từ|dưới|trên|cho|cho bé|bé|cân nặng|pha|với|nấu|tải|tặng|tặng kèm|tặng thêm|chịu lực"
    r"|sức chứa|hơn|đơn|mỗi ngày|ngâm|dùng cho|đựng)\s?(?:khoảng\s?)?$"
)
_FROM = re.compile(r"(?<!đơn )(?<!mua )(?<!bé )(?<![^\W_])từ\s(?:khoảng\s)?$")


LONGEST = 500


class Token(NamedTuple):
    """One word of a quantity: `size` in g or ml for `q`, a count for `n`, a factor for `x`."""

    kind: Literal["q", "n", "x", "+"]
    start: int
    end: int
    size: float = 0.0
    unit: str = ""
    thing: str = ""
    range_end: float | None = None


def tokens_of(text: str) -> tuple[str, list[Token]]:
    """The text as it was scanned (multiplication signs set apart) and its tokens; 500 letters are read."""
    text = _HELD_CLOSE.sub(_set_apart, text[:LONGEST])
    if "*" in text or "×" in text:
        text = _STARRED.sub(r"\1 x ", text)
    spaced = _LOOSE.sub(" x ", _STUCK.sub(r"\1 x ", text)) if "x" in text or "×" in text or "*" in text else text
    found: list[Token] = []
    end = 0
    for start in _STARTS.finditer(spaced):
        if start.start() < end:
            continue
        match = _TOKEN.match(spaced, start.start())
        if match is None:
            continue
        end = match.end()
        if token := _token(match, spaced):
            found.append(token)
    return spaced, found


def _set_apart(found: re.Match[str]) -> str:
    """`hũ500g` as `hũ 500g`."""
    before = found.string[max(0, found.start() - 6) : found.start()]
    return f" {found[0]}" if before.endswith(_HOLDERS) and before.split()[-1] in _HOLDERS else found[0]


def _token(match: re.Match[str], text: str) -> Token | None:
    start, end = match.span()
    if match["unit"]:
        return _quantity(match, text)
    if match["thing"]:
        return _count(match, text)
    if match["outer"]:
        return Token("n", start, end, float(match["many"]), thing=match["outer"])
    if match["gift"]:
        return Token("n", start, end, float(match["some"]), thing=match["gift"])
    if match["dozen"]:
        number, _, word = match["dozen"].rpartition(" ")
        return Token("n", start, end, float(number or 1) * (12 if word == "tá" else 10), thing=word)
    if match["factor"]:
        return Token("n", start, end, float(match["factor"]), thing="x")
    if match["times"]:
        return Token("x", start, end, float(match["by"] or 0))
    if match["bare"]:
        return Token("q", start, end, 1000.0, "g", thing="bare")
    return Token("+", start, end, thing=match["plus"]) if match["plus"] else None


def _count(match: re.Match[str], text: str) -> Token | None:
    start, end = match.span()
    thing = match["thing"]
    if _COUNT_SKIP_AFTER.match(text, end) or _COUNT_SKIP_BEFORE.search(text, max(0, start - 12), start):
        return None
    if (thing in _GROWN and _TO_THE_KILO.match(text, end)) or (thing == "bộ" and _NUMBER_NEXT.match(text, end)):
        return None
    return Token("n", start, end, float(match["count"]) + float(match["added"] or 0), thing=thing)


def _quantity(match: re.Match[str], text: str) -> Token | None:
    start, end = match.span()
    skipped = _SKIP_BEFORE.search(text, max(0, start - 24), start)
    if _SKIP_AFTER.match(text, end) or (skipped and not (match["low"] and _FROM.search(text, 0, start))):
        return None
    unit, factor = UNITS[match["unit"]]
    if match["unit"] == "yến" and re.match(r"\s?(?:sào|chưng|tinh|thô|huyết|mạch)", text[end : end + 8]):
        return None
    size = _number(match["number"], factor) * factor
    if match["tail"]:
        if factor != 1000:
            return None
        size += int(match["tail"]) * factor / 10 ** len(match["tail"])
    if match["half"]:
        size += factor / 2
    if match["tenth"]:
        if match["unit"] in _SPOKEN:
            size += int(match["tenth"]) * factor / 10
        else:
            end = match.end("unit")
    low = _low_end(match, size, unit, factor)
    size = round(size, 3)
    if size <= 0 or (low is not None and _FOR_BABIES.search(text)):
        return None
    return Token(
        "q", start, end, size if low is None else round(low, 3), unit, range_end=size if low is not None else None
    )


def _low_end(match: re.Match[str], size: float, unit: str, factor: int) -> float | None:
    """The low end of a range in the unit's base: `300-500g`, `500g-1kg`; None where no range is meant."""
    if not match["low"]:
        return None
    low_unit, low_factor = UNITS[match["low_unit"]] if match["low_unit"] else (unit, factor)
    low = _number(match["low"], low_factor) * low_factor
    return low if low_unit == unit and low < size <= low * 5 else None


def _number(words: str, factor: int) -> float:
    """`1.000` grams are a thousand, `1.500` kilograms one and a half."""
    if words in _FRACTIONS:
        return _FRACTIONS[words]
    whole, _, decimals = words.replace(",", ".").partition(".")
    if len(decimals) == 3 and factor == 1 and whole != "0":
        return float(whole + decimals)
    return float(f"{whole}.{decimals or 0}")
