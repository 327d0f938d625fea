"""How much two names say together: 55 of the score's 100, less what only one of them says."""

from catalog.matching.align import Aligned
from catalog.matching.lexicon import (
    AGE,
    BRAND,
    CODE,
    COMMUNE,
    COUNTRY,
    FLAVOUR,
    FORM,
    GOODS,
    GRADE,
    HOUSE,
    LIGHTEST,
    MANNER,
    NUMBER,
    PLACE,
    PLAIN,
    PROPER,
    SOFT,
    TASTE,
    UNKNOWN,
    VARIETY,
)
from catalog.matching.signature import Signature
from catalog.matching.text import fold
from catalog.matching.verdict import Part, Verdict

_WEIGHT = 55
# What a word of each part takes off where only one name says it.
_ONE_SIDED = {
    SOFT: 0.06, PLACE: 0.12, COMMUNE: 0.2, COUNTRY: 0.35, HOUSE: 0.45, GOODS: 0.26, TASTE: 0.55, PLAIN: 0.4,
    FORM: 0.5, GRADE: 0.45, VARIETY: 0.6, FLAVOUR: 0.7, NUMBER: 0.6, AGE: 0.15, MANNER: 0.25,
    CODE: 0.5, BRAND: 0.4, UNKNOWN: 0.45, PROPER: 0.45,
}  # fmt: skip
_CLASSES = frozenset(["thịt", "quả", "trái", "củ", "rau", "hạt", "cá", "cây"])
_HEADS = frozenset({GOODS, PLAIN})
_BRANDS = frozenset({BRAND, UNKNOWN, PROPER, HOUSE})
# What a word costs less where the maker is one: a place says little, and a plain word little beside others.
_SURE_WHERE, _SURE_PLAIN = 0.4, 0.75
_DESCRIPTIVE = (GOODS, SOFT, PLACE)


def score_name(verdict: Verdict, aligned: Aligned, one: Signature, other: Signature, *, sure: bool) -> None:
    """Add what both say, less what only one says; less is taken off where the maker is `sure` to be one."""
    matched = [word for word, _, _ in aligned.shared]
    if not matched:
        verdict.block = "words: nothing in common"
        return
    extras = {**_general(aligned.left, one, other), **_general(aligned.right, other, one)}
    ease = 1 / (1 + 0.2 * max(0.0, aligned.names()[0] - 1))
    share = min(1.3, 4 / len(matched))
    eased = _eased(aligned) if sure else {}
    cost = sum(
        _price(word, part)
        * (ease * max(0.6, share) if part in _DESCRIPTIVE else max(0.9, share))
        * eased.get(part, 1.0)
        for word, part in extras.items()
    )
    if bool(one.degree) != bool(other.degree):
        cost += 0.35
        extras["độ"] = "degree"
    if one.gtin and one.gtin == other.gtin:
        cost *= 0.3
    verdict.add("name", _WEIGHT * max(0.0, 1 - cost), " ".join(matched))
    if extras:
        verdict.parts.append(Part("said on one side only", 0.0, " ".join(extras)))


def _eased(aligned: Aligned) -> dict[str, float]:
    """By part, what is left of its price where both are one maker's."""
    telling = sum(part not in LIGHTEST and twin not in LIGHTEST for _, part, twin in aligned.shared)
    plain = _SURE_PLAIN if telling >= 2 else 1.0
    light = {SOFT: _SURE_PLAIN, MANNER: _SURE_PLAIN}
    return {PLACE: _SURE_WHERE, COMMUNE: _SURE_WHERE, **light, GOODS: plain, PLAIN: plain}


def _general(extras: dict[str, str], one: Signature, other: Signature) -> dict[str, str]:
    """What only one says, where it is the first word of its name: it says what kind of goods the thing is.

    It is soft where the other begins with its brand ("Nước ngọt Coca-Cola", "Coca-Cola"), and else tells two things
    apart ("Giấm mật hoa dừa", "Mật hoa dừa").
    """
    first, part = next(iter(one.words.items()))
    begins = next(iter(other.words.values()))
    if part in (GOODS, TASTE) and begins in _BRANDS:
        return {word: SOFT if word in (first, fold(first)) else kind for word, kind in extras.items()}
    if part in _HEADS and first not in _CLASSES:
        return {word: VARIETY if word in (first, fold(first)) else kind for word, kind in extras.items()}
    return extras


def _price(word: str, part: str) -> float:
    """What a word said on one side only takes off; a lone 1 is more often a count than a number of a line."""
    return 0.25 if word == "1" else _ONE_SIDED[part]
