"""What the words around a table say for its rows: the decision it belongs to, what it is a list of, and the stars."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from catalog.facts import Decision
from catalog.normalise.decision import find_decision
from catalog.normalise.stars import read_claim
from catalog.normalise.text import clean, fold
from catalog.sheets.cells import Cell

Purpose = Literal["recognised", "proposed", "revoked", "refused"]

_TITLE = re.compile(
    r"(?:\d*\s*(?:[ivx]+|[a-d])[.)\s]\s*)?(?:danh (?:sach|muc)|phu luc|bieu|bang|tong hop|ve viec|v/v"
    r"|quyet dinh(?! nay)|thu hoi|huy bo|du thao|to trinh|ke hoach|san pham|\(?\s?(?:ban hanh )?kem theo)"
)
_PURPOSES: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    ("revoked", re.compile(
        r"bi (?:thu hoi|huy bo)|(?:thu hoi|huy bo|cham dut)\s(?:\w+ ){0,6}?"
        r"(?:giay chung nhan|gcn|danh hieu|ket qua|cong nhan|quyet dinh|san pham|hang|ocop)")),
    ("refused", re.compile(r"(?:khong|chua) (?:dat|du|duoc cong nhan|cong nhan)")),
    ("proposed", re.compile(
        r"de nghi (?:\w+ ){0,4}?(?:cong nhan|danh gia|phan hang|xet|trung uong)|to trinh|/ttr|du kien|du thao"
        r"|de xuat (?:\w+ ){0,3}?cong nhan|dang ky (?:moi|tham gia|danh gia)|tiem nang")),
)  # fmt: skip
_ANNEXED = re.compile(r"kem theo")
_BLANK = re.compile(r"\bso\s*:?[\s.…_]*/\s?q[dđ]")
_OWN_NUMBER = re.compile(r"\bso\s?:\s?\d{1,6}\s?/")
_OF_OTHERS = re.compile(r"[-–+\s]*(?:can cu|xet|theo de nghi|sua doi|thay the|bai bo|dieu \d)")
_ISSUER = re.compile(
    r"(?:uy ban nhan dan|ubnd)\s+(?:cong hoa xa hoi chu nghia viet nam\s+)?"
    r"(?P<place>(?:tinh|thanh pho|tp\.?|huyen|thi xa|quan)\s+[^\d,.;:()\-–/]{2,30}?)"
    r"(?=\s+(?:cong hoa|doc lap|so\b|phu luc|danh sach|quyet dinh|\()|\s*$)"
)
_REACH = 3


@dataclass(frozen=True)
class Around:
    """What is known of a row before it is read.

    `whole` is what the list as a whole is of, `purpose` what its present section is of; `producer` and `address` are
    those of merged cells above the row.
    """

    decision: Decision | None = None
    whole: Purpose = "recognised"
    purpose: Purpose = "recognised"
    stars: int | None = None
    category: str = ""
    place: str = ""
    producer: str = ""
    address: str = ""


def around_of(lines: Sequence[str]) -> Around:
    """What the lines of a title say."""
    titles = [line for line in lines if _TITLE.match(fold(line).strip())]
    text = " ".join(titles)
    claim = read_claim(text) if "sao" in fold(text) else None
    purpose = purpose_of(text)
    stars = claim.stars if claim else None
    return Around(decision_of(lines), purpose, purpose, stars or (None if purpose == "recognised" else _wished(text)))


def _wished(text: str) -> int | None:
    found = re.search(r"(?<!\d)([3-5])\s?(?:sao|\*)", fold(text))
    return int(found[1]) if found else None


def purpose_of(title: str) -> Purpose:
    """What a list of that title is of."""
    words = " ".join(fold(title).split())
    return next((purpose for purpose, said in _PURPOSES if said.search(words)), "recognised")


def lines_of(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """Rows as lines of text."""
    return [line for row in rows if (line := " ".join(" ".join(str(cell).split()) for cell in row if cell))]


def decision_of(lines: Sequence[str]) -> Decision | None:
    """The decision a list belongs to: the one it is annexed to, else the document's own, else one that is named.

    Decisions that are only referred to ("Căn cứ Quyết định số …") are not it, and where the number of the decision it
    is annexed to is left blank, none is.
    """
    folded = [fold(line) for line in lines]
    for index, line in enumerate(folded):
        if _ANNEXED.search(line):
            words = _joined(lines, index)
            words = words[fold(words).index("kem theo") :].partition(")")[0]
            return None if _BLANK.search(fold(words)) else _completed(_first(words), lines)
    for wanted in (_OWN_NUMBER.search, lambda line: not _OF_OTHERS.match(line)):
        for index, line in enumerate(folded):
            if wanted(line) and _first(lines[index]):
                return _completed(_first(_joined(lines, index)), lines)
    return None


def _joined(lines: Sequence[str], index: int) -> str:
    """A line with those it runs on to."""
    return " ".join(lines[index : index + _REACH])


def _first(words: str) -> Decision | None:
    found = find_decision(clean(words).text)
    return found[0] if found else None


def _completed(decision: Decision | None, lines: Sequence[str]) -> Decision | None:
    """The decision with its issuer from the head of the document, where it does not name one."""
    if decision is None or decision.issuer is not None:
        return decision
    return decision.model_copy(update={"issuer": issuer_in(" ".join(lines[:8]))})


def issuer_in(words: str) -> str | None:
    """`ỦY BAN NHÂN DÂN TỈNH LÀO CAI` -> `UBND tỉnh Lào Cai`."""
    text = " ".join(clean(words).text.split())
    found = _ISSUER.search(fold(text))
    if found is None:
        return None
    kind, *name = text[found.start("place") : found.end("place")].split()
    if fold(kind) in ("thanh", "thi"):
        kind, name = f"{kind} {name[0]}", name[1:]
    kind = {"tp": "thành phố", "tp.": "thành phố"}.get(kind.lower(), kind.lower())
    return f"UBND {kind} {' '.join(word.title() if word.isupper() else word for word in name)}"


_NUMERAL = re.compile(r"[IVXLC]{1,5}[.)]?|[A-Za-z][.)]?|\d{1,2}(?:\.\d{1,2})*[.)]?")
_SUBJECT = re.compile(r"(?:[IVXLC]{1,5}|[A-H]|\d{1,2}(?:\.\d{1,2})*)[.)\-–:]\s*(?=\D)")
_PLACE = re.compile(r"(?:dia ban )?(?:xa|phuong|huyen|thi xa|thanh pho|tinh|thi tran)\s")
_GROUP = re.compile(r"(?:nganh|nhom|linh vuc|bo san pham|phan nhom)\b")
_GOODS = re.compile(r"(?:cac )?(?:san pham|hang|ocop)\b|.*(?<!\d)[1-5]\s?(?:sao|\*)|dot \d")
_CLOSING = re.compile(
    r"(?:tong(?: cong| so)?|cong)\b.*|(?:ghi chu|luu y|noi nhan|tm\.|kt\.|danh sach (?:nay|tren|gom)"
    r"|\(?\s?(?:ban hanh )?kem theo|an dinh|nguoi lap|thu truong|chu tich|pho chu tich).*"
)


def is_closing(words: str) -> bool:
    """A row below the goods: a total, a remark, a signature."""
    return _CLOSING.fullmatch(fold(words).strip(" -*:.(")) is not None


def within_section(around: Around, filled: Sequence[str], *, at_side: bool) -> Around | None:
    """What holds from a heading within the table on (`II. Nhóm đồ uống`); None where the row is no heading.

    `filled` are the row's texts, `at_side` says that none of them stands in the columns of the goods or that the row
    has no number of its own.
    """
    words = [text for text in filled if not _NUMERAL.fullmatch(text)]
    if len(words) != 1:
        return None
    numbered = len(filled) > 1 and not filled[0].strip(".)").isdigit()
    text = _SUBJECT.sub("", words[0]).strip()
    folded = fold(text)
    if not (numbered or text != words[0] or at_side or _GROUP.match(folded) or _GOODS.match(folded)):
        return None
    if text == words[0] and len(filled) > 1 and filled[0].strip(".)").isdigit():
        return None
    return _from_section(around, text, folded)


def _from_section(around: Around, text: str, folded: str) -> Around:
    purpose = purpose_of(text)
    stars = _wished(text)
    if _PLACE.match(folded):
        around = replace(around, place=text)
    elif not stars and purpose == "recognised" and not _GOODS.match(folded):
        around = replace(around, category=re.sub(r"\s*\(.*\)$", "", text))
    if purpose != "recognised" or _GOODS.match(folded):
        around = replace(around, purpose=around.whole if purpose == "recognised" else purpose)
    return replace(around, stars=stars or around.stars, producer="", address="")
