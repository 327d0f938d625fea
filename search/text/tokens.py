"""Text cut into words with their places in it, and the sizes written in it."""

import re
from dataclasses import dataclass

from search.text.syllables import fold, is_toned, key, surface

WORD = re.compile(r"[^\W_]+(?:[.,](?<=\d[.,])\d+)*")
_DIGIT = re.compile(r"\d")
_SIZE = re.compile(
    r"(?<![\w.,])(\d{1,6}(?:[.,]\d{1,3})?)\s*"
    r"(kg|kí|ký|kilo|kilogram|gram|gam|gr|g|ml|lít|lit|litre|liter|l|cl|lạng)(?![^\W_])"
)
_GRAMS = {
    "g": 1,
    "gr": 1,
    "gam": 1,
    "gram": 1,
    "kg": 1000,
    "kí": 1000,
    "ký": 1000,
    "kilo": 1000,
    "kilogram": 1000,
    "lạng": 100,
}
_MILLILITRES = {"ml": 1, "cl": 10, "l": 1000, "lít": 1000, "lit": 1000, "litre": 1000, "liter": 1000}


@dataclass(frozen=True, slots=True)
class Token:
    """One word; `start` and `end` are places in the text it was cut from."""

    text: str
    key: str
    fold: str
    start: int
    end: int

    @property
    def toned(self) -> bool:
        """Whether it carries a Vietnamese mark."""
        return is_toned(self.text)


def tokenize(text: str) -> list[Token]:
    """The words of a text. Places are those of `surface(text)`, which has the length of NFC text."""
    plain = surface(text)
    return [_token(match[0], match.start(), match.end()) for match in WORD.finditer(plain)]


def words_of(text: str) -> list[str]:
    """The words alone, lower case: the quick way where places do not matter."""
    return WORD.findall(surface(text))


@dataclass(frozen=True, slots=True)
class Size:
    """A weight or volume in a text, in grams or millilitres: `500g`, `1000ml`."""

    term: str
    start: int
    end: int


def sizes_of(plain: str) -> list[Size]:
    """Sizes written in a text that went through `surface`: `0,5 kg` and `500gr` are both `500g`."""
    if not _DIGIT.search(plain):
        return []
    found = []
    for match in _SIZE.finditer(plain):
        number, unit = float(match[1].replace(",", ".")), match[2]
        if re.fullmatch(r"\d{1,3}[.,]\d{3}", match[1]) and unit in {"g", "gr", "gam", "gram", "ml"}:
            number = float(re.sub(r"[.,]", "", match[1]))
        found.append(Size(size_term(number, unit), match.start(), match.end()))
    return found


def size_term(amount: float, unit: str) -> str:
    """The one way a size is written in the index."""
    if unit in _GRAMS:
        return (
            f"{round(amount * _GRAMS[unit], 2):g}g" if amount * _GRAMS[unit] < 1e6 else f"{int(amount * _GRAMS[unit])}g"
        )
    return f"{int(amount * _MILLILITRES[unit])}ml"


def _token(word: str, start: int, end: int) -> Token:
    return Token(word, key(word), fold(word), start, end)
