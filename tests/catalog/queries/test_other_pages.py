"""What the pages of producers, marketplaces and provinces read of the catalog, in few queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlmodel import Session

from catalog.queries import (
    list_producers,
    marketplace_summaries,
    producer_page,
    product_page,
    province_report,
)
from catalog.record import Recorder
from catalog.refresh import refresh
from catalog.seed import seed
from catalog.tables import Certificate
from tests.catalog.fair import honey, see
from tests.catalog.queries.jar import RECOGNISED, TODAY, jar


@contextmanager
def counted_queries(engine: Engine) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def test_a_producer_sees_its_listings_side_by_side_and_what_each_lacks(fair: Engine) -> None:
    page = producer_page(fair, "htx-tuan-dung-tuyen-quang", today=TODAY)
    assert page is not None
    assert (page.name, page.legal_form, page.place.province_name) == ("Tuấn Dũng", "cooperative", "Tuyên Quang")
    assert page.marketplaces == {"ba": "ba", "cho": "Chợ", "hoi": "Hội"}
    assert (page.total_products, page.total_listings) == (2, 5)
    tea, honey_product = page.products
    assert tea.missing_on == ["ba", "hoi"]
    assert honey_product.missing_on == []
    assert [listing.marketplace for listing in honey_product.listings] == ["ba", "cho", "cho", "hoi"]
    assert all(listing.findings for listing in tea.listings)
    assert sum(page.findings.values()) == sum(
        len(listing.findings) for product in page.products for listing in product.listings
    )
    assert [(one.number, one.status) for one in page.certificates] == [("1/QĐ-UBND", "lapsed"), ("12/QĐ-UBND", "valid")]


def test_the_names_taken_for_one_producer_are_told_with_the_reason(database: Engine) -> None:
    see(
        database,
        "2026-11-19",
        honey("mot", producer="Hợp tác xã Tuấn Dũng"),
        honey("hai", producer="HTX DVNN TUẤN DŨNG"),
        honey("ba", producer="Tuấn Dũng"),
        honey("bon", producer="HTX Tuấn Dũng", address=None),
    )
    with Session(database) as session:
        session.add(Certificate(**RECOGNISED, stars=4, number="1/QĐ-UBND"))
        session.commit()
    refresh(database, today=TODAY)
    page = producer_page(database, "htx-tuan-dung-tuyen-quang", today=TODAY)
    assert page is not None
    assert {(one.words, one.because, one.listings, one.certificates) for one in page.known_as} == {
        ("Hợp tác xã Tuấn Dũng", "named", 1, 1),
        ("HTX DVNN TUẤN DŨNG", "written_otherwise", 1, 0),
        ("Tuấn Dũng", "no_form", 1, 0),
        ("HTX Tuấn Dũng", "no_province", 1, 0),
    }


def test_a_producers_products_come_in_pages(fair: Engine) -> None:
    pages = [producer_page(fair, "htx-tuan-dung-tuyen-quang", today=TODAY, limit=1, offset=at) for at in range(3)]
    assert [[product.name.split()[0] for product in page.products] for page in pages if page] == [["Chè"], ["Mật"], []]


def test_a_producer_is_found_without_its_province(fair: Engine) -> None:
    page = producer_page(fair, "htx-tuan-dung", today=TODAY)
    assert page is not None
    assert page.id == "htx-tuan-dung-tuyen-quang"
    for unknown in ("htx-tuan", "", "%"):
        assert producer_page(fair, unknown, today=TODAY) is None


def test_producers_are_searched_by_folded_words(fair: Engine) -> None:
    for q, names in {
        "": ["Nà Hang", "Tuấn Dũng"],
        "tuan": ["Tuấn Dũng"],
        "DŨNG tuấn": ["Tuấn Dũng"],
        "tuan hang": [],
        "%": [],
        "_": [],
    }.items():
        found = list_producers(fair, q=q)
        assert ([one.name for one in found.producers], found.total) == (names, len(names)), q


def test_the_list_of_producers_counts_and_pages(fair: Engine) -> None:
    one = list_producers(fair, q="dung").producers[0]
    assert (one.products, one.listings, one.marketplaces, one.certificates) == (2, 5, 3, 2)
    assert (one.province_name, one.url) == ("Tuyên Quang", "/co-so/htx-tuan-dung-tuyen-quang")
    second = list_producers(fair, limit=1, offset=1)
    assert ([row.name for row in second.producers], second.total) == (["Tuấn Dũng"], 2)
    assert list_producers(fair, province="lao-cai").total == 0


def test_marketplaces_come_with_counts_and_their_last_crawl(fair: Engine) -> None:
    with Recorder(fair, marketplace="hoi") as recorder:
        recorder.finish(pages=7, held=True)
    found = {one.slug: one for one in marketplace_summaries(fair)}
    assert (found["cho"].fresh, found["cho"].products, found["cho"].ocop_products) == (3, 2, 1)
    assert (found["hoi"].fresh, found["hoi"].stale, found["hoi"].products) == (0, 1, 1)
    assert found["hoi"].last_crawl is not None
    assert (found["hoi"].last_crawl.pages, found["hoi"].last_crawl.held) == (7, True)
    assert (found["empty"].sample, found["empty"].products, found["empty"].last_crawl) == (True, 0, None)
    assert found["cho"].province_name == "Tuyên Quang"
    assert found["cho"].last_seen is not None


def test_a_province_reads_shares_with_their_date(fair: Engine) -> None:
    report = province_report(fair, "tuyen-quang", today=TODAY)
    assert report is not None
    assert report.name == "Tuyên Quang"
    assert (report.products, report.shops) == (1, 1)
    for share, parts in (
        (report.recognised_online, (1, 2)),
        (report.producers_online, (1, 2)),
        (report.proven, (1, 1)),
        (report.claimed_only, (0, 1)),
    ):
        assert (share.numerator, share.denominator, share.date) == (*parts, TODAY)
    here = {one.marketplace: one for one in report.marketplaces}
    assert set(here) == {"ba", "bon", "cho", "hoi"}
    assert (here["cho"].products, here["cho"].recognised.numerator) == (1, 1)
    assert province_report(fair, "nowhere", today=TODAY) is None


def test_a_province_of_nothing_reads_zeros(database: Engine) -> None:
    seed(database)
    report = province_report(database, "lao-cai", today=TODAY)
    assert report is not None
    assert (report.products, report.marketplaces, report.proven.denominator) == (0, [], 0)


def test_no_page_asks_more_the_more_there_is(database: Engine) -> None:
    def asked() -> list[int]:
        numbers = []
        product = jar(database)
        for page in (
            lambda: product_page(database, product, today=TODAY),
            lambda: producer_page(database, "htx-tuan-dung-tuyen-quang", today=TODAY),
            lambda: list_producers(database),
            lambda: marketplace_summaries(database),
            lambda: province_report(database, "tuyen-quang", today=TODAY),
        ):
            with counted_queries(database) as said:
                page()
            numbers.append(len(said))
        return numbers

    see(database, "2026-11-19", honey("cho"), honey("hoi"))
    refresh(database, today=TODAY)
    few = asked()
    more = [
        honey(f"cho-{shop}", url=f"https://cho-{shop}.example/{size}", name=f"Mật ong bạc hà Tuấn Dũng chai {size}ml")
        for shop in range(6)
        for size in (100, 250, 500)
    ]
    see(database, "2026-11-19", *more)
    refresh(database, today=TODAY)
    assert asked() == few
    assert max(few) <= 10
