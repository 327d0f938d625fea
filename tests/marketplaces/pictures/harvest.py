"""Fresh goods without a packet: fruit and vegetables on a tray, eggs, mushrooms, green bunches."""

import math

from tests.marketplaces.pictures import motifs
from tests.marketplaces.pictures.canvas import Canvas, turned
from tests.marketplaces.pictures.colours import darker, lighter
from tests.marketplaces.pictures.vessels import tray

HEAP = ((-190, 95, 1.0), (0, 105, 1.05), (190, 95, 1.0), (-95, -30, 0.96), (95, -30, 0.96), (0, -150, 0.92))


def fruit(to: Canvas, text: str, skin: str, accent: str, *, radius: float = 108, stretch: float = 1.0) -> None:
    """A heap of six round fruits with leaves; `stretch` above 1 makes them taller."""
    tray(to, text, "#c08a4e", accent)
    for angle in (-155, -25, -60):
        to.petal(0, -170, 190, 46, angle, "#5b8f3e" if angle < -50 else "#7aa84f")
    for x, y, scale in HEAP:
        wide, high = radius * scale, radius * scale * stretch
        to.oval(x, y, wide, high, darker(skin, 0.14))
        to.oval(x - wide * 0.05, y - high * 0.05, wide * 0.93, high * 0.93, skin)
        to.oval(x - wide * 0.34, y - high * 0.4, wide * 0.24, high * 0.16, lighter(skin, 0.55))
        to.line([(x, y - high * 0.82), (x + 8, y - high * 1.08)], "#6b4a2b", 9)


def scaled_fruit(to: Canvas, text: str, skin: str, accent: str) -> None:
    """Custard apples and lychees: fruits with knobbly skins."""
    fruit(to, text, skin, accent)
    for x, y, scale in HEAP:
        for ring, count in ((0.28, 5), (0.62, 9)):
            for step in range(count):
                px, py = turned(x, y, 108 * scale * ring, 0, math.radians(360 / count * step + ring * 40))
                to.arc(px, py, 17 * scale, 15 * scale, (20, 160), darker(skin, 0.3), 4)


def spiky_fruit(to: Canvas, text: str, skin: str, accent: str) -> None:
    """A durian, cut open on one side."""
    tray(to, text, "#c08a4e", accent)
    for step in range(40):
        px, py = turned(0, -20, 228, 0, math.radians(step * 9))
        to.disc(px, py * 0.92, 22, darker(skin, 0.2))
    to.oval(0, -20, 228, 208, skin)
    for row in range(-3, 4):
        for column in range(-3, 4):
            x, y = column * 62 + (row % 2) * 31, row * 56 - 20
            if (x / 215) ** 2 + ((y + 20) / 195) ** 2 < 1:
                to.shape([(x - 22, y + 16), (x, y - 26), (x + 22, y + 16)], lighter(skin, 0.22))
    to.oval(90, 20, 120, 76, lighter(skin, 0.7))
    for x in (40, 110):
        to.oval(x + 12, 20, 44, 52, "#f4cf57")


def eggs(to: Canvas, text: str, shell: str, accent: str) -> None:
    """Eggs in a carton."""
    to.shade(0, 300, 380, 50)
    for row, y in enumerate((-40, 60)):
        for place in range(5):
            x = -260 + place * 130 + row * 8
            to.oval(x, y, 62, 82, darker(shell, 0.08))
            to.oval(x - 5, y - 5, 56, 75, shell)
            to.oval(x - 20, y - 32, 16, 22, lighter(shell, 0.7))
        to.rect(-345, y + 34, 345, y + 120, "#a8957c" if row else "#96836b", 26)
    to.rect(-355, 130, 355, 290, "#b5a288", 26)
    to.rect(-280, 165, 280, 268, "#fffaf0", 12)
    to.words(text, 0, 216, 520, 84, darker(accent, 0.2))


def fungi(to: Canvas, text: str, cap: str, accent: str) -> None:
    """A cluster of mushrooms on a tray."""
    tray(to, text, "#a9764a", accent)
    for x, y, size in ((-210, 40, 190), (200, 50, 180), (-80, -70, 230), (110, -60, 210), (0, 70, 200)):
        motifs.mushroom(to, x, y, size, cap)


def bunch(to: Canvas, text: str, green: str, accent: str) -> None:
    """Leafy greens tied in a bunch."""
    tray(to, text, "#b98a57", accent)
    for step in range(13):
        angle = -170 + step * 13.3
        to.petal(0, 190, 430 - abs(step - 6) * 18, 62, angle, green if step % 2 else darker(green, 0.16))
        tip = turned(0, 190, 330, 0, math.radians(angle))
        to.line([(0, 190), tip], lighter(green, 0.45), 6)
    to.rect(-62, 130, 62, 182, accent, 14)


def roots(to: Canvas, text: str, skin: str, accent: str) -> None:
    """Carrots or bamboo shoots, pointed, side by side."""
    tray(to, text, "#b98a57", accent)
    for step, x in enumerate((-230, -115, 0, 115, 230)):
        to.petal(x, -90, 340, 58, 86 + (step - 2) * 3, skin if step % 2 else darker(skin, 0.1))
        for angle in (-120, -90, -60):
            to.petal(x, -80, 170, 26, angle, "#5b8f3e")
        for y in (-30, 30, 95):
            to.line([(x - 26, y), (x + 4, y + 4)], darker(skin, 0.25), 5)


def dried_fish(to: Canvas, text: str, skin: str, accent: str) -> None:
    """Dried fish laid on a round basket."""
    tray(to, text, "#c79a5e", accent)
    for y, size in ((-60, 300), (40, 320), (130, 300)):
        motifs.fish(to, 0, y, size, skin)
