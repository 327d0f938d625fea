"""A search engine in memory: the same contract, a dozen real products, plain substring matching."""

from collections import Counter
from collections.abc import Callable
from html import escape

from catalog.slug import fold
from search.contract import (
    Alternative,
    Correction,
    EngineUnavailable,
    FacetValue,
    Hit,
    Lang,
    SearchRequest,
    SearchResponse,
    Suggestion,
    SuggestResponse,
    Understood,
)

_ROWS = (
    (
        "Mật ong bạc hà Mèo Vạc",
        "tuyen-quang",
        "ha-giang",
        4,
        "proven",
        350_000,
        "500 ml",
        "I",
        ("cho-ha", "voso"),
    ),
    ("Chè Shan tuyết Tây Côn Lĩnh", "tuyen-quang", "ha-giang", 5, "proven", 420_000, "100 g", "I", ("cho-ha",)),
    ("Chẩm chéo Tây Bắc", "lao-cai", None, 3, "claimed", 45_000, "150 g", "I", ("cho-lao", "voso")),
    ("Tương ớt Mường Khương", "lao-cai", "lao-cai", 4, "lapsed", 38_000, "250 g", "I", ("cho-lao",)),
    ("Rượu ngô Bắc Hà", "lao-cai", "lao-cai", 3, "contradicted", 120_000, "500 ml", "II", ("cho-lao",)),
    ("Thổ cẩm Sa Pa thêu tay", "lao-cai", "lao-cai", 4, "proven", None, None, "IV", ("voso",)),
    ("Cao dược liệu dây thìa canh", "lam-dong", "dak-nong", None, "none", 180_000, "100 g", "III", ("voso",)),
    (
        "Cà phê bột nguyên chất Cầu Đất",
        "lam-dong",
        "lam-dong",
        4,
        "claimed",
        95_000,
        "500 g",
        "I",
        ("voso", "cho-da"),
    ),
    ("Homestay Nặm Đăm", "tuyen-quang", "ha-giang", 4, "proven", None, None, "VI", ("cho-ha",)),
    ("Nước mắm Cá cơm <Cửa Tùng> 40 độ đạm", "quang-tri", "quang-tri", 4, "proven", 85_000, "500 ml", "I", ("voso",)),
)
_NAMES = {
    "tuyen-quang": "Tuyên Quang",
    "ha-giang": "Hà Giang",
    "lao-cai": "Lào Cai",
    "lam-dong": "Lâm Đồng",
    "dak-nong": "Đắk Nông",
    "quang-tri": "Quảng Trị",
}


def _hit(number: int, row: tuple[object, ...]) -> Hit:
    name, province, former, stars, status, price, content, group, shops = row
    assert isinstance(name, str)
    assert isinstance(shops, tuple)
    product = f"pfake2222{chr(ord('a') + number)}"
    slug = fold(name).replace(" ", "-").replace("<", "").replace(">", "")
    return Hit.model_validate(
        {
            "id": product,
            "name": name,
            "highlighted": escape(name),
            "slug": slug,
            "url": f"/san-pham/{slug}-{product}",
            "price": price,
            "unit_price": price * 2 if isinstance(price, int) else None,
            "unit_price_per": "kg" if price else None,
            "net_content": content,
            "stars": stars,
            "ocop_status": status,
            "province": province,
            "province_name": _NAMES[str(province)],
            "former_province": former,
            "former_province_name": _NAMES.get(str(former)),
            "producer": "Hợp tác xã Dịch vụ nông nghiệp tổng hợp",
            "producer_id": "htx-dich-vu",
            "group": group,
            "marketplaces": list(shops),
            "offers": len(shops),
            "sample_price": number % 2 == 0,
        }
    )


class FakeSearch:
    """`extra` repeats the goods, for paging; `down` makes every call fail as a missing engine does."""

    def __init__(self, *, copies: int = 1) -> None:
        self.hits = [_hit(number, row) for number, row in enumerate(_ROWS)] * copies
        self.down = False
        self.asked: list[SearchRequest] = []

    def search(self, request: SearchRequest) -> SearchResponse:
        if self.down:
            raise EngineUnavailable("no index")
        self.asked.append(request)
        words = fold(request.q)
        found = [hit for hit in self.hits if words in fold(hit.name) and _passes(hit, request)]
        if request.sort == "price":
            found.sort(key=lambda hit: (hit.price is None, hit.price or 0))
        page = [_highlight(hit, request.q) for hit in found[request.offset : request.offset + request.limit]]
        return SearchResponse(
            hits=page, total=len(found), facets=_facets(found, request), query=_understood(request.q), took_ms=0.4
        )

    def suggest(self, text: str, *, limit: int = 8, lang: Lang = "vi") -> SuggestResponse:  # noqa: ARG002
        if self.down:
            raise EngineUnavailable("no index")
        found = [hit for hit in self.hits if fold(text) in fold(hit.name)][:limit]
        lines = [
            Suggestion(kind="product", text=hit.name, highlighted=escape(hit.name), value=hit.id, url=hit.url)
            for hit in found
        ]
        return SuggestResponse(suggestions=lines, took_ms=0.1)

    def ready(self) -> bool:
        return not self.down


def _passes(hit: Hit, request: SearchRequest) -> bool:
    return (
        (not request.province or bool({hit.province, hit.former_province} & set(request.province)))
        and (not request.stars or hit.stars in request.stars)
        and (not request.group or hit.group in request.group)
        and (not request.marketplace or bool(set(hit.marketplaces) & set(request.marketplace)))
        and (request.price_min is None or (hit.price or 0) >= request.price_min)
        and (request.price_max is None or (hit.price or 10**12) <= request.price_max)
    )


def _highlight(hit: Hit, words: str) -> Hit:
    start = hit.name.lower().find(words.lower()) if words else -1
    if start < 0:
        return hit
    end = start + len(words)
    marked = f"{escape(hit.name[:start])}<mark>{escape(hit.name[start:end])}</mark>{escape(hit.name[end:])}"
    return hit.model_copy(update={"highlighted": marked})


def _facets(found: list[Hit], request: SearchRequest) -> dict[str, list[FacetValue]]:
    def values(of: Callable[[Hit], list[str]], chosen: set[str]) -> list[FacetValue]:
        counts = Counter(value for hit in found for value in of(hit))
        counts.update(dict.fromkeys(chosen - set(counts), 0))
        return [
            FacetValue(value=value, label=_NAMES.get(value, value), count=count, selected=value in chosen)
            for value, count in counts.most_common()
        ]

    return {
        "province": values(lambda hit: [hit.province] if hit.province else [], set(request.province)),
        "stars": values(lambda hit: [str(hit.stars)] if hit.stars else [], set(map(str, request.stars))),
        "group": values(lambda hit: [hit.group] if hit.group else [], set(request.group)),
        "marketplace": values(lambda hit: hit.marketplaces, set(request.marketplace)),
        "producer": values(lambda hit: [hit.producer_id] if hit.producer_id else [], set(request.producer)),
    }


def _understood(words: str) -> Understood:
    if words == "maatj ong":
        correction = Correction(original="maatj", corrected="mật", kind="telex")
        return Understood(text=words, understood_as="mật ong", corrections=[correction])
    if words == "ong":
        offered = [("ông", "tones", 1), ("ong rừng", "longer", 3), ("ong dưới 200k", "without_filter", 9)]
        return Understood(
            text=words,
            understood_as=words,
            filters={"province": ["ha-giang"], "stars": ["4"], "price_max": ["200000"], "net_content": ["500g"]},
            alternatives=[Alternative(text=text, why=why, total=total) for text, why, total in offered],
        )
    if words == "zzz":
        return Understood(
            text=words, understood_as=words, alternatives=[Alternative(text="mật ong", total=1, why="popular")]
        )
    return Understood(text=words, understood_as=words)
