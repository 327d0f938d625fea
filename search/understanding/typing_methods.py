"""Keys of a Vietnamese typing method left undecoded: Telex ("maatj") and VNI ("ma65t") as the word they meant.

The rules are those of the methods themselves (TCVN 5712 keyboards): the tone and hat keys may come anywhere after the
vowel they belong to, the bar of đ anywhere after the d.
"""

import unicodedata
from functools import lru_cache

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VOWELS = frozenset("aeiouy")
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_MARK_KEYS = {mark: key for key, mark in _TELEX_TONES.items()} | {_BREVE: "w", _HORN: "w"}


@lru_cache(maxsize=8192)
def from_telex(word: str) -> str | None:
    """The word whose Telex keys these are; None where no key of them acts."""
    typed = _Typed()
    for char in word:
        if char in _TELEX_TONES and typed.has_vowel():
            typed.tone = _TELEX_TONES[char]
        elif not (
            (char == "w" and typed.horn_or_breve())
            or (char in "aeo" and typed.double(char))
            or (char == "d" and typed.bar())
        ):
            typed.add(char)
    return typed.word()


def from_half_telex(word: str) -> str | None:
    """The same of a word whose first keys an input method did take ("mâtj"): its marks are keys typed first."""
    keys: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if char == _HAT:
            keys.append(keys[-1])
        elif char in _MARK_KEYS:
            keys.append(_MARK_KEYS[char])
        else:
            keys.append("dd" if char == "đ" else char)
    return from_telex("".join(keys))


@lru_cache(maxsize=8192)
def from_vni(word: str) -> str | None:
    """The word whose VNI keys these are; None where no key of them acts."""
    typed = _Typed()
    for char in word:
        acted = (
            (char in _VNI_TONES and typed.set_tone(_VNI_TONES[char]))
            or (char == "6" and typed.mark("aeo", _HAT))
            or (char == "7" and typed.horn())
            or (char == "8" and typed.mark("a", _BREVE))
            or (char == "9" and typed.bar())
        )
        if not acted:
            typed.add(char)
    return typed.word()


class _Typed:
    """Letters with their marks while the keys are gone through."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self.tone = ""
        self._acted = False

    def add(self, char: str) -> None:
        self._letters.append(char)

    def has_vowel(self) -> bool:
        return any(letter[0] in _VOWELS for letter in self._letters)

    def set_tone(self, tone: str) -> bool:
        if not self.has_vowel():
            return False
        self.tone = tone
        return True

    def mark(self, vowels: str, mark: str) -> bool:
        """Put a mark on the last unmarked one of the vowels."""
        for place in range(len(self._letters) - 1, -1, -1):
            if self._letters[place] in vowels and self._letters[place]:
                self._letters[place] += mark
                self._acted = True
                return True
        return False

    def double(self, vowel: str) -> bool:
        """A vowel typed again puts a hat on its first; `oo` of a foreign word stays where no hat can be meant."""
        return vowel in self._letters and self.mark(vowel, _HAT)

    def horn(self) -> bool:
        """`uo` takes both horns, else the last of o and u takes one."""
        for place in range(len(self._letters) - 1):
            if self._letters[place : place + 2] == ["u", "o"]:
                self._letters[place : place + 2] = ["u" + _HORN, "o" + _HORN]
                self._acted = True
                return True
        return self.mark("ou", _HORN)

    def horn_or_breve(self) -> bool:
        if self._horn_of_ua():
            return True
        if "a" in self._letters:
            return self.mark("a", _BREVE)
        if self.horn():
            return True
        if not self.has_vowel():
            self._letters.append("u" + _HORN)
            self._acted = True
            return True
        return False

    def _horn_of_ua(self) -> bool:
        """`ua` takes the horn on its u (mưa), but not after q (quă)."""
        for place in range(len(self._letters) - 1):
            if self._letters[place : place + 2] == ["u", "a"] and self._letters[place - 1 : place] != ["q"]:
                self._letters[place] += _HORN
                self._acted = True
                return True
        return False

    def bar(self) -> bool:
        if self._letters[:1] == ["d"]:
            self._letters[0] = "đ"
            self._acted = True
            return True
        return False

    def word(self) -> str | None:
        if not (self._acted or self.tone):
            return None
        if self._letters[-2:] == ["u" + _HORN, "o" + _HORN]:
            # No word ends in ươ: one key meant the o alone (thuở).
            self._letters[-2] = "u"
        vowels = [place for place, letter in enumerate(self._letters) if letter[0] in _VOWELS]
        if self.tone and vowels:
            self._letters[vowels[-1]] += self.tone
        return unicodedata.normalize("NFC", "".join(self._letters))
