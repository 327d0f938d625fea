"""Text in a wrong encoding: TCVN3 and VNI fonts, and UTF-8 read as something else (ftfy).

A repair is taken only where it turns words that are no Vietnamese syllables into words that are; the tables are the
published ones of TCVN 5712:1993 (TCVN3, "ABC" fonts) and VNI-Windows.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import ftfy

from catalog.normalise.syllable import is_written

# Letters and signs no Vietnamese text needs, or needs at that place: the mark of all three kinds of damage.
SUSPECT_LETTERS = "\u0080-\u009f\u00a1-\u00bf×÷ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñöøûüþÿÃÂ"
_SUSPECT = re.compile(f"[{SUSPECT_LETTERS}]|Ă\u00a0")
# Of two letters that never meet the rarer stands first and is looked for alone.
_SUSPECT_PAIRS = tuple(
    re.compile(letters)
    for letters in (
        "[À-Ý](?:(?<=[a-z].)|(?<=[A-Z].)(?=[a-z]))",
        "[ùúõêéèàáãâÙÚÕÊÉÈÀÁÃÂ](?<=[aeAE].)",
        "[âÂ](?<=[oO].)|[àáâã](?<=uo.)",
        "[ùõÙÕ](?<=[ouyôOUYÔ].)",
        "[éèêìíàáâã](?:(?<=[éèêìí])i|(?<=[àáâã])[ae])",
        r"[àảãằẳẵầẩẫèẻẽềểễìỉĩòỏõồổỗờởỡùủũừửữỳỷỹÀẢÃẰẲẴẦẨẪÈẺẼỀỂỄÌỈĨÒỎÕỒỔỖỜỞỠÙỦŨỪỬỮỲỶỸ](?:[cC][hH]?|[pPtT])(?![^\W\d_])",
    )
)
_WORD = re.compile(
    r"[^\W\d_]+(?:[\u00a1-\u00bf\u00d7\u00f7]+[^\W\d_]*)*|[\u00a1-\u00bf\u00d7\u00f7]+[^\W\d_]+"
    r"|[\u00a8-\u00be]{2,}"
)
_NEEDED = 0.75

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
)
_VNI_MARKED = {
    "a": dict(zip("øùûõïêèéúüëâàáåãä", "àáảãạăằắẳẵặâầấẩẫậ", strict=True)),
    "e": dict(zip("øùûõïâàáåãä", "èéẻẽẹêềếểễệ", strict=True)),
    "o": dict(zip("øùûõïâàáåãä", "òóỏõọôồốổỗộ", strict=True)),
    "ô": dict(zip("øùûõï", "ờớởỡợ", strict=True)),
    "u": dict(zip("øùûõï", "ùúủũụ", strict=True)),
    "ö": dict(zip("øùûõï", "ừứửữự", strict=True)),
    "y": dict(zip("øùûõ", "ỳýỷỹ", strict=True)),
}
_VNI_SINGLE = dict(zip("æóòîôöñ", "ỉĩịỵơưđ", strict=True))
_VNI_PAIRS = {base + mark: letter for base, marks in _VNI_MARKED.items() for mark, letter in marks.items()}
_VNI = {
    **_VNI_SINGLE,
    **{key.upper(): value.upper() for key, value in _VNI_SINGLE.items()},
    **_VNI_PAIRS,
    **{key.upper(): value.upper() for key, value in _VNI_PAIRS.items()},
    **{key[0].upper() + key[1]: value.upper() for key, value in _VNI_PAIRS.items()},
}
_VNI_PIECE = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


_CHARSETS = ("cp1252", "cp1258")
_TIMES = 3
_NOT_ASCII = re.compile(r"[^\s\x00-\x7f]\S*")
# The look-alike of Đ that many keyboards give; only inside a word is it TCVN3's é.
_ETH = re.compile(r"(?<![^\W\d_])Ð")


@cache
def _bytes_of(charset: str) -> dict[str, int]:
    """The byte of every letter of a Windows charset; a byte it leaves out stands for itself, as browsers have it."""
    found = {}
    for code in range(256):
        try:
            found[bytes((code,)).decode(charset)] = code
        except UnicodeDecodeError:
            found[chr(code)] = code
    return {chr(code): code for code in range(0x80, 0xA0)} | found


def _read_again(text: str, charset: str) -> str:
    """UTF-8 that was read in another charset, once or several times, read right; the text itself where it was not."""
    table = _bytes_of(charset)
    for _ in range(_TIMES):
        try:
            again = bytes(table[letter] for letter in text).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
        if again == text:
            break
        text = again
    return text


def _candidates(text: str) -> Iterator[tuple[str, str]]:
    """Each way to read a text again, with the name of what would have been wrong with it."""
    yield "mojibake", ftfy.fix_encoding(text)
    yield "mojibake", _NOT_ASCII.sub(lambda found: _read_again(found[0], "cp1252"), text)
    yield "tcvn3", text.translate(_TCVN3)
    yield "vni", _VNI_PIECE.sub(lambda found: _VNI[found[0]], text)


def is_suspect(text: str) -> bool:
    """Whether two letters meet in a text that do not in Vietnamese; SUSPECT_LETTERS are not looked for."""
    return any(letters.search(text) for letters in _SUSPECT_PAIRS)


def repair(text: str, *, odd: bool = True) -> tuple[str, str | None]:
    """The text as it was meant and what was wrong with it: `tcvn3`, `vni`, `mojibake` or None.

    `odd` is False where the text is known to hold none of SUSPECT_LETTERS.
    Bytes that all make sense as UTF-8 were UTF-8; any other repair must better the share of real syllables clearly.
    """
    if not ((odd and _SUSPECT.search(text)) or is_suspect(text)):
        return text, None
    for charset in _CHARSETS:
        again = unicodedata.normalize("NFC", _read_again(text, charset))
        if again != text and _share(again) >= _NEEDED:
            return again, "mojibake"
    before = _share(_ETH.sub("Đ", text))
    best, kind, score = text, None, max(before + 0.6 * (1 - before), _NEEDED)
    for name, candidate in _candidates(text) if before < 1 else ():
        if candidate != text and (share := _share(candidate)) > score:
            best, kind, score = unicodedata.normalize("NFC", candidate), name, share
    return best, kind


def _share(text: str) -> float:
    """Share of well-written syllables among the words that carry more than ASCII letters."""
    marked = [word for word in _WORD.findall(text[:2000]) if not word.isascii() and word not in "Đđ"]
    return sum(map(is_written, marked)) / len(marked) if marked else 1.0
