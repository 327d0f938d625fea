"""From hostile bytes to an upright sRGB picture on white, no larger than the widest thumbnail.

What a file is, is read from its first bytes; names and headers are not believed. Pixels are counted before they are
decoded, and the colours and the orientation are mended after the resizing, where there are fewer of them.
"""

import io
import re
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

from images.store import WIDTHS

MAX_PIXELS = 25_000_000
MAX_HEIGHT_PER_WIDTH = 2
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
# Pillow grumbles about every camera's damaged EXIF block; what matters is said by the verdicts.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_SIGNATURES = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("WEBP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("AVIF", re.compile(rb"....ftypavi[fs]", re.DOTALL)),
    ("HEIC", re.compile(rb"....ftyp(?:hei[cfmsvx]|hevc|mif1|msf1)", re.DOTALL)),
    ("BMP", re.compile(rb"BM.{12}[\x0c-\x7c]\x00\x00\x00", re.DOTALL)),
    ("TIFF", re.compile(rb"II\*\x00|MM\x00\*")),
    ("PDF", re.compile(rb"%PDF-")),
    (
        "SVG",
        re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>|<!--.*?-->|<!doctype svg[^>]*>|\s)*<svg\b", re.I | re.DOTALL),
    ),
    (
        "HTML",
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|script|div|p|h1)\b",
            re.I | re.DOTALL,
        ),
    ),
    ("XML", re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b", re.I)),
    ("JSON", re.compile(rb"\s*[{\[]\s*[\"\]}]")),
)
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_TURNED = (5, 6, 7, 8)
_ORIENTATION_TAG = 0x0112
_SRGB = ImageCms.createProfile("sRGB")


class Undecodable(Exception):
    """The bytes give no picture; `code` is a verdict's code and `detail` says what was found."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Picture:
    """`image` is upright, in sRGB, at most 1280 wide; `width` and `height` are the original's pixels, upright."""

    image: Image.Image
    format: str
    width: int
    height: int
    animated: bool


def sniff(raw: bytes) -> str | None:
    """The kind of file its first bytes show (`JPEG`, `SVG`, `HTML`, …), or None where they show nothing known."""
    head = raw[:1024]
    return next((kind for kind, signature in _SIGNATURES if signature.match(head)), None)


def decode(raw: bytes) -> Picture:
    """Decode a picture, the first frame where it moves. Raises Undecodable, whatever the bytes are."""
    if not raw:
        raise Undecodable("broken", "0 bytes")
    kind = sniff(raw)
    if kind not in FORMATS:
        raise Undecodable("not_a_picture", kind or "unknown")
    try:
        return _decode(raw, kind)
    except (Undecodable, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Undecodable("too_large", f"more than {MAX_PIXELS // 1_000_000} Mpx") from error
    except Exception as error:
        # Decoders fail on damaged files with nearly every exception there is; whichever it was, the file is to blame.
        raise Undecodable("broken", kind) from error


def _decode(raw: bytes, kind: str) -> Picture:
    with Image.open(io.BytesIO(raw), formats=(kind,)) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise Undecodable("too_large", f"{width} × {height} px")
        animated = kind != "JPEG" and bool(getattr(opened, "is_animated", False))
        orientation = _orientation(opened)
        turned = orientation in _TURNED
        opened.draft(opened.mode, (WIDTHS[-1], WIDTHS[-1]))
        image = _shrunk(_plain_mode(opened), turned=turned)
        profile = opened.info.get("icc_profile")
    if orientation in _UPRIGHT:
        image = image.transpose(_UPRIGHT[orientation])
    if turned:
        width, height = height, width
    return Picture(_on_white(image, profile), kind, width, height, animated)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    except Exception:
        # Half the cameras' EXIF blocks are damaged; without one the picture is as it lies.
        return 1


def _plain_mode(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be resized: L, RGB, CMYK, or RGBa where something shines through."""
    image.load()
    if image.has_transparency_data:
        image = image.convert("RGBA")
        lowest, _ = image.getchannel("A").getextrema()
        return image.convert("RGB" if lowest == 255 else "RGBa")
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("L" if image.mode == "1" else "RGB")


def _shrunk(image: Image.Image, *, turned: bool) -> Image.Image:
    widest = (WIDTHS[-1], WIDTHS[-1] * MAX_HEIGHT_PER_WIDTH)
    return fitted(image, widest[::-1] if turned else widest)


def fitted(image: Image.Image, box: tuple[int, int]) -> Image.Image:
    """The picture made to fit a box of (width, height) pixels, in its own shape; never enlarged."""
    scale = min(box[0] / image.width, box[1] / image.height)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    """RGB in sRGB. Transparency becomes white, the ground shops photograph on and our cards stand on."""
    if image.mode == "RGBa":
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        colours = _in_srgb(image.convert("RGB"), profile)
        white = Image.new("RGB", image.size, "white")
        white.paste(colours, mask=alpha)
        return white
    return _in_srgb(image, profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            # A damaged profile, or one of another colour space: read the numbers as sRGB, as browsers do.
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")
