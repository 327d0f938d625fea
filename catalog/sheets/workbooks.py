"""Workbooks (.xlsx) as grids of cells. Only cells are read: no formula is worked out, no link followed."""

import warnings
import zipfile
from itertools import islice
from typing import BinaryIO

from catalog.sheets.cells import Grid, Limits, UnreadableList, cell_of

ZIP = b"PK"
# Old workbooks and those with a password are files within a file; this is how such a file begins.
COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_grids(file: BinaryIO, limits: Limits) -> list[tuple[str, Grid]]:
    """Name and cells of each sheet. Raises UnreadableList where the workbook is too large, damaged or none."""
    try:
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file) as archive:
            _refuse(archive, limits)
            return _grids(file, limits)
    except UnreadableList:
        raise
    except Exception as problem:
        # Whoever made the file chose what is wrong with it: the unpacker, the XML reader and the workbook reader
        # raise a dozen kinds of their own, and none of them is a fault of this program.
        raise UnreadableList(
            "the workbook is damaged or of another kind; open it and save it as .xlsx first",
            "bảng tính bị hỏng hoặc là loại khác; hãy mở ra, lưu lại thành .xlsx rồi gửi",
        ) from problem


def compound_file(body: bytes) -> UnreadableList:
    """What to say of a file that begins as `COMPOUND`: it has a password, or is of the old kind."""
    if _ENCRYPTED in body:
        return UnreadableList(
            "the workbook has a password; take it off in the program it was made with, and save it first",
            "bảng tính đặt mật khẩu; hãy bỏ mật khẩu, lưu lại rồi gửi",
        )
    return UnreadableList(
        "an old .xls workbook, or one with a password; save it as .xlsx or .csv without one first",
        "bảng tính .xls kiểu cũ, hoặc có mật khẩu; hãy lưu thành .xlsx hay .csv không mật khẩu rồi gửi",
    )


def _refuse(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Raises UnreadableList for what would swell, and for what is another kind of document."""
    names = set(archive.namelist())
    if sum(one.file_size for one in archive.infolist()) > limits.unpacked:
        megabytes = limits.unpacked // 1_000_000
        raise UnreadableList(
            f"the workbook unpacks to more than {megabytes} MB; copy its table into a new workbook first",
            f"bảng tính bung ra lớn hơn {megabytes} MB; hãy chép riêng bảng sang tệp mới rồi gửi",
        )
    # Of all its parts the forms of cells cost most to read, and a list of goods has few.
    if any(one.file_size * 10 > limits.unpacked for one in archive.infolist() if one.filename.endswith("styles.xml")):
        raise UnreadableList(
            "the workbook holds far too many cell styles; copy its table into a new workbook first",
            "bảng tính có quá nhiều kiểu định dạng; hãy chép riêng bảng sang tệp mới rồi gửi",
        )
    if "word/document.xml" in names:
        raise UnreadableList(
            "a Word document; copy its table into a workbook and save that as .xlsx first",
            "đây là tệp Word; hãy chép bảng sang Excel, lưu thành .xlsx rồi gửi",
        )
    if "content.xml" in names or "xl/workbook.bin" in names:
        raise UnreadableList(
            "a workbook of another kind (.ods or .xlsb); save it as .xlsx first",
            "bảng tính loại .ods hoặc .xlsb; hãy lưu thành .xlsx rồi gửi",
        )
    if not limits.macros and any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableList(
            "the workbook holds macros (.xlsm); save it as .xlsx, which has none, first",
            "bảng tính có macro (.xlsm); hãy lưu thành .xlsx, loại không có macro, rồi gửi",
        )


def _grids(file: BinaryIO, limits: Limits) -> list[tuple[str, Grid]]:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        grids = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some programs write a wrong one, and rows would be cut off by it
            rows = sheet.iter_rows(max_col=limits.columns, values_only=True)
            grids.append((sheet.title, [[cell_of(value) for value in row] for row in islice(rows, limits.rows)]))
        return grids
    finally:
        book.close()
