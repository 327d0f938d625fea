"""What is said about pictures good and bad, and about files that are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from images.judge import judge
from images.verdicts import RULES, verdict
from tests.images.pictures import HTML, SVG, animation, encoded, gif_claiming, jpeg, photo, png_claiming


def _on_white(subject: int, canvas: int = 800) -> Image.Image:
    image = Image.new("RGB", (canvas, canvas), "white")
    image.paste(photo(subject, subject), ((canvas - subject) // 2,) * 2)
    return image


def _placeholder() -> Image.Image:
    image = Image.new("RGB", (600, 600), "#e8e8e8")
    ImageDraw.Draw(image).text((240, 280), "NO IMAGE", fill="#bbbbbb", font_size=24)
    return image


def _blurred(radius: float) -> Image.Image:
    return photo().filter(ImageFilter.GaussianBlur(radius))


PICTURES = [
    ("a photograph", jpeg(), ["ok"]),
    ("PNG", encoded(photo(), "PNG"), ["ok"]),
    ("WebP", encoded(photo(), "WEBP"), ["ok"]),
    ("AVIF", encoded(photo(), "AVIF"), ["ok"]),
    ("BMP", encoded(photo(400, 400), "BMP"), ["ok"]),
    ("still GIF", encoded(photo(400, 400), "GIF"), ["ok"]),
    ("grey", encoded(photo().convert("L")), ["ok"]),
    ("a product on white", encoded(_on_white(400)), ["ok"]),
    ("a small product on white", encoded(_on_white(220)), ["ok"]),
    ("heavily compressed", encoded(photo(), "JPEG", quality=20), ["ok"]),
    ("exactly large enough", jpeg(300, 300), ["ok"]),
    ("one pixel short", jpeg(300, 299), ["too_small"]),
    ("a stamp", jpeg(60, 60), ["too_small"]),
    ("out of focus", encoded(_blurred(8)), ["blurry"]),
    ("enlarged tenfold", encoded(photo(80, 60).resize((800, 600), Image.Resampling.BICUBIC)), ["blurry"]),
    ("small and blurred", encoded(_blurred(8).resize((280, 210))), ["too_small", "blurry"]),
    ("one colour", encoded(Image.new("RGB", (600, 600), "#cc2233")), ["mostly_blank"]),
    ("a speck on white", encoded(_on_white(100)), ["mostly_blank"]),
    ("a placeholder", encoded(_placeholder()), ["mostly_blank"]),
    ("a transparent nothing", encoded(Image.new("RGBA", (600, 600), (0, 0, 0, 0)), "PNG"), ["mostly_blank"]),
    ("a banner", jpeg(1600, 400), ["wrong_shape"]),
    ("a long leaflet", jpeg(400, 1600), ["wrong_shape"]),
    ("just not too long", jpeg(400, 1200), ["ok"]),
    ("moving GIF", animation("GIF"), ["animated"]),
    ("moving WebP", animation("WEBP"), ["animated"]),
    ("moving PNG", animation("PNG"), ["animated"]),
]
REFUSED = [
    ("no bytes", b"", "broken", "0 bytes"),
    ("cut in half", jpeg()[: len(jpeg()) // 2], "broken", "JPEG"),
    ("cut after the header", jpeg()[:200], "broken", "JPEG"),
    ("PNG without its end", encoded(photo(), "PNG")[:5000], "broken", "PNG"),
    ("WebP without its end", encoded(photo(), "WEBP")[:3000], "broken", "WEBP"),
    ("GIF without its end", encoded(photo(400, 400), "GIF")[:3000], "broken", "GIF"),
    ("only a signature", b"\x89PNG\r\n\x1a\n", "broken", "PNG"),
    ("PNG with no pixels", png_claiming(100, 100), "broken", "PNG"),
    ("a bomb of 2.5 billion pixels", png_claiming(50_000, 50_000, 10), "too_large", "Mpx"),
    ("a bomb just above Pillow's own limit", png_claiming(5_001, 5_000), "too_large", "Mpx"),
    ("a GIF's endless screen", gif_claiming(65_000, 65_000), "too_large", "Mpx"),
    ("a spacer", encoded(Image.new("RGB", (1, 1)), "GIF"), "icon", "1 × 1 px"),
    ("a favicon", encoded(photo(32, 32), "PNG"), "icon", "32 × 32 px"),
    ("SVG", SVG, "not_a_picture", "SVG"),
    ("bare SVG", b'<svg width="9"/>', "not_a_picture", "SVG"),
    ("HTML", HTML, "not_a_picture", "HTML"),
    ("HTML with a byte order mark", b"\xef\xbb\xbf<html>", "not_a_picture", "HTML"),
    ("JSON", b'{"error": "not found"}', "not_a_picture", "JSON"),
    ("PDF", b"%PDF-1.7\n...", "not_a_picture", "PDF"),
    ("an iPhone's HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "not_a_picture", "HEIC"),
    ("TIFF", encoded(photo(64, 64), "TIFF"), "not_a_picture", "TIFF"),
    ("text", b"Not Found", "not_a_picture", "unknown"),
    ("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not_a_picture", "unknown"),
]


@pytest.mark.parametrize(("raw", "codes"), [row[1:] for row in PICTURES], ids=[row[0] for row in PICTURES])
def test_what_is_said_about_a_picture(raw: bytes, codes: list[str]) -> None:
    judgement = judge(raw)
    assert [one.code for one in judgement.verdicts] == codes
    assert judgement.picture is not None
    assert judgement.verdict.usable


@pytest.mark.parametrize(("raw", "code", "detail"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused(raw: bytes, code: str, detail: str) -> None:
    judgement = judge(raw)
    assert (judgement.verdict.code, judgement.picture) == (code, None)
    assert detail in judgement.verdict.detail
    assert not judgement.verdict.usable


_WHOLE = jpeg(64, 64), encoded(photo(64, 64), "PNG"), encoded(photo(64, 64), "WEBP"), encoded(photo(64, 64), "GIF")


@settings(max_examples=150)
@given(st.sampled_from(_WHOLE), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8), st.data())
def test_no_damage_to_a_file_raises(raw: bytes, changes: list[tuple[int, int]], data: st.DataObject) -> None:
    damaged = bytearray(raw)
    for place, value in changes:
        damaged[place % len(damaged)] = value
    judgement = judge(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))
    assert (judgement.picture is not None) == judgement.verdict.usable


@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    assert judge(raw).verdict.code in RULES


@pytest.mark.parametrize("code", RULES)
def test_every_verdict_speaks_both_languages_and_says_how_to_mend_it(code: str) -> None:
    said = verdict(code, "12 px")
    assert said.message
    assert said.message_en
    assert said.message != said.message_en
    assert "{" not in said.message + said.message_en
    assert bool(said.hint) == bool(said.hint_en) == (said.severity != "ok")
    assert said.to_json()["severity"] in ("ok", "poor", "refused")
