"""Size and pack in a name: "thùng 24 chai x 580ml" → 24x580ml, and the name without those words.

Only packs one can sell apart count (24 chai, 6 lon); what lies inside one pack (20 túi lọc x 2g) is added up.
"""

import re
from collections.abc import Mapping
from typing import Any

from catalog.matching.size_chains import Chain, Size, near, settled, take
from catalog.matching.size_words import (
    DIMENSION,
    EACH_KG,
    FROM_TO,
    LOOSE,
    PIECE,
    PLAIN_PIECE,
    SIDE,
    SINGLES,
    TIGHT_TIMES,
    TIMES,
)

_MEASURE_NEXT = re.compile(r"\s*(?:[2-9]\d\d\s*(?:gr?|ml)|\d+(?:[.,]\d+)?\s*(?:kg|l|lít))\b", re.IGNORECASE)
_MOST_EGGS = 3


def size_of(name: str, net_content: str, facts: Mapping[str, Any] | None, *, plain: bool = False) -> tuple[Size, str]:
    """The size by the name, then the net content field, then the normalised facts; and the name without it."""
    size, rest = read_size(name, plain=plain)
    if net_content:
        size = _more_exact(size, read_size(net_content)[0])
    if size.each is None and facts is not None:
        unit = "pc" if facts["unit"] == "piece" else facts["unit"]
        size = Size(max(size.packs, facts["packs"]), facts["per_pack"], unit, size.dimension)
    return size, rest


def _more_exact(size: Size, stated: Size) -> Size:
    """Of what the name and the net content field say, what says more: a measure, or how many times that measure."""
    dimension = size.dimension or stated.dimension
    if size.each is None:
        packs = max(size.packs, stated.packs) if stated.each is not None or size.packs == 1 else size.packs
        return Size(packs, stated.each, stated.unit, dimension)
    if stated.each is None or stated.unit != size.unit or size.packs > 1:
        return size
    times = stated.each * stated.packs / size.each
    return (
        Size(stated.packs, stated.each, stated.unit, dimension) if times > 1.5 and near(times, round(times)) else size
    )


def read_size(text: str, *, plain: bool = False) -> tuple[Size, str]:
    """The size said in a text, and the text without it; `plain` where it is written without tones."""
    pattern = PLAIN_PIECE if plain else PIECE
    if not any(letter.isdigit() for letter in text):
        return _loose(Size(), text)
    rest = TIGHT_TIMES.sub("x ", FROM_TO.sub(" ", text))
    dimension, rest = _dimensions(rest)
    chains: list[Chain] = []
    left: list[str] = []
    position = 0
    for found in pattern.finditer(rest):
        if _is_line_number(rest, found):
            continue
        left.append(rest[position : found.start()])
        if not chains or left[-1].strip(" ,()"):
            chains.append(Chain())
        take(chains, found, tied=position > 0 and rest[:position].rstrip()[-1:] in TIMES)
        position = found.end()
    return _loose(settled(chains, dimension), " ".join([*left, rest[position:]]))


def _is_line_number(text: str, found: re.Match[str]) -> bool:
    """ "sáng tạo 3 gói 340g": a number after a word and before one large pack belongs to the name, not to the pack.

    So do the eggs inside a cake ("bánh bao 2 trứng cút").
    """
    word = (found["word"] or "").lower()
    if not found["count"] or found["holder"]:
        return False
    if word in ("trứng", "trung"):
        return int(found["count"]) <= _MOST_EGGS
    if (len(found["count"]) > 1 and found["count"] != "100") or word not in SINGLES:
        return False
    before = text[: found.start()].rstrip()
    return before[-1:].isalpha() and bool(_MEASURE_NEXT.match(text, found.end()))


def _loose(size: Size, text: str) -> tuple[Size, str]:
    """A name that ends in "kg" is sold by the kilogram."""
    if size.each is None and LOOSE.search(text):
        return Size(size.packs, 1000.0, "g", size.dimension), LOOSE.sub(" ", text)
    return size, text


def _dimensions(text: str) -> tuple[str, str]:
    """Lengths, sizes by letter and how many make a kilogram ("3 con/kg"), and the text without them."""
    said = [re.sub(r"\s", "", found["each"]).replace("–", "-") + "/kg" for found in EACH_KG.finditer(text)]
    rest = EACH_KG.sub(" ", text) if said else text
    said += [_dimension(found) for found in DIMENSION.finditer(rest)]
    return " ".join(said), DIMENSION.sub(" ", rest) if said else rest


def _dimension(found: re.Match[str]) -> str:
    if found["across"]:
        return (
            "x".join(f"{float(side.replace(',', '.')):g}" for side in SIDE.findall(found["across"]))
            + found["by"].lower()
        )
    if found["size"]:
        return "size-" + found["size"].lower().replace(" ", "")
    return f"{float(found['length'].replace(',', '.')):g}{found['in'].lower()}"
