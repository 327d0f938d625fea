"""What work costs, told so that neither a slow machine nor a busy one makes a test fail."""

import re
import time
from collections.abc import Callable

_TRIES = 5
_RULER_SECONDS = 0.015
"""What the ruler takes on the machine the bounds were set on."""
_TEXT = "Mật ong bạc hà Mèo Vạc 500g giá 120.000đ - 150.000đ, tỉnh Hà Giang " * 60
_WORD = re.compile(r"(?:\d+[.,])*\d+|\w+")


def cost(work: Callable[[], object], *, bound: float) -> float:
    """Seconds of the processor that the work takes: the least of a few tries, the first within the bound will do.

    Seconds of the machine the bounds were set on: where a fixed piece of work takes longer here and now, so does all.
    """
    least = float("inf")
    for _ in range(_TRIES):
        spent = _spent(work)
        if spent > bound:
            spent /= max(1.0, _spent(_ruler) / _RULER_SECONDS)
        least = min(least, spent)
        if least <= bound:
            break
    return least


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _ruler() -> None:
    for _ in range(40):
        found = [one.group().casefold() for one in _WORD.finditer(_TEXT)]
        sorted({word: place for place, word in enumerate(found)}.items())
