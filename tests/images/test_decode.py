"""Orientation, transparency, colours and odd pixel formats: the picture must look as a browser shows it."""

import io
from typing import Any

import pytest
from PIL import Image, ImageCms

from images.decode import Undecodable, decode, sniff
from tests.images.pictures import encoded, jpeg, photo

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
Colour = tuple[int, int, int]


def near(one: Any, other: Colour, tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def _corners(image: Image.Image) -> list[Any]:
    right, bottom = image.width - 5, image.height - 5
    return [image.getpixel(place) for place in ((4, 4), (right, 4), (4, bottom), (right, bottom))]


def _flag() -> Image.Image:
    """400 x 200: red and green above, blue and white below."""
    image = Image.new("RGB", (400, 200), WHITE)
    image.paste(RED, (0, 0, 200, 100))
    image.paste(GREEN, (200, 0, 400, 100))
    image.paste(BLUE, (0, 100, 200, 200))
    return image


@pytest.mark.parametrize(
    ("orientation", "size", "corners"),
    [
        (1, (400, 200), [RED, GREEN, BLUE, WHITE]),
        (2, (400, 200), [GREEN, RED, WHITE, BLUE]),
        (3, (400, 200), [WHITE, BLUE, GREEN, RED]),
        (4, (400, 200), [BLUE, WHITE, RED, GREEN]),
        (5, (200, 400), [RED, BLUE, GREEN, WHITE]),
        (6, (200, 400), [BLUE, RED, WHITE, GREEN]),
        (7, (200, 400), [WHITE, GREEN, BLUE, RED]),
        (8, (200, 400), [GREEN, WHITE, RED, BLUE]),
        (9, (400, 200), [RED, GREEN, BLUE, WHITE]),
    ],
)
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_stands_upright(format: str, orientation: int, size: tuple[int, int], corners: list[Colour]) -> None:  # noqa: A002
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = decode(encoded(_flag(), format, exif=exif, quality=95))
    assert (picture.width, picture.height) == picture.image.size == size
    assert all(near(seen, meant, 30) for seen, meant in zip(_corners(picture.image), corners, strict=True))


def test_a_turned_large_picture_is_fitted_by_its_upright_width() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = decode(encoded(photo(3000, 2000), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (2000, 3000)
    assert picture.image.size == (1280, 1920)


def test_damaged_exif_leaves_the_picture_as_it_lies() -> None:
    raw = encoded(_flag(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff nonsense")
    assert decode(raw).image.size == (400, 200)


def _cut_out() -> Image.Image:
    """A red square in the middle of nothing; the nothing is black under its transparency."""
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (100, 100, 300, 300))
    return image


TRANSPARENT = [
    ("PNG", encoded(_cut_out(), "PNG")),
    ("WebP", encoded(_cut_out(), "WEBP", lossless=True)),
    ("large PNG", encoded(_cut_out().resize((2000, 2000), Image.Resampling.NEAREST), "PNG")),
    ("palette PNG", encoded(_cut_out().convert("P", palette=Image.Palette.ADAPTIVE), "PNG", transparency=0)),
    ("grey PNG with alpha", encoded(_cut_out().convert("LA"), "PNG")),
    ("GIF", encoded(_cut_out(), "GIF")),
]


@pytest.mark.parametrize("raw", [row[1] for row in TRANSPARENT], ids=[row[0] for row in TRANSPARENT])
def test_what_shines_through_becomes_white_and_never_black(raw: bytes) -> None:
    image = decode(raw).image
    assert image.mode == "RGB"
    assert all(near(one, WHITE) for one in _corners(image))
    assert not near(image.getpixel((image.width // 2, image.height // 2)), WHITE, 60)


def test_the_edge_of_a_cut_out_has_no_dark_fringe() -> None:
    image = decode(encoded(_cut_out().resize((2600, 2600)), "PNG")).image
    assert sum(image.getchannel("R").histogram()[:240]) == 0


def test_a_hidden_colour_under_a_transparent_key_is_white() -> None:
    image = Image.new("RGB", (200, 200), GREEN)
    image.paste(RED, (50, 50, 150, 150))
    decoded = decode(encoded(image, "PNG", transparency=GREEN)).image
    assert near(decoded.getpixel((2, 2)), WHITE)
    assert near(decoded.getpixel((100, 100)), RED)


MODES = [
    ("1", (255, 255, 255)),
    ("L", (128, 128, 128)),
    ("P", RED),
    ("CMYK", RED),
    ("I;16", (128, 128, 128)),
]


@pytest.mark.parametrize(("mode", "colour"), MODES)
def test_pixel_formats(mode: str, colour: Colour) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (320, 320), 128 * 257)
    else:
        image = Image.new("RGB", (320, 320), colour).convert(mode)
    raw = encoded(image, "JPEG" if mode == "CMYK" else "PNG")
    assert near(decode(raw).image.getpixel((160, 160)), colour)


def test_colours_are_brought_to_srgb() -> None:
    """A profile with red and green exchanged must change the picture; without one the numbers stand."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    green = Image.new("RGB", (320, 320), GREEN)
    assert near(decode(encoded(green, "PNG")).image.getpixel((9, 9)), GREEN)
    assert near(decode(encoded(green, "PNG", icc_profile=srgb)).image.getpixel((9, 9)), GREEN)
    assert near(decode(encoded(green, "PNG", icc_profile=swapped)).image.getpixel((9, 9)), RED)
    assert near(decode(encoded(green, "PNG", icc_profile=lab)).image.getpixel((9, 9)), GREEN)
    assert near(decode(encoded(green, "PNG", icc_profile=b"no profile")).image.getpixel((9, 9)), GREEN)


def test_the_original_size_is_told_and_the_pixels_kept_are_few() -> None:
    picture = decode(jpeg(2600, 1300))
    assert (picture.width, picture.height, picture.format) == (2600, 1300, "JPEG")
    assert picture.image.size == (1280, 640)


def test_a_small_picture_is_not_touched() -> None:
    original = photo(200, 150)
    assert decode(encoded(original, "PNG")).image.tobytes() == original.tobytes()


def test_only_the_declared_error_leaves() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(b"\xff\xd8\xff" + bytes(500))
    assert caught.value.code == "broken"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (jpeg(64, 64), "JPEG"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"<?xml version='1.0'?><rss/>", "XML"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE svg PUBLIC 'x'>\n<svg>", "SVG"),
        (b"  <!doctype HTML>", "HTML"),
        (b"\x00" * 1024, None),
    ],
)
def test_the_first_bytes_tell_the_kind(raw: bytes, kind: str | None) -> None:
    assert sniff(raw) == kind


def test_a_file_is_read_as_what_it_is_whatever_else_it_holds() -> None:
    buffer = io.BytesIO(jpeg(400, 300) + b"<html><script>alert(1)</script>")
    assert decode(buffer.getvalue()).format == "JPEG"
