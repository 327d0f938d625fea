"""Small answers in the formats of shop softwares, written by hand after their documentation."""

import json
from typing import Any

HOST = "shop.example"
ORIGIN = f"https://{HOST}"

SAPO = {
    "id": 34620973,
    "name": "Set quà Maneli",
    "alias": "set-qua-maneli",
    "vendor": "Khác",
    "type": "Set quà",
    "content": "<p>Quy cách: hộp 500g</p>",
    "available": True,
    "tags": ["qua-tang"],
    "price": 500000.0,
    "compare_at_price": 799000.0,
    "variants": [
        {"title": "Default Title", "price": 500000.0, "compare_at_price": 799000.0, "sku": "M1", "barcode": ""},
    ],
    "images": [{"src": "//cdn.example/a.jpg"}],
    "modified_on": "2024-04-03T20:57:37",
}

HARAVAN_PAGE = {
    "available": True,
    "compare_at_price_varies": False,
    "description": "<p>Tạp chí</p>",
    "handle": "tap-chi-01",
    "id": 1055345396,
    "images": ["https://cdn.example/8.jpg"],
    "price": 13900000.0,
    "title": "Tạp chí 01",
    "type": "Khác",
    "url": "/products/tap-chi-01",
    "pagetitle": "Tạp chí 01",
    "variants": [
        {"title": "Số 1", "available": True, "price": 13900000.0, "compare_at_price": 0.0},
        {"title": "Số 0 và 1", "available": False, "price": 29800000.0, "compare_at_price": 0.0},
    ],
}

SHOPIFY_LIST = {
    "products": [
        {
            "id": 7,
            "title": "Mật ong bạc hà",
            "handle": "mat-ong",
            "body_html": "<p>Ngon</p>",
            "vendor": "HTX Tuấn Dũng",
            "product_type": "Mật ong",
            "tags": "ocop, mật ong",
            "variants": [{"title": "Hũ 500g", "price": "250000", "compare_at_price": "300000", "available": True}],
            "images": [{"src": "https://cdn.example/m.jpg"}],
            "updated_at": "2026-01-02T00:00:00+07:00",
        }
    ]
}

MAGENTO = {
    "data": {
        "products": {
            "page_info": {"current_page": 1, "total_pages": 3},
            "items": [
                {
                    "sku": "MO-1",
                    "name": "Mật ong",
                    "url_key": "mat-ong",
                    "url_suffix": ".html",
                    "stock_status": "IN_STOCK",
                    "description": {"html": "<p>Ngọt</p>"},
                    "short_description": {"html": ""},
                    "categories": [{"name": "Mật ong"}],
                    "media_gallery": [{"url": "https://shop.example/media/a.jpg"}],
                    "price_range": {
                        "minimum_price": {
                            "final_price": {"value": 180000, "currency": "VND"},
                            "regular_price": {"value": 200000},
                        },
                        "maximum_price": {"final_price": {"value": 180000}, "regular_price": {"value": 200000}},
                    },
                }
            ],
        }
    }
}

BAGISTO = {
    "data": [
        {
            "id": 5,
            "sku": "BG5",
            "name": "Chè dây",
            "url_key": "che-day",
            "description": "<p>Chè</p>",
            "base_image": {"large_image_url": "https://shop.example/cache/large/5.webp"},
            "images": [],
            "is_saleable": True,
            "min_price": "90.000 ₫",
            "prices": {"regular": {"price": "100000.0000"}, "final": {"price": "90000.0000"}},
        }
    ],
    "meta": {"current_page": 1, "last_page": 2},
}

VENDURE = {
    "data": {
        "search": {
            "items": [
                {
                    "productName": "Cà phê",
                    "slug": "ca-phe",
                    "description": "Rang mộc",
                    "productAsset": {"preview": "https://shop.example/assets/c.jpg"},
                    "priceWithTax": {"min": 12000000, "max": 12000000},
                    "inStock": True,
                }
            ]
        }
    }
}

REGISTRY = {
    "count": 2,
    "next": "https://shop.example/v1/public/product-info/?page=2&page_size=1",
    "results": [
        {
            "id": 31,
            "name": "Miến dong Bình Lư",
            "ocop_star": 4,
            "description": "Miến",
            "ocop_certificate_number": "1565/QĐ-UBND",
            "issued_on": "2020-12-04",
            "expiry_date": "2023-12-04",
            "image": "https://shop.example/m.jpg",
            "image1": None,
            "manufacturer": {
                "name": "HTX Miến dong",
                "representative": "a person",
                "address": "Tam Đường, Lai Châu",
                "phone_number": "0213",
                "email": "x@y.example",
            },
        }
    ],
}

FEED_XML = """<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><item>
<g:id>F1</g:id><title>Gạo ST25 5kg</title><link>https://shop.example/gao-st25?utm_source=feed</link>
<g:price>220000.00 VND</g:price><g:sale_price>199000.00 VND</g:sale_price><g:availability>in stock</g:availability>
<g:gtin>8936000000012</g:gtin><g:brand>Ông Cua</g:brand><g:product_type>Thực phẩm &gt; Gạo</g:product_type>
<g:image_link>https://shop.example/g.jpg</g:image_link><g:unit_pricing_measure>5 kg</g:unit_pricing_measure>
</item></channel></rss>"""

FEED_CSV = "id\ttitle\tlink\tprice\tavailability\nF2\tBún khô\thttps://shop.example/bun\t35.000 đ\tout of stock\n"

PRESTASHOP = {
    "id_product": 9,
    "name": "Tương ớt",
    "reference": "TO9",
    "price_amount": 45000,
    "regular_price_amount": 50000,
    "description": "<p>Cay</p>",
    "images": [{"large": {"url": "https://shop.example/9-large.jpg"}}],
    "grouped_features": {"x": {"name": "Khối lượng", "value": "250 g"}},
}


def prestashop_page() -> str:
    data = json.dumps(PRESTASHOP, ensure_ascii=False).replace('"', "&quot;")
    return f'<html><body><h1>Tương ớt</h1><div id="product-details" data-product="{data}"></div></body></html>'


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
