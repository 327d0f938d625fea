"""What the search page shows of an answer: chips, facets, sorting, paging."""

from dataclasses import dataclass

from api.web.addresses import FILTERS, PAGE_SIZE, Pairs, search_address, search_pairs, without
from api.web.formats import Formats
from api.web.goods import former_names
from api.web.reading import MAX_OFFSET, SORTS
from api.web.readings import OtherReadings, conditions, other_readings
from api.web.texts import Translator
from search.contract import FacetValue, SearchRequest, SearchResponse

SHOWN_VALUES = 7


@dataclass(frozen=True)
class Chip:
    """One active filter and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class FacetLine:
    """One choice of a facet."""

    id: str
    value: str
    label: str
    note: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Facet:
    """A facet's choices: the ones always shown, and the rest behind a fold."""

    name: str
    shown: list[FacetLine]
    folded: list[FacetLine]


@dataclass(frozen=True)
class PageLink:
    """One step of the paging; `number` None is a gap."""

    number: int | None
    address: str = ""
    current: bool = False


@dataclass(frozen=True)
class Results:
    """An answer with everything around it."""

    asked: SearchRequest
    answer: SearchResponse
    chips: list[Chip]
    facets: list[Facet]
    sorts: list[tuple[str, bool]]
    pages: list[PageLink]
    conditions: list[str]
    readings: list[OtherReadings]
    clear_address: str
    previous: str | None
    following: str | None


def results(asked: SearchRequest, answer: SearchResponse, t: Translator) -> Results:
    """The view of one answer."""
    pairs = search_pairs(asked)
    page = asked.offset // PAGE_SIZE + 1
    last = _last_page(answer.total)
    return Results(
        asked=asked,
        answer=answer,
        chips=chips(asked, answer, pairs, t),
        facets=[_facet(name, answer.facets[name], t) for name in FILTERS if answer.facets.get(name)],
        sorts=[(sort, sort == asked.sort) for sort in SORTS],
        pages=_page_links(page, last, pairs),
        conditions=conditions(answer, t),
        readings=other_readings(answer, pairs),
        clear_address=search_address(pair for pair in pairs if pair[0] in ("q", "sort")),
        previous=_page_address(pairs, page - 1) if page > 1 else None,
        following=_page_address(pairs, page + 1) if page < last else None,
    )


def chips(asked: SearchRequest, answer: SearchResponse, pairs: Pairs, t: Translator) -> list[Chip]:
    """Every active filter, in words."""
    found = []
    for name in FILTERS:
        labels = {one.value: one.label for one in answer.facets.get(name, ())}
        for value in map(str, getattr(asked, name)):
            label = t("stars.short", n=int(value)) if name == "stars" else labels.get(value, value)
            found.append(Chip(label, without(pairs, (name, value))))
    for name, key in (("price_min", "filters.from_price"), ("price_max", "filters.to_price")):
        if (amount := getattr(asked, name)) is not None:
            found.append(Chip(t(key, price=Formats(t).money(amount)), without(pairs, (name, None))))
    return found


def _facet(name: str, values: list[FacetValue], t: Translator) -> Facet:
    lines = [_line(name, one, t) for one in values]
    first = lines[:SHOWN_VALUES]
    rest = lines[SHOWN_VALUES:]
    first += [line for line in rest if line.selected]
    return Facet(name, first, [line for line in rest if not line.selected])


def _line(name: str, one: FacetValue, t: Translator) -> FacetLine:
    label = t("stars.short", n=int(one.value)) if name == "stars" and one.value.isdigit() else one.label
    note = ", ".join(former_names(one.value)) if name == "province" else ""
    return FacetLine(f"f-{name}-{one.value}", one.value, label, note, one.count, one.selected)


def _last_page(total: int) -> int:
    return max(1, min(-(-total // PAGE_SIZE), MAX_OFFSET // PAGE_SIZE))


def _page_address(pairs: Pairs, number: int) -> str:
    return search_address([*pairs, ("page", str(number))] if number > 1 else pairs)


def _page_links(page: int, last: int, pairs: Pairs) -> list[PageLink]:
    wanted = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    links: list[PageLink] = []
    for number in wanted:
        if links and number - (links[-1].number or 0) > 1:
            links.append(PageLink(None))
        links.append(PageLink(number, _page_address(pairs, number), number == page))
    return links if last > 1 else []
