"""docs/adding-a-marketplace.md, followed word for word: every command in order, and the edit it asks for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_ports

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs/adding-a-marketplace.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(console|diff)\n(.*?)^```", MANUAL, re.M | re.S)
FILE = "files/cho-vung-cao.toml"


@pytest.fixture
def fair() -> Iterator[int]:
    """The sample fair on five free ports; gives the first."""
    with free_ports(5) as port:
        command = [sys.executable, "-m", "tests.marketplaces", "--port", str(port)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(5):
                process.stdout.readline()
            yield port
            process.terminate()


@pytest.mark.skipif(shutil.which("bash") is None or shutil.which("curl") is None, reason="needs bash and curl")
def test_the_manual_followed_word_for_word(fair: int, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHOPHIEN_")}
    environment |= {"PATH": f"{Path(sys.executable).parent}:{environment['PATH']}", "CHOPHIEN_DATA_DIR": str(tmp_path)}
    environment["COLUMNS"] = "200"
    for kind, block in BLOCKS:
        if kind == "diff":
            edit(tmp_path / FILE, block)
            continue
        for command in re.findall(r"^\$ (.*)$", block, re.M):
            if command.endswith("&") or command.startswith(". "):
                continue
            mine = re.sub(r"(\$PWD/)?\bvar/", f"{tmp_path}/", command)
            mine = mine.replace("8105", str(fair + 4))
            if mine.startswith("export "):
                pairs = re.findall(r"(\w+)=('[^']*'|\S+)", mine)
                environment |= {name: value.strip("'") for name, value in pairs}
                continue
            done = subprocess.run(["bash", "-c", mine], env=environment, cwd=tmp_path, capture_output=True, text=True)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            said[command] = done.stdout
    assert "Chợ Vùng Cao" in said["chophien marketplaces --enabled"]
    assert re.search(r"finished +94 +\d+ ", said["chophien crawl cho-vung-cao"])
    assert '"price":345000' in next(text for command, text in said.items() if command.startswith("chophien extract"))
    assert len(list((tmp_path / "captures").glob("*/expected.jsonl"))) == 3


def edit(path: Path, change: str) -> None:
    """The lines taken out must stand in the file; those put in stand where the first of them stood."""
    text = path.read_text(encoding="utf-8")
    for taken, put in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", change, re.M):
        old = "".join(line[1:] for line in taken.splitlines(keepends=True))
        assert old in text, f"the probe wrote no {old!r}:\n{text}"
        text = text.replace(old, "".join(line[1:] for line in put.splitlines(keepends=True)))
    path.write_text(text, encoding="utf-8")
