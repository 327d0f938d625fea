"""What a word means beside others: "bột" of a coffee is ground, milk by weight is powder, tea in 100 bags is so."""

import re
from collections.abc import Iterable

from catalog.matching.lexicon import BRAND, FORM, MANNER, NUMBER, PLACE, SOFT, TASTE, VARIETY
from catalog.matching.reading import Token
from catalog.matching.size_chains import Size

_GROUND = frozenset(["bột", "xay", "rang xay", "pha phin"])
_BEANS = frozenset(["hạt", "nguyên hạt", "dạng hạt"])
_SPIRITS = re.compile(r"\b(?:rượu|ruou|vang|vodka|whisky)\b", re.IGNORECASE)
_ALCOHOL = re.compile(r"(?<![\d.,])(\d{1,2})(?:[.,]\d)?\s?%(?:\s?(?:vol|alc|cồn|con)\b\.?)?", re.IGNORECASE)
_TEA_BAGS = re.compile(r"\b\d{2,3}\s?(túi|tui|gói|goi)\b(?!\s?(?:zip|giấy))", re.IGNORECASE)
_MIXED = re.compile(
    r"^\W*(?:set|combo|giỏ quà|hộp quà|bộ quà|quà tết|bộ sản phẩm)\b"
    r"(?:(?!\b(?:vị|hương|mùi)\b).)*(?:\bvà\b|\s[+&])\s*(?!\d)\w",
    re.IGNORECASE,
)
_BLOSSOMS = frozenset(["nhãn", "vải", "tràm", "cà phê", "bưởi", "keo", "cao su", "chôm chôm", "táo"])
_RICE = frozenset(["nếp", "lứt", "st25", "st24", "séng cù", "nếp cái hoa vàng", "tám xoan", "nàng thơm", "nếp nương"])
# Fruit is fresh where nothing else is said, and rice noodles dry; fish sauce is of anchovy, its degree says how strong.
_FRUIT = (
    "xoài cam bưởi quýt ổi mận đào vải nhãn chuối dứa mít na nho táo lê hồng bơ thanh|long sầu|riêng chôm|chôm măng|cụt"
    " dâu|tây dưa|hấu dưa|lưới mãng|cầu vú|sữa bưởi|diễn"
)
_PARTS_BESIDE = {
    **{fruit.replace("|", " "): {"tươi": SOFT} for fruit in _FRUIT.split()},
    **{noodles: {"khô": SOFT} for noodles in ("bún", "phở", "hủ tiếu", "bánh phở", "bánh tráng")},
    "nước mắm": {"cốt": MANNER, "nhĩ": MANNER, "cá cơm": SOFT},
}
_DRY = frozenset(
    ["trà", "mắc ca", "hạt điều", "hạnh nhân", "óc chó", "hạt dẻ cười", "hoa hồi", "quế", "tiêu", "tiêu đen"]
)
_MILK, _MILK_PLACES = frozenset(["sữa", "sữa chua", "sữa tươi"]), frozenset(["mộc châu", "đà lạt", "long thành"])
_LARGEST_BAG = 5
_LEAST_POWDER = 200


def degrees(text: str) -> str:
    """ "29% vol" of a spirit as "29 độ"."""
    return _ALCOHOL.sub(r"\1 độ", text) if "%" in text and _SPIRITS.search(text) else text


def is_mixed(name: str) -> bool:
    """Whether a name offers several things in one set: "Set quà trà shan tuyết và mật ong"."""
    return bool(_MIXED.search(name))


def in_context(tokens: list[Token], name: str, size: Size) -> list[Token]:
    """The tokens, each with what it means beside the others; what is only meant is soft."""
    said = {token.canonical for token in tokens}
    tokens = [token for token in tokens if not _goes_without_saying(token, said)]
    tokens = [token for token in tokens if token.part != NUMBER or token.canonical != f"{size.each or 0:g}"] or tokens
    if tokens:
        tokens = _by_head(_by_kind(tokens, said, name, size), name, size)
    return [*tokens, Token("hỗn hợp", "set of several", NUMBER)] if is_mixed(name) else tokens


def _by_kind(tokens: list[Token], said: set[str], name: str, size: Size) -> list[Token]:
    """Honey, coffee, tea and milk, wherever the name says so."""
    if "mật ong" in said:
        return [_blossom(token) for token in tokens]
    if "cà phê" in said:
        return _coffee(tokens, said)
    if "trà" in said:
        bags = not _forms(tokens) and _in_bags(name)
        return [*tokens, Token("túi lọc", "túi lọc", SOFT)] if bags else tokens
    if "túi lọc" in said:
        return [Token("trà", "trà", TASTE), *tokens]
    powder = tokens[0].canonical == "sữa" and "hạt" not in said and _is_powder(tokens, size)
    return [*tokens, Token("bột", "bột", SOFT)] if powder else tokens


def _by_head(tokens: list[Token], name: str, size: Size) -> list[Token]:
    """What the first word says of itself and of the others."""
    first = tokens[0]
    if first.canonical in _RICE:
        return [Token("gạo", "gạo", TASTE), *tokens]
    if first.canonical == "thơm" and name.casefold().startswith("thơm "):
        return [Token(first.written, "dứa", TASTE), *tokens[1:]]
    if first.canonical == "yến sào" and size.unit == "ml":
        return [Token(first.written, "nước yến", first.part), *tokens[1:]]
    if len(tokens) > 1 and tokens[1].part == PLACE and _is_place_brand(first.canonical, tokens[1].canonical):
        return [first, Token(tokens[1].written, tokens[1].canonical, BRAND), *tokens[2:]]
    parts = _PARTS_BESIDE.get(first.canonical, {})
    return [Token(one.written, one.canonical, parts.get(one.canonical, one.part)) for one in tokens]


def _blossom(token: Token) -> Token:
    """ "Mật ong nhãn" is of longan blossom."""
    if token.part == TASTE and token.canonical in _BLOSSOMS:
        return Token(token.written, f"hoa {token.canonical}", VARIETY)
    return token


def _goes_without_saying(token: Token, said: set[str]) -> bool:
    """Nuts, spices and tea are dry; dark chocolate is made of cocoa."""
    if token.canonical == "khô":
        return not said.isdisjoint(_DRY)
    return token.canonical == "ca cao" and "sô cô la" in said


def _is_place_brand(kind: str, place: str) -> bool:
    """Beer and some milk are called after their place, and there is one maker of them."""
    return kind == "bia" or (kind in _MILK and place in _MILK_PLACES)


def _coffee(tokens: list[Token], said: set[str]) -> list[Token]:
    instant = bool(said & {"3in1", "2in1", "4in1"})
    beans = bool(said & _BEANS)
    found: list[Token] = []
    for token in tokens:
        if token.canonical in _GROUND:
            found.append(Token(token.written, "rang xay", FORM))
        elif token.canonical in _BEANS:
            found.append(Token(token.written, "nguyên hạt", FORM))
        elif not (token.canonical == "hòa tan" and instant) and not (token.canonical == "rang" and beans):
            found.append(token)
    return found


def _forms(tokens: Iterable[Token]) -> set[str]:
    return {token.canonical for token in tokens if token.part == FORM}


def _is_powder(tokens: list[Token], size: Size) -> bool:
    return not _forms(tokens) and size.unit == "g" and (size.each or 0) >= _LEAST_POWDER


def _in_bags(name: str) -> bool:
    """A count of bags with no weight, or of bags or packets with a small one, to each."""
    found = _TEA_BAGS.search(name)
    if not found:
        return False
    each = re.match(r"\s?(?:lọc)?\s?[x×*]\s?(\d+)", name[found.end() :])
    return int(each[1]) <= _LARGEST_BAG if each else found[1].lower() in ("túi", "tui")
