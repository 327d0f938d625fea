"""Pictures drawn for the tests, and files that only pretend to be pictures."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw


def photo(width: int = 800, height: int = 600, *, seed: int = 1) -> Image.Image:
    """A busy, sharp picture: shapes of many colours over a ground that changes, with lettering."""
    chance = random.Random(seed)
    small = Image.new("RGB", (4, 3))
    small.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(12)])
    image = small.resize((width, height), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(image)
    for _ in range(120):
        x, y = chance.randrange(width), chance.randrange(height)
        reach = 5 + chance.randrange(max(1, min(width, height) // 6))
        colour = tuple(chance.randrange(256) for _ in range(3))
        (pen.ellipse if chance.random() < 0.5 else pen.rectangle)((x, y, x + reach, y + reach), fill=colour)
    return image


def encoded(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:  # noqa: A002
    """A picture as a file's bytes."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def jpeg(width: int = 800, height: int = 600, *, seed: int = 1, **options: Any) -> bytes:
    """A sharp JPEG."""
    return encoded(photo(width, height, seed=seed), "JPEG", quality=90, **options)


def animation(format: str) -> bytes:  # noqa: A002
    """Three frames."""
    first, *others = (photo(400, 400, seed=seed) for seed in (1, 2, 3))
    return encoded(first, format, save_all=True, append_images=others, duration=100)


def png_claiming(width: int, height: int, rows: int = 0) -> bytes:
    """A PNG whose header claims any size, with few pixels behind it: a bomb for whoever believes or inflates it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (rows * (1 + width * 3)))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def gif_claiming(width: int, height: int) -> bytes:
    """A GIF of one pixel on a screen of any size."""
    raw = bytearray(encoded(Image.new("P", (1, 1)), "GIF"))
    raw[6:10] = struct.pack("<HH", width, height)
    return bytes(raw)


SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn by hand --><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"""
HTML = b"\n<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>"
