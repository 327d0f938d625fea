"""The shipped words of product names and the part each plays: catalog/matching/data."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from catalog.data import read_rows
from catalog.matching.text import fold, syllables
from catalog.places import communes, old_communes, provinces

Syllables = tuple[str, ...]

NOISE, SOFT, FORM, GRADE, VARIETY, PLACE = "noise", "soft", "form", "grade", "variety", "place"
HOUSE, TASTE, COUNTRY, COMMUNE = "house", "taste", "country", "commune"
GOODS, BRAND, CODE, NUMBER, UNKNOWN = "goods", "brand", "code", "number", "unknown"
FLAVOUR, PROPER, PLAIN, AGE, MANNER = "flavour", "proper", "plain", "age", "manner"
LIGHTEST = frozenset({SOFT, PLACE, HOUSE, COMMUNE})
"""Parts that say least of what a thing is."""


class Found(NamedTuple):
    """A phrase in a text: how many syllables it takes, its canonical writing and its part."""

    size: int
    canonical: str
    part: str


@dataclass
class Phrases:
    """Phrases by their first syllable, longest first: what a phrase is written as, and its part."""

    by_first: dict[str, list[tuple[Syllables, str, str]]] = field(default_factory=dict)

    def add(self, written: Syllables, canonical: str, part: str) -> None:
        """Add one writing; the first one given stands, but plain goods may be told more exactly later."""
        entries = self.by_first.setdefault(written[0], [])
        for position, (known, other, before) in enumerate(entries):
            if known == written:
                if before == GOODS:
                    entries[position] = (written, other, part)
                return
        entries.append((written, canonical, part))
        entries.sort(key=lambda entry: -len(entry[0]))

    def settle(self) -> None:
        """Give every writing of a word the part of its canonical one."""
        parts = {
            canonical: part for entries in self.by_first.values() for _, canonical, part in entries if part != GOODS
        }
        for entries in self.by_first.values():
            entries[:] = [(written, other, parts.get(other, part)) for written, other, part in entries]

    def at(self, tokens: list[str], start: int, *, but: str = "") -> Found | None:
        """The longest phrase that starts here and does not play the part `but`."""
        for written, canonical, part in self.by_first.get(tokens[start], ()):
            size = len(written)
            if part != but and tuple(tokens[start : start + size]) == written:
                return Found(size, canonical, part)
        return None


@dataclass
class Lexicon:
    """`phrases` for names with marks, `plain_phrases` for names written without; `common` words likewise.

    `plain_noise` are words that without their tones cannot be told from noise (cay, cây); `communes` their names.
    """

    phrases: Phrases
    plain_phrases: Phrases
    common: frozenset[str]
    plain_common: frozenset[str]
    plain_noise: frozenset[str] = frozenset()
    communes: frozenset[tuple[str, str]] = frozenset()


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    built = Lexicon(Phrases(), Phrases(), frozenset(), frozenset())
    common = {word for line in read_words("common.txt") for word in syllables(line)}
    for line in read_words("brands.txt"):
        _add_line(built, line, BRAND)
    common |= _add_sections(built)
    for province in provinces():
        _add(built, syllables(province.name), " ".join(syllables(province.name)), PLACE)
    for town in (syllables(row["name"]) for row in read_rows("place_names.csv")):
        if len(town) > 1:
            _add(built, town, " ".join(town), PLACE)
    for phrases in (built.phrases, built.plain_phrases):
        phrases.settle()
    built.plain_noise = _single_noise(built.plain_phrases)
    built.communes = _communes()
    built.common = frozenset(common)
    built.plain_common = frozenset(fold(word) for word in common)
    return built


def _add_sections(built: Lexicon) -> set[str]:
    """Add phrases.txt by its sections; gives the syllables of those that are no names."""
    common: set[str] = set()
    part = ""
    for line in read_words("phrases.txt"):
        if line.startswith("["):
            part = line.strip("[]")
            continue
        said = _add_line(built, line, part)
        common.update(said if part not in (HOUSE, PLACE, COUNTRY) else ())
    return common


def _single_noise(phrases: Phrases) -> frozenset[str]:
    entries = (entry for known in phrases.by_first.values() for entry in known)
    return frozenset(written[0] for written, _, part in entries if len(written) == 1 and part == NOISE)


def _communes() -> frozenset[tuple[str, str]]:
    """The two-syllable names of communes of today and before 2025."""
    names = {one.name for one in communes()} | {one.name for one in old_communes()}
    spoken = (syllables(name) for name in names)
    return frozenset((one[0], one[1]) for one in spoken if len(one) == 2)


def _add_line(built: Lexicon, line: str, section: str) -> set[str]:
    """One line `canonical = writing | writing>another canonical`; gives back its syllables."""
    head, _, rest = line.partition("=")
    part = GOODS if section == "same" else section
    canonical = " ".join(syllables(head))
    seen = set(syllables(head))
    _add(built, syllables(head), canonical, part)
    for writing in filter(None, (one.strip() for one in rest.split("|"))):
        written, _, other = writing.partition(">")
        seen.update(syllables(written))
        _add(built, syllables(written), " ".join(syllables(other)) or canonical, part)
    return seen


def _add(built: Lexicon, written: Syllables, canonical: str, part: str) -> None:
    if not written:
        return
    built.phrases.add(written, canonical, part)
    built.plain_phrases.add(tuple(fold(one) for one in written), canonical, part)


def read_words(name: str) -> list[str]:
    """The lines of a shipped word list, without comments and empty ones."""
    text = (files("catalog.matching") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _rules_version() -> str:
    """The rules' own number and a hash of the shipped words: signatures made by others are made anew."""
    words = b"".join(one.read_bytes() for one in sorted((files("catalog.matching") / "data").iterdir(), key=str))
    return f"7-{hashlib.blake2b(words, digest_size=4).hexdigest()}"


RULES_VERSION = _rules_version()
