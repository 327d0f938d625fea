"""Any site with schema.org data: the generic way, preferred where no platform of its own fits.

1. Sitemaps (`entry.sitemaps`, by default `/sitemap.xml`) name the product pages and when each last changed.
2. A product page's JSON-LD is read; microdata only where there is none; OpenGraph last. RDFa and microformats never
   (they cost 22 to 38 ms a page and no marketplace needs them).
3. `patterns.product` narrows what is fetched from the sitemap; without it every page named there is looked at.
4. List pages (`entry.pages`) are followed by `patterns.product`, `patterns.listing` and the pager.
"""

from crawlers.platforms.base import Platform


class SchemaOrg(Platform):
    """Sitemap and structured data."""

    name = "schema_org"
