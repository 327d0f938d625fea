"""Quantities multiplied: `thùng 24 chai x 580ml`, `2 hộp 500g`, `12 bánh hộp 360g`.

Without a sign of multiplication the words decide: of pieces in a box the weight is the whole (`12 bánh hộp 360g`), of
containers in a case it is each one's (`thùng 24 chai 500ml`).
"""

import re
from typing import NamedTuple

from catalog.normalise.quantities import OUTERS, PACKS, Token

_WORD = "|".join(sorted(map(re.escape, PACKS), key=len, reverse=True))
_JOIN = re.compile(
    rf"[\s,(\[:–-]*(?P<per>/\s?(?:{_WORD})[\s,(\[:–-]*)?(?P<each>loại|mỗi|1|một)?\s?(?P<whole>tổng|tịnh"
    rf"|=)?\s?(?P<held>{_WORD})?[\s,(\[:–-]*"
)
EACH_AFTER = re.compile(rf"\s?/\s?(?:1\s|một\s)?(?P<thing>{_WORD})(?![^\W_])")
_NO_LETTER = re.compile(r"[^\w ]")
_INNER = frozenset({"gói", "goi", "túi", "tui", "gói nhỏ", "sachet", "stick"})
_BAGS = frozenset({"túi lọc", "tui loc"})
_BOXES = frozenset({"hộp", "hop", "bịch", "bich", "túi", "tui", "gói", "goi", "lọ", "hũ", "hộp quà"})
_JARS = frozenset({"hũ", "hu", "lọ", "chai", "lon"})
_HEAVIEST_UNNAMED = 20_000
_LONE_SACHET = 30
_DEEPEST = 8


class Chain(NamedTuple):
    """Tokens multiplied together: `packs` of `per` make `amount`, in g, ml or pieces; it stands from `start` to `end`.

    `outer`: a case, set or the like is named; `counted`: a number of containers is; `kinds` are oddities.
    """

    amount: float
    unit: str
    packs: int
    per: float
    start: int
    end: int
    kinds: tuple[str, ...] = ()
    outer: bool = False
    counted: bool = False
    thing: str = ""


def multiplied(text: str, tokens: list[Token]) -> list[Chain]:
    """The chains of a scanned text and its tokens, from left to right; what `+` parts stays apart."""
    out: list[Chain] = []
    group: list[Token] = []
    for token in tokens:
        if token.kind == "+" or len(group) == _DEEPEST or (group and not _near(text, group, token)):
            out.extend(_product(group, text))
            group = []
        if token.kind != "+" and (group or token.kind != "x"):
            group.append(token)
    out.extend(_product(group, text))
    return out


def _near(text: str, group: list[Token], token: Token) -> bool:
    """Whether a token belongs to the product before it: `24 chai x 580ml`, `2 hộp 500g`, `500g x 2`."""
    last = group[-1]
    if token.kind == "x" or last.kind == "x":
        return token.start - last.end <= 20
    if any(one.kind == "q" for one in group):
        return False
    joined = _JOIN.fullmatch(text, last.end, token.start)
    if last.kind != "n" or joined is None:
        return False
    return token.kind == "q" or (joined["held"] not in OUTERS and ":" not in joined[0])


def _product(group: list[Token], text: str) -> list[Chain]:
    """The chain of one group; nothing for a lone sign."""
    counts = [one for one in group if one.kind == "n"]
    measures = [one for one in group if one.kind == "q"]
    if measures:
        return [_measured(group, counts, measures[0], text)]
    named = [one for one in counts if one.thing != "x"]
    return [_counted(group, named, text)] if named else []


def _many(group: list[Token]) -> int:
    many, before = 1, 0.0
    for one in group:
        repeated = one.thing == "x" and one.size == before
        if one.kind in ("n", "x") and one.size > 1 and not repeated:
            many *= int(one.size)
        before = one.size
    return many


def _measured(group: list[Token], counts: list[Token], measure: Token, text: str) -> Chain:
    start, end = group[0].start, group[-1].end
    kinds = ("range",) if measure.range_end else ()
    outer = _outer_before(text, start) or any(one.thing in OUTERS for one in counts)
    many = _many(group)
    whole = Chain(measure.size, measure.unit, 1, measure.size, start, end, kinds, thing=measure.thing)
    if many == 1 or not counts:
        packs = many if many > 1 else 1
        return whole._replace(amount=round(measure.size * packs, 3), packs=packs, outer=outer, counted=bool(counts))
    last = counts[-1]
    if last.thing == "x" or any(one.kind == "x" for one in group):
        reading = "each"
    else:
        reading = _reading(last, measure, text, len(counts))
    if reading == "whole":
        carried = _many(counts[:-1])
        return whole._replace(amount=round(measure.size * carried, 3), packs=carried, outer=outer, counted=True)
    if reading == "unclear":
        kinds = (*kinds, "unclear")
    return whole._replace(amount=round(measure.size * many, 3), packs=many, kinds=kinds, outer=outer, counted=True)


def _reading(last: Token, measure: Token, text: str, depth: int) -> str:
    """Whether a weight after a number of things is the `whole`, `each` one's, or each one's but `unclear`."""
    joined = _JOIN.fullmatch(text, last.end, measure.start)
    held = joined["held"] if joined else None
    if (joined and joined["each"]) or EACH_AFTER.match(text, measure.end):
        return "each"
    if joined and (joined["whole"] or joined["per"] or (held and held != last.thing)):
        return "whole"
    outer = _outer_word(text, last.start)
    if last.thing in _BAGS:
        return "each" if measure.size <= 5 else "whole"
    if last.thing not in PACKS or last.thing in ("viên", "miếng", "bánh", "thanh", "cây", "que"):
        return "whole"
    if last.thing in _INNER and outer in _BOXES and depth == 1:
        return "each" if measure.size <= _LONE_SACHET else "whole"
    if outer or depth > 1 or text[: last.start].strip(" (-") == "":
        return "each"
    return "whole" if last.size * measure.size > _HEAVIEST_UNNAMED else "unclear"


def _outer_word(text: str, start: int) -> str:
    """The container named just before a position, if any."""
    word = _NO_LETTER.sub(" ", text[max(0, start - 12) : start]).split() if start else ()
    return word[-1] if word and (word[-1] in OUTERS or word[-1] in _BOXES) else ""


def _outer_before(text: str, start: int) -> bool:
    return _outer_word(text, start) in OUTERS


def _counted(group: list[Token], counts: list[Token], text: str) -> Chain:
    many = _many(group)
    inner = counts[0] if EACH_AFTER.match(text, counts[0].end) else counts[-1]
    packs = many // int(inner.size) if len(counts) > 1 and inner.size >= 1 else 1
    boxed = counts[-1].thing in _JARS and _outer_word(text, group[0].start) in ("hộp", "hop")
    outer = boxed or _outer_before(text, group[0].start) or any(one.thing in OUTERS for one in counts)
    return Chain(
        float(many), "piece", packs, many / packs, group[0].start, group[-1].end, (), outer, True, counts[-1].thing
    )
