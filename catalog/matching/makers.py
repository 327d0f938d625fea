"""A producer's name as proper words, and whether two of them are one producer."""

import re
import unicodedata
from typing import NamedTuple

from catalog.matching.lexicon import COUNTRY, FORM, GOODS, PLACE, TASTE, VARIETY, Found, lexicon, read_words
from catalog.matching.text import VIETNAMESE, WORD, fold, has_marks, syllable, syllables, words

_DROPPED = frozenset(syllables(line) for line in read_words("maker_forms.txt"))
# Of one syllable, these without their tones are as often a name: Hồ, Hà, Bản.
_DROPPED_PLAIN = frozenset(
    tuple(map(fold, one)) for one in _DROPPED if len(one) > 1 or fold(one[0]) not in ("ho", "va", "ban", "xa", "ap")
)
_LONGEST = max(map(len, _DROPPED))
_TITLES = frozenset(["ông", "bà", "anh", "chị"])
_BESIDE_NAMES = frozenset(map(fold, _TITLES))
# A longer name at the front of a listing's begins with the goods: "Tương Cự Đà".
_LONG_NAME = 2
_SWAPPED = 2
_NOT_GOODS = frozenset(["ml", "kg", "gr", "g", "l", "lít", "chai", "hũ", "hộp", "gói", "túi", "lọ", "lon", "x"])
_SURNAMES = frozenset(["ngô", "đào", "lê", "mai", "hồ"])
_COMPANY = frozenset(["foods", "food", "farm", "group"])
_SHORTENED = re.compile(
    r"(?:tmdv|dvtm|xnk|tpxk|tp|tm|dv|sx|kd|nn|th|cb|xk|nk|ts|cn|cnc|pt|xd|vt|dt|mtv|dl|nl|nsx?|ttcn|tt){2,}|tmdv|tpxk|sxtm"
)
_LEGAL = re.compile(
    r"\b(?:lien hiep h|h)tx\b|\bhop tac xa\b|\bto hop tac\b|\btht\b|\bctcp\b|\bcong ty\b|\bcty\b|\bdntn\b"
    r"|\bdoanh nghiep\b|\bhkd\b|\bho kinh doanh\b|\bho san xuat\b|\bco so san xuat\b|\bcssx\b"
)
_WRITTEN_OUT = (
    ("htx", "hop tac xa"), ("tht", "to hop tac"), ("ctcp", "cong ty co phan"), ("cty", "cong ty"), ("cp", "co phan"),
    ("hkd", "ho kinh doanh"), ("cssx", "co so san xuat"), ("dntn", "doanh nghiep tu nhan"), ("mtv", "mot thanh vien"),
    ("trach nhiem huu han", "tnhh"), ("nn", "nong nghiep"), ("dv", "dich vu"), ("tm", "thuong mai"), ("sx", "san xuat"),
)  # fmt: skip
_BREAK = re.compile(
    r"\s[-–|:]\s|[()\[\]|:;]|,\s|\s(?=(?:gói|túi|hộp|chai|hũ|lọ|lon|thùng|bịch|can)\s+\d)"
    r"|\s(?=\d+(?:[.,]\d+)?\s?(?:kg|gr?|gram|ml|l|lít)\b)",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset({GOODS, FORM, PLACE, TASTE, COUNTRY})
_TRADES = frozenset(
    [
        "chả",
        "giò",
        "nem",
        "thịt",
        "cá",
        "khô",
        "quả",
        "cây",
        "trà",
        "gạo",
        "mật",
        "mắm",
        "yến",
        "chè",
        "bánh",
        "bún",
        "miến",
        "rau",
        "nấm",
        "nước",
        "dầu",
        "bột",
        "rượu",
    ]
)
_TRADES_FOLDED = frozenset(map(fold, _TRADES))
_FAMILIES = {
    "cooperative": "co-op", "cooperative_union": "co-op", "cooperative_group": "co-op", "llc": "company",
    "single_member_llc": "company", "joint_stock": "company", "private_enterprise": "company",
    "household_business": "household", "household": "household", "workshop": "household",
}  # fmt: skip


class MakerWords(NamedTuple):
    """All words of a producer's name but its legal form and trade, folded, and those that tell who it is.

    Proper is what is neither goods nor place: of "HTX Nông sản Bechamp Đắk Nông" only `bechamp`. Where nothing is left,
    the goods stand for it ("HTX Bưởi da xanh Bến Tre") and it is not `named`.
    """

    whole: list[str]
    proper: list[str]
    named: bool


def maker_words(name: str) -> MakerWords:
    """The words of a producer's name."""
    kept, goods = _without_goods(name)
    proper: list[str] = []
    telling: list[str] = []
    phrases = lexicon().phrases
    position = 0
    while position < len(kept):
        found = phrases.at(kept, position)
        size = found.size if found else 1
        taken = kept[position : position + size]
        # A single syllable is goods only before the name begins: "Nho Ba Mọi", but "Hồng Đào".
        named = not _no_name(found) or (size == 1 and (bool(proper) or taken[0] in _SURNAMES))
        if position >= goods and named:
            proper += [word for word in taken if proper or word not in _TRADES]
        if found is None or found.part not in (PLACE, COUNTRY):
            telling += [word for word in taken if word not in _TRADES]
        position += size
    if len(proper) == 1 and kept[0] not in _TRADES and kept[1:] == proper and VIETNAMESE.match(proper[0]):
        proper = kept  # "Đường Hoa" is a name, though sugar is goods
    return MakerWords([fold(word) for word in kept], [fold(word) for word in proper or telling], bool(proper))


def without_name(text: str, maker: MakerWords) -> str:
    """A text without the producer's proper words where they stand in it one after the other, and their title.

    Before anything else is read: "Đạp Thanh Ba Chẽ" of Đạp Thanh is from Ba Chẽ, not from Thanh Ba.
    """
    if not maker.named:
        return text
    found = [(syllable(one.group()), one.span()) for one in WORD.finditer(text)]
    spoken = [fold(word) for word, _ in found]
    size = len(maker.proper)
    for start in range(len(spoken) - size + 1):
        if spoken[start : start + size] == maker.proper:
            start, size = (1, size - 1) if not start and size > _LONG_NAME else (start, size)
            first = start - 1 if start and found[start - 1][0] in _TITLES else start
            last = start + size
            if last < len(spoken) and spoken[last] in _COMPANY:
                last += 1
            rest = f"{text[: found[first][1][0]]} · {text[found[last - 1][1][1] :]}"
            return rest if any(word.isalpha() and word not in _NOT_GOODS for word in syllables(rest)) else text
    return text


def own(pieces: set[str], proper: set[str]) -> bool:
    """Whether a word's pieces are a producer's own, its title or "Foods" beside them ("bà giáo khỏe" of Giáo Khỏe)."""
    if pieces <= proper | _COMPANY:
        return bool(proper)
    return not pieces.isdisjoint(proper) and pieces <= proper | _BESIDE_NAMES


def _no_name(found: Found | None) -> bool:
    if found is None or (found.size == 1 and found.part == COUNTRY):
        return False
    return found.part in _SAYS_NOTHING or (found.part == VARIETY and found.size > 1)


def split_maker(name: str) -> tuple[str, str]:
    """A name without the producer written at its end or between dashes ("… - HTX Phìn Hồ"), and that producer.

    The second is empty where no legal form is written, or nothing else would be left of the name.
    """
    composed = unicodedata.normalize("NFC", name)
    found = _LEGAL.search(fold(composed))
    if not found:
        return name, ""
    before, after = composed[: found.start()], composed[found.start() :]
    end = _BREAK.search(after)
    said, behind = (after[: end.start()], after[end.start() :]) if end else (after, "")
    rest = f"{before} {behind}"
    return (rest, said) if len(syllables(rest)) >= 2 and len(syllables(said)) >= 2 else (name, "")


def full_name(name: str) -> str:
    """A producer's whole name, folded, with its legal form in one writing: two of one name are one producer."""
    said = f" {' '.join(fold(one) for one in syllables(name))} "
    for short, long in _WRITTEN_OUT:
        said = said.replace(f" {short} ", f" {long} ")
    return said.strip()


def same_maker(first: list[str], second: list[str], first_proper: list[str], second_proper: list[str]) -> float | None:
    """How sure it is that two producers are one, 0 to 1; None where a name says nothing proper.

    A shorter name matches a longer one only where what it leaves out is goods, trade or place.
    """
    if not first or not second:
        return None
    if first_proper != second_proper and sorted(first_proper) == sorted(second_proper):
        # "An Bình" is not "Bình An"; longer names may be a brand and a maker, said either way round.
        return 0.0 if len(first_proper) == _SWAPPED else 0.5
    if set(first) == set(second) or "".join(first) == "".join(second):
        return 1.0 if first_proper else 0.9 if not _TRADES_FOLDED.isdisjoint(first) else 0.6
    if not first_proper or not second_proper:
        return 0.5 if min(len(first), len(second)) >= 2 and _within(first, second) else 0.0
    if set(first_proper) == set(second_proper):
        return 0.95 if not _both_add(first, second) else 0.5 if len(first_proper) > 1 else 0.0
    shared = set(first_proper) & set(second_proper)
    smaller = min(len(set(first_proper)), len(set(second_proper)))
    if len(shared) == smaller and smaller >= 2:
        return 0.7
    return 0.0


def _within(first: list[str], second: list[str]) -> bool:
    return set(first) <= set(second) or set(second) <= set(first)


def _both_add(first: list[str], second: list[str]) -> bool:
    """Whether each names a place or goods that the other does not: "Mường Khương Xanh" and "Hương Sơn Xanh"."""
    some, others = set(first) - _TRADES_FOLDED, set(second) - _TRADES_FOLDED
    return bool(some - others) and bool(others - some)


def same_family(first: str, second: str) -> bool:
    """Whether two legal forms may belong to one producer: unknown, or both co-op, company or household."""
    one, other = _FAMILIES.get(first), _FAMILIES.get(second)
    return one is None or other is None or one == other


def _without_goods(name: str) -> tuple[list[str], int]:
    """A producer's words without its forms, and how many of them are goods by their small letters.

    "Cơ sở chè lam Phủ Quảng", "HTX Cao khô Vạn Linh": small letters before at least two capitals.
    """
    written = words(name)
    kept = _without_forms([syllable(word) for word in written])
    tail = written[len(written) - len(kept) :]
    if [syllable(word) for word in tail] != kept:
        return kept, 0
    small = [place for place, word in enumerate(tail) if word.islower()]
    goods = small[-1] + 1 if small else 0
    return kept, goods if goods and len(tail) - goods >= 2 else 0


def _without_forms(spoken: list[str]) -> list[str]:
    """The words without legal form, trade and what stands for them: "HTX SXKD DVTH", "ông" before a person's name.

    By their tones where the name is written with them: "hộ" is a form, "Hồ" a name.
    """
    marked = any(map(has_marks, spoken))
    heard, dropped = (spoken, _DROPPED) if marked else ([fold(one) for one in spoken], _DROPPED_PLAIN)
    kept: list[str] = []
    position = 0
    while position < len(spoken):
        for size in range(min(_LONGEST, len(spoken) - position), 0, -1):
            if tuple(heard[position : position + size]) in dropped:
                position += size
                break
        else:
            titled = not kept and spoken[position] in _TITLES and len(spoken) - position > 3
            if not titled and not _SHORTENED.fullmatch(spoken[position]):
                kept.append(spoken[position])
            position += 1
    return kept
