"""Are two listings one product? A score with its reasons, and the blocks no score can lift."""

from catalog.matching.align import align, discharge_houses, discharge_makers
from catalog.matching.blocks import conflict, swapped
from catalog.matching.maker_score import score_maker
from catalog.matching.makers import same_maker
from catalog.matching.name_score import score_name
from catalog.matching.signature import Signature
from catalog.matching.verdict import Verdict

_SURE = 0.9


def compare(one: Signature, other: Signature) -> Verdict:
    """The verdict on two listings, the same whichever comes first."""
    verdict = Verdict()
    if one.degree != other.degree and one.degree and other.degree:
        verdict.block = f"degree: {one.degree} ≠ {other.degree}"
        return verdict
    maker = same_maker(one.maker_words, other.maker_words, one.maker, other.maker)
    if maker and one.maker_name and one.maker_name == other.maker_name:
        maker = max(maker, 0.95)
    if maker == 0.0:
        verdict.block = f"producer: {' '.join(one.maker_words)} ≠ {' '.join(other.maker_words)}"
        return verdict
    aligned = align(one, other)
    in_name = discharge_makers(aligned, one, other)
    discharge_houses(aligned)
    verdict.block = conflict(aligned) or swapped(one, other)
    if verdict.block:
        return verdict
    sure = bool(in_name) or (maker is not None and maker >= _SURE)
    score_name(verdict, aligned, one, other, sure=sure)
    score_maker(verdict, aligned, one, other, maker, in_name)
    return verdict
