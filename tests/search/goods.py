"""Goods to search in: names as sellers write them, with places, stars, prices and makers that try every filter."""

from collections.abc import Sequence

from search.documents import ProductDocument, rank_of
from search.engines.protocol import Builder, Engine, IndexState
from search.fields import schema_hash
from search.lexicon import shipped_lexicon
from search.lexicon.load import lexicon_hash
from search.service import EngineSearchService
from search.terms import taken_apart, terms_of
from search.understanding.places import shipped_gazetteer
from search.words import WordCounts

# name, price, stars, province, former province, producer, group
Row = tuple[str, int | None, int | None, str | None, str | None, str | None, str | None]
_ROWS: tuple[Row, ...] = (
    ("Mật ong bạc hà Mèo Vạc 500g", 450_000, 5, "tuyen-quang", "ha-giang", "HTX Tuấn Dũng", "I"),
    ("Mật ong hoa nhãn 1 lít", 180_000, 3, "hung-yen", "hung-yen", "HTX Chí Tân", "I"),
    ("Xà phòng mật ong", 60_000, None, "lam-dong", "lam-dong", "Cơ sở Thảo Nguyên", "III"),
    ("Bơ sáp 034", 65_000, 3, "lam-dong", "dak-nong", "HTX Bơ Đắk Mil", "I"),
    ("Thịt bò một nắng", 350_000, 4, "gia-lai", "gia-lai", "Cơ sở Krông Pa", "I"),
    ("Bò khô miếng", 290_000, None, "da-nang", "da-nang", None, "I"),
    ("Bột nghệ đỏ", 80_000, 3, "dak-lak", "dak-lak", None, "III"),
    ("Mứt dừa non", 90_000, 3, "vinh-long", "ben-tre", "Cơ sở Thanh Long", "I"),
    ("Mứt dứa dẻo", 70_000, None, "ninh-binh", "ninh-binh", None, "I"),
    ("Kẹo dừa sầu riêng", 55_000, 4, "vinh-long", "ben-tre", "Cơ sở Thanh Long", "I"),
    ("Nước mắm cá cơm 40 độ đạm 500ml", 120_000, 4, "khanh-hoa", "khanh-hoa", "Công ty 584 Nha Trang", "I"),
    ("Nước mắm Phú Quốc 1L", 150_000, 4, "an-giang", "kien-giang", "HTX Khải Hoàn", "I"),
    ("Thịt lợn đen gác bếp", 420_000, 4, "lao-cai", "lao-cai", "HTX Bắc Hà", "I"),
    ("Lạp xưởng heo bản", 260_000, 3, "cao-bang", None, None, "I"),
    ("Ngô nếp sấy", 45_000, None, "son-la", None, None, "I"),
    ("Bắp rang bơ", 30_000, None, None, None, None, "I"),
    ("Bắp bò ngâm mắm", 240_000, None, None, None, None, "I"),
    ("Hạt điều rang muối", 320_000, 4, "dong-nai", "binh-phuoc", "Công ty Hoàng Phú", "I"),
    ("Xoài sấy dẻo Cam Lâm", 110_000, 4, "khanh-hoa", "khanh-hoa", None, "I"),
    ("Chuối sấy dẻo", 50_000, 3, None, None, None, "I"),
    ("Rong biển sấy giòn", 40_000, None, "khanh-hoa", None, None, "I"),
    ("Mì rong biển", 25_000, None, None, None, None, "I"),
    ("Chè shan tuyết Suối Giàng", 500_000, 5, "lao-cai", "yen-bai", "HTX Suối Giàng", "I"),
    ("Trà atiso túi lọc 20 x 2g", 75_000, 4, "lam-dong", "lam-dong", "Công ty Ngọc Duy", "I"),
    ("Chè bưởi An Giang", 35_000, None, "an-giang", "an-giang", None, "I"),
    ("Cà phê rang xay Buôn Ma Thuột 500g", 130_000, 4, "dak-lak", "dak-lak", "HTX Công Bằng", "I"),
    ("Cà phê hòa tan 3 in 1", 60_000, 3, "lam-dong", None, None, "I"),
    ("Rượu ngô men lá", 150_000, 3, "tuyen-quang", "ha-giang", "HTX Thanh Vân", "II"),
    ("Khăn thổ cẩm Lùng Tám", 280_000, 4, "tuyen-quang", "ha-giang", "HTX Lùng Tám", "IV"),
    ("Đậu phộng rang tỏi ớt", 38_000, None, "tay-ninh", "tay-ninh", None, "I"),
)


def documents() -> list[ProductDocument]:
    """The goods as documents; their ids are `p000000000` and on, in the order written."""
    return [document(place, row) for place, row in enumerate(_ROWS)]


def document(place: int, row: Row) -> ProductDocument:
    """One product; every third is on two marketplaces."""
    name, price, stars, province, former, producer, group = row
    one = f"p{place:09d}"
    maker = f"maker-{place}" if producer else None
    marketplaces = ["cho-mot"] if place % 3 else ["cho-hai", "cho-mot"]
    hit = {
        "id": one,
        "name": name,
        "slug": "hang",
        "url": f"/san-pham/hang-{one}",
        "price": price,
        "stars": stars,
        "province": province,
        "former_province": former,
        "producer": producer,
        "producer_id": maker,
        "group": group,
        "marketplaces": marketplaces,
        "offers": 1 + place % 3,
    }
    filters = {"province": province, "former_province": former, "producer": maker, "group": group}
    filters["stars"] = str(stars) if stars else None
    numbers = {
        "price": price,
        "star_order": stars,
        "first_seen": 1_790_000_000 + place,
        "rank": rank_of(one, 1 + place % 3, stars or 0, pictured=False, priced=price is not None),
    }
    return ProductDocument(
        id=one,
        fingerprint=f"print-{place}",
        terms=terms_of([taken_apart(name)], producer, (), shipped_lexicon()),
        filters={key: [value] for key, value in filters.items() if value} | {"marketplace": marketplaces},
        numbers={key: value for key, value in numbers.items() if value is not None},
        hit=hit,
        names=[name],
        apart=[taken_apart(name)],
        producer=producer,
    )


def build(builder: Builder, goods: Sequence[ProductDocument] | None = None) -> None:
    """Build an index of the goods and make it live."""
    goods = documents() if goods is None else goods
    counts = WordCounts()
    for document in goods:
        counts.count(document.apart, document.maker)
    draft = builder.draft()
    draft.add([builder.encode(document) for document in goods])
    draft.finish(state(len(goods)), counts.dump())
    draft.switch()


def state(documents: int, generation: str = "one") -> IndexState:
    """A state as a build would store it."""
    return IndexState(schema_hash(), lexicon_hash(), generation, documents, "2026-01-01T00:00:00+00:00")


def service(engine: Engine) -> EngineSearchService:
    """The service over an engine, with two marketplaces' names."""
    names = {"cho-mot": "Chợ Một", "cho-hai": "Chợ Hai"}
    return EngineSearchService(engine, shipped_lexicon(), shipped_gazetteer(), lambda: names)
