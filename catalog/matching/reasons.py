"""Why a listing stands where it stands, kept with the listing in words a person can read."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog.matching.compare import compare
from catalog.matching.lexicon import RULES_VERSION
from catalog.matching.signature import Signature
from catalog.matching.verdict import Verdict


def reasons(
    ranked: Sequence[int], signatures: Mapping[int, Signature], urls: Mapping[int, str]
) -> dict[int, dict[str, Any]]:
    """For each listing of a product, the listing that holds it there best and the parts of that score."""
    if len(ranked) == 1:
        return {ranked[0]: {"rules": RULES_VERSION, "alone": True}}
    found: dict[int, dict[str, Any]] = {}
    for one in ranked:
        other, verdict = _holder(one, ranked, signatures)
        found[one] = {"rules": RULES_VERSION, "with": urls[other], **describe(verdict)}
        if not verdict.accepted:
            found[one]["by"] = "person"
    return found


def describe(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON: its score and parts, and the block where there is one."""
    parts = [{"about": part.about, "weight": part.weight, "words": part.words} for part in verdict.parts]
    said: dict[str, Any] = {"score": round(verdict.score, 1), "parts": parts}
    return {**said, "block": verdict.block} if verdict.block else said


def _holder(one: int, ranked: Sequence[int], signatures: Mapping[int, Signature]) -> tuple[int, Verdict]:
    """The best listing where it accepts this one, else whoever of the product scores highest."""
    others = [other for other in ranked if other != one]
    best: tuple[int, Verdict] | None = None
    for other in others:
        verdict = compare(signatures[one], signatures[other])
        if verdict.accepted:
            return other, verdict
        if best is None or (not verdict.block, verdict.score) > (not best[1].block, best[1].score):
            best = other, verdict
    if best is None:
        raise ValueError("a listing is not compared with itself")
    return best
