"""Spreadsheets that people keep: workbooks and delimited text as grids of cells, and listings read from them."""

from catalog.sheets.cells import Cell, Grid, Limits, UnreadableList
from catalog.sheets.headings import TEMPLATE
from catalog.sheets.listings import SheetRow, Table, is_sheet, read_row, read_sheet, read_table
from catalog.sheets.values import is_address, names_a_row

__all__ = [
    "TEMPLATE",
    "Cell",
    "Grid",
    "Limits",
    "SheetRow",
    "Table",
    "UnreadableList",
    "is_address",
    "is_sheet",
    "names_a_row",
    "read_row",
    "read_sheet",
    "read_table",
]
