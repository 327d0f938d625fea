"""The `chophien` command, run in this process with a data folder of the test's own."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import main
from catalog.settings import get_settings


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def chophien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command to its end: `chophien("import", "-", stdin="…", CHOPHIEN_DATA_DIR="…")`."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> Done:
        with monkeypatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("CHOPHIEN_")]:
                patch.delenv(name)
            for name, value in ({"CHOPHIEN_DATA_DIR": str(tmp_path / "var")} | settings).items():
                patch.setenv(name, value)
            # A command gives way to others for good; this process goes on with other tests.
            patch.setattr(os, "setpriority", lambda *_: None)
            patch.setattr(sys, "argv", ["chophien", *arguments])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            get_settings.cache_clear()
            capfd.readouterr()
            try:
                main()
                code = 0
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else 0
            finally:
                get_settings.cache_clear()
        written = capfd.readouterr()
        return Done(code, written.out, written.err)

    return run
