"""Decision lists in the many shapes provinces publish them: the sheets, and what must come out of them.

What is expected of a row is `product | maker | stars | number | day | level`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

Rows = Sequence[Sequence[Any]]

LISTS: dict[str, tuple[dict[str, Rows], list[str]]] = {
    "letterhead, groups in rows of their own, points beside stars, a total and a remark": (
        {"Phụ lục": [
            ["ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["PHỤ LỤC"],
            ["DANH SÁCH SẢN PHẨM OCOP ĐẠT HẠNG 3 SAO, 4 SAO NĂM 2026 (ĐỢT 1)"],
            ["(Ban hành kèm theo Quyết định số 1234/QĐ-UBND ngày 05/8/2026 của Chủ tịch UBND tỉnh Lào Cai)"],
            [],
            ["STT", "Tên sản phẩm", "Chủ thể sản xuất", "Địa chỉ", "Số điểm", "Phân hạng", "Ghi chú"],
            ["I", "Nhóm thực phẩm"],
            [1, "Gạo Séng Cù Mường Vi", "HTX Mường Vi", "xã Bát Xát, tỉnh Lào Cai", 72.5, "4 sao", None],
            [2, "Lạp sườn hun khói", "Hộ kinh doanh Tả Van", "xã Tả Van", 61, "3 sao", "Công nhận lại"],
            ["II", "Nhóm đồ uống"],
            [3, "Rượu ngô Bản Phố", "Tổ hợp tác rượu ngô Bản Phố", "xã Bắc Hà", 55.2, "3 sao", None],
            ["Tổng cộng: 03 sản phẩm"],
            ["Ghi chú: Giấy chứng nhận có giá trị 36 tháng kể từ ngày ký"],
        ]},
        ["Gạo Séng Cù Mường Vi | HTX Mường Vi | 4 | 1234/QĐ-UBND | 2026-08-05 | A",
         "Lạp sườn hun khói | Hộ kinh doanh Tả Van | 3 | 1234/QĐ-UBND | 2026-08-05 | A",
         "Rượu ngô Bản Phố | Tổ hợp tác rượu ngô Bản Phố | 3 | 1234/QĐ-UBND | 2026-08-05 | A"],
    ),
    "stars as marks in three columns under one heading": (
        {"Sheet1": [
            ["Kèm theo QĐ số 77/QĐ-UBND ngày 5 tháng 8 năm 2026 của UBND tỉnh Tuyên Quang"],
            ["TT", "Tên chủ thể", "Tên sản phẩm", "Địa chỉ (xã)", "Kết quả phân hạng", None, None],
            [None, None, None, None, "3 sao", "4 sao", "5 sao"],
            ["I. Nhóm thực phẩm"],
            [1, "HTX Hùng Mỹ", "Miến dong Hùng Mỹ", "xã Chiêm Hóa", "x", None, None],
            [2, "HTX Tâm Hương", "Cam sành Hàm Yên", "xã Hàm Yên", None, "X", None],
        ]},
        ["Miến dong Hùng Mỹ | HTX Hùng Mỹ | 3 | 77/QĐ-UBND | 2026-08-05 | A",
         "Cam sành Hàm Yên | HTX Tâm Hương | 4 | 77/QĐ-UBND | 2026-08-05 | A"],
    ),
    "a decision for each row, dates of every kind, a candidate for five stars": (
        {"DS": [
            ["STT", "Chủ thể", "Sản phẩm OCOP", "Hạng sao", "Quyết định công nhận", "Ngày công nhận",
             "Đơn vị ban hành"],
            ["1", "Cơ sở Bà Năm", "Mắm ruốc", "3*", "101/QĐ-UBND", "5-8-2026", "UBND tỉnh Quảng Trị"],
            ["2", None, "Mắm tôm chua", "Ba sao", "101/QĐ-UBND", "5/8/26", "UBND tỉnh Quảng Trị"],
            ["3", "Công ty TNHH Gừng", "Trà gừng", "OCOP 4 sao", "102/QĐ-UBND", "46239", "UBND tỉnh Quảng Trị"],
            ["4", "HTX Tiêu Cùa", "Tiêu đen", "4 sao", "Số 103/QĐ-UBND ngày 05 tháng 8 năm 2026", None, None],
            ["5", "HTX Sa Pa", "Cao atiso", "Tiềm năng 5 sao", "104/QĐ-UBND", date(2026, 8, 5), None],
        ]},
        ["Mắm ruốc | Cơ sở Bà Năm | 3 | 101/QĐ-UBND | 2026-08-05 | A",
         "Mắm tôm chua | Cơ sở Bà Năm | 3 | 101/QĐ-UBND | 2026-08-05 | A",
         "Trà gừng | Công ty TNHH Gừng | 4 | 102/QĐ-UBND | 2026-08-05 | A",
         "Tiêu đen | HTX Tiêu Cùa | 4 | 103/QĐ-UBND | 2026-08-05 | A",
         "Cao atiso | HTX Sa Pa | 5 | 104/QĐ-UBND | 2026-08-05 | B2"],
    ),
    "the decision in the footer alone, stars in the title alone": (
        {"Danh sách": [
            ["DANH SÁCH SẢN PHẨM OCOP 3 SAO"],
            ["TT", "Tên sản phẩm", "Tên đơn vị", "Xã/phường"],
            [1, "Cơm cháy", "Công ty TNHH Đại Long", "phường Hoa Lư"],
            [],
            ["(Danh sách này ban hành kèm theo Quyết định số 555/QĐ-UBND ngày 12/3/2026 của UBND tỉnh Ninh Bình)"],
            ["TM. ỦY BAN NHÂN DÂN"],
        ]},
        ["Cơm cháy | Công ty TNHH Đại Long | 3 | 555/QĐ-UBND | 2026-03-12 | A"],
    ),
    "a sheet for each rating, one of them rated by its name alone": (
        {
            "Hướng dẫn": [["Cách đọc biểu"]],
            "4 sao": [["Danh mục 4 sao (QĐ số 10/QĐ-UBND ngày 2/1/2026 của UBND tỉnh Sơn La)"],
                      ["STT", "Sản phẩm", "Chủ thể"], [1, "Mận hậu sấy dẻo", "HTX Mộc Châu"]],
            "3 sao": [["Danh mục (QĐ số 11/QĐ-UBND ngày 3/1/2026 của UBND tỉnh Sơn La)"],
                      ["STT", "Sản phẩm", "Chủ thể"], [1, "Xoài sấy", "HTX Yên Châu"]],
        },
        ["Mận hậu sấy dẻo | HTX Mộc Châu | 4 | 10/QĐ-UBND | 2026-01-02 | A",
         "Xoài sấy | HTX Yên Châu | 3 | 11/QĐ-UBND | 2026-01-03 | A"],
    ),
    "the decision on a cover sheet": (
        {
            "QĐ": [["ỦY BAN NHÂN DÂN TỈNH CAO BẰNG"], ["Số: 808/QĐ-UBND", "Cao Bằng, ngày 9 tháng 6 năm 2026"],
                   ["Căn cứ Quyết định số 1/QĐ-UBND ngày 1/1/2026 của UBND tỉnh Cao Bằng"]],
            "PL": [["TT", "Tên sản phẩm", "Tên chủ thể", "Số sao"], [1, "Hạt dẻ Trùng Khánh", "HTX Trùng Khánh", "4"]],
        },
        ["Hạt dẻ Trùng Khánh | HTX Trùng Khánh | 4 | 808/QĐ-UBND | 2026-06-09 | A"],
    ),
    "a number left blank is no decision, and one only referred to is not the list's": (
        {"S": [
            ["(Kèm theo Quyết định số      /QĐ-UBND ngày     /8/2026 của UBND tỉnh Lào Cai)"],
            ["Căn cứ Quyết định số 55/QĐ-UBND ngày 9/1/2026 của UBND tỉnh Lào Cai"],
            ["TT", "Tên sản phẩm", "Tên chủ thể", "Số sao"], [1, "Chè dây", "HTX Bát Xát", "3"],
        ]},
        ["Chè dây | HTX Bát Xát | 3 |  | None | B1"],
    ),
    "a new rating beside the old one, up and down": (
        {"S": [
            ["Kèm theo Quyết định số 300/QĐ-UBND ngày 1/9/2026 của UBND tỉnh Nghệ An"],
            ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao cũ", "Hạng sao được công nhận", "Điểm"],
            [1, "Sen sấy", "HTX Sen", "3 sao", "4 sao", "75"],
            [2, "Thổ cẩm Hoa Tiến", "HTX Hoa Tiến", "4 sao", "3 sao", "65"],
        ]},
        ["Sen sấy | HTX Sen | 4 | 300/QĐ-UBND | 2026-09-01 | A",
         "Thổ cẩm Hoa Tiến | HTX Hoa Tiến | 3 | 300/QĐ-UBND | 2026-09-01 | A"],
    ),
    "headings of two rows, the decision's number and day in one column": (
        {"S": [
            ["STT", "Thông tin chủ thể", None, None, "Thông tin sản phẩm", None, None, None],
            [None, "Tên chủ thể", "Địa chỉ", "Loại hình", "Tên sản phẩm", "Nhóm sản phẩm", "Hạng sao",
             "QĐ công nhận (số, ngày)"],
            [1, "HTX Sâm", "xã Sìn Hồ, tỉnh Lai Châu", "HTX", "Sâm mật ong", "Thực phẩm", "4 sao",
             "45/QĐ-UBND ngày 9/1/2026"],
        ]},
        ["Sâm mật ong | HTX Sâm | 4 | 45/QĐ-UBND | 2026-01-09 | A"],
    ),
    "proposals are kept as proposals": (
        {"S": [["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN OCOP NĂM 2026"],
               ["(Kèm theo Tờ trình số 88/TTr-UBND ngày 1/10/2026)"],
               ["TT", "Tên sản phẩm", "Chủ thể", "Dự kiến hạng sao"], [1, "Chả mực", "HTX Hạ Long", "4 sao"]]},
        ["Chả mực | HTX Hạ Long | 4 |  | None | B2"],
    ),
    "products called by the words of headings": (
        {"S": [["Kèm theo Quyết định số 9/QĐ-UBND ngày 1/9/2026 của UBND tỉnh Lào Cai"],
               ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"], [1, "Sản phẩm măng khô", "HTX Mù Cang", "3 sao"],
               ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"], [2, "Đơn vị măng", "HTX Mù Cang", "3 sao"]]},
        ["Sản phẩm măng khô | HTX Mù Cang | 3 | 9/QĐ-UBND | 2026-09-01 | A",
         "Đơn vị măng | HTX Mù Cang | 3 | 9/QĐ-UBND | 2026-09-01 | A"],
    ),
    "certificate numbers are no decisions, points no stars": (
        {"S": [["TT", "Tên SP OCOP", "Tên cơ sở/Chủ thể", "Tổng điểm", "Xếp loại", "Số Giấy chứng nhận", "Quyết định"],
               [1, "Trà hoa vàng", "HTX Ba Chẽ", "4", "05 sao", "OCOP-01",
                "Quyết định 1234/QĐ-BNN-VPĐP ngày 20/5/2024 của Bộ NN&PTNT"]]},
        ["Trà hoa vàng | HTX Ba Chẽ | 5 | 1234/QĐ-BNN-VPĐP | 2024-05-20 | A"],
    ),
    "products that were not recognised are not": (
        {"S": [["Kèm theo Quyết định số 9/QĐ-UBND ngày 1/9/2026 của UBND tỉnh Lào Cai"],
               ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"],
               ["I", "SẢN PHẨM ĐƯỢC CÔNG NHẬN 3 SAO"], [1, "Măng khô", "HTX A", None],
               ["II", "SẢN PHẨM ĐỀ NGHỊ TRUNG ƯƠNG CÔNG NHẬN 5 SAO"], [2, "Măng tươi", "HTX A", None],
               ["III", "SẢN PHẨM KHÔNG ĐẠT"], [3, "Măng muối", "HTX A", None]]},
        ["Măng khô | HTX A | 3 | 9/QĐ-UBND | 2026-09-01 | A", "Măng tươi | HTX A | 5 | 9/QĐ-UBND | 2026-09-01 | B2"],
    ),
    "headings no one foresaw over columns that speak for themselves, contact beneath the maker": (
        {"S": [[None, "(Kèm theo Quyết định số 321/QĐ-UBND ngày 09/9/2026 của Chủ tịch UBND thành phố Huế)"],
               [None, "TT", "Sản phẩm", "Chủ thể sản xuất", "Số điện thoại chủ thể", "Đạt được năm 2026", "Căn cứ"],
               [None, 1, "Tôm chua", "Cơ sở Bà Duệ\nĐT: 0912345678", "0912345678", "3 sao",
                "320/QĐ-UBND ngày 8/9/2026"],
               [None, 2, "Mè xửng", "Công ty TNHH Thiên Hương", None, "4 sao", "320/QĐ-UBND ngày 8/9/2026"]]},
        ["Tôm chua | Cơ sở Bà Duệ | 3 | 320/QĐ-UBND | 2026-09-08 | A",
         "Mè xửng | Công ty TNHH Thiên Hương | 4 | 320/QĐ-UBND | 2026-09-08 | A"],
    ),
    "a letterhead of two cells, a title that names what it replaces": (
        {"S": [["QUYẾT ĐỊNH Về việc công nhận sản phẩm OCOP (thay thế Quyết định số 5/QĐ-UBND ngày 1/1/2026)"],
               ["Số: 77/QĐ-UBND", "Huế, ngày 3 tháng 3 năm 2026"],
               ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao"], [1, "Thanh trà", "HTX Thủy Biều", "Hạng: 4"]]},
        ["Thanh trà | HTX Thủy Biều | 4 | 77/QĐ-UBND | 2026-03-03 | A"],
    ),
    "names of columns as a program writes them": (
        {"S": [["id", "ten_san_pham", "chu_the", "xep_hang", "so_quyet_dinh", "ngay_ky", "co_quan_ban_hanh", "tinh"],
               ["1", "Yến sào", "Công ty CP Yến", "5", "100/QĐ-BNN-VPĐP", "2024-12-30", "Bộ NN&PTNT", "Khánh Hòa"]]},
        ["Yến sào | Công ty CP Yến | 5 | 100/QĐ-BNN-VPĐP | 2024-12-30 | A"],
    ),
    "districts in rows of their own, forty lines of law above": (
        {"S": [["QUYẾT ĐỊNH"], *([f"Điều {number}. Nếu vi phạm thì thu hồi Giấy chứng nhận."] for number in range(40)),
               ["(Kèm theo Quyết định số 321/QĐ-UBND ngày 09/9/2026 của UBND tỉnh Lào Cai)"],
               ["TT", "Danh mục sản phẩm", "Chủ thể", "Điểm TB", "Xếp hạng (sao)"],
               ["A", "HUYỆN BẮC HÀ (1 SP)"], [1, "Chè shan", "HTX Bản Liền", "80", "4"],
               ["B", "THỊ XÃ SA PA (1 SP)"], [2, "Cá hồi hun khói", "Công ty Thức Mai", "71.5", "4"],
               [None, "Cộng: 2 sản phẩm"]]},
        ["Chè shan | HTX Bản Liền | 4 | 321/QĐ-UBND | 2026-09-09 | A",
         "Cá hồi hun khói | Công ty Thức Mai | 4 | 321/QĐ-UBND | 2026-09-09 | A"],
    ),
    "goods named in a column for each rating, several in a cell, makers in merged cells, one only a candidate": (
        {"Biểu 1": [
            ["DANH SÁCH SẢN PHẨM OCOP NĂM 2026"],
            ["(Kèm theo Quyết định số 45/QĐ-UBND ngày 6/7/2026 của UBND tỉnh Sơn La)"],
            ["TT", "Chủ thể", "Địa chỉ", "Sản phẩm đạt 3 sao", "4 sao", "5 sao", "Tiềm năng 5 sao"],
            ["I", "Nhóm thực phẩm"],
            [1, "HTX Nà Sản", "xã Chiềng Mung", "- Nhãn sấy\n- Mận sấy dẻo", None, None, None],
            [2, "HTX Mộc Châu", "phường Mộc Châu", None, "Chè Ô Long; Chè xanh", None, "Chè Shan"],
            [None, None, None, "Mứt đào", None, None, None],
            [3, "HTX Tô Múa", "xã Tô Múa", None, None, "Gạo nếp tan", None],
            ["Tổng cộng", None, None, 3, 2, 1, 1],
        ]},
        ["Nhãn sấy | HTX Nà Sản | 3 | 45/QĐ-UBND | 2026-07-06 | A",
         "Mận sấy dẻo | HTX Nà Sản | 3 | 45/QĐ-UBND | 2026-07-06 | A",
         "Chè Ô Long | HTX Mộc Châu | 4 | 45/QĐ-UBND | 2026-07-06 | A",
         "Chè xanh | HTX Mộc Châu | 4 | 45/QĐ-UBND | 2026-07-06 | A",
         "Chè Shan | HTX Mộc Châu | 5 | 45/QĐ-UBND | 2026-07-06 | B2",
         "Mứt đào | HTX Mộc Châu | 3 | 45/QĐ-UBND | 2026-07-06 | A",
         "Gạo nếp tan | HTX Tô Múa | 5 | 45/QĐ-UBND | 2026-07-06 | A"],
    ),
    "names under ratings under headings that say what the ratings are": (
        {"S": [
            ["Kèm theo Quyết định số 46/QĐ-UBND ngày 6/7/2026 của UBND tỉnh Sơn La"],
            ["TT", "Tên chủ thể", "Sản phẩm được công nhận", None, "Sản phẩm đề nghị công nhận", None,
             "Sản phẩm bị thu hồi", "Tự đánh giá"],
            [None, None, "3 sao", "4 sao", "4 sao", "5 sao", "3 sao", "5 sao"],
            [1, "HTX Na", "Na dai", None, "Mứt na", None, None, "Na dai"],
            [2, "HTX Dứa", None, "Dứa sấy", None, "Nước dứa", "Rượu dứa", None],
        ]},
        ["Na dai | HTX Na | 3 | 46/QĐ-UBND | 2026-07-06 | A",
         "Mứt na | HTX Na | 4 | 46/QĐ-UBND | 2026-07-06 | B2",
         "Dứa sấy | HTX Dứa | 4 | 46/QĐ-UBND | 2026-07-06 | A",
         "Nước dứa | HTX Dứa | 5 | 46/QĐ-UBND | 2026-07-06 | B2",
         "Rượu dứa | HTX Dứa | 3 |  | None | R"],
    ),
    "marks under ratings that are only asked for, and the name of the product for a mark": (
        {"S": [
            ["Kèm theo Quyết định số 47/QĐ-UBND ngày 6/7/2026 của UBND tỉnh Sơn La"],
            ["TT", "Tên sản phẩm", "Chủ thể", "Hạng sao công nhận", None, "Hạng sao đề nghị", None],
            [None, None, None, "★★★", "★★★★", "4 sao", "5 sao"],
            [1, "Na dai", "HTX Na", "Na dai", "Không", "x", None],
            [2, "Mứt na", "HTX Na", "Chưa đạt", "–", None, "x"],
        ]},
        ["Na dai | HTX Na | 3 | 47/QĐ-UBND | 2026-07-06 | A", "Mứt na | HTX Na | 5 | 47/QĐ-UBND | 2026-07-06 | B2"],
    ),
}  # fmt: skip
