"""docs/workers.md says what the code does."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from api.jobs.notes import KEPT_DAYS
from api.jobs.pieces import IMAGES, INDEX, QUEUES, REFRESH
from api.jobs.rescue import DEAD_AFTER_SECONDS
from api.jobs.retrying import WAITS
from api.jobs.steps import IMAGES_AT_ONCE, STEPS
from api.jobs.worker import INDEX_EVERY
from catalog.settings import Settings

MANUAL = (Path(__file__).parents[2] / "docs" / "workers.md").read_text("utf-8")


def test_every_job_has_its_row() -> None:
    assert re.findall(r"^\| `([a-z]+)(?: SLUG)?` \|", MANUAL, re.MULTILINE) == list(STEPS)


def test_what_runs_alone_is_told() -> None:
    assert REFRESH.lock == IMAGES.lock != INDEX.lock
    assert "| with `images` |" in MANUAL
    assert "| with `refresh` |" in MANUAL


def test_the_numbers_are_the_codes() -> None:
    assert f"--queues {','.join(QUEUES)}" in MANUAL
    assert f"`{Settings.model_fields['crawl_at'].default}` is 01:00 in Việt Nam" in MANUAL
    assert f"| {IMAGES_AT_ONCE} pictures |" in MANUAL
    assert (INDEX_EVERY, KEPT_DAYS, DEAD_AFTER_SECONDS) == ("*/10 * * * *", 30, 60)
    assert "every ten minutes" in MANUAL
    assert "more than thirty days ago" in MANUAL
    assert "after a minute without a heartbeat" in MANUAL


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("crawl", "a crawl after 15 minutes and an hour"),
        ("images", "images after 5 and 30 minutes"),
        ("refresh", "the rest after 1 and 5"),
        ("index", "the rest after 1 and 5"),
        ("nightly", "the rest after 1 and 5"),
    ],
)
def test_the_waits_are_the_codes(task: str, words: str) -> None:
    assert words in MANUAL
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    minutes = [*numbers, 60] if "an hour" in words else numbers
    assert WAITS[task] == tuple(timedelta(minutes=one) for one in minutes)
