"""How well matching does on labelled pairs it was never tuned on; docs/matching.md says how they were labelled."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from catalog.matching.analyse import analyse
from catalog.matching.compare import compare
from catalog.matching.signature import Signature

PAIRS = Path(__file__).with_name("pairs.csv")
MANUAL = Path(__file__).parents[3] / "docs" / "matching.md"


@dataclass
class Figures:
    """Counts over one split; `sizes_right` of the pairs found."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    sizes_right: int = 0


@cache
def rows() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def signature(row: dict[str, str], side: str) -> Signature:
    body = {key: row[f"{key}_{side}"] for key in ("name", "producer", "net_content")}
    return analyse(1, f"cho-{side}", row[f"name_{side}"], body, {})


@cache
def figures(split: str) -> Figures:
    counted = Figures()
    for row in rows():
        if row["split"] != split:
            continue
        one, other = signature(row, "a"), signature(row, "b")
        same = row["same_product"] == "1"
        matched = not set(one.keys).isdisjoint(other.keys) and compare(one, other).accepted
        counted.found += same and matched
        counted.wrong += matched and not same
        counted.missed += same and not matched
        counted.sizes_right += same and matched and (one.variant == other.variant) == (row["same_variant"] == "1")
    return counted


@pytest.mark.parametrize("split", ["train", "test"])
def test_precision_recall_and_variants(split: str) -> None:
    counted = figures(split)
    assert counted.found / (counted.found + counted.wrong) >= 0.99
    assert counted.found / (counted.found + counted.missed) >= 0.92
    assert counted.sizes_right / counted.found >= 0.98


@pytest.mark.parametrize("split", ["train", "test"])
def test_the_manual_states_these_figures(split: str) -> None:
    counted = figures(split)
    precision = counted.found / (counted.found + counted.wrong)
    recall = counted.found / (counted.found + counted.missed)
    pairs = sum(row["split"] == split for row in rows())
    stated = (
        f"| {split} ({pairs:,} pairs) | {precision:.3f} | {recall:.3f} | {counted.sizes_right / counted.found:.3f} |"
    )
    assert stated in MANUAL.read_text(encoding="utf-8")


def test_enough_pairs_and_hard_ones() -> None:
    assert len(rows()) >= 600
    apart = [row for row in rows() if row["same_product"] == "0"]
    assert len(apart) >= 200
    assert len({row["labelled"].split(":")[0] for row in rows()}) >= 4


def test_a_comparison_has_no_sides() -> None:
    for row in rows()[::7]:
        one, other = signature(row, "a"), signature(row, "b")
        assert compare(one, other).score == pytest.approx(compare(other, one).score), row["name_a"]
