"""Producers' names: the form split off, activity words stripped, the proper name in its own spelling."""

from typing import Any

import pytest

from catalog.normalise.producer import producer_key, read_producer

NAMES: dict[str, tuple[str, str | None]] = {
    "Nhà sản xuất: HTX Hoa Mơ": ("Hoa Mơ", "cooperative"),
    "NSX:HTX Hoa Mơ": ("Hoa Mơ", "cooperative"),
    "Sản xuất bởi: Công ty TNHH Hoa Mai": ("Hoa Mai", "llc"),
    "Chủ thể: Hộ Trần Văn B": ("Trần Văn B", "household"),
    "Ta Phin Cooperative": ("Ta Phin", "cooperative"),
    "Cty TNHH TMDV XNK Nông sản Việt": ("Nông sản Việt", "llc"),
    "Công ty TNHH Thực phẩm sạch Việt Nam": ("Thực phẩm sạch Việt Nam", "llc"),
    "HTX Nông nghiệp xanh": ("Nông nghiệp xanh", "cooperative"),
    "HTX Bò sữa Evergrowth, Sóc Trăng": ("Bò sữa Evergrowth", "cooperative"),
    "HTX Y Tý, xã Y Tý, huyện Bát Xát, Lào Cai": ("Y Tý", "cooperative"),
    "HTX SXNN & DV Tả Phìn": ("Tả Phìn", "cooperative"),
    "Hợp tác xã chè Shan Tuyết Phìn Hồ": ("Chè Shan Tuyết Phìn Hồ", "cooperative"),
    "Xưởng gốm Phù Lãng": ("Phù Lãng", "workshop"),
    "Tổ HT Bản Phố": ("Bản Phố", "cooperative_group"),
    "Công ty CP ĐT & PT Minh Tâm": ("Minh Tâm", "joint_stock"),
    "Công ty TNHH 1TV Minh Phát": ("Minh Phát", "single_member_llc"),
    "HTX DVNN Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "HTX. Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "Htx Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "Hợp tác xã Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "Hợp Tác Xã Nông Nghiệp Ba Lúa Vàng": ("Ba Lúa Vàng", "cooperative"),
    "HỢP TÁC XÃ NÔNG NGHIỆP BA LÚA VÀNG": ("Ba Lúa Vàng", "cooperative"),
    "HTX Nông sản Hữu cơ Bechamp Đắk Nông": ("Bechamp Đắk Nông", "cooperative"),
    "HTX Nông nghiệp xanh Quảng Trực": ("Quảng Trực", "cooperative"),
    "HTX SX&KD nông sản sạch Hồng Thái": ("Hồng Thái", "cooperative"),
    "HTX sản xuất và kinh doanh chè Hồng Thái": ("Hồng Thái", "cooperative"),
    "HTX Dịch vụ tổng hợp Mường Hum": ("Mường Hum", "cooperative"),
    "HTX nông, lâm nghiệp Y Tý": ("Y Tý", "cooperative"),
    "Hợp tác xã Dịch vụ Nông nghiệp Bắc Ruộng 1": ("Bắc Ruộng 1", "cooperative"),
    "Hợp tác xã Nông nghiệp và Dịch vụ Long Việt": ("Long Việt", "cooperative"),
    "Hợp tác xã Trà Organic Tây Nguyên": ("Trà Organic Tây Nguyên", "cooperative"),
    "HTX Chè Phìn Hồ": ("Chè Phìn Hồ", "cooperative"),
    'HTX "Sinh Dược"': ("Sinh Dược", "cooperative"),
    "Liên hiệp HTX Nông nghiệp Sạch Mộc Châu": ("Mộc Châu", "cooperative_union"),
    "Liên hiệp hợp tác xã Sông Gianh": ("Sông Gianh", "cooperative_union"),
    "THT Chè Shan tuyết Tà Xùa": ("Chè Shan tuyết Tà Xùa", "cooperative_group"),
    "Tổ hợp tác Tà Xùa": ("Tà Xùa", "cooperative_group"),
    "Tổ hợp tác sản xuất rau an toàn Mộc Châu": ("Mộc Châu", "cooperative_group"),
    "HKD Minh Huyền": ("Minh Huyền", "household_business"),
    "Hộ kinh doanh Minh Huyền": ("Minh Huyền", "household_business"),
    "Hộ KD Minh Huyền": ("Minh Huyền", "household_business"),
    "Hộ kinh doanh cá thể Nguyễn Thị Hoa": ("Nguyễn Thị Hoa", "household_business"),
    "Hộ kinh doanh: Đặng Vũ Minh Hòa": ("Đặng Vũ Minh Hòa", "household_business"),
    "Hộ sản xuất Nguyễn Văn Bao": ("Nguyễn Văn Bao", "household"),
    "Hộ ông Giàng A Páo": ("Giàng A Páo", "household"),
    "Hộ bà Lò Thị Mai": ("Lò Thị Mai", "household"),
    "Hộ gia đình Nguyễn Văn Bao": ("Nguyễn Văn Bao", "household"),
    "Cơ sở Bà Tư": ("Bà Tư", "workshop"),
    "Cơ sở sản xuất Bà Tư": ("Bà Tư", "workshop"),
    "CSSX Bà Tư": ("Bà Tư", "workshop"),
    "Cơ sở SX Bà Tư": ("Bà Tư", "workshop"),
    "Cơ sở sản xuất tinh bột nghệ Hải Hoa": ("Hải Hoa", "workshop"),
    "Cơ sở chế biến nước mắm Ba Làng": ("Ba Làng", "workshop"),
    "Cơ sở sản xuất kinh doanh Hoa Ban": ("Hoa Ban", "workshop"),
    "Cty TNHH MTV Nhiên Thảo": ("Nhiên Thảo", "single_member_llc"),
    "Công ty TNHH MTV Nhiên Thảo": ("Nhiên Thảo", "single_member_llc"),
    "Công ty TNHH một thành viên Nhiên Thảo": ("Nhiên Thảo", "single_member_llc"),
    "CÔNG TY TNHH MTV NHIÊN THẢO": ("Nhiên Thảo", "single_member_llc"),
    "Công ty Trách nhiệm hữu hạn Một thành viên Hồng Anh": ("Hồng Anh", "single_member_llc"),
    "TNHH MTV Nhiên Thảo": ("Nhiên Thảo", "single_member_llc"),
    "Công ty TNHH SX TM DV Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH SX-TM-DV Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH Sản xuất Thương mại Dịch vụ Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH Sản xuất và Thương mại Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH TM XNK Sachi Thịnh Phát": ("Sachi Thịnh Phát", "llc"),
    "Công ty TNHH SX TM DV và Vận chuyển Hải Minh Phú": ("Hải Minh Phú", "llc"),
    "C.ty TNHH Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Cty TNHH Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH Hai thành viên Ngô Mai Hoa": ("Ngô Mai Hoa", "llc"),
    "Công ty TNHH BOANERGES": ("BOANERGES", "llc"),
    "CÔNG TY TNHH BOANERGES": ("BOANERGES", "llc"),
    "Công ty TNHH Chăn nuôi TAFA Việt": ("TAFA Việt", "llc"),
    "Công ty TNHH Trà Ngọc Duy": ("Trà Ngọc Duy", "llc"),
    "Công ty TNHH Cà phê Hân Vinh": ("Cà phê Hân Vinh", "llc"),
    "Công ty TNHH Nấm Tâm Phúc Lâm Đồng": ("Nấm Tâm Phúc Lâm Đồng", "llc"),
    "Công ty TNHH Xuất nhập khẩu Thực phẩm Đà Lạt - Kho Bãi": ("Đà Lạt - Kho Bãi", "llc"),
    "Chi nhánh Công ty TNHH Nông Nghiệp Ceres": ("Ceres", "llc"),
    "Viên Sơn Co., Ltd": ("Viên Sơn", "llc"),
    "CTCP Nước mắm Phan Thiết": ("Nước mắm Phan Thiết", "joint_stock"),
    "Công ty Cổ phần Nước mắm Phan Thiết": ("Nước mắm Phan Thiết", "joint_stock"),
    "Công ty CP Nước mắm Phan Thiết": ("Nước mắm Phan Thiết", "joint_stock"),
    "Cty CP Viên Sơn": ("Viên Sơn", "joint_stock"),
    "Công ty Cổ phần Chế biến và Xuất khẩu Nước mắm Phan Thiết - Mũi Né": (
        "Nước mắm Phan Thiết - Mũi Né",
        "joint_stock",
    ),
    "Công ty Cổ phần Chế biến Thực phẩm Đà Lạt Tự Nhiên": ("Đà Lạt Tự Nhiên", "joint_stock"),
    "Công ty CP Tập đoàn Lộc Trời": ("Lộc Trời", "joint_stock"),
    "Viên Sơn JSC": ("Viên Sơn", "joint_stock"),
    "DNTN Thành Công": ("Thành Công", "private_enterprise"),
    "Doanh nghiệp tư nhân Thành Công": ("Thành Công", "private_enterprise"),
    "Doanh nghiệp tư nhân thương mại Thành Công": ("Thành Công", "private_enterprise"),
    "Công ty Thành Công": ("Thành Công", None),
    "Trang trại Hoa Lan": ("Hoa Lan", None),
    "Lò Thị Mai": ("Lò Thị Mai", None),
    "Hồ Thị Thu": ("Hồ Thị Thu", None),
    "Nguyễn Văn Bao": ("Nguyễn Văn Bao", None),
    "Seagull": ("Seagull", None),
    "HTX Y Tý, địa chỉ: xã Y Tý, Bát Xát": ("Y Tý", "cooperative"),
    "Công ty TNHH Seagull - MST: 3400123456": ("Seagull", "llc"),
    "Công ty TNHH Seagull (Seagull Co., Ltd)": ("Seagull", "llc"),
    "Chủ thể: HTX Y Tý": ("Y Tý", "cooperative"),
    "Công ty TNHH&nbsp;Seagull": ("Seagull", "llc"),
}


@pytest.mark.parametrize(("words", "expected"), NAMES.items())
def test_names(words: str, expected: tuple[str, str | None]) -> None:
    got = read_producer(words)
    assert got is not None
    assert (got.name, got.legal_form) == expected


@pytest.mark.parametrize(
    "words", ["", "   ", "-", "…", "<br>", "Đang cập nhật", "N/A", "Chưa rõ", "Nhà sản xuất: Đang cập nhật"]
)
def test_nothing_named(words: str) -> None:
    assert read_producer(words) is None


ONE_PRODUCER = (
    ("HTX DVNN Ba Lúa Vàng", "Hợp tác xã Ba Lúa Vàng", "HỢP TÁC XÃ NÔNG NGHIỆP BA LÚA VÀNG", "ba lua vang"),
    ("Cty TNHH MTV Nhiên Thảo", "Công ty TNHH một thành viên Nhiên Thảo", "Nhiên Thảo Co., Ltd"),
    ("CTCP Nước mắm Phan Thiết", "Công ty Cổ phần Nước Mắm Phan Thiết"),
    ("Hộ kinh doanh Đặng Vũ Minh Hòa", "HKD Đặng Vũ Minh Hoà"),
)
TWO_PRODUCERS = (
    ("HTX Bắc Ruộng 1", "HTX Bắc Ruộng 2"),
    ("Công ty TNHH Trà Ngọc Duy", "Công ty TNHH Cà phê Ngọc Duy"),
    ("Công ty TNHH SX TM DV Ngô Mai Hoa", "Công ty Cổ phần Chế biến Thực phẩm Đà Lạt Tự Nhiên"),
)


@pytest.mark.parametrize("names", ONE_PRODUCER)
def test_spellings_of_one_producer_share_a_key(names: tuple[str, ...]) -> None:
    assert len({producer_key(name) for name in names}) == 1


@pytest.mark.parametrize("names", TWO_PRODUCERS)
def test_two_producers_have_two_keys(names: tuple[str, ...]) -> None:
    assert len({producer_key(name) for name in names}) == 2


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"producer": "HTX Y Tý", "shop": "Đặc sản Tây Bắc"}, "Y Tý"),
        ({"shop": "HTX Y Tý"}, None),
        ({"description": "Mật ong rừng.\nĐơn vị sản xuất: HTX Nông nghiệp Y Tý\nĐịa chỉ: Bát Xát"}, "Y Tý"),
        ({"description": "Nhà sản xuất: Công ty TNHH Seagull, Số 8 Nguyễn Trãi"}, "Seagull"),
        ({"description": "Chủ thể OCOP: Hộ kinh doanh Minh Huyền"}, "Minh Huyền"),
        ({"description": "Sản phẩm do HTX Nông nghiệp Y Tý sản xuất."}, "Y Tý"),
        ({"description": "Được sản xuất tại Hà Giang."}, None),
        ({"description": "Nơi sản xuất: Bát Xát, Lào Cai"}, None),
        ({"description": "Người bán: Shop Hoa"}, None),
    ],
)
def test_where_the_producer_stands(read: Any, fields: dict[str, Any], name: str | None) -> None:
    producer = read(**fields).facts.producer
    assert (producer and producer.name) == name


def test_a_shop_given_as_the_producer_is_flagged(read: Any) -> None:
    odd = {one.code for one in read(producer="Đặc sản Tây Bắc", shop="Đặc sản Tây Bắc").oddities}
    assert odd == {"producer/same_as_shop"}
    assert not read(producer="HTX Y Tý", shop="HTX Y Tý").oddities
