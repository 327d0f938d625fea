"""A product name read word by word: what each word is, and the part it plays."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from catalog.matching.lexicon import (
    AGE,
    BRAND,
    CODE,
    COMMUNE,
    FLAVOUR,
    GOODS,
    GRADE,
    NOISE,
    NUMBER,
    PLAIN,
    PROPER,
    SOFT,
    TASTE,
    UNKNOWN,
    VARIETY,
    Found,
    lexicon,
)
from catalog.matching.text import VIETNAMESE, fold, has_marks, syllable, words

_STARS = re.compile(
    r"\b(?:ocop\s*)?(?:hạng\s*)?[1-5](?:[.,]\d)?\s*(?:\*+|★+|⭐+|sao\b)(?:\s*ocop\b)?|[★⭐*]+|\bocop[\s.:-]*[345]\b",
    re.IGNORECASE,
)
_ANY_STAR = re.compile(r"[★⭐*]|\bsao\b|ocop", re.IGNORECASE)
_INITIALS = re.compile(r"\b[A-ZĐ](?:\.[A-ZĐ])+\b\.?")
_WHOLE = re.compile(r"\b100\s?%")
_NUMBER_ONE = re.compile(r"\bnumber (?:1|one)\b", re.IGNORECASE)
_GRADED = re.compile(r"\b(loại|loai)\s+(\d)(?!\d|\s?(?:g|kg|ml|l)\b)", re.IGNORECASE)
_CODE = re.compile(r"\b([A-Za-z]{1,4})-(\d{1,4})\b")
_ANY_CODE = re.compile(
    r"[A-Za-z]-\d|lo[ạa]i\s+\d|number\s|\d\s?(?:in|trong)\s?\d|tu[ổo]i|th[áa]ng|\d:\d", re.IGNORECASE
)
_AGE = re.compile(r"\d+to\d+(?:tuoi|thang)")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?%")
_IN_ONE = re.compile(r"\b(\d)\s?(?:in|trong)\s?(\d)\b", re.IGNORECASE)
_AGES = re.compile(
    r"(?:\b(?:(?:dành|danh)\s+)?cho\s+(?:trẻ|tre|bé|be)(?:\s+em)?\s+)?(?:\b(?:từ|tu)\s+)?\b(?P<from>\d{1,2})\s?"
    r"(?:-|–|đến|den)\s?(?P<to>\d{1,2})\s?(?P<unit>tuổi|tháng|tuoi|thang)(?:\s+(?:tuổi|tuoi))?\b",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b\d(?:\s?:\s?\d){2,}\b")
_MARKERS = frozenset({"vị", "hương", "mùi", "vi", "huong", "mui"})
_NAMING = frozenset({GOODS, SOFT, GRADE, UNKNOWN, PROPER})
_HALF_NAMES = frozenset({PROPER, UNKNOWN})
_ALSO_NAMES = frozenset(["mĩ", "nam", "nữ", "em bé"])
_TITLES = frozenset(["ông", "bà", "cô", "chú", "dì", "cậu", "út", "thím", "mệ", "má", "nội", "ngoại"])
_NAMED_AFTER = frozenset({GOODS, SOFT, TASTE, UNKNOWN, PROPER, PLAIN, VARIETY})
_ENDS_FLAVOUR = frozenset({NOISE, BRAND, UNKNOWN, NUMBER, CODE, PROPER})
_LONGEST_FLAVOUR = 4


@dataclass
class Token:
    """A word or phrase as written, in its canonical writing, and the part it plays."""

    written: str
    canonical: str
    part: str
    marker: bool = False

    @property
    def capital(self) -> bool:
        """Whether every word of it starts with a capital."""
        return all(word[0].isupper() for word in self.written.split())


def read_words(text: str, *, plain: bool, stars: int | None = None) -> list[Token]:
    """The words of a name without its size; `plain` where the whole name is written without tones.

    `stars` are the listing's OCOP stars: the same number in the name says nothing more ("5 sao" of a noodle does).
    """
    if "." in text:
        text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    if "%" in text:
        text = _PERCENT.sub(r"\1phantram", _WHOLE.sub(" ", text))
    text = _without_stars(text, stars)
    written = words(text)
    cased = _is_sentence(written)
    tokens = list(_phrases(written, plain=plain, cased=cased))
    if cased:
        _mark_brands_of_taste(tokens)
        _mark_names(tokens)
    else:
        _doubt_names(tokens)
    _mark_titled(tokens, cased=cased)
    _mark_places(tokens)
    _mark_flavour(tokens)
    return tokens


def _without_stars(text: str, stars: int | None) -> str:
    if not _ANY_STAR.search(text):
        return text

    def kept(found: re.Match[str]) -> str:
        said = found.group()
        ours = not said.lower().endswith("sao") or "ocop" in text.lower() or (stars and str(stars) in said)
        return " " if ours else said

    return _STARS.sub(kept, text)


def join_codes(text: str) -> str:
    """ "3 trong 1", "PN-65", "loại 1" and "Number 1" as one word each, before their numbers are taken for a pack."""
    if not _ANY_CODE.search(text):
        return text
    text = _AGES.sub(lambda found: f" {found['from']}to{found['to']}{fold(found['unit'])} ", _RATIO.sub(" ", text))
    text = _GRADED.sub(r"\1\2", _NUMBER_ONE.sub("Number1", text))
    return _CODE.sub(r"\1\2", _IN_ONE.sub(r"\1in\2", text))


def is_plain(name: str) -> bool:
    """Whether a name is written without tones, whatever the sales words around it."""
    heard = [syllable(word) for word in words(name)]
    position = 0
    while position < len(heard):
        found = lexicon().phrases.at(heard, position)
        size = found.size if found else 1
        if (found is None or found.part != NOISE) and any(map(has_marks, heard[position : position + size])):
            return False
        position += size
    return True


def _is_sentence(written: list[str]) -> bool:
    """Whether capitals mean something here: some words have one, and enough have none."""
    letters = [word for word in written[1:] if word[0].isalpha()]
    upper = sum(word[0].isupper() for word in letters)
    lower = len(letters) - upper
    return upper > 0 and lower > 0 and lower >= 0.34 * upper


def _phrases(written: list[str], *, plain: bool, cased: bool) -> Iterator[Token]:
    known = lexicon()
    phrases, common = (known.plain_phrases, known.plain_common) if plain else (known.phrases, known.common)
    heard = [fold(syllable(word)) if plain else syllable(word) for word in written]
    position = 0
    while position < len(written):
        found = phrases.at(heard, position)
        if found and cased and not _spelt_as_name(found, written, position):
            found = phrases.at(heard, position, but=BRAND)
        size = found.size if found else 1
        spoken = " ".join(written[position : position + size])
        if found:
            yield Token(spoken, found.canonical, found.part, heard[position] in _MARKERS and size == 1)
        else:
            yield Token(spoken, heard[position], _part(heard[position], common))
        position += size


def _spelt_as_name(found: Found, written: list[str], position: int) -> bool:
    """In a sentence a brand made of ordinary words starts with a capital."""
    return found.part != BRAND or not written[position][0].islower()


def _part(spoken: str, common: frozenset[str]) -> str:
    if spoken.isdigit():
        return NUMBER
    if any(letter.isdigit() for letter in spoken):
        return AGE if _AGE.fullmatch(spoken) else CODE
    return GOODS if spoken in common else UNKNOWN


def _mark_names(tokens: list[Token]) -> None:
    """In a sentence, two capitals side by side make a name, and an unknown word without one is no name."""
    for position, token in enumerate(tokens[1:], start=1):
        if token.part == UNKNOWN:
            token.part = _named(token)
        elif (token.part in _NAMING or token.canonical in _ALSO_NAMES) and token.capital:
            beside = [*tokens[max(1, position - 1) : position], *tokens[position + 1 : position + 2]]
            if " " in token.written:
                token.part = token.part if token.part == SOFT else PROPER
            elif any(other.capital and other.part in _NAMING for other in beside):
                token.part = PROPER


def _named(token: Token) -> str:
    """What an unknown word is by its spelling: a brand's, half a Vietnamese name, or a common word."""
    if not token.written[0].isupper():
        return PLAIN
    return PROPER if VIETNAMESE.match(token.canonical) else UNKNOWN


def _doubt_names(tokens: list[Token]) -> None:
    """Where capitals say nothing, an unknown Vietnamese word is half a name; where there are none, a common word."""
    shouted = any(token.capital for token in tokens[1:])
    for token in tokens:
        if token.part == UNKNOWN and VIETNAMESE.match(token.canonical):
            token.part = PROPER if shouted else PLAIN


def _mark_brands_of_taste(tokens: list[Token]) -> None:
    """ "Vị Nguyên" and "Hương Xưa" inside a sentence are names: no flavour follows."""
    for marker, named in pairwise(tokens[1:]):
        if marker.marker and marker.written.istitle() and named.capital and named.part in _NAMED_AFTER:
            marker.marker, marker.part, named.part = False, PROPER, PROPER


def _mark_titled(tokens: list[Token], *, cased: bool) -> None:
    """A title and what follows it name a person: "Ông Cua", "Bà Hường"; in a sentence both by their capitals."""
    for title, named in pairwise(tokens):
        shown = not cased or (title.capital and named.capital)
        if shown and title.canonical in _TITLES and title.part in _NAMING and named.part in _NAMED_AFTER:
            title.part = named.part = PROPER


def _mark_places(tokens: list[Token]) -> None:
    """Two names side by side that are a commune's say where a thing is from, not who makes it ("Bưởi Phúc Trạch")."""
    named = lexicon().communes
    for first, second in pairwise(tokens):
        if {first.part, second.part} <= _HALF_NAMES and (first.canonical, second.canonical) in named:
            first.part = second.part = COMMUNE


def _mark_flavour(tokens: list[Token]) -> None:
    """The words after "vị" or "hương" are a flavour, up to a maker's word, a number or a container."""
    left = 0
    for token in tokens:
        if token.marker and token.part == NOISE:
            left = _LONGEST_FLAVOUR
        elif left and token.part in (GOODS, TASTE, VARIETY, PLAIN):
            token.part, left = FLAVOUR, left - 1
        elif token.part in _ENDS_FLAVOUR:
            left = 0
