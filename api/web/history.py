"""The price history as a drawing: a stepped line, because a price holds until it changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.queries import PricePoint

WIDTH, HEIGHT, MARGIN = 640, 140, 12


@dataclass(frozen=True)
class PriceChart:
    """SVG path data in a box of WIDTH by HEIGHT, and what the words beside it say."""

    path: str
    end: tuple[float, float]
    first: PricePoint
    last: PricePoint
    lowest: int
    highest: int
    points: list[PricePoint]


def price_chart(history: Sequence[PricePoint]) -> PriceChart | None:
    """The chart, or None where fewer than two days with a price are known; a gap in the prices is a gap in the line."""
    priced = [point for point in history if point.price is not None]
    if len(priced) < 2:
        return None
    prices = [point.price for point in priced if point.price is not None]
    low, high = min(prices), max(prices)
    start = history[0].day
    days = max((history[-1].day - start).days, 1)

    def x(point: PricePoint) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (point.day - start).days / days, 1)

    def y(price: int) -> float:
        share = (price - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share, 1)

    steps: list[str] = []
    drawing = False
    for point in history:
        if point.price is None:
            steps += [f"H{x(point)}"] if drawing else []
            drawing = False
        else:
            steps.append(f"H{x(point)}V{y(point.price)}" if drawing else f"M{x(point)} {y(point.price)}")
            drawing = True
    last = priced[-1]
    end = (x(last), y(last.price or 0))
    return PriceChart("".join(steps), end, priced[0], last, low, high, list(history))
