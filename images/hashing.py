"""A perceptual hash: pictures that look alike have hashes few bits apart, whatever their size and compression."""

from PIL import Image
from PIL.Image import Resampling

_SIDE = 8
_FLAT = 2


def dhash(image: Image.Image) -> str:
    """64-bit difference hash as 16 hex digits: a bit says whether a cell is brighter than its right neighbour.

    Less than three grey levels count as none, so that a plain ground hashes the same after compression.
    """
    grey = image.convert("L").resize((_SIDE + 1, _SIDE), Resampling.BOX).tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            left = grey[row * (_SIDE + 1) + column]
            right = grey[row * (_SIDE + 1) + column + 1]
            bits = bits << 1 | (left > right + _FLAT)
    return f"{bits:016x}"


def hamming(one: str, other: str) -> int:
    """How many of the 64 bits differ; up to about 10 usually means the same picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
