"""Which keys of JSON name which field of a listing: the rules of `json_fields.toml`."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawlers.probe.value_looks import LOOKS


@dataclass(frozen=True)
class Rule:
    """Keys that name a field, the likelier first; what its values look like; the share of items that must have it.

    The value stands under the key itself or at one of `ends` below it; the empty one is the key itself.
    """

    keys: tuple[str, ...]
    looks: Callable[[Any], bool]
    share: float
    ends: tuple[str, ...] = ("",)


def _read() -> dict[str, Rule]:
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {
        name: Rule(tuple(one["keys"]), LOOKS[one["looks"]], one["share"], tuple(one.get("ends", ("",))))
        for name, one in said.items()
    }


RULES = _read()
"""By the field they find, in the order in which fields take keys."""
