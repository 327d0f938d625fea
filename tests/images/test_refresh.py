"""Pictures from listings to thumbnails: fetched once, judged, and one chosen for the product."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from catalog.database import session
from catalog.listing import Listing
from catalog.record import Recorder
from catalog.settings import Settings
from catalog.tables import Image, Product
from catalog.tables import Listing as ListingRow
from catalog.tables.columns import utc_now
from images import WIDTHS, stored_path
from images.fetch import Fetched
from images.report import PictureReport
from images.work import Known, look_at
from tests.images.catalog import Refresh, both_databases, codes, rows, see
from tests.images.pictures import HTML, SVG, encoded, jpeg, photo
from tests.images.server import Shop, body, redirect


@both_databases
def test_a_picture_from_page_to_thumbnails(database: Engine, refresh: Refresh, settings: Settings, shop: Shop) -> None:
    shop.answers |= {"/a.jpg": body(jpeg(1400, 1000)), "/b.png": body(encoded(photo(400, 400, seed=2), "PNG"))}
    see(database, {"mat-ong": [shop.url("/a.jpg"), shop.url("/b.png")]})
    steps: list[tuple[int, int | None]] = []
    report = refresh(progress=lambda done, total: steps.append((done, total)))
    assert (report.new, report.fetched, report.ok, report.thumbnails) == (2, 2, 2, 5)
    assert steps == [(1, 2), (2, 2)]
    first, second = rows(database)
    assert (first.status, first.format, first.width, first.height, first.position) == ("ok", "JPEG", 1400, 1000, 0)
    assert (second.format, second.width, second.position) == ("PNG", 400, 1)
    for row in (first, second):
        assert row.sha256 is not None
        assert len(row.dhash or "") == 16
        assert all(stored_path(settings, row.sha256, width) for width in WIDTHS)
    assert report.to_json()["verdicts"] == {"ok": 2}


@both_databases
def test_a_second_run_asks_for_nothing(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers |= {"/a.jpg": body(jpeg()), "/page": body(HTML)}
    see(database, {"a": [shop.url("/a.jpg"), shop.url("/gone.jpg"), shop.url("/page"), "data:image/png;base64,AA"]})
    refresh()
    asked, before = len(shop.asked), rows(database)
    assert refresh() == PictureReport()
    assert len(shop.asked) == asked
    assert rows(database) == before


def test_what_is_refused_says_why_in_both_languages(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers |= {
        "/page": body(HTML, Content_Type="image/jpeg"),
        "/drawing": body(SVG, Content_Type="image/png"),
        "/half": body(jpeg()[:2000]),
        "/empty": body(b""),
        "/moved": redirect("http://169.254.169.254/latest/"),
    }
    see(database, {"a": [shop.url(path) for path in shop.answers]})
    see(database, {"b": [shop.url("/none"), "http://10.0.0.1/a.jpg", "data:image/png;base64,AAAA", "javascript:x", ""]})
    report = refresh()
    assert codes(database) == [
        *(("broken", "not_a_picture"), ("broken", "not_a_picture"), ("broken", "broken"), ("broken", "broken")),
        *(("broken", "forbidden_address"), ("broken", "missing"), ("broken", "forbidden_address")),
        *(("broken", "data_url"), ("broken", "forbidden_address")),
    ]
    assert report.refused == 8
    for row in rows(database):
        assert row.sha256 is None
        assert row.verdict is not None
        assert row.verdict["message"]
        assert row.verdict["message_en"]
        assert row.verdict["hint"]


def test_poor_pictures_are_kept_and_complained_about(database: Engine, refresh: Refresh, shop: Shop) -> None:
    small = photo(100, 100).resize((200, 900))
    shop.answers["/a.jpg"] = body(encoded(small))
    see(database, {"a": [shop.url("/a.jpg")]})
    assert refresh().poor == 1
    [row] = rows(database)
    assert row.status == "ok"
    assert row.verdict is not None
    assert row.verdict["code"] == "too_small"
    assert "wrong_shape" in [one["code"] for one in row.verdict["also"]]


@both_databases
def test_one_address_on_many_listings_is_fetched_once(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers["/a.jpg"] = body(jpeg())
    see(database, {f"page-{n}": [shop.url("/a.jpg")] for n in range(7)})
    report = refresh()
    assert shop.paths() == ["/a.jpg"]
    assert (report.fetched, report.shared) == (1, 6)
    see(database, {"later": [shop.url("/a.jpg")]})
    later = refresh()
    assert shop.paths() == ["/a.jpg"]
    assert (later.new, later.fetched, later.shared) == (1, 0, 1)
    assert len({row.sha256 for row in rows(database)}) == 1
    assert {row.status for row in rows(database)} == {"ok"}


def test_equal_files_of_two_addresses_share_thumbnails(database: Engine, refresh: Refresh, shop: Shop) -> None:
    shop.answers |= {"/a.jpg": body(jpeg()), "/copy.jpg": body(jpeg())}
    see(database, {"a": [shop.url("/a.jpg"), shop.url("/copy.jpg")]})
    report = refresh()
    assert report.fetched == 2
    assert len({row.sha256 for row in rows(database)}) == 1


def test_a_file_met_before_is_not_judged_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, known = jpeg(), Known()
    first = look_at(Fetched(raw), raw, settings, known)
    monkeypatch.setattr("images.work.judge", None)
    again = look_at(Fetched(raw, '"v2"'), raw, settings, known)
    assert (again.verdicts, again.facts, again.etag) == (first.verdicts, first.facts, '"v2"')
    assert (first.thumbnails, again.thumbnails) == (3, 0)


def test_few_pictures_of_a_listing_are_taken_and_relative_ones_understood(
    database: Engine, refresh: Refresh, shop: Shop
) -> None:
    shop.answers |= {f"/{n}.jpg": body(jpeg(400, 400, seed=n)) for n in range(9)}
    with Recorder(database, marketplace="cho-mau") as recorder:
        images = ["/0.jpg", "0.jpg", f"//{shop.host}/1.jpg", *(f"{n}.jpg" for n in range(2, 9))]
        recorder.add(Listing(url=shop.url("/mat-ong"), name="Mật ong", images=images))
    assert refresh().ok == 5
    assert sorted(shop.paths()) == [f"/{n}.jpg" for n in range(5)]


@both_databases
def test_the_best_picture_stands_for_the_product(database: Engine, refresh: Refresh, shop: Shop) -> None:
    blank = encoded(photo(30, 30).resize((1, 1)).resize((600, 600)))
    shop.answers |= {"/blank.jpg": body(blank), "/good.jpg": body(jpeg()), "/better.jpg": body(jpeg(1300, 1000))}
    see(database, {"a": [shop.url("/blank.jpg"), shop.url("/gone.jpg")], "b": [shop.url("/good.jpg")]})
    now = utc_now()
    with session(database) as opened:
        opened.add(Product(id="p1", slug="a", name="A", facts={}, digest="x", first_seen=now, updated_at=now))
        opened.add(Product(id="p2", slug="b", name="B", facts={}, digest="x", first_seen=now, updated_at=now))
        opened.flush()
        for row in opened.exec(select(ListingRow)):
            row.product_id = "p1"
    assert refresh().products == 1
    assert _picture_of(database, "p1") == ("good.jpg", "")
    assert _picture_of(database, "p2") == (None, "x")
    assert refresh().products == 0
    see(database, {"b": [shop.url("/better.jpg"), shop.url("/good.jpg")]})
    assert refresh().products == 1
    assert _picture_of(database, "p1")[0] == "better.jpg"


def _picture_of(database: Engine, product_id: str) -> tuple[str | None, str]:
    """The file name of a product's picture, and the product's digest."""
    with session(database) as opened:
        product = opened.get_one(Product, product_id)
        picture = opened.get(Image, product.image_id) if product.image_id else None
        return picture.url.rpartition("/")[2] if picture else None, product.digest
