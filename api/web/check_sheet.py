"""The empty sheet that a bookkeeper fills in for the checker: its headings, and a second sheet that says how."""

import io
from functools import cache

from api.web.texts import Translator
from catalog.sheets import TEMPLATE
from search.contract import Lang

_TEXT = "@"
# What a spreadsheet would take for figures, and drop the noughts of, or for days.
_AS_TEXT = frozenset(("phone", "gtin", "certificate", "net_content"))
_WIDE = frozenset(("name", "description", "producer", "address", "url", "images"))


@cache
def empty_sheet(lang: Lang) -> bytes:
    """A workbook (.xlsx); every cell is text or empty, none a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    t = Translator(lang)
    headings = {name: words[lang == "en"] for name, words in TEMPLATE.items()}
    book = Workbook()
    goods = book.active
    assert isinstance(goods, Worksheet)  # noqa: S101 - a new workbook has one sheet, and it is active
    goods.title = t("check.sheet_goods")
    goods.append(list(headings.values()))
    for at, name in enumerate(headings, 1):
        goods.cell(1, at).font = Font(bold=True)
        column = goods.column_dimensions[get_column_letter(at)]
        column.width = 36 if name in _WIDE else 18
        if name in _AS_TEXT:
            column.number_format = _TEXT
    goods.freeze_panes = "A2"
    how = book.create_sheet(t("check.sheet_how"))
    for name, heading in headings.items():
        how.append([heading, t(f"check.sheet_{name}")])
    how.column_dimensions["A"].width, how.column_dimensions["B"].width = 24, 90
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
