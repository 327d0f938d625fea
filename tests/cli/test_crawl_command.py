"""`chophien crawl` as an operator types it: what it says and how it ends."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.crawlers.conftest import toml_of
from tests.crawlers.site import Site, serving
from tests.crawlers.test_crawl import stock


def _settings(files: Path, site: Site) -> dict[str, str]:
    """A data folder beside this folder of marketplace files, and leave to crawl the site."""
    return {
        "CHOPHIEN_DATA_DIR": str(files.parent / "var"),
        "CHOPHIEN_MARKETPLACES_DIR": str(files),
        "CHOPHIEN_ALLOW_PRIVATE_HOSTS": json.dumps([site.host]),
    }


def test_a_limited_crawl_is_what_was_asked_for_and_a_dead_site_is_not(chophien: Run, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(40)})
        (files / "cho-thu.toml").write_text(toml_of(site.host), encoding="utf-8")
        settings = _settings(files, site)
        limited = chophien("crawl", "cho-thu", "--limit", "5", "--json", **settings)
    assert limited.returncode == 0, limited.stderr
    (run,) = json.loads(limited.stdout)
    assert (run["status"], run["report"]["reason"]) == ("interrupted", "budget_pages")
    dead = chophien("crawl", "cho-thu", **settings)
    assert dead.returncode == 5
    assert "failures in a row (connection)" in dead.stdout
    assert "Not finished or held for review: cho-thu." in dead.stderr


def test_with_nothing_to_crawl_the_commands_say_so_instead_of_showing_empty_tables(
    chophien: Run, tmp_path: Path
) -> None:
    settings = {"CHOPHIEN_DATA_DIR": str(tmp_path / "var")}
    for command in (("crawl",), ("report", "sources")):
        ended = chophien(*command, **settings)
        assert ended.returncode == 0, ended.stderr
        assert "No marketplace is enabled" in ended.stdout + ended.stderr
        assert "listings" not in ended.stdout
    unknown = chophien("crawl", "khong-co", **settings)
    assert unknown.returncode == 4
    assert "`chophien marketplaces` lists them all" in unknown.stderr


def test_sources_without_a_file_are_shown_as_they_were_crawled(chophien: Run, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(3)})
        (files / "cho-thu.toml").write_text(toml_of(site.host), encoding="utf-8")
        settings = _settings(files, site)
        chophien("crawl", "cho-thu", **settings)
    settings.pop("CHOPHIEN_MARKETPLACES_DIR")
    shown = chophien("report", "sources", **settings)
    assert shown.returncode == 0, shown.stderr
    assert "cho-thu" in shown.stdout
    assert "No marketplace file is read here for cho-thu" in shown.stderr
    (state,) = json.loads(chophien("report", "sources", "--json", **settings).stdout)
    assert (state["slug"], state["enabled"], state["listings"]) == ("cho-thu", False, 3)


@pytest.mark.parametrize(
    ("address", "said"),
    [("http://khong-co.invalid", "No such host: the name does not resolve."), ("127.0.0.1:9", "a private network")],
)
def test_a_site_that_cannot_be_reached_is_one_sentence_and_no_table(chophien: Run, address: str, said: str) -> None:
    ended = chophien("probe", address)
    assert ended.returncode == 4
    assert said in ended.stderr
    assert ended.stdout == ""


def test_a_wrong_file_stops_its_own_marketplace_and_no_other(chophien: Run, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    wrong = toml_of("127.0.0.1:1", slug="cho-sai").replace("delay = 0", 'delay = -1\ncolour = "red"')
    (files / "cho-sai.toml").write_text(wrong, encoding="utf-8")
    faults = ("cho-sai.toml: delay: Input should be greater than", "cho-sai.toml: colour: no such key")
    with serving(Site()) as site:
        stock(site, {number: 1000 + number for number in range(3)})
        (files / "cho-thu.toml").write_text(toml_of(site.host), encoding="utf-8")
        settings = _settings(files, site) | {"COLUMNS": "300"}
        alone = chophien("crawl", "cho-thu", **settings)
        both = chophien("crawl", "cho-sai", "cho-thu", **settings)
        named = chophien("crawl", "cho-sai", **settings)
    assert alone.returncode == 0, alone.stderr
    assert both.returncode == 5
    assert "Not finished or held for review: cho-sai." in both.stderr
    assert named.returncode == 4
    for fault in faults:
        assert f"cho-sai: {fault}" in both.stdout
        assert fault in named.stderr
    shown = chophien("report", "sources", **settings)
    assert shown.returncode == 5
    assert all(f"cho-sai: {fault}" in shown.stdout for fault in faults)
    assert "with a wrong file: cho-sai" in shown.stderr
    for command, code in (("doctor --json", 3), ("marketplaces", 4)):
        looked = chophien(*command.split(), **settings)
        assert looked.returncode == code
        told = " ".join((looked.stdout + looked.stderr).split())
        assert all(fault in told for fault in faults), told
        assert command == "doctor --json" or "cho-thu" in looked.stdout


@pytest.mark.parametrize("call", ["worker", "worker --once", "worker status", "crawl --defer", "refresh --defer"])
def test_on_sqlite_workers_are_refused_in_one_sentence_before_anything_is_made(
    chophien: Run, tmp_path: Path, call: str
) -> None:
    done = chophien(*call.split())
    assert done.returncode == 3
    assert "Workers need PostgreSQL" in done.stderr
    assert "CHOPHIEN_DATABASE_URL" in done.stderr
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize(
    "call",
    [
        "worker --queues crawl,sing",
        "crawl --defer --archive pages",
        "refresh --defer --dry-run",
        "pictures --defer --limit 5",
        "index --defer --watch",
    ],
)
def test_what_cannot_be_left_to_workers_is_a_wrong_command_line(chophien: Run, call: str) -> None:
    assert chophien(*call.split()).returncode == 2


def test_an_hour_that_is_none_is_named(chophien: Run) -> None:
    done = chophien("worker", CHOPHIEN_CRAWL_AT="soon", CHOPHIEN_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    assert done.returncode == 3
    assert "CHOPHIEN_CRAWL_AT" in done.stderr
