"""A line that is no JSON is told why in people's words, never in a decoder's."""

import re

import pytest

from catalog.json_words import why_no_json
from catalog.listing import ListingError
from catalog.transfer.importing import read_line

_DECODERS = re.compile(r"column|\bchar \d|Expecting|delimiter|codec|unexpected|recursion|surrogate", re.IGNORECASE)


@pytest.mark.parametrize(
    ("line", "vietnamese", "english"),
    [
        (b"{", "dừng giữa chừng", "breaks off"),
        (b'{"name": ', "dừng giữa chừng", "breaks off"),
        (b'{"name": "x', "dấu nháy mở ra mà không đóng lại (ở chữ thứ 10", "not closed (at letter 10"),
        (b'{"name": "x",}', "thừa dấu phẩy trước dấu ngoặc đóng (ở chữ thứ 1", "a comma too many"),
        (b"{'name': 'x'}", "đừng dùng nháy đơn ' (ở chữ thứ 2", "not single"),
        ("{“name”: “x”}".encode(), "đừng dùng “", "must be straight"),
        ('{"name": “x”}'.encode(), "đừng dùng “ (ở chữ thứ 10", "must be straight"),
        (b'{name: "x"}', "tên ô phải để trong dấu nháy kép", "name must stand in double quotes"),
        (b'{"name" "x"}', "thiếu dấu hai chấm", "a colon is missing"),
        ('{"name": "hộp "to""}'.encode(), "(ở chữ thứ 16 “to", "at letter 16"),
        (b'{"price": 1.200.000}', "số có dấu chấm phân nghìn (ở chữ thứ 16 “.000}”)", "not plain digits"),
        (b'{"name": x}', "lời không để trong dấu nháy kép", "the value is missing or does not stand"),
        (b'{"name": "x"} {"name": "y"}', "sau dấu ngoặc đóng còn chữ thừa", "nothing may follow"),
        (b'{"name": "a\tb"}', "phải viết là \\n, \\t", "must be written \\n or \\t"),
        (b'{"name": "a\\b\\x"}', "phải viết đôi", "must be doubled"),
        (b"name,price", "phải bắt đầu bằng dấu {", "must begin with {"),
        (b'{"name": "\xff\xfe"}', "lưu lại bằng UTF-8 (ở chữ thứ 11", "not UTF-8"),
        (b'{"name": "\\ud800"}', "không ứng với chữ nào", "stands for no letter"),
        (b"[" * 5000, "lồng quá sâu", "nested too deeply"),
        (b'[{"a": 1},\n {"b": 2,}]', "(ở dòng 2, chữ thứ", "(at line 2, letter"),
    ],
    ids=range(20),
)
def test_a_line_is_told_what_is_wrong_and_where(line: bytes, vietnamese: str, english: str) -> None:
    with pytest.raises(ListingError) as refused:
        read_line(line)
    why = why_no_json(line)
    assert vietnamese in why.vietnamese
    assert english in why.english
    assert refused.value.vietnamese == f"không đúng dạng JSON: {why.vietnamese}"
    assert str(refused.value) == f"not JSON: {why.english}"
    assert not _DECODERS.search(f"{why.vietnamese} {why.english}")
