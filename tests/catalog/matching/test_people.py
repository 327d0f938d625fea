"""A person's word outranks the rules, survives re-matching, can be taken back, and leaves as labelled data."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from catalog.matching import UnknownListing, decide, explain, export_labels, match, review_pairs, take_back
from catalog.tables import ProductRedirect
from tests.catalog.matching.shelf import products, put

SAME_NAME = [
    {"at": "cho-a", "name": "Mật ong hoa nhãn 500ml"},
    {"at": "cho-b", "name": "Mật ong hoa nhãn chai 500ml"},
]
ONE_MAKER = [
    {"at": shop, "name": "Chè dây Bản Xèo 100g", "facts": {"producer": {"name": "Bản Xèo Xanh"}}}
    for shop in ("cho-a", "cho-b")
]


def test_same_joins_what_the_rules_keep_apart_for_good(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, SAME_NAME)
        match(session)
        one, other = products(session, ids)
        assert one != other
        decide(session, ids[1], ids[0], True, "same jar, same shop owner")
        assert len(set(products(session, ids))) == 1
        match(session)
        assert len(set(products(session, ids))) == 1
        assert explain(session, ids[0]).reason["by"] == "person"


def test_different_splits_and_taking_it_back_brings_the_old_address_back(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, ONE_MAKER)
        match(session)
        (together,) = set(products(session, ids))
        report = decide(session, ids[0], ids[1], False)
        apart = products(session, ids)
        assert together in apart
        assert len(set(apart)) == 2
        assert report.split == 1
        match(session)
        assert products(session, ids) == apart
        take_back(session, ids[0], ids[1])
        assert len(set(products(session, ids))) == 1
        (gone,) = set(apart) - set(products(session, ids))
        assert session.get(ProductRedirect, gone) is not None
        decide(session, ids[0], ids[1], False)
        assert set(products(session, ids)) == set(apart)
        assert session.get(ProductRedirect, gone) is None
        kinds = [change["kind"] for change in explain(session, ids[0]).changes]
        assert kinds == ["split", "merge", "split"]


def test_doubtful_pairs_are_asked_once_and_answers_leave_as_labels(database: Engine) -> None:
    with Session(database) as session:
        ids = put(
            session,
            [
                {"at": "cho-a", "name": "Dầu gội Dove Ceramide phục hồi hư tổn 621ml"},
                {"at": "cho-b", "name": "Dầu gội Dove phục hồi hư tổn 621ml"},
            ],
        )
        match(session)
        (pair,) = review_pairs(session)
        assert {pair.first.id, pair.second.id} == set(ids)
        assert any(part["words"] == "ceramide" for part in pair.parts)
        decide(session, ids[0], ids[1], same=True, note="the same bottle")
        assert review_pairs(session) == []
        (label,) = export_labels(session)
        assert label["same_product"] is True
        assert label["first"]["name"] == "Dầu gội Dove Ceramide phục hồi hư tổn 621ml"


def test_an_explanation_names_what_keeps_two_apart(database: Engine) -> None:
    with Session(database) as session:
        ids = put(session, [{"name": "Nước mắm Suchi 40 độ đạm 500ml"}, {"name": "Nước mắm Suchi 60 độ đạm 500ml"}])
        match(session)
        said = explain(session, ids[0])
        assert said.apart[0].listing.id == ids[1]
        assert said.apart[0].block == "degree: 40 ≠ 60"
        assert explain(session, said.listing.url).listing == said.listing


@pytest.mark.parametrize("pair", [(1, 1), (1, 999)])
def test_a_word_needs_two_known_listings(sqlite_database: Engine, pair: tuple[int, int]) -> None:
    with Session(sqlite_database) as session:
        put(session, SAME_NAME[:1])
        with pytest.raises((ValueError, UnknownListing)):
            decide(session, *pair, same=True)
