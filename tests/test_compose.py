"""compose.yaml gives each part only what it needs."""

import re
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # comes without types

from api.jobs.pieces import QUEUES
from catalog.settings import Settings

_ROOT = Path(__file__).resolve().parents[1]


def _services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((_ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return found


def test_only_the_server_and_the_maker_of_keys_know_the_master_key() -> None:
    knowing = {name for name, one in _services().items() if "MEILI_MASTER_KEY" in str(one)}
    assert knowing == {"meilisearch", "keys"}
    mounted = {name: [str(one) for one in service.get("volumes", [])] for name, service in _services().items()}
    assert [one for one in mounted["web"] if "key" in one] == ["search-key:/keys/search:ro"]
    assert [one for one in mounted["indexer"] if "key" in one] == ["index-key:/keys/index:ro"]
    assert [one for one in mounted["worker"] if "key" in one] == []


def test_every_queue_is_worked_on_and_jobs_have_time_to_go_back() -> None:
    workers = [one for one in _services().values() if "chophien worker" in str(one.get("command"))]
    queues = [re.search(r"--queues (\S+)", one["command"]) for one in workers]
    assert sorted(name for found in queues if found for name in found[1].split(",")) == sorted(QUEUES)
    assert {one["stop_grace_period"] for one in workers} == {"60s"}, "twice what a worker gives its jobs"


def test_the_hour_of_the_crawls_may_be_set_to_never() -> None:
    assert _services()["worker"]["environment"]["CHOPHIEN_CRAWL_AT"].startswith("${CHOPHIEN_CRAWL_AT-")


def test_every_setting_named_is_one() -> None:
    known = {f"CHOPHIEN_{name.upper()}" for name in Settings.model_fields}
    for service in _services().values():
        named = {name for name in service.get("environment", {}) if name.startswith("CHOPHIEN_")}
        assert named <= known
