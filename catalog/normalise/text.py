"""Text as the catalog keeps it: NFC, no markup, one tone placement, one spelling of y and i; and the folded key.

`clean` names what it mended; the listing keeps the original beside it.
"""

import html
import re
import unicodedata
from typing import NamedTuple

from catalog.normalise.legacy import SUSPECT_LETTERS, is_suspect, repair

LONGEST = 20_000


class Cleaned(NamedTuple):
    """Cleaned text and what was mended, as kinds of oddities (`mojibake`, `tcvn3`, `vni`, `markup`, `invisible`)."""

    text: str
    mended: tuple[str, ...] = ()


_PLAIN = re.compile(r"[ -%'-;=?-~]*")
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffd\ue000-\uf8ff"
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_OPENED = re.compile(r"<(script|style)\b[^<>]*>|<!--", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:a|abbr|b|big|em|font|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<![^<>]*>")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_LINES = re.compile(r" ?\n[ \n]*")

_LOOKALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "\u2010": "-", "\u2011": "-", "\u2212": "-"}
_LOOKALIKE = re.compile(f"[{''.join(_LOOKALIKES)}]")
# Most texts hold none of these, and one look spares them the mending.
_ODD = re.compile(f"[\x00-\x08\x0b-\x1f\x7fĂ{_UNSEEN}{''.join(_LOOKALIKES)}{SUSPECT_LETTERS}]")
_TONE_FIRST = {"o": "òóỏõọ", "u": "ùúủũụ"}


def _tone_pairs() -> dict[str, str]:
    """`oà` -> `òa` and the like, in every case."""
    pairs = {}
    for first, lasts, bare in (("o", "àáảãạ", "a"), ("o", "èéẻẽẹ", "e"), ("u", "ỳýỷỹỵ", "y")):
        for index, last in enumerate(lasts):
            new, old = first + last, _TONE_FIRST[first][index] + bare
            for change in (str.lower, str.upper, str.capitalize):
                pairs[change(new)] = change(old)
    return pairs


_NEW_STYLE = _tone_pairs()
_OLD_STYLE = {old: new for new, old in _NEW_STYLE.items()}
_TONE_OF_U = dict(zip("ùúủũụÙÚỦŨỤ", "\u0300\u0301\u0309\u0303\u0323" * 2, strict=True))
_Y_AND_I = {
    "mỳ": "mì", "kĩ": "kỹ", "kì": "kỳ", "kí": "ký", "kỉ": "kỷ", "lí": "lý", "mĩ": "mỹ", "sỹ": "sĩ", "tỉ": "tỷ",
    "quí": "quý", "quì": "quỳ", "quĩ": "quỹ", "quỉ": "quỷ", "qui": "quy",
}  # fmt: skip
_SPELLING = re.compile(
    r"(?P<last>(?<![qQ])(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU][ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_]))"
    r"|(?P<early>(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?=[^\W\d_]))"
    r"|(?P<qu>[qQ][ùúủũụÙÚỦŨỤ][aeiyoAEIYO](?![\u00c0-\u1ef9]))"
    r"|(?P<yi>(?<![^\W_])(?:[mM]ỳ|[kK][ĩìíỉ]|[lL]í|[mM]ĩ|[sS]ỹ|[tT]ỉ|[qQ]u[íìĩỉi]|MỲ|K[ĨÌÍỈ]|LÍ|MĨ|SỸ|TỈ|QU[ÍÌĨỈI])"
    r"(?![^\W_]))"
)


# Two letters one of which must stand where a word is to be respelt: a cheap look before the thorough one.
_TELLING_PAIRS = tuple(
    re.compile(pair)
    for pair in (
        r"[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ](?![^\W\d_])",
        r"[uU][ỳýỷỹỵỲÝỶỸỴ](?![^\W\d_])",
        r"[òóỏõọÒÓỎÕỌ][aeAE][^\W\d_]",
        r"[ùúủũụÙÚỦŨỤ][yY][^\W\d_]",
        r"[qQ][ùúủũụÙÚỦŨỤ]",
        r"[mMkKlLsStT][ìíỉĩỳỹÌÍỈĨỲỸ](?![^\W\d_])",
        r"[qQ][uU][ìíĩỉiÌÍĨỈI](?![^\W\d_])",
    )
)
# Words met before with nothing to mend in them, as nearly all are; forgotten when they are too many.
_SETTLED: set[str] = set()
_MOST_SETTLED = 50_000
_LONGEST_SETTLED = 24


def clean(text: str, *, keep_lines: bool = False) -> Cleaned:
    """Mend text: encoding, markup, entities, invisible signs, look-alike letters, tone placement, y and i, spaces.

    With `keep_lines` a line break stays one; otherwise it becomes a space. At most 20,000 characters are looked at.
    """
    text = text[:LONGEST]
    if text.isascii() and _PLAIN.fullmatch(text):
        return Cleaned(_SPACES.sub(" ", text).strip())
    mended: tuple[str, ...] = ()
    if not _is_settled(text):
        text, mended = _mended(text)
    if "\n" in text:
        text = _LINES.sub("\n" if keep_lines else " ", text)
    return Cleaned(text.strip(), mended)


def _mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text mended but for its lines, and the kinds of what was."""
    mended: list[str] = []
    if "<" in text or "&" in text:
        bare = strip_markup(text)
        if bare != text:
            mended.append("markup")
        text = bare
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    odd = _ODD.search(text) is not None
    text, wrong = repair(text, odd=odd)
    if wrong:
        mended.append(wrong)
    if odd:
        visible = _INVISIBLE.sub("", text)
        if len(visible) != len(text):
            mended.append("invisible")
            text = unicodedata.normalize("NFC", visible)
        text = _LOOKALIKE.sub(lambda found: _LOOKALIKES[found[0]], text)
        text = _CONTROL.sub("", text.replace("\r", "\n"))
    return _SPACES.sub(" ", spell(text)), tuple(mended)


def _is_settled(text: str) -> bool:
    """Whether there is nothing to mend in any word of a text, as single spaces part them (its lines aside).

    No step of the mending looks across a space, so only words that were not met before are looked at.
    """
    said = text.split(" ")
    if _SETTLED.issuperset(said):
        return True
    new = set(said).difference(_SETTLED)
    if "" in new or not _is_sound(" ".join(new)):
        return False
    if len(_SETTLED) > _MOST_SETTLED:
        _SETTLED.clear()
    _SETTLED.update([word for word in new if len(word) <= _LONGEST_SETTLED])
    return True


def _is_sound(text: str) -> bool:
    """Whether no step of the mending would find anything in a text, by the first look of each."""
    if text.isascii() and _PLAIN.fullmatch(text) and "q" not in text.lower():
        return True  # of plain letters only `qui` is ever respelt
    return not (
        "<" in text
        or "&" in text
        or _ODD.search(text)
        or _SPACES.search(text)
        or not unicodedata.is_normalized("NFC", text)
        or is_suspect(text)
        or any(pair.search(text) for pair in _TELLING_PAIRS)
    )


def strip_markup(text: str) -> str:
    """HTML as text: tags of a line vanish, other tags become line breaks, entities are read (twice escaped as well)."""
    for _ in range(2):
        if "<" in text:
            text = _TAG.sub("\n", _INLINE.sub("", _without_scripts(text)))
        if "&" not in text:
            break
        text = html.unescape(text)
    return _TAG.sub("\n", _INLINE.sub("", text)) if "<" in text else text


def _without_scripts(text: str) -> str:
    """The text without scripts, styles and comments; one that is never closed loses its opening tag alone."""
    kept: list[str] = []
    lowered = text.lower()
    start = 0
    unclosed: set[str] = set()
    for found in _OPENED.finditer(text):
        closing = f"</{found[1].lower()}" if found[1] else "-->"
        if found.start() < start or closing in unclosed:
            continue
        end = lowered.find(closing, found.end())
        if end < 0:
            unclosed.add(closing)
            continue
        kept.append(text[start : found.start()])
        start = end + len(closing) if closing == "-->" else lowered.find(">", end) + 1 or len(text)
    return " ".join((*kept, text[start:])) if kept or start else text


def spell(text: str) -> str:
    """One spelling of each word: `hoà` as `hòa`, `tòan` as `toàn`, `mỳ` as `mì`, `quí` as `quý`. Expects NFC."""
    if _SETTLED.issuperset(text.split(" ")):
        return text
    for pair in _TELLING_PAIRS:
        if pair.search(text):
            return _SPELLING.sub(_respelt, text)
    return text


def _respelt(found: re.Match[str]) -> str:
    word = found[0]
    if found["last"]:
        return _NEW_STYLE.get(word, word)
    if found["early"]:
        return _OLD_STYLE.get(word, word)
    if found["qu"]:
        plain = word[0] + ("U" if word[1].isupper() else "u") + word[2]
        return unicodedata.normalize("NFC", plain + _TONE_OF_U[word[1]])
    return _one_spelling(found)


def _one_spelling(found: re.Match[str]) -> str:
    word = found[0]
    new = _Y_AND_I[word.lower()]
    if word.isupper():
        return new.upper()
    return new.capitalize() if word[0].isupper() else new


def _folding() -> dict[int, str]:
    # A letter that a table leaves out is slow to look up, so those that stay as they are stand in it as well.
    table = {code: chr(code) for code in range(128)} | {ord("đ"): "d", ord("Đ"): "d"}
    for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base.isascii() and base.isalpha():
            table[code] = base
    return table


_FOLDING = _folding()


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: `Đắk Lắk` -> `dak lak`. Expects NFC."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_FOLDING)


_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(fold(text))


def listed(names: str) -> tuple[str, ...]:
    """The names of a list written with commas."""
    return tuple(name.strip() for name in names.split(","))
