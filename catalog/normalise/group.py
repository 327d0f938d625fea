"""The OCOP group, sub-group and product set of a listing, by the words of its name, then its category and description.

Vietnamese names put the thing first ("Trà mật ong" is a tea, "Mật ong hoa cà phê" a honey), so the earliest known words
count, the longest of them first; a word of processing moves fresh goods to what is made of them. Coffee and tea are
food by 148/QĐ-TTg and 26/2026/QĐ-TTg, whatever the shelf says. Goods outside the programme have no group.
"""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from catalog.data import read_rows
from catalog.groups import ProductSet, product_sets
from catalog.normalise.page import Page
from catalog.normalise.result import Evidence, Found
from catalog.normalise.text import clean, fold, listed, words
from catalog.recognition import Match

_WORD = re.compile(r"[^\W_]+")
_OUTSIDE, _SKIPPED = 0, -1
_FLAVOUR = frozenset(listed("vị, hương, nhân, từ, với, cho, dùng"))
_SET = "set"
# What a fresh or raw product becomes where a word of processing follows it.
_PROCESSED = {1: 7, 2: 8, 3: 7, 23: 12}
# A first word that says enough where no other word of a name is known: `Hoa phượng`, `Nước sim`.
_OTHERWISE = {"hoa": 23, "quả": 1, "trái": 1, "củ": 1, "rau": 1, "nước": 17, "lá": 20}
# Kept for show: plants and animals with this word behind them.
_FOR_SHOW = frozenset({"cảnh", "kiểng"})
_SHOWN = {1: 24, 2: 25, 3: 24}
_PROCESSING = frozenset(
    re.findall(
        r"\w+",
        "sấy rang dẻo khô mứt tẩm chiên giòn rim gác nướng muối chua ngâm bột hun khói kho hấp luộc tiềm nắng "
        "chips chip snack viên",
    )
)


# Shelves of marketplaces and sectors of decisions since 2018, folded, by today's group.
_SHELVES = {
    "thuc pham": "I", "nong san": "I", "dac san": "I", "thuc pham che bien": "I", "gia vi": "I", "banh keo": "I",
    "do uong": "II", "thuc uong": "II", "do uong co con": "II", "ruou": "II",
    "thao duoc": "III", "duoc lieu": "III", "duoc lieu va san pham tu duoc lieu": "III", "my pham": "III",
    "thu cong my nghe": "IV", "hang thu cong my nghe": "IV", "vai, may mac": "IV",
    "luu niem - noi that - trang tri": "IV",
    "sinh vat canh": "V", "cay canh": "V", "hoa cay canh": "V", "du lich": "VI", "dich vu du lich": "VI",
}  # fmt: skip


class Classified(NamedTuple):
    """The product set found, the words that say so and how sure that is (0 to 1)."""

    product_set: ProductSet
    words: str
    confidence: float


@cache
def _lexicon() -> tuple[dict[str, Any], dict[str, Any]]:
    """Tries of the lexicon's words, with diacritics and folded; where words fold alike the rarer set is left out."""
    exact: dict[str, Any] = {}
    folded: dict[str, Any] = {}
    for row in read_rows("group_words.csv"):
        number = int(row["set"])
        _put(exact, row["words"].split(), number)
        _put(folded, words(row["words"]), number)
    return exact, folded


def _put(trie: dict[str, Any], path: list[str], number: int) -> None:
    for word in path:
        trie = trie.setdefault(word, {})
    trie.setdefault(_SET + "#", number)


def classify(name: str, category: list[str] | None = None, description: str = "") -> Classified | None:
    """The product set of a thing by its cleaned name, else its category path, else the start of its description."""
    if found := _in_words(name, anywhere=True):
        return _classified(found, 0.85)
    for label in reversed(category or []):
        if found := _in_label(label):
            return _classified(found, 0.6)
    first = name.lower().partition(" ")[0]
    if first in _OTHERWISE:
        return _classified((_OTHERWISE[first], first), 0.5)
    if found := _in_words(description[:120], anywhere=False):
        return _classified(found, 0.4)
    return None


@lru_cache(maxsize=4096)
def _in_label(label: str) -> tuple[int, str] | None:
    return _in_words(clean(label).text, anywhere=False)


@lru_cache(maxsize=4096)
def _shelf(label: str) -> str | None:
    return _SHELVES.get(fold(clean(label).text))


def _classified(found: tuple[int, str], confidence: float) -> Classified | None:
    number, said = found
    return None if number == _OUTSIDE else Classified(product_sets()[number], said, confidence)


def _in_words(text: str, *, anywhere: bool) -> tuple[int, str] | None:
    """The set of the earliest known words, the longest of them; only within the first words unless `anywhere`.

    Words behind a flavour or filling (`vị`, `nhân`) count only where nothing stands before them.
    """
    said = words(text) if text.isascii() else _tokens(text)
    trie = _lexicon()[text.isascii()]
    flavour = next((index for index, word in enumerate(said) if word in _FLAVOUR), len(said))
    found = _earliest(trie, said, 0, flavour) or _earliest(trie, said, flavour, len(said))
    return found if found and (anywhere or said.index(found[1].split()[0]) < 6) else None


def _earliest(trie: dict[str, Any], said: list[str], start: int, stop: int) -> tuple[int, str] | None:
    while start < stop:
        number, end = _longest(trie, said, start)
        if number is not None and number != _SKIPPED:
            return _moved(number, said[end:]), " ".join(said[start:end])
        start = max(end, start + 1)
    return None


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _longest(trie: dict[str, Any], said: list[str], start: int) -> tuple[int | None, int]:
    best: tuple[int | None, int] = (None, start)
    for index in range(start, min(start + 5, len(said))):
        step = trie.get(said[index])
        if step is None:
            break
        trie = step
        if _SET + "#" in trie:
            best = (trie[_SET + "#"], index + 1)
    return best


def _moved(number: int, after: list[str]) -> int:
    """Fresh goods followed by a word of processing are what is made of them; kept for show they are ornamental."""
    if number in _SHOWN and not _FOR_SHOW.isdisjoint(after[:3]):
        return _SHOWN[number]
    if number in _PROCESSED and not _PROCESSING.isdisjoint(after) and "tươi" not in after:
        return _PROCESSED[number]
    return number


def group_of(page: Page, match: Match | None) -> Found[str | None]:
    """The code of the OCOP group (`I` to `VI`) of a listing: its certificate's category, else by its words."""
    found = classify(page.name, page.listing.category, page.description)
    certified = _SHELVES.get(fold(match.recognition.category)) if match and match.recognition.category else None
    if certified and not (certified == "II" and found and found.product_set.group == "I"):
        words_said = str(match.recognition.category) if match else ""
        return Found(certified, Evidence(source="registry", words=words_said, confidence=0.9))
    if found:
        source = "name" if found.confidence > 0.8 else "category" if found.confidence > 0.5 else "description"
        return Found(found.product_set.group, Evidence(source=source, words=found.words, confidence=found.confidence))
    if _in_words(page.name, anywhere=True):
        return Found(None)
    for label in reversed(page.listing.category):
        if code := _shelf(label):
            return Found(code, Evidence(source="category", words=label[:200], confidence=0.4))
    return Found(None)
