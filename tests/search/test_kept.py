"""A full build takes what was kept from the last one, and says the same as one that makes everything."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from sqlalchemy import Engine as Database
from sqlalchemy import delete, func, insert, inspect, select, update
from sqlmodel import col

from api.bench.goods import fill, product_id
from catalog.settings import Settings
from catalog.tables import Listing, Offer, Producer, Product
from search import build as building
from search import kept as keeping
from search import open_service, rows
from search.build import build_index
from search.contract import SearchRequest
from search.documents import ProductDocument, stream_documents, stream_neighbours
from search.engines.protocol import Builder
from search.follow import catalog_signature
from search.kept import Damaged, Kept, cut
from search.lexicon import shipped_lexicon
from search.making import Making
from search.opening import open_builder
from search.words import Vocabulary

_PRODUCTS = 300


@pytest.fixture
def catalog(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Three hundred products read in spans of forty."""
    fill(sqlite_database, _PRODUCTS)
    monkeypatch.setattr(rows, "SPAN", 40)
    return sqlite_database


@pytest.fixture
def builder(settings: Settings) -> Builder:
    """The writing side of each engine."""
    return open_builder(settings)


class Gathered:
    """What one gathering of all documents gave."""

    def __init__(self, catalog: Database, builder: Builder, kept: Kept | None, processes: int = 0) -> None:
        making = Making(catalog, builder, kept, processes=processes)
        self.lines = sorted(line for part in making for line in part.lines)
        self.made = making.made
        self.words = making.words
        making.keep()

    def same_as(self, other: "Gathered") -> bool:
        return self.lines == other.lines and _counted(self.words) == _counted(other.words)


def _counted(words: bytes) -> dict[str, object]:
    return vars(Vocabulary(words))


@contextmanager
def _kept(folder: Path) -> Iterator[Kept]:
    with Kept(folder / "kept.sqlite3") as kept:
        yield kept


def _gather(catalog: Database, builder: Builder, folder: Path, processes: int = 0) -> Gathered:
    with _kept(folder) as kept:
        return Gathered(catalog, builder, kept, processes)


def _change(catalog: Database, ids: list[str], **values: object) -> None:
    with catalog.begin() as connection:
        connection.execute(update(Product).where(col(Product.id).in_(ids)).values(**values))


def _remove(catalog: Database, ids: list[str]) -> None:
    with catalog.begin() as connection:
        for table, column in ((Offer, Offer.product_id), (Listing, Listing.product_id), (Product, Product.id)):
            connection.execute(delete(table).where(col(column).in_(ids)))


def test_nothing_is_made_twice(catalog: Database, builder: Builder, tmp_path: Path) -> None:
    first = _gather(catalog, builder, tmp_path)
    again = _gather(catalog, builder, tmp_path)
    assert (first.made, again.made) == (_PRODUCTS, 0)
    assert again.same_as(first)


@pytest.mark.parametrize("processes", [0, 2])
def test_what_changed_is_made_again_and_nothing_else(
    catalog: Database, builder: Builder, tmp_path: Path, processes: int
) -> None:
    _gather(catalog, builder, tmp_path, processes)
    _change(catalog, [product_id(7)], name="Rượu mơ bản Đôn", digest="another")
    _change(catalog, [product_id(one) for one in range(80, 120)], name="Măng ớt ngâm", digest="others")
    _change(catalog, [product_id(200)], digest="")
    _remove(catalog, [product_id(one) for one in (0, 39, 40, 250)])
    again = _gather(catalog, builder, tmp_path, processes)
    assert again.made == 42
    assert again.same_as(Gathered(catalog, builder, None))
    # What was not looked at yet has no fingerprint, and is made every time.
    assert _gather(catalog, builder, tmp_path, processes).made == 1


def test_a_producer_known_by_another_name_is_made_again(
    catalog: Database, builder: Builder, settings: Settings, tmp_path: Path
) -> None:
    build_index(settings, catalog)
    _gather(catalog, builder, tmp_path)
    signature = catalog_signature(catalog)
    with catalog.begin() as connection:
        connection.execute(update(Producer).where(col(Producer.id) == "maker-3").values(name="Hợp tác xã Tên Mới"))
        theirs = select(func.count()).select_from(Product).where(col(Product.producer_id) == "maker-3")
        products = connection.execute(theirs).scalar_one()
    assert catalog_signature(catalog) != signature
    again = _gather(catalog, builder, tmp_path)
    assert again.made == products > 0
    assert again.same_as(Gathered(catalog, builder, None))
    assert build_index(settings, catalog).indexed == products


def test_whole_blocks_may_go_and_come(catalog: Database, builder: Builder, tmp_path: Path) -> None:
    chosen = random.Random(5)
    ids = [product_id(one) for one in range(_PRODUCTS)]
    for _ in range(6):
        _remove(catalog, chosen.sample(ids, 60))
        _change(catalog, chosen.sample(ids, 20), name=f"Chè dây {chosen.random()}", digest=str(chosen.random()))
        assert _gather(catalog, builder, tmp_path).same_as(Gathered(catalog, builder, None))
    _remove(catalog, ids)
    assert _gather(catalog, builder, tmp_path).lines == []
    with catalog.begin() as connection:
        connection.execute(delete(Producer))
    assert _gather(catalog, builder, tmp_path).words == Gathered(catalog, builder, None).words


def test_another_lexicon_makes_all_again(
    catalog: Database, builder: Builder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _gather(catalog, builder, tmp_path)
    monkeypatch.setattr(keeping, "lexicon_hash", lambda: "another")
    assert _gather(catalog, builder, tmp_path).made == _PRODUCTS


def test_a_gathering_cut_off_keeps_nothing(catalog: Database, builder: Builder, tmp_path: Path) -> None:
    with _kept(tmp_path) as kept:
        next(iter(Making(catalog, builder, kept, processes=0)))
    assert _gather(catalog, builder, tmp_path).made == _PRODUCTS


@pytest.mark.parametrize(
    "most",
    [1, 3, 40],
)
def test_parts_are_cut_where_blocks_begin(most: int) -> None:
    chosen = random.Random(most)
    pairs = [(f"{one:03}", "f") for one in sorted(chosen.sample(range(900), 200))]
    firsts = sorted(f"{one:03}" for one in chosen.sample(range(900), 20))
    parts = list(cut(iter(pairs), firsts, most))
    assert [pair for part in parts for pair in part.fingerprints] == pairs
    assert len({part.first for part in parts}) == len(parts)
    for part in parts:
        ids = [one for one, _ in part.fingerprints]
        assert part.first <= ids[0]
        assert not any(part.first < first <= ids[-1] for first in firsts), "a block's beginning lies inside"
        assert len(ids) <= 2 * most


@pytest.mark.parametrize("harm", ["no database", "no block"])
def test_a_damaged_file_costs_time_and_nothing_else(settings: Settings, catalog: Database, harm: str) -> None:
    build_index(settings, catalog, full=True)
    (file,) = (settings.data_dir / "kept").iterdir()
    if harm == "no database":
        file.write_bytes(b"nonsense" * 2000)
    else:
        content = file.read_bytes()
        file.write_bytes(content[:5000] + bytes(len(content) - 5000))
    report = build_index(settings, catalog, full=True)
    assert (report.documents, report.kept) == (_PRODUCTS, 0)
    assert open_service(settings, catalog).search(SearchRequest(q="")).total == _PRODUCTS
    assert build_index(settings, catalog, full=True).kept == _PRODUCTS
    assert build_index(settings, catalog, afresh=True).kept == 0


def test_a_producers_products_stand_together_on_every_database(database: Database) -> None:
    fill(database, 60)
    with database.begin() as connection:
        # Ids whose order is not the same in every language, and a product of a producer nobody knows.
        for old, new in (("maker-3", "Maker-3"), ("maker-7", "maker_7"), ("maker-9", "MAKER-9")):
            copied = (
                connection.execute(select(*inspect(Producer).columns).where(col(Producer.id) == old)).one()._asdict()
            )
            connection.execute(insert(Producer).values(**copied | {"id": new}))
            connection.execute(update(Product).where(col(Product.producer_id) == old).values(producer_id=new))
        connection.execute(update(Product).where(col(Product.id) == product_id(5)).values(producer_id=None))
    keys = [key for key, _ in stream_neighbours(database)]
    assert keys == sorted(keys)
    assert len(keys) == 60
    assert keys[0] == f"\t{product_id(5)}"
    ids = [key.rpartition("\t")[2] for key in keys]
    assert [document.key for document in sorted(stream_documents(database, shipped_lexicon(), ids), key=_key)] == keys


def _key(document: ProductDocument) -> str:
    return document.key


def test_a_full_disk_costs_what_would_be_kept_and_nothing_else(
    catalog: Database, builder: Builder, tmp_path: Path
) -> None:
    first = _gather(catalog, builder, tmp_path)
    _change(catalog, [product_id(one) for one in range(200)], digest="others")
    with _kept(tmp_path) as kept:
        kept._connection.execute("PRAGMA max_page_count = 1")
        for number in range(20):
            kept.put(f"full {number}", [], [random.Random(number).randbytes(20_000).hex()])
        full = Gathered(catalog, builder, kept)
    assert full.same_as(Gathered(catalog, builder, None))
    assert not list(tmp_path.glob("kept*"))
    assert _gather(catalog, builder, tmp_path).made == first.made


def test_an_index_is_built_where_nothing_can_be_kept(
    settings: Settings, catalog: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "Kept", mock.Mock(side_effect=Damaged("unable to open")))
    report = build_index(settings, catalog)
    assert (report.documents, report.kept) == (_PRODUCTS, 0)


def test_a_letter_that_changed_on_the_disk_is_noticed(tmp_path: Path) -> None:
    with _kept(tmp_path) as kept:
        kept.put("a", [("a", "1")], ["letters"])
        [(stored,)] = kept._connection.execute("SELECT lines FROM block").fetchall()
        assert b"letters" in stored
        kept._connection.execute("UPDATE block SET lines = ?", (stored.replace(b"letters", b"lettres"),))
        with pytest.raises(Damaged):
            kept.lines("a")


def test_what_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "kept.sqlite3").write_bytes(b"nonsense" * 2000)
    with pytest.raises(Damaged), _kept(tmp_path):
        raise AssertionError("not reached")
