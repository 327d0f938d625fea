"""Who makes it: legal form split off, activity words stripped, the proper name in its own spelling.

Only `producer`, else a labelled producer in the description ("Nhà sản xuất: …"), is read; a shop never is.
Forms follow the Law on Cooperatives 17/2023/QH15 and the Law on Enterprises 59/2020/QH14.
"""

import re
from functools import lru_cache

from catalog.facts import LegalForm, ProducerName
from catalog.listing import Listing
from catalog.normalise.name_tails import without_contact, without_place
from catalog.normalise.page import Page
from catalog.normalise.result import Evidence, Found, odd
from catalog.normalise.syllable import is_syllable
from catalog.normalise.text import clean, fold

_FIRM = r"(?:cong ty|c\.?\s?ty\.?|cty\.?|ct(?= (?:tnhh|cp|co phan))|doanh nghiep|dn)"
_FORMS: tuple[tuple[LegalForm | None, str], ...] = (
    ("cooperative_union", r"(?:lien (?:hiep|minh)(?: cac)? |lh\s?)(?:htx|hop tac xa)"),
    ("cooperative_group", r"tht|to ht|to hop tac(?: xa)?|to hop (?=san xuat)"),
    ("cooperative", r"htx|hop tac xa|h\.t\.x|cooperative"),
    ("household_business", r"hkd|ho (?:kinh doanh|kd)(?: ca the)?|h\.k\.d|ho sxkd|ho san xuat kinh doanh|ho "
         r"sx\s?[-&]?\s?kd"),
    ("household", r"(?:ho (?:san xuat|sx|gia dinh|nong dan|dan)|hsx|ho|gia dinh) (?:ong|ba|anh|chi)(?= )"
         r"|ho (?:san xuat|sx|gia dinh|nong dan|dan)|hsx|ho(?= )"),
    ("single_member_llc", rf"{_FIRM}\s?(?:tnhh|trach nhiem huu han)[ -]*(?:mtv|mot thanh vien|1 thanh vien|1tv"
         rf"|m\.t\.v)|tnhh (?:mtv|mot thanh vien)|(?:mtv )(?=tnhh)"),
    ("llc", rf"{_FIRM}\s?(?:tnhh|trach nhiem huu han)(?: (?:hai|2) thanh vien(?: tro len)?)?|tnhh"),
    ("joint_stock", rf"ctcp|{_FIRM}\s?(?:co phan|cp)|c\.t\.c\.p|tap doan"),
    ("private_enterprise", r"dntn|d\.n\.t\.n\.?|doanh nghiep (?:tu nhan|tn)|dn tu nhan|dn tn|xi nghiep tu nhan"),
    ("workshop", r"co so (?:san xuat(?: va)?(?: kinh doanh)?|sx(?:\s?[-&]?\s?kd)?|che bien|kinh doanh)"
         r"|cssx(?:\s?&?\s?kd)?|co so|c\.s\.s\.x|cs(?= )|xuong(?: san xuat)?|lo (?=banh|keo|bun|mi )|nha may"),
    (None, rf"{_FIRM}|trang trai|nong trai|to hoi(?: nghe nghiep)?|chi hoi|cau lac bo|clb|lang nghe|nha vuon"
         rf"|thuong hieu|nong ho"),
)  # fmt: skip
_FORM = re.compile("|".join(rf"(?P<f{index}>{pattern})" for index, (_, pattern) in enumerate(_FORMS)))
_SINGLE_MEMBER = re.compile(r"(?:mtv|mot thanh vien|1 thanh vien)\s")
_BRANCH = re.compile(
    r"(?:(?:chi nhanh|cn) [^\-–]{2,40}\s[\-–]\s(?=cong ty|cty|ct |htx|hop tac xa|dntn)"
    r"|(?:chi nhanh|cn|van phong dai dien|vpdd|chu the(?: ocop)?|don vi|ten)\s?(?:san xuat\s?)?[:\-–]?\s+"
    r"|(?:(?:ten )?(?:don vi|co so|nha|chu the)(?: (?:ocop|san xuat|cung cap|che bien|phan phoi))*|nsx|ncc"
    r"|ten (?:doanh nghiep|cong ty|htx)|(?:duoc )?(?:san xuat|sx)(?: va dong goi)? (?:boi|tai)|doanh nghiep"
    r"|manufactured by|made by"
    r"|manufacturer|producer|thuong hieu)\s?:\s*|san xuat boi\s+)+"
)
_NOBODY = re.compile(
    r"(?:thong tin )?(?:dang|chua|cho) (?:cap nhat|update)|n\s?[/.]\s?a|na|none|null|unknown|updating|khac|khong|chua"
    r"|(?:chua|khong) (?:ro|biet|co|xac dinh|cong bo)(?: (?:thong tin|nguon goc|nha san xuat|xuat xu))?"
    r"|(?:no brand|khong thuong hieu|no name)"
)
_GENERIC = re.compile(r"(?:(?:viet|nam|vn|viet nam|vietnam|group|food|foods|farm|shop|store|mien nam|mien bac)\s*)+")
_ADJECTIVE = re.compile(r"(?:huu co|organic|xanh|sach|an toan|ben vung|cong nghe cao|tong hop|va|&|-|,)\s*")
_SUFFIX_FORM = re.compile(
    r"[\s,]+(?:(?P<llc>co\.?,?\s?ltd|company limited|ltd|limited)|(?P<joint>jsc|joint stock company"
    r"|corp(?:oration)?)|(?P<coop>(?:agricultur\w+ )?co-?operative))\.?$"
)
_ACTIVITY = re.compile(
    r"(?:(?:(?:(?:dv|kd|tm|sx)\s?)?(?:nn|dv|kd|tm|sx)\s?th"
    r"|sxnn|dt|pt|dtpt|cnc|nong(?=(?:, ?| ?- ?)lam)|dvnn|dv nn|sxkd|sx kd|sx|tm|dv|xnk|nk|xk|kd|nn|nln"
    r"|kddv|dvtm|tmdv|sxtm|sxtmdv|ts|tmdt|vtnn|ptnt|cb|nlts"
    r"|san xuat|thuong mai|dich vu|xuat nhap khau|xuat khau|nhap khau|kinh doanh|che bien|dau tu|phat trien"
    r"|tieu thu|bao quan|van chuyen|phan phoi|ung dung|trong trot|trong|chan nuoi|nuoi trong|khai thac"
    r"|nong nghiep|nong lam nghiep|nong lam ngu nghiep|lam nghiep|ngu nghiep|thuy san|nong san|nong lam san|lam "
    r"san|thuc pham|nong duoc|duoc lieu|duoc pham|tap doan|cong nghiep|tieu thu cong nghiep|thu cong|tong hop"
    r"|nong thon|cong nghe|du lich|sinh thai|cong dong"
    r"|huu co|organic(?= [^\W\d]+ )|xanh|sach|an toan|cong nghe cao|ben vung|hang hoa|dac san|quoc te|va|&|-"
    r"|,)(?![\w]))\s*"
)
_LABELLED = re.compile(
    r"(?:nhà sản xuất|đơn vị (?:sản xuất|sx)|cơ sở sản xuất|chủ thể(?: ocop| sản xuất)?|sản xuất (?:tại|bởi|và đóng "
    r"gói (?:tại|bởi))|nhà cung cấp|đơn vị cung cấp)\s?:?\s?[:\-–]\s?(?P<name>[^\n;|]{3,120})"
    r"|(?<![^\W_])nsx\s?[:\-–]\s?(?P<maker>(?:htx|hợp tác xã|tht|tổ hợp tác|công ty|cty|ctcp|dntn|cơ sở|cssx|hkd|hộ)\s"
    r"[^\n;|]{3,120})",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.,]\s|\s[-–]\s(?=(?:địa chỉ|đ/c|hsd|hạn|nsx|ngày|đt|sđt|tel)(?![^\W_]))", re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?:sản xuất (?:bởi|tại)|do)\s(?P<name>(?:htx|hợp tác xã|công ty|cty|cơ sở|hkd|hộ kinh doanh|tổ hợp tác"
    r"|dntn)\s[^\n.;,|()]{3,80})",
    re.IGNORECASE,
)
_MAKES = re.compile(r"\s(?:sản xuất|làm ra|chế biến|cung cấp|phân phối)(?:\s|$)")
LONGEST = 300
_QUOTES = re.compile("[\"“”«»„'‘’]")


@lru_cache(maxsize=32_768)
def read_producer(words: str) -> ProducerName | None:
    """Split a producer's name: `Công ty TNHH SX TM DV Ngô Mai Hoa` -> (`Ngô Mai Hoa`, llc)."""
    text = " ".join(without_contact(_QUOTES.sub("", clean(words[:LONGEST]).text)).split()).strip(" .,:;-–—…")
    if not any(map(str.isalnum, text)) or _NOBODY.fullmatch(fold(text)):
        return None
    form, rest = _split_form(without_place(text))
    if _NOBODY.fullmatch(fold(rest)):
        return None
    bare = _without_activity(rest, described=form == "workshop") if form is not None or rest != text else rest
    name = _capitals(bare or rest or text, text)
    return ProducerName(name=name, legal_form=form) if name else None


def _split_form(text: str) -> tuple[LegalForm | None, str]:
    """The legal form at the front (behind a branch's words) or at the end, and what remains."""
    folded = fold(text)
    start = branch.end() if (branch := _BRANCH.match(folded)) else 0
    found = _FORM.match(folded, start)
    if found and found[0] == "ho" and text[start : start + 2].lower() != "hộ":
        found = None
    if found and (found.end() == len(folded) or not folded[found.end()].isalnum()):
        form = _FORMS[int(str(found.lastgroup)[1:])][0]
        rest = text[found.end() :].strip(" .,:;-–—…")
        if again := _SINGLE_MEMBER.match(fold(rest)):
            form, rest = "single_member_llc", rest[again.end() :]
        return form, rest
    if tail := _SUFFIX_FORM.search(folded):
        form = "llc" if tail["llc"] else "joint_stock" if tail["joint"] else "cooperative"
        return form, text[start : tail.start()]
    return None, text[start:]


def _without_activity(rest: str, *, described: bool) -> str:
    """The name without what the firm does, as long as something proper is left.

    Words in small letters behind it, or behind a workshop's form (`described`), say what it makes and go as well.
    """
    current = rest
    steps: list[tuple[str, str]] = []
    while found := _ACTIVITY.match(fold(current)):
        shorter = current[found.end() :].strip(" .,:;-–—&")
        if not shorter or shorter.isdigit() or _GENERIC.fullmatch(fold(shorter)):
            return _with_what_it_qualifies(current, found[0], steps)
        steps.append((current, found[0]))
        current = shorter
    if current == rest and not described:
        return current
    words = current.split()
    proper = next((index for index, word in enumerate(words) if not word.islower()), 0)
    return " ".join(words[proper:])


def _with_what_it_qualifies(current: str, activity: str, steps: list[tuple[str, str]]) -> str:
    """`nông sản sạch Việt`, `Nông nghiệp xanh`: where only a generic word would be left, its noun stays with it."""
    while steps and _ADJECTIVE.fullmatch(activity):
        current, activity = steps.pop()
    return current


def _capitals(name: str, whole: str) -> str:
    """Names in capitals or small letters throughout get a capital a word, and every name begins with one.

    What is no Vietnamese syllable stays: `beCHAMP`.
    """
    if not (whole.isupper() or whole.islower()) or len(whole) < 4:
        first = name.partition(" ")[0]
        return name[:1].upper() + name[1:] if first.islower() and is_syllable(first) else name
    return " ".join(word.capitalize() if is_syllable(word) else word for word in name.split())


@lru_cache(maxsize=32_768)
def producer_key(name: str) -> str:
    """The key under which the variants of one producer's name fall together.

    The folded letters and digits of its proper name: `HTX DVNN Ba Lúa Vàng` and `Hợp tác xã Ba Lúa Vàng` are one.
    """
    read = read_producer(name)
    return "".join(filter(str.isalnum, fold(read.name if read else name)))


def producer_of(page: Page) -> Found[ProducerName | None]:
    """The producer of a listing."""
    listing = page.listing
    given = (listing.producer or "").strip()
    if given and (read := read_producer(given)):
        oddities = (odd("producer", "same_as_shop", given),) if _same_as_shop(listing, read) else ()
        return Found(read, Evidence(source="producer", words=given[:200], confidence=0.95), oddities)
    for pattern, confidence in ((_LABELLED, 0.8), (_MADE_BY, 0.7)):
        if found := pattern.search(page.description):
            words = _ENDS.split(next(filter(None, found.groups())))[0]
            words = _MAKES.split(words)[0] if pattern is _MADE_BY else words
            if (read := read_producer(words)) and len(read.name) <= 80:
                return Found(read, Evidence(source="description", words=found[0][:200], confidence=confidence), ())
    return Found(None)


def _same_as_shop(listing: Listing, read: ProducerName) -> bool:
    """A shop's name repeated as the producer, without a legal form, is likely the seller alone."""
    return bool(listing.shop) and read.legal_form is None and fold(listing.shop or "") == fold(listing.producer or "")
