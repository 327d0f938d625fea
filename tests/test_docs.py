"""The manuals are the code's own words: written by `make docs`, and held against it here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli.exits import MEANINGS
from catalog.settings import Settings, manual

DOCS = Path(__file__).parent.parent / "docs"
CALL = [sys.executable, "-m", "typer", "api.cli", "utils", "docs", "--name", "chophien"]


@pytest.fixture(scope="module")
def cli_manual() -> str:
    return (DOCS / "cli.md").read_text(encoding="utf-8")


def test_the_manual_of_the_command_line_is_up_to_date(cli_manual: str) -> None:
    environment = os.environ | {"TERM": "dumb", "COLUMNS": "200"}
    written = subprocess.run(CALL, capture_output=True, text=True, check=True, env=environment, cwd=DOCS.parent).stdout
    assert cli_manual.split() == written.split(), "run `make docs`"


def test_every_exit_code_stands_in_it(cli_manual: str) -> None:
    for code, meaning in MEANINGS.items():
        assert f"`{int(code)}` {meaning}" in cli_manual


@pytest.mark.parametrize(
    "command",
    [
        "demo",
        "crawl",
        "extract",
        "import",
        "refresh",
        "index",
        "serve",
        "worker",
        "report",
        "check",
        "export",
        "doctor",
        "db",
        "bench",
    ],
)
def test_every_promised_command_has_a_chapter(cli_manual: str, command: str) -> None:
    assert f"## `chophien {command}`" in cli_manual


def test_the_table_of_settings_is_up_to_date() -> None:
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == manual(), "run `make docs`"


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_explained_in_one_sentence(name: str) -> None:
    description = Settings.model_fields[name].description
    assert description is not None
    assert description.endswith(".")
