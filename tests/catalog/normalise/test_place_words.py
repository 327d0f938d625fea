"""Addresses and provinces as pages write them: words, then today's province, the former one, today's commune."""

from typing import Any

import pytest

from catalog import places
from catalog.normalise.place import read_place

Expected = tuple[str | None, str | None, str | None]

PROVINCES: dict[str, Expected] = {
    "Hà Giang": ("tuyen-quang", "ha-giang", None),
    "T. Hà Giang": ("tuyen-quang", "ha-giang", None),
    "tỉnh Hà Giang": ("tuyen-quang", "ha-giang", None),
    "Tỉnh Hà Giang, Việt Nam": ("tuyen-quang", "ha-giang", None),
    "HÀ GIANG": ("tuyen-quang", "ha-giang", None),
    "Ha Giang": ("tuyen-quang", "ha-giang", None),
    "ha-giang": ("tuyen-quang", "ha-giang", None),
    "Bắc Cạn": ("thai-nguyen", "bac-kan", None),
    "Bắc Kạn": ("thai-nguyen", "bac-kan", None),
    "Hoà Bình": ("phu-tho", "hoa-binh", None),
    "Thanh Hoá": ("thanh-hoa", None, None),
    "Thanh Hóa": ("thanh-hoa", None, None),
    "Khánh Hoà": ("khanh-hoa", None, None),
    "Hà Nội": ("ha-noi", None, None),
    "TP. Hà Nội": ("ha-noi", None, None),
    "TP Hà Nội": ("ha-noi", None, None),
    "Thủ đô Hà Nội": ("ha-noi", None, None),
    "HN": ("ha-noi", None, None),
    "Hanoi": ("ha-noi", None, None),
    "Thành phố Hồ Chí Minh": ("ho-chi-minh", None, None),
    "TP. Hồ Chí Minh": ("ho-chi-minh", None, None),
    "Tp. Hồ Chí Minh": ("ho-chi-minh", None, None),
    "T.P Hồ Chí Minh": ("ho-chi-minh", None, None),
    "TP.HCM": ("ho-chi-minh", None, None),
    "TP HCM": ("ho-chi-minh", None, None),
    "TPHCM": ("ho-chi-minh", None, None),
    "HCM": ("ho-chi-minh", None, None),
    "HCMC": ("ho-chi-minh", None, None),
    "Sài Gòn": ("ho-chi-minh", None, None),
    "BR-VT": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "BRVT": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "BR – VT": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "Bà Rịa - Vũng Tàu": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "Bà Rịa-Vũng Tàu": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "tỉnh Bà Rịa – Vũng Tàu": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "Vũng Tàu": ("ho-chi-minh", "ba-ria-vung-tau", None),
    "Bình Dương": ("ho-chi-minh", "binh-duong", None),
    "Huế": ("hue", None, None),
    "TP. Huế": ("hue", None, None),
    "thành phố Huế": ("hue", None, None),
    "Thừa Thiên Huế": ("hue", None, None),
    "Thừa Thiên - Huế": ("hue", None, None),
    "Thừa Thiên–Huế": ("hue", None, None),
    "TT-Huế": ("hue", None, None),
    "TT. Huế": ("hue", None, None),
    "T.T.Huế": ("hue", None, None),
    "TTH": ("hue", None, None),
    "Đồng Nai": ("dong-nai", None, None),
    "tỉnh Đồng Nai": ("dong-nai", None, None),
    "TP. Đồng Nai": ("dong-nai", None, None),
    "thành phố Đồng Nai": ("dong-nai", None, None),
    "Bình Phước": ("dong-nai", "binh-phuoc", None),
    "Đắk Lắk": ("dak-lak", None, None),
    "Đăk Lăk": ("dak-lak", None, None),
    "Đắc Lắc": ("dak-lak", None, None),
    "Daklak": ("dak-lak", None, None),
    "Dak Lak": ("dak-lak", None, None),
    "Đăk Nông": ("lam-dong", "dak-nong", None),
    "Đắc Nông": ("lam-dong", "dak-nong", None),
    "Daknong": ("lam-dong", "dak-nong", None),
    "Kontum": ("quang-ngai", "kon-tum", None),
    "Kon-Tum": ("quang-ngai", "kon-tum", None),
    "Kon Tum": ("quang-ngai", "kon-tum", None),
    "Lâm Đồng": ("lam-dong", None, None),
    "tỉnh Lâm Đồng": ("lam-dong", None, None),
    "Quảng Trị": ("quang-tri", None, None),
    "tỉnh Quảng Trị": ("quang-tri", None, None),
    "Quảng Bình": ("quang-tri", "quang-binh", None),
    "Quảng Nam": ("da-nang", "quang-nam", None),
    "Tuyên Quang": ("tuyen-quang", None, None),
    "Lào Cai": ("lao-cai", None, None),
    "Yên Bái": ("lao-cai", "yen-bai", None),
    "Hà Bắc": ("bac-ninh", None, None),
    "Cao Bằng": ("cao-bang", None, None),
    "Nghệ An": ("nghe-an", None, None),
    "Hải Phòng": ("hai-phong", None, None),
    "HP": ("hai-phong", None, None),
    "Cần Thơ": ("can-tho", None, None),
    "Hậu Giang": ("can-tho", "hau-giang", None),
    "Long An": ("tay-ninh", "long-an", None),
    "Điện Biên": ("dien-bien", None, None),
}
TOWNS: dict[str, Expected] = {
    "Hoàng Su Phì": ("tuyen-quang", "ha-giang", None),
    "đảo Lý Sơn": ("quang-ngai", "quang-ngai", None),
    "Q1 TPHCM": ("ho-chi-minh", "ho-chi-minh", None),
    "huyện Cư Jút Đắk Nông": ("lam-dong", "dak-nong", None),
    "Thôn 3 Đắk Nông": ("lam-dong", "dak-nong", None),
    "12, Nguyễn Trãi, Hà Nội": ("ha-noi", None, None),
    "Kon Tum, Quảng Ngãi": ("quang-ngai", "kon-tum", None),
    "Phú Thọ (Hòa Bình cũ)": ("phu-tho", "hoa-binh", None),
    "Tuyên Quang mới": ("tuyen-quang", None, None),
    "tỉnh Tuyên Quang hiện nay": ("tuyen-quang", None, None),
    "xã Chợ Mới, tỉnh An Giang": ("an-giang", "an-giang", "cho-moi"),
    "Tây Ninh (Long An cũ)": ("tay-ninh", "long-an", None),
    "Tỉnh Hà Giang cũ": ("tuyen-quang", "ha-giang", None),
    "Bản Phùng, Hoàng Su Phì": ("tuyen-quang", "ha-giang", None),
    "Hà Giang (nay là Tuyên Quang)": ("tuyen-quang", "ha-giang", None),
    "Quảng Nam - Đà Nẵng": ("da-nang", None, None),
    "Sa Pa": ("lao-cai", "lao-cai", None),
    "Sapa": ("lao-cai", "lao-cai", None),
    "TX Sa Pa, Lào Cai": ("lao-cai", "lao-cai", None),
    "Đà Lạt": ("lam-dong", "lam-dong", None),
    "TP. Đà Lạt": ("lam-dong", "lam-dong", None),
    "Đà Lạt, Lâm Đồng": ("lam-dong", "lam-dong", None),
    "Bảo Lộc": ("lam-dong", "lam-dong", None),
    "Phú Quốc": ("an-giang", "kien-giang", None),
    "TP. Vinh": ("nghe-an", None, None),
    "Vinh, Nghệ An": ("nghe-an", None, None),
    "Nha Trang": ("khanh-hoa", "khanh-hoa", None),
    "Quy Nhơn": ("gia-lai", "binh-dinh", None),
    "Qui Nhơn": ("gia-lai", "binh-dinh", None),
    "Pleiku": ("gia-lai", "gia-lai", None),
    "Buôn Ma Thuột": ("dak-lak", "dak-lak", None),
    "Buôn Mê Thuột": ("dak-lak", "dak-lak", None),
    "Hội An": ("da-nang", "quang-nam", None),
    "Phan Thiết": ("lam-dong", "binh-thuan", None),
    "Biên Hoà": ("dong-nai", "dong-nai", None),
    "Mộc Châu, Sơn La": ("son-la", None, None),
    "thành phố Hà Giang": ("tuyen-quang", "ha-giang", None),
    "thành phố Lào Cai": ("lao-cai", "lao-cai", None),
    "thị xã Quảng Trị, tỉnh Quảng Trị": ("quang-tri", "quang-tri", None),
    "Huyện Cư Jút": ("lam-dong", "dak-nong", None),
    "H. Cư Jút, Đắk Nông": ("lam-dong", "dak-nong", None),
    "huyện Bát Xát, tỉnh Lào Cai": ("lao-cai", "lao-cai", None),
    "huyện Hướng Hóa, tỉnh Quảng Trị": ("quang-tri", "quang-tri", None),
    "huyện Lệ Thủy, tỉnh Quảng Trị": ("quang-tri", "quang-binh", None),
    "Quận 1, TP.HCM": ("ho-chi-minh", "ho-chi-minh", None),
    "huyện Châu Thành, Bến Tre": ("vinh-long", "ben-tre", None),
}
ADDRESSES: dict[str, Expected] = {
    "37 Nguyễn Văn Trỗi, phường Nghĩa Trung, thành phố Gia Nghĩa, tỉnh Đắk Nông": (
        "lam-dong",
        "dak-nong",
        "dong-gia-nghia",
    ),
    "37 Nguyễn Văn Trỗi, P. Nghĩa Trung, TP. Gia Nghĩa, T. Đắk Nông": ("lam-dong", "dak-nong", "dong-gia-nghia"),
    "37 Nguyễn Văn Trỗi, phường Đông Gia Nghĩa, tỉnh Lâm Đồng": ("lam-dong", "dak-nong", "dong-gia-nghia"),
    "37 Nguyen Van Troi, phuong Nghia Trung, thanh pho Gia Nghia, tinh Dak Nong": (
        "lam-dong",
        "dak-nong",
        "dong-gia-nghia",
    ),
    "Thôn 3, xã Thuận Hà, huyện Đắk Song, tỉnh Đắk Nông": ("lam-dong", "dak-nong", "thuan-hanh"),
    "Thôn 3 xã Thuận Hà huyện Đắk Song tỉnh Đắk Nông": ("lam-dong", "dak-nong", "thuan-hanh"),
    "Thôn 3 - xã Thuận Hà - huyện Đắk Song - tỉnh Đắk Nông": ("lam-dong", "dak-nong", "thuan-hanh"),
    "Thôn 3, Thuận Hà, Đắk Song, Đắk Nông": ("lam-dong", "dak-nong", "thuan-hanh"),
    "Thôn 3, xã Thuận Hạnh, tỉnh Lâm Đồng": ("lam-dong", "dak-nong", "thuan-hanh"),
    "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng": ("lam-dong", "dak-nong", "truong-xuan"),
    "Số 08 Nguyễn Trãi, phường Phan Thiết, tỉnh Lâm Đồng": ("lam-dong", "binh-thuan", "phan-thiet"),
    "Lô 47-48 Khu chế biến nước mắm, phường Phú Hài, thành phố Phan Thiết, tỉnh Bình Thuận": (
        "lam-dong",
        "binh-thuan",
        "phu-thuy",
    ),
    "Lô 47-48 Khu chế biến nước mắm, phường Phú Thủy, tỉnh Lâm Đồng": ("lam-dong", "binh-thuan", "phu-thuy"),
    "thị trấn Liên Nghĩa, huyện Đức Trọng, tỉnh Lâm Đồng": ("lam-dong", "lam-dong", "duc-trong"),
    "TT. Liên Nghĩa, H. Đức Trọng, Lâm Đồng": ("lam-dong", "lam-dong", "duc-trong"),
    "xã Bắc Ruộng, huyện Tánh Linh, tỉnh Bình Thuận": ("lam-dong", "binh-thuan", "bac-ruong"),
    "Bon Đắk Huýt, xã Quảng Trực, tỉnh Lâm Đồng": ("lam-dong", "dak-nong", "quang-truc"),
    "Xã Đồng Văn, tỉnh Tuyên Quang": ("tuyen-quang", "ha-giang", "dong-van"),
    "xã Hướng Phùng, huyện Hướng Hóa, Quảng Trị": ("quang-tri", "quang-tri", "huong-phung"),
    "xã Hướng Phùng, tỉnh Quảng Trị": ("quang-tri", "quang-tri", "huong-phung"),
    "đặc khu Phú Quốc, tỉnh An Giang": ("an-giang", "kien-giang", "phu-quoc"),
    "phường Sa Pa, tỉnh Lào Cai": ("lao-cai", "lao-cai", "sa-pa"),
    "Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh": ("ho-chi-minh", "ho-chi-minh", "sai-gon"),
    "123 Nguyễn Huệ, Quận 1, TP.HCM": ("ho-chi-minh", "ho-chi-minh", None),
    "12 phố Huế, Hai Bà Trưng, Hà Nội": ("ha-noi", None, None),
    "12 Điện Biên Phủ, Bình Thạnh, TP HCM": ("ho-chi-minh", "ho-chi-minh", None),
    "Số 5 đường Lào Cai, phường Kim Tân, thành phố Lào Cai": ("lao-cai", "lao-cai", "lao-cai"),
    "Hợp tác xã Y Tý, xã Y Tý, tỉnh Lào Cai": ("lao-cai", "lao-cai", "y-ty"),
    "Xa lộ Hà Nội, Thủ Đức": ("ho-chi-minh", "ho-chi-minh", None),
    "Đ/c: xã Y Tý, huyện Bát Xát, tỉnh Lào Cai. ĐT: 0912345678": ("lao-cai", "lao-cai", "y-ty"),
    "Xã Ba Tơ, tỉnh Quảng Ngãi": ("quang-ngai", "quang-ngai", "ba-to-21484"),
}
NOWHERE = (
    "Tinh dầu hoa huệ",
    "Kẹo hạnh nhân",
    "Bánh nhãn",
    "123 Nguyễn Huệ",
    "Đường Nguyễn Huệ",
    "Nguyen Hue",
    "Phố Huế",
    "12 phố Huế",
    "đường Hà Nội",
    "Chợ Bắc Ninh",
    "huyện Châu Thành",
    "Tây Nguyên",
    "Tây Bắc",
    "miền Tây",
    "Việt Nam",
    "Hoa Kỳ",
    "0912345678",
    "68",
    "",
)
AMBIGUOUS = ("HG", "ĐN", "ĐL", "Sông Bé")


@pytest.mark.parametrize(
    ("words", "expected"), [case for group in (PROVINCES, TOWNS, ADDRESSES) for case in group.items()]
)
def test_places(words: str, expected: Expected) -> None:
    got = read_place(words)
    assert (got.province, got.former, got.commune) == expected


@pytest.mark.parametrize("words", NOWHERE)
def test_nowhere(words: str) -> None:
    assert read_place(words).province is None


@pytest.mark.parametrize("words", AMBIGUOUS)
def test_ambiguous_stays_ambiguous(words: str) -> None:
    got = read_place(words)
    assert got.province is None
    assert got.kinds == ("ambiguous",)


def test_every_old_and_new_province_is_read_by_its_name() -> None:
    for one in places.former_provinces().values():
        for words in (one.name, f"{one.kind} {one.name}"):
            got = read_place(words)
            assert got.province == one.successor, words
            gone = one.slug not in places.current_provinces()
            assert got.former in ((one.slug,) if gone else (None, one.slug)), words
    for one in places.current_provinces().values():
        assert read_place(f"{one.kind} {one.name}").province == one.slug
        assert read_place(one.slug).province == one.slug


def test_communes_of_today_are_read_from_their_own_addresses() -> None:
    wrong = []
    for one in places.communes()[::3]:
        got = read_place(f"{one.kind} {one.name}, {places.province_name(one.province)}")
        if (got.province, got.commune) != (one.province, one.slug):
            wrong.append((one, got))
    assert not wrong, wrong[:5]


def test_old_communes_lead_to_those_of_today() -> None:
    kinds = {"xa": "xã", "phuong": "phường", "thitran": "thị trấn"}
    districts = {"huyen": "huyện", "quan": "quận", "thixa": "thị xã", "thanhpho": "thành phố"}
    right = total = 0
    for one in places.old_communes()[::13]:
        kind = next((name for key, name in kinds.items() if one.key.startswith(key) and one.name), None)
        district = next((key for key in districts if one.district.startswith(key)), "")
        if kind is None:
            continue
        total += 1
        address = f"{kind} {one.name}, {districts[district]} {one.district.removeprefix(district)}"
        got = read_place(f"{address}, {places.former_province_name(one.province)}")
        right += got.commune == places.commune_by_code()[one.successors[0]].slug
    assert right / total > 0.97


@pytest.mark.parametrize(
    ("fields", "expected", "code"),
    [
        ({"province": "Lâm Đồng", "address": "xã Thuận Hạnh, tỉnh Lâm Đồng"}, ("lam-dong", "dak-nong"), None),
        ({"province": "Lâm Đồng", "address": "tỉnh Đắk Nông"}, ("lam-dong", "dak-nong"), None),
        ({"province": "Đắk Nông", "address": "Lâm Đồng"}, ("lam-dong", "dak-nong"), None),
        ({"province": "Lào Cai", "address": "Hà Nội"}, ("lao-cai", None), "place/disagrees"),
        ({"province": "HG"}, (None, None), "place/ambiguous"),
        ({"address": "Chợ phiên"}, (None, None), "place/unknown"),
        ({"address": "123 Nguyễn Huệ", "province": "Huế"}, ("hue", None), None),
        ({"name": "Mật ong Hà Giang"}, (None, None), None),
        ({"province": "Lâm Đồng", "updated_at": "2024-05-01T00:00:00Z"}, ("lam-dong", "lam-dong"), None),
        ({"province": "Lâm Đồng", "updated_at": "2026-05-01T00:00:00Z"}, ("lam-dong", None), None),
        ({"province": "Lào Cai", "updated_at": "hôm qua"}, ("lao-cai", None), None),
    ],
)
def test_which_field_counts(
    read: Any, fields: dict[str, Any], expected: tuple[str | None, str | None], code: str | None
) -> None:
    normalised = read(**fields)
    place = normalised.facts.place
    assert (place.province, place.former_province) == expected
    codes = {one.code for one in normalised.oddities}
    assert code in codes if code else not codes
