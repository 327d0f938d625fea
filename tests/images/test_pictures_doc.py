"""docs/pictures.md is held against the code: every verdict with its severity, and the limits that stand in figures."""

from pathlib import Path

import pytest

from images.decode import FORMATS
from images.fetch import MAX_BYTES, MAX_REDIRECTS, MAX_SECONDS
from images.judge import BLANK_FROM, BLURRY_BELOW, ICON_SIDE, SHORTEST_SIDE
from images.verdicts import RULES

TEXT = (Path(__file__).parents[2] / "docs" / "pictures.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", RULES)
def test_every_verdict_is_listed_with_its_severity(code: str) -> None:
    assert f"| `{code}` | {RULES[code].severity} |" in TEXT


def test_no_verdict_is_listed_that_is_gone() -> None:
    section = TEXT.split("## Verdicts", 1)[1].split("The thresholds", 1)[0]
    assert {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")} == set(RULES)


def test_limits_are_those_of_the_code() -> None:
    assert f"shorter than {SHORTEST_SIDE} px" in TEXT
    assert f"shorter than {ICON_SIDE} px" in TEXT
    assert f"below {BLURRY_BELOW:g} in" in TEXT
    assert f"{BLANK_FROM * 100:g} % or more" in TEXT
    assert f"more than {MAX_BYTES // 1_000_000} MB, more than {MAX_SECONDS:g} seconds" in TEXT
    assert MAX_REDIRECTS == 5
    assert all(name.replace("WEBP", "WebP") in TEXT for name in FORMATS)
