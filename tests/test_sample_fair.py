"""The sample fair as a whole: its goods are real and spread, its files load, its command starts and stops."""

import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from crawlers.marketplaces.model import MarketplaceFile
from tests.marketplaces.declare import marketplace_toml
from tests.marketplaces.goods import load_listings, load_products
from tests.marketplaces.pictures import PictureName
from tests.marketplaces.shops import SHOPS
from tests.ports import free_ports

ROOT = Path(__file__).parents[1]
PATIENCE = 300
GROUPS = {"I": range(1, 14), "II": range(14, 18), "III": range(18, 21), "IV": range(21, 23), "V": range(23, 26)}


def test_goods_are_real_many_and_spread_over_the_country() -> None:
    products = [one for one in load_products().values() if one.standing != "plain"]
    assert len(products) >= 150
    assert all(one.source for one in load_products().values())
    assert len({one.former_province for one in products}) >= 20
    assert {one.stars for one in products} == {"", "3", "4", "5"}
    sets = {int(one.ocop_set) for one in products}
    assert all(sets & set(numbers) for numbers in GROUPS.values())
    assert 26 in sets, "tourism is the sixth group"


def test_a_recognition_is_told_whole_or_left_empty() -> None:
    for one in load_products().values():
        assert not one.decision or (one.stars and one.issuer), one.key
        assert not one.expires_on or one.decided_on, one.key
        assert one.standing == "recognised" or not (one.stars or one.decision), one.key


def test_only_seven_prices_are_known_facts() -> None:
    known = {one.key for one in load_products().values() if one.price_is == "fact"}
    assert len(known) == 7
    marked = [(one.product, one.sample_price) for shop in SHOPS for one in load_listings(shop.slug) if one.first.price]
    assert {product for product, sample in marked if not sample} == known


def test_many_goods_stand_on_two_or_three_shops_under_other_names() -> None:
    sold: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for shop in SHOPS:
        for one in load_listings(shop.slug):
            sold.setdefault(one.product, set()).add(shop.slug)
            names.setdefault(one.product, set()).add(one.name)
    assert sum(len(shops) >= 2 for shops in sold.values()) >= 80
    assert sum(len(shops) >= 3 for shops in sold.values()) >= 20
    assert sum(len(sold[product]) >= 2 and len(written) >= 2 for product, written in names.items()) >= 80


@pytest.mark.parametrize(
    ("name", "least"),
    [("Chanh dây sấy dẻo", 2), ("Khoai Khoái sấy giòn", 6), ("Nước mắm Thanh Quốc", 3), ("Kẹo dừa", 4), ("độ đạm", 8)],
)
def test_hard_negatives_of_matching_are_there(name: str, least: int) -> None:
    assert len([one for one in load_products().values() if name in one.name]) >= least


def test_stars_that_lapsed_and_stars_that_contradict_their_certificate_are_claimed() -> None:
    products, lapsed, contradicted = load_products(), 0, 0
    for one in (one for shop in SHOPS for one in load_listings(shop.slug)):
        product = products[one.product]
        lapsed += bool(one.stars and product.expires_on and product.expires_on < "2026-11-22")
        claimed = {char for char in one.stars if char in "345"}
        contradicted += bool(claimed and one.certificate and product.decision and product.stars not in claimed)
    assert lapsed >= 10
    assert contradicted == 1


def test_variants_and_odd_pictures_are_there() -> None:
    listings = [one for shop in SHOPS for one in load_listings(shop.slug)]
    assert sum(len(one.packs) > 1 for one in listings) >= 20
    views = Counter(PictureName.parse(name).view for one in listings for name in one.pictures)
    assert views["broken"] == views["missing"] == views["clear"] == 1
    assert sum(not one.pictures for one in listings) == 1


def test_marketplace_files_say_what_the_shops_are() -> None:
    for place, kind in enumerate(SHOPS):
        shop = kind(f"http://127.0.0.1:{8101 + place}")
        file = MarketplaceFile(**tomllib.loads(marketplace_toml(shop)))
        assert file.sample
        assert (file.slug, file.kind, file.delay) == (shop.slug, shop.kind, 0)
        assert file.expected_listings == len(shop.listings)
        assert file.current_hosts() == [shop.origin.removeprefix("http://")]
        assert any("delay = 0" in note for note in file.evidence.notes)


def command(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.marketplaces", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


@pytest.fixture
def first() -> Iterator[int]:
    """The first of five free ports."""
    with free_ports(len(SHOPS)) as port:
        yield port


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_it_is_told_to_stop(first: int, number: signal.Signals, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    begun = time.monotonic()
    process = command("--port", str(first), "--ready-file", str(ready), "--write-marketplaces", str(tmp_path / "files"))
    while not ready.exists():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)
    assert httpx.get(f"http://127.0.0.1:{first + 4}/robots.txt", timeout=PATIENCE).status_code == 200
    assert sorted(path.stem for path in (tmp_path / "files").glob("*.toml")) == sorted(shop.slug for shop in SHOPS)
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (0, "")
    assert len(out.splitlines()) == len(SHOPS)


def test_the_fair_does_not_outlive_who_started_it(first: int, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(tmp_path), str(first)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    while not (ready.exists() and (tmp_path / "port").exists()):
        assert starter.poll() is None
        time.sleep(0.02)
    assert starter.stdout
    fair = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    begun = time.monotonic()
    while _runs(fair):
        assert time.monotonic() - begun < PATIENCE, "the fair goes on alone"
        time.sleep(0.05)


STARTER = """
import pathlib, subprocess, sys, time
from api.demo import fair
started = subprocess.Popen
def told(*arguments, **options):
    child = started(*arguments, **options)
    print(child.pid, flush=True)
    return child
subprocess.Popen = told
with fair.sample_fair(pathlib.Path(sys.argv[1]), int(sys.argv[2])):
    time.sleep(600)
"""


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere shadow of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_port_in_use_is_one_clear_sentence_and_exit_code_3(first: int) -> None:
    with socket.create_server(("127.0.0.1", first + 2)):
        process = command("--port", str(first))
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, len(err.splitlines())) == (3, "", 1)
    assert f"port {first + 2} " in err
    assert "--port" in err
