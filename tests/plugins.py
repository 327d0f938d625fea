"""Skips nobody can overlook: tests whose outside part is missing are skipped, and the run ends with one line for each.

The line reads `SKIPPED LOUDLY: N browser tests: no Chromium found (…)`.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

_LOUD = "LOUD "
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_shared() -> Path | None:
    """The folder of test material beside the checkout."""
    named = os.environ.get("CHOPHIEN_TEST_SHARED")
    folder = Path(named) if named else Path(__file__).resolve().parents[2] / "shared"
    return folder if (folder / "design.md").is_file() else None


def find_chromium() -> str | None:
    """The browser the tests drive."""
    named = os.environ.get("CHOPHIEN_TEST_CHROMIUM")
    if named:
        return named
    return next((path for name in _CHROMIUMS if (path := shutil.which(name))), None)


def find_meilisearch() -> str | None:
    """Address of a running server, or the path of one that can be started."""
    return os.environ.get("CHOPHIEN_TEST_MEILISEARCH_URL") or shutil.which("meilisearch")


_NEEDS = {
    "browser": (find_chromium, "no Chromium found (install Debian's chromium or set CHOPHIEN_TEST_CHROMIUM)"),
    "meilisearch": (
        find_meilisearch,
        "no Meilisearch server found (put meilisearch on the PATH or set CHOPHIEN_TEST_MEILISEARCH_URL)",
    ),
    "shared": (find_shared, "no shared/ folder beside the checkout (or set CHOPHIEN_TEST_SHARED)"),
}


def loud_reason(marker: str, why: str) -> str:
    """The reason a skip must carry to be counted at the end of the run."""
    return f"{_LOUD}{marker}: {why}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {marker: why for marker, (find, why) in _NEEDS.items() if find() is None}
    for item in items:
        for marker, why in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=loud_reason(marker, why)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counted = Counter(
        reason
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
        and (reason := report.longrepr[2].removeprefix("Skipped: ")).startswith(_LOUD)
    )
    for reason, number in sorted(counted.items()):
        marker, why = reason.removeprefix(_LOUD).split(": ", 1)
        plural = "test" if number == 1 else "tests"
        terminalreporter.write_line(f"SKIPPED LOUDLY: {number} {marker} {plural}: {why}", red=True, bold=True)
