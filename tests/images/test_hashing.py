"""The perceptual hash: stable under resizing and compression, apart for different pictures."""

import io
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from images.hashing import dhash, hamming
from tests.images.pictures import encoded, photo

SAME = 8
DIFFERENT = 14


@settings(max_examples=40)
@given(
    seed=st.integers(1, 10_000),
    side=st.integers(120, 700),
    quality=st.integers(30, 95),
    format=st.sampled_from(["JPEG", "WEBP"]),
)
def test_resizing_and_compressing_again_leaves_the_hash(seed: int, side: int, quality: int, format: str) -> None:  # noqa: A002
    original = photo(400, 300, seed=seed)
    resized = original.resize((side, side * 3 // 4), Image.Resampling.LANCZOS)
    again = Image.open(io.BytesIO(encoded(resized, format, quality=quality)))
    assert hamming(dhash(original), dhash(again)) <= SAME


def test_different_pictures_lie_apart() -> None:
    hashes = [dhash(photo(320, 240, seed=seed)) for seed in range(40)]
    assert min(hamming(*pair) for pair in combinations(hashes, 2)) >= DIFFERENT


def test_a_mirrored_picture_is_another_picture() -> None:
    image = photo(320, 240)
    assert hamming(dhash(image), dhash(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))) >= DIFFERENT


@pytest.mark.parametrize("colour", ["white", "black", "#e8e8e8"])
def test_plain_pictures_hash_alike_after_compression(colour: str) -> None:
    plain = Image.open(io.BytesIO(encoded(Image.new("RGB", (320, 320), colour), "JPEG", quality=30)))
    assert dhash(plain) == "0" * 16


def test_the_bits_run_along_the_rows_from_the_top() -> None:
    image = Image.new("L", (90, 80), 0)
    image.paste(255, (0, 0, 10, 10))
    assert dhash(image) == "8" + "0" * 15


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_distance_counts_differing_bits(one: int, other: int) -> None:
    assert hamming(f"{one:016x}", f"{other:016x}") == bin(one ^ other).count("1")
