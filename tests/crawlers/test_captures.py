"""Every recorded page, read again and compared field by field."""

from pathlib import Path

import pytest

from crawlers.capture import cases, read_case, replay

FOLDER = Path(__file__).parents[1] / "captures"
FOLDERS = list(cases(FOLDER))


def test_there_are_pages_of_every_kind() -> None:
    roles = {read_case(folder).page.role for folder in FOLDERS}
    assert roles == {"sitemap", "feed", "api", "listing", "product"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_recorded_page_gives_what_it_gave(folder: Path) -> None:
    case = read_case(folder)
    listings, links = replay(case.file, case.page)
    assert [one["url"] for one in listings] == [one["url"] for one in case.listings]
    for found, expected in zip(listings, case.listings, strict=True):
        for name in {*found, *expected}:
            assert found.get(name) == expected.get(name), f"{folder.name}: {name} of {expected['url']}"
    assert links == case.links
