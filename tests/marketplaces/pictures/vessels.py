"""What goods are packed in. Each vessel stands on the table with a label that bears the product's name."""

from tests.marketplaces.pictures.canvas import Canvas
from tests.marketplaces.pictures.colours import CREAM, INK, darker, lighter

FLOOR = 350.0


def label(to: Canvas, text: str, x: float, y: float, wide: float, high: float, accent: str) -> None:
    """A cream label with a coloured band above and below the name."""
    to.rect(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2, CREAM, 14)
    band = high * 0.11
    to.rect(x - wide / 2, y - high / 2 + band * 0.7, x + wide / 2, y - high / 2 + band * 1.2, accent)
    to.rect(x - wide / 2, y + high / 2 - band * 1.2, x + wide / 2, y + high / 2 - band * 0.7, accent)
    to.words(text, x, y, wide * 0.86, high * 0.66, INK)


def jar(to: Canvas, text: str, content: str, accent: str) -> None:
    """A screw-top glass jar filled with something."""
    to.shade(0, FLOOR + 5, 290, 40)
    to.rect(-225, -170, 225, FLOOR, lighter(content, 0.55), 70)
    to.rect(-205, -120, 205, FLOOR - 18, content, 58)
    to.rect(-205, 250, 205, FLOOR - 18, darker(content, 0.1), 58)
    to.rect(-190, -255, 190, -165, accent, 22)
    to.rect(-190, -195, 190, -165, darker(accent, 0.18), 12)
    for x in range(-170, 180, 34):
        to.rect(x, -248, x + 8, -200, lighter(accent, 0.14), 4)
    label(to, text, 0, 95, 370, 270, accent)
    to.glass(-195, -130, -160, 310)


def bottle(to: Canvas, text: str, content: str, accent: str, *, tall: float = 1.0) -> None:
    """A shouldered bottle; `tall` above 1 gives it a longer neck."""
    half, shoulder = 150.0, -120.0
    top = shoulder - 190 * tall
    to.shade(0, FLOOR + 5, 220, 36)
    to.rect(-half, shoulder, half, FLOOR, content, 46)
    to.shape([(-half, shoulder + 60), (-52, top + 70), (52, top + 70), (half, shoulder + 60)], content)
    to.rect(-50, top, 50, top + 120, content, 10)
    to.rect(-half, FLOOR - 90, half, FLOOR, darker(content, 0.14), 46)
    to.rect(-58, top - 40, 58, top + 46, accent, 12)
    to.rect(-58, top + 26, 58, top + 46, darker(accent, 0.2), 6)
    label(to, text, 0, 130, half * 2 - 14, 290, accent)
    to.glass(-half + 14, shoulder + 40, -half + 40, FLOOR - 40)


def dropper(to: Canvas, text: str, content: str, accent: str) -> None:
    """A small dark bottle with a dropper, and its box beside it."""
    to.shade(30, FLOOR + 5, 330, 36)
    to.rect(-250, -130, -20, FLOOR, CREAM, 8)
    to.rect(-250, -130, -20, -60, accent, 8)
    to.rect(-250, 270, -20, FLOOR, accent, 8)
    to.words(text, -135, 110, 200, 290, INK)
    to.rect(60, 20, 280, FLOOR, content, 40)
    to.rect(125, -60, 215, 40, darker(content, 0.2), 10)
    to.rect(115, -110, 225, -20, accent, 14)
    to.oval(170, -150, 34, 60, darker(accent, 0.3))
    to.rect(75, 110, 265, 290, CREAM, 10)
    to.petal(170, 270, 140, 34, -90, accent)
    to.glass(72, 50, 92, 320)


def pump(to: Canvas, text: str, content: str, accent: str) -> None:
    """A pump bottle."""
    to.shade(0, FLOOR + 5, 230, 36)
    to.rect(-165, -130, 165, FLOOR, content, 56)
    to.rect(-60, -190, 60, -125, accent, 12)
    to.rect(-16, -270, 16, -185, darker(accent, 0.2))
    to.rect(-120, -300, 50, -262, accent, 16)
    label(to, text, 0, 115, 290, 290, accent)
    to.glass(-148, -80, -122, 310)


def pouch(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A standing bag with a window-free front and a notched top."""
    to.shade(0, FLOOR + 5, 290, 40)
    to.shape([(-205, -330), (205, -330), (225, 300), (210, FLOOR), (-210, FLOOR), (-225, 300)], colour)
    to.shape([(-225, 290), (225, 290), (210, FLOOR), (-210, FLOOR)], darker(colour, 0.16))
    to.rect(-205, -330, 205, -278, darker(colour, 0.22))
    to.disc(0, -304, 13, lighter(colour, 0.7))
    to.line([(-205, -252), (205, -252)], lighter(colour, 0.3), 3)
    label(to, text, 0, 60, 360, 300, accent)
    to.glass(-196, -235, -168, 270, 46)


def box(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A carton seen a little from the side."""
    to.shade(30, FLOOR + 5, 330, 40)
    to.shape([(-270, -180), (190, -180), (290, -250), (-150, -250)], lighter(colour, 0.3))
    to.shape([(190, -180), (290, -250), (290, 270), (190, FLOOR)], darker(colour, 0.2))
    to.rect(-270, -180, 190, FLOOR, colour)
    to.rect(-270, -120, 190, -96, accent)
    to.rect(-270, 282, 190, 306, accent)
    label(to, text, -40, 95, 390, 270, accent)


def sack(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A bag of rice tied at the top."""
    to.shade(0, FLOOR + 8, 330, 44)
    outline = [(-120, -250), (120, -250), (180, -170), (250, 40), (262, 250), (220, FLOOR), (-220, FLOOR)]
    to.shape([*outline, (-262, 250), (-250, 40), (-180, -170)], colour)
    to.shape(
        [(-120, -250), (-150, -345), (-60, -310), (0, -350), (60, -310), (150, -345), (120, -250)], darker(colour, 0.1)
    )
    to.rect(-128, -268, 128, -236, accent, 14)
    for x in (-150, -60, 40, 140):
        to.line([(x * 0.6, -225), (x, -120)], darker(colour, 0.1), 5)
    label(to, text, 0, 85, 380, 290, accent)


def can(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A drinks can, one more behind it."""
    for x, shade in ((130, darker(colour, 0.25)), (-60, colour)):
        to.shade(x, FLOOR + 5, 190, 34)
        to.rect(x - 150, -250, x + 150, FLOOR, shade, 34)
        to.oval(x, -246, 138, 30, "#d6d3d1")
        to.oval(x, -246, 118, 22, "#a8a29e")
        to.rect(x - 138, FLOOR - 26, x + 138, FLOOR, "#d6d3d1", 16)
    label(to, text, -60, 60, 280, 300, accent)
    to.glass(-194, -200, -168, 300)


def tray(to: Canvas, text: str, colour: str, accent: str) -> None:
    """A shallow tray in front of which a name card stands; the scene lays the goods above it."""
    to.shade(0, FLOOR - 40, 380, 50)
    to.oval(0, 190, 370, 120, darker(colour, 0.25))
    to.oval(0, 172, 370, 116, colour)
    to.oval(0, 166, 320, 92, lighter(colour, 0.25))
    card(to, text, accent)


def card(to: Canvas, text: str, accent: str) -> None:
    """The name on a card in front."""
    to.rect(-300, 330, 300, 465, darker(accent, 0.25), 18)
    to.rect(-300, 322, 300, 457, accent, 18)
    to.words(text, 0, 389, 550, 105, CREAM)
