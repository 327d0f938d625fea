"""Lists of certificates into the table, on both databases."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from catalog.certificate_store import save_certificates
from catalog.tables import Certificate
from tests.catalog.fair import only, rows


def certificate(**more: Any) -> Certificate:
    values: dict[str, Any] = {
        "product_name": "Mật ong bạc hà",
        "producer_name": "HTX Tuấn Dũng",
        "stars": 4,
        "number": "12/QĐ-UBND",
        "issuer": "UBND tỉnh Hà Giang",
        "issued_on": date(2023, 5, 31),
    }
    return Certificate(**(values | more))


def test_a_list_is_added_once_however_often_it_comes(database: Engine) -> None:
    report = save_certificates(database, [certificate(), certificate(product_name=" Mật  ong bạc hà")])
    assert (report.read, report.new, report.changed) == (2, 1, 0)
    again = save_certificates(database, [certificate()])
    assert (again.read, again.new, again.changed) == (1, 0, 0)
    assert only(rows(database, Certificate)).expires_on == date(2026, 5, 31)


def test_a_number_used_again_in_another_year_is_another_certificate(database: Engine) -> None:
    same = [certificate(), certificate(issued_on=date(2026, 5, 31)), certificate(issued_on=None)]
    assert save_certificates(database, same).new == 3
    assert save_certificates(database, same).new == 0
    assert [row.issued_on for row in rows(database, Certificate)] == [date(2023, 5, 31), date(2026, 5, 31), None]


def test_a_known_certificate_takes_over_what_is_said_and_keeps_the_rest(database: Engine) -> None:
    save_certificates(database, [certificate(address="Mèo Vạc")])
    revoked = certificate(stars=3, revoked_on=date(2024, 1, 1))
    assert save_certificates(database, [revoked], only_new=True).changed == 0
    assert only(rows(database, Certificate)).stars == 4
    assert save_certificates(database, [revoked]).changed == 1
    row = only(rows(database, Certificate))
    assert (row.stars, row.revoked_on, row.address) == (3, date(2024, 1, 1), "Mèo Vạc")


def test_hostile_names_fit_the_column(database: Engine) -> None:
    save_certificates(database, [certificate(product_name="a\x00" * 5000, producer_name="b" * 5000)])
    assert len(only(rows(database, Certificate)).product_name) == 300


def revocation(**more: Any) -> Certificate:
    values = {"number": "", "issuer": "", "issued_on": None, "level": "R", "stars": 0, "revoked_on": date(2025, 1, 1)}
    return certificate(**(values | {"revoked_by": "99/QĐ-UBND"} | more))


@pytest.mark.parametrize("revocation_first", [True, False])
@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ({}, True),
        ({"producer_name": "Hợp tác xã Tuấn Dũng", "product_name": "MẬT ONG BẠC HÀ"}, True),
        ({"number": "12/QĐ-UBND", "issued_on": date(2023, 5, 31), "level": "A"}, True),
        ({"number": "13/QĐ-UBND", "issued_on": date(2023, 5, 31), "level": "A"}, False),
        ({"revoked_on": date(2023, 1, 1)}, False),
        ({"producer_name": "HTX Tuấn Anh"}, False),
        ({"province": "lang-son"}, False),
    ],
)
def test_a_revocation_ends_what_was_decided_before_it_in_either_order(
    database: Engine, said: dict[str, Any], ended: bool, revocation_first: bool
) -> None:
    given = certificate(province="tuyen-quang")
    for one in (revocation(**said), given) if revocation_first else (given, revocation(**said)):
        save_certificates(database, [one])
    row = only(row for row in rows(database, Certificate) if row.issuer)
    assert (row.revoked_on is not None) is ended
    assert row.revoked_by == ("99/QĐ-UBND" if ended else None)


def test_a_product_recognised_again_after_its_revocation_stays_recognised(database: Engine) -> None:
    save_certificates(database, [certificate(), revocation()])
    save_certificates(database, [certificate(issued_on=date(2026, 1, 1), number="7/QĐ-UBND")])
    renewed = only(row for row in rows(database, Certificate) if row.number == "7/QĐ-UBND")
    assert renewed.revoked_on is None


def test_two_makers_of_one_name_keep_their_own_stars(database: Engine) -> None:
    north, south = (
        certificate(issuer=issuer, province=province, stars=stars)
        for issuer, province, stars in (("UBND tỉnh Lạng Sơn", "lang-son", 3), ("UBND tỉnh Quảng Trị", "quang-tri", 4))
    )
    assert save_certificates(database, [north, south]).new == 2
    assert save_certificates(database, [north, south]).changed == 0
