"""The drawn pictures: sizes and kinds, the same every time, and the odd ones."""

import io

import httpx
import pytest
from PIL import Image, UnidentifiedImageError

from tests.marketplaces.goods import load_products
from tests.marketplaces.pictures import PictureName, draw
from tests.marketplaces.server import Fair


@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [
        ("mat-ong-bac-ha-tuan-dung.1.800x800.jpg", "JPEG", (800, 800)),
        ("mat-ong-bac-ha-tuan-dung.2.200x200.jpg", "JPEG", (200, 200)),
        ("mien-dong-tai-hoan.1.400x300.webp", "WEBP", (400, 300)),
    ],
)
def test_pictures_have_the_size_and_kind_their_name_says(name: str, kind: str, size: tuple[int, int]) -> None:
    body = draw(PictureName.parse(name))
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, picture.size) == (kind, size)
    draw.cache_clear()
    assert draw(PictureName.parse(name)) == body


def test_every_kind_of_goods_can_be_drawn_and_looks_its_own_way() -> None:
    first = {product.kind: product.key for product in load_products().values()}
    drawn = {kind: draw(PictureName(key, "1", 80, 80, "png")) for kind, key in first.items()}
    assert len(set(drawn.values())) == len(drawn)


def test_a_clear_picture_has_no_background() -> None:
    with Image.open(io.BytesIO(draw(PictureName("keo-dua-gung", "clear", 200, 200, "png")))) as picture:
        assert picture.mode == "RGBA"
        assert picture.getpixel((1, 1)) == (0, 0, 0, 0)


def test_the_broken_and_the_missing_picture_are_just_that(fair: Fair, client: httpx.Client) -> None:
    named = {
        PictureName.parse(name).view: shop.picture(name)
        for shop in fair.shops
        for one in shop.listings
        for name in one.pictures
    }
    assert client.get(named["missing"]).status_code == 404
    broken = client.get(named["broken"]).raise_for_status()
    with pytest.raises((OSError, UnidentifiedImageError)), Image.open(io.BytesIO(broken.content)) as picture:
        picture.load()
