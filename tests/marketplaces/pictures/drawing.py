"""From a picture's name to its bytes."""

import io
from functools import lru_cache

from PIL import Image

from tests.marketplaces.goods import load_products
from tests.marketplaces.pictures.canvas import Canvas
from tests.marketplaces.pictures.colours import Palette, lighter, number, palette
from tests.marketplaces.pictures.name import FORMATS, PictureName
from tests.marketplaces.pictures.scenes import SCENES, motif

QUALITY = 86
KEPT = 512


@lru_cache(maxsize=KEPT)
def draw(name: PictureName) -> bytes:
    """The picture's file. The view `broken` is cut off after a third, as a failed upload leaves it."""
    picture = scene(name)
    suffix = FORMATS[name.suffix]
    out = io.BytesIO()
    if suffix == "PNG":
        picture.save(out, suffix)
    else:
        picture.convert("RGB").save(out, suffix, quality=QUALITY)
    body = out.getvalue()
    return body[: len(body) // 3] if name.view == "broken" else body


def scene(name: PictureName) -> Image.Image:
    """The picture before it is written to a file."""
    product = load_products()[name.product]
    paint, colour = SCENES[product.kind]
    colours = palette(f"{product.producer or product.key}{name.view if name.view == '2' else ''}")
    clear = name.view == "clear"
    to = Canvas(name.width, name.height, zoom=1.12 if name.view == "2" else 1.0, clear=clear)
    if not clear:
        _room(to, colours)
    text = product.name.removesuffix(" (hàng mẫu)")
    beside = motif(product.kind, product.name)
    if beside:
        side = -1 if number(product.key) % 2 else 1
        beside(to, side * 345, 250, 150)
    paint(to, text, colour, colours.accent)
    if beside:
        beside(to, -side * 330, 330, 120)
    return to.finished()


def _room(to: Canvas, colours: Palette) -> None:
    to.backdrop(colours.top, colours.bottom, colours.table)
    to.disc(0, -60, 400, lighter(colours.bottom, 0.5))
