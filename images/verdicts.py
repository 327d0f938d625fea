"""What can be said about a picture, as data: how bad it is, in Vietnamese and English, and how to mend it."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["ok", "poor", "refused"]


class Verdict(BaseModel):
    """One thing said about one picture: `poor` ones are shown and complained about, `refused` ones are not shown."""

    model_config = ConfigDict(frozen=True)

    code: str
    severity: Severity
    message: str = Field(description="What is wrong, in Vietnamese.")
    message_en: str
    hint: str = Field(description="How to mend it, in Vietnamese; empty where nothing is wrong.")
    hint_en: str
    detail: str = Field("", description="What was measured or found, for a person who looks into it.")

    @property
    def usable(self) -> bool:
        """Whether thumbnails of the picture may be shown."""
        return self.severity != "refused"

    def to_json(self) -> dict[str, Any]:
        """The object kept beside the picture and shown by the listing checker."""
        return self.model_dump(mode="json")


@dataclass(frozen=True)
class Rule:
    """A verdict's wording; `{detail}` stands where the measured words go."""

    severity: Severity
    message: str
    message_en: str
    hint: str
    hint_en: str


_RESEND = ("Xuất lại ảnh từ bản gốc (JPEG, PNG hoặc WebP) rồi tải lên lại.", "Export the picture again and upload it.")
_UPLOAD = ("Tải ảnh sản phẩm (JPEG, PNG hoặc WebP) lên sàn.", "Upload a JPEG, PNG or WebP picture to the marketplace.")

RULES: dict[str, Rule] = {
    "ok": Rule("ok", "Ảnh dùng được.", "The picture is fine.", "", ""),
    "too_small": Rule(
        "poor",
        "Ảnh quá nhỏ: {detail}.",
        "The picture is too small: {detail}.",
        "Dùng ảnh có mỗi cạnh từ 800 px trở lên.",
        "Use a picture at least 800 px on each side.",
    ),
    "icon": Rule(
        "refused",
        "Đây là biểu tượng, không phải ảnh sản phẩm: {detail}.",
        "This is an icon, not a product's picture: {detail}.",
        "Dùng ảnh có mỗi cạnh từ 800 px trở lên.",
        "Use a picture at least 800 px on each side.",
    ),
    "blurry": Rule(
        "poor",
        "Ảnh bị mờ.",
        "The picture is blurred.",
        "Chụp lại nơi đủ sáng, giữ chắc máy, chạm vào sản phẩm để lấy nét; đừng phóng to ảnh nhỏ.",
        "Take it again in good light, hold still and focus on the product; do not enlarge a small picture.",
    ),
    "mostly_blank": Rule(
        "poor",
        "Ảnh gần như trống: {detail} là một màu.",
        "The picture is mostly blank: {detail} is one colour.",
        "Thay ảnh trống hoặc ảnh tạm bằng ảnh thật; để sản phẩm chiếm hơn nửa khung hình.",
        "Replace a blank or placeholder with a real picture; let the product fill more than half of it.",
    ),
    "wrong_shape": Rule(
        "poor",
        "Ảnh quá dài hoặc quá dẹt: {detail}.",
        "The picture is too long or too flat: {detail}.",
        "Cắt ảnh về khung gần vuông (1:1 hoặc 4:3); chữ và bảng thông tin nên để trong phần mô tả.",
        "Crop it close to a square (1:1 or 4:3); keep text and tables for the description.",
    ),
    "animated": Rule(
        "poor",
        "Ảnh động: chỉ khung hình đầu được dùng.",
        "The picture is animated: only its first frame is used.",
        "Thay bằng ảnh tĩnh JPEG, PNG hoặc WebP.",
        "Replace it with a still JPEG, PNG or WebP.",
    ),
    "broken": Rule(
        "refused", "Tệp ảnh bị hỏng ({detail}).", "The picture's file is damaged ({detail}).", _RESEND[0], _RESEND[1]
    ),
    "too_large": Rule(
        "refused",
        "Ảnh quá lớn: {detail}.",
        "The picture is too large: {detail}.",
        "Thu nhỏ ảnh còn 1.200–2.000 px mỗi cạnh, dưới 2 MB.",
        "Reduce it to 1,200–2,000 px on each side, under 2 MB.",
    ),
    "not_a_picture": Rule(
        "refused",
        "Địa chỉ ảnh không trả về ảnh JPEG, PNG, WebP, GIF hay AVIF ({detail}).",
        "The picture's address does not give a JPEG, PNG, WebP, GIF or AVIF picture ({detail}).",
        _UPLOAD[0],
        _UPLOAD[1],
    ),
    "data_url": Rule(
        "refused",
        "Ảnh được nhúng trong trang (data:), không có địa chỉ riêng.",
        "The picture is embedded in the page (data:) and has no address of its own.",
        _UPLOAD[0],
        _UPLOAD[1],
    ),
    "forbidden_address": Rule(
        "refused",
        "Địa chỉ ảnh không hợp lệ hoặc không công khai.",
        "The picture's address must not be fetched ({detail}).",
        _UPLOAD[0],
        _UPLOAD[1],
    ),
    "robots": Rule(
        "refused",
        "Sàn không cho máy tải ảnh này (robots.txt).",
        "The marketplace does not let machines fetch this picture (robots.txt).",
        "Đề nghị sàn cho phép tải ảnh sản phẩm trong robots.txt.",
        "Ask the marketplace to allow product pictures in its robots.txt.",
    ),
    "missing": Rule(
        "refused",
        "Ảnh không còn ở địa chỉ này ({detail}).",
        "The picture is no longer at its address ({detail}).",
        _UPLOAD[0],
        _UPLOAD[1],
    ),
    "unreachable": Rule(
        "refused",
        "Không tải được ảnh ({detail}); sẽ thử lại.",
        "The picture could not be fetched ({detail}); it will be tried again.",
        "Kiểm tra địa chỉ ảnh có mở được trong trình duyệt không.",
        "Check that the picture's address opens in a browser.",
    ),
}


def verdict(code: str, detail: str = "") -> Verdict:
    """The verdict of a code with what was measured put into its words. Raises KeyError for an unknown code."""
    rule = RULES[code]
    return Verdict(
        code=code,
        severity=rule.severity,
        message=rule.message.format(detail=detail),
        message_en=rule.message_en.format(detail=detail),
        hint=rule.hint,
        hint_en=rule.hint_en,
        detail=detail,
    )
