"""Amounts of money in Vietnamese words, each with its label and unit: `120.000đ`, `90-110k/kg`, `1tr2`.

Works on folded text (catalog.normalise.text.fold), so positions are those of the cleaned text.
"""

import re
from typing import NamedTuple

from catalog.normalise.sale_units import per_after, per_named

_GROUPS = r"\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+|(?:['’]\d{3})+|(?: \d{3})+)(?![.,]\d{3}(?!\d))"
_MIXED = r"\d{1,3}(?:[.,'’ ]\d{3}){2,}"
_NUMBER = rf"(?:{_GROUPS}|{_MIXED})(?!\d)(?:[.,]\d{{1,2}}(?!\d))?|\d{{1,12}}(?:[.,]\d{{1,3}})?"
_FOREIGN = r"us\$|usd|\$|€|eur(?:o)?|£|gbp|¥|cny|rmb|ndt|baht|thb|krw|jpy"
_FOREIGN_SIGN = re.compile(_FOREIGN)
_MARKS = re.compile(r"[.,'’ ]")
_AMOUNT = re.compile(
    rf"(?<![a-z0-9])(?<!\d[.,])(?P<before>(?:{_FOREIGN}|₫|vnd|d)\s?)?"
    rf"(?P<number>{_NUMBER})"
    r"(?:\s?(?P<scale>k(?:a)?|nghin|ngan|ngin|tram nghin|tram ngan|trieu|tr|ty)(?![a-z₫])"
    r"(?:(?P<tail>(?<=[a-z])\d{1,3}(?![\d.,]|\s?(?:kg|g|ml|l)\b))"
    r"|\s(?P<rest>\d{1,3})(?:\s?(?:nghin|ngan|ngin|k)\b|(?=\s*(?:dong|d\b|vnd|₫|/|$)))"
    r"|\s(?P<hundreds>\d)\s?tram(?:\s(?:nghin|ngan))?\b|\s?(?P<half>ruoi)\b)?"
    r"|(?P<glued>k|tr)(?=(?:d|vnd|₫)(?![a-z])))?"
    rf"(?:(?:\s?[.,]?|[.,]?-)\s?(?P<after>viet nam dong|dong|vnd|d|₫|{_FOREIGN})(?![a-z0-9]))?"
)
_SCALES = {"k": 1_000, "ka": 1_000, "nghin": 1_000, "ngan": 1_000, "ngin": 1_000, "tr": 1_000_000, "trieu": 1_000_000}
_SCALES |= {"tram nghin": 100_000, "tram ngan": 100_000, "ty": 1_000_000_000}
_GROUPED = re.compile(rf"(?:{_GROUPS}|{_MIXED})(?:[.,]\d{{1,2}})?")
_RANGE = re.compile(r"\s*(?:-|–|—|~|den|toi|->|→)\s*(?:gia\s*)?")
_NOT_MONEY_AFTER = re.compile(r"\s?(?!den\b|toi\b)(?:[a-z%°²³]|[x×*]\s?\d|/\d|:\d|\.\d|★)")
_DATE_BEFORE = re.compile(r"\d[/:]$|(?:nam|ngay|thang|ma|ma (?:sp|san pham|hang|so)|so|sku|code)\s?[:.]?\s?$")
LARGEST = 10_000_000_000
SMALLEST = 500

_LABELS = (
    ("list", r"gia (?:goc|cu|niem yet|ny|thi truong|truoc|ban dau|hang|goi y|bia|bth|binh thuong)|niem yet"
         r"|nguyen gia|truoc (?:day|giam)|was|regular|original"),
    ("wholesale", r"gia (?:si|buon|dai ly|ctv|npp|cong tac vien|nha phan phoi)|(?:ban|mua|lay) (?:si|buon)"
         r"|\bsi\b|\bbuon\b|dai ly|wholesale"
         r"|(?:mua|lay|dat) tu \d{1,4} (?:hop|goi|chai|hu|lo|tui|kg|ky|lit|thung|bo|cai|con)(?: tro len)?(?: gia)?"),
    ("sale", r"(?:giam|sale|uu dai|khuyen mai|km|chi|gia) con|\bcon\b|gia (?:khuyen mai|km|sale|uu dai|moi"
         r"|ban|le|hien tai|soc|giam|tot|dac biet|chi|web|online)|khuyen mai|ban le|now|current|chi tu"),
    ("aside", r"tiet kiem|giam(?! (?:den )?\d{1,2}\s?%)|toi da"
         r"|voucher|coupon|phi|ship|van chuyen|giao hang|dat coc|coc|hoan|tang(?! \d)|tri gia"
         r"|don hang|don tu|don toi thieu|hoa don|thu ho|diem|\bxu\b|freeship|mien phi|cho don|save|off|lai"
         r"|da ban|ban duoc|luot"),
    ("plain", r"gia"),
)  # fmt: skip
_LABEL = re.compile("|".join(f"(?P<{name}>\\b(?:{pattern})\\b)" for name, pattern in _LABELS))
_FROM = re.compile(r"(?:\btu|\bfrom|\btren|\bit nhat)\s*:?\s*$")
_ABOUT = re.compile(r"(?:\bkhoang|\btam|\bdo|~|≈|\bgan|\bduoi|\btren duoi)\s*$")
_LABEL_AFTER = re.compile(
    r"\s*\((?:gia )?(?:(?P<list>goc|cu|niem yet|thi truong)|(?P<wholesale>si|buon|dai ly)|(?P<sale>le|khuyen "
    r"mai|km|sale))\)"
)
_PER_BEFORE = re.compile(
    r"gia(?: ban)?\s?/\s?(?P<unit>kg|ky|lit|l|100g|hop|goi|chai|hu|bo|con|qua)\s?:?\s*$"
    r"|(?:^|[:;,.(–-])\s*1\s?(?P<one>kg|ky|lit) gia\s*:?\s*$"
)
_SIZE = re.compile(
    r"\d\s?(?:kg|g|gr|gram|ml|l|lit)\b|\b(?:loai|size|co|hang|combo|set)\s\w+|\d+ (?:hop|goi|chai|hu|lo|tui|lon)\b"
)
_ASIDE_AFTER = re.compile(r"\s*(?:tien )?(?:ship|phi|van chuyen|vat|giao hang)")
_LOOK_BACK = 40


class Amount(NamedTuple):
    """One amount of money; `high` is the upper end of a range, `sure` false where nothing but its shape says money."""

    value: int
    start: int
    end: int
    number: float = 0.0
    high: int | None = None
    per: str | None = None
    label: str | None = None
    sure: bool = True
    foreign: bool = False
    doubtful: bool = False
    starting: bool = False
    about: bool = False
    sized: bool = False


def find_amounts(folded: str) -> list[Amount]:
    """Every amount of money in a folded text, in order; ranges are one amount."""
    found: list[Amount] = []
    last = 0
    for match in _AMOUNT.finditer(folded):
        amount = _read(match, folded)
        if amount is None:
            continue
        amount = _with_context(amount, folded, last)
        if found and (low := _low_end(found[-1], amount, folded)):
            before = found.pop()
            amount = before._replace(
                value=low,
                high=amount.value,
                end=amount.end,
                per=amount.per or before.per,
                sure=amount.sure,
                doubtful=amount.doubtful,
            )
        found.append(amount)
        last = amount.end if amount.sure or amount.value >= 1000 else last
    return found


def _read(match: re.Match[str], folded: str) -> Amount | None:
    """The amount of one match, or None where the number counts something else."""
    currency = (match["before"] or match["after"] or "").strip()
    foreign = bool(currency) and _FOREIGN_SIGN.fullmatch(currency) is not None
    scale = match["scale"] or match["glued"]
    end = match.end()
    sure = bool(scale or currency)
    if not sure and (
        (_NOT_MONEY_AFTER.match(folded, end) and not _sold_by(match["number"], folded, end))
        or _DATE_BEFORE.search(folded, max(0, match.start() - 14), match.start())
    ):
        return None
    value, exact = _value(match)
    if value is None:
        return Amount(0, match.start(), end, sure=sure, doubtful=True)
    if foreign:
        return Amount(int(value), match.start(), end, foreign=True)
    doubtful = not exact or value > LARGEST or (1 if sure else 0) < value < (SMALLEST if sure else 1000)
    per, end = per_after(folded, end)
    return Amount(round(value), match.start(), end, number=value, per=per, sure=sure, doubtful=doubtful)


def _sold_by(number: str, folded: str, end: int) -> bool:
    """Whether `/` and a measure stand behind a number as long as prices are: `80.000/250g`, but not `1/2kg`."""
    return len(number) >= 4 and folded.startswith("/", end) and per_after(folded, end)[0] is not None


def _value(match: re.Match[str]) -> tuple[float | None, bool]:
    """The number in đồng, and whether its writing leaves no doubt."""
    number, scale = match["number"], match["scale"] or match["glued"]
    if not scale:
        return plain_number(number)
    factor = _SCALES[scale]
    if _GROUPED.fullmatch(number):
        whole, _ = plain_number(number)
        if whole is None:
            return None, False
        if factor == 1_000:
            return (whole if whole >= 10_000 else whole * factor), True
        return whole * factor, False
    base = float(number.replace(",", ".")) * factor
    if match["half"]:
        return base + factor / 2, True
    if match["tail"]:
        return base + int(match["tail"]) * factor / 10 ** len(match["tail"]), True
    if match["hundreds"]:
        return base + int(match["hundreds"]) * factor // 10, True
    return base + _rest(match["rest"], factor), True


def _rest(digits: str | None, factor: int) -> int:
    """`1 triệu 200` has 200 thousand after its million, `1 triệu 2` two hundred, `120 nghìn 500` five hundred đồng."""
    if not digits:
        return 0
    if factor == 1_000:
        return int(digits)
    return int(digits) * (factor // 10 if len(digits) == 1 else factor // 1_000)


def plain_number(number: str) -> tuple[float | None, bool]:
    """A number without a scale: thousands in dots, commas or spaces, and whether that is the only way to read it."""
    if _GROUPED.fullmatch(number):
        groups = _MARKS.split(number)
        marks = _MARKS.findall(number)
        if len(groups[-1]) < 3:
            if len(marks) > 1 and marks[-1] == marks[-2]:
                return None, False
            groups.pop()
        elif len(set(marks)) > 1:
            return None, False
        return float("".join(groups)), groups[0] != "0" or len(groups) == 1
    whole, _, decimals = number.replace(",", ".").partition(".")
    value = float(f"{whole}.{decimals or 0}")
    return value, not decimals or (len(decimals) <= 2 and len(whole) >= 4) or int(whole) == 0


def _with_context(amount: Amount, folded: str, since: int) -> Amount:
    """The amount with what the words before it, and a bracket after it, say about it."""
    context = folded[max(since, amount.start - _LOOK_BACK) : amount.start]
    after = _LABEL_AFTER.match(folded, amount.end)
    if not after and not context.strip(" :-–"):
        return amount
    label = None
    for found in _LABEL.finditer(context):
        label = found.lastgroup
    if after:
        label = after.lastgroup
    if context.rstrip().endswith("+") and _ASIDE_AFTER.match(folded, amount.end):
        label = "aside"
    per = amount.per
    if per is None and (before := _PER_BEFORE.search(context)):
        per = per_named(before["unit"] or before["one"])
    starting, about = _FROM.search(context) is not None, _ABOUT.search(context) is not None
    label = None if label == "plain" else label
    sized = _SIZE.search(context) is not None
    return amount._replace(label=label, per=per, starting=starting, about=about, sized=sized)


def _low_end(low: Amount, high: Amount, folded: str) -> int | None:
    """The low end in đồng where two amounts are one range; in `90-110k` the first takes the second's scale."""
    if low.high or low.foreign or high.foreign or not _RANGE.fullmatch(folded, low.end, high.start):
        return None
    bare = low.doubtful and not low.sure
    for factor in (1, 1_000, 1_000_000) if bare else (1,):
        value = round(low.number * factor)
        if value < high.value <= value * (10 if bare or not low.sure else 1_000):
            return value
    return None
