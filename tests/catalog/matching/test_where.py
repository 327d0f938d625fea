"""Places in names: one within the other, two of them, old names and new."""

import pytest

from catalog.matching.where import contradict


@pytest.mark.parametrize(
    ("some", "others", "apart"),
    [
        (["trảng bàng"], ["tây ninh"], False),
        (["hà giang"], ["tuyên quang"], False),
        (["mèo vạc"], ["tuyên quang"], False),
        (["tân cương"], ["la bằng"], True),
        (["hà giang"], ["sơn la"], True),
        (["mèo vạc"], ["sơn la"], True),
        (["cầu đất", "lâm đồng"], ["lâm đồng"], False),
    ],
)
def test_places_that_cannot_both_be(some: list[str], others: list[str], apart: bool) -> None:
    assert contradict(some, others) is apart
    assert contradict(others, some) is apart
