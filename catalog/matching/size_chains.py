"""Counts and measures of a name gathered into chains, and the chains settled into one size."""

import math
import re
from dataclasses import dataclass
from functools import reduce

from catalog.matching.size_words import INNERS, OUTERS, PIECES, SACHETS, SINGLES, UNITS


@dataclass(frozen=True)
class Size:
    """`packs` times `each` of `unit` (g, ml or pc); `each` None where only the packs are said.

    `pieces` are what lies in one pack where its weight is said as well ("100 túi lọc x 2g").
    """

    packs: int = 1
    each: float | None = None
    unit: str = ""
    dimension: str = ""
    pieces: int = 0

    def variant(self) -> str:
        """Canonical words, equal exactly for equal size and pack: `40g`, `2x40g`, `24x580ml`; empty where unknown."""
        amount = "" if self.each is None else f"{round(self.each, 3):g}{self.unit}"
        packs = f"{self.packs}x" if self.packs > 1 else ""
        return " ".join(part for part in (self.dimension, packs + amount) if part)


@dataclass
class Chain:
    """Counts that multiply one measure; `waiting` is a count of inner pieces not yet tied to it by an x.

    `each` is the measure in `unit`; `counted` and `word` say that something was counted and what, the last time;
    `outer` that it was a case or the like.
    """

    packs: int = 1
    pieces: int = 1
    waiting: int = 1
    each: float | None = None
    unit: str = ""
    counted: bool = False
    word: str = ""
    outer: bool = False

    @property
    def content(self) -> float:
        """What is in one pack."""
        return (self.each or 0) * self.pieces


def take(chains: list[Chain], found: re.Match[str], *, tied: bool) -> None:
    """Add one matched piece of text to the last chain, or start another where the piece begins a new content.

    `found` is a match of `PIECE`; `tied` says that an x stands before it.
    """
    chain = chains[-1]
    if many := found["many"] or found["last"]:
        chain.packs, chain.counted = chain.packs * max(int(many), 1), True
        return
    if found["times"]:
        chain.pieces, chain.waiting = chain.pieces * chain.waiting, 1
        chain.packs *= int(found["repeat"] or 1)
        return
    if chain.each is not None and (found["measure"] or not tied):
        chain = Chain()
        chains.append(chain)
    if found["measure"]:
        unit, factor = UNITS[found["unit"].lower()]
        chain.each, chain.unit = _number(found["measure"], small=factor <= 1) * factor, unit
    else:
        holder = (found["holder"] or chain.word).strip().lower()
        _count(chain, holder, int(found["count"] or found["bare"]), found["word"])


def _count(chain: Chain, holder: str, count: int, word: str | None) -> None:
    """Multiply a chain by a count of packs, or of the pieces inside one."""
    if holder in OUTERS and chain.counted and not chain.outer:
        chain.packs = chain.waiting = 1  # what came before says what lies in each of these
    chain.counted, chain.word = True, (word or "").lower()
    chain.outer = chain.outer or holder in OUTERS
    inside = chain.word in INNERS or (holder in SINGLES and chain.word in ("", *SACHETS))
    if holder not in OUTERS and inside and chain.each is not None:
        chain.pieces *= max(count, 1)
    elif holder not in OUTERS and inside:
        chain.waiting *= max(count, 1)
    else:
        chain.packs *= max(count, 1)


def _number(text: str, *, small: bool = False) -> float:
    """A decimal comma or point; before three digits of a small unit it marks thousands ("1.000 g", not "1,284 kg")."""
    whole, mark, part = text.replace(",", ".").partition(".")
    if mark and len(part) == 3 and whole != "0" and small:
        return float(whole + part)
    return float(f"{whole}.{part or 0}")


def settled(chains: list[Chain], dimension: str) -> Size:
    """One size out of what was read: a measure that repeats another's total is the same content said twice."""
    measured = [chain for chain in chains if chain.each is not None]
    packs = math.prod(chain.packs for chain in chains if chain.each is None)
    pieces = math.prod(chain.pieces * chain.waiting for chain in chains if chain.each is None)
    if not measured and packs > 1 and pieces == 1 and _are_pieces(chains[-1]):
        return Size(1, float(packs), "pc", dimension)
    if not measured:
        return Size(packs, float(pieces) if pieces > 1 else None, "pc" if pieces > 1 else "", dimension)
    for chain in measured:
        if chain.waiting >= 5 and chain.word in SACHETS and (chain.each or 0) <= 30:
            chain.pieces, chain.waiting = chain.pieces * chain.waiting, 1
    main = reduce(_merge, measured)
    if _is_sachets(main):
        main.pieces, main.packs = main.packs, 1
    inside = math.prod(max(chain.pieces, chain.waiting) for chain in chains if chain.each is None or chain is main)
    return Size(main.packs * packs, main.content, main.unit, dimension, inside if inside > 1 else 0)


def _are_pieces(chain: Chain) -> bool:
    """ "bộ 10 quả", "20 túi": what is counted lies in one pack, though no weight is said."""
    return chain.word in PIECES or (chain.word in SACHETS and chain.packs >= 10 and not chain.outer)


def _is_sachets(chain: Chain) -> bool:
    """Many small bags with nothing around them named: the sachets inside one pack."""
    return chain.packs >= 5 and chain.word in SACHETS and (chain.each or 0) <= 30 and not chain.outer


def _merge(first: Chain, second: Chain) -> Chain:
    """Two measures in one name: one content said twice, the inner and the outer view, or a combination."""
    if first.unit != second.unit:
        return first
    if near(first.content, second.content):
        twice = first.counted and second.counted and first.pieces == second.pieces == 1
        packs = first.packs + second.packs if twice else max(first.packs, second.packs)
        return Chain(packs, first.pieces, 1, first.each, first.unit, outer=True)
    for inner, outer in ((first, second), (second, first)):
        if near(inner.content * inner.packs, outer.content):
            return outer if outer.counted or _is_sachets(inner) else inner
    return first


def near(one: float, other: float) -> bool:
    """Whether two amounts are one, as far as names are exact: within a fiftieth."""
    return abs(one - other) <= 0.02 * max(one, other)
