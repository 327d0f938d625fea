"""Whether a picture shows a product well. Thresholds were set on photographs, sharp, blurred and on white ground.

The figures behind them stand in docs/pictures.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageStat

from images.decode import Picture, Undecodable, decode, fitted
from images.verdicts import Verdict, verdict

SHORTEST_SIDE = 300
ICON_SIDE = 48
LONGEST_SHAPE = 3.0
BLURRY_BELOW = 30.0
BLANK_FROM = 0.97

_SHARPNESS_SIDE = 512
_TILES = 8
_SHARPEST_RANK = 4
_COLOUR_SIDE = 256
_COLOUR_TOLERANCE = 16
_LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)


@dataclass(frozen=True)
class Judgement:
    """`verdicts` is never empty and stands worst first; `picture` is None where the verdict is a refusal."""

    verdicts: tuple[Verdict, ...]
    picture: Picture | None

    @property
    def verdict(self) -> Verdict:
        """The worst thing there is to say, or `ok`."""
        return self.verdicts[0]


def judge(raw: bytes) -> Judgement:
    """Judge a file's bytes. Never raises, whatever they are."""
    try:
        picture = decode(raw)
    except Undecodable as error:
        return Judgement((verdict(error.code, error.detail),), None)
    shortest = min(picture.width, picture.height)
    if shortest < ICON_SIDE:
        return Judgement((verdict("icon", _size(picture)),), None)
    return Judgement(tuple(_complaints(picture)) or (verdict("ok"),), picture)


def _complaints(picture: Picture) -> Iterator[Verdict]:
    blank = blank_share(picture.image)
    if blank >= BLANK_FROM:
        yield verdict("mostly_blank", f"{blank:.0%}")
    if min(picture.width, picture.height) < SHORTEST_SIDE:
        yield verdict("too_small", _size(picture))
    if blank < BLANK_FROM and (measured := sharpness(picture.image)) < BLURRY_BELOW:
        yield verdict("blurry", f"{measured:.0f} < {BLURRY_BELOW:.0f}")
    if max(picture.width, picture.height) > LONGEST_SHAPE * min(picture.width, picture.height):
        yield verdict("wrong_shape", _size(picture))
    if picture.animated:
        yield verdict("animated")


def sharpness(image: Image.Image) -> float:
    """Variance of the Laplacian in the fourth sharpest of 8 x 8 tiles, at 512 px.

    A product on a plain ground is sharp in few tiles only, so neither the whole nor the middle tile tells.
    """
    edges = fitted(image.convert("L"), (_SHARPNESS_SIDE, _SHARPNESS_SIDE)).filter(_LAPLACIAN)
    # The filter leaves the outermost pixels as they were, which would count as the sharpest edges of all.
    inner = edges.crop((1, 1, edges.width - 1, edges.height - 1))
    return sorted(_tile_variances(inner), reverse=True)[_SHARPEST_RANK - 1]


def _tile_variances(edges: Image.Image) -> Iterator[float]:
    width, height = edges.size
    for x, y in product(range(_TILES), repeat=2):
        box = (x * width // _TILES, y * height // _TILES, (x + 1) * width // _TILES, (y + 1) * height // _TILES)
        if box[0] < box[2] and box[1] < box[3]:
            yield ImageStat.Stat(edges.crop(box)).var[0]


def blank_share(image: Image.Image) -> float:
    """Share (0..1) of the picture that has its most frequent colour, give or take 16 levels in each channel."""
    small = fitted(image, (_COLOUR_SIDE, _COLOUR_SIDE))
    coarse = small.point(lambda level: level & 0xF0 | 8)
    colours = sorted(coarse.getcolors(small.width * small.height) or [], key=lambda one: one[0], reverse=True)
    return max(_share_near(small, colour) for _, colour in colours[:2])


def _share_near(image: Image.Image, colour: Any) -> float:
    red, green, blue = ImageChops.difference(image, Image.new("RGB", image.size, colour)).split()
    farthest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return sum(farthest.histogram()[: _COLOUR_TOLERANCE + 1]) / (image.width * image.height)


def _size(picture: Picture) -> str:
    return f"{picture.width} × {picture.height} px"
