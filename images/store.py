"""Where thumbnails lie and under which address they are served: both named by the hash of the original's bytes."""

import re
from pathlib import Path

from catalog.settings import Settings

WIDTHS = (320, 640, 1280)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def picture_url(sha256: str, width: int) -> str:
    """Address of a thumbnail, relative to the site; its content never changes, so it may be cached for ever."""
    return f"/pictures/{sha256}/{width}.webp"


def thumbnail_path(settings: Settings, sha256: str, width: int) -> Path:
    """The file of one width, whether it exists or not.

    Raises ValueError where the hash is not 64 hex digits or the width is not one of WIDTHS: both come from addresses.
    """
    if not _SHA256.fullmatch(sha256) or width not in WIDTHS:
        raise ValueError("not a picture's hash and one of its widths")
    return settings.pictures_dir / sha256[:2] / f"{sha256[2:]}.w{width}.webp"


def stored_path(settings: Settings, sha256: str, width: int) -> Path | None:
    """The WebP file to serve for a width, or None where there is none.

    A picture is never enlarged, so a small one has no wide files: the widest that exists below is given instead.
    """
    try:
        candidates = [thumbnail_path(settings, sha256, one) for one in sorted(WIDTHS, reverse=True) if one <= width]
        thumbnail_path(settings, sha256, width)
    except ValueError:
        return None
    return next((path for path in candidates if path.is_file()), None)
