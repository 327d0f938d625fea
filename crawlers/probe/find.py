"""Finding selectors on product pages without structured data, checked against what the lists' cards say of them."""

import re
from collections import Counter
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from catalog.slug import fold
from crawlers.extract import labels, selectors
from crawlers.extract.money import plain_price
from crawlers.extract.text import clean, from_html
from crawlers.page import Page
from crawlers.probe import marks

Said = Mapping[str, Mapping[str, str]]
_NAMES = (
    *("[itemprop=name]", "h1.product-title", "h1.product-name", "h1", "main h1", "h2.product-name", ".product-title"),
    *("[class*=product] h2", "[class*=chi-tiet] h2", "main h2", "h2", "h3"),
)
_PICTURES = ("data-src", "data-original", "data-lazy-src", "data-zoom-image", "data-large", "src")
_FURNITURE = "header, footer, nav, aside"
_SHORTEST = 40
_IMAGES = (
    *(
        "[class*=gallery] img",
        "[class*=product-image] img",
        "[class*=product-img] img",
        "[class*=product] [class*=image] img",
    ),
    *(
        "[class*=anh] img",
        "[class*=hinh] img",
        "[class*=thumb] img",
        "main img",
        "#content img",
        "[class*=product] img",
    ),
    *("[class*=detail] img", "[class*=chi-tiet] img", "img"),
)
_DESCRIPTIONS = (
    *("[itemprop=description]::html", "#tab-description::html", "#description::html", ".product-description::html"),
    *("[class*=description]::html", "[class*=mo-ta]::html", "[class*=noi-dung]::html", "[id*=mo-ta]::html"),
)


def looks_like_product(page: Page, card: str | None = None) -> bool:
    """Whether a page without structured data sells one thing: a heading, a price outside all cards, a way to buy."""
    text = page.tree.body.text(separator=" ") if page.tree.body else ""
    others = _others(page, card)
    own = any(not marks.within(one, others) for one in marks.amounts(page.tree))
    return page.tree.css_first("h1, h2, h3") is not None and own and bool(marks.BUY.search(text))


def product_selectors(pages: list[Page], said: Said | None = None, card: str | None = None) -> dict[str, str]:
    """Selectors for name, price, list price, pictures and description that work on most of these product pages.

    `said` is what the lists' cards say of each page's product, by its address: a selector must give the same. `card`
    finds the cards: other products that a page recommends are not the page's own.
    """
    said = said or {}
    others = {page.url: _others(page, card) for page in pages}
    price = _price(pages, said, others, struck=False)
    struck = _price(pages, said, others, struck=True)
    found = {"name": _name(pages, said), "price": price, "list_price": struck if struck != price else None}
    found["images"] = _images(pages)
    found["description"] = _description(pages)
    return {name: selector for name, selector in found.items() if selector}


def _others(page: Page, card: str | None) -> set[int]:
    """Elements that are not about the page's own product."""
    outer = [*page.tree.css(_FURNITURE), *(selectors.nodes(page.tree, card) if card else [])]
    return {node.mem_id for node in outer}


def _first(page: Page, selector: str) -> str | None:
    return next(iter(selectors.select(page.tree, selector)), None)


def _name(pages: list[Page], said: Said) -> str | None:
    best, most = None, 0.0
    for tried in dict.fromkeys([*_NAMES, *_like_cards(pages, said)]):
        names = {page.url: name for page in pages if (name := clean(_first(page, tried)))}
        if len(names) * 2 <= len(pages) or len(set(names.values())) < len(names):
            continue
        known = [fold(name) == fold(said[url]["name"]) for url, name in names.items() if said.get(url, {}).get("name")]
        score = len(names) / len(pages) + (sum(known) / len(known) if known else 0.5)
        if score > most:
            best, most = tried, score
    return best


def _like_cards(pages: list[Page], said: Said) -> list[str]:
    """Selectors of elements that say the name the list's card says."""
    found = []
    for page in pages[:2]:
        name = said.get(page.url, {}).get("name")
        for node in page.tree.css("h1, h2, h3, h4, h5, div, span, p, strong, b") if name else ():
            if len(node.text()) < 200 and fold(marks.words(node) or "") == fold(name or ""):
                found += list(marks.selectors_of(node))
    return found[:12]


def _price(pages: list[Page], said: Said, others: Mapping[str, set[int]], *, struck: bool) -> str | None:
    """The selector that gives the card's price on the most pages; without cards the first amount of the page."""
    votes: Counter[str] = Counter()
    field = "list_price" if struck else "price"
    for page in pages:
        known = plain_price(said.get(page.url, {}).get(field))
        own = [one for one in marks.amounts(page.tree) if not marks.within(one, others[page.url])]
        fitting = [one for one in own if known and plain_price(marks.words(one)) == known]
        for one in fitting[:2] or marks.asked_and_struck(own[:3])[struck]:
            votes.update(dict.fromkeys(marks.selectors_of(one), 1))
        if not struck:
            votes.update(dict.fromkeys(_stated(page, known), 1))
    tried = [selector for selector, _ in votes.most_common(16)]
    best, most = marks.best(tried, lambda selector: _agreement(pages, said, field, selector))
    return best if most > (0.0 if struck else 0.5 * len(pages)) else None


def _stated(page: Page, known: int | None) -> list[str]:
    """Selectors of prices that stand in attributes."""
    found = []
    for node in page.tree.css("[data-price], [data-gia], [data-product-price]"):
        for name in ("data-price", "data-gia", "data-product-price"):
            value = node.attributes.get(name) or ""
            if re.fullmatch(r"\d{3,9}(\.0+)?", value) and known in (None, int(float(value))):
                found.append(f"{marks.own_selector(node) or ''}[{name}]::attr({name})")
    return found


def _agreement(pages: list[Page], said: Said, field: str, selector: str) -> float:
    """Pages on which a selector gives an amount, those that contradict the card taken off."""
    score = 0.0
    for page in pages:
        value = plain_price(re.sub(r"\.0+$", "", _first(page, selector) or ""))
        card = said.get(page.url)
        known = plain_price(card.get(field)) if card else None
        if value is not None:
            # A card that states no such price contradicts as well: the amount is another product's.
            score += 1.2 if value == known else 1.0 if card is None else -0.7
    return score


def _images(pages: list[Page]) -> str | None:
    """Pictures that differ from page to page: a logo does not."""
    for css in dict.fromkeys([*_IMAGES[:4], *_beside_name(pages), *_IMAGES[4:]]):
        names = [name for name in _PICTURES if any(page.tree.css_first(f"{css}[{name}]") for page in pages)]
        for kept in (names, names[-1:]):
            selector = " || ".join(f"{css}::attr({name})" for name in kept)
            first = [value for page in pages if (value := _first(page, selector))]
            if len(first) * 2 > len(pages) and len(set(first)) == len(first):
                return selector
    return None


def _beside_name(pages: list[Page]) -> list[str]:
    """Pictures of the smallest part around the heading that has any."""
    found = []
    for page in pages[:2]:
        node = page.tree.css_first("h1") or page.tree.css_first("h2")
        while node is not None and node.css_first("img") is None:
            node = node.parent
        selector = marks.own_selector(node) if node is not None and node.tag not in ("body", "html") else None
        found += [f"{selector} img"] if selector else []
    return found


def _description(pages: list[Page]) -> str | None:
    """The usual places, else the smallest part that states labelled facts or goes on at length on most of the pages."""
    for tried in _DESCRIPTIONS:
        if sum(bool(from_html(_first(page, tried))) for page in pages) * 2 > len(pages):
            return tried
    lengths: dict[str, list[int]] = {}
    facts: Counter[str] = Counter()
    for page in pages:
        for selector, node in _parts(page).items():
            text = from_html(node.html) or ""
            if len(text) >= _SHORTEST:
                lengths.setdefault(selector, []).append(len(text))
                facts[selector] += len(labels.of_text(text))
    common = [one for one, found in lengths.items() if len(found) * 2 > len(pages)]
    best = max(common, key=lambda one: (facts[one], -sum(lengths[one])), default=None)
    return f"{best}::html" if best else None


def _parts(page: Page) -> dict[str, LexborNode]:
    """Parts of a page by their selectors, the first of each."""
    parts: dict[str, LexborNode] = {}
    for node in page.tree.css("div, section, article, td, ul, table"):
        selector = marks.own_selector(node)
        if selector:
            parts.setdefault(selector, node)
    return parts
