"""Bytes of a page to text, where the declared encoding may be wrong.

Old Vietnamese pages declare one encoding and send another. Bytes that are valid UTF-8 are UTF-8 whatever is declared;
else the declaration counts, and without one the bytes are windows-1258 (the Vietnamese code page, tones as combining
marks) or windows-1252. TCVN3 and VNI are fonts over windows-1252: their letters are put right by the catalog.
"""

import codecs
import re
import unicodedata
import zlib

_META = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-:]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_\-:]{2,40})""", re.I)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LATIN = {"iso8859-1", "ascii", "cp1252"}
# In windows-1258 these bytes are combining tone marks; in windows-1252 they are Ì, Ò, Þ, ì and ò, rare after a vowel.
_TONES_1258 = re.compile(rb"[aeiouyAEIOUY\xc2\xe2\xca\xea\xd4\xf4\xc3\xe3\xd5\xf5\xdd\xfd][\xcc\xd2\xde\xec\xf2]")


_GZIP = b"\x1f\x8b"
LARGEST = 50 * 1024 * 1024


def unpacked(body: bytes) -> bytes:
    """What a gzip file holds (`sitemap.xml.gz`), at most 50 MB of it; anything else, and broken files, as they are."""
    if not body.startswith(_GZIP):
        return body
    try:
        inflating = zlib.decompressobj(zlib.MAX_WBITS | 16)
        inside = inflating.decompress(body, LARGEST)
    except zlib.error:
        return body
    return body if inflating.unconsumed_tail else inside


def decode(body: bytes, content_type: str = "") -> str:
    """Text of a page; undecodable bytes become U+FFFD. Fields are brought to NFC where they are read, not the page."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", body.decode(_fallback(body, content_type), "replace"))


def _fallback(body: bytes, content_type: str) -> str:
    """The encoding of bytes that are not wholly UTF-8."""
    declared = _declared(body, content_type)
    if declared not in (None, "utf-8"):
        return _vietnamese(body) if declared in _LATIN else str(declared)
    # One broken byte in a UTF-8 page must not turn the rest of it into noise.
    if _mostly_utf8(body):
        return "utf-8"
    return _vietnamese(body)


def _declared(body: bytes, content_type: str) -> str | None:
    head = body[:4096]
    found = _META.search(content_type.encode("latin-1", "ignore")) or _XML.search(head) or _META.search(head)
    if found is None:
        return None
    try:
        return codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None


def _mostly_utf8(body: bytes) -> bool:
    broken = body.decode("utf-8", "replace").count("�")
    high = sum(1 for byte in body[:200_000] if byte >= 0x80)
    return broken * 20 < high


def _vietnamese(body: bytes) -> str:
    return "cp1258" if _TONES_1258.search(body) else "cp1252"
