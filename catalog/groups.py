"""The official OCOP groups: six groups, 17 sub-groups and 26 product sets (148/QĐ-TTg, kept by 26/2026/QĐ-TTg)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from catalog.data import read_rows


@dataclass(frozen=True, slots=True)
class Group:
    """One of the six groups; `code` is `I` to `VI`."""

    code: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class ProductSet:
    """One of the 26 sets (bộ sản phẩm) of criteria, with its sub-group (nhóm) and the words of 1048/QĐ-TTg."""

    number: int
    group: str
    subgroup: str
    name: str
    name_en: str
    label_2019: str
    ministry: str


GROUPS: Mapping[str, Group] = MappingProxyType(
    {
        one.code: one
        for one in (
            Group("I", "Thực phẩm", "Food"),
            Group("II", "Đồ uống", "Drinks"),
            Group("III", "Dược liệu và sản phẩm từ dược liệu", "Medicinal plants and what is made of them"),
            Group("IV", "Hàng thủ công mỹ nghệ", "Handicrafts"),
            Group("V", "Sinh vật cảnh", "Ornamental plants and animals"),
            Group("VI", "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch", "Community and eco-tourism"),
        )
    }
)


def group_name(code: str, *, lang: str = "vi") -> str:
    """The name of a group in Vietnamese (`vi`) or English (`en`); KeyError where the code is not one of the six."""
    group = GROUPS[code]
    return group.name_en if lang == "en" else group.name


@cache
def product_sets() -> Mapping[int, ProductSet]:
    """The 26 sets by number."""
    return MappingProxyType(
        {
            int(row["set"]): ProductSet(
                number=int(row["set"]),
                group=row["group"],
                subgroup=row["subgroup"],
                name=row["name"],
                name_en=row["name_en"],
                label_2019=row["label_2019"],
                ministry=row["ministry"],
            )
            for row in read_rows("product_sets.csv")
        }
    )
