"""DNN (DotNetNuke), on which several provinces run their trade portals.

1. `/SiteMap.aspx` lists the portal's pages; products usually stand behind a module's own addresses, so a file names the
   product lists in `entry.pages` and both patterns.
2. There is no common product markup: `[selectors]` and `[product_selectors]` as on plain pages. What the module prints
   as "Đơn vị sản xuất: …" lines is read by its labels.
3. The same page has several addresses (`/tabid/57/Default.aspx`, `/language/vi-VN/…`): the language part is taken off.
"""

import re
from collections.abc import Iterator
from typing import ClassVar

from crawlers.page import Follow
from crawlers.platforms.selectors import Selectors

_LANGUAGE = re.compile(r"/language/[a-z]{2}-[A-Z]{2}(?=/|$)")


class Dnn(Selectors):
    """Declared selectors over a DNN portal."""

    name = "dnn"
    needs: ClassVar[tuple[str, ...]] = ("entry.pages", "selectors.name")

    def usual_entries(self) -> Iterator[Follow]:
        yield Follow(self.address("/SiteMap.aspx"), "sitemap")

    def tidied(self, url: str) -> str:
        return _LANGUAGE.sub("", url)
