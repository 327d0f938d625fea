"""How much speaks for one maker: 45 of the score's 100 for the strongest sign, and what confirms or doubts it."""

from collections.abc import Iterable

from catalog.matching.align import Aligned
from catalog.matching.makers import same_family
from catalog.matching.signature import Signature
from catalog.matching.verdict import Verdict

_WEIGHT = 45


def score_maker(
    verdict: Verdict, aligned: Aligned, one: Signature, other: Signature, maker: float | None, in_name: str
) -> None:
    """Add the strongest sign of one maker, and what only confirms or doubts.

    `maker` is how alike the producers are, None where one is not known; `in_name` are a producer's words that stand in
    the other's name.
    """
    signs: list[tuple[float, str, str]] = []
    if maker is not None:
        known = maker if same_family(one.legal_form, other.legal_form) else min(maker, 0.5)
        signs.append((known, "same producer", " ".join(one.maker_words)))
    elif in_name:
        signs.append((0.9, "producer named in the other name", in_name))
    if maker is None:
        total, seen = aligned.names()
        signs.append((0.85 * min(1.0, total), "same brand words" if seen else "no producer known", " ".join(seen)))
    signs += _proofs(one, other)
    strength, about, words = max(signs)
    verdict.add(about, _WEIGHT * strength, words)
    for about, weight, words in _confirmations(one, other):
        verdict.add(about, weight, words)


def _proofs(one: Signature, other: Signature) -> Iterable[tuple[float, str, str]]:
    """Signs as good as a producer's name: how strong, what they are, and the words they rest on."""
    if one.gtin and one.gtin == other.gtin:
        yield 1.0, "same GTIN", one.gtin
    if one.decision and one.decision == other.decision:
        yield 0.8, "same OCOP decision", one.decision.split("|")[0]
    if one.picture and one.picture == other.picture and one.variant == other.variant:
        yield 0.8, "same picture and size", one.picture
    if one.shop and one.shop == other.shop:
        yield 0.4, "same shop", one.shop


def _confirmations(one: Signature, other: Signature) -> Iterable[tuple[str, float, str]]:
    """What adds to the score or takes from it besides: what it is, its weight, and the words it rests on."""
    if one.gtin and other.gtin and one.gtin != other.gtin and one.variant == other.variant:
        yield "other GTIN for the same size", -25.0, f"{one.gtin} ≠ {other.gtin}"
    if one.sku and one.sku == other.sku:
        yield "same SKU", 5.0, one.sku
    if one.picture and one.picture == other.picture:
        yield "same picture", 5.0, one.picture
    if one.province and other.province and one.province != other.province:
        yield "other province", -10.0, f"{one.province} ≠ {other.province}"
