"""Matching through its public function, on both databases: what is joined, what stays apart, ids that survive."""

import re

import pytest
from orjson import dumps
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from catalog.matching import clusters, match, scope
from catalog.matching.signature import kept_keys
from catalog.tables import Listing, MatchSignature, Product, ProductRedirect
from tests.catalog.matching.shelf import products, put

TWO_SHOPS = [
    {"at": "cho-a", "name": "Nước lau sàn nhà Gift hương bạc hà can 3,8 kg"},
    {"at": "cho-b", "name": "NƯỚC LAU SÀN GIFT HƯƠNG BẠC HÀ 3.8KG"},
    {"at": "cho-b", "name": "Nước lau sàn Gift hương lily 3.8kg"},
    {"at": "cho-c", "name": "Nước lau sàn Gift hương bạc hà thùng 3 can x 3,8 kg"},
]


def test_one_product_over_shops_another_scent_apart_another_pack_a_variant(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, TWO_SHOPS)
        told: list[tuple[int, int | None]] = []
        report = match(session, progress=lambda done, total: told.append((done, total)))
        assert told == sorted(told, key=lambda one: one[0])
        assert told[-1] == (4, 4)
        one, same, scent, pack = products(session, ids)
        assert one == same == pack != scent
        assert (report.listings, report.products, report.created) == (4, 2, 2)
        variants = session.scalars(select(col(Listing.variant)).order_by(col(Listing.id))).all()
        assert variants == ["3800g", "3800g", "3800g", "3x3800g"]
        assert re.fullmatch(r"p[a-z2-7]{9}", one or "")


def test_a_second_run_changes_nothing(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, TWO_SHOPS)
        match(session)
        before = [row.model_dump() for row in session.scalars(select(Listing).order_by(col(Listing.id)))]
        report = match(session)
        assert (report.changed, report.created, report.updated, report.merged, report.split) == (0, 0, 0, 0, 0)
        match(session, changed=ids)
        assert [row.model_dump() for row in session.scalars(select(Listing).order_by(col(Listing.id)))] == before


def test_ids_survive_and_a_merged_away_id_leads_on(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, [TWO_SHOPS[0]])
        ids += put(session, [{"at": "cho-b", "url": "https://cho-b.example/x", "name": "Nước lau sàn"}], day=1)
        match(session)
        kept, lost = products(session, ids)
        assert kept != lost
        changed = put(session, [{"at": "cho-b", "url": "https://cho-b.example/x", "name": TWO_SHOPS[1]["name"]}], day=2)
        report = match(session, changed=changed)
        assert products(session, ids) == [kept, kept]
        assert report.merged == 1
        redirect = session.get(ProductRedirect, lost)
        assert redirect is not None
        assert redirect.product_id == kept
        assert session.scalars(select(col(Product.id))).all() == [kept]


def test_ids_survive_a_change_of_rules_and_its_taking_back(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session(database) as session:
        ids = put(session, TWO_SHOPS)
        match(session)
        before = products(session, ids)
        with monkeypatch.context() as stricter:
            for module in (scope, clusters):
                stricter.setattr(module, "ACCEPT", 101.0)
            report = match(session)
            apart = products(session, ids)
        assert report.split == 2
        assert set(before) < set(apart)
        assert len(set(apart)) == len(ids)
        match(session)
        assert products(session, ids) == before
        led = session.execute(select(col(ProductRedirect.old_id), col(ProductRedirect.product_id)))
        assert {(old, new) for old, new in led} == {(one, before[0]) for one in set(apart) - set(before)}


def test_a_product_is_called_after_the_thing_not_a_pack_of_it(database: Engine) -> None:
    with Session(database) as session:
        names = [
            "6 chai trà thảo mộc Dr Thanh 350ml",
            "Trà thảo mộc Dr Thanh 350ml",
            "Thùng 24 chai trà Dr Thanh 350ml",
        ]
        ids = put(session, [{"name": name, "at": f"cho-{number}"} for number, name in enumerate(names)])
        match(session)
        assert len(set(products(session, ids))) == 1
        assert session.scalars(select(col(Product.name))).all() == ["Trà thảo mộc Dr Thanh 350ml"]


def test_a_count_takes_the_weight_another_listing_gives_it(database: Engine) -> None:
    with Session(database) as session:
        maker = {"facts": {"producer": {"name": "HTX Phìn Hồ", "legal_form": "cooperative"}}}
        names = ["Trà atiso hộp 100 túi", "Trà atiso 100 túi lọc x 2g", "Trà atiso túi lọc hộp 20 túi"]
        ids = put(session, [{"name": name, **maker} for name in names])
        match(session)
        assert len(set(products(session, ids))) == 1
        found = session.scalars(select(col(Listing.variant)).order_by(col(Listing.id))).all()
        assert found == ["200g", "200g", "20pc"]


def test_signatures_of_earlier_rules_are_made_anew(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, TWO_SHOPS)
        match(session)
        before = products(session, ids)
        for row in session.scalars(select(MatchSignature)):
            row.inputs, row.body = "0", dumps([row.listing_id, "an old layout", kept_keys(row.body)]).decode()
        session.flush()
        match(session, changed=ids[:1])
        assert products(session, ids) == before
        assert session.scalar(select(func.count()).select_from(MatchSignature)) == len(ids)
