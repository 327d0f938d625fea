"""What stands behind a producer's name and is no part of it: contacts, a branch, a place.

`HTX Evergrowth, Sóc Trăng`, `Công ty CP Ngọc Linh - Chi nhánh Gia Lai`, `HTX Tuấn Dũng (Mèo Vạc, Hà Giang)`.
"""

import re

from catalog.normalise.gazetteer import DISTRICT_KINDS, districts, exact_key, province_names, squeezed
from catalog.normalise.text import fold

_UNIT_LABEL = re.compile(
    r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|xã|phường|thị trấn|thôn|bản|ấp|xóm|tổ dân phố|số \d+|đường)\s",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\s*(?:(?:[,;|\n]|\s[-–]|\.\s)\s*(?:địa chỉ|đ/c|đc|mst|mã số thuế|điện thoại|đt|sđt|tel|hotline|email|website).*"
    r"|\((?:[^()]*(?:ltd|jsc|mst|sđt|đt)[^()]*)\))$",
    re.IGNORECASE | re.DOTALL,
)
_PHONE = re.compile(
    r"[\s,.;:(–-]*(?:(?<![^\W_])(?:đt|sđt|dt|sdt|tel|hotline)[\s.:]*)?(?<!\d)(?:\+84|84|0)(?:[ .-]?\d){8,10}\)?$",
    re.IGNORECASE,
)
_BRANCH = re.compile(
    r"(?:\s[-–—]\s?|\s*[,(]\s*)(?:chi nhánh|cn|nhà máy|phân xưởng|văn phòng)\s[^()]{2,60}\)?$"
    r"|\s(?:tại|ở)\s[^()]{2,60}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?P<head>.*\S)(?P<mark>\s*,\s*|\s+[-–—]\s*)(?P<place>[^,()]+)|(?P<name>.*[^\s(])\s*\((?P<inside>[^()]+)\)"
)


# Without these there is nothing behind a name.
_MARK = re.compile(r"[,;|\n(.–—-]")
_DIGITS = re.compile(r"\d(?:[ .-]?\d){8}")


def without_contact(text: str) -> str:
    """The words before an address, tax code, phone number or the like."""
    if _MARK.search(text):
        text = _CONTACT.sub("", text)
    return _PHONE.sub("", text) if _DIGITS.search(text) else text


def without_place(text: str) -> str:
    """The name without its branch and without the places behind its commas, dashes or in brackets."""
    if not _MARK.search(text) and "tại " not in text and "ở " not in text:
        return text
    text = _BRANCH.sub("", text) or text
    while found := _PART.fullmatch(text):
        place = found["place"] or found["inside"].rpartition(",")[2]
        dashed = bool(found["mark"]) and "," not in found["mark"]
        if not _is_place(place.strip(" ."), dashed=dashed):
            break
        text = (found["head"] or found["name"]).strip(" .,:;-–—")
    return text


def _is_place(words: str, *, dashed: bool) -> bool:
    """Whether words name a place; behind a dash a province alone (`Nước mắm Phan Thiết - Mũi Né` is one name)."""
    exact, folded, towns = province_names()
    key = exact_key(words)
    if _UNIT_LABEL.match(words):
        return True
    if key in exact or (key.isascii() and key in folded):
        return not dashed or fold(key) not in towns
    return not dashed and not words.isascii() and any(kind + squeezed(words) in districts() for kind in DISTRICT_KINDS)
