"""Vietnamese syllables in one writing each, so that two spellings of one word are equal."""

import re
import unicodedata
from functools import lru_cache

_LATE_TONES = ("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ", "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy")
_TONE_PLACES = dict(zip(_LATE_TONES[0].split(), _LATE_TONES[1].split(), strict=True))
_LATE_TONE = re.compile("(?<!q)(?:" + "|".join(_TONE_PLACES) + ")$")
_LONG_I = re.compile("^(h|k|l|m|s|t|qu)([yýỳỷỹỵ])$")
_SHORT_I = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_HIGHLAND = re.compile("^đ[aă]k$")
WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_APOSTROPHES = re.compile("['’`]")

_VOWELS = "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
VIETNAMESE = re.compile(
    rf"^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvxđ])?[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[cmnpt])?$"
)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without marks: "Đắk Lắk" → "dak lak"."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=65_536)
def syllable(word: str) -> str:
    """One writing of a syllable: lower case, no apostrophes, the tone on the older place (hoà → hòa), `mỳ` → `mì`.

    The highlands' `đăk` and `đak` are `đắk`.
    """
    lower = _APOSTROPHES.sub("", word.lower())
    placed = _LATE_TONE.sub(lambda found: _TONE_PLACES[found.group()], lower)
    placed = _HIGHLAND.sub("đắk", placed)
    short = _LONG_I.match(placed)
    return short.group(1) + short.group(2).translate(_SHORT_I) if short else placed


def compose(text: str) -> str:
    """Composed letters (NFC) and plain spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def words(text: str) -> list[str]:
    """The words and numbers of a text in their own letters, composed (NFC)."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def syllables(text: str) -> tuple[str, ...]:
    """The words of a text, each in its one writing."""
    return tuple(syllable(word) for word in words(text))


@lru_cache(maxsize=65_536)
def has_marks(word: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    return fold(word) != word.lower()
