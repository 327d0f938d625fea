"""JSON as it is met: `NaN`, `Infinity`, numbers beyond a double or 64 bits. Nothing of it is rounded or refused.

The tables keep JSON as `orjson` writes it, which has none of these; they become the text they were written as.
"""

import json
import math
import re
from typing import Any, NoReturn

import orjson

_LEAST, _MOST = -(2**63), 2**64 - 1
_DEEPEST = 300
_LONG_DIGITS = re.compile(rb"[0-9]{19}")


class NumberText(str):
    """A number no JSON number of ours can say, as it was written."""

    __slots__ = ()

    def is_integer(self) -> bool:
        """Is it a whole number, merely too long?"""
        return self.removeprefix("-").isdecimal()


class TooDeep(ValueError):
    """A value nested deeper than anything a shop says."""


def read_json(line: bytes) -> Any:
    """The line's value; numbers that do not fit are NumberText. Raises ValueError where it is no JSON."""
    if _LONG_DIGITS.search(line) is None:
        try:
            return orjson.loads(line)
        except orjson.JSONDecodeError as error:
            return _read_leniently(line, error)
    return _read_leniently(line, None)


def fit(value: Any, depth: int = 0) -> tuple[Any, bool]:
    """The value with numbers that do not fit as text, and whether there were any. Raises TooDeep."""
    if isinstance(value, NumberText):
        return str(value), True
    if isinstance(value, float):
        return (value, False) if math.isfinite(value) else (_NAMES[str(value)], True)
    if isinstance(value, int):
        return (value, False) if _LEAST <= value <= _MOST else (_whole(value), True)
    if isinstance(value, dict | list) and depth >= _DEEPEST:
        raise TooDeep("nested too deeply")
    if isinstance(value, dict):
        made = {key: fit(one, depth + 1) for key, one in value.items()}
        return {key: one for key, (one, _) in made.items()}, any(odd for _, odd in made.values())
    if isinstance(value, list):
        items = [fit(one, depth + 1) for one in value]
        return [one for one, _ in items], any(odd for _, odd in items)
    return value, False


_NAMES = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _whole(value: int) -> str:
    """Its decimal digits, or hexadecimal ones where there are more than Python agrees to write."""
    try:
        return str(value)
    except ValueError:
        return hex(value)


def _read_leniently(line: bytes, refused: orjson.JSONDecodeError | None) -> Any:
    """By the standard library, which names such numbers. `refused` is what is wrong where that fails too."""
    try:
        value = json.loads(line.decode(), parse_int=_int, parse_float=_float, parse_constant=NumberText)
        orjson.dumps(value)
    except RecursionError:
        _refuse(refused, "nested too deeply")
    except (ValueError, TypeError) as error:
        _refuse(refused, str(error))
    return value


def _refuse(refused: orjson.JSONDecodeError | None, reason: str) -> NoReturn:
    raise ValueError(str(refused or reason))


def _int(text: str) -> int | NumberText:
    if len(text) > 20 or not _LEAST <= int(text) <= _MOST:
        return NumberText(text)
    return int(text)


def _float(text: str) -> float | NumberText:
    return float(text) if math.isfinite(float(text)) else NumberText(text)
