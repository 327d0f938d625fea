"""A shop of any size for measuring: product pages of 34 KB with JSON-LD in the head, and sitemaps that name them.

`/sitemap-N.xml` leads to N products. `python -m crawlers.bench.site` serves it on a free port of the loopback, says the
port, and ends with its standard input. It shares the processors with the crawls it measures, so it answers with as
little work as it can: a server for general use takes a third of a crawl's time for each page.
"""

import asyncio
import sys
import threading

import orjson

_PER_SITEMAP = 10_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_SIZE = 34_000
_FILLER = "<p>Mật ong bạc hà là đặc sản của cao nguyên đá, ong lấy mật từ hoa bạc hà dại nở cuối năm.</p>\n".encode()
_AFTER = b"</body></html>"


def product_page(number: int) -> bytes:
    """The product page of one number."""
    thing = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": f"Mật ong bạc hà Mèo Vạc lô {number}",
        "sku": f"MO{number}",
        "description": "Mật ong nguyên chất. Quy cách: Chai 500ml.",
        "image": [f"/anh/{number}-1.jpg", f"/anh/{number}-2.jpg"],
        "category": "Mật ong",
        "offers": {
            "@type": "Offer",
            "price": str(100_000 + number % 900 * 1000),
            "priceCurrency": "VND",
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Organization", "name": "Chợ đo"},
        },
    }
    data = orjson.dumps(thing)
    head = b'<!doctype html><html><head><meta charset="utf-8"><script type="application/ld+json">' + data + b"</script>"
    return head + b"</head><body>" + _FILLER * ((_SIZE - len(data)) // len(_FILLER)) + _AFTER


class _Shop(asyncio.Protocol):
    """One kept-alive connection; requests are without a body, one after the other."""

    def __init__(self) -> None:
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        host, port = transport.get_extra_info("sockname")
        self._origin = f"http://{host}:{port}"

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            request, _, self._asked = self._asked.partition(b"\r\n\r\n")
            status, kind, body = _answer(request.split(b" ", 2)[1].decode(), self._origin)
            head = b"HTTP/1.1 %d .\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (status, kind, len(body))
            if isinstance(self._transport, asyncio.WriteTransport):
                self._transport.write(head + body)


def _answer(path: str, origin: str) -> tuple[int, bytes, bytes]:
    if path.startswith("/p/"):
        return 200, b"text/html; charset=utf-8", product_page(int(path[3:]))
    if path.startswith("/sitemap-"):
        pages = int(path[9:-4])
        parts = range(0, pages, _PER_SITEMAP)
        named = "".join(f"<sitemap><loc>{origin}/products-{first}-{pages}.xml</loc></sitemap>" for first in parts)
        return 200, b"application/xml", f"<sitemapindex {_SPACE}>{named}</sitemapindex>".encode()
    if path.startswith("/products-"):
        first, pages = (int(number) for number in path[10:-4].split("-"))
        numbers = range(first, min(first + _PER_SITEMAP, pages))
        day = "<lastmod>2026-11-01</lastmod>"
        urls = "".join(f"<url><loc>{origin}/p/{number}</loc>{day}</url>" for number in numbers)
        return 200, b"application/xml", f"<urlset {_SPACE}>{urls}</urlset>".encode()
    return 404, b"text/plain", b"not here"


async def _serve() -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Shop, "127.0.0.1", 0)

    def watch() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=watch, daemon=True).start()
    await ended.wait()
    server.close()


def main() -> None:
    """Serve until standard input ends."""
    asyncio.run(_serve())


if __name__ == "__main__":
    main()
