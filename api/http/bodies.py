"""The body of a request, of a size that is said beforehand."""

from fastapi import Request

from api.http.problem import ProblemError


async def read_body(request: Request, *, most: int) -> bytes:
    """The whole body. Raises a 413 as soon as it is known to be longer than `most` bytes; the rest stays unread."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > 15 or int(declared) > most):
        raise too_large(most)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
    return b"".join(parts)


def too_large(most: int) -> ProblemError:
    """A 413 that says how much is taken."""
    return ProblemError(
        413,
        f"Gửi quá nhiều một lần: nhiều nhất {most // 1_000_000} MB. Chia nhỏ rồi gửi từng phần.",
        f"Too much at once: {most // 1_000_000} MB at most. Send it in parts.",
    )
