"""Words as the keys of a typing method: "mật" is `maatj` in Telex and `ma65t` in VNI."""

import unicodedata

_TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI = dict(zip("\u0301\u0300\u0309\u0303\u0323\u0302\u031b\u0306", "12345678", strict=True))


def in_telex(word: str, *, tone_last: bool) -> str:
    """The Telex keys of a word, the tone's at its end or behind its vowel."""
    typed, tone = "", ""
    for letter in word:
        for char in sorted(unicodedata.normalize("NFD", letter), key=lambda one: one in _TELEX):
            typed, tone = _telex_key(typed, tone, char)
        if not tone_last:
            typed, tone = typed + tone, ""
    return typed + tone


def _telex_key(typed: str, tone: str, char: str) -> tuple[str, str]:
    if char in _TELEX:
        return typed, _TELEX[char]
    if char == "\u0302":
        return typed + typed[-1], tone
    if char in ("\u031b", "\u0306"):
        return typed + "w", tone
    return typed + ("dd" if char == "đ" else char), tone


def in_vni(word: str) -> str:
    """The VNI keys of a word."""
    return "".join("d9" if char == "đ" else _VNI.get(char, char) for char in unicodedata.normalize("NFD", word))
