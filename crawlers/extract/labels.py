"""Fields that pages state as label and value ("Đơn vị sản xuất: HTX …"): attributes, tables and lines of text."""

import re
from collections.abc import Iterable

_LABELS: dict[str, str] = {
    "producer": r"(đơn vị|cơ sở|nhà|nơi|công ty|hộ) sản xuất|nhà sản xuất|chủ thể( ocop| sản xuất)?|sản xuất (bởi|tại)|"
    r"nsx|producer|manufacturer",
    "shop": r"gian hàng|cửa hàng|người bán|nhà cung cấp|đơn vị (bán|cung cấp|phân phối)|seller",
    "address": r"địa chỉ( (sản xuất|cơ sở|đơn vị))?|address",
    "phone": r"(số )?điện thoại|sđt|hotline|liên hệ|đt|tel|phone",
    "net_content": r"quy cách( đóng gói)?|khối lượng( tịnh)?|trọng lượng( tịnh)?|dung tích|thể tích( thực)?|"
    r"net weight|weight|đóng gói|định lượng",
    "certificate": r"(số )?(giấy )?chứng nhận( ocop)?|quyết định( công nhận)?|số quyết định|mã (số )?ocop|certificate",
    "ocop_stars": r"(xếp )?hạng( sao)?( ocop)?|(số )?sao ocop|tiêu chuẩn ocop|ocop|ocop stars?",
    "gtin": r"mã vạch|gtin|barcode|ean",
    "sku": r"mã (sản phẩm|sp|hàng)|sku|product code|model",
    "province": r"tỉnh( thành)?|tỉnh/thành( phố)?|xuất xứ|vùng miền|province",
}
_FIELDS = {name: re.compile(rf"^(?:{pattern})$", re.I) for name, pattern in _LABELS.items()}
_LINE = re.compile(r"^\W{0,3}([^:：\n]{2,40}?)\s*[:：]\s*(\S.{0,300})$")
_ABROAD = re.compile(r"^(việt nam|viet nam|vietnam|vn)$", re.I)


def field_of(label: str) -> str | None:
    """The contract field a label names, or None."""
    label = label.strip().rstrip(":：").strip()
    return next((name for name, pattern in _FIELDS.items() if pattern.match(label)), None)


def of_pairs(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Contract fields of label and value pairs; the first of each wins."""
    found: dict[str, str] = {}
    for label, value in pairs:
        name = field_of(label)
        if name and value and not (name == "province" and _ABROAD.match(value.strip())):
            found.setdefault(name, value.strip())
    return found


def of_text(text: str | None) -> dict[str, str]:
    """Contract fields stated in the lines of a description."""
    if not text:
        return {}
    lines = (_LINE.match(line) for line in text.splitlines())
    return of_pairs((line.group(1), line.group(2)) for line in lines if line)
