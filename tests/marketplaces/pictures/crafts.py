"""Things made by hand: pottery, cloth, baskets, lanterns, pictures, pearls."""

import math

from tests.marketplaces.pictures import motifs
from tests.marketplaces.pictures.canvas import Canvas, turned
from tests.marketplaces.pictures.colours import CREAM, darker, lighter
from tests.marketplaces.pictures.vessels import card


def bowls(to: Canvas, text: str, glaze: str, accent: str) -> None:
    """A plate standing upright behind two bowls, painted with a lotus."""
    to.shade(0, 300, 380, 44)
    to.disc(0, -70, 265, darker(glaze, 0.2))
    to.disc(0, -70, 252, CREAM)
    to.disc(0, -70, 198, lighter(glaze, 0.82))
    motifs.lotus(to, 0, 0, 200)
    for x in (-190, 190):
        to.shape([(x - 160, 90), (x + 160, 90), (x + 92, 290), (x - 92, 290)], CREAM)
        to.oval(x, 90, 160, 40, lighter(glaze, 0.5))
        to.oval(x, 94, 140, 30, glaze)
        to.rect(x - 84, 276, x + 84, 300, darker(glaze, 0.2), 8)
        motifs.lotus(to, x, 240, 92)
    card(to, text, accent)


def teapot(to: Canvas, text: str, glaze: str, accent: str) -> None:
    """A teapot and two cups."""
    to.shade(0, 300, 380, 44)
    to.arc(190, 60, 110, 100, (-80, 90), glaze, 34)
    to.shape([(-170, 190), (-130, 20), (-250, -70), (-330, -95), (-345, -60), (-262, 20)], glaze)
    to.oval(0, 100, 215, 180, glaze)
    to.oval(0, -66, 110, 32, darker(glaze, 0.14))
    to.oval(0, -84, 96, 30, lighter(glaze, 0.2))
    to.disc(0, -122, 26, darker(glaze, 0.2))
    motifs.lotus(to, 0, 190, 170)
    for x in (-260, 285):
        to.shape([(x - 76, 190), (x + 76, 190), (x + 46, 300), (x - 46, 300)], lighter(glaze, 0.25))
        to.oval(x, 190, 76, 20, "#c9a24a")
    card(to, text, accent)


def cloth(to: Canvas, text: str, colour: str, accent: str) -> None:
    """Folded brocade with woven bands."""
    to.shade(0, 300, 390, 46)
    for step, y in enumerate((170, 70, -30)):
        shade = (colour, darker(colour, 0.18), lighter(colour, 0.18))[step]
        to.rect(-330 + step * 12, y, 330 - step * 12, y + 118, shade, 34)
        for x in range(-290 + step * 12, 290 - step * 12, 58):
            to.shape([(x, y + 58), (x + 22, y + 30), (x + 44, y + 58), (x + 22, y + 86)], "#f2c14e")
            to.shape([(x + 10, y + 58), (x + 22, y + 43), (x + 34, y + 58), (x + 22, y + 73)], accent)
    to.shape([(-306, -30), (306, -30), (250, -200), (-250, -200)], lighter(colour, 0.3))
    for y in (-70, -120, -170):
        to.line([(-270 - y * 0.2, y), (270 + y * 0.2, y)], "#f2c14e", 9)
    card(to, text, accent)


def basket(to: Canvas, text: str, straw: str, accent: str) -> None:
    """A woven basket with a handle."""
    to.shade(0, 300, 340, 44)
    to.arc(0, -20, 230, 260, (180, 360), darker(straw, 0.2), 30)
    to.shape([(-270, -30), (270, -30), (210, 295), (-210, 295)], straw)
    for row in range(6):
        for column in range(9):
            x, y = -244 + column * 61 + row * 5, -8 + row * 50
            if (row + column) % 2 and x < 250 - row * 11:
                to.rect(x - 20, y, x + 24, y + 38, darker(straw, 0.2), 8)
    to.rect(-285, -56, 285, -8, darker(straw, 0.3), 22)
    card(to, text, accent)


def mat(to: Canvas, text: str, straw: str, accent: str) -> None:
    """A round woven mat."""
    for step in range(9):
        to.disc(0, 0, 300 - step * 33, straw if step % 2 else darker(straw, 0.22))
    for step in range(24):
        tip = turned(0, 0, 292, 0, math.radians(step * 15))
        to.line([(0, 0), tip], lighter(straw, 0.3), 4)
    card(to, text, accent)


def lantern(to: Canvas, text: str, silk: str, accent: str) -> None:
    """Three silk lanterns."""
    for x, y, size, colour in ((-250, -60, 0.75, "#d98a1f"), (250, -80, 0.75, "#2d7a6b"), (0, -40, 1.05, silk)):
        to.line([(x, -500), (x, y - 200 * size)], "#7a5230", 6)
        to.rect(x - 56 * size, y - 205 * size, x + 56 * size, y - 175 * size, "#7a5230", 6)
        to.oval(x, y, 165 * size, 180 * size, colour)
        for half in (110, 52):
            to.arc(x, y, half * size, 178 * size, (90, 270), lighter(colour, 0.4), 5)
            to.arc(x, y, half * size, 178 * size, (-90, 90), darker(colour, 0.15), 5)
        to.rect(x - 56 * size, y + 172 * size, x + 56 * size, y + 200 * size, "#7a5230", 6)
        for dx in (-24, -8, 8, 24):
            to.line([(x + dx * size, y + 200 * size), (x + dx * size, y + 300 * size)], "#c9302c", 7)
    card(to, text, accent)


def lamp(to: Canvas, text: str, wood: str, accent: str) -> None:
    """A pair of wooden table lamps."""
    for x in (-170, 170):
        to.shade(x, 300, 150, 34)
        to.rect(x - 16, 20, x + 16, 260, wood, 8)
        to.oval(x, 280, 110, 26, darker(wood, 0.2))
        to.shape([(x - 80, -220), (x + 80, -220), (x + 150, 30), (x - 150, 30)], "#f7e2b0")
        for step in (-2, -1, 0, 1, 2):
            to.line([(x + step * 36, -220), (x + step * 66, 30)], darker(wood, 0.1), 6)
    card(to, text, accent)


def lacquer(to: Canvas, text: str, shell: str, accent: str) -> None:
    """A lacquered coconut-shell bowl."""
    to.shade(0, 300, 330, 44)
    to.shape([(-300, 0), (300, 0), (190, 280), (-190, 280)], shell)
    to.oval(0, 272, 190, 30, darker(shell, 0.3))
    to.oval(0, 0, 300, 84, lighter(shell, 0.15))
    to.oval(0, 8, 268, 68, accent)
    for step in range(7):
        motifs.flower(to, -210 + step * 70, 90 + 26 * abs(3 - step) / 3, 62, "#e9c46a", "#7a2e1f")
    card(to, text, accent)


def pearl(to: Canvas, text: str, gleam: str, accent: str) -> None:
    """A pearl in an open shell."""
    to.shade(0, 300, 340, 44)
    for step in range(9):
        to.petal(0, 210, 440, 70, -160 + step * 17.5, lighter("#c9b29b", 0.15 if step % 2 else 0.45))
    to.oval(0, 215, 300, 86, "#d9c7b5")
    to.oval(0, 200, 262, 66, "#f4ebe2")
    to.disc(0, 120, 98, darker(gleam, 0.14))
    to.disc(-6, 112, 90, gleam)
    to.disc(-34, 82, 26, lighter(gleam, 0.8))
    card(to, text, accent)


def framed(to: Canvas, text: str, wood: str, accent: str) -> None:
    """A picture of rice grains in a frame: hills, a river and a sun."""
    to.rect(-340, -300, 340, 280, darker(wood, 0.2), 10)
    to.rect(-318, -278, 318, 258, wood, 6)
    to.rect(-280, -240, 280, 220, "#f6e3b4")
    to.disc(130, -120, 66, "#d9682b")
    to.shape([(-280, 120), (-130, -90), (20, 120)], "#a9782f")
    to.shape([(-90, 120), (110, -30), (280, 120)], "#8a5f22")
    to.rect(-280, 110, 280, 220, "#c99a3c")
    for y in (140, 170, 198):
        to.line([(-250, y), (250, y)], "#f6e3b4", 8)
    card(to, text, accent)


def bracelet(to: Canvas, text: str, wood: str, accent: str) -> None:
    """A string of wooden beads."""
    for step in range(20):
        x, y = turned(0, -10, 232, 0, math.radians(step * 18))
        to.disc(x, y * 0.82 + 8, 42, darker(wood, 0.25))
        to.disc(x - 3, y * 0.82 + 2, 38, wood if step % 5 else "#c9a24a")
        to.disc(x - 13, y * 0.82 - 12, 10, lighter(wood, 0.5))
    card(to, text, accent)


def star(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A dried starfish on sand."""
    to.shade(0, 240, 330, 60, 50)
    for step in range(5):
        to.petal(0, 0, 300, 76, -90 + step * 72, colour)
        for along in (60, 120, 180, 235):
            x, y = turned(0, 0, along, 0, math.radians(-90 + step * 72))
            to.disc(x, y, 11, lighter(colour, 0.4))
    to.disc(0, 0, 88, colour)
    card(to, text, accent)
