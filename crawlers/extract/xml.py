"""Sitemaps and feeds as streams of entries. Documents that declare entities are refused: none of ours needs one.

Files that are compressed as such (`sitemap.xml.gz`, whatever the server calls them) are opened here.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from crawlers.extract.text import clean

_ENTITY = re.compile(rb"<!ENTITY", re.I)
_ENTITY_16 = re.compile("<!ENTITY".encode("utf-16-le"), re.I)


_GZIP = b"\x1f\x8b"
# The sitemap protocol's own limit for an uncompressed file.
_LONGEST = 50 * 1024 * 1024


class HostileXml(ValueError):
    """The document declares entities, which can expand without end or name local files, or it is a compressed bomb."""


class Entry(NamedTuple):
    """One `<url>`/`<sitemap>` of a sitemap or `<item>`/`<entry>` of a feed; `fields` by local tag name."""

    tag: str
    fields: dict[str, str]


def entries(body: bytes) -> Iterator[Entry]:
    """Entries of a sitemap, sitemap index, RSS or Atom document, one after the other in flat memory.

    Broken documents give what stands before and after the break. Raises HostileXml.
    """
    body = opened(body)
    if _ENTITY.search(body) or _ENTITY_16.search(body):
        raise HostileXml("the document declares XML entities")
    if body.startswith(b"\x1f\x8b"):
        raise HostileXml("the document is packed and cannot be unpacked, or unpacks to more than 50 MB")
    stream = etree.iterparse(
        BytesIO(body.lstrip()),
        events=("end",),
        tag=("{*}url", "{*}sitemap", "{*}item", "{*}entry"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in stream:
            if not _is_entry(element):
                continue
            yield Entry(etree.QName(element).localname, _fields(element))
            _forget(element)
    except etree.XMLSyntaxError:
        return


def opened(body: bytes, most: int = _LONGEST) -> bytes:
    """A document out of its gzip file, any other as it is. Raises HostileXml where it unpacks to more than `most`."""
    if not body.startswith(_GZIP):
        return body
    unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(body, most)
    except zlib.error as error:
        raise HostileXml("the document is a broken gzip file") from error
    if unpacker.unconsumed_tail:
        raise HostileXml(f"the document unpacks to more than {most >> 20} MB")
    return unpacked


def is_sitemap(body: bytes) -> bool:
    """Whether a document looks like a sitemap or a sitemap index."""
    return re.search(rb"<(\w+:)?(urlset|sitemapindex)\b", _start(body)) is not None


def is_feed(body: bytes) -> bool:
    """Whether a document looks like RSS or Atom."""
    return re.search(rb"<(rss|feed|rdf:RDF)\b", _start(body)) is not None


def _start(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body[:2000]
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, 2000)
    except zlib.error:
        return b""


def _is_entry(element: etree._Element) -> bool:
    """`<url>` also names a picture's address inside RSS channels; entries have children."""
    return len(element) > 0


def _fields(element: etree._Element) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        text = "".join(child.itertext()).strip() or child.get("href") or ""
        if name in ("link", "image_link", "loc"):
            value: str | None = text
        else:
            value = text if name in ("description", "encoded", "content", "summary") else clean(text)
        if value and name not in fields:
            fields[name] = value
    return fields


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
