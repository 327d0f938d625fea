"""A price in words: `Giá: 350.000đ 225.000đ/hộp`, `90-110k/kg`, `Liên hệ`.

A number of 0 or 1 is no price. Nothing ambiguous is guessed: it is flagged and left null.
"""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from catalog.facts import PriceStatus
from catalog.listing import Number
from catalog.normalise.amounts import LARGEST, Amount, find_amounts
from catalog.normalise.spoken import with_digits
from catalog.normalise.text import clean, fold

_STRUCK = re.compile(r"<(?:del|s|strike)\b[^<>]{0,300}>", re.IGNORECASE)
_INSERTED = re.compile(r"<ins\b[^<>]{0,300}>", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:del|s|strike|ins|b|i|em|span|strong|bdi)\s*>", re.IGNORECASE)
_TOLD_APART = ((re.compile(r"[cC](?<=\b.)[âÂ]n\b"), "ký"), (re.compile(r"[bB](?<=\b.)[óÓ]\b"), "chùm"))
_PHONE = re.compile(
    r"(?<![\d.,])(?:\+?84|0)(?:[ .\-]?\d){8,10}(?![\d.,]?\d)|(?:hotline|tong dai|goi|dt|sdt|tel"
    r"|zalo|lien he|lh|call|phone)\s*:?\s*(?:1[89]00[ .]?\d{2,4}[ .]?\d{0,4})"
)
_CONTACT = re.compile(
    r"\b(?:lien\s?he|l/?h|hotline|tong dai|contact|call|goi (?:dien|ngay|de|bao)|goi\s*:|goi$|thoa thuan"
    r"|thuong luong|inbox|ib|nhan tin|zalo|bao gia|hoi gia|nhan gia|xem gia)\b"
)
_GLUED = re.compile(r"(?:đ(?<=\d.)|(?:VN[ĐD]|vn[đd])(?<=\d...))(?=\d{2})")
_DONG_SIGN = re.compile(r"\d\s?(?:d|dong|₫|vnd)(?![a-z])|₫\s?\d|vnd\s?\d")
_SIMPLE = re.compile(
    r"\s{0,9}(?P<number>[1-9]\d{0,2}(?:(?:\.\d{3}){1,3}|(?:,\d{3}){1,3}))\s?(?P<sign>đ|₫|VNĐ|VND|vnđ|vnd)?\s{0,9}"
)
_THOUSANDS = re.compile(r"\d{1,3}[., ]\d{3}")
_SCIENTIFIC = re.compile(r"\s{0,9}\d{1,12}(?:\.\d{1,12})?[eE]\+?\d{1,2}\s{0,9}")
LONGEST = 2_000


class PriceReading(NamedTuple):
    """One reading of the price; `kinds` are oddities (`ambiguous`, `currency`, `from`, …)."""

    price: int | None = None
    price_max: int | None = None
    list_price: int | None = None
    per: str | None = None
    status: PriceStatus = "missing"
    kinds: tuple[str, ...] = ()
    words: str = ""
    seen: tuple[int, ...] = ()
    sure: bool = False
    sure_dong: bool = False


def read_price(text: str) -> PriceReading:
    """Read a price from words, as `Giá: 350.000đ 225.000đ/hộp` or `Liên hệ`; 2,000 letters are looked at."""
    if simple := _SIMPLE.fullmatch(text):
        value = int(simple["number"].replace(".", "").replace(",", ""))
        if LARGEST >= value >= 1000:
            sign = bool(simple["sign"])
            return PriceReading(value, status="stated", words=text.strip(), seen=(value,), sure=sign, sure_dong=sign)
    cleaned = clean(unicodedata.normalize("NFKC", _labelled(text[:LONGEST]))).text
    folded = with_digits(fold(_told_apart(_GLUED.sub(r"\g<0> ", cleaned))))
    without_phones = _PHONE.sub(lambda found: " " * len(found[0]), folded)
    amounts = [one for one in find_amounts(without_phones) if one.label != "aside"]
    dong = [one for one in amounts if not one.foreign]
    if any(one.sure for one in dong):
        dong = [one for one in dong if one.sure or (one.value >= 1000 and not one.doubtful and _grouped(folded, one))]
    priced = [
        one
        for one in dong
        if one.value > 1 or one.high or (one.doubtful and one.number != 1 and not _is_zero(folded, one))
    ]
    if not priced:
        return _without_amount(f"{folded}\n{without_phones.rstrip()}", cleaned, foreign=len(amounts) > len(dong))
    return _decide(priced)._replace(
        words=cleaned[:200],
        seen=tuple(one.value for one in priced),
        sure=any(one.sure for one in priced),
        sure_dong=_DONG_SIGN.search(folded) is not None,
    )


def _told_apart(text: str) -> str:
    """Units that only their diacritics tell from others (`cân` and `can`, `bó` and `bộ`) by another name."""
    for unit, other in _TOLD_APART:
        text = unit.sub(other, text)
    return text


def _labelled(text: str) -> str:
    """Markup that strikes or inserts a price said in words, and other closing tags as spaces."""
    if "<" not in text:
        return text
    return _CLOSED.sub(" ", _INSERTED.sub(" giá bán ", _STRUCK.sub(" giá gốc ", text)))


def _grouped(folded: str, amount: Amount) -> bool:
    return _THOUSANDS.match(folded, amount.start, amount.end) is not None


def _is_zero(folded: str, amount: Amount) -> bool:
    return not re.search(r"[1-9]", folded[amount.start : amount.end])


def _without_amount(folded: str, cleaned: str, *, foreign: bool) -> PriceReading:
    if foreign:
        return PriceReading(status="ambiguous", kinds=("currency",), words=cleaned[:200])
    if _CONTACT.search(folded):
        return PriceReading(status="contact", words=cleaned[:200])
    return PriceReading(words=cleaned[:200])


def _decide(amounts: list[Amount]) -> PriceReading:
    """Which of the amounts is the price, which the list price."""
    trade = [one for one in amounts if one.label == "wholesale"]
    listed = [one for one in amounts if one.label == "list"]
    open_ones = [one for one in amounts if one.label not in ("wholesale", "list")]
    sale = [one for one in open_ones if one.label == "sale"]
    if sale and len(open_ones) > len(sale) and not listed:
        listed = [one for one in open_ones if one.label != "sale" and one.value > sale[0].value]
    chosen = sale or open_ones
    if not chosen and trade:
        return _one(trade[0])._replace(status="wholesale")
    if not chosen:
        chosen, listed = listed[-1:], listed[:-1]
    reading = _one(chosen[0]) if len({(one.value, one.high) for one in chosen}) == 1 else _several(chosen)
    if reading.list_price is None and listed and reading.price is not None and listed[0].value > reading.price:
        reading = reading._replace(list_price=listed[0].value)
    return reading


def _one(amount: Amount) -> PriceReading:
    if amount.doubtful:
        return PriceReading(status="ambiguous", kinds=("ambiguous",))
    kinds = (("from",) if amount.starting else ()) + (("about",) if amount.about else ())
    return PriceReading(amount.value, amount.high, None, amount.per, "stated", kinds)


def _several(amounts: list[Amount]) -> PriceReading:
    """Two bare amounts are a sale and its list price; amounts for several sizes or more than two are a range."""
    if any(one.doubtful for one in amounts):
        amounts = [one for one in amounts if not one.doubtful] or amounts[:1]
        if len(amounts) == 1:
            return _one(amounts[0])
    low = min(one.value for one in amounts)
    high = max(one.high or one.value for one in amounts)
    units = {one.per for one in amounts}
    apart = all(one.sized for one in amounts) or (None not in units and _listed_apart(amounts))
    if (
        len(amounts) == 2
        and not apart
        and len(units - {None}) <= 1
        and not any(one.high for one in amounts)
        and high <= low * 10
    ):
        return PriceReading(low, None, high, next(iter(units - {None}), None), "stated")
    per = units.pop() if len(units) == 1 else None
    if high > low * 10:
        return PriceReading(status="ambiguous", kinds=("ambiguous", "several"))
    return PriceReading(low, high, None, per, "stated", ("several",))


def _listed_apart(amounts: list[Amount]) -> bool:
    """Whether amounts with their units stand apart in a list, as those of several kinds do."""
    return all(later.start - one.end > 1 for one, later in pairwise(amounts))


def read_number(value: Number) -> PriceReading:
    """Read the `price` or `list_price` field: a number (also as `1.3e5`), or text that is parsed as words."""
    if isinstance(value, str):
        return read_number(float(value)) if _SCIENTIFIC.fullmatch(value) else read_price(value)
    words = str(value)
    if value != value or value in (float("inf"), float("-inf")):
        return PriceReading(kinds=("invalid",), words=words)
    if value < 0:
        return PriceReading(kinds=("negative",), words=words)
    if value <= 1:
        return PriceReading(words=words, kinds=("empty",))
    if value < 1000 or value > LARGEST:
        return PriceReading(status="ambiguous", kinds=("ambiguous",), words=words, seen=(round(value),))
    kinds = () if float(value).is_integer() else ("fraction",)
    return PriceReading(round(value), status="stated", words=words, kinds=kinds, seen=(round(value),), sure=True)
