"""Warm palettes, chosen by the product's key so that a picture always has the same one."""

import hashlib
from dataclasses import dataclass

from PIL import ImageColor

WALLS = (
    ("#fdf0d5", "#f8dfb0", "#e9c58c"),
    ("#fbe7d8", "#f5cdb0", "#dda77f"),
    ("#eef3e2", "#d9e6c3", "#b9cc98"),
    ("#fce9e4", "#f3c9bf", "#d99a8b"),
    ("#e9f1f2", "#cfe2e2", "#a7c6c4"),
    ("#f6eee3", "#e9d8c2", "#c9ad8a"),
    ("#f4ecf3", "#e3d1e0", "#c4a5bd"),
)
CREAM = "#fffaf0"
INK = "#3b2314"


@dataclass(frozen=True)
class Palette:
    """Wall from top to bottom, table, and the accent of label and lid."""

    top: str
    bottom: str
    table: str
    accent: str


ACCENTS = ("#b4432b", "#1f6f54", "#8a5a19", "#7d2e46", "#2d5f8b", "#6b4a8c", "#a8620e", "#3f7d3a")


def number(key: str) -> int:
    """A number of the key, spread evenly."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=6).digest(), "big")


def palette(key: str, accent: str | None = None) -> Palette:
    """The key's palette, with the kind's own accent where it has one."""
    seed = number(key)
    return Palette(*WALLS[seed % len(WALLS)], accent or ACCENTS[seed // 7 % len(ACCENTS)])


def mixed(first: str, second: str, share: float) -> str:
    """A colour between two."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def darker(colour: str, share: float = 0.25) -> str:
    """A shade of the colour."""
    return mixed(colour, "#1c0f06", share)


def lighter(colour: str, share: float = 0.35) -> str:
    """A tint of the colour."""
    return mixed(colour, "#fffaf0", share)
