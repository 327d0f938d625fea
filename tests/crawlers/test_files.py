"""Every marketplace file and platform: named alike, polite, with evidence; wrong files are refused in clear words."""

import csv
import re
import tomllib
from pathlib import Path

import jsonschema_rs
import orjson
import pytest

from catalog.places import current_provinces
from catalog.settings import Settings
from crawlers.marketplaces import (
    SHIPPED,
    MarketplaceFile,
    MarketplaceFileError,
    UnknownMarketplace,
    load_all,
    load_file,
    read_toml,
)
from crawlers.marketplaces.model import SHORTEST_DELAY
from crawlers.marketplaces.schema import json_schema, schema_text
from crawlers.page import Page
from crawlers.platforms import PLATFORMS, NoPlatform, platform_of
from crawlers.runner import chosen
from crawlers.settings import for_marketplace
from tests.crawlers.conftest import toml_of

DOCS = Path(__file__).parents[2] / "docs"
FILES = load_all().usable


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_shipped_file(file: MarketplaceFile) -> None:
    assert not file.sample, "sample marketplaces are not shipped"
    assert file.delay >= SHORTEST_DELAY
    assert file.evidence.notes, "what is known, and what is not, is said"
    assert file.province is None or file.province in current_provinces()
    if file.platform is None:
        assert not file.enabled
        with pytest.raises(NoPlatform, match=file.slug):
            platform_of(file)
        return
    platform = platform_of(file)
    begin = list(platform.entries())
    assert begin or not file.enabled
    assert all(platform.own(Page(follow.url, b""), follow.url) or follow.body for follow in begin)
    settings = for_marketplace(Settings(), file)
    assert settings["ROBOTSTXT_OBEY"]
    assert settings["DOWNLOAD_DELAY"] == file.delay
    assert settings["AUTOTHROTTLE_ENABLED"]
    assert not settings["TELNETCONSOLE_ENABLED"]
    assert re.search(r"\(\+https?://", settings["USER_AGENT"])


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_has_a_manual_and_its_module_bears_its_name(name: str) -> None:
    platform = PLATFORMS[name]
    module = __import__(platform.__module__, fromlist=["x"])
    assert platform.__module__.rsplit(".", 1)[-1] == name
    assert "1. " in (module.__doc__ or ""), "the docstring is the manual, the preferred way first"


@pytest.mark.shared
def test_every_marketplace_that_is_known_has_a_file(shared_dir: Path) -> None:
    hosts = {domain.host for file in FILES.values() for domain in file.domains}
    assert {domain.moved_to for file in FILES.values() for domain in file.domains} - {None} <= hosts
    with (shared_dir / "domain/marketplaces.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    named = {host for row in rows for host in re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", row["domain"])}
    assert named <= hosts
    assert len(FILES) >= len(rows)


# Rows that name no address, by their name there.
UNADDRESSED = {
    "Hà Giang portal": "ha-giang",
    "Nghệ An floor": "nghe-an",
    "An Giang floor": "an-giang",
    "Thái Nguyên app": "c-thainguyen",
    "Cà Mau": "madeincamau",
    "Lào Cai extension market": "phien-cho-khuyen-nong-lao-cai",
}


@pytest.mark.shared
def test_what_is_known_of_each_marketplace_is_in_its_file(shared_dir: Path) -> None:
    """Row by row: the dates of the evidence, the province, and every figure."""
    with (shared_dir / "domain/marketplaces.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 29
    for row in rows:
        files = _files_of(row)
        assert files, row["name"]
        text = " ".join((SHIPPED / f"{file.slug}.toml").read_text(encoding="utf-8") for file in files)
        said = re.sub(r"(?<=\d)[.,](?=\d)", "", text)
        for number in re.findall(r"\d[\d,.]*\d", re.sub(r"\d+/\d{4}", "", row["figures"])):
            assert re.sub(r"[.,]", "", number) in said, f"{row['name']}: {number}"
        dates = re.findall(r"20\d\d(?:-\d\d){0,2}", row["evidence_date"])
        if dates:
            assert {file.evidence.as_of for file in files} == {max(dates)}, row["name"]
        provinces = {file.province for file in files if file.province}
        assert {current_provinces()[slug].name for slug in provinces} <= {row["province_new"]}, row["name"]


def _files_of(row: dict[str, str]) -> list[MarketplaceFile]:
    if row["name"] in UNADDRESSED:
        return [FILES[UNADDRESSED[row["name"]]]]
    hosts = set(re.findall(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", row["domain"]))
    return [file for file in FILES.values() if hosts & {domain.host for domain in file.domains}]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("delay =", "slugg = 'cho'\ndelay ="), "slugg: no such key"),
        (('kind = "private"', 'kind = "shop"'), "kind: "),
        (('platform = "schema_org"', 'platform = "shopware"'), "platform: no platform 'shopware'; known: "),
        (("[evidence]", "[patterns]\nproduct = '('\n[evidence]"), "not a regular expression"),
        (("sample = true", "sample = false"), "delay below 1 s is for sample marketplaces only"),
        (('"schema_org"', '"selectors"'), "platform 'selectors' needs selectors.name"),
        (("[evidence]", '[selectors]\nname = "h1[["\n[evidence]'), "'h1[[' is not a CSS selector"),
        (("[evidence]", '[selectors]\nnamme = "h1"\n[evidence]'), "'namme' is no field"),
        (
            ("[evidence]", '[entry]\nsitemaps = "https://elsewhere.example/x"\n[evidence]'),
            "on none of the marketplace's",
        ),
        (("[evidence]", '[json.fields]\nname = "a[b"\n[evidence]'), "'a[b' is no path"),
        (("checked_on = 2026-11-22", ""), "evidence.checked_on: is required"),
        (("[[domains]]", "[[domains]"), "not TOML"),
        (('host = "127.0.0.1:1"', 'host = "127.0.0.1:1"\nvalid_to = 2020-01-01'), "a domain that is valid today"),
        (('slug = "cho-thu"', 'slug = "Chợ Thử"'), "slug: 'Chợ Thử' is not written in small letters"),
        (("enabled = true", 'enabled = "yes"'), "enabled: is true or false"),
        (("delay = 0", 'delay = "2 s"'), "delay: is a number without quotation marks"),
        (("delay = 0", "delay = 0\nexpected_listings = 9.5"), "expected_listings: is a whole number"),
        (("delay = 0", 'delay = 0\nprovince = "ha-giang"'), "'ha-giang' has been part of 'tuyen-quang' since July"),
        (("delay = 0", 'delay = 0\nprovince = "atlantis"'), "province: 'atlantis' is no province"),
        (("[[domains]]", "[domains]"), "domains: is a list"),
        (('host = "127.0.0.1:1"', 'host = "https://127.0.0.1:1"'), "is no host"),
        (
            ('host = "127.0.0.1:1"', 'host = "127.0.0.1:1"\nvalid_from = "31/12/2025"'),
            "is a day, written like 2025-12-31",
        ),
        (("2026-11-22", "2099-01-01"), "evidence.checked_on: 2099-01-01 has not come yet"),
        (("[evidence]", '[evidence]\nas_of = "last year"'), "evidence.as_of: 'last year' is no day, month or year"),
        (("[evidence]", '[health]\nrequired = ["gia"]\n[evidence]'), "the coverage of 'gia' is not measured"),
        (('slug = "cho-thu"\n', ""), "slug: is required"),
    ],
)
def test_a_wrong_file_is_refused_in_clear_words(change: tuple[str, str], complaint: str) -> None:
    right = toml_of("127.0.0.1:1")
    assert change[0] in right
    with pytest.raises(MarketplaceFileError, match=r"cho-thu\.toml: ") as raised:
        read_toml(right.replace(*change), name="cho-thu.toml")
    assert complaint in str(raised.value)
    assert str(raised.value).count("\n") == 0, "one thing wrong, one complaint"


def test_a_wrong_file_keeps_no_other_from_being_used(tmp_path: Path) -> None:
    wrong = {"cho-mot": ("delay = 0", 'delay = -1\ncolour = "red"'), "cho-hai": ("[evidence]", "[evidence")}
    for slug in ("cho-mot", "cho-hai", "cho-ba", "voso"):
        text = toml_of("127.0.0.1:1", slug=slug).replace(*wrong.get(slug, ("", "")))
        (tmp_path / f"{slug}.toml").write_text(text)
    (tmp_path / "buudien.toml").write_text("name = 3")
    files = load_all(Settings(marketplaces_dir=tmp_path))
    assert files.usable.keys() == (FILES.keys() | {"cho-ba"}) - {"buudien"}, "a wrong file hides the shipped one"
    assert files.get("voso").name == "Chợ thử"
    assert list(files.wrong) == ["buudien", "cho-hai", "cho-mot"]
    said = str(files.wrong["cho-mot"]).splitlines()
    assert [line.split(": ")[:2] for line in said] == [["cho-mot.toml", "delay"], ["cho-mot.toml", "colour"]]
    crawled, left_out = chosen(files, ())
    assert [file.slug for file in crawled if file.slug.startswith("cho-")] == ["cho-ba"]
    assert left_out == files.wrong
    with pytest.raises(MarketplaceFileError, match=r"cho-hai\.toml: not TOML"):
        files.get("cho-hai")
    with pytest.raises(UnknownMarketplace, match="no marketplace 'cho-bon'; there is cho-ba"):
        files.get("cho-bon")


def test_a_file_of_ones_own_stands_in_for_a_wrong_one_that_was_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder, text in ((shipped, "name = 3"), (own, toml_of("127.0.0.1:1", slug="cho-mot"))):
        folder.mkdir()
        (folder / "cho-mot.toml").write_text(text)
    monkeypatch.setattr("crawlers.marketplaces.load.SHIPPED", shipped)
    assert list(load_all().wrong) == ["cho-mot"]
    files = load_all(Settings(marketplaces_dir=own))
    assert (files.get("cho-mot").name, files.wrong) == ("Chợ thử", {})


def test_whatever_does_not_fit_together_is_said_at_once() -> None:
    text = toml_of("127.0.0.1:1").replace("sample = true", "sample = false").replace('"schema_org"', '"selectors"')
    with pytest.raises(MarketplaceFileError) as raised:
        read_toml(text, name="cho-thu.toml")
    assert [line.partition("the file: ")[2][:24] for line in str(raised.value).splitlines()] == [
        "delay below 1 s is for s",
        "platform 'selectors' nee",
    ]


def test_a_file_saved_by_a_windows_editor_is_read() -> None:
    assert read_toml("\ufeff" + toml_of("127.0.0.1:1").replace("\n", "\r\n")).slug == "cho-thu"


@pytest.mark.parametrize("slug", FILES)
def test_the_schema_takes_what_the_checker_takes(slug: str) -> None:
    said = tomllib.loads((SHIPPED / f"{slug}.toml").read_text(encoding="utf-8"))
    validator = jsonschema_rs.validator_for(json_schema())
    as_json = orjson.loads(orjson.dumps(said))
    assert list(validator.iter_errors(as_json)) == []
    assert list(validator.iter_errors(as_json | {"platform": "shopware", "delai": 2})) != []


def test_the_name_of_the_file_is_the_slug(tmp_path: Path) -> None:
    (tmp_path / "cho-khac.toml").write_text(toml_of("127.0.0.1:1"))
    with pytest.raises(MarketplaceFileError, match="slug is 'cho-thu', but the file's name says 'cho-khac'"):
        load_file(tmp_path / "cho-khac.toml")


def test_a_folder_of_ones_own_wins(tmp_path: Path) -> None:
    own = (SHIPPED / "voso.toml").read_text(encoding="utf-8").replace("Vỏ Sò (Voso)", "Vỏ Sò của tôi")
    (tmp_path / "voso.toml").write_text(own, encoding="utf-8")
    assert load_all(Settings(marketplaces_dir=tmp_path)).get("voso").name == "Vỏ Sò của tôi"
    with pytest.raises(MarketplaceFileError, match="no such folder"):
        load_all(Settings(marketplaces_dir=tmp_path / "absent"))


def test_the_schema_in_the_docs_is_the_models() -> None:
    assert (DOCS / "marketplace.schema.json").read_text(encoding="utf-8") == schema_text()
    assert json_schema()["properties"]["delay"]["description"]
