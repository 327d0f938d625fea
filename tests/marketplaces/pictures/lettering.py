"""Vietnamese lettering with the site's own font, whose web files hold a third of the letters each."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONTS = Path(__file__).parents[3] / "api" / "static" / "fonts"
SUBSETS = ("vietnamese", "latin-ext", "latin")
LARGEST, SMALLEST = 0.5, 0.1
_NO_GLYPH = "\uffff"


@lru_cache(maxsize=256)
def _font(subset: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"), size)


@lru_cache(maxsize=1024)
def _subset(char: str, weight: int) -> str:
    """The file a letter stands in; Vietnamese letters first, since the latin file has none of them."""
    for subset in SUBSETS:
        font = _font(subset, weight, 40)
        if bytes(font.getmask(char)) != bytes(font.getmask(_NO_GLYPH)) or char == " ":
            return "latin" if char == " " else subset
    return "latin"


@dataclass(frozen=True)
class Face:
    """Lines of text at one size in pixels."""

    lines: tuple[str, ...]
    size: int
    weight: int

    @property
    def leading(self) -> float:
        """From one baseline to the next; Vietnamese needs room for marks above and below."""
        return self.size * 1.28

    def width(self) -> float:
        """The longest line's width."""
        return max(_width(line, self.weight, self.size) for line in self.lines)

    def draw(self, pen: ImageDraw.ImageDraw, middle: tuple[float, float], fill: str) -> None:
        """Write the lines centred on a point."""
        top = middle[1] - self.leading * (len(self.lines) - 1) / 2
        for place, line in enumerate(self.lines):
            x = middle[0] - _width(line, self.weight, self.size) / 2
            for subset, run in _runs(line, self.weight):
                font = _font(subset, self.weight, self.size)
                pen.text((x, top + place * self.leading + self.size * 0.36), run, font=font, fill=fill, anchor="ls")
                x += font.getlength(run)


def face(text: str, wide: float, high: float, weight: int) -> Face:
    """The largest lettering of the text that fits the box, broken between words."""
    words = text.split()
    for lines in range(1, 6):
        broken = _broken(words, lines)
        size = int(min(high / (lines * 1.28), high * LARGEST))
        while size > high * SMALLEST and max(_width(line, weight, size) for line in broken) > wide:
            size -= max(1, size // 20)
        best = Face(broken, max(size, 8), weight)
        if lines >= len(words) or (best.size >= high * 0.92 / ((lines + 1) * 1.28) and best.width() <= wide):
            return best
    return best


def _broken(words: list[str], lines: int) -> tuple[str, ...]:
    """Words on so many lines, of lengths as even as a greedy hand makes them."""
    target = sum(len(word) + 1 for word in words) / lines
    rows: list[list[str]] = [[]]
    for word in words:
        taken = sum(len(one) + 1 for one in rows[-1])
        if rows[-1] and taken + len(word) / 2 > target and len(rows) < lines:
            rows.append([])
        rows[-1].append(word)
    return tuple(" ".join(row) for row in rows)


def _runs(line: str, weight: int) -> list[tuple[str, str]]:
    return [(subset, "".join(run)) for subset, run in groupby(line, key=lambda char: _subset(char, weight))]


def _width(line: str, weight: int, size: int) -> float:
    return sum(_font(subset, weight, size).getlength(run) for subset, run in _runs(line, weight))
