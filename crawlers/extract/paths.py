"""Dotted paths into JSON: `data.items`, `images[].src`, `price.value`, `prices[0].amount`."""

import re
from typing import Any

_STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")


def at(value: Any, path: str) -> Any:
    """What a path leads to; None where it leads nowhere. `[]` gives a list of what follows for each element."""
    if path in ("", "."):
        return value
    return _walk(value, [(name, index, "[" in found) for found, name, index in _steps(path)])


def stated(value: Any, path: str) -> Any:
    """What the first of several paths (`sale_price || price`) leads to that says something; None where none does."""
    found = (at(value, one.strip()) for one in path.split("||"))
    return next((one for one in found if one not in (None, "", [], {}, 0, "0")), None)


def listed(value: Any, path: str) -> list[Any]:
    """What a path leads to as a list."""
    found = at(value, path)
    return found if isinstance(found, list) else [] if found is None else [found]


def check(path: str) -> None:
    """Raise ValueError where a path cannot be read."""
    rest = _STEP.sub("", path).replace(".", "")
    if rest or not path.strip("."):
        raise ValueError(f"{path!r} is no path; write it like `data.items` or `images[].src`")


def _steps(path: str) -> list[tuple[str, str, str]]:
    return [(found.group(0), found.group(1) or "", found.group(2) or "") for found in _STEP.finditer(path)]


def _walk(value: Any, steps: list[tuple[str, str, bool]]) -> Any:
    for number, (name, index, bracketed) in enumerate(steps):
        if bracketed and index == "":
            rest = steps[number + 1 :]
            found = [_walk(one, rest) for one in value] if isinstance(value, list) else []
            return [one for one in found if one is not None]
        value = _step(value, name, index)
        if value is None:
            return None
    return value


def _step(value: Any, name: str, index: str) -> Any:
    if index:
        return value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
    return value.get(name) if isinstance(value, dict) else None
