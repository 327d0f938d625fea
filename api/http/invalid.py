"""What is wrong with a parameter, in a sentence that says what would be right."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.http.problem import FieldProblem, ProblemError

_SENTENCES = {
    "less_than_equal": ("Số quá lớn, nhiều nhất là {le}.", "The number is too large; the most is {le}."),
    "greater_than_equal": ("Số quá nhỏ, ít nhất là {ge}.", "The number is too small; the least is {ge}."),
    "int_parsing": ("Phải là số nguyên.", "It must be a whole number."),
    "int_from_float": ("Phải là số nguyên.", "It must be a whole number."),
    "int_parsing_size": ("Số quá lớn.", "The number is too large."),
    "literal_error": ("Phải là một trong: {expected}.", "It must be one of: {expected}."),
    "string_too_long": ("Quá dài, nhiều nhất {max_length} ký tự.", "It is too long; {max_length} characters at most."),
    "string_pattern_mismatch": ("Có ký tự không dùng được.", "It holds a character that cannot be used."),
    "too_long": ("Quá nhiều giá trị, nhiều nhất {max_length}.", "Too many values; {max_length} at most."),
    "price_range": ("Giá thấp nhất lớn hơn giá cao nhất.", "price_min is above price_max."),
    "unknown_value": ("{vietnamese}", "{english}"),
    "missing": ("Còn thiếu.", "It is missing."),
}


def invalid_parameters(errors: Iterable[Mapping[str, Any]]) -> ProblemError:
    """A 422 for pydantic's errors: each parameter once in its two sentences, each error in `errors`."""
    fields = [_field_problem(one) for one in errors]
    first = {one.field: one for one in reversed(fields)}
    names = dict.fromkeys(one.field for one in fields)
    vietnamese = " ".join(f"{name}: {first[name].message}" for name in names)
    english = " ".join(f"{name}: {first[name].message_en}" for name in names)
    return ProblemError(422, f"Tham số chưa đúng. {vietnamese}", f"Not valid. {english}", errors=fields)


def _field_problem(one: Mapping[str, Any]) -> FieldProblem:
    parts = [str(part) for part in one.get("loc", ()) if isinstance(part, str)]
    vietnamese, english = _SENTENCES.get(str(one.get("type")), ("Giá trị không hợp lệ.", str(one.get("msg"))))
    limits = {name: str(value) for name, value in (one.get("ctx") or {}).items()}
    values = limits.get("expected", "")
    return FieldProblem(
        field=parts[-1] if parts else "request",
        message=vietnamese.format_map(limits | {"expected": values.replace(" or ", ", ")}),
        message_en=english.format_map(limits | {"expected": values.replace(" or ", ", ")}),
    )
