"""Thumbnails: their widths, their files and the addresses they are served under."""

from pathlib import Path

import pytest
from PIL import Image

from catalog.settings import Settings
from images import WIDTHS, picture_url, stored_path
from images.decode import decode
from images.store import thumbnail_path
from images.thumbnails import encode, is_complete, make_thumbnails, write_atomically, write_thumbnails
from tests.images.pictures import encoded, jpeg, photo

SHA = "0123456789abcdef" * 4


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path)


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((2000, 1500), {320: (320, 240), 640: (640, 480), 1280: (1280, 960)}),
        ((1280, 960), {320: (320, 240), 640: (640, 480), 1280: (1280, 960)}),
        ((700, 700), {320: (320, 320), 640: (640, 640), 1280: (700, 700)}),
        ((640, 480), {320: (320, 240), 640: (640, 480)}),
        ((321, 300), {320: (320, 299), 640: (321, 300)}),
        ((200, 100), {320: (200, 100)}),
        ((600, 4000), {320: (96, 640), 640: (192, 1280)}),
    ],
)
def test_widths_without_enlarging(size: tuple[int, int], made: dict[int, tuple[int, int]]) -> None:
    thumbnails = make_thumbnails(decode(jpeg(*size)))
    assert {width: image.size for width, image in thumbnails.items()} == made


def test_files_are_webp_without_metadata(settings: Settings) -> None:
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif[0x8825] = {1: "N", 2: (21.0, 0.0, 0.0)}
    raw = encoded(photo(900, 900), "JPEG", exif=exif)
    assert write_thumbnails(make_thumbnails(decode(raw)), settings, SHA) == 3
    for width in WIDTHS:
        path = stored_path(settings, SHA, width)
        assert path is not None
        with Image.open(path) as stored:
            assert stored.format == "WEBP"
            assert stored.size[0] <= width
            assert not stored.getexif()
            assert "icc_profile" not in stored.info


def test_where_the_files_lie(settings: Settings) -> None:
    path = thumbnail_path(settings, SHA, 320)
    assert path.relative_to(settings.pictures_dir) == Path("01") / f"{SHA[2:]}.w320.webp"
    assert picture_url(SHA, 640) == f"/pictures/{SHA}/640.webp"


def test_a_wide_address_of_a_small_picture_gives_what_there_is(settings: Settings) -> None:
    write_thumbnails(make_thumbnails(decode(jpeg(500, 400))), settings, SHA)
    assert [path and path.name[-9:] for path in (stored_path(settings, SHA, width) for width in WIDTHS)] == [
        *("w320.webp", "w640.webp", "w640.webp")
    ]


@pytest.mark.parametrize(
    ("sha256", "width"),
    [("../" * 20 + "etc", 320), (SHA.upper(), 320), (SHA + "0", 320), (SHA[:-1], 320), (SHA, 321), (SHA, 0), ("", 320)],
)
def test_addresses_nobody_made_lead_nowhere(settings: Settings, sha256: str, width: int) -> None:
    assert stored_path(settings, sha256, width) is None
    with pytest.raises(ValueError, match="hash"):
        thumbnail_path(settings, sha256, width)


def test_files_that_are_there_are_not_written_again(settings: Settings) -> None:
    thumbnails = make_thumbnails(decode(jpeg(400, 300)))
    assert not is_complete(settings, SHA)
    assert write_thumbnails(thumbnails, settings, SHA) == 2
    before = thumbnail_path(settings, SHA, 320).stat()
    assert is_complete(settings, SHA)
    assert write_thumbnails(thumbnails, settings, SHA) == 0
    assert thumbnail_path(settings, SHA, 320).stat() == before


def test_an_interrupted_set_is_completed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    thumbnails = make_thumbnails(decode(jpeg(1300, 900)))
    real = Path.write_bytes

    def interrupted(path: Path, content: bytes) -> int:
        if ".w640." in path.name:
            real(path, content[:100])
            raise KeyboardInterrupt
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_thumbnails(thumbnails, settings, SHA)
    monkeypatch.undo()
    assert not is_complete(settings, SHA)
    assert [path.name for path in settings.pictures_dir.rglob("*.*")] == [f"{SHA[2:]}.w1280.webp"]
    assert write_thumbnails(thumbnails, settings, SHA) == 3
    assert is_complete(settings, SHA)


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> int:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "a.webp", b"x")
    assert list(tmp_path.iterdir()) == []


def test_the_same_picture_gives_the_same_bytes() -> None:
    raw = jpeg(700, 500)
    one, other = ([encode(image) for image in make_thumbnails(decode(raw)).values()] for _ in range(2))
    assert one == other
