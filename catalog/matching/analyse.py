"""From a listing's name and facts to its signature."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from catalog.matching.context import degrees, in_context
from catalog.matching.keys import keys_of
from catalog.matching.lexicon import NOISE
from catalog.matching.makers import MakerWords, full_name, maker_words, own, split_maker, without_name
from catalog.matching.reading import Token, is_plain, join_codes, read_words
from catalog.matching.signature import Signature
from catalog.matching.sizes import size_of
from catalog.matching.text import compose, fold, syllables

_DEGREE = re.compile(
    r"(?:độ đạm|do dam|đạm)\s*(?P<after>\d{1,2})\b|"
    r"(?<![\d.,])(?P<before>[1-9]\d?)\s?(?:độ\s+đạm|do\s+dam|độ|do|°\s?n?|n)(?![\w])",
    re.IGNORECASE,
)


def analyse(
    listing_id: int, marketplace: str, url: str, body: Mapping[str, Any], facts: Mapping[str, Any], picture: str = ""
) -> Signature:
    """The signature of one listing.

    `body` is the listing contract's JSON object, `facts` the facts contract's (may be empty), `picture` a difference
    hash or empty.
    """
    name = compose(str(facts.get("name") or body.get("name") or ""))
    producer = facts.get("producer") or {"name": body.get("producer") or ""}
    plain = is_plain(name)
    rest, maker, written = _maker(name, producer["name"])
    rest = without_name(rest, maker)
    size, rest = size_of(
        join_codes(degrees(rest)), compose(str(body.get("net_content") or "")), facts.get("net_content"), plain=plain
    )
    degree, rest = _degree(rest)
    tokens = read_words(rest, plain=plain, stars=(facts.get("ocop") or {}).get("stars"))
    tokens = in_context([token for token in tokens if token.part != NOISE], name, size)
    signature = Signature(
        id=listing_id,
        order=order_of(marketplace, url),
        words=_without_own_maker(tokens, maker),
        plain=plain,
        degree=degree,
        maker=maker.proper,
        maker_words=maker.whole,
        maker_name=full_name(str(body.get("producer") or "") or written),
        legal_form=producer.get("legal_form") or "",
        province=(facts.get("place") or {}).get("province") or "",
        decision=_decision(facts),
        shop=fold(body.get("shop") or ""),
        gtin=_gtin(body.get("gtin")),
        sku=_sku(body.get("sku")),
        picture=picture,
        variant=size.variant(),
        pieces=size.pieces if size.packs == 1 else 0,
        spoken="" if maker.whole else " ".join(fold(one) for one in syllables(name)),
    )
    signature.keys = keys_of(signature)
    return signature.profiled()


def _maker(name: str, producer: str) -> tuple[str, MakerWords, str]:
    """The name without its producer, and the producer, its words and writing: the known one, else the name's own."""
    known = maker_words(producer)
    rest, said = split_maker(name)
    if not said:
        return name, known, producer
    in_name = maker_words(said)
    if not known.whole:
        return rest, in_name, said
    agree = set(in_name.whole) & set(known.proper) or set(in_name.whole) == set(known.whole)
    return (rest if agree else name), known, producer


def order_of(marketplace: str, url: str) -> int:
    """A listing's place in every tie: 56 bits drawn from its marketplace and address."""
    return int.from_bytes(hashlib.blake2b(f"{marketplace}\n{url}".encode(), digest_size=7).digest())


def _without_own_maker(tokens: list[Token], maker: MakerWords) -> dict[str, str]:
    """The words by part, without the producer's own name where the name says all of it."""
    said = [(token, set(fold(token.canonical).split())) for token in tokens]
    proper = set(maker.proper) if maker.named else set[str]()
    if not proper <= set().union(*(pieces for _, pieces in said)):
        proper = set()
    kept = {token.canonical: token.part for token, pieces in said if not own(pieces, proper)}
    return kept or {token.canonical: token.part for token, _ in said}


def _decision(facts: Mapping[str, Any]) -> str:
    decision = (facts.get("ocop") or {}).get("decision")
    return f"{decision['number']}|{decision.get('date') or ''}" if decision else ""


def _degree(text: str) -> tuple[str, str]:
    """Protein or alcohol degree ("40 độ đạm", "60°N", "45 độ"), and the text without it."""
    found = _DEGREE.search(text)
    if not found:
        return "", text
    return (found["before"] or found["after"]), _DEGREE.sub(" ", text)


def _gtin(value: str | None) -> str:
    digits = re.sub(r"\D", "", value or "")
    if len(digits) not in (8, 12, 13, 14) or not digits.strip("0"):
        return ""
    padded = digits.zfill(14)
    total = sum(int(digit) * (3 if position % 2 == 0 else 1) for position, digit in enumerate(padded))
    return padded if total % 10 == 0 else ""


def _sku(value: str | None) -> str:
    kept = re.sub(r"[^a-z0-9]", "", fold(value or ""))
    return kept if len(kept) >= 5 and re.search("[a-z]", kept) and re.search(r"\d", kept) else ""
