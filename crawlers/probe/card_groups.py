"""Lists of products on pages nobody has declared: repeated elements with one link and one amount each."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawlers.extract import selectors
from crawlers.extract.money import plain_price
from crawlers.page import Page
from crawlers.probe import marks

Own = Callable[[Page, str], str | None]
_HIGHEST = 9
_FEWEST = 2
_NAMES = (
    *("h2 a", "h3 a", "h4 a", "h5 a", "[class*=name] a", "[class*=title] a", "a[class*=name]", "a[class*=title]"),
    *("[class*=name]", "[class*=title]", "[class*=ten]", "h2", "h3", "h4", "h5", "a[title]::attr(title)"),
    *("img[alt]::attr(alt)", "a", "strong", "b"),
)
_LINKS = (
    *("h2 a::attr(href)", "h3 a::attr(href)", "h4 a::attr(href)", "[class*=name] a::attr(href)"),
    *("[class*=title] a::attr(href)", "a[class*=name]::attr(href)", "a[class*=title]::attr(href)", "a::attr(href)"),
)
_PICTURES = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "src")


@dataclass
class Group:
    """Cards that one selector finds; `fields` are selectors within a card, `targets` what each product's card says."""

    selector: str
    fields: dict[str, str]
    targets: dict[str, dict[str, str]] = field(default_factory=dict)

    def declared(self) -> dict[str, str]:
        """The `[selectors]` table."""
        return {"card": self.selector, **self.fields}

    def link(self) -> str:
        """A page-wide selector of the products' links."""
        own = self.fields["url"]
        return f"{self.selector}{own}" if own.startswith("::") else f"{self.selector} {own}"


def groups(page: Page, own: Own) -> list[Group]:
    """Groups of cards on a page, the one with the most products first."""
    cards: dict[int, tuple[LexborNode, str]] = {}
    for seed in _seeds(page):
        found = _card(page, own, seed)
        if found is not None:
            cards.setdefault(found[0].mem_id, found)
    by_selector: dict[str, list[tuple[LexborNode, str]]] = defaultdict(list)
    for node, target in cards.values():
        for selector in _card_selectors(node):
            by_selector[selector].append((node, target))
    made = (_group(page, selector, found) for selector, found in by_selector.items())
    # Of two selectors for the same cards the shorter, plainer one.
    ordered = sorted(filter(None, made), key=lambda one: (-len(one.targets), len(one.selector)))
    return _distinct(ordered)


def _seeds(page: Page) -> Iterator[LexborNode]:
    """Elements that state a price, or that one has to ask for it; without any, pictures that are links."""
    found = [*marks.amounts(page.tree), *(node for node in page.tree.css("[data-price]"))]
    found += [
        node for node in page.tree.css("span, p, b, strong, div, a") if marks.ASKED.match(marks.words(node) or "")
    ]
    if not found:
        found = [node for node in page.tree.css("a img") if node.parent is not None]
    yield from found


def _card(page: Page, own: Own, seed: LexborNode) -> tuple[LexborNode, str] | None:
    """The largest element around a price that leads to one product only, and where it leads."""
    best: tuple[LexborNode, str] | None = None
    node: LexborNode | None = seed
    for _ in range(_HIGHEST):
        if node is None or node.tag in ("body", "html", "main", "header", "footer", "nav", "form"):
            break
        targets = _targets(page, own, node)
        if len(targets) > 1:
            target = _dominant(targets)
            if target is None:
                break
            best = (node, target)
        elif targets:
            best = (node, next(iter(targets)))
        node = node.parent
    return best


def _targets(page: Page, own: Own, node: LexborNode) -> dict[str, int]:
    """Where an element's links lead, each with its weight: a picture or a heading weighs more than words."""
    anchors = ([node] if node.tag == "a" else []) + list(node.css("a[href]"))
    weights: Counter[str] = Counter()
    for anchor in anchors:
        href = anchor.attributes.get("href") or ""
        if not href or href.startswith(("#", "javascript")) or marks.IDLE.search(href):
            continue
        target = own(page, href)
        if target and target != page.url:
            heading = anchor.css_first("img, h2, h3, h4, h5") is not None or (
                anchor.parent is not None and anchor.parent.tag in ("h2", "h3", "h4", "h5")
            )
            weights[target] += 3 if heading else 1
    return weights


def _dominant(targets: dict[str, int]) -> str | None:
    """The product among several links of one card: it alone has a picture or a heading, the others are mere words."""
    (first, most), (_, second) = Counter(targets).most_common(2)
    return first if most >= 3 and second <= 2 and len(targets) <= 4 else None


def _card_selectors(node: LexborNode) -> Iterator[str]:
    """Selectors a card may be found by: its classes, else its place below the next element that has a name."""
    names = marks.telling_classes(node)
    yield from (f"{node.tag}.{name}" for name in names[:4])
    place = f"{node.tag}.{names[0]}" if names else str(node.tag)
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in ("body", "html"):
            return
        outer = marks.own_selector(above)
        if outer:
            yield f"{outer} > {place}"
            return
        place, above = f"{above.tag} > {place}", above.parent


def _group(page: Page, selector: str, found: list[tuple[LexborNode, str]]) -> Group | None:
    nodes = [node for node, _ in found]
    if len({target for _, target in found}) < _FEWEST:
        return None
    # A selector that finds much else besides would read that as products.
    if len(selectors.nodes(page.tree, selector)) > 1.5 * len(nodes) + 1:
        return None
    most = 0.85 * len(nodes)
    link = next((one for one in ("::attr(href)", *_LINKS) if _leads(page, found, one) >= most), None)
    name = next((one for one in _NAMES if _names(nodes, one) >= most), None)
    if nodes[0].tag == "a" and name is None:
        name = "::text"
    if link is None or name is None:
        return None
    fields = {"name": name, "url": link, **_prices(nodes), **_picture(nodes)}
    fields = {key: one.replace(f"{selector} ", "") for key, one in fields.items()}
    targets = {
        target: {key: said for key, one in fields.items() if (said := _said(node, one))} for node, target in found
    }
    return Group(selector, fields, targets)


def _said(node: LexborNode, selector: str) -> str | None:
    return next(iter(selectors.select(node, selector)), None)


def _leads(page: Page, found: list[tuple[LexborNode, str]], selector: str) -> int:
    """How many cards this selector leads from to their own product, as far as addresses are written alike."""
    good = 0
    for node, target in found:
        if selector == "::attr(href)" and node.tag != "a":
            continue
        said = _said(node, selector)
        good += said is not None and page.join(said).split("#")[0].split("?")[0] == target.split("?")[0]
    return good


def _names(nodes: list[LexborNode], selector: str) -> int:
    """How many cards this selector names, each by words of its own that are no price and no button."""
    said = [_said(node, selector) for node in nodes]
    good = [one for one in said if one and re.search(r"[^\W\d_]{2}", one) and not marks.MONEY.search(one)]
    good = [one for one in good if not marks.BUY.search(one) and not marks.ASKED.match(one) and len(one) > 3]
    return len(good) if len(set(good)) > 0.6 * len(good) else 0


def _prices(nodes: list[LexborNode]) -> dict[str, str]:
    """Selectors of the price asked and the one struck, within a card."""
    stated = Counter(name for node in nodes for one in node.css("[data-price]") if (name := _data_price(one)))
    asked: Counter[str] = Counter()
    struck: Counter[str] = Counter()
    for node in nodes:
        own = [one for one in marks.amounts(node) if one.mem_id != node.mem_id]
        for votes, found in zip((asked, struck), marks.asked_and_struck(own), strict=True):
            for one in found:
                votes.update(dict.fromkeys(marks.selectors_of(one), 1))
    fields = {}
    price = _best(asked, nodes, struck=False)
    if price is None and stated:
        price = stated.most_common(1)[0][0]
    if price:
        fields["price"] = price
    former = _best(struck, nodes, struck=True)
    if former and former != price:
        fields["list_price"] = former
    return fields


def _data_price(node: LexborNode) -> str | None:
    value = node.attributes.get("data-price") or ""
    selector = marks.own_selector(node)
    return f"{selector or ''}[data-price]::attr(data-price)" if re.fullmatch(r"\d{3,9}(\.0+)?", value) else None


def _best(votes: Counter[str], nodes: list[LexborNode], *, struck: bool) -> str | None:
    """The selector that gives the most cards an amount, and not the one that is struck beside the one asked."""

    def score(selector: str) -> float:
        values = [plain_price(_said(node, selector)) for node in nodes]
        good = sum(value is not None for value in values)
        pairs = zip(nodes, values, strict=True)
        wrong = sum(_is_higher(node, value) != struck for node, value in pairs if value)
        return good - 2 * wrong

    best, most = marks.best([selector for selector, _ in votes.most_common(12)], score)
    return best if most >= (1 if struck else max(1, 0.3 * len(nodes))) else None


def _is_higher(node: LexborNode, value: int) -> bool:
    """Whether the card states a lower amount beside this one: then this one is the former price."""
    stated = [price for one in marks.amounts(node) if (price := plain_price(marks.words(one)))]
    return bool(stated) and len(set(stated)) == 2 and value > min(stated) >= 0.2 * value


def _picture(nodes: list[LexborNode]) -> dict[str, str]:
    names = [name for name in _PICTURES if any(node.css_first(f"img[{name}]") is not None for node in nodes)]
    return {"image": " || ".join(f"img::attr({name})" for name in names)} if names else {}


def _distinct(ordered: list[Group]) -> list[Group]:
    kept: list[Group] = []
    for one in ordered:
        if not any(set(one.targets) <= set(other.targets) for other in kept):
            kept.append(one)
    return kept
