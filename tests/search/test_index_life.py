"""The index's life on both engines: built beside, switched, changed, gone back, and what readers see meanwhile."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from sqlalchemy import Engine as Database
from sqlmodel import Session

from catalog.database import session
from catalog.settings import Settings
from catalog.tables import Content, Listing, Marketplace, Offer, Producer, Product
from search import build as building
from search import open_service, staleness
from search.build import build_index, index_status, rollback
from search.contract import EngineUnavailable, SearchRequest
from search.engines.protocol import BuildError
from search.words import WordCounts

_NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def catalog(sqlite_database: Database) -> Database:
    """Three products of one maker, each with an offer on a sample marketplace."""
    with session(sqlite_database) as opened:
        opened.add(Marketplace(slug="cho", name="Chợ Mẫu", sample=True))
        opened.add(Producer(id="htx-mot", name="HTX Một", province="lam-dong"))
        opened.commit()
        for place, name in enumerate(("Mật ong rừng", "Cà phê chồn", "Trà ô long")):
            put(opened, f"p00000000{place}", name)
    return sqlite_database


def put(
    opened: Session, one: str, name: str, *, price: int = 100_000, per: str | None = None, digest: str = "first"
) -> None:
    """Insert or replace a product with one listing and one offer."""
    number = int(one[1:]) + 1
    url = f"https://cho.example/{one}"
    said = f"{one}-{digest}"
    opened.merge(Content(hash=said, body={"url": url, "name": name, "extra": {"sample_price": True}}))
    content = {"amount": 500, "unit": "g", "packs": 1, "per_pack": 500}
    facts = {"name": name, "price": price, "price_per": per, "net_content": content}
    opened.merge(
        Product(
            id=one, slug="hang", name=name, facts=facts, producer_id="htx-mot", province="lam-dong", group_code="I",
            stars=4, digest=digest, first_seen=_NOW, updated_at=_NOW,
        )
    )  # fmt: skip
    opened.commit()
    opened.merge(
        Listing(
            id=number, marketplace="cho", url=url, name=name, content_hash=said, first_seen=_NOW,
            last_seen=_NOW, product_id=one,
        )
    )  # fmt: skip
    opened.commit()
    offer = Offer(listing_id=number, product_id=one, price=price, first_seen=_NOW, last_seen=_NOW, sample_price=True)
    opened.merge(offer)
    opened.commit()


def names(answers: object, typed: str = "") -> list[str]:
    """Names found, in order."""
    return [hit.name for hit in answers.search(SearchRequest(q=typed)).hits]  # type: ignore[attr-defined]  # a service


def test_nothing_built_is_said_and_not_guessed(settings: Settings, catalog: Database) -> None:
    answers = open_service(settings, catalog)
    assert not answers.ready()
    with pytest.raises(EngineUnavailable, match="chophien index"):
        answers.search(SearchRequest(q="mật ong"))
    assert index_status(settings).rebuild == "there is no index yet"


def test_a_reader_sees_builds_and_changes_without_a_restart(settings: Settings, catalog: Database) -> None:
    report = build_index(settings, catalog, full=True)
    assert (report.mode, report.documents) == ("full", 3)
    answers = open_service(settings, catalog)
    found = answers.search(SearchRequest(q="mật ong"))
    hit = found.hits[0]
    assert (hit.name, hit.highlighted) == ("Mật ong rừng", "<mark>Mật ong</mark> rừng")
    assert (hit.price, hit.net_content, hit.province_name, hit.producer) == (100_000, "500 g", "Lâm Đồng", "HTX Một")
    assert (hit.sample_price, hit.offers, hit.marketplaces) == (True, 1, ["cho"])
    assert found.facets["marketplace"][0].label == "Chợ Mẫu"
    assert found.facets["producer"][0].label == "HTX Một"
    assert build_index(settings, catalog).mode == "nothing"

    with session(catalog) as opened:
        put(opened, "p000000000", "Mật ong hoa nhãn", per="kg", digest="second")
        put(opened, "p000000009", "Rượu cần")
        opened.delete(opened.get(Offer, 2))
        opened.commit()
        listing = opened.get(Listing, 2)
        assert listing is not None
        listing.product_id = None
        opened.commit()
        opened.delete(opened.get(Product, "p000000001"))
    report = build_index(settings, catalog)
    assert (report.mode, report.indexed, report.removed, report.documents) == ("changes", 2, 1, 3)
    _settle(answers)
    assert set(names(answers)) == {"Mật ong hoa nhãn", "Rượu cần", "Trà ô long"}
    assert names(answers, "cà phê") == []
    assert {hit.name: hit.price_per for hit in answers.search(SearchRequest()).hits} == {
        "Mật ong hoa nhãn": "kg", "Rượu cần": None, "Trà ô long": None,
    }  # fmt: skip
    assert names(answers, "ruou can") == ["Rượu cần"]


def test_going_back_and_forward_again(settings: Settings, catalog: Database) -> None:
    with pytest.raises(BuildError, match="no previous index"):
        rollback(settings, catalog)
    build_index(settings, catalog)
    with session(catalog) as opened:
        put(opened, "p000000009", "Rượu cần")
    build_index(settings, catalog, full=True)
    answers = open_service(settings, catalog)
    assert len(names(answers)) == 4
    assert rollback(settings, catalog).documents == 3
    _settle(answers)
    assert names(answers, "rượu") == []
    assert rollback(settings, catalog).documents == 4


def test_a_build_that_fails_its_check_leaves_the_live_index(settings: Settings, catalog: Database) -> None:
    build_index(settings, catalog)
    with session(catalog) as opened:
        put(opened, "p000000009", "Rượu cần")
    with (
        mock.patch.object(building, "_verify", side_effect=BuildError("the new index holds 0 products")),
        pytest.raises(BuildError, match="holds 0"),
    ):
        build_index(settings, catalog, full=True)
    assert len(names(open_service(settings, catalog))) == 3
    assert build_index(settings, catalog, full=True).documents == 4


def test_a_change_cut_off_in_the_middle_asks_for_a_rebuild(settings: Settings, catalog: Database) -> None:
    build_index(settings, catalog)
    with session(catalog) as opened:
        put(opened, "p000000009", "Rượu cần")
    with (
        mock.patch.object(WordCounts, "dump", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        build_index(settings, catalog)
    assert index_status(settings).rebuild == "a change of the index is under way, or was cut off"
    report = build_index(settings, catalog)
    assert (report.mode, report.documents) == ("full", 4)
    answers = open_service(settings, catalog)
    assert names(answers, "ruou can") == ["Rượu cần"]
    assert index_status(settings).rebuild is None


def test_another_lexicon_or_schema_asks_for_a_rebuild(
    settings: Settings, catalog: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(settings, catalog)
    assert index_status(settings).rebuild is None
    monkeypatch.setattr(staleness, "lexicon_hash", lambda: "another")
    assert index_status(settings).rebuild == "the lexicon has changed"
    report = build_index(settings, catalog)
    assert (report.mode, report.reason) == ("full", "the lexicon has changed")


def _settle(answers: object) -> None:
    """Forget the state a server was asked for less than a second ago."""
    engine = answers.engine  # type: ignore[attr-defined]  # a service
    if engine.name == "meilisearch":
        engine._known = (-10.0, None)
