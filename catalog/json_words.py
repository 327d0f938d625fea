"""What is wrong with text that is no JSON, in the words of whoever wrote it: where, and how to mend it."""

import json
from typing import NamedTuple

_NEAR = 16
_CURLY = "“”„‟«»‘’"
# What the standard library's reader complains of, in the two languages. Its words are stable; ours are for people.
_SAID = {
    "Extra data": ("nothing may follow the closing bracket", "sau dấu ngoặc đóng còn chữ thừa"),
    "Invalid control": (
        "a line break or tab inside quotes must be written \\n or \\t",
        "xuống dòng hay tab trong dấu nháy phải viết là \\n, \\t",
    ),
    "Invalid \\": ("a backslash inside quotes must be doubled", "dấu \\ trong dấu nháy phải viết đôi \\\\"),
    "Expecting ':'": ("a colon is missing after the field's name", "thiếu dấu hai chấm sau tên ô"),
    "Expecting ','": (
        'a comma is missing, a quote inside quotes is not written \\", or a number is not plain digits',
        'thiếu dấu phẩy, dấu nháy trong lời chưa viết \\", hoặc số có dấu chấm phân nghìn',
    ),
    "Expecting property": ("a field's name must stand in double quotes", "tên ô phải để trong dấu nháy kép"),
    "Expecting value": (
        "the value is missing or does not stand in double quotes",
        "thiếu giá trị, hoặc lời không để trong dấu nháy kép",
    ),
}


class Words(NamedTuple):
    """One sentence without its end, in English and Vietnamese."""

    english: str
    vietnamese: str


def why_no_json(line: bytes) -> Words:
    """Why a text that was refused is no JSON, and at which letter (counted from 1)."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        start = len(line[: error.start].decode(errors="replace"))
        return _at(line.decode(errors="replace"), start, "it is not UTF-8; save it as UTF-8", _NOT_UTF8)
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return _refused(text, error)
    except (RecursionError, ValueError):
        return Words("it is nested too deeply or holds a number that is too long", "lồng quá sâu hoặc có số quá dài")
    return Words("a \\u… in it stands for no letter", "có mã \\u… không ứng với chữ nào")


_NOT_UTF8 = "không phải bảng mã UTF-8; hãy lưu lại bằng UTF-8"


def _refused(text: str, error: json.JSONDecodeError) -> Words:
    rest = text[error.pos :].lstrip()
    here = error.pos + len(text[error.pos :]) - len(rest)
    if error.msg.startswith("Unterminated"):
        return _at(text, error.pos, "a quote is opened and not closed", "dấu nháy mở ra mà không đóng lại")
    if not rest:
        return Words(
            "it breaks off: its end is missing, usually a closing bracket",
            "dừng giữa chừng, thiếu phần cuối, thường là dấu ngoặc đóng",
        )
    if rest[0] in _CURLY:
        return _at(
            text, here, f'quotes must be straight ("), not {rest[0]}', f'dùng dấu nháy thẳng ", đừng dùng {rest[0]}'
        )
    if rest[0] == "'":
        return _at(text, here, 'quotes must be double ("), not single', "dùng dấu nháy kép \", đừng dùng nháy đơn '")
    if rest.lstrip(",").lstrip()[:1] in ("}", "]") and ("," in (rest[0], text[:here].rstrip()[-1:])):
        return _at(text, here, "there is a comma too many before the bracket", "thừa dấu phẩy trước dấu ngoặc đóng")
    if not here and rest[0] not in "{[":
        return _at(text, 0, "it must begin with {", "phải bắt đầu bằng dấu {")
    said = next((words for start, words in _SAID.items() if error.msg.startswith(start)), ("", ""))
    return _at(text, here, *said)


def _at(text: str, position: int, english: str, vietnamese: str) -> Words:
    """The words with where they are true: the line, where there are several, the letter, and what stands there."""
    line = text.count("\n", 0, position) + 1
    letter = position - text.rfind("\n", 0, position)
    near = "".join(one if one.isprintable() else "·" for one in text[position : position + _NEAR])
    on_line, dong = (f"line {line}, ", f"dòng {line}, ") if "\n" in text else ("", "")
    where = f" “{near}”" if near.strip() else ""
    return Words(f"{english} (at {on_line}letter {letter}{where})", f"{vietnamese} (ở {dong}chữ thứ {letter}{where})")
