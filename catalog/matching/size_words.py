"""The words sizes and packs are written with, as one pattern."""

import re

from catalog.matching.text import fold

UNITS = {
    "kg": ("g", 1000.0), "kí": ("g", 1000.0), "ký": ("g", 1000.0), "kilogram": ("g", 1000.0), "kgs": ("g", 1000.0),
    "g": ("g", 1.0), "gr": ("g", 1.0), "grs": ("g", 1.0), "gram": ("g", 1.0), "gam": ("g", 1.0), "grams": ("g", 1.0),
    "mg": ("g", 0.001), "ml": ("ml", 1.0), "cc": ("ml", 1.0), "cl": ("ml", 10.0), "l": ("ml", 1000.0),
    "lít": ("ml", 1000.0), "lit": ("ml", 1000.0), "lits": ("ml", 1000.0), "liter": ("ml", 1000.0),
    "dm3": ("ml", 1000.0),
}  # fmt: skip
_OUTER = "thùng|lốc|bộ|combo|set|két|kiện|cặp|khay|dây|xâu|block|giỏ|kệ"
_SINGLE = (
    "hộp|hôp|gói|túi|hũ|hủ|bịch|bao|lon|chai|lọ|ly|can|tuýp|tube|bình|ống|keo|cốc|tô|xô|vỉ|phần|cuộn lớn|thỏi|đòn|bó"
)
_INNER = (
    "viên|thanh|miếng|cái|chiếc|tờ|cuộn|bánh|cây|que|nén|quả|trái|trứng|cuốn|tép|túi lọc|tea bag|sachet|cục|con|cup"
)
_INNER += "|món|khách|vé|tấm|khoanh|lát|xiên|sợi|nắp|cặp|đôi|bộ|hạt|bông|pcs|pc|túi nhỏ|gói nhỏ|stick|sticks"
_MEASURES = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER = r"\d{1,6}(?:[.,]\d{1,3})?"
OUTERS, SINGLES, INNERS = (frozenset(f"{words}|{fold(words)}".split("|")) for words in (_OUTER, _SINGLE, _INNER))
SACHETS = ("gói", "túi", "tép", "bịch", "goi", "tui", "tep", "bich")
TIMES = ("x", "X", "×", "*")
PIECES = frozenset(["quả", "trái", "trứng", "cái", "chiếc", "viên", "con", "bánh", "cuộn", "miếng", "tờ", "cuốn"])

# Container words that end a name of goods or a place: "chanh dây 500g", "Thái Bình 1kg".
_NOT_AFTER = {
    "dây": ("sắn", "chanh", "trà", "chè", "sâm", "dâu", "san", "tra", "che"),
    "day": ("san", "chanh", "tra", "che"),
    "bình": ("quảng", "thái", "ninh", "hòa", "hoà", "yên", "tân", "tâm", "an", "hương", "thanh"),
    "binh": ("quang", "thai", "ninh", "hoa", "yen", "tan", "tam", "an", "huong", "thanh"),
}

# Without tones these read as other words: mật ong, bò, lò, to, bột phấn, con.
_AMBIGUOUS = frozenset({"ong", "bo", "lo", "to", "phan", "con", "keo", "la"})


def _guarded(words: str) -> str:
    """The container words, each only where the word before it does not make a name of the two."""
    return "|".join("".join(rf"(?<!\b{one} )" for one in _NOT_AFTER.get(word, ())) + word for word in words.split("|"))


def _piece(outer: str, single: str, inner: str) -> re.Pattern[str]:
    counted = f"túi lọc|tui loc|{single}|{outer}|{inner}"
    return re.compile(
        rf"(?:(?P<holder>\b(?:{_guarded(outer)}|{_guarded(single)})\s+)?"
        rf"(?:(?<![\w.,-])(?P<measure>{_NUMBER})\s*(?P<unit>{_MEASURES})(?![\w])"
        rf"|(?<![\w.,-])(?P<count>\d{{1,4}})\s*(?P<word>{counted})(?![\w])"
        rf"|(?P<bare>(?<![\w.,-])\d{{1,3}})(?=\s*[x×*]\s*\d)))"
        rf"|\b(?:bộ|combo|lốc|set|cặp)\s+(?P<many>\d{{1,3}})(?=\s+[^\W\dx])"
        rf"|\b(?:bộ|combo|lốc|set|thùng|vỉ|khay|két)\s+(?P<last>\d{{1,3}})(?=\s*(?:$|[)\],;/]|\s[-–|]))"
        rf"|(?P<times>(?<![^\W\d_])[x×*](?=\s*\d))\s*"
        rf"(?P<repeat>\d{{1,3}}(?![\w.,]|\s*(?:{_MEASURES}|{counted})\b))?",
        re.IGNORECASE,
    )


def _also_without_tones(words: str) -> str:
    plain = [word for word in fold(words).split("|") if word not in _AMBIGUOUS]
    return "|".join(dict.fromkeys([*words.split("|"), *plain]))


PIECE = _piece(_OUTER, _SINGLE, _INNER)
PLAIN_PIECE = _piece(*map(_also_without_tones, (_OUTER, _SINGLE, _INNER)))
TIGHT_TIMES = re.compile(r"(?<=[\s\d])[xX×*](?=\d)")
DIMENSION = re.compile(
    r"(?P<across>\d+(?:[.,]\d+)?\s?(?:cm|m|mm)?\s?[x×]\s?\d+(?:[.,]\d+)?(?:\s?[x×]\s?\d+)?)\s?(?P<by>cm|mm|m)\b"
    r"|\bsize\s+(?P<size>(?:new\s?born|x{0,4}[lsm]|[lsm])\d?)\b"
    r"|(?<![\w.,])(?P<length>\d+(?:[.,]\d+)?)\s?(?P<in>cm|mm|inch|m)\b",
    re.IGNORECASE,
)
SIDE = re.compile(r"\d+(?:[.,]\d+)?")
EACH_KG = re.compile(
    r"(?<!\w)(?P<each>\d+(?:\s?[-–]\s?\d+)?)\s?(?:con|củ|quả|trái|cu|qua|trai)\s?/\s?(?:1\s?)?kg\b", re.IGNORECASE
)
FROM_TO = re.compile(r"(?:\btừ\s*)?\d+\s*(?:-|–|đến)\s*\d+\s*(?:kg|kí|ký)\b", re.IGNORECASE)
LOOSE = re.compile(r"(?<![\w\d])[(/]?\s*(?:kg|kí|ký)\)?\s*$", re.IGNORECASE)
