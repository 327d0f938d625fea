"""What a picture's file name says: product, view, size and format (`mat-ong.1.800x800.jpg`)."""

import hashlib
import re
from dataclasses import dataclass
from typing import Self

DRAWING_VERSION = "3"
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_NAME = re.compile(
    r"^(?P<product>[a-z0-9-]+)\.(?P<view>[a-z0-9]+)\.(?P<width>\d+)x(?P<height>\d+)\.(?P<suffix>jpg|png|webp)$"
)


@dataclass(frozen=True)
class PictureName:
    """Views: `1` and `2` show the product, `clear` has no background, `broken` is cut short, `missing` is not there."""

    product: str
    view: str
    width: int
    height: int
    suffix: str

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read a file name; ValueError where it is none of ours."""
        found = _NAME.match(name)
        if found is None:
            raise ValueError(f"{name!r} does not name a picture of the fair")
        return cls(found["product"], found["view"], int(found["width"]), int(found["height"]), found["suffix"])

    @property
    def media_type(self) -> str:
        """`image/jpeg`, `image/png` or `image/webp`."""
        return f"image/{FORMATS[self.suffix].lower()}"

    @property
    def version(self) -> str:
        """Changes when the name or the way of drawing does: whether a picture changed is known without drawing it."""
        return hashlib.blake2b(f"{DRAWING_VERSION}/{self}".encode(), digest_size=8).hexdigest()

    @property
    def missing(self) -> bool:
        """Whether the shop names the picture but does not have it."""
        return self.view == "missing"
