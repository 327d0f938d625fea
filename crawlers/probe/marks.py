"""Small judgements about elements and links that the search for selectors shares."""

import re
from collections.abc import Callable, Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.extract.money import plain_price
from crawlers.extract.text import clean

MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+\s*(?:₫|đ|vn[đd]|đồng)|\d{4,}\s*(?:₫|đ|vn[đd]|đồng)", re.I)
ASKED = re.compile(r"^(giá\s*(bán)?\s*:?\s*)?(vui lòng )?liên hệ[.!]?$", re.I)
STRUCK = re.compile(r"(old|\bdel\b|list-?price|regular|goc\b|cu\b|strike|before|discount|compare|was|through)", re.I)
BUY = re.compile(
    r"(thêm vào giỏ|mua ngay|đặt hàng|đặt mua|chọn mua|giỏ hàng|mua hàng|add to cart|buy now|liên hệ đặt|gọi đặt)", re.I
)
# Links of a shop that lead neither to products nor to lists of them.
IDLE = re.compile(
    r"(gio-?hang|cart|checkout|thanh-toan|login|logout|dang-nhap|dang-ky|register|account|tai-khoan|wishlist|yeu-thich|compare|"
    r"so-sanh|tin-tuc|/news|/blog|bai-viet|gioi-thieu|about|lien-he|contact|chinh-sach|policy|dieu-khoan|terms|huong-dan|faq|"
    r"/tag/|author|search|tim-kiem|feed|rss|wp-login|wp-admin|add-to-cart|tel:|mailto:|facebook|zalo|privacy|returns|sitemap)",
    re.I,
)
_LAYOUT_NAMES = (
    "active row clearfix container first last odd even left right text-center d-flex col relative block flex"
)
_LOOSE = frozenset(_LAYOUT_NAMES.split())
_LAYOUT = re.compile(
    r"^(col|p|m|d|text|float|w|h|px|py|mx|my|gap|bg|font|flex|grid|border|rounded|sm|md|lg|xl)-?\d*(-|$|:)"
)
_STRUCK_AROUND = re.compile(r"(^|[-_ ])(old|del|goc|cu|was|regular)([-_ ]|$)", re.I)
_AMOUNTS = "span, strong, b, i, ins, del, p, div, td, li, h2, h3, h4, bdi, em, s, strike, dd, font, small, label, a"
_LONGEST = 48
_GROUPED = re.compile(r"^\s*\d{1,3}(?:[.,]\d{3})+\s*$")
_PRICED = re.compile(r"(price|gia\b|gia-|tien|cost|amount|money)", re.I)
_LABEL = re.compile(r"^giá\b", re.I)
_MOST_PAIRED = 17


def own_selector(node: LexborNode) -> str | None:
    """A selector by the element's id or telling classes; None for elements that have none."""
    identifier = node.attributes.get("id")
    if identifier and re.fullmatch(r"[A-Za-z][\w-]*", identifier) and not re.search(r"\d", identifier):
        return f"#{identifier}"
    names = telling_classes(node)
    return f"{node.tag}.{names[0]}" if names else None


def telling_classes(node: LexborNode) -> list[str]:
    """Classes that say what an element is, not where it stands or how it looks."""
    names = [one for one in (node.attributes.get("class") or "").split() if re.fullmatch(r"[A-Za-z_][\w-]*", one)]
    return [one for one in names if one not in _LOOSE and not _LAYOUT.match(one) and not re.search(r"\d{3,}", one)]


def selectors_of(node: LexborNode) -> Iterator[str]:
    """Selectors an element may be found by, the plainest first: its own, then with what it stands in."""
    own = own_selector(node)
    if own:
        yield own
    for name in telling_classes(node)[1:3]:
        yield f"{node.tag}.{name}"
    inner, above, height = own or str(node.tag), node.parent, 0
    while above is not None and height < 5:
        outer = own_selector(above)
        if outer:
            yield f"{outer} {inner}"
        elif above.tag == "ins":
            # It stands for the price asked where `del` stands for the former one.
            inner = f"ins {inner}"
            yield inner
        above, height = above.parent, height + 1


def best(candidates: Iterable[str], score: Callable[[str], float]) -> tuple[str | None, float]:
    """The selector with the highest score, alone or after another that says more where it says anything."""
    scored = sorted(((score(one), one) for one in dict.fromkeys(candidates)), key=lambda pair: -pair[0])
    if not scored:
        return None, 0.0
    most, first = scored[0]
    pairs = [f"{other} || {first}" for _, other in scored[1:_MOST_PAIRED]]
    pairs += [f"{first} || {other}" for _, other in scored[1:_MOST_PAIRED]]
    paired = max(((score(one), one) for one in pairs), default=(most, first), key=lambda pair: pair[0])
    # A pair must be worth its length.
    return (paired[1], paired[0]) if paired[0] > most + 0.5 else (first, most)


def amounts(node: LexborNode | LexborHTMLParser) -> list[LexborNode]:
    """The innermost elements whose whole text is one amount of đồng, in the order of the page."""
    said = ((one, one.text(separator=" ")) for one in node.css(_AMOUNTS))
    short = [one for one, text in said if len(text) < _LONGEST and (MONEY.search(text) or _is_bare(one, text))]
    priced = [one for one in short if plain_price(words(one))]
    outer = {one.parent.mem_id for one in priced if one.parent is not None}
    return [one for one in priced if one.mem_id not in outer]


def _is_bare(node: LexborNode, text: str) -> bool:
    """Whether an element states an amount without a currency: grouped thousands under a price's class or label."""
    if not _GROUPED.match(text):
        return False
    around = " ".join((one.attributes.get("class") or "") for one in (node, node.parent) if one is not None)
    before = node.prev
    while before is not None and not before.is_element_node:
        before = before.prev
    return bool(_PRICED.search(around) or (before is not None and _LABEL.match((before.text() or "").strip())))


def words(node: LexborNode) -> str | None:
    """An element's words in one line."""
    return clean(node.text(separator=" "))


def asked_and_struck(found: list[LexborNode]) -> tuple[list[LexborNode], list[LexborNode]]:
    """Amounts that stand together, parted into the prices asked and those struck.

    Names of classes alone do not tell (`price-discount` is either): where the one that looks struck is the lower, it is
    the one asked.
    """
    struck = [one for one in found if _looks_struck(one)]
    asked = [one for one in found if not _looks_struck(one)]
    if struck and asked and _lowest(struck) < _lowest(asked):
        return struck, asked
    if struck and not asked:
        lowest = _lowest(struck)
        return [one for one in struck if _value(one) == lowest], [one for one in struck if _value(one) > lowest]
    return asked, struck


def _value(node: LexborNode) -> int:
    return plain_price(words(node)) or 0


def _lowest(nodes: list[LexborNode]) -> int:
    return min(map(_value, nodes))


def _looks_struck(node: LexborNode) -> bool:
    """Whether an amount is crossed out by its element, its style or the name of its class."""
    if STRUCK.search(node.attributes.get("class") or ""):
        return True
    one: LexborNode | None = node
    for _ in range(3):
        if one is None:
            break
        crossed = one.tag in ("s", "del", "strike") or "line-through" in (one.attributes.get("style") or "")
        if crossed or _STRUCK_AROUND.search(one.attributes.get("class") or ""):
            return True
        one = one.parent
    return False


def within(node: LexborNode, outer: set[int]) -> bool:
    """Whether an element stands in one of these, which are given by their `mem_id`."""
    one: LexborNode | None = node
    while one is not None:
        if one.mem_id in outer:
            return True
        one = one.parent
    return False
