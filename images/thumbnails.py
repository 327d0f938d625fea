"""WebP thumbnails in three widths, written so that a reader never meets half a file."""

import io
import os
import threading
from pathlib import Path

from PIL import Image

from catalog.settings import Settings
from images.decode import MAX_HEIGHT_PER_WIDTH, Picture, fitted
from images.store import WIDTHS, stored_path, thumbnail_path

QUALITY = 80
METHOD = 2


def make_thumbnails(picture: Picture) -> dict[int, Image.Image]:
    """The picture at each width it is large enough for, widest first.

    A width the picture does not reach is given once, in the picture's own size, under the next width above it. Each is
    made from the one before, which costs a seventh less than making each from the original.
    """
    image = picture.image
    made: dict[int, Image.Image] = {}
    for width in sorted(_widths_for(image.width), reverse=True):
        image = fitted(image, (width, width * MAX_HEIGHT_PER_WIDTH))
        made[width] = image
    return made


def _widths_for(width: int) -> list[int]:
    below = [0, *WIDTHS[:-1]]
    return [target for target, previous in zip(WIDTHS, below, strict=True) if width > previous]


def write_thumbnails(thumbnails: dict[int, Image.Image], settings: Settings, sha256: str) -> int:
    """Write the thumbnails that do not exist yet and return how many were written.

    The narrowest is written last: where it stands, the set is complete.
    """
    narrowest = thumbnail_path(settings, sha256, WIDTHS[0])
    if narrowest.is_file():
        return 0
    narrowest.parent.mkdir(parents=True, exist_ok=True)
    for width in sorted(thumbnails, reverse=True):
        write_atomically(thumbnail_path(settings, sha256, width), encode(thumbnails[width]))
    return len(thumbnails)


def encode(image: Image.Image) -> bytes:
    """The picture as WebP, without metadata."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=QUALITY, method=METHOD)
    return buffer.getvalue()


def is_complete(settings: Settings, sha256: str) -> bool:
    """Whether the thumbnails of an original are all there."""
    return stored_path(settings, sha256, WIDTHS[0]) is not None


def write_atomically(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all, whatever interrupts the writing."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
