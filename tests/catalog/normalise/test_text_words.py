"""Text in every state pages leave it in: what it becomes and what was mended."""

import unicodedata
from typing import Any

import pytest

from catalog.normalise.text import clean, fold

SAME_WORD = {
    "hoà": "hòa",
    "Hoà Bình": "Hòa Bình",
    "HOÀ": "HÒA",
    "Khánh Hoà": "Khánh Hòa",
    "thuỷ": "thủy",
    "Thuý": "Thúy",
    "khoẻ": "khỏe",
    "loá": "lóa",
    "tuỳ": "tùy",
    "hoàn": "hoàn",
    "hòan": "hoàn",
    "tóan": "toán",
    "hoạt huyết": "hoạt huyết",
    "qúy": "quý",
    "qủa": "quả",
    "quý": "quý",
    "quí": "quý",
    "Qui Nhơn": "Quy Nhơn",
    "mỳ": "mì",
    "MỲ": "MÌ",
    "Mỳ Chũ": "Mì Chũ",
    "kĩ": "kỹ",
    "Mĩ Tho": "Mỹ Tho",
    "bác sỹ": "bác sĩ",
    "tỉ lệ": "tỷ lệ",
    "li ti": "li ti",
    "Lý Sơn": "Lý Sơn",
    "kí": "ký",
}
MENDED = {
    "M&#7853;t ong": ("Mật ong", "markup"),
    "M&amp;#7853;t ong": ("Mật ong", "markup"),
    "M&#x1EAD;t ong": ("Mật ong", "markup"),
    "Mật&nbsp;ong": ("Mật ong", "markup"),
    "<b>Mật</b> ong": ("Mật ong", "markup"),
    "M<b>ật</b> ong": ("Mật ong", "markup"),
    "Mật<br>ong": ("Mật ong", "markup"),
    "<p>Mật ong</p><p>rừng</p>": ("Mật ong rừng", "markup"),
    "<script>alert(1)</script>Mật ong": ("Mật ong", "markup"),
    "<style>p{}</style>Mật ong<!-- x -->": ("Mật ong", "markup"),
    "&lt;b&gt;Mật ong&lt;/b&gt;": ("Mật ong", "markup"),
    "Gừng &amp; mật ong": ("Gừng & mật ong", "markup"),
    "M\u200bật\u200d ong\ufeff": ("Mật ong", "invisible"),
    "Mật\u00adong": ("Mậtong", "invisible"),
    "\ue001Mật ong": ("Mật ong", "invisible"),
    "Máº\xadt ong rá»«ng": ("Mật ong rừng", "mojibake"),
    "NÆ°á»›c máº¯m": ("Nước mắm", "mojibake"),
    "hép møt tÕt": ("hộp mứt tết", "tcvn3"),
    "MËt ong rõng": ("Mật ong rừng", "tcvn3"),
    "N\xadíc m¾m Phó Quèc": ("Nước mắm Phú Quốc", "tcvn3"),
    "R\xadîu ng« B¶n Phè": ("Rượu ngô Bản Phố", "tcvn3"),
    "ChÌ Shan tuyÕt": ("Chè Shan tuyết", "tcvn3"),
    "MiÕn dong B×nh L\xad": ("Miến dong Bình Lư", "tcvn3"),
    "maät ong baïc haø": ("mật ong bạc hà", "vni"),
    "Nöôùc maém": ("Nước mắm", "vni"),
    "Cheø Shan tuyeát": ("Chè Shan tuyết", "vni"),
    "RÖÔÏU NGOÂ": ("RƯỢU NGÔ", "vni"),
}
UNTOUCHED = (
    "Mật ong bạc hà",
    "Café đá",
    "Crème brûlée",
    "Häagen-Dazs",
    "Nescafé",
    "Trà ô long – loại 1 “đặc biệt”",
    "Bánh pía 100% đậu xanh",
    "Hạt điều < 5% ẩm",
    "A & B",
    "½ kg",
    "m²",
)


@pytest.mark.parametrize(("words", "expected"), SAME_WORD.items())
def test_one_spelling(words: str, expected: str) -> None:
    assert clean(words).text == expected
    assert clean(unicodedata.normalize("NFD", words)).text == expected


@pytest.mark.parametrize(("words", "expected"), MENDED.items())
def test_mended(words: str, expected: tuple[str, str]) -> None:
    text, mended = clean(words)
    assert (text, mended[-1]) == expected


@pytest.mark.parametrize("words", UNTOUCHED)
def test_untouched(words: str) -> None:
    assert clean(words) == (words, ())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ðặc sản Ðà Lạt", "Đặc sản Đà Lạt"),
        ("Mật   ong\t rừng ", "Mật ong rừng"),
        ("Mật\r\nong", "Mật ong"),
        ("Mật\x00 ong", "Mật ong"),
    ],
)
def test_look_alikes_and_spaces(words: str, expected: str) -> None:
    assert clean(words).text == expected


def test_lines_are_kept_where_asked() -> None:
    assert clean("<p>Một</p>\n\n<p>Hai</p>", keep_lines=True).text == "Một\nHai"


def test_fold() -> None:
    assert fold("Đắk Lắk ƯƠNG") == "dak lak uong"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MẬT ONG BẠC HÀ", "Mật Ong Bạc Hà"),
        ("MẬT ONG BẠC HÀ 500G", "Mật Ong Bạc Hà 500g"),
        ("GẠO ST25", "Gạo ST25"),
        ("SẦU RIÊNG RI6", "Sầu Riêng RI6"),
        ("NƯỚC MẮM SUCHI 40 ĐỘ ĐẠM", "Nước Mắm SUCHI 40 Độ Đạm"),
        ("SẢN PHẨM OCOP 4 SAO", "Sản Phẩm OCOP 4 Sao"),
        ("TRỨNG GÀ TAFA", "Trứng Gà TAFA"),
        ("CHÈ SHAN TUYẾT", "Chè Shan Tuyết"),
        ("CÀ PHÊ ROBUSTA ĐẮK LẮK", "Cà Phê Robusta Đắk Lắk"),
        ("MACCA", "MACCA"),
        ("Mật ong HTX Y Tý", "Mật ong HTX Y Tý"),
        ("mật ong bạc hà", "mật ong bạc hà"),
        ("  Mật   ong  ", "Mật ong"),
        ("M&#7853;t ong r&#7915;ng", "Mật ong rừng"),
        ("hép møt tÕt", "hộp mứt tết"),
        ("Bánh mỳ Hoà Bình", "Bánh mì Hòa Bình"),
    ],
)
def test_the_name_shown(read: Any, name: str, expected: str) -> None:
    assert read(name=name).facts.name == expected


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "hép møt tÕt"}, "name/tcvn3"),
        ({"name": "maät ong"}, "name/vni"),
        ({"name": "Máº\xadt ong"}, "name/mojibake"),
        ({"name": "<b>Mật ong</b>"}, "name/markup"),
        ({"description": "Nöôùc maém ngon"}, "description/vni"),
    ],
)
def test_what_was_mended_is_counted(read: Any, fields: dict[str, str], code: str) -> None:
    assert code in {one.code for one in read(**fields).oddities}
