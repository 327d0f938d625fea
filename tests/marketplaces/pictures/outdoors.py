"""Places to visit, and plants in pots."""

import math

from tests.marketplaces.pictures import motifs
from tests.marketplaces.pictures.canvas import Canvas, turned
from tests.marketplaces.pictures.colours import darker, lighter, number
from tests.marketplaces.pictures.vessels import card


def place(to: Canvas, text: str, hill: str, accent: str) -> None:
    """A house on stilts below hills, or a boat on water, by the name."""
    to.backdrop("#bfe0e6", "#fbead0", "#8fb36a")
    to.disc(230, -300, 74, "#f2b63a")
    for x, y, wide, colour in ((-330, 310, 420, "#7fa37c"), (300, 310, 460, "#6b9468"), (0, 310, 380, hill)):
        to.shape(
            [(x - wide, y), (x - wide * 0.3, y - wide * 0.78), (x + wide * 0.1, y - wide * 0.56), (x + wide, y)], colour
        )
    if number(text) % 2:
        _stilt_house(to)
    else:
        to.rect(-1200, 190, 1200, 330, "#5aa0b5")
        _boat(to, -110, 230, 1.0)
        _boat(to, 260, 205, 0.6)
    card(to, text, accent)


def _stilt_house(to: Canvas) -> None:
    for x in (-200, -90, 20, 130):
        to.rect(x, 190, x + 22, 310, "#5d3a1f")
    to.rect(-225, 80, 180, 205, "#a8713a", 6)
    for x in (-175, -60, 55):
        to.rect(x, 105, x + 66, 180, "#5d3a1f", 6)
    to.shape([(-300, 90), (-180, -70), (140, -70), (260, 90)], "#7a5230")
    for y in (-30, 15, 60):
        to.line([(-208 - y * 0.7, y), (168 + y * 0.7, y)], "#96693f", 7)


def _boat(to: Canvas, x: float, y: float, size: float) -> None:
    to.shape(
        [
            (x - 220 * size, y - 40 * size),
            (x + 220 * size, y - 40 * size),
            (x + 130 * size, y + 50 * size),
            (x - 130 * size, y + 50 * size),
        ],
        "#7a4a24",
    )
    to.line([(x - 216 * size, y - 40 * size), (x + 216 * size, y - 40 * size)], "#c98f4e", 14 * size)
    to.arc(x, y - 40 * size, 105 * size, 92 * size, (180, 360), "#c9a25e", 60 * size)


def potted(to: Canvas, text: str, bloom: str, accent: str) -> None:
    """A small flowering tree in a glazed pot."""
    to.shade(0, 300, 260, 40)
    to.line([(0, 160), (-40, 60), (30, -30), (-10, -130)], "#6b4626", 44)
    to.line([(10, 0), (130, -90)], "#6b4626", 26)
    to.line([(-30, 60), (-150, -20)], "#6b4626", 24)
    for x, y, size in ((-180, -60, 120), (170, -120, 130), (-10, -200, 170), (-90, -140, 110), (90, -200, 110)):
        to.oval(x, y, size, size * 0.62, "#55893f")
        for step in range(6):
            px, py = turned(x, y, size * 0.66, 0, math.radians(step * 60 + x))
            motifs.flower(to, px, y + (py - y) * 0.6, 62, bloom, darker(bloom, 0.4))
    to.shape([(-190, 150), (190, 150), (140, 305), (-140, 305)], accent)
    to.rect(-210, 130, 210, 172, darker(accent, 0.2), 14)
    to.rect(-150, 222, 150, 238, lighter(accent, 0.35))
    card(to, text, accent)
