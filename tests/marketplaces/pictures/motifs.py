"""Small things laid beside the goods that say what they are made of."""

import math
from collections.abc import Callable

from tests.marketplaces.pictures.canvas import Canvas, turned
from tests.marketplaces.pictures.colours import darker, lighter

Motif = Callable[[Canvas, float, float, float], None]


def leaf(to: Canvas, x: float, y: float, size: float) -> None:
    """A sprig of three tea leaves."""
    for angle, colour in ((-150, "#3f7d3a"), (-30, "#5b9a45"), (-92, "#7fb356")):
        to.petal(x, y, size, size * 0.26, angle, colour)
        tip = turned(x, y, size * 0.8, 0, math.radians(angle))
        to.line([(x, y), tip], lighter(colour), size * 0.03)


def flower(to: Canvas, x: float, y: float, size: float, petal: str = "#f3b23c", heart: str = "#8a4b12") -> None:
    """Eight petals around a heart."""
    for step in range(8):
        to.petal(x, y, size * 0.62, size * 0.2, step * 45 + 10, petal if step % 2 else darker(petal, 0.08))
    to.disc(x, y, size * 0.17, heart)


def lotus(to: Canvas, x: float, y: float, size: float) -> None:
    """A lotus seen from the side."""
    for angle, colour in (
        (-165, "#d9698a"),
        (-15, "#d9698a"),
        (-135, "#e58aa4"),
        (-45, "#e58aa4"),
        (-112, "#f0a9bd"),
        (-68, "#f0a9bd"),
        (-90, "#f8cdd8"),
    ):
        to.petal(x, y, size * 0.8, size * 0.2, angle, colour)


def bean(to: Canvas, x: float, y: float, size: float, colour: str = "#5d3418") -> None:
    """Five coffee beans in a heap."""
    for dx, dy in ((-0.5, 0.1), (0.45, 0.12), (0.0, 0.2), (-0.24, -0.16), (0.26, -0.14)):
        to.oval(x + dx * size, y + dy * size, size * 0.27, size * 0.19, colour)
        to.line(
            [(x + dx * size - size * 0.2, y + dy * size), (x + dx * size + size * 0.2, y + dy * size)],
            darker(colour, 0.45),
            size * 0.035,
        )


def nut(to: Canvas, x: float, y: float, size: float) -> None:
    """Cashew kernels."""
    for dx, dy, start in ((-0.45, 0.1, 20), (0.4, 0.12, 200), (0.0, -0.18, 110)):
        to.arc(x + dx * size, y + dy * size, size * 0.3, size * 0.26, (start, start + 215), "#dcb777", size * 0.17)


def ball(colour: str) -> Motif:
    """Three round kernels or fruits of a colour."""

    def draw(to: Canvas, x: float, y: float, size: float) -> None:
        for dx, dy in ((-0.4, 0.14), (0.4, 0.14), (0.0, -0.2)):
            to.disc(x + dx * size, y + dy * size, size * 0.32, colour)
            to.disc(x + dx * size - size * 0.09, y + dy * size - size * 0.1, size * 0.09, lighter(colour, 0.5))

    return draw


def fish(to: Canvas, x: float, y: float, size: float, colour: str = "#7f93a3") -> None:
    """Two small sea fish."""
    for dy, shade in ((-0.22, colour), (0.2, darker(colour, 0.15))):
        middle = y + dy * size
        to.oval(x, middle, size * 0.62, size * 0.16, shade)
        to.shape(
            [
                (x + size * 0.5, middle),
                (x + size * 0.86, middle - size * 0.17),
                (x + size * 0.86, middle + size * 0.17),
            ],
            shade,
        )
        to.oval(x - size * 0.05, middle + size * 0.05, size * 0.5, size * 0.08, lighter(colour, 0.55))
        to.disc(x - size * 0.46, middle - size * 0.03, size * 0.035, "#1c1917")


def chilli(to: Canvas, x: float, y: float, size: float) -> None:
    """Two red chillies."""
    for angle in (-20, 14):
        to.petal(x - size * 0.6, y, size * 1.3, size * 0.13, angle, "#c9302c")
        to.petal(x - size * 0.6, y, size * 0.22, size * 0.1, angle + 180, "#4d7c3a")


def comb(to: Canvas, x: float, y: float, size: float) -> None:
    """A piece of honeycomb."""
    cell = size * 0.26
    for row, (count, shift) in enumerate(((2, 0.5), (3, 0.0), (2, 0.5))):
        for place in range(count):
            cx, cy = x + (place - 1 + shift) * cell * 1.78, y + (row - 1) * cell * 1.54
            for radius, colour in ((cell, "#c9851a"), (cell * 0.76, "#f2b63a")):
                to.shape([turned(cx, cy, radius, 0, math.radians(60 * step + 30)) for step in range(6)], colour)


def grain(to: Canvas, x: float, y: float, size: float, colour: str = "#dda63a") -> None:
    """An ear of rice."""
    to.line(
        [(x - size * 0.7, y + size * 0.4), (x, y - size * 0.1), (x + size * 0.75, y - size * 0.3)],
        "#9a7b2d",
        size * 0.04,
    )
    for step in range(7):
        along = step / 6
        px, py = x - size * 0.35 + along * size * 1.1, y + size * 0.1 - along * size * 0.42
        to.petal(px, py, size * 0.26, size * 0.07, -70, colour)
        to.petal(px, py, size * 0.26, size * 0.07, 40, darker(colour, 0.12))


def coconut(to: Canvas, x: float, y: float, size: float) -> None:
    """Half a coconut."""
    to.disc(x, y, size * 0.62, "#6b4423")
    to.oval(x, y - size * 0.06, size * 0.56, size * 0.5, "#fffdf7")
    to.oval(x, y - size * 0.02, size * 0.42, size * 0.36, "#efe7d8")


def root(to: Canvas, x: float, y: float, size: float, colour: str = "#d98324") -> None:
    """A knotted root: turmeric, ginger, ginseng by colour."""
    for dx, dy, wide, high in (
        (0, 0, 0.55, 0.2),
        (-0.3, -0.2, 0.18, 0.26),
        (0.22, -0.22, 0.16, 0.28),
        (0.46, 0.02, 0.24, 0.15),
    ):
        to.oval(x + dx * size, y + dy * size, wide * size, high * size, colour)
    for dx in (-0.3, -0.06, 0.2):
        to.arc(x + dx * size, y, size * 0.1, size * 0.17, (250, 70), darker(colour, 0.25), size * 0.03)


def mushroom(to: Canvas, x: float, y: float, size: float, cap: str = "#9a6b45") -> None:
    """One mushroom."""
    to.rect(x - size * 0.16, y - size * 0.1, x + size * 0.16, y + size * 0.5, "#f1e4cd", size * 0.12)
    to.oval(x, y - size * 0.1, size * 0.56, size * 0.36, cap)
    to.oval(x, y + size * 0.06, size * 0.52, size * 0.14, lighter(cap, 0.5))
    for dx, dy in ((-0.25, -0.22), (0.1, -0.3), (0.28, -0.14)):
        to.oval(x + dx * size, y + dy * size, size * 0.07, size * 0.05, lighter(cap, 0.45))


def stalks(to: Canvas, x: float, y: float, size: float) -> None:
    """Orange cordyceps stalks."""
    for step in range(7):
        angle = math.radians(-125 + step * 12)
        tip = turned(x, y + size * 0.4, size * (1.0 + 0.1 * (step % 3)), 0, angle)
        to.line([(x + (step - 3) * size * 0.07, y + size * 0.4), tip], "#e8892b", size * 0.08)
        to.disc(*tip, size * 0.06, "#c96a17")


def drop(to: Canvas, x: float, y: float, size: float, colour: str = "#4d9bc4") -> None:
    """Water drops."""
    for dx, dy, part in ((-0.3, 0.1, 0.8), (0.3, 0.0, 1.0)):
        cx, cy, radius = x + dx * size, y + dy * size, size * 0.24 * part
        to.disc(cx, cy, radius, colour)
        to.shape(
            [(cx - radius * 0.92, cy - radius * 0.4), (cx, cy - radius * 2.3), (cx + radius * 0.92, cy - radius * 0.4)],
            colour,
        )
        to.disc(cx - radius * 0.3, cy + radius * 0.1, radius * 0.26, lighter(colour, 0.7))


def crystals(to: Canvas, x: float, y: float, size: float) -> None:
    """A heap of salt or sugar."""
    to.shape(
        [
            (x - size * 0.8, y + size * 0.35),
            (x - size * 0.2, y - size * 0.35),
            (x + size * 0.15, y - size * 0.42),
            (x + size * 0.8, y + size * 0.35),
        ],
        "#fdfdfb",
    )
    for dx, dy in ((-0.3, 0.1), (0.1, -0.1), (0.35, 0.2), (-0.05, 0.25), (-0.5, 0.28)):
        to.shape(
            [turned(x + dx * size, y + dy * size, size * 0.08, 0, math.radians(90 * step)) for step in range(4)],
            "#dfe6e9",
        )


def cut(colour: str, rim: str) -> Motif:
    """Two slices of a fruit: flesh of one colour, rim of another."""

    def draw(to: Canvas, x: float, y: float, size: float) -> None:
        for dx, dy in ((0.3, -0.16), (-0.22, 0.12)):
            to.disc(x + dx * size, y + dy * size, size * 0.46, rim)
            to.disc(x + dx * size, y + dy * size, size * 0.38, colour)
            for step in range(6):
                tip = turned(x + dx * size, y + dy * size, size * 0.32, 0, math.radians(60 * step))
                to.line([(x + dx * size, y + dy * size), tip], lighter(colour, 0.5), size * 0.03)

    return draw


def shrimp(to: Canvas, x: float, y: float, size: float) -> None:
    """Dried shrimps."""
    for dx, dy, start in ((-0.35, 0.1, 150), (0.35, 0.12, 190), (0.02, -0.2, 170)):
        to.arc(x + dx * size, y + dy * size, size * 0.32, size * 0.28, (start, start + 200), "#e2703a", size * 0.15)


def square(to: Canvas, x: float, y: float, size: float, colour: str = "#d8b85a") -> None:
    """Small pressed cakes."""
    for dx, dy in ((-0.42, 0.12), (0.1, 0.18), (-0.14, -0.26)):
        left, top = x + dx * size, y + dy * size
        to.rect(left, top, left + size * 0.44, top + size * 0.34, darker(colour, 0.2), 6)
        to.rect(left, top - size * 0.06, left + size * 0.44, top + size * 0.26, colour, 6)
