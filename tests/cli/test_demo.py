"""The demonstration from nothing to a served page, Ctrl-C, and a second run, as people run it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cli.conftest import Run
from tests.ports import free_ports, is_free

CALL = [sys.executable, "-c", "from api.cli import main; main()", "demo"]
PATIENCE = 900


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def ports() -> Iterator[tuple[int, int]]:
    with free_ports(6) as first:
        yield first, first + 1


@pytest.fixture(scope="module")
def served(folder: Path, ports: tuple[int, int]) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHOPHIEN_")}
    child = subprocess.Popen(
        [*CALL, "--port", str(ports[0]), "--fair-port", str(ports[1])],
        env=kept | {"CHOPHIEN_DATA_DIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    client = httpx.Client(base_url=f"http://127.0.0.1:{ports[0]}", timeout=PATIENCE)
    try:
        _await(client, child)
        yield client, child
    finally:
        client.close()
        if child.poll() is None:
            child.kill()
            child.wait()


def _await(client: httpx.Client, child: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if child.poll() is not None:
            raise AssertionError(child.communicate()[0])
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("the demonstration did not serve in time")


def test_the_whole_line_is_served_and_ctrl_c_leaves_nothing_running(
    served: tuple[httpx.Client, subprocess.Popen[str]], ports: tuple[int, int], folder: Path
) -> None:
    client, child = served
    found: dict[str, Any] = client.get("/v1/search", params={"q": "mật ong bạc hà"}).json()
    assert found["total"] >= 2
    best = found["hits"][0]
    assert "bạc hà" in best["name"].lower()
    assert (best["province"], best["former_province"]) == ("tuyen-quang", "ha-giang")
    assert best["sample_price"]
    assert client.get(best["image"]).headers["content-type"] == "image/webp"
    assert best["name"] in client.get(best["url"]).text
    marketplaces = client.get("/v1/marketplaces").text
    assert sum(f"127.0.0.1:{port}" in marketplaces for port in range(ports[1], ports[1] + 5)) == 5
    child.send_signal(signal.SIGINT)
    said, _ = child.communicate(timeout=PATIENCE)
    assert child.returncode == 0, said
    assert "Traceback" not in said
    for word in ("Gathered", "Compared", "Look", f"http://127.0.0.1:{ports[0]}"):
        assert word in said
    assert all(is_free(port) for port in range(ports[0], ports[0] + 6))
    assert (folder / "chophien.sqlite3").exists()


def test_a_second_run_fetches_only_what_changed(chophien: Run, folder: Path, ports: tuple[int, int]) -> None:
    fair = str(ports[1])
    again = chophien("demo", "--no-serve", "--json", "--fair-port", fair, CHOPHIEN_DATA_DIR=str(folder))
    first = json.loads(again.stdout)
    assert (first["new"], first["changed"]) == (0, 0)
    assert first["pages"] <= 0.05 * first["listings"]
    changed = chophien(
        "demo", "--no-serve", "--json", "--fair-port", fair, "--changed", "2", CHOPHIEN_DATA_DIR=str(folder)
    )
    second = json.loads(changed.stdout)
    assert second["new"] == 0
    assert 1 <= second["changed"] <= 2 * second["marketplaces"]
