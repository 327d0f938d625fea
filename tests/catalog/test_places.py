"""The shipped administrative units: counts, dates, codes and successors."""

import csv
import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from catalog import places


def test_counts() -> None:
    assert len(places.former_provinces()) == 63
    assert len(places.current_provinces()) == 34
    assert len(places.communes()) == 3321
    assert len(places.old_communes()) == 10_040
    assert len(places.merged_provinces()) == 23


def test_every_old_unit_leads_to_one_of_today() -> None:
    current = places.current_provinces()
    by_code = places.commune_by_code()
    assert all(one.successor in current for one in places.former_provinces().values())
    for old in places.old_communes():
        assert old.successors
        home = places.successor_of(old.province)
        assert {by_code[code].province for code in old.successors} == {home}, old


def test_slugs_are_unique_and_found_again() -> None:
    seen = {(one.province, one.slug) for one in places.communes()}
    assert len(seen) == 3321
    for one in places.communes():
        assert places.commune(one.province, one.slug) is one


def test_names() -> None:
    assert places.province_name("tuyen-quang") == "Tuyên Quang"
    assert places.former_province_name("ha-giang") == "Hà Giang"
    assert places.former_province_name("ba-ria-vung-tau") == "Bà Rịa - Vũng Tàu"
    assert places.commune_name("lam-dong", "dong-gia-nghia") == "phường Đông Gia Nghĩa"
    with pytest.raises(KeyError):
        places.province_name("ha-giang")


@pytest.mark.parametrize(
    ("code", "on", "slug"),
    [
        ("15", date(2025, 6, 30), "yen-bai"),
        ("15", date(2025, 7, 1), "lao-cai"),
        ("44", date(2024, 1, 1), "quang-binh"),
        ("44", date(2026, 1, 1), "quang-tri"),
        ("02", date(2026, 1, 1), None),
        ("01", date(2000, 1, 1), None),
    ],
)
def test_a_code_means_what_it_meant_on_its_day(code: str, on: date, slug: str | None) -> None:
    found = places.province_at(code, on)
    assert (found and found.slug) == slug


def test_dong_nai_is_a_city_since_30_april_2026() -> None:
    before, since = (places.province_at("75", day) for day in (date(2026, 4, 29), date(2026, 4, 30)))
    assert (before and before.kind, since and since.kind) == ("tỉnh", "thành phố")


def test_hue_is_a_city_since_2025() -> None:
    assert [(one.name, one.kind) for one in places.provinces() if one.slug == "hue"] == [
        ("Thừa Thiên Huế", "tỉnh"),
        ("Huế", "thành phố"),
        ("Huế", "thành phố"),
    ]


def test_spans_of_one_province_do_not_overlap() -> None:
    for slug in {one.slug for one in places.provinces()}:
        spans = sorted((one.valid_from, one.valid_to or date.max) for one in places.provinces() if one.slug == slug)
        assert all(ended < begins for (_, ended), (begins, _) in pairwise(spans))


def test_a_commune_of_parts_from_one_province_knows_it() -> None:
    assert places.commune("lam-dong", "truong-xuan").former_province == "dak-nong"
    unknown = [one for one in places.communes() if one.former_province is None]
    assert len(unknown) < 40


@pytest.mark.shared
def test_the_table_of_provinces_is_the_researched_one(shared_dir: Path) -> None:
    with (shared_dir / "domain" / "provinces.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            old = places.former_provinces()[row["old_slug"]]
            new = places.current_provinces()[old.successor or ""]
            assert (old.name, old.code) == (row["old_name"], row["old_gso_code"])
            assert (new.name, new.code) == (row["new_name"], row["new_gso_code"])


@pytest.mark.shared
def test_the_renewing_script_gives_the_shipped_files(
    shared_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from catalog.data import renew_places

    units = shared_dir / "domain" / "admin-units"
    arguments = ["renew_places", "--version", "2026-07-25", "--out", str(tmp_path)]
    for name, file in (
        ("units", "thanglequoc_vn_only_simplified_2026-07-25.json"),
        ("mergers", "thanglequoc_sapnhap_donvi_tinhthanh.json"),
        ("converter", "converter_2025.json"),
    ):
        arguments += [f"--{name}", str(units / file)]
    monkeypatch.setattr("sys.argv", arguments)
    renew_places.main()
    shipped = Path(renew_places.__file__).parent
    for name in ("communes.csv", "old_communes.csv", "places.version"):
        assert (tmp_path / name).read_bytes() == (shipped / name).read_bytes(), name


@pytest.mark.shared
def test_old_communes_of_the_records_lead_where_the_law_says(shared_dir: Path) -> None:
    from catalog.normalise.place import read_place

    records = json.loads((shared_dir / "records" / "ocop_records.transcribed.json").read_text("utf-8"))
    assert len(records["admin_mappings"]) == 18
    for row in records["admin_mappings"]:
        old = read_place(f"{row['old_commune']}, huyện {row['old_district']}, tỉnh {row['old_province']}")
        new = read_place(f"{row['current_commune']}, tỉnh {row['current_province']}")
        assert old.commune == new.commune is not None, row
