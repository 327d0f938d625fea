"""An address as labelled units: `37 Nguyễn Văn Trỗi, P. Nghĩa Trung, TP. Gia Nghĩa, T. Đắk Nông`.

Only whole units and whole words count, so `Nguyễn Huệ` street is no Huế and `Kẹo hạnh nhân` no Hà Nội.
"""

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from catalog import places
from catalog.normalise.gazetteer import district_names, exact_key, province_names, squeezed
from catalog.normalise.text import fold

Label = Literal["province", "city", "district", "town", "commune", "hamlet", "street", ""]

_LABELS: dict[str, tuple[Label, str]] = {
    "tỉnh": ("province", ""), "tinh": ("province", ""), "t.": ("province", ""), "thủ đô": ("province", ""),
    "thành phố": ("city", "thanhpho"), "thanh pho": ("city", "thanhpho"), "tp": ("city", "thanhpho"),
    "tp.": ("city", "thanhpho"),
    "t.p": ("city", "thanhpho"), "t.p.": ("city", "thanhpho"),
    "huyện": ("district", "huyen"), "huyen": ("district", "huyen"), "h.": ("district", "huyen"),
    "quận": ("district", "quan"), "quan": ("district", "quan"), "q.": ("district", "quan"),
    "thị xã": ("district", "thixa"), "thi xa": ("district", "thixa"), "tx": ("district", "thixa"),
    "tx.": ("district", "thixa"),
    "phường": ("commune", "phuong"), "phuong": ("commune", "phuong"), "p.": ("commune", "phuong"),
    "xã": ("commune", "xa"), "xa": ("commune", "xa"), "x.": ("commune", "xa"),
    "thị trấn": ("commune", "thitran"), "thi tran": ("commune", "thitran"), "tt.": ("commune", "thitran"),
    "đặc khu": ("commune", "dackhu"), "dac khu": ("commune", "dackhu"),
    "thôn": ("hamlet", ""), "thon": ("hamlet", ""), "ấp": ("hamlet", ""), "bản": ("hamlet", ""),
    "buôn": ("hamlet", ""), "bon": ("hamlet", ""),
    "xóm": ("hamlet", ""), "tổ dân phố": ("hamlet", ""), "tổ": ("hamlet", ""), "khu phố": ("hamlet", ""),
    "khóm": ("hamlet", ""), "khối": ("hamlet", ""),
    "tdp": ("hamlet", ""), "kp": ("hamlet", ""), "đội": ("hamlet", ""), "khu": ("hamlet", ""), "làng": ("hamlet", ""),
    "đường": ("street", ""), "duong": ("street", ""), "phố": ("street", ""), "số": ("street", ""),
    "so": ("street", ""), "ngõ": ("street", ""),
    "hẻm": ("street", ""), "kiệt": ("street", ""), "quốc lộ": ("street", ""), "ql": ("street", ""),
    "tỉnh lộ": ("street", ""), "đại lộ": ("street", ""),
    "xa lộ": ("street", ""), "lô": ("street", ""), "chợ": ("street", ""), "cầu": ("street", ""),
    "ga": ("street", ""), "tầng": ("street", ""),
}  # fmt: skip
_NAMES = "|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_LABEL = re.compile(rf"(?<![^\W_])(?<!hợp tác )(?<!hop tac )(?P<label>{_NAMES})(?:(?<=\.)\s*|\s+|(?=\d))(?=[^\W_])")
_SHORT = re.compile(r"(?<![^\W_])(?P<label>TP|Tp|TX|Tx|tp|tx|P|Q|H|X|T|TT)\s?\.\s?(?=[^\W_])")
_SHORTS = {
    "tp": "thành phố ",
    "tx": "thị xã ",
    "p": "phường ",
    "q": "quận ",
    "h": "huyện ",
    "x": "xã ",
    "t": "tỉnh ",
    "tt": "thị trấn ",
}
_CITY = re.compile(r"\bT\s?\.\s?P\b\.?\s?", re.IGNORECASE)
_DOTTED = re.compile(r"\bT\.\s?T\.?\s?-?\s?Huế|\bTT\.\s?Huế", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;|\n/()\[\]]|\s[-–—]\s|\s-|-\s|\.\s|\.$|:")
_AGE_BEFORE = re.compile(r"(?:nay (?:là|thuộc)|hiện nay là|trước (?:đây )?là|thuộc|cũ là|đảo)\s{1,3}", re.IGNORECASE)
_AGE_BEHIND = re.compile(r"\s{1,3}(?:cũ|trước đây)$", re.IGNORECASE)
_NEW = re.compile(
    r"(?P<whole>(?:tỉnh\s|thành phố\s|tp\.?\s)?(?P<name>\S+(?:\s\S+){0,5}))\s(?:mới|hiện nay|ngày nay)", re.IGNORECASE
)
_NUMBERED = re.compile(r"\b[qQ]\.?\s?(?=\d)")
# Labels whose letters without tones are also parts of names: `Nho Quan`, `Bạch Xa`, `Đan Phượng`.
_WIDER = re.compile("(?:huyen|thanh pho|thi xa|tinh) ")
_ALSO_NAMES = frozenset({"quan", "xa", "tinh", "phuong", "duong", "so", "bon"})
_COUNTRY = re.compile(r"^(?:việt nam|viet nam|vietnam|vn|vnm)\.?$", re.IGNORECASE)


class Unit(NamedTuple):
    """One unit of an address: its label, the label folded as the data keeps it, its name, and both as written."""

    label: Label
    kind: str
    name: str
    whole: str = ""

    @property
    def folded(self) -> str:
        """The name's words without diacritics."""
        return " ".join(fold(self.name).replace("-", " ").replace(".", " ").split())


LONGEST = 500


def units_of(address: str) -> list[Unit]:
    """The units of an address, the widest (last) first; the country is left out; 500 letters of cleaned text."""
    text = address[:LONGEST]
    if "q" in text or "Q" in text:
        text = _NUMBERED.sub("quận ", text)
    if "." in text:
        text = _CITY.sub("TP ", _DOTTED.sub("Thừa Thiên Huế", text))
        text = _SHORT.sub(lambda found: _SHORTS[found["label"].lower()], text)
    if "-" in text or "–" in text:
        text = _hyphened().sub(lambda found: f"{found[1]}\u2009{found[2]}", text)
    units: list[Unit] = []
    for piece in _SEPARATOR.split(text):
        units.extend(_split(_bare(piece)))
    units.reverse()
    return units


@lru_cache(maxsize=16_384)
def _bare(piece: str) -> str:
    """What stands between two separators: short labels written out, `cũ` and the like left out."""
    return _without_new(_without_age(_spelt_out(piece.replace("\u2009", " ").strip(" .'\""))))


def _spelt_out(piece: str) -> str:
    """`H Mèo Vạc` and `P 3` with their labels written out; `TT Huế` is a province."""
    head, _, name = piece.partition(" ")
    if len(head) > 2 or not name or (label := _SHORTS.get(head.lower())) is None or fold(name).startswith("hue"):
        return piece
    return label + name


def _without_age(piece: str) -> str:
    """`nay là Tuyên Quang` and `Hà Giang cũ` name the places themselves."""
    if found := _AGE_BEFORE.match(piece):
        piece = piece[found.end() :]
    return _AGE_BEHIND.sub("", piece) if piece[-2:].lower() in ("cũ", "ây") else piece


def _without_new(piece: str) -> str:
    """`Tuyên Quang mới` is the province; `xã Chợ Mới` keeps its name."""
    if piece[-3:].lower() not in ("mới", "nay"):
        return piece
    found = _NEW.fullmatch(piece)
    return found["whole"] if found and exact_key(found["name"]) in province_names()[0] else piece


@lru_cache(maxsize=16_384)
def _split(piece: str) -> tuple[Unit, ...]:
    """`thôn 3 xã Thuận Hạnh huyện Đắk Song` without its commas, and without the country."""
    found: list[re.Match[str]] = []
    lowered = piece.lower()
    plain = piece.isascii()
    for match in _LABEL.finditer(lowered if len(lowered) == len(piece) else piece):
        if _is_part_of_name(match, plain=plain):
            continue
        if not found or (match.start() > found[-1].end() and _may_follow(found[-1], match)):
            found.append(match)
    if found and all(_LABELS[one["label"]][0] in ("street", "hamlet") for one in found) and _is_district(piece):
        return (Unit("", "", piece),)
    out = []
    first = found[0].start() if found else len(piece)
    if head := piece[:first].strip(" .-"):
        out.append(Unit("", "", head))
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(piece)
        label, kind = _LABELS[match["label"]]
        name = piece[match.end() : end].strip(" .-–")
        if name:
            out.append(Unit(label, kind, name, piece[match.start() : end].strip(" .-–")))
    return tuple(unit for unit in out if not _COUNTRY.match(unit.name))


def _is_district(piece: str) -> bool:
    """Whether words are a district's name, alone or before a province's: `Chợ Mới`, `Sông Lô Vĩnh Phúc`."""
    words = piece.split()
    return squeezed(piece) in district_names() or any(
        squeezed(" ".join(words[:end])) in district_names() and exact_key(" ".join(words[end:])) in province_names()[0]
        for end in range(1, len(words))
    )


def _is_part_of_name(match: re.Match[str], *, plain: bool) -> bool:
    """Whether a label's letters belong to a name: no tones among words that have them, or `ha tinh tinh ha tinh`."""
    label = match["label"]
    if label not in _ALSO_NAMES or match.start() == 0:
        return False
    before = match.string[: match.start()].split()[-1]
    if not plain or _WIDER.match(match.string, match.end()):
        return True
    return label != "tinh" and before + label in district_names() and not match.string[match.end()].isdigit()


def _may_follow(open_unit: re.Match[str], match: re.Match[str]) -> bool:
    """Addresses widen: a street, hamlet or unit of the same level behind a commune is part of its name."""
    last, label = _LABELS[open_unit["label"]][0], _LABELS[match["label"]][0]
    if label == last and label in ("commune", "district"):
        return False
    return label not in ("street", "hamlet") or last in ("street", "hamlet")


@cache
def _hyphened() -> re.Pattern[str]:
    """Names of two parts, whose dash separates nothing: those known by hand, and those of today's communes."""
    pairs = [tuple(name.split(" - ")) for name in (one.name for one in places.communes()) if " - " in name]
    named = "|".join(f"{re.escape(first)}|{re.escape(fold(first))}" for first, *_ in pairs)
    lasts = "|".join(f"{re.escape(last)}|{re.escape(fold(last))}" for _, *last_ones in pairs for last in last_ones)
    return re.compile(
        rf"\b(bà rịa|ba ria|br|thừa thiên|thua thien|tt|t\.t|quảng nam|phan rang|kon|{named})"
        rf"\s?[-–—]\s?(vũng tàu|vung tau|vt|huế|hue|đà nẵng|tháp chàm|tum|{lasts})\b",
        re.IGNORECASE,
    )
