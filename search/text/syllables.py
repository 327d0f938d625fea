"""One word's two keys: exact (tones kept apart, in ASCII) and folded (no tones, đ as d).

The exact key is VIQR (RFC 1456) with the tone at the end of the word and đ as `d-`: `mắm` is `ma(m'`. No engine
folds or splits it, and words that differ only in where the tone is set (hoà, hòa) or in y for i (mỳ, mì) share it.
"""

import re
import unicodedata
from functools import lru_cache

_MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
_TONES = {"\u0301": "'", "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0323": "."}
# y and i are written for each other where they are the only vowel after these letters (Quyết định 240/QĐ, 1984).
_Y_FOR_I = re.compile(r"^(h|k|l|m|s|t|v|qu)y$")


def surface(text: str) -> str:
    """The text as it is compared: NFC, lower case, the look-alikes of capital Đ made one."""
    plain = unicodedata.normalize("NFC", text).lower()
    return plain.replace("ð", "đ").replace("ɖ", "đ") if "ð" in plain or "ɖ" in plain else plain


@lru_cache(maxsize=131_072)
def key(word: str) -> str:
    """The exact key of one lower-case word."""
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word):
        if char in _MARKS:
            letters.append(_MARKS[char])
        elif char in _TONES:
            tone = _TONES[char]
        elif char == "đ":
            letters.append("d-")
        elif not unicodedata.combining(char):
            letters.append(char)
    return _y_as_i("".join(letters)) + tone


@lru_cache(maxsize=131_072)
def fold(word: str) -> str:
    """The folded key of one lower-case word."""
    return _y_as_i(without_marks(word))


@lru_cache(maxsize=131_072)
def without_marks(word: str) -> str:
    """One lower-case word with no marks; y stays y."""
    plain = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return plain.replace("đ", "d")


@lru_cache(maxsize=131_072)
def is_toned(word: str) -> bool:
    """Whether the word carries any Vietnamese mark: a tone, a hat, a horn, a breve or the bar of đ."""
    decomposed = unicodedata.normalize("NFD", word)
    return any(char in _MARKS or char in _TONES or char == "đ" for char in decomposed)


def _y_as_i(letters: str) -> str:
    return letters[:-1] + "i" if _Y_FOR_I.match(letters) else letters
