"""How many pictures a second are judged, hashed and made into three thumbnails. Part of `chophien bench`."""

import io
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw, ImageFilter
from pydantic import BaseModel

from catalog.settings import Settings
from images.fetch import Fetched
from images.refresh import THREADS
from images.work import look_at

SIDE = 2000


class PictureFigure(BaseModel):
    """Pictures of 2000 x 2000 px put through judging, hashing and three WebP thumbnails, files written."""

    pictures: int
    original_kb: int
    per_second_one_thread: float
    per_second: float
    thumbnails_kb: int


def synthetic_photo(seed: int, side: int = SIDE) -> bytes:
    """A JPEG with the grain and detail of a photograph; always the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  (drawn, not secret)
    image = Image.frombytes("RGB", (16, 16), chance.randbytes(768)).resize((side, side), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(image)
    for _ in range(300):
        x, y, reach = chance.randrange(side), chance.randrange(side), chance.randrange(side // 100, side // 8)
        pen.ellipse((x, y, x + reach, y + reach // 2), fill=f"#{chance.randbytes(3).hex()}")
    grain = Image.frombytes("L", (side // 2, side // 2), chance.randbytes(side * side // 4)).resize((side, side))
    image = Image.blend(image, Image.merge("RGB", (grain.filter(ImageFilter.GaussianBlur(1)),) * 3), 0.12)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def measure_pictures(pictures: int = 12) -> PictureFigure:
    """Put different pictures through the work of a refresh, with one thread and with as many as a refresh uses."""
    originals = [synthetic_photo(seed) for seed in range(pictures)]
    alone, _ = _timed(originals, threads=1)
    together, stored = _timed(originals, threads=THREADS)
    return PictureFigure(
        pictures=pictures,
        original_kb=sum(map(len, originals)) // pictures // 1000,
        per_second_one_thread=round(pictures / alone, 2),
        per_second=round(pictures / together, 2),
        thumbnails_kb=stored // pictures // 1000,
    )


def _timed(originals: list[bytes], *, threads: int) -> tuple[float, int]:
    """Seconds taken and bytes of thumbnails written, into a folder of their own."""
    with TemporaryDirectory(prefix="chophien-bench-") as folder, ThreadPoolExecutor(threads) as pool:
        settings = Settings(data_dir=Path(folder))
        started = time.perf_counter()
        list(pool.map(lambda raw: look_at(Fetched(raw), raw, settings), originals))
        seconds = time.perf_counter() - started
        return seconds, sum(path.stat().st_size for path in settings.pictures_dir.rglob("*.webp"))
