"""The net content of a whole text: chains that one count multiplies, that add up, or that confirm each other.

`2 chai nước mắm 500ml + 1 chai 250ml` adds up, `20 túi lọc x 2g (40g)` confirms, `500g / 1kg` are options.
"""

import re

from catalog.normalise.chains import EACH_AFTER, Chain, multiplied
from catalog.normalise.quantities import PACKS, Token, tokens_of

_GATHERED = re.compile(r"(?<![^\W_])(?:gồm|combo|set|bộ|giỏ)(?![^\W_])")
_OPTION = re.compile(r"[\s)]*(?:[/,;|]|hoặc|hay|và|-)[\s(]*(?:loại|túi|gói|hộp|chai|hũ|lọ)?\s?")
_PART = re.compile(r"\s?(?:/\s?\w+\s?)?(?:\+|&|và\s|kèm\s|,\s?(?=\d))")
_WORDS_BETWEEN = re.compile(r"[^\d,;+&|/]{1,40}")
_CARRIED = frozenset({"thùng", "lốc", "dây", "bao", "kiện", "khay"})
_SMALLEST_SOLD = 50


def content_in(text: str) -> Chain | None:
    """The net content a cleaned, lower-case text says, None where it says none."""
    scanned, tokens = tokens_of(text)
    if not tokens:
        return None
    chains = _bound(multiplied(scanned, tokens), scanned)
    return _whole(_summed(chains, scanned, tokens), scanned)


def _bound(chains: list[Chain], text: str) -> list[Chain]:
    """Before a further part of a set, or at both ends of a name, a number of containers counts the measure.

    So `2 chai nước mắm 500ml + 1 chai 250ml` adds up 2 x 500 and 250.
    """
    out: list[Chain] = []
    for index, chain in enumerate(chains):
        before = out[-1] if out else None
        added = index + 1 < len(chains) and _PART.match(text, chain.end) is not None
        if before and (added or _leads(before, chain, text)) and _counts(before, chain, text):
            packs = int(before.amount)
            amount = round(chain.amount * packs, 3)
            out[-1] = chain._replace(amount=amount, packs=packs, start=before.start, outer=before.outer, counted=True)
        else:
            out.append(chain)
    return out


def _leads(count: Chain, measure: Chain, text: str) -> bool:
    """Whether a number of containers opens the name and its measure closes it: `2 chai nước mắm 750ml`."""
    ends = not text[measure.end :].strip(" .)]")
    return ends and count.start == 0 and 1 < count.amount <= 12 and measure.amount >= _SMALLEST_SOLD


def _counts(count: Chain, measure: Chain, text: str) -> bool:
    if count.unit != "piece" or count.packs > 1 or count.thing not in PACKS:
        return False
    single = measure.unit != "piece" and not measure.counted
    return single and _WORDS_BETWEEN.fullmatch(text, count.end, measure.start) is not None


def _summed(chains: list[Chain], text: str, tokens: list[Token]) -> list[Chain]:
    """Chains added where `+` stands between them, or `&`, `và`, a comma between counted ones of a set."""
    if len(chains) < 2:
        return chains
    gathered = _GATHERED.search(text) is not None
    out: list[Chain] = []
    for chain in chains:
        before = out[-1] if out else None
        if before and before.unit == chain.unit != "piece" and _added(before, chain, text, tokens, gathered=gathered):
            packs = before.packs + chain.packs
            amount = round(before.amount + chain.amount, 3)
            kinds = tuple(dict.fromkeys((*before.kinds, *chain.kinds)))
            per = round(amount / packs, 3)
            out[-1] = before._replace(amount=amount, packs=packs, per=per, end=chain.end, kinds=kinds, counted=True)
        else:
            out.append(chain)
    return out


def _added(before: Chain, chain: Chain, text: str, tokens: list[Token], *, gathered: bool) -> bool:
    between = [one for one in tokens if one.kind == "+" and before.end <= one.start and one.end <= chain.start]
    if any(one.thing == "+" for one in between):
        return True
    both = before.counted and chain.counted
    if between:
        return both or gathered
    nested = _same(before.per, chain.amount) or _same(before.amount, chain.per)
    return both and gathered and not nested and text[before.end : chain.start].strip() in (",", ";")


def _whole(chains: list[Chain], text: str) -> Chain | None:
    """The one net content among chains: nested packs multiplied out, totals confirmed; of options, none.

    Options (`500g / 1kg`) give a chain of amount 0 with the kind `options`.
    """
    measured = [one for one in chains if one.unit != "piece"]
    if not measured:
        counted = [
            one for one in chains if one.amount > 1 and not (one.thing in _CARRIED and text[one.start].isdigit())
        ]
        return max(counted, key=lambda one: (one.packs > 1, one.amount)) if counted else None
    best = measured[0]
    for other in measured[1:]:
        if other.unit == best.unit:
            best = _nested(best, other, text)
    for count in chains:
        cased = count.outer or _held_in(best, count, text)
        if count.unit == "piece" and best.packs == 1 and count.amount > 1 and cased:
            many = int(count.amount)
            best = best._replace(amount=round(best.amount * many, 3), packs=many)
    return best


def _held_in(measure: Chain, count: Chain, text: str) -> bool:
    """Whether `500g/gói` is in each of the things of `10 gói/thùng`."""
    each = EACH_AFTER.match(text, measure.end)
    return each is not None and each["thing"] == count.thing and EACH_AFTER.match(text, count.end) is not None


def _nested(best: Chain, other: Chain, text: str) -> Chain:
    """Two measures of one thing: a total that confirms, a pack of packs, options, or a contradiction."""
    if _same(best.amount, other.amount):
        both_ranges = "range" in best.kinds and "range" in other.kinds
        return (best if best.packs >= other.packs else other)._replace(kinds=("range",) if both_ranges else ())
    if _same(best.amount, other.per):
        return other
    if _same(other.amount, best.per):
        return best
    if best.packs > 1 and best.packs * best.per > 0 and other.packs == 1:
        share = best.amount / other.amount if other.amount else 0
        if share >= 2 and abs(share - round(share)) < 0.02 and other.amount > best.per:
            return best._replace(packs=round(share), per=other.amount)
    if other.outer != best.outer:
        return (other if other.outer else best)._replace(kinds=("several",))
    if best.packs == other.packs == 1:
        return best._replace(amount=0.0, kinds=("options",)) if _options(best, other, text) else _unsure(best)
    return _unsure(other if best.packs > 1 and other.packs == 1 else best)


def _options(best: Chain, other: Chain, text: str) -> bool:
    return _OPTION.fullmatch(text, best.end, other.start) is not None


def _unsure(chain: Chain) -> Chain:
    return chain._replace(kinds=tuple(dict.fromkeys((*chain.kinds, "several"))))


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= 0.02 * max(one, other)
