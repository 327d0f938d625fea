"""A drawing surface in units of its own: 1000 high, as wide as the picture asks, drawn at twice the size and shrunk."""

import math
from collections.abc import Sequence

from PIL import Image, ImageColor, ImageDraw, ImageFilter

from tests.marketplaces.pictures.lettering import face

Point = tuple[float, float]
OVERSIZE = 2
SHADOW_SCALE = 16
SHADOW_BLUR = 2


class Canvas:
    """Shapes in units; (0, 0) is the middle of the picture, y grows downwards, so a scene sits right on any width."""

    def __init__(self, width: int, height: int, *, zoom: float = 1.0, clear: bool = False) -> None:
        self.size = (width, height)
        self._unit = height * OVERSIZE / 1000 * zoom
        self._middle = (width * OVERSIZE / 2, height * OVERSIZE / 2)
        # Without transparency a picture is shrunk in a third of the time.
        self.image = Image.new("RGBA" if clear else "RGB", (width * OVERSIZE, height * OVERSIZE))
        self._pen = ImageDraw.Draw(self.image)

    def _at(self, point: Point) -> Point:
        return (self._middle[0] + point[0] * self._unit, self._middle[1] + point[1] * self._unit)

    def _box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return (*self._at((left, top)), *self._at((right, bottom)))

    def finished(self) -> Image.Image:
        """The picture at the size asked for."""
        return self.image.reduce(OVERSIZE)

    def backdrop(self, top: str, bottom: str, table: str) -> None:
        """A soft wall from `top` to `bottom` colour and a table below."""
        strip = Image.new("RGB", (1, 2))
        strip.putdata([ImageColor.getrgb(top)[:3], ImageColor.getrgb(bottom)[:3]])
        column = strip.resize((1, self.image.height), Image.Resampling.BILINEAR)
        self.image.paste(column.resize(self.image.size, Image.Resampling.NEAREST))
        level = self._at((0, 310))[1]
        self._pen.rectangle((0, level, *self.image.size), fill=table)

    def rect(self, left: float, top: float, right: float, bottom: float, fill: str, corner: float = 0) -> None:
        """A rectangle, its corners rounded by `corner` units."""
        box = self._box(left, top, right, bottom)
        if corner:
            self._pen.rounded_rectangle(box, radius=corner * self._unit, fill=fill)
        else:
            self._pen.rectangle(box, fill=fill)

    def oval(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        """An ellipse around (x, y) with these half axes."""
        self._pen.ellipse(self._box(x - wide, y - high, x + wide, y + high), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A circle."""
        self.oval(x, y, radius, radius, fill)

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """A polygon."""
        self._pen.polygon([self._at(point) for point in points], fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """A line through the points with round joints."""
        self._pen.line([self._at(point) for point in points], fill=fill, width=round(width * self._unit), joint="curve")

    def arc(
        self, x: float, y: float, wide: float, high: float, angles: tuple[float, float], fill: str, width: float
    ) -> None:
        """A piece of an ellipse's edge between two angles in degrees, clockwise from the right."""
        box = self._box(x - wide, y - high, x + wide, y + high)
        self._pen.arc(box, *angles, fill=fill, width=round(width * self._unit))

    def petal(self, x: float, y: float, length: float, wide: float, angle: float, fill: str) -> None:
        """A pointed leaf from (x, y) outwards; the angle is in degrees, 0 to the right, 90 down."""
        turn = math.radians(angle)
        outline = [(length * step / 12, wide * math.sin(math.pi * (step / 12) ** 0.85)) for step in range(13)]
        outline += [(along, -across) for along, across in reversed(outline)]
        self.shape([turned(x, y, along, across, turn) for along, across in outline], fill)

    def shade(self, x: float, y: float, wide: float, high: float, strength: int = 70) -> None:
        """A soft shadow on the table."""
        soft = 2 * SHADOW_BLUR * SHADOW_SCALE
        left, top, right, bottom = (round(part) for part in self._box(x - wide, y - high, x + wide, y + high))
        size = (right - left + 2 * soft, bottom - top + 2 * soft)
        small = Image.new("L", (size[0] // SHADOW_SCALE, size[1] // SHADOW_SCALE), 0)
        edge = 2 * SHADOW_BLUR
        ImageDraw.Draw(small).ellipse((edge, edge, small.width - edge, small.height - edge), fill=strength)
        mask = small.filter(ImageFilter.GaussianBlur(SHADOW_BLUR)).resize(size, Image.Resampling.BILINEAR)
        self.image.paste("#3c1e0a", (left - soft, top - soft), mask=mask)

    def glass(self, left: float, top: float, right: float, bottom: float, strength: int = 70) -> None:
        """A pale streak, as light on glass or foil."""
        x, y, far, low = (round(part) for part in self._box(left, top, right, bottom))
        streak = Image.new("L", (far - x, low - y), 0)
        outline = (0, 0, streak.width - 1, streak.height - 1)
        ImageDraw.Draw(streak).rounded_rectangle(outline, radius=streak.width / 2, fill=strength)
        self.image.paste("white", (x, y), mask=streak)

    def words(self, text: str, x: float, y: float, wide: float, high: float, fill: str, *, weight: int = 700) -> None:
        """Text centred in a box around (x, y), in as few lines and as large as fits."""
        face(text, wide * self._unit, high * self._unit, weight).draw(self._pen, self._at((x, y)), fill)


def turned(x: float, y: float, along: float, across: float, turn: float) -> Point:
    """A point given along and across a direction (radians) from (x, y)."""
    return (x + along * math.cos(turn) - across * math.sin(turn), y + along * math.sin(turn) + across * math.cos(turn))
