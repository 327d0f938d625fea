"""Import and export of listings: what goes in comes out, byte for byte."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlmodel import Session, select

from catalog.database import connect_sqlite
from catalog.migrate import METADATA
from catalog.tables import Listing as ListingRow
from catalog.tables import Observation, Product
from catalog.transfer import export_products, import_jsonl
from tests.catalog.lines import HONEY, exported, jsonl


@contextmanager
def empty_catalog() -> Iterator[Engine]:
    engine = create_engine("sqlite://", poolclass=__import__("sqlalchemy.pool").pool.StaticPool)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def second_database(tmp_path: Path) -> Iterator[Engine]:
    engine = connect_sqlite(f"sqlite:///{tmp_path / 'second.sqlite3'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def test_every_field_comes_back(database: Engine) -> None:
    report = import_jsonl(database, jsonl(HONEY))
    assert (report.lines, report.listings, report.seen, report.new, report.bad_lines) == (1, 1, 1, 1, 0)
    assert report.oddities == {"extra/unknown": 1}
    given = {name: value for name, value in HONEY.items() if name not in ("extra", "màu sắc")}
    extra = {"kho": True, "\u0000": "\u0000", "màu sắc": HONEY["màu sắc"]}
    [line] = exported(database).splitlines()
    assert orjson.loads(line) == given | {"extra": extra}


@pytest.mark.parametrize("history", [False, True])
def test_the_round_trip_is_byte_identical(database: Engine, second_database: Engine, history: bool) -> None:
    seen = [HONEY, HONEY | {"price": "330.000đ", "observed_at": "2026-11-02T01:00:00.5+07:00"}]
    back = HONEY | {"observed_at": "2026-11-05T00:00:00Z"}
    other = {"url": "https://nơi.example/ghẹ", "name": "Ghẹ", "observed_at": "2026-10-01"}
    import_jsonl(database, jsonl(*seen, other, back, {"url": "https://cho.example/x", "name": "không ngày"}))
    first = exported(database, history=history)
    assert first.count(b"\n") == (5 if history else 3)
    import_jsonl(second_database, io.BytesIO(first))
    assert exported(second_database, history=history) == first


def test_history_brings_back_first_sightings(sqlite_database: Engine, second_database: Engine) -> None:
    days = [HONEY | {"observed_at": f"2026-11-0{day}T00:00:00Z", "price": 1000 * day} for day in (3, 1, 2)]
    import_jsonl(sqlite_database, jsonl(*days))
    import_jsonl(second_database, io.BytesIO(exported(sqlite_database, history=True)))
    sightings = []
    for engine in (sqlite_database, second_database):
        with Session(engine) as session:
            listing = session.exec(select(ListingRow)).one()
            days_seen = sorted(one.observed_at for one in session.exec(select(Observation)))
            sightings.append((listing.first_seen, listing.last_seen, listing.content_hash, days_seen))
    assert sightings[0] == sightings[1]
    assert sightings[0][0].day == 1
    assert sightings[0][1].day == 3


def test_importing_the_same_file_again_adds_nothing(database: Engine) -> None:
    import_jsonl(database, jsonl(HONEY))
    before = exported(database, history=True)
    report = import_jsonl(database, jsonl(HONEY))
    assert (report.seen, report.new, report.changed) == (1, 0, 0)
    assert exported(database, history=True) == before


@pytest.mark.parametrize(
    ("given", "kept", "extra", "oddities"),
    [
        ({"images": ["a", 3, None, "b"]}, {"images": ["a", "b"]}, {"images": [3, None]}, {"images/invalid": 1}),
        ({"category": [{"x": 1}]}, {}, {"category": [{"x": 1}]}, {"category/invalid": 1}),
        (
            {"images": ["a", 3], "extra": {"images": "x"}},
            {"images": ["a"]},
            {"images": "x", "images_2": [3]},
            {"images/invalid": 1},
        ),
        ({"extra": {"mau": 1}, "mau": 2}, {}, {"mau": 1, "mau_2": 2}, {"extra/unknown": 1}),
        ({"extra": {"mau": 1, "mau_2": 3}, "mau": 2}, {}, {"mau": 1, "mau_2": 3, "mau_3": 2}, {"extra/unknown": 1}),
        ({"extra": {"mau": 1}, "mau": 1}, {}, {"mau": 1}, {"extra/unknown": 1}),
        ({"extra": [1]}, {}, {"extra": [1]}, {"extra/invalid": 1}),
        ({"observed_at": "hôm qua"}, {}, {"observed_at": "hôm qua"}, {"observed_at/invalid": 1}),
        ({"observed_at": "9999-01-01"}, {}, {"observed_at": "9999-01-01"}, {"observed_at/invalid": 1}),
        (
            {"observed_at": "x", "extra": {"observed_at": "y"}},
            {},
            {"observed_at": "y", "observed_at_2": "x"},
            {"observed_at/invalid": 1},
        ),
    ],
)
def test_what_does_not_fit_is_kept_under_extra_and_counted(
    database: Engine,
    second_database: Engine,
    given: dict[str, Any],
    kept: dict[str, Any],
    extra: dict[str, Any],
    oddities: dict[str, int],
) -> None:
    base = {"url": "https://a.example/1", "name": "x", "marketplace": "cho"}
    report = import_jsonl(database, jsonl(base | given))
    assert report.oddities == oddities
    first = exported(database)
    said = orjson.loads(first)
    said.pop("observed_at")
    assert said == base | kept | {"extra": extra}
    import_jsonl(second_database, io.BytesIO(first))
    assert exported(second_database) == first


@pytest.mark.parametrize(
    ("given", "kept", "extra", "oddities"),
    [
        ('"price": NaN', {}, {"price": "NaN"}, {"price/invalid": 1}),
        ('"price": 1e400', {}, {"price": "1e400"}, {"price/invalid": 1}),
        ('"price": 18446744073709551616', {}, {"price": "18446744073709551616"}, {"price/invalid": 1}),
        ('"price": 18446744073709551615', {"price": 2**64 - 1}, None, {}),
        ('"gtin": 893460100000000000000001', {"gtin": "893460100000000000000001"}, None, {}),
        ('"sku": Infinity', {}, {"sku": "Infinity"}, {"sku/invalid": 1}),
        ('"images": ["a", NaN]', {"images": ["a"]}, {"images": ["NaN"]}, {"images/invalid": 1}),
        ('"n": [-Infinity, 1]', {}, {"n": ["-Infinity", 1]}, {"extra/unknown": 1, "extra/number": 1}),
        ('"extra": {"price": NaN}', {}, {"price": "NaN"}, {"extra/number": 1}),
        ('"extra": {"n": {"m": -9223372036854775809}}', {}, {"n": {"m": "-9223372036854775809"}}, {"extra/number": 1}),
        ('"sku": "12345678901234567890123"', {"sku": "12345678901234567890123"}, None, {}),
        ('"n": ' + "9" * 5000, {}, {"n": "9" * 5000}, {"extra/unknown": 1, "extra/number": 1}),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_numbers_json_or_64_bits_cannot_say_are_kept_as_written(
    sqlite_database: Engine, given: str, kept: dict[str, Any], extra: dict[str, Any] | None, oddities: dict[str, int]
) -> None:
    line = f'{{"url": "https://a.example/1", "name": "x", "marketplace": "cho", {given}}}'
    report = import_jsonl(sqlite_database, io.BytesIO(line.encode()))
    assert (report.bad, report.oddities) == ([], oddities)
    said = orjson.loads(exported(sqlite_database))
    assert {name: said[name] for name in kept} == kept
    assert said.get("extra") == extra
    assert set(said) == {"url", "name", "marketplace", "observed_at", *kept, *(["extra"] if extra else [])}


def test_products_carry_facts_and_listings(database: Engine) -> None:
    import_jsonl(database, jsonl(HONEY, HONEY | {"marketplace": "other"}))
    with Session(database) as session:
        listings = session.exec(select(ListingRow).order_by(ListingRow.__table__.c.id)).all()  # type: ignore[attr-defined]  # SQLModel does not declare it
        moment = listings[0].last_seen
        session.add(
            Product(
                id="pabc", slug="s", name="Mật", facts={"name": "Mật", "price": 9}, first_seen=moment, updated_at=moment
            )
        )
        session.flush()
        for listing in listings:
            listing.product_id, listing.variant = "pabc", "500ml"
        session.commit()
    listed = {"url": HONEY["url"], "name": HONEY["name"], "variant": "500ml"}
    [line] = export_products(database)
    assert orjson.loads(line) == {
        "id": "pabc",
        "name": "Mật",
        "price": 9,
        "listings": [{"marketplace": "cho", **listed}, {"marketplace": "other", **listed}],
    }


@pytest.mark.shared
def test_the_real_grocery_listings_go_in_and_round_trip(
    sqlite_database: Engine, second_database: Engine, shared_dir: Path
) -> None:
    records = orjson.loads((shared_dir / "corpus" / "grocery_listings.json").read_bytes())
    lines = jsonl(*({"url": one["link"], "name": one["name"], "price": one["price"]} for one in records))
    report = import_jsonl(sqlite_database, lines)
    assert (report.lines, report.listings, report.bad_lines) == (4390, 4390, 0)
    assert report.seen == len({one["link"] for one in records})
    first = exported(sqlite_database)
    import_jsonl(second_database, io.BytesIO(first))
    assert exported(second_database) == first


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
keys = (
    st.sampled_from(["price", "images", "category", "description", "observed_at", "extra", "gtin", "marketplace"])
    | texts
)
records = st.builds(
    lambda path, name, more: {**more, "url": f"https://a.example/{path}", "name": f"n{name}"},
    st.sampled_from("abc"),
    texts,
    st.dictionaries(keys, values, max_size=5),
)


@given(st.lists(records, max_size=6), st.booleans())
@settings(max_examples=30)
def test_whatever_goes_in_round_trips(given_records: list[dict[str, Any]], history: bool) -> None:
    with empty_catalog() as first, empty_catalog() as second:
        report = import_jsonl(first, jsonl(*given_records))
        assert report.listings + report.bad_lines == len(given_records)
        out = exported(first, history=history)
        again = import_jsonl(second, io.BytesIO(out))
        assert again.bad_lines == 0
        assert exported(second, history=history) == out
