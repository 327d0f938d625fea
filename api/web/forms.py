"""What a page's form sends, with its files: the two encodings a browser uses (RFC 7578 and the URL Standard)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import parse_qsl

from fastapi import Request

from api.http.bodies import read_body
from api.http.problem import ProblemError

MOST_FIELDS = 60
_LONGEST_HEAD = 4096


@dataclass
class Form:
    """Fields as text and files as bytes, by name; of several of one name the last counts."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field without the white space around it; empty where it was not sent."""
        return self.fields.get(name, "").strip()


async def read_form(request: Request, *, most: int) -> Form:
    """The form that was sent. Raises ProblemError where it is longer than `most` bytes or no form at all."""
    body = await read_body(request, most=most)
    kind = Message()
    kind["Content-Type"] = request.headers.get("content-type", "")
    if kind.get_content_type() == "multipart/form-data" and (boundary := kind.get_boundary()):
        return _multipart(body, boundary.encode("latin-1", "replace"))
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise _no_form() from error
    return Form({name: _plain(value) for name, value in pairs})


def _multipart(body: bytes, boundary: bytes) -> Form:
    form = Form()
    for count, (head, content) in enumerate(_parts(body, boundary)):
        if count == MOST_FIELDS:
            raise _no_form()
        name, is_file = _named(head)
        if is_file:
            form.files[name] = content
        else:
            form.fields[name] = _plain(content.decode("utf-8", "replace"))
    return form


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Head and content of each part; what stands before the first and after the last boundary is no part."""
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary, MOST_FIELDS + 2)[1:]:
        if part.startswith(b"--"):
            return
        head, found, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not found or len(head) > _LONGEST_HEAD:
            raise _no_form()
        yield head, content
    raise _no_form()


def _named(head: bytes) -> tuple[str, bool]:
    """The name in a part's head, and whether it is a file's."""
    for line in head.decode("utf-8", "replace").splitlines():
        title, _, value = line.partition(":")
        if title.strip().lower() == "content-disposition":
            said = Message()
            said["Content-Disposition"] = value.strip()
            name = said.get_param("name", header="Content-Disposition")
            is_file = said.get_param("filename", header="Content-Disposition") is not None
            return (name if isinstance(name, str) else ""), is_file
    raise _no_form()


def _plain(text: str) -> str:
    return text.replace("\x00", "").replace("\r\n", "\n")


def _no_form() -> ProblemError:
    return ProblemError(
        400,
        "Biểu mẫu gửi đến không đọc được; xin gửi lại.",
        "The form cannot be read; please send it again.",
    )
