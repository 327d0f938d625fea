"""The loud skips: counted, one line for each missing part, silent where nothing is missing."""

import sys
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest

@pytest.mark.browser
def test_a(): pass

@pytest.mark.browser
def test_b(): pass

@pytest.mark.meilisearch
def test_c(): pass

@pytest.mark.skip(reason="an ordinary skip")
def test_d(): pass

def test_e(): pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    pytester.makepyfile(TESTS)
    pytester.makeini("[pytest]\nmarkers =\n  browser: x\n  meilisearch: x\n  shared: x\n")
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[1])
    monkeypatch.setenv("PATH", str(pytester.path))
    monkeypatch.delitem(sys.modules, "tests.plugins", raising=False)
    for name in ("CHOPHIEN_TEST_CHROMIUM", "CHOPHIEN_TEST_MEILISEARCH_URL"):
        monkeypatch.delenv(name, raising=False)
    return pytester


def test_missing_parts_are_named_and_counted(run: pytest.Pytester) -> None:
    result = run.runpytest_inprocess("-p", "tests.plugins")
    result.assert_outcomes(passed=1, skipped=4)
    lines = [line for line in result.outlines if line.startswith("SKIPPED LOUDLY")]
    assert len(lines) == 2
    assert lines[0].startswith("SKIPPED LOUDLY: 2 browser tests: no Chromium found (")
    assert lines[1].startswith("SKIPPED LOUDLY: 1 meilisearch test: no Meilisearch server found (")


def test_what_is_there_is_not_skipped(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOPHIEN_TEST_CHROMIUM", sys.executable)
    monkeypatch.setenv("CHOPHIEN_TEST_MEILISEARCH_URL", "http://127.0.0.1:7700")
    result = run.runpytest_inprocess("-p", "tests.plugins")
    result.assert_outcomes(passed=4, skipped=1)
    result.stdout.no_fnmatch_line("SKIPPED LOUDLY*")
